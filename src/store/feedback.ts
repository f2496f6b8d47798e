/** What came back for messages, and what it does to an address. Instants are epoch milliseconds. */
import type { FeedbackKind } from '../domain/delivery-state.ts';
import { at, ms, type Query } from './database.ts';

/** What a report is about. */
export interface Matched {
  /** Null: only the address is known. */
  readonly deliveryId: string | null;
  readonly round: number;
  readonly address: string;
  /** When the message was handed over, or was queued; null when only the address is known. */
  readonly sentAt: number | null;
  /** When the address last confirmed a subscription; null when it never has. */
  readonly confirmedAt: number | null;
}

const CONFIRMED = `(select ${ms('max(confirmed_at)')} from subscription o where o.address = s.address) as "confirmedAt"`;

/** The delivery with this number or, failing that, this Message-ID. */
export async function matchDelivery(
  query: Query,
  by: { id: string } | { messageId: string },
): Promise<Matched | null> {
  const [where, value] = 'id' in by ? ['d.id = $1::bigint', by.id] : ['d.message_id = $1', by.messageId];
  const rows = await query<Matched>(
    `select d.id::text as "deliveryId", d.round, coalesce(s.address, p.address) as address, ${ms('coalesce(d.sent_at, d.created_at)')} as "sentAt", ${CONFIRMED}
     from delivery d left join subscription s on s.id = d.subscription_id left join person p on p.id = d.person_id where ${where}`,
    [value],
  );
  return rows[0] ?? null;
}

/** An address that somebody has subscribed. */
export async function matchAddress(query: Query, address: string): Promise<Matched | null> {
  const rows = await query<Matched>(
    `select null as "deliveryId", 0 as round, s.address, null as "sentAt", ${CONFIRMED}
     from subscription s where s.address = $1 limit 1`,
    [address],
  );
  return rows[0] ?? null;
}

/** Lets only one report about an address be weighed at a time, until the transaction ends. */
export async function lockFeedback(query: Query, address: string): Promise<void> {
  await query(`select pg_advisory_xact_lock(hashtextextended('feedback:' || $1, 0))::text`, [address]);
}

export async function feedbackKnown(query: Query, key: string): Promise<boolean> {
  return (await query('select 1 from feedback where key = $1', [key])).length > 0;
}

/** Messages to `address` that came back as soft after `since`. */
export async function softCount(query: Query, address: string, since: number): Promise<number> {
  const rows = await query<{ count: number }>(
    `select count(*)::int as count from feedback where address = $1 and kind = 'soft' and reported_at > ${at('$2')}`,
    [address, since],
  );
  return rows[0]?.count ?? 0;
}

export interface NewFeedback extends Pick<Matched, 'deliveryId' | 'round' | 'address'> {
  /** What makes it the same report when it comes again. */
  readonly key: string;
  readonly kind: FeedbackKind;
  readonly status: string | null;
  readonly diagnostic: string;
  readonly via: 'smtp' | 'webhook' | 'file';
  readonly action: 'none' | 'suspended';
  readonly reportedAt: number;
}

export async function addFeedback(query: Query, row: NewFeedback): Promise<void> {
  await query(
    `insert into feedback (key, delivery_id, round, address, kind, status, diagnostic, via, action, reported_at)
     values ($1, $2::bigint, $3::int, $4, $5, $6, $7, $8, $9, ${at('$10')})`,
    [
      ...[row.key, row.deliveryId, row.round, row.address, row.kind, row.status],
      ...[row.diagnostic, row.via, row.action, row.reportedAt],
    ],
  );
}

/** Suspends what an address is subscribed to and drops what waits for it; returns how many subscriptions it was. */
export async function suspendFor(query: Query, address: string, why: string): Promise<number> {
  const rows = await query<{ id: number }>(
    `update subscription set state = 'suspended', ended_why = $2
     where address = $1 and state in ('active', 'unconfirmed') returning id`,
    [address, why],
  );
  await query(
    `update alert set state = 'dropped', why = $2 where state = 'queued' and subscription_id = any($1::int[])`,
    [rows.map(({ id }) => id), why.slice(0, 500)],
  );
  return rows.length;
}

/** How many reports of each kind came after `since`, and how many addresses are suspended now. */
export async function feedbackCounts(
  query: Query,
  since: number,
): Promise<{
  kinds: Partial<Record<FeedbackKind, number>>;
  suspended: number;
  failed: number;
  sent: number;
}> {
  const kinds = await query<{ kind: FeedbackKind; count: number }>(
    `select kind, count(*)::int as count from feedback where reported_at > ${at('$1')} group by kind`,
    [since],
  );
  const [row] = await query<{ suspended: number; failed: number; sent: number }>(
    `select (select count(distinct address)::int from subscription where state = 'suspended') as suspended,
       (select count(*)::int from delivery where state = 'failed' and created_at > ${at('$1')}) as failed,
       (select count(*)::int from delivery where state = 'sent' and sent_at > ${at('$1')}) as sent`,
    [since],
  );
  return {
    kinds: Object.fromEntries(kinds.map(({ kind, count }) => [kind, count])),
    suspended: row?.suspended ?? 0,
    failed: row?.failed ?? 0,
    sent: row?.sent ?? 0,
  };
}
