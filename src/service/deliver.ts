/**
 * One bounded pass of the sender of one channel: 1. gather alerts into deliveries, 2. claim a batch under a lease, 3. before each
 * message look once more whether it is ours, wanted and true, 4. compose once per content, 5. hand over, 6. mark
 * each as soon as the server has answered.
 *
 * A relay that refuses message after message closes the channel, as a refused login does; a message that has ended
 * its workers is parked before anything is claimed.
 *
 * Two at once skip each other's rows. A small batch goes over one connection, one message after the other is
 * marked, so that a crash repeats at most the one in flight; a large one goes over several lanes, each of them so. Each channel
 * has passes of its own: a slow or closed one holds up no other.
 */
import { nextAttemptAt } from '../domain/backoff.ts';
import { DulyError } from '../domain/errors.ts';
import type { SendOutcome } from '../domain/send-outcome.ts';
import { hostOf } from '../mail/links.ts';
import {
  alertsOf,
  type Claimed,
  channelPause,
  claimDeliveries,
  type Mark,
  nearestDelivery,
  pauseChannel,
  reopenChannel,
} from '../store/deliveries.ts';
import { parkKillers } from '../store/delivery-log.ts';
import { CHANNEL_NAMES, CHANNELS, type Channel, type ChannelName } from './channels.ts';
import { openComposer } from './compose.ts';
import type { Context } from './context.ts';
import { gather } from './gather.ts';
import { openLastLook } from './last-look.ts';
import { holdLease, LEASE_MS, type Lease } from './lease.ts';
import { openMarks } from './marks.ts';
import { openPace } from './pace.ts';
import { openRefusals } from './refusals.ts';

export interface DeliverResult {
  readonly claimed: number;
  readonly sent: number;
  readonly dropped: number;
  readonly deferred: number;
  readonly failed: number;
  /** When there is something to do again, epoch milliseconds; null when nothing waits. */
  readonly nextAt: number | null;
}

type Tally = Omit<DeliverResult, 'nextAt'>;
const NOTHING: Tally = { claimed: 0, sent: 0, dropped: 0, deferred: 0, failed: 0 };

/** Alerts gathered at once: many more than are sent, so that those of one reader are seldom torn apart. */
const GATHER = 20_000;
/** How soon it is looked again whether the record has caught up. */
const CATCH_UP_MS = 1_000;
const BATCH = 500;
const LANES = 10;
const CHANNEL_PAUSE_MS = 300_000;

const base = {
  nextAttemptAt: null,
  why: null,
  subject: null,
  outcome: null,
  answer: '',
  raw: null,
  uncounted: false,
  untold: [],
};

/** What an attempt's outcome means for the delivery; `answerer` is who answered, in words. */
function markFor(delivery: Claimed, outcome: SendOutcome, at: number, answerer: string): Mark {
  const told = { ...base, id: delivery.id, at, outcome: outcome.outcome, answer: outcome.answer };
  switch (outcome.outcome) {
    case 'sent':
      return { ...told, state: 'sent' };
    case 'refused':
      return { ...told, state: 'failed', why: `refused by the ${answerer} (${outcome.code})` };
    case 'channel':
      return { ...told, state: 'queued', nextAttemptAt: at + CHANNEL_PAUSE_MS, uncounted: true };
    case 'deferred':
    case 'unsure':
    case 'unreachable': {
      const next = nextAttemptAt(delivery.attempts, at, Math.random());
      if (next === null) return { ...told, state: 'failed', why: 'given up after three days of trying' };
      const asked = outcome.outcome === 'deferred' ? (outcome.waitMs ?? 0) : 0;
      return { ...told, state: 'queued', nextAttemptAt: Math.max(next, at + asked) };
    }
  }
}

/**
 * Runs one pass over at most `limit` deliveries. When `signal` fires, messages in flight are finished and the rest
 * of the batch is given back at once.
 */
