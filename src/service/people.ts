/** The people who may sign in: adding, changing, removing. Each change is noted, and holds at once for open sessions. */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { ROLES, type Role } from '../domain/roles.ts';
import { parseAddress } from '../mail/address.ts';
import { hostOf } from '../mail/links.ts';
import type { Query } from '../store/database.ts';
import {
  addPerson as addRow,
  endSessions,
  note,
  type PersonRow,
  people,
  person,
  queueInvitation,
  type SessionRow,
  sessionsOf,
  setPerson,
  shutOut,
  taken,
} from '../store/people.ts';
import type { Context } from './context.ts';
import { nameLine, parse } from './input.ts';

const role = z.enum(ROLES, { error: `must be ${ROLES.slice(0, -1).join(', ')} or ${ROLES.at(-1)}` });

export const personInput = z.strictObject({
  address: z.string({ error: 'is required' }).trim().max(400).describe('E-mail address'),
  name: nameLine(120).describe('The name under which they record and decide'),
  role: role.default('editor').describe('reader, editor or administrator'),
});

/** Writes the row. Two of one name or address: the second is refused. */
export async function addPersonIn(
  query: Query,
  input: z.output<typeof personInput>,
  by: { now: number; actor: string },
): Promise<PersonRow> {
  const address = parseAddress(input.address).toLowerCase();
  const clash = await taken(query, input.name, address);
  if (clash !== null)
    throw new DulyError(
      'conflict',
      clash === 'name'
        ? `There is somebody called “${input.name}” already.`
        : 'Somebody has this address already.',
      {
        field: clash,
      },
    );
  const id = await addRow(query, { name: input.name, address, role: input.role, now: by.now });
  await note(query, { ...by, what: 'added', about: input.name, detail: input.role });
  return (await person(query, { id })) as PersonRow;
}

/** Adds somebody; `invite` sends them a mail that says where to sign in. Throws `invalid` or `conflict`. */
export async function addPerson(
  ctx: Context,
  raw: unknown,
  by: { actor: string; invite: boolean },
): Promise<PersonRow> {
  const now = ctx.clock.now();
  const input = parse(personInput, raw);
  const added = await ctx.db.inTransaction(async (query) => {
    const row = await addPersonIn(query, input, { now, actor: by.actor });
    if (by.invite) await queueInvitation(query, row.id, now, hostOf(ctx.baseUrl));
    return row;
  });
  if (by.invite) ctx.wake('deliver');
  return added;
}

export const listPeople = (ctx: Pick<Context, 'db'>): Promise<PersonRow[]> => people(ctx.db.query);
export const listSessions = (ctx: Pick<Context, 'db'>, id: number): Promise<SessionRow[]> =>
  sessionsOf(ctx.db.query, id);
export type { PersonRow as Person, SessionRow as SessionView };

/** Somebody by number or by address. Throws `not_found`. */
export async function findPerson(ctx: Pick<Context, 'db'>, by: string): Promise<PersonRow> {
  const isNumber = /^\d{1,9}$/.test(by);
  const found = await person(
    ctx.db.query,
    isNumber ? { id: Number(by) } : { address: by.trim().toLowerCase() },
  );
  if (found === null)
    throw new DulyError(
      'not_found',
      isNumber ? `There is nobody with the number ${by}.` : 'There is nobody with this address.',
    );
  return found;
}

const isLast = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('the last administrator');

async function change(
  ctx: Context,
  who: PersonRow,
  next: { role: Role; state: PersonRow['state'] },
  by: { actor: string; what: string; detail: string | null },
) {
  const now = ctx.clock.now();
  try {
    await ctx.db.inTransaction(async (query) => {
      await setPerson(query, { id: who.id, ...next, now });
      if (next.state === 'left') await shutOut(query, { id: who.id, address: who.address, now });
      await note(query, { now, actor: by.actor, what: by.what, about: who.name, detail: by.detail });
    });
  } catch (error) {
    if (!isLast(error)) throw error;
    throw new DulyError('conflict', `${who.name} is the last administrator: make somebody else one first.`, {
      cause: error,
    });
  }
  return findPerson(ctx, String(who.id));
}

/** Gives somebody another role; it holds from their next click on. Throws `invalid`, `not_found`, `conflict`. */
export async function changeRole(ctx: Context, by: string, raw: unknown, actor: string): Promise<PersonRow> {
  const next = parse(role, raw);
  const who = await findPerson(ctx, by);
  return change(
    ctx,
    who,
    { role: next, state: who.state },
    { actor, what: 'changed role', detail: `${who.role} to ${next}` },
  );
}

/** Lets somebody in no more. The name stays theirs. Throws `not_found`, or `conflict` for the last administrator. */
export async function removePerson(ctx: Context, by: string, actor: string): Promise<PersonRow> {
  const who = await findPerson(ctx, by);
  return change(ctx, who, { role: who.role, state: 'left' }, { actor, what: 'removed', detail: null });
}

/** Lets somebody in again who had left. */
export async function returnPerson(ctx: Context, by: string, actor: string): Promise<PersonRow> {
  const who = await findPerson(ctx, by);
  return change(ctx, who, { role: who.role, state: 'active' }, { actor, what: 'let in again', detail: null });
}

/** Ends sessions of somebody: one, all but one, or all. Returns how many. */
export async function revokeSessions(
  ctx: Context,
  id: number,
  which: { only?: number; but?: number },
  actor: string,
): Promise<number> {
  const now = ctx.clock.now();
  const who = await findPerson(ctx, String(id));
  return ctx.db.inTransaction(async (query) => {
    const ended = await endSessions(query, id, which);
    if (ended > 0)
      await note(query, { now, actor, what: 'ended sessions', about: who.name, detail: String(ended) });
    return ended;
  });
}
