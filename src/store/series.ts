/**
 * Series and the making of their occurrences. The row of a series is locked while it is worked on; the unique key of
 * (series, occurrence) has the last word, so that nothing comes round twice.
 */
import type { Recurrence } from '../domain/deadline/types.ts';
import { at, ms, type Query } from './database.ts';

/** A series as its maker wants it. Civil dates are text, instants epoch milliseconds. */
export interface SeriesRow {
  readonly id: number;
  readonly title: string;
  readonly rrule: string;
  readonly lasts: Recurrence['lasts'];
  readonly firstOn: string;
  readonly zone: string;
  /** How many occurrences are on record: those from 1 to this number. */
  readonly made: number;
  /** No occurrence opens after this day; null while the series has not been ended. */
  readonly endedOn: string | null;
  /** The same, with when (epoch milliseconds) and by whom that was recorded, and why. */
  readonly ended: {
    readonly on: string;
    readonly at: number;
    readonly by: string;
    readonly why: string;
  } | null;
  /** The words of the first deadline, if any were said. */
  readonly phrase: string | null;
}

type Flat = Omit<SeriesRow, 'lasts' | 'ended'> & {
  unit: Recurrence['lasts']['unit'];
  count: number;
  endedAt: number | null;
  endedBy: string | null;
  endedWhy: string | null;
};

const SERIES = `select s.id, s.title, s.rrule, s.lasts_unit as unit, s.lasts_count as count,
    s.first_on::text as "firstOn", s.zone, s.made, e.ended_on::text as "endedOn",
    ${ms('e.recorded_at')} as "endedAt", e.recorded_by as "endedBy", e.reason as "endedWhy",
    (select d.phrase from deadline d join commitment c on c.id = d.commitment_id
      where c.series_id = s.id and c.occurrence = 1 and d.version = 1) as phrase
  from series s left join series_end e on e.series_id = s.id`;

function seriesOf({ unit, count, endedAt, endedBy, endedWhy, ...row }: Flat): SeriesRow {
  const { endedOn } = row;
  const whole = endedOn !== null && endedAt !== null && endedBy !== null && endedWhy !== null;
  const ended = whole ? { on: endedOn, at: endedAt, by: endedBy, why: endedWhy } : null;
  return { ...row, lasts: { unit, count }, ended };
}

/** Locks the series whose next occurrence has been waiting longest by `now`; null when none waits that is not held. */
export async function claimSeries(query: Query, now: number): Promise<SeriesRow | null> {
  const [row] = await query<Flat>(
    `${SERIES} where s.next_make_at <= ${at('$1')} order by s.next_make_at, s.id limit 1 for update of s skip locked`,
    [now],
  );
  return row === undefined ? null : seriesOf(row);
}

/** Locks one series; null when there is none. */
export async function lockSeries(query: Query, id: number): Promise<SeriesRow | null> {
  const [row] = await query<Flat>(`${SERIES} where s.id = $1 for update of s`, [id]);
  return row === undefined ? null : seriesOf(row);
}

/** The nearest instant at which an occurrence is to be made, epoch milliseconds; null when none is. */
export async function nearestMake(query: Query): Promise<number | null> {
  const [row] = await query<{ at: number | null }>(
    `select ${ms('min(next_make_at)')} as at from series where next_make_at is not null`,
  );
  return row?.at ?? null;
}

/** One occurrence to put on record. */
export interface NewOccurrence {
  readonly number: number;
  readonly title: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly explanation: string;
}

