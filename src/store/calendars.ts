/** Working calendars as they are kept: a name has versions, the latest one counts, and none is ever changed. */
import type { WorkingCalendar } from '../domain/deadline/types.ts';
import { at, ms, type Query } from './database.ts';

/** One version of a named calendar. */
export interface StoredCalendar extends WorkingCalendar {
  readonly id: number;
  readonly version: number;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly recordedBy: string;
}

type Row = Omit<StoredCalendar, 'holidays'> & { holidays: string[] };

const asCalendar = ({ holidays, ...row }: Row): StoredCalendar => ({ ...row, holidays: new Set(holidays) });

const COLUMNS = `id, name, version, weekend, holidays::text[] as holidays, ${ms('recorded_at')} as "recordedAt",
  recorded_by as "recordedBy" from working_calendar`;
const VERSION = `select ${COLUMNS}`;
const LATEST = `select distinct on (name) ${COLUMNS}`;
const by = (asOf: string): string => `(${asOf}::float8 is null or recorded_at <= ${at(asOf)})`;

/** The latest version of the calendar `name`; null when there is none. By `asOf` (epoch milliseconds), if that is given. */
export async function readCalendar(
  query: Query,
  name: string,
  asOf: number | null = null,
): Promise<StoredCalendar | null> {
  const rows = await query<Row>(`${LATEST} where name = $1 and ${by('$2')} order by name, version desc`, [
    name,
    asOf,
  ]);
  return rows[0] === undefined ? null : asCalendar(rows[0]);
}

/** One version of a calendar. */
export async function readCalendarVersion(query: Query, id: number): Promise<StoredCalendar | null> {
  const rows = await query<Row>(`${VERSION} where id = $1`, [id]);
  return rows[0] === undefined ? null : asCalendar(rows[0]);
}

/** The latest version of every calendar, by name. By `asOf` (epoch milliseconds), if that is given. */
export async function readCalendars(query: Query, asOf: number | null = null): Promise<StoredCalendar[]> {
  return (await query<Row>(`${LATEST} where ${by('$1')} order by name, version desc`, [asOf])).map(
    asCalendar,
  );
}

/**
 * Until the transaction ends, no other one gives the calendar a new version (`shared`: while a date that counts by
 * it is written; `alone`: while this one does).
 */
export async function holdCalendar(query: Query, name: string, how: 'shared' | 'alone'): Promise<void> {
  const take = how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await query(`select ${take}(hashtext('working_calendar'), hashtext($1))::text`, [name]);
}

/** Writes the next version of a calendar and returns it. */
export async function addCalendar(
  query: Query,
  calendar: Omit<StoredCalendar, 'id'>,
): Promise<StoredCalendar> {
  const { name, version, weekend, holidays, recordedAt, recordedBy } = calendar;
  const rows = await query<{ id: number }>(
    `insert into working_calendar (name, version, weekend, holidays, recorded_at, recorded_by)
     values ($1, $2, $3::int[], $4::date[], ${at('$5')}, $6) returning id`,
    [name, version, weekend, [...holidays].sort(), recordedAt, recordedBy],
  );
  return { ...calendar, id: rows[0]?.id ?? 0 };
}

/** The name of the calendar by which the deadline in force of a commitment counts; null when it names none. */
export async function calendarOf(query: Query, commitmentId: number): Promise<string | null> {
  const rows = await query<{ name: string }>(
    `select c.name from deadline d join working_calendar c on c.id = d.calendar_id
     where d.commitment_id = $1 and d.superseded_at is null`,
    [commitmentId],
  );
  return rows[0]?.name ?? null;
}
