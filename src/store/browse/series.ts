/** Series for reading: what they are, how their occurrences stand, and where one of them lies among the others. */
import type { Recurrence } from '../../domain/deadline/types.ts';
import type { Status } from '../../domain/record.ts';
import { at, ms, type Query } from '../database.ts';

/** A series as it is shown. Civil dates are text, instants epoch milliseconds. */
export interface SeriesFacts {
  readonly id: number;
  /** Without the period of an occurrence. */
  readonly title: string;
  /** RFC 5545. */
  readonly rrule: string;
  readonly lasts: Recurrence['lasts'];
  readonly firstOn: string;
  readonly zone: string;
  readonly recordedAt: number;
  readonly recordedBy: string;
  /** How many occurrences are on record. */
  readonly made: number;
  /** When the next is put on record; null when there is none. */
  readonly nextMakeAt: number | null;
  /** How it was ended by hand; null while it was not. */
  readonly ended: {
    readonly on: string;
    readonly recordedAt: number;
    readonly by: string;
    readonly why: string;
  } | null;
  /** Why it was set aside; null when it was not. */
  readonly fault: string | null;
  /** Occurrences that were met, also late; of these, late ones; and all that are decided (void and superseded aside). */
  readonly kept: number;
  readonly late: number;
  readonly settled: number;
  /** Open ones whose window and grace are over. */
  readonly overdue: number;
}

type Flat = Omit<SeriesFacts, 'lasts' | 'ended'> & {
  unit: Recurrence['lasts']['unit'];
  count: number;
  endedOn: string | null;
  endedAt: number | null;
  endedBy: string | null;
  endedWhy: string | null;
};

// What was declared void or replaced by another promise was neither kept nor broken.
const FACTS = `select s.id, s.title, s.rrule, s.lasts_unit as unit, s.lasts_count as count,
    s.first_on::text as "firstOn", s.zone, ${ms('s.recorded_at')} as "recordedAt", s.recorded_by as "recordedBy", s.made,
    ${ms('s.next_make_at')} as "nextMakeAt", e.ended_on::text as "endedOn", ${ms('e.recorded_at')} as "endedAt",
    e.recorded_by as "endedBy", e.reason as "endedWhy", s.fault, tally.*
  from series s left join series_end e on e.series_id = s.id cross join lateral (
    select count(*) filter (where c.status = 'met')::int as kept,
      count(*) filter (where c.status = 'met' and c.late)::int as late,
      count(*) filter (where c.status in ('met', 'partly_met', 'not_met', 'withdrawn'))::int as settled,
      count(*) filter (where c.status in ('upcoming', 'due', 'overdue')
        and d.closes_at + c.grace_ms * interval '1 millisecond' <= ${at('$1')})::int as overdue
    from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null
    where c.series_id = s.id) tally`;

function factsOf({ unit, count, endedOn, endedAt, endedBy, endedWhy, ...row }: Flat): SeriesFacts {
  const whole = endedOn !== null && endedAt !== null && endedBy !== null && endedWhy !== null;
  return {
    ...row,
    lasts: { unit, count },
    ended: whole ? { on: endedOn, recordedAt: endedAt, by: endedBy, why: endedWhy } : null,
  };
}

/**
 * The latest `limit` series, newest first, as they stand at `now` (epoch milliseconds); only those that were on record
 * by `asOf`, when that is asked.
 */
export async function listSeriesFacts(
  query: Query,
  { limit, now, asOf }: { limit: number; now: number; asOf: number | null },
): Promise<SeriesFacts[]> {
  const rows = await query<Flat>(
    `${FACTS} where $3::float8 is null or s.recorded_at <= ${at('$3')} order by s.id desc limit $2::int`,
    [now, limit, asOf],
  );
  return rows.map(factsOf);
}

/** One series as it stands at `now` (epoch milliseconds); null when there is none. */
export async function seriesFacts(
  query: Query,
  { id, now }: { id: number; now: number },
): Promise<SeriesFacts | null> {
  const [row] = await query<Flat>(`${FACTS} where s.id = $2::int`, [now, id]);
  return row === undefined ? null : factsOf(row);
}

/** Up to `limit` times of series that were on record by `asOf` (epoch milliseconds), ascending by number of the commitment. */
export async function occurrencesBy(
  query: Query,
  input: { seriesId: number | null; asOf: number; after: number; limit: number },
): Promise<{ id: number; seriesId: number }[]> {
  return query<{ id: number; seriesId: number }>(
    `select id, series_id as "seriesId" from commitment
     where series_id is not null and ($1::int is null or series_id = $1) and recorded_at <= ${at('$2')} and id > $3::int
     order by id limit $4::int`,
    [input.seriesId, input.asOf, input.after, input.limit],
  );
}

/** One occurrence, as it was last announced. */
export interface OccurrenceFacts {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly announced: Status;
}

/** The occurrences of a series with numbers up to `upTo`, the last `limit` of them, latest first; by `asOf`, unless that is null. */
export async function occurrenceFacts(
  query: Query,
  { seriesId, upTo, asOf, limit }: { seriesId: number; upTo: number; asOf: number | null; limit: number },
): Promise<OccurrenceFacts[]> {
  return query<OccurrenceFacts>(
    `select id, occurrence as number, title, status as announced from commitment
     where series_id = $1::int and occurrence <= $2::int and ($4::float8 is null or recorded_at <= ${at('$4')})
     order by occurrence desc limit $3::int`,
    [seriesId, upTo, limit, asOf],
  );
}

/** The commitments before and after an occurrence; null where none was on record by `knownAt` (epoch milliseconds). */
export async function neighbours(
  query: Query,
  { seriesId, number, knownAt }: { seriesId: number; number: number; knownAt: number },
): Promise<{ previousId: number | null; nextId: number | null }> {
  const [row] = await query<{ previousId: number | null; nextId: number | null }>(
    `select (select id from commitment where series_id = $1::int and occurrence = $2::int - 1
         and recorded_at <= ${at('$3')}) as "previousId",
       (select id from commitment where series_id = $1::int and occurrence = $2::int + 1
         and recorded_at <= ${at('$3')}) as "nextId"`,
    [seriesId, number, knownAt],
  );
  return row ?? { previousId: null, nextId: null };
}
