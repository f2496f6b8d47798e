/**
 * Which workers there are, and how each kind of tick last went. Everything here is counted by the clock of the
 * database, as leases are: workers on several machines, and a demonstration whose clock runs fast, must agree.
 */
import { ms, type Query } from './database.ts';

/** How one kind of tick went since the last report. */
export interface TickReport {
  readonly name: string;
  readonly everyMs: number;
  /** How long ago the last run began, and how long it took, milliseconds. */
  readonly agoMs: number;
  readonly tookMs: number;
  /** The last failure since the last report; null: none. */
  readonly failed: { readonly agoMs: number; readonly fault: string } | null;
}

export interface WorkerReport {
  readonly name: string;
  /** Where it takes its work from, without a password. */
  readonly queue: string;
  /** How long it has been running, milliseconds. */
  readonly upMs: number;
  readonly ended: boolean;
  /** What it has in hand. */
  readonly running: readonly string[];
  readonly ticks: readonly TickReport[];
}

/** So long before one reading of the clock, `now_at`: a second reading could be later than the first. */
const ago = (parameter: string): string =>
  `now_at - greatest(0, ${parameter}::float8) * interval '1 millisecond'`;
const ONE_READING = '(select clock_timestamp() as now_at) as clock';

/** Writes a report down. Of two workers that ran the same, the later run stays; so does the last failure. */
export async function writeReport(query: Query, report: WorkerReport): Promise<void> {
  const { name, queue, upMs, ended, running, ticks } = report;
  await query(
    `insert into worker as w (name, queue, started_at, seen_at, ended_at, running)
     select $1, $2, ${ago('$3')}, now_at, case when $4::boolean then now_at end, $5::text[]
     from ${ONE_READING}
     on conflict (name) do update set queue = excluded.queue, started_at = excluded.started_at,
       seen_at = excluded.seen_at, ended_at = excluded.ended_at, running = excluded.running`,
    [name, queue, upMs, ended, running],
  );
  if (ticks.length === 0) return;
  await query(
    `insert into tick as t (name, every_ms, ran_at, took_ms, worker, failed_at, fault)
     select r.name, r.every, ${ago('r.ago')}, r.took, $1,
       case when r.fault is not null then ${ago('r.failed')} end, r.fault
     from unnest($2::text[], $3::int[], $4::float8[], $5::int[], $6::float8[], $7::text[])
       as r(name, every, ago, took, failed, fault), ${ONE_READING}
     order by r.name
     on conflict (name) do update set every_ms = excluded.every_ms,
       took_ms = case when excluded.ran_at >= t.ran_at then excluded.took_ms else t.took_ms end,
       worker = case when excluded.ran_at >= t.ran_at then excluded.worker else t.worker end,
       ran_at = greatest(excluded.ran_at, t.ran_at),
       fault = case when t.failed_at is null or excluded.failed_at >= t.failed_at then excluded.fault else t.fault end,
       failed_at = greatest(excluded.failed_at, t.failed_at)`,
    [
      name,
      ticks.map((tick) => tick.name),
      ticks.map((tick) => tick.everyMs),
      ticks.map((tick) => tick.agoMs),
      ticks.map((tick) => Math.round(tick.tookMs)),
      ticks.map((tick) => tick.failed?.agoMs ?? 0),
      ticks.map((tick) => tick.failed?.fault ?? null),
    ],
  );
}

export interface WorkerRow {
  readonly name: string;
  readonly queue: string;
  /** Epoch milliseconds, as all instants here. */
  readonly startedAt: number;
  readonly seenAt: number;
  readonly endedAt: number | null;
  readonly running: readonly string[];
  /** Since it was last seen, milliseconds. */
  readonly silentMs: number;
}

/** The one seen last first. */
export const workerRows = (query: Query): Promise<WorkerRow[]> =>
  query<WorkerRow>(
    `select name, queue, ${ms('started_at')} as "startedAt", ${ms('seen_at')} as "seenAt",
       ${ms('ended_at')} as "endedAt", running,
       greatest(0, date_part('epoch', clock_timestamp() - seen_at) * 1000) as "silentMs"
     from worker order by seen_at desc, name limit 100`,
  );

export interface TickRow {
  readonly name: string;
  readonly everyMs: number;
  readonly ranAt: number;
  readonly tookMs: number;
  readonly worker: string;
  readonly failedAt: number | null;
  readonly fault: string | null;
  /** Since the last run began, milliseconds. */
  readonly agoMs: number;
}

export const tickRows = (query: Query): Promise<TickRow[]> =>
  query<TickRow>(
    `select name, every_ms as "everyMs", ${ms('ran_at')} as "ranAt", took_ms as "tookMs", worker,
       ${ms('failed_at')} as "failedAt", fault,
       greatest(0, date_part('epoch', clock_timestamp() - ran_at) * 1000) as "agoMs"
     from tick order by name`,
  );

/** Forgets who has not been seen for so many days, but never the last one: since when there is none must stay known. */
export async function forgetWorkers(query: Query, days: number): Promise<void> {
  await query(
    `delete from worker where seen_at < clock_timestamp() - $1::int * interval '1 day'
       and seen_at < (select max(seen_at) from worker)`,
    [days],
  );
}
