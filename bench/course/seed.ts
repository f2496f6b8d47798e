/**
 * What the databases are filled with: set-based SQL, because a million rows one by one would take longer than
 * what is measured. Every row is such as the use cases would have written it. Instants are epoch milliseconds.
 */
import { DEFAULT_KINDS, DEFAULT_LEADS } from '../../src/domain/alerts.ts';
import type { Status } from '../../src/domain/record.ts';
import { at, type Query } from '../../src/store/database.ts';

const DAY_MS = 86_400_000;
const ZONE = 'Europe/Istanbul';
/** Everything was said and recorded this long before the window opened. */
const SAID_MS = 40 * DAY_MS;

/** Commitments 1 to `count` of one window, all in one state. */
export interface Crowd {
  readonly count: number;
  readonly status: Extract<Status, 'upcoming' | 'due' | 'met'>;
  readonly opensAt: number;
  /** When the first closes; each later one closes `everyMs` (default 0) after the one before. */
  readonly closesAt: number;
  readonly everyMs?: number;
  /** `opens` or `closes`: checked next when the window does that; `never`: at rest for good. */
  readonly nextCheck: 'opens' | 'closes' | 'never';
  /** The last instant that has been announced. */
  readonly knownUntil: number;
}

/** One source and one speaker, a statement for each commitment, and the commitments. */
export async function seedCommitments(query: Query, crowd: Crowd): Promise<void> {
  const { count, status, opensAt, closesAt, everyMs = 0, nextCheck, knownUntil } = crowd;
  const saidAt = opensAt - SAID_MS;
  await query(
    `insert into source (title, url, publisher, recorded_at, recorded_by)
     values ('Minutes of the session', 'https://example.org/minutes', 'The Herald', ${at('$1')}, 'bench')`,
    [saidAt],
  );
  await query(
    `insert into party (name, kind, recorded_at, recorded_by)
      values ('Anna Reed', 'person', now(), 'bench'), ('Ministry of Works', 'organisation', now(), 'bench')`,
  );
  await query(
    `insert into statement (source_id, speaker_id, speaker_role, quote, said_at, zone, recorded_at, recorded_by)
     select 1, 1, 'minister of works', 'Stretch ' || n || ' of the road will be open to traffic by then.',
       ${at('$2')}, '${ZONE}', ${at('$2')}, 'bench' from generate_series(1, $1::int) n`,
    [count, saidAt],
  );
  const checks = {
    opens: at('$5'),
    closes: `to_timestamp(($6::float8 + (n - 1) * $7::float8) / 1000)`,
    never: 'null',
  };
  await query(
    `with given as (select $5::float8, $6::float8, $7::float8)
     insert into commitment (statement_id, title, modality, recorded_at, recorded_by, status, next_check_at, known_until)
     select n, 'Open stretch ' || n || ' of the road', 'commitment', ${at('$2')}, 'bench', $3::text,
       ${checks[nextCheck]}, ${at('$4')} from generate_series(1, $1::int) n`,
    [count, saidAt, status, knownUntil, opensAt, closesAt, everyMs],
  );
}

/** The one deadline of each commitment, set by hand, and who must keep it. */
export async function seedDeadlines(query: Query, crowd: Crowd): Promise<void> {
  const { count, opensAt, closesAt, everyMs = 0 } = crowd;
  await query(
    `insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
       explanation, recorded_at, recorded_by)
     select n, 1, 'by-hand', 1, 'assumed', 'minute', '${ZONE}', ${at('$2')},
       to_timestamp(($3::float8 + (n - 1) * $4::float8) / 1000), 'dates set by hand', ${at('$5')}, 'bench'
     from generate_series(1, $1::int) n`,
    [count, opensAt, closesAt, everyMs, opensAt - SAID_MS],
  );
  await query(
    `insert into commitment_party (commitment_id, party_id, role) select n, 2, 'committer' from generate_series(1, $1::int) n`,
    [count],
  );
}

/** What the log holds by the time a window is open: recorded, and due. */
export async function seedEvents(query: Query, { count, opensAt }: Crowd): Promise<void> {
  await query(
    `insert into event (commitment_id, kind, key, occurred_at, recorded_at, actor)
     select n, k.kind, k.key, to_timestamp(k.at / 1000), to_timestamp(k.at / 1000), k.actor
     from generate_series(1, $1::int) n, (values ('recorded', 'recorded', $2::float8, 'bench'),
       ('due', 'due:v1', $3::float8, 'time')) as k(kind, key, at, actor)`,
    [count, opensAt - SAID_MS, opensAt],
  );
}

/**
 * Active subscriptions to everything, readers in several zones, confirmed at `confirmedAt`; told at once, or with a
 * digest a day.
 */
export async function seedSubscriptions(
  query: Query,
  count: number,
  confirmedAt: number,
  digest: { localHour: number; nextSlotAt: number } | null = null,
): Promise<void> {
  await query(
    `insert into subscription (address, cap_key, follows, kinds, lead_days, zone, state, created_at, confirmed_at,
       rhythm, local_hour, next_slot_at)
     select 'reader' || n || '@example.org', 'reader' || n || '@example.org', 'all', $2::text[], $3::int[],
       (array['Europe/Istanbul', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'])[1 + n % 4], 'active',
       ${at('$4')}, ${at('$4')}, $5::text, $6::int, ${at('$7')} from generate_series(1, $1::int) n`,
    [
      ...[count, DEFAULT_KINDS, DEFAULT_LEADS, confirmedAt, digest === null ? 'at_once' : 'daily'],
      ...[digest?.localHour ?? null, digest?.nextSlotAt ?? null],
    ],
  );
}
