/** Keys for programs. A key is shown once; its digest is kept, and its first characters to know it by. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { SCOPES, type Scope, scopesOf } from '../domain/roles.ts';
import { addKey, type KeyRow, keys, note, revokeKeyRow, useKey } from '../store/people.ts';
import { digestOf } from './auth.ts';
import type { Context } from './context.ts';
import { list, nameLine, parse } from './input.ts';
import { findPerson } from './people.ts';

export const keyInput = z.strictObject({
  name: nameLine(80).describe('What the key is for'),
  scopes: list(z.enum(SCOPES, { error: `must be among ${SCOPES.join(', ')}` }), 4)
    .refine((scopes) => scopes.length > 0, { error: `must be at least one of ${SCOPES.join(', ')}` })
    .describe(`What it may do: ${SCOPES.join(', ')}`),
});

export type { KeyRow as Key };

/** Makes a key for somebody; the answer is the only place where it is ever readable. Throws `invalid`, `forbidden`. */
export async function createKey(
  ctx: Context,
  personId: number,
  raw: unknown,
  actor: string,
): Promise<{ id: number; key: string; prefix: string; scopes: readonly Scope[] }> {
  const now = ctx.clock.now();
  const input = parse(keyInput, raw);
  const who = await findPerson(ctx, String(personId));
  if (who.state !== 'active')
    throw new DulyError('conflict', `${who.name} has left: a key would open nothing.`);
  const scopes = [...new Set(input.scopes)];
  const beyond = scopes.filter((scope) => !scopesOf(who.role).includes(scope));
  if (beyond.length > 0)
    throw new DulyError(
      'invalid',
      `As ${who.role}, ${who.name} may not give a key ${beyond.join(' and ')}.`,
      { field: 'scopes' },
    );
  const key = `duly_${randomBytes(32).toString('base64url')}`;
  const prefix = key.slice(0, 11);
  const id = await ctx.db.inTransaction(async (query) => {
    const made = await addKey(query, {
      personId,
      name: input.name,
      prefix,
      digest: digestOf(key),
      scopes,
      now,
    });
    await note(query, {
      now,
      actor,
      what: 'made a key',
      about: who.name,
      detail: `${prefix}… ${scopes.join(', ')}`,
    });
    return made;
  });
  return { id, key, prefix, scopes };
}

/** The keys of one person, or all of them. */
export const listKeys = (ctx: Pick<Context, 'db'>, personId: number | null): Promise<KeyRow[]> =>
  keys(ctx.db.query, personId);

/** Revokes a key at once; with `personId` only one of theirs. Throws `not_found`. */
export async function revokeKey(
  ctx: Context,
  id: number,
  personId: number | null,
  actor: string,
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.inTransaction(async (query) => {
    if (!(await revokeKeyRow(query, id, personId, now)))
      throw new DulyError('not_found', `There is no key ${id} to revoke.`);
    await note(query, { now, actor, what: 'revoked a key', detail: String(id) });
  });
}

/**
 * Who a key speaks for, when it may do `scope`: given as `Authorization: Bearer duly_…`, never in an address. Throws
 * `forbidden`, in the same words for a key that is unknown, revoked, or of somebody who has left.
 */
export async function checkKey(
  ctx: Context,
  authorization: string | undefined,
  scope: Scope,
): Promise<{ id: number; name: string }> {
  const key = /^Bearer (duly_[\w-]{43})$/.exec(authorization ?? '')?.[1];
  const found = key === undefined ? null : await useKey(ctx.db.query, digestOf(key), ctx.clock.now());
  if (found === null) throw new DulyError('forbidden', 'This needs a key that is in force.');
  if (!found.scopes.includes(scope) || !scopesOf(found.role).includes(scope))
    throw new DulyError('forbidden', `This key may not ${scope}.`);
  return { id: found.personId, name: found.name };
}
