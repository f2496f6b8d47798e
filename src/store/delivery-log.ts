/** The log beside the way of a message: what came back, who asked for it again, and what was parked. */
import type { AlertKind } from '../domain/alerts.ts';
import type { FeedbackKind, SendingState } from '../domain/delivery-state.ts';
import { at, ms, type Query } from './database.ts';
import type { PersonMail } from './deliveries.ts';

/** Claims without an answer after which a message is parked: it has ended whoever took it up. */
const PARK_AFTER = 5;

/** Parks messages that have ended their workers; returns their numbers. To be run before claiming. */
export async function parkKillers(query: Query, now: number): Promise<string[]> {
  const why = `parked: whoever took it up ended without an answer, ${PARK_AFTER} times`;
  const rows = await query<{ id: string }>(
    `with parked as (
       update delivery set state = 'failed', why = $2, next_attempt_at = null, leased_by = null, lease_until = null
       where state = 'sending' and lease_until < clock_timestamp() and starts >= ${PARK_AFTER} returning id),
     told as (
       update alert a set state = 'failed', why = $2 from parked where a.delivery_id = parked.id and a.state = 'claimed'),
     noted as (
       insert into attempt (delivery_id, attempted_at, outcome, answer) select id, ${at('$1')}, 'parked', $2 from parked)
     select id::text from parked`,
    [now, why],
  );
  return rows.map(({ id }) => id);
}

/** Whose messages the relay has refused since it last took one, as digests of their addresses. */
export async function refusedInARow(query: Query, channel: string): Promise<string[]> {
  const rows = await query<{ refused: string[] }>('select refused from channel where name = $1', [channel]);
  return rows[0]?.refused ?? [];
}

export async function keepRefused(query: Query, channel: string, refused: readonly string[]): Promise<void> {
  await query(
    `insert into channel (name, refused) values ($1, $2::text[])
     on conflict (name) do update set refused = excluded.refused`,
    [channel, refused],
  );
}

export interface FeedbackRow {
  readonly kind: FeedbackKind;
  readonly round: number;
  readonly status: string | null;
  readonly diagnostic: string;
  readonly via: string;
  /** Whether it suspended the address. */
  readonly action: 'none' | 'suspended';
  readonly reportedAt: number;
}

export interface RetryRow {
  readonly askedAt: number;
  readonly askedBy: string;
  readonly was: string;
}

/** What came back for a delivery and who sent it again, oldest first. */
export async function logOf(
  query: Query,
  id: number,
): Promise<{ feedback: FeedbackRow[]; retries: RetryRow[] }> {
  const feedback = await query<FeedbackRow>(
    `select kind, round, status, diagnostic, via, action, ${ms('reported_at')} as "reportedAt"
     from feedback where delivery_id = $1::bigint order by id limit 200`,
    [id],
  );
  const retries = await query<RetryRow>(
    `select ${ms('asked_at')} as "askedAt", asked_by as "askedBy", was
     from delivery_retry where delivery_id = $1::bigint order by id limit 200`,
    [id],
  );
  return { feedback, retries };
}

/** A delivery under a lock, for deciding whether it may be sent again. */
export interface Retriable {
  readonly kind: 'alerts' | 'confirm' | PersonMail;
  readonly state: SendingState;
  readonly attempts: number;
  readonly feedback: FeedbackKind[];
  /** Of the subscription, or for mail to people who sign in here that of the person. */
  readonly readerState: string;
  readonly subscriptionWhy: string | null;
}

export async function lockForRetry(query: Query, id: number): Promise<Retriable | null> {
  const rows = await query<Retriable>(
    `select d.kind, d.state, d.attempts, coalesce(s.state, p.state) as "readerState", s.ended_why as "subscriptionWhy",
       array(select f.kind from feedback f where f.delivery_id = d.id and f.round = d.round) as feedback
     from delivery d left join subscription s on s.id = d.subscription_id left join person p on p.id = d.person_id
     where d.id = $1::bigint for update of d`,
    [id],
  );
  return rows[0] ?? null;
}

/** Puts a delivery and what it told back to wait, under its Message-ID, and notes who asked. */
export async function queueAgain(
  query: Query,
  retry: { id: number; was: string; askedBy: string; now: number },
): Promise<void> {
  const { id, was, askedBy, now } = retry;
  await query(
    `update delivery set state = 'queued', why = null, attempts = 0, starts = 0, sent_at = null,
       next_attempt_at = ${at('$2')}, round = round + 1 where id = $1::bigint`,
    [id, now],
  );
  await query(
    `update alert set state = 'claimed', why = null where delivery_id = $1::bigint and state in ('sent', 'failed')`,
    [id],
  );
  await query(
    `insert into delivery_retry (delivery_id, was, asked_at, asked_by) values ($1::bigint, $2, ${at('$3')}, $4)`,
    [id, was, now, askedBy],
  );
}

/** What a delivery told, or tried to, and was not left out of it. */
export function toldIn(
  query: Query,
  id: number,
): Promise<{ commitmentId: number; kind: AlertKind; key: string; version: number }[]> {
  return query(
    `select o.commitment_id as "commitmentId", o.kind, o.key, o.version
     from alert a join occasion o on o.id = a.occasion_id
     where a.delivery_id = $1::bigint and a.state in ('sent', 'failed', 'claimed')`,
    [id],
  );
}