// The clock time that the first deadline may have had is not that of a window of whole days.
const COPY = `with made as (
    insert into commitment (statement_id, title, modality, force, polarity, condition, comparator, quantity, unit,
      per_party, fulfilled_when, decides, decides_why, measurable, question, parts_rule, weighed, grace_ms, recorded_at, recorded_by, status, known_until, series_id, occurrence)
    select c.statement_id, n.title, c.modality, c.force, c.polarity, c.condition, c.comparator, c.quantity, c.unit,
      c.per_party, c.fulfilled_when, c.decides, c.decides_why, c.measurable, c.question, c.parts_rule, c.weighed, c.grace_ms, ${at('$2')}, s.recorded_by, 'undated',
      ${at('$2')} - interval '1 millisecond', s.id, n.number
    from series s join commitment c on c.series_id = s.id and c.occurrence = 1
      cross join unnest($3::int[], $4::text[]) as n(number, title)
    where s.id = $1::int order by n.number
    on conflict (series_id, occurrence) do nothing returning id, occurrence),
  first as (select id from commitment where series_id = $1::int and occurrence = 1),
  parties as (
    insert into commitment_party (commitment_id, party_id, role)
    select made.id, p.party_id, p.role from made, first join commitment_party p on p.commitment_id = first.id),
  tags as (
    insert into commitment_tag (commitment_id, tag)
    select made.id, t.tag from made, first join commitment_tag t on t.commitment_id = first.id),
  dated as (
    insert into deadline (commitment_id, version, phrase, rule, rule_version, basis, precision, zone, opens_at,
      closes_at, explanation, reason, recorded_at, recorded_by)
    select made.id, 1, d.phrase, 'series', 1, d.basis,
      case when d.precision in ('minute', 'hour', 'part') then 'day' else d.precision end, s.zone,
      to_timestamp(w.opens / 1000), to_timestamp(w.closes / 1000), w.explanation, d.reason, ${at('$2')}, s.recorded_by
    from made join unnest($3::int[], $5::float8[], $6::float8[], $7::text[]) as w(number, opens, closes, explanation)
        on w.number = made.occurrence
      join series s on s.id = $1::int, first join deadline d on d.commitment_id = first.id and d.version = 1)
  select id from made order by occurrence`;

/**
 * Puts occurrences on record as commitments of their own, alike to the first but for title and window; returns the
 * ids of those that were not there yet. Nothing of them has been announced.
 */
export async function addOccurrences(
  query: Query,
  input: { seriesId: number; now: number; occurrences: readonly NewOccurrence[] },
): Promise<number[]> {
  const { seriesId, now, occurrences: list } = input;
  const rows = await query<{ id: number }>(COPY, [
    seriesId,
    now,
    list.map((one) => one.number),
    list.map((one) => one.title),
    list.map((one) => one.opensAt),
    list.map((one) => one.closesAt),
    list.map((one) => one.explanation),
  ]);
  return rows.map((row) => row.id);
}

/** Notes how far a series has come and when it goes on; whatever was wrong with it is mended then. */
export async function advanceSeries(
  query: Query,
  row: { id: number; made: number; nextMakeAt: number | null },
): Promise<void> {
  await query(
    `update series set made = $2::int, next_make_at = ${at('$3')}, fault = null, fault_at = null where id = $1::int`,
    [row.id, row.made, row.nextMakeAt],
  );
}

/** Sets a series aside that cannot be expanded: its error is kept and it is looked at again at `retryAt`. */
export async function setSeriesAside(
  query: Query,
  row: { id: number; fault: string; now: number; retryAt: number },
): Promise<void> {
  await query(
    `update series set fault = $2, fault_at = ${at('$3')}, next_make_at = ${at('$4')} where id = $1::int`,
    [row.id, row.fault.slice(0, 500), row.now, row.retryAt],
  );
}

/** Notes when a series goes on, now that its last day is known. */
export async function goOnUntil(query: Query, row: { id: number; nextMakeAt: number | null }): Promise<void> {
  await query(`update series set next_make_at = ${at('$2')} where id = $1::int`, [row.id, row.nextMakeAt]);
}

/** The occurrences of a series that open after `after` (epoch milliseconds), in order. */
export async function occurrencesAfter(
  query: Query,
  seriesId: number,
  after: number,
): Promise<{ id: number; title: string }[]> {
  return query<{ id: number; title: string }>(
    `select c.id, c.title from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null
     where c.series_id = $1::int and d.opens_at > ${at('$2')}
     order by c.occurrence`,
    [seriesId, after],
  );
}

/** The occurrence that opened last of those that had closed by `now`; instants are epoch milliseconds. */
export async function latestOver(
  query: Query,
  seriesId: number,
  now: number,
): Promise<{ title: string; opensAt: number } | null> {
  const [row] = await query<{ title: string; opensAt: number }>(
    `select c.title, ${ms('d.opens_at')} as "opensAt"
     from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null
     where c.series_id = $1::int and d.closes_at <= ${at('$2')}
     order by d.opens_at desc limit 1`,
    [seriesId, now],
  );
  return row ?? null;
}
