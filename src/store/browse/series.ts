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
    ${ms('s.next_make_at')} as "nextMakeAt", s.ended_on::text as "endedOn", ${ms('s.ended_at')} as "endedAt",
    s.ended_by as "endedBy", s.ended_why as "endedWhy", s.fault, tally.*
  from series s cross join lateral (
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

/** The latest `limit` series, newest first, as they stand at `now` (epoch milliseconds). */
export async function listSeriesFacts(
  query: Query,
  { limit, now }: { limit: number; now: number },
): Promise<SeriesFacts[]> {
  const rows = await query<Flat>(`${FACTS} order by s.id desc limit $2::int`, [now, limit]);
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

/** One occurrence, as it was last announced. */
export interface OccurrenceFacts {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly announced: Status;
}

/** The occurrences of a series with numbers up to `upTo`, the last `limit` of them, latest first. */
export async function occurrenceFacts(
  query: Query,
  { seriesId, upTo, limit }: { seriesId: number; upTo: number; limit: number },
): Promise<OccurrenceFacts[]> {
  return query<OccurrenceFacts>(
    `select id, occurrence as number, title, status as announced from commitment
     where series_id = $1::int and occurrence <= $2::int order by occurrence desc limit $3::int`,
    [seriesId, upTo, limit],
  );
}

/** The commitments before and after an occurrence; null where there is none on record. */
export async function neighbours(
  query: Query,
  { seriesId, number }: { seriesId: number; number: number },
): Promise<{ previousId: number | null; nextId: number | null }> {
  const [row] = await query<{ previousId: number | null; nextId: number | null }>(
    `select (select id from commitment where series_id = $1::int and occurrence = $2::int - 1) as "previousId",
       (select id from commitment where series_id = $1::int and occurrence = $2::int + 1) as "nextId"`,
    [seriesId, number],
  );
  return row ?? { previousId: null, nextId: null };
}
