/**
 * One bounded pass of the sender: 1. gather alerts into deliveries, 2. claim a batch under a lease, 3. judge what
 * still holds, 4. compose once per content, 5. hand over, 6. mark each as soon as the server has answered.
 *
 * Two at once skip each other's rows. A small batch goes over one connection, one message after the other is
 * marked, so that a crash repeats at most the one in flight; a large one goes over several lanes, each of them so.
 */
import { type Assessment, assess } from '../domain/assess.ts';
import { parseSender } from '../mail/address.ts';
import { nextAttemptAt } from '../mail/backoff.ts';
import { composeConfirm } from '../mail/confirm.tsx';
import { hostOf } from '../mail/links.ts';
import type { AlertMessage } from '../mail/message.ts';
import type { SendOutcome } from '../mail/outcome.ts';
import { type Prepared, prepare } from '../mail/prepare.ts';
import {
  alertsOf,
  type Claimed,
  type ClaimedAlert,
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
import { readRecords } from '../store/records.ts';
import { readStories } from '../store/stories.ts';
import type { Context } from './context.ts';
import { lineFor, type Present, select } from './letter.ts';
import { linkFor } from './link.ts';
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
/** Longer than any send may take, so that nobody else takes up what is still in flight. */
const LEASE_MS = 600_000;
const CHANNEL_PAUSE_MS = 300_000;
/** Answers that say the mailbox does not exist or takes nothing: the address is at fault, not the message. */
const NO_SUCH_MAILBOX = [550, 551, 553];

/** What a claimed delivery turns into: bytes to send, or a reason not to. */
type Ready = { raw: Buffer; subject: string } | { drop: string };

const WHY = {
  all: () => 'you follow everything',
  party: (name: string) => `you follow ${name}`,
  tag: (name: string) => `you follow the tag ${name}`,
  commitment: (name: string) => `you follow “${name}”`,
};

/** Judges every commitment that the alerts are about, once for the batch. */
async function presents(
  ctx: Context,
  alerts: readonly ClaimedAlert[],
  now: number,
): Promise<Map<number, Present>> {
  const ids = [...new Set(alerts.map((alert) => alert.commitmentId))];
  if (ids.length === 0) return new Map();
  const records = await readRecords(ctx.db.query, ids);
  const stories = await readStories(ctx.db.query, ids);
  const found = new Map<number, Present>();
  for (const id of ids) {
    const record = records.get(id);
    const story = stories.get(id);
    if (record !== undefined && story !== undefined) {
      const assessment: Assessment = assess(record, now);
      found.set(id, { record, assessment, story });
    }
  }
  return found;
}

/** Composes the messages of a batch; equal content is composed once and only addressed anew. */
function composer(
  ctx: Context,
  now: number,
  alerts: readonly ClaimedAlert[],
  states: ReadonlyMap<number, Present>,
) {
  const from = parseSender(ctx.mailFrom, 'Duly');
  const byDelivery = new Map<string, ClaimedAlert[]>();
  for (const alert of alerts)
    byDelivery.set(alert.deliveryId, [...(byDelivery.get(alert.deliveryId) ?? []), alert]);
  const prepared = new Map<string, Promise<Prepared>>();
  const drops: Parameters<typeof dropAlerts>[1][number][] = [];

  const ready = async (delivery: Claimed): Promise<Ready> => {
    const recipient = { id: delivery.subscriptionId, address: delivery.address };
    if (delivery.kind === 'confirm') {
      if (delivery.subscriptionState !== 'unconfirmed' && delivery.subscriptionState !== 'suspended')
        return { drop: 'the subscription no longer waits for confirmation' };
      const confirmUrl = linkFor(ctx, 'confirm', recipient);
      const message = {
        to: delivery.address,
        messageId: delivery.messageId,
        confirmUrl,
        instanceName: 'Duly',
        from,
      };
      return { raw: await composeConfirm(message, now), subject: 'Please confirm your alerts from Duly' };
    }
    if (delivery.subscriptionState !== 'active') return { drop: 'the subscription is no longer active' };
    const { send, drop } = select(byDelivery.get(delivery.id) ?? [], states);
    drops.push(...drop);
    if (send.length === 0) return { drop: drop[0]?.why ?? 'nothing left to tell' };
    const key = JSON.stringify([
      send.map(({ alert }) => [alert.occasionId, alert.wasTold]),
      delivery.zone,
      delivery.follows,
      delivery.followed,
    ]);
    let template = prepared.get(key);
    if (template === undefined) {
      const message: AlertMessage = {
        lines: send.map((one) => lineFor(one, ctx.baseUrl)),
        why: WHY[delivery.follows](delivery.followed ?? ''),
        readerZone: delivery.zone,
        language: 'en',
        baseUrl: ctx.baseUrl,
        instanceName: 'Duly',
        from,
      };
      template = prepare(message, now);
      prepared.set(key, template);
    }
    const { subject, forRecipient } = await template;
    const raw = forRecipient({
      to: delivery.address,
      messageId: delivery.messageId,
      manageUrl: linkFor(ctx, 'manage', recipient),
      unsubscribeUrl: linkFor(ctx, 'unsubscribe', recipient),
    });
    return { raw, subject };
  };
  return { ready, drops };
}

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

/** Runs one pass over at most `limit` deliveries. */
export async function deliver(ctx: Context, limit = BATCH): Promise<DeliverResult> {
  const now = ctx.clock.now();
  const { query } = ctx.db;
  const tally = { claimed: 0, sent: 0, dropped: 0, deferred: 0, failed: 0 };
  await ctx.db.inTransaction((inside) => gatherAlerts(inside, { now, limit, host: hostOf(ctx.baseUrl) }));
  const paused = await channelPause(query, 'smtp', now);
  if (paused !== null && ctx.mailer !== null) return { ...tally, nextAt: paused };

  const lease = { now, leaseUntil: now + LEASE_MS, limit, by: ctx.workerName };
  const claimed = await ctx.db.inTransaction((inside) => claimDeliveries(inside, lease));
  tally.claimed = claimed.length;
  if (claimed.length === 0) return { ...tally, nextAt: await nearestDelivery(query) };
  const alerts = await alertsOf(
    query,
    claimed.map((delivery) => delivery.id),
  );
  const compose = composer(ctx, now, alerts, await presents(ctx, alerts, now));
  const marks = openMarks(ctx.db);
  let channelClosed: SendOutcome | null = null;

  const one = async (delivery: Claimed): Promise<void> => {
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
  await Promise.all(Array.from({ length: lanes }, lane));
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
