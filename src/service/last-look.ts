/**
 * The last look before a message leaves. Between claim and send there may be minutes: meanwhile a reader has
 * unsubscribed, a date has moved, or this pass was frozen for so long that somebody else has taken over.
 */
import { stillHeld } from '../store/deliveries.ts';
import { readKnownUntil } from '../store/records.ts';
import type { Context } from './context.ts';
import { patiently } from './patience.ts';
import { together } from './together.ts';

/** How things are now. */
export interface Sight {
  readonly subscriptionState: string;
  /** How far the record of each commitment in the message has been announced; grows with every change. */
  readonly knownUntil: ReadonlyMap<number, number>;
}

/** Looks at a delivery that `by` has claimed; null when it is no longer `by`'s to send. */
export function openLastLook(
  ctx: Pick<Context, 'db'>,
  by: string,
): (one: { id: string; commitmentIds: readonly number[] }) => Promise<Sight | null> {
  const { query } = ctx.db;
  return together(async (batch) => {
    const commitments = [...new Set(batch.flatMap((one) => one.commitmentIds))];
    const ids = batch.map((one) => one.id);
    const held = await patiently(() => stillHeld(query, by, ids));
    const knownUntil = await patiently(() => readKnownUntil(query, commitments));
    const states = new Map(held.map((row) => [row.id, row.subscriptionState]));
    return batch.map(({ id }) => {
      const subscriptionState = states.get(id);
      return subscriptionState === undefined ? null : { subscriptionState, knownUntil };
    });
  });
}
