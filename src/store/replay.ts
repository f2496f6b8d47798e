/** What the log and the outbox say, a batch of commitments at a time, for telling it again. */
import type { AlertKind } from '../domain/alerts.ts';
import type { EventKind } from '../domain/record.ts';
import { ms, type Query } from './database.ts';

/** One event as it was logged. Instants are epoch milliseconds. */
export interface Logged {
  readonly commitmentId: number;
  readonly kind: EventKind;
  readonly key: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
}

/** One thing that was put into the outbox, and what became of its alerts. */
export interface Announced {
  readonly commitmentId: number;
  readonly kind: AlertKind;
  readonly key: string;
  readonly createdAt: number;
  readonly sent: number;
  readonly dropped: number;
  readonly waiting: number;
  readonly failed: number;
}

/** Up to `limit` ids of commitments above `after`; `only` names one. */
export async function idsAfter(
  query: Query,
  { after, limit, only }: { after: number; limit: number; only: number | null },
): Promise<number[]> {
  const rows = await query<{ id: number }>(
    `select id from commitment where id > $1 and ($3::int is null or id = $3) order by id limit $2`,
    [after, limit, only],
  );
  return rows.map(({ id }) => id);
}

/** What was logged about them, apart from the facts themselves. */
export const loggedOf = (query: Query, ids: readonly number[]): Promise<Logged[]> =>
  query<Logged>(
    `select commitment_id as "commitmentId", kind, key, ${ms('occurred_at')} as "occurredAt",
       ${ms('recorded_at')} as "recordedAt"
     from event where commitment_id = any($1::int[]) and kind not in ('fact', 'erased')`,
    [ids],
  );

export const announcedOf = (query: Query, ids: readonly number[]): Promise<Announced[]> =>
  query<Announced>(
    `select o.commitment_id as "commitmentId", o.kind, o.key, ${ms('o.created_at')} as "createdAt",
       count(*) filter (where a.state = 'sent')::int as sent,
       count(*) filter (where a.state = 'dropped')::int as dropped,
       count(*) filter (where a.state in ('queued', 'claimed'))::int as waiting,
       count(*) filter (where a.state = 'failed')::int as failed
     from occasion o left join alert a on a.occasion_id = o.id
     where o.commitment_id = any($1::int[]) group by o.id`,
    [ids],
  );

/** Since when anybody who is still subscribed could be told, epoch milliseconds; null when nobody is. */
export async function toldSince(query: Query): Promise<number | null> {
  const [row] = await query<{ at: number | null }>(
    `select ${ms('min(confirmed_at)')} as at from subscription where state = 'active'`,
  );
  return row?.at ?? null;
}
