/** What waits in the database, station by station. Instants are epoch milliseconds. */
import { at, ms, type Query } from '../database.ts';

export interface StationRow {
  readonly name: StationName;
  /** How many could be worked on now. */
  readonly due: number;
  /** How many wait for their time. */
  readonly later: number;
  /** How many are being worked on. */
  readonly held: number;
  /** How many are set aside with a fault. */
  readonly faulty: number;
  /** Since when the oldest could have been worked on; null when none is due. */
  readonly oldestAt: number | null;
  /** When the next that waits has its time; null when none waits. */
  readonly nextAt: number | null;
}

export type StationName = 'check' | 'derive' | 'make' | 'fan-out' | 'gather' | 'mail' | 'webhook' | 'seal';

/** One station: its rows with when each is due, and whether it is held or at fault. */
const station = (name: StationName, rows: string): string =>
  `select '${name}' as name, (count(*) filter (where not held and not faulty and due_at <= now_at))::int as due,
     (count(*) filter (where not held and not faulty and due_at > now_at))::int as later,
     (count(*) filter (where held))::int as held, (count(*) filter (where faulty))::int as faulty,
     ${ms('min(due_at) filter (where not held and not faulty and due_at <= now_at)')} as "oldestAt",
     ${ms('min(due_at) filter (where not held and due_at > now_at)')} as "nextAt"
   from (${rows}) as rows, (select ${at('$1')} as now_at) as clock`;

const deliveries = (channel: string): string =>
  `select d.next_attempt_at as due_at, d.state = 'sending' as held, false as faulty
   from delivery d left join subscription s on s.id = d.subscription_id
   where d.state in ('queued', 'sending') and coalesce(s.channel, 'email') = '${channel}'`;

const STATIONS = [
  station(
    'check',
    `select next_check_at as due_at, false as held, fault is not null as faulty from commitment
     where next_check_at is not null or fault is not null`,
  ),
  station(
    'derive',
    'select not_before_at as due_at, false as held, fault is not null as faulty from derivation',
  ),
  station(
    'make',
    `select next_make_at as due_at, false as held, fault is not null as faulty from series
     where next_make_at is not null or fault is not null`,
  ),
  station(
    'fan-out',
    'select created_at as due_at, false as held, false as faulty from occasion where done_at is null',
  ),
  station(
    'gather',
    `select not_before_at as due_at, false as held, false as faulty from alert where state = 'queued'`,
  ),
  station('mail', deliveries('email')),
  station('webhook', deliveries('webhook')),
].join(' union all ');

/** Every station but sealing, in the order in which the work goes through them. */
export const stations = (query: Query, now: number): Promise<StationRow[]> =>
  query<StationRow>(STATIONS, [now]);

/** When something was last done at all: a mail tried, a link made, an alert found; null: never. */
export async function lastDeeds(
  query: Query,
): Promise<{ triedAt: number | null; announcedAt: number | null }> {
  const [row] = await query<{ triedAt: number | null; announcedAt: number | null }>(
    `select (select ${ms('attempted_at')} from attempt order by id desc limit 1) as "triedAt",
       (select ${ms('created_at')} from occasion order by id desc limit 1) as "announcedAt"`,
  );
  return row ?? { triedAt: null, announcedAt: null };
}