export async function deliver(
  ctx: Context,
  options: { channel?: ChannelName; limit?: number; signal?: AbortSignal } = {},
): Promise<DeliverResult> {
  const now = ctx.clock.now();
  const { channel = 'email', limit = BATCH, signal } = options;
  const way: Channel = CHANNELS[channel];
  const queue = { channel, oneAtATime: way.oneAtATime };
  const wanted = { now, limit: GATHER, host: hostOf(ctx.baseUrl) };
  const { deliveries, behind } = await ctx.db.inTransaction((inside) => gather(inside, wanted));
  if (behind) ctx.log.info('mail waits until the record has caught up with the clock');
  // Whoever gathers does it for all channels.
  if (deliveries > 0)
    for (const other of CHANNEL_NAMES) if (other !== channel) ctx.wake(CHANNELS[other].work);
  const paused = await channelPause(ctx.db.query, way.name, now);
  if (paused !== null && way.leaves(ctx)) return { ...NOTHING, nextAt: paused };
  const lease = holdLease(ctx);
  try {
    const { parked, claimed } = await ctx.db.inTransaction(async (inside) => ({
      parked: await parkKillers(inside, now),
      claimed: await claimDeliveries(inside, { ...queue, now, leaseMs: LEASE_MS, limit, by: lease.by }),
    }));
    for (const delivery of parked) ctx.log.error({ delivery }, 'message parked: it has ended its workers');
    const tally = claimed.length === 0 ? NOTHING : await sendAll(ctx, { way, claimed, lease, now, signal });
    const nextAt = await nearestDelivery(ctx.db.query, queue);
    return { ...tally, nextAt: behind && nextAt !== null ? Math.max(nextAt, now + CATCH_UP_MS) : nextAt };
  } finally {
    lease.end(); // also when the pass has failed: what nobody renews comes due again
  }
}

