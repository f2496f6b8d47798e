/**
 * An administrator stops telling somebody, or erases them: 1. read the input, 2. change the subscriptions and drop what
 * waits for them, 3. note who did it and why, without the address. Two at once: the second finds nothing to change.
 */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { besideSubscription, stopTelling } from '../store/browse/subscribers.ts';
import { note } from '../store/people.ts';
import type { Context } from './context.ts';
import { type Erasure, erase } from './erase.ts';
import { id, line, parse } from './input.ts';

export const stopInput = z.strictObject({
  id: id.describe('Number of a subscription'),
  everything: z.boolean().default(false).describe('Whether all of its address is meant'),
  state: z.enum(['ended', 'suspended']),
  reason: line(500).describe('Why, without the address; this is kept'),
});

async function addressOf(ctx: Context, number: number): Promise<string> {
  const rows = await besideSubscription(ctx.db.query, number);
  const one = rows.find((row) => row.id === number);
  if (one === undefined) throw new DulyError('not_found', `There is no subscription ${number} by mail.`);
  return one.address;
}

/** What is noted must not keep an address: it stays when the address is erased. */
function refuseAddress(reason: string): void {
  if (/\S@\S/.test(reason))
    throw new DulyError('invalid', 'The reason must not contain an address: it is kept for good.', {
      field: 'reason',
    });
}

/**
 * Ends or suspends; its reader can subscribe again. A message on its way may still arrive. Throws `invalid`,
 * `not_found`, or `conflict` when there is nothing to stop.
 */
export async function stopSubscription(ctx: Context, raw: unknown, actor: string): Promise<number[]> {
  const now = ctx.clock.now();
  const input = parse(stopInput, raw);
  refuseAddress(input.reason);
  await addressOf(ctx, input.id);
  const why = `${input.state} by an administrator: ${input.reason}`;
  return ctx.db.inTransaction(async (query) => {
    const ids = await stopTelling(query, { ...input, why, now });
    if (ids.length === 0)
      throw new DulyError('conflict', `Nothing to do: it is ${input.state} or has ended already.`);
    const what = input.state === 'ended' ? 'ended a subscription' : 'suspended a subscription';
    for (const one of ids)
      await note(query, { now, actor, what, about: `subscription ${one}`, detail: input.reason });
    return ids;
  });
}

/** Erases the address of a subscription, as `erase` does. Throws `invalid`, or `not_found`. */
export async function eraseSubscriber(
  ctx: Context,
  raw: { id: number; reason: string },
  actor: string,
): Promise<Erasure> {
  const { id: number, reason } = parse(z.strictObject({ id, reason: line(500) }), raw);
  refuseAddress(reason);
  return erase(ctx, { address: await addressOf(ctx, number), reason, recordedBy: actor });
}
