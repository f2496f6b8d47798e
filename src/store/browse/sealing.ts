/** What waits for its link in the chain, and what it waits for. Instants are epoch milliseconds. */
import { ms, type Query } from '../database.ts';

export interface Sealing {
  readonly waiting: number;
  /** Since when the oldest waits; null when none does. */
  readonly oldestAt: number | null;
  /** Since when the oldest waits that could be sealed at once. */
  readonly freeAt: number | null;
  /** Since when the oldest waits that an open transaction holds up. */
  readonly heldAt: number | null;
}

/** Events that wait for their link. Reads the newest of the log only. */
export async function sealing(query: Query): Promise<Sealing> {
  const [row] = await query<Sealing>(
    `select count(*)::int as waiting, ${ms('min(recorded_at)')} as "oldestAt",
       ${ms('min(recorded_at) filter (where over)')} as "freeAt",
       ${ms('min(recorded_at) filter (where not over)')} as "heldAt"
     from (select id, recorded_at, xid < pg_snapshot_xmin(pg_current_snapshot()) as over
           from event order by id desc limit 10000) as e
     where not exists (select from link l where l.event_id = e.id)`,
  );
  return row ?? { waiting: 0, oldestAt: null, freeAt: null, heldAt: null };
}

/** A transaction that has written something and is not over. */
export interface OpenTransaction {
  /** Its process; null when it is prepared for a commit in two phases and belongs to none any more. */
  readonly pid: number | null;
  /** The name under which it was prepared. */
  readonly gid: string | null;
  readonly database: string | null;
  readonly user: string | null;
  readonly application: string | null;
  /** What its session does, such as `idle in transaction`; null where this role may not see it. */
  readonly state: string | null;
  /** Null where this role may not see it (`pg_read_all_stats`). */
  readonly openForMs: number | null;
}

/**
 * The oldest open transaction of the whole server: everything that was written after it began waits for it, in every
 * database. Only what has written counts; who reads, a replication slot or an old snapshot holds up no sealing.
 */
export async function oldestOpen(query: Query): Promise<OpenTransaction | null> {
  const [row] = await query<OpenTransaction>(
    `select pid, gid, database, "user", application, state,
       ${ms('(clock_timestamp() - began)')} as "openForMs"
     from (
       select pid, null as gid, datname::text as database, usename::text as "user", application_name as application,
         state, xact_start as began, age(backend_xid) as age
       from pg_stat_activity where backend_xid is not null and pid <> pg_backend_pid()
       union all
       select null, gid, database::text, owner::text, null, 'prepared', prepared, age(transaction)
       from pg_prepared_xacts) as open
     order by age desc, began limit 1`,
  );
  return row ?? null;
}