/** Sends what one pass has claimed, and says what became of it. */
async function sendAll(
  ctx: Context,
  pass: {
    way: Channel;
    claimed: readonly Claimed[];
    lease: Lease;
    now: number;
    signal: AbortSignal | undefined;
  },
): Promise<Tally> {
  const { way, claimed, lease, now, signal } = pass;
  const { query } = ctx.db;
  const tally = { ...NOTHING, claimed: claimed.length };
  const alerts = await alertsOf(
    query,
    claimed.map((delivery) => delivery.id),
  );
  const compose = await openComposer(ctx, alerts, way.write);
  const { commitmentsOf } = compose;
  const lastLook = openLastLook(ctx, { by: lease.by, claimed, commitmentsOf });
  const marks = openMarks(ctx.db, lease.by);
  const refusals = await openRefusals(ctx, way.name);
  const pace = openPace(way.relayed && way.leaves(ctx) ? ctx.mailPerSecond : undefined, signal);
  let channelClosed: SendOutcome | null = null;
  /** Until when each address that has failed just now is left alone, epoch milliseconds. */
  const resting = new Map<string, number>();

  /** A message that cannot be composed or sent must not hold up the others. */
  const setAside = async (delivery: Claimed, fault: string): Promise<void> => {
    ctx.log.error({ delivery: delivery.id, error: fault }, 'message set aside');
    await marks.write({
      ...base,
      id: delivery.id,
      at: ctx.clock.now(),
      state: 'failed',
      why: fault.slice(0, 500),
    });
    tally.failed += 1;
  };

  const one = async (delivery: Claimed): Promise<void> => {
    await pace();
    const rest = channelClosed === null ? resting.get(delivery.address) : ctx.clock.now() + CHANNEL_PAUSE_MS;
    if (rest !== undefined) {
      const nextAttemptAt = rest;
      const later = { state: 'queued' as const, nextAttemptAt, uncounted: true };
      await marks.write({ ...base, ...later, id: delivery.id, at: now });
      tally.deferred += 1;
      return;
    }
    const sight = await lastLook(delivery);
    // Whoever lost the lease must not send: somebody else is at it already, or may be in a moment.
    if (sight === null || !lease.holds()) return;
    const ready = await compose.ready(delivery, sight).catch((error: Error) => {
      if (error instanceof DulyError && error.code === 'unavailable') throw error;
      return { fault: `could not be composed: ${error.message}` };
    });
    if ('fault' in ready) return setAside(delivery, ready.fault);
    const { untold } = ready;
    if ('drop' in ready) {
      await marks.write({ ...base, id: delivery.id, at: now, state: 'dropped', why: ready.drop, untold });
      tally.dropped += 1;
      return;
    }
    const { subject } = ready;
    const offered = await way
      .send(ctx, delivery, ready.raw)
      .catch((error: Error) => ({ fault: `could not be offered: ${error.message}` }));
    if (offered === 'kept') {
      const answer = 'kept in the outbox: no SMTP_URL is set';
      const kept = { state: 'sent' as const, outcome: 'kept', answer, raw: ready.raw.toString('utf8') };
      await marks.write({ ...base, ...kept, id: delivery.id, at: ctx.clock.now(), subject, untold });
      tally.sent += 1;
      return;
    }
    if ('fault' in offered) return setAside(delivery, offered.fault);
    const outcome = way.relayed ? refusals.judge(delivery.address, offered) : offered;
    const mark = { ...markFor(delivery, outcome, ctx.clock.now(), way.answerer), subject, untold };
    await marks.write(mark);
    await way.learn(ctx, delivery, outcome);
    if (way.oneAtATime && mark.nextAttemptAt !== null) resting.set(delivery.address, mark.nextAttemptAt);
    if (outcome.outcome === 'channel') channelClosed = outcome;
    if (mark.state === 'sent') tally.sent += 1;
    else if (mark.state === 'failed') tally.failed += 1;
    else tally.deferred += 1;
  };

  // Each lane takes the next delivery when its last one is marked; one address of many messages keeps to one lane.
  const queues = way.oneAtATime ? byAddress(claimed) : [claimed.values()];
  const open = queues.values();
  const lane = async (): Promise<void> => {
    for (const queue of way.oneAtATime ? open : queues) for (const delivery of queue) await one(delivery);
  };
  // Asked to stop: what no lane has begun is given back at once, also while a slow server keeps the lanes busy.
  let givenBack: Promise<unknown> = Promise.resolve();
  const giveBack = (): void => {
    const released = { ...base, at: now, state: 'queued' as const, nextAttemptAt: now, uncounted: true };
    givenBack = Promise.all(
      queues.flatMap((queue) => [...queue]).map(({ id }) => marks.write({ ...released, id })),
    );
    givenBack.then(() => ctx.wake('deliver')).catch(() => undefined); // its failure is thrown below
  };
  signal?.addEventListener('abort', giveBack, { once: true });
  if (signal?.aborted === true) giveBack();
  const lanes = Math.min(LANES, Math.ceil(claimed.length / way.perLane));
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  signal?.removeEventListener('abort', giveBack);
  await givenBack;
  for (const end of ended) if (end.status === 'rejected') throw end.reason;

  await refusals.keep();
  const closed = channelClosed as SendOutcome | null;
  if (closed !== null) {
    const why = closed.answer;
    const fresh = await pauseChannel(query, {
      name: way.name,
      until: ctx.clock.now() + CHANNEL_PAUSE_MS,
      why,
      now,
    });
    if (fresh)
      ctx.log.error({ answer: why }, `the ${way.answerer} refuses this installation: sending is paused`);
  } else if (tally.sent > 0 && way.leaves(ctx)) await reopenChannel(query, way.name);
  ctx.log.info(tally, 'delivered');
  return tally;
}

/** The deliveries of each address for themselves, in their order. */
function byAddress(claimed: readonly Claimed[]): IterableIterator<Claimed>[] {
  const queues = new Map<string, Claimed[]>();
  for (const one of claimed) queues.set(one.address, [...(queues.get(one.address) ?? []), one]);
  return [...queues.values()].map((queue) => queue.values());
}
