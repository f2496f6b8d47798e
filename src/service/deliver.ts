/**
 * One bounded pass of the sender: 1. gather alerts into deliveries, 2. claim a batch under a lease, 3. judge what
 * still holds, 4. compose once per content, 5. hand over, 6. mark each as soon as the server has answered.
 *
 * Two at once skip each other's rows. A small batch goes over one connection, one message after the other is
 * marked, so that a crash repeats at most the one in flight; a large one goes over several lanes, each of them so.
 */
import { parseSender } from '../mail/address.ts';
import { nextAttemptAt } from '../mail/backoff.ts';
import { hostOf } from '../mail/links.ts';
import type { SendOutcome } from '../mail/outcome.ts';
import {
  alertsOf,
  type Claimed,
  channelPause,
  claimDeliveries,
  dropAlerts,
  gatherAlerts,
  type Mark,
  nearestDelivery,
  pauseChannel,
  reopenChannel,
  suspendAddress,
} from '../store/deliveries.ts';
import { composer, presents } from './compose.ts';
import type { Context } from './context.ts';
import { holdLease } from './lease.ts';
import { openMarks } from './marks.ts';

export interface DeliverResult {
  readonly claimed: number;
  readonly sent: number;
  readonly dropped: number;
  readonly deferred: number;
  readonly failed: number;
  /** When there is something to do again, epoch milliseconds; null when nothing waits. */
  readonly nextAt: number | null;
}

const BATCH = 500;
const LANES = 10;
const PER_LANE = 50;
const CHANNEL_PAUSE_MS = 300_000;
/** Answers that say the mailbox does not exist or takes nothing: the address is at fault, not the message. */
const NO_SUCH_MAILBOX = [550, 551, 553];

const base = {
  nextAttemptAt: null,
  why: null,
  subject: null,
  outcome: null,
  answer: '',
  raw: null,
  uncounted: false,
};

/** What an attempt's outcome means for the delivery. */
function markFor(delivery: Claimed, outcome: SendOutcome, at: number, subject: string): Mark {
  const told = { ...base, id: delivery.id, at, subject, outcome: outcome.outcome, answer: outcome.answer };
  switch (outcome.outcome) {
    case 'sent':
      return { ...told, state: 'sent' };
    case 'refused':
      return { ...told, state: 'failed', why: `refused by the mail server (${outcome.code})` };
    case 'channel':
      return { ...told, state: 'queued', nextAttemptAt: at + CHANNEL_PAUSE_MS, uncounted: true };
    case 'deferred':
    case 'unsure':
    case 'unreachable': {
      const next = nextAttemptAt(delivery.attempts, at, Math.random());
      if (next === null) return { ...told, state: 'failed', why: 'given up after three days of trying' };
      return { ...told, state: 'queued', nextAttemptAt: next };
    }
  }
}

/**
 * Runs one pass over at most `limit` deliveries. When `signal` fires, messages in flight are finished and the rest
 * of the batch is given back at once.
 */
export async function deliver(
  ctx: Context,
  { limit = BATCH, signal }: { limit?: number; signal?: AbortSignal } = {},
): Promise<DeliverResult> {
  const now = ctx.clock.now();
  const { query } = ctx.db;
  const tally = { claimed: 0, sent: 0, dropped: 0, deferred: 0, failed: 0 };
  await ctx.db.inTransaction((inside) => gatherAlerts(inside, { now, limit, host: hostOf(ctx.baseUrl) }));
  const paused = await channelPause(query, 'smtp', now);
  if (paused !== null && ctx.mailer !== null) return { ...tally, nextAt: paused };

  const lease = holdLease(ctx);
  const claimed = await ctx.db.inTransaction((inside) =>
    claimDeliveries(inside, { now, leaseUntil: lease.until(), limit, by: lease.by }),
  );
  tally.claimed = claimed.length;
  if (claimed.length === 0) {
    lease.end();
    return { ...tally, nextAt: await nearestDelivery(query) };
  }
  const alerts = await alertsOf(
    query,
    claimed.map((delivery) => delivery.id),
  );
  const compose = composer(ctx, now, alerts, await presents(ctx, alerts, now));
  const marks = openMarks(ctx.db, lease.by);
  let channelClosed: SendOutcome | null = null;

  const one = async (delivery: Claimed): Promise<void> => {
    // Whoever lost the lease must not send: somebody else may be at it already.
    if (!lease.holds()) return;
    if (signal?.aborted === true) {
      const released = { state: 'queued' as const, nextAttemptAt: now, uncounted: true };
      await marks.write({ ...base, ...released, id: delivery.id, at: now });
      return;
    }
    if (channelClosed !== null) {
      const later = {
        state: 'queued' as const,
        nextAttemptAt: ctx.clock.now() + CHANNEL_PAUSE_MS,
        uncounted: true,
      };
      await marks.write({ ...base, ...later, id: delivery.id, at: now });
      tally.deferred += 1;
      return;
    }
    const ready = await compose.ready(delivery).catch((error: Error) => ({ fault: error.message }));
    if ('fault' in ready) {
      // A message that cannot be composed must not hold up the others.
      ctx.log.error({ delivery: delivery.id, error: ready.fault }, 'message could not be composed');
      await marks.write({
        ...base,
        id: delivery.id,
        at: now,
        state: 'failed',
        why: `could not be composed: ${ready.fault}`.slice(0, 500),
      });
      tally.failed += 1;
      return;
    }
    if ('drop' in ready) {
      await marks.write({ ...base, id: delivery.id, at: now, state: 'dropped', why: ready.drop });
      tally.dropped += 1;
      return;
    }
    if (ctx.mailer === null) {
      const kept = {
        state: 'sent' as const,
        outcome: 'kept',
        answer: 'kept in the outbox: no SMTP_URL is set',
      };
      const raw = ready.raw.toString('utf8');
      await marks.write({
        ...base,
        ...kept,
        id: delivery.id,
        at: ctx.clock.now(),
        subject: ready.subject,
        raw,
      });
      tally.sent += 1;
      return;
    }
    const envelope = { from: parseSender(ctx.mailFrom, 'Duly').address, to: delivery.address };
    const outcome = await ctx.mailer.send({ envelope, raw: ready.raw });
    const mark = markFor(delivery, outcome, ctx.clock.now(), ready.subject);
    await marks.write(mark);
    if (outcome.outcome === 'refused' && NO_SUCH_MAILBOX.includes(outcome.code))
      await suspendAddress(query, delivery.address, outcome.answer);
    if (outcome.outcome === 'channel') channelClosed = outcome;
    if (mark.state === 'sent') tally.sent += 1;
    else if (mark.state === 'failed') tally.failed += 1;
    else tally.deferred += 1;
  };

  // Each lane takes the next delivery when its last one is marked.
  const waiting = claimed.values();
  const lane = async (): Promise<void> => {
    for (const delivery of waiting) await one(delivery);
  };
  const lanes = Math.min(LANES, Math.ceil(claimed.length / PER_LANE));
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    lease.end();
  }
  await dropAlerts(query, compose.drops);

  const closed = channelClosed as SendOutcome | null;
  if (closed !== null) {
    const why = closed.answer;
    const fresh = await pauseChannel(query, {
      name: 'smtp',
      until: ctx.clock.now() + CHANNEL_PAUSE_MS,
      why,
      now,
    });
    if (fresh) ctx.log.error({ answer: why }, 'the mail server refuses this installation: sending is paused');
  } else if (tally.sent > 0 && ctx.mailer !== null) await reopenChannel(query, 'smtp');
  ctx.log.info(tally, 'delivered');
  return { ...tally, nextAt: await nearestDelivery(query) };
}
