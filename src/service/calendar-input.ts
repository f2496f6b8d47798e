/** The working calendar that a deadline names. */
import { DulyError } from '../domain/errors.ts';
import {
  calendarOf,
  holdCalendar,
  readCalendar,
  readCalendars,
  type StoredCalendar,
} from '../store/calendars.ts';
import type { Query } from '../store/database.ts';
import type { Context } from './context.ts';

/** What the calendars on record are called. */
export async function calendarNames({ db }: Pick<Context, 'db'>): Promise<string[]> {
  return (await readCalendars(db.query)).map(({ name }) => name);
}

/** Its latest version; none when none is named. Throws `DulyError('invalid')` that lists the calendars there are. */
export async function calendarNamed(
  query: Query,
  name: string | undefined,
): Promise<StoredCalendar | undefined> {
  if (name === undefined) return undefined;
  const calendar = await readCalendar(query, name);
  if (calendar !== null) return calendar;
  const names = (await readCalendars(query)).map((one) => one.name);
  const there = names.length === 0 ? 'none is on record' : `on record: ${names.join(', ')}`;
  const how = 'Import one with `duly calendar import NAME FILE.ics`.';
  throw new DulyError('invalid', `There is no calendar “${name}” (${there}). ${how}`, { field: 'calendar' });
}

/** The calendar that new words for commitment `id` count by: the one they name, or the one it counts by already. */
export async function calendarForMove(
  query: Query,
  id: number,
  name: string | undefined,
): Promise<StoredCalendar | undefined> {
  return calendarNamed(query, name ?? (await calendarOf(query, id)) ?? undefined);
}

/**
 * For the transaction that writes a date: no import may come between reading the calendar and committing, or the
 * date would never be counted by the new version. Throws `DulyError('conflict')` when one has come already.
 */
export async function keepCalendar(query: Query, calendar: StoredCalendar | undefined): Promise<void> {
  if (calendar === undefined) return;
  await holdCalendar(query, calendar.name, 'shared');
  const latest = await readCalendar(query, calendar.name);
  if (latest?.id === calendar.id) return;
  throw new DulyError('conflict', `The calendar “${calendar.name}” has just been imported anew: try again.`, {
    field: 'calendar',
  });
}
