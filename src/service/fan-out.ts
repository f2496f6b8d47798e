/**
 * One bounded pass of the fan-out: 1. move the slots of digests that have passed on to the next, 2. see how many
 * could be told at most, 3. claim as many occasions as keep the statement bounded, 4. write their alerts, each for
 * when its reader wants it. Two at once skip each other's occasions; an alert is unique by occasion and subscription.
 */
import { nextSlot } from '../domain/rhythm.ts';
import type { Query } from '../store/database.ts';
import { CHUNK, countActive, fanOutChunk, moveSlots, passedSlots } from '../store/fan-out.ts';
import type { Context } from './context.ts';

export interface FanOutResult {
  readonly occasions: number;
  readonly alerts: number;
  /** Whether there may be more to do now. */
  readonly more: boolean;
}

/** Alerts of one moment wait this long for each other, so that they travel in one message. */
export const MERGE_MS = 2_000;
const MOST_OCCASIONS = 500;
const MOST_ALERTS = 4 * CHUNK;

/** Before anything is told: a slot that has passed would let a digest go at any time of day. */
async function moveOn(query: Query, now: number): Promise<void> {
  const passed = await passedSlots(query, now);
  await moveSlots(
    query,
    now,
    passed.map((wish) => ({ ...wish, nextAt: nextSlot(wish, now) ?? now })),
  );
}

export async function fanOut(ctx: Context): Promise<FanOutResult> {
  const now = ctx.clock.now();
  const audience = await countActive(ctx.db.query, MOST_ALERTS);
  const limit = Math.max(1, Math.min(MOST_OCCASIONS, Math.floor(MOST_ALERTS / Math.max(1, audience))));
  const notBefore = now + MERGE_MS;
  const result = await ctx.db.inTransaction(async (query) => {
    await moveOn(query, now);
    return fanOutChunk(query, { now, notBefore, limit });
  });
  if (result.alerts > 0) {
    ctx.log.info(result, 'fanned out');
    ctx.wake('deliver', notBefore);
  }
  return { ...result, more: result.unfinished > 0 || result.occasions === limit };
}
