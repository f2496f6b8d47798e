/** What readiness asks the database, in one statement on indexes. Instants are epoch milliseconds. */
import { at, ms, type Query } from '../database.ts';

export interface Pulse {
  /** The database's own clock. */
  readonly databaseNow: number;
  /** The oldest check that has come and was not made, or date that was not worked out; null when none waits. */
  readonly oldestCheckAt: number | null;
  /** The oldest thing that could have been told and was not, at whatever station it stands; null when none waits. */
  readonly oldestDeliveryAt: number | null;
  /** Commitments, series and dates to be worked out that are set aside with a fault. */
  readonly setAside: number;
  readonly pausedUntil: number | null;
  readonly pausedWhy: string | null;
}

export async function pulse(query: Query, now: number): Promise<Pulse> {
  const [row] = await query<Pulse>(
    `select ${ms('clock_timestamp()')} as "databaseNow",
       least((select ${ms('min(next_check_at)')} from commitment where next_check_at <= ${at('$1')}),
         (select ${ms('min(requested_at)')} from derivation where fault is null and not_before_at <= ${at('$1')})) as "oldestCheckAt",
       (select ${ms(`min(waiting)`)} from (
         select min(created_at) as waiting from occasion where done_at is null
         union all
         select min(not_before_at) from alert where state = 'queued' and not_before_at <= ${at('$1')}
         union all
         select min(next_attempt_at) from delivery where state = 'queued' and next_attempt_at <= ${at('$1')}
         union all
         select min(next_attempt_at) from delivery where state = 'sending' and lease_until < clock_timestamp()) as waits) as "oldestDeliveryAt",
       (select count(*)::int from commitment where fault is not null)
         + (select count(*)::int from series where fault is not null)
         + (select count(*)::int from derivation where fault is not null) as "setAside",
       (select ${ms('paused_until')} from channel where name = 'smtp' and paused_until > ${at('$1')}) as "pausedUntil",
       (select why from channel where name = 'smtp' and paused_until > ${at('$1')}) as "pausedWhy"`,
    [now],
  );
  if (row === undefined) throw new Error('unreachable: the statement has one row');
  return row;
}
