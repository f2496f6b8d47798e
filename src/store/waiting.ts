import { at, ms, type Query } from './database.ts';

/** What is waiting to be done, and what comes next. Instants are epoch milliseconds. */
export interface Waiting {
  /** Commitments to check, occurrences to make, occasions to fan out, alerts to gather and deliveries to send or in flight, now. */
  readonly now: number;
  /** The nearest instant at which there is something to do; null when nothing is scheduled. */
  readonly nextAt: number | null;
}

/** Counts the work that is due at `now`; every part is answered by a partial index. */
export async function readWaiting(query: Query, now: number): Promise<Waiting> {
  const [row] = await query<{ now: number; nextAt: number | null }>(
    `select (
       (select count(*) from commitment where next_check_at <= ${at('$1')})
       + (select count(*) from derivation where not_before_at <= ${at('$1')})
       + (select count(*) from series where next_make_at <= ${at('$1')})
       + (select count(*) from occasion where done_at is null)
       + (select count(*) from alert where state = 'queued' and not_before_at <= ${at('$1')})
       + (select count(*) from delivery where state = 'queued' and next_attempt_at <= ${at('$1')})
       + (select count(*) from delivery where state = 'sending'))::int as now,
     least(
       (select ${ms('min(next_check_at)')} from commitment where next_check_at is not null),
       (select ${ms('min(not_before_at)')} from derivation),
       (select ${ms('min(next_make_at)')} from series where next_make_at is not null),
       (select ${ms('min(not_before_at)')} from alert where state = 'queued'),
       (select ${ms('min(next_attempt_at)')} from delivery where state = 'queued')) as "nextAt"`,
    [now],
  );
  return row ?? { now: 0, nextAt: null };
}
