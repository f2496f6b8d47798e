/**
 * Erases a person's address on request: 1. read the input, 2. delete its subscriptions with all alerts and messages,
 * 3. take it out of texts that quote it and files that were exported, 4. put on record that this was done, without the address. The chain stays
 * valid, because no event ever names a subscriber. Two at once: the second finds nothing left to delete.
 *
 * A message that is being handed to the mail server at this very moment may still arrive.
 */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { capKey, parseAddress } from '../mail/address.ts';
import { type Erased, eraseAddress, eventsThatName, otherSpellings, writeErasure } from '../store/erase.ts';
import { note } from '../store/people.ts';
import { dropExports } from '../store/tasks.ts';
import type { Context } from './context.ts';
import { line, parse } from './input.ts';

export const eraseInput = z.strictObject({
  address: z.string({ error: 'is required' }).trim().max(400).describe('E-mail address'),
  reason: line(500).describe('Why, without the address; this is kept'),
  recordedBy: line(200).default('editor').describe('Who erases it'),
});

export interface Erasure extends Erased {
  /** Facts on record whose own words name the address: those stay, because nothing on record is ever changed. */
  readonly named: number;
  /** Addresses that probably lead to the same mailbox (`a+news@` beside `a@`): each is erased by itself. */
  readonly alike: readonly string[];
}

/**
 * Erases it and returns what was found. Throws `DulyError('invalid')` when the reason or the name of who erases it
 * would keep the address, and `not_found` when nothing knows it; nothing is changed then.
 */
export async function erase(ctx: Context, raw: unknown): Promise<Erasure> {
  const now = ctx.clock.now();
  const input = parse(eraseInput, raw);
  const address = parseAddress(input.address);
  for (const field of ['reason', 'recordedBy'] as const)
    if (input[field].toLowerCase().includes(address.toLowerCase()))
      throw new DulyError('invalid', `${field} must not contain the address: it is kept for good.`, {
        field,
      });
  const { reason, recordedBy: actor } = input;
  const erased = await ctx.db.inTransaction(async (query) => {
    const found = await eraseAddress(query, address);
    if (Object.values(found).every((count) => count === 0))
      throw new DulyError('not_found', 'Nothing here knows this address.', { field: 'address' });
    await dropExports(query);
    await writeErasure(query, { now, actor, data: { ...found, reason } });
    await note(query, { now, actor, what: 'erased an address', detail: reason });
    return found;
  });
  ctx.wake('seal');
  ctx.log.info(erased, 'an address was erased');
  const { query } = ctx.db;
  return {
    ...erased,
    named: await eventsThatName(query, address),
    alike: await otherSpellings(query, capKey(address)),
  };
}
