/**
 * The last look before a message leaves. Between claim and send there may be minutes: meanwhile a reader has
 * unsubscribed, a date has moved, or this pass was frozen for so long that somebody else has taken over.
 *
 * One look is taken at the next few deliveries together and counts for a tenth of a second, so that it costs a
 * fast sender little; whatever happens within that time is as if the message had been on its way already.
 */
import { monotonicMs } from '../clock.ts';
import { lookAgain } from '../store/deliveries.ts';
import type { Context } from './context.ts';
import { patiently } from './patience.ts';
import { together } from './together.ts';

/** How things are now. */
export interface Sight {
  readonly subscriptionState: string;
  /** Those subscriptions behind its alerts that are still active. */
  readonly active: ReadonlySet<number>;
  /** How far the record of each commitment in the message has been announced; grows with every change. */
  readonly knownUntil: ReadonlyMap<number, number>;
}

export const FRESH_MS = 100;
const AHEAD = 20;

/** Looks at deliveries that `by` has claimed, in this order; null for one that is no longer `by`'s to send. */
export function openLastLook(
  ctx: Pick<Context, 'db'>,
  pass: { by: string; claimed: readonly { id: string }[]; commitmentsOf(one: { id: string }): number[] },
): (one: { id: string }) => Promise<Sight | null> {
  const { by, claimed, commitmentsOf } = pass;
  const places = new Map(claimed.map(({ id }, place) => [id, place]));
  const seen = new Map<string, { at: number; sight: Sight | null }>();
  const fresh = (id: string) => {
    const last = seen.get(id);
    return last !== undefined && monotonicMs() - last.at < FRESH_MS ? last : null;
  };
  const look = together<{ id: string }, void>(async (batch) => {
    const near = new Set<{ id: string }>();
    for (const { id } of batch) {
      const place = places.get(id) ?? 0;
      if (fresh(id) === null) for (const one of claimed.slice(place, place + AHEAD)) near.add(one);
    }
    if (near.size === 0) return [];
    const deliveryIds = [...near].map(({ id }) => id);
    const commitmentIds = [...new Set([...near].flatMap(commitmentsOf))];
    // What is seen is at least as old as the question.
    const at = monotonicMs();
    const { held, knownUntil } = await patiently(() =>
      lookAgain(ctx.db.query, { by, deliveryIds, commitmentIds }),
    );
    for (const id of deliveryIds) {
      const own = held.get(id);
      const sight =
        own === undefined ? null : { subscriptionState: own.state, active: own.active, knownUntil };
      seen.set(id, { at, sight });
    }
    return [];
  });
  return async (one) => {
    const last = fresh(one.id);
    if (last !== null) return last.sight;
    await look(one);
    return seen.get(one.id)?.sight ?? null;
  };
}
