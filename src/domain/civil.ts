/**
 * The only file that converts between civil time (dates and clock times as people in a zone read them) and
 * instants (epoch milliseconds). Pure: the machine's own zone and clock play no part.
 *
 * Civil dates are `YYYY-MM-DD` text, so they compare with `<`. Zones are IANA names; a name that is none is
 * refused with a `DulyError`. The rules of the zones come from Temporal; the stretches between two offset
 * changes are remembered per zone, because a sweep and a fan-out ask for the same few zones 100,000 times.
 */

import type { Window } from './deadline/types.ts';
import { DulyError } from './errors.ts';
import { temporal } from './temporal.ts';

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The years 1 to 9999 with a margin of two days, so that no zone leaves four-digit years. */
const FIRST_INSTANT = Date.parse('0001-01-03T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-29T00:00:00Z');
const ZONES_KEPT = 1000;
const STRETCHES_KEPT = 500;

export const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

// --- zones

/** A stretch of time in which a zone keeps one offset from UTC (milliseconds east of it). */
interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}
const stretches = new Map<string, Stretch[]>();

/** Whether `zone` is an IANA zone name (canonical or alias, `UTC` included). A bare offset such as `+03:00` is none. */
export function isZone(zone: string): boolean {
  return stretches.has(zone) || namedZone(zone) !== undefined;
}

/**
 * The zone, spelled as the IANA database spells it (`europe/istanbul` becomes `Europe/Istanbul`; an alias
 * stays the alias it is). Throws `DulyError('invalid')` for anything that is no zone name.
 */
export function assertZone(zone: string, field = 'zone'): string {
  const name = stretches.has(zone) ? zone : namedZone(zone);
  if (name !== undefined) return name;
  throw new DulyError(
    'invalid',
    `unknown time zone ${quoted(zone)}: use an IANA name such as Europe/Istanbul or UTC`,
    {
      field,
    },
  );
}

function namedZone(zone: string): string | undefined {
  // Temporal also takes offsets; those have no daylight rules, so a date in them would drift.
  if (typeof zone !== 'string' || zone.length > 64 || !/^[A-Za-z]/.test(zone)) return undefined;
  try {
    return temporal().Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch {
    return undefined;
  }
}

/** The stretch of constant offset in which `instant` lies in `zone`. */
function stretchAt(instant: number, zone: string): Stretch {
  if (!(instant >= FIRST_INSTANT && instant <= LAST_INSTANT && Number.isInteger(instant))) {
    throw new DulyError('invalid', `not an instant between the years 1 and 9999: ${instant}`);
  }
  let known = stretches.get(zone);
  if (known !== undefined) {
    for (const stretch of known) if (instant >= stretch.from && instant < stretch.until) return stretch;
  } else {
    const name = assertZone(zone);
    if (name !== zone) return stretchAt(instant, name);
    if (stretches.size >= ZONES_KEPT) stretches.clear();
    known = [];
    stretches.set(zone, known);
  }
  const zoned = temporal().Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  // "previous" looks strictly before: one millisecond later it also sees a change at this very instant.
  const previous = zoned.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const next = zoned.getTimeZoneTransition('next');
  const stretch: Stretch = {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1e6,
  };
  if (known.length >= STRETCHES_KEPT) known.length = 0;
  known.push(stretch);
  return stretch;
}

/** Whether the offset changes neither at `instant` nor within two days of it. */
const isWithin = (stretch: Stretch, instant: number): boolean =>
  stretch.from <= instant - 2 * DAY_MS && instant + 2 * DAY_MS < stretch.until;

/** Whether clocks in `zone` keep one offset from two days before the earlier instant to two days after the later. */
export function isSteady(instant: number, other: number, zone: string): boolean {
  const stretch = stretchAt(instant, zone);
  return isWithin(stretch, instant) && isWithin(stretch, other);
}

// --- civil dates

/** How far clocks in `zone` run ahead of UTC at that instant, in milliseconds. */
export const offsetAt = (instant: number, zone: string): number => stretchAt(instant, zone).offset;

/** The civil date on which `instant` falls in `zone`. */
export function civilDate(instant: number, zone: string): string {
  return dateOf(instant + stretchAt(instant, zone).offset);
}

/** The same as a day number: days from 1970-01-01 to the civil date. */
export const civilDay = (instant: number, zone: string): number =>
  Math.floor((instant + stretchAt(instant, zone).offset) / DAY_MS);

/**
 * The first instant of a civil date in `zone`: usually midnight, later where the clocks jump over midnight
 * (01:00 in America/Sao_Paulo on 2018-11-04), and for a day that the zone skipped (Pacific/Apia, 2011-12-30)
 * the instant at which the next day began.
 */
export const startOfDay = (date: string, zone: string): number => dayStart(msOf(date) / DAY_MS, zone);

/** `startOfDay` of a day number. */
export function dayStart(day: number, zone: string): number {
  const midnight = day * DAY_MS;
  const stretch = stretchAt(midnight, zone);
  const start = midnight - stretch.offset;
  // No change of offset within two days: nothing can have moved this midnight.
  if (isWithin(stretch, start)) return start;
  return temporal().PlainDate.from(dateOf(midnight)).toZonedDateTime(assertZone(zone)).epochMilliseconds;
}

/**
 * The instant at which clocks in `zone` show a minute of a civil date (0 to 1440; 1440 is the end of the day).
 * A time that the clocks skip moves on by the gap; of a time that comes twice it is the later one, since a
 * monitor that is early accuses falsely.
 */
export function instantAt(date: string, minuteOfDay: number, zone: string): number {
  if (minuteOfDay === 1440) return startOfDay(addDays(date, 1), zone);
  const local = msOf(date) + minuteOfDay * MINUTE_MS;
  const stretch = stretchAt(local, zone);
  const instant = local - stretch.offset;
  // As in `startOfDay`: with no change of offset near, there is nothing to skip and nothing that comes twice.
  if (isWithin(stretch, instant)) return instant;
  const time = { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 };
  return temporal()
    .PlainDate.from(date)
    .toPlainDateTime(time)
    .toZonedDateTime(assertZone(zone), { disambiguation: 'later' }).epochMilliseconds;
}

/**
 * The window of whole civil days from `first` to `last`, both inside. A day that the zone skipped has no
 * length; its window is the next day that people there lived through.
 */
export const windowOfDays = (first: string, last: string, zone: string): Window =>
  dayWindow(msOf(first) / DAY_MS, msOf(last) / DAY_MS, zone);

/** `windowOfDays` of day numbers. */
export function dayWindow(first: number, last: number, zone: string): Window {
  const opensAt = dayStart(first, zone);
  let end = last + 1;
  let closesAt = dayStart(end, zone);
  while (closesAt <= opensAt) closesAt = dayStart(++end, zone);
  return { opensAt, closesAt };
}

/** The civil date `days` after `date` (before it when negative). */
export function addDays(date: string, days: number): string {
  return dateOf(msOf(date) + days * DAY_MS);
}

/** The civil date `months` after `date`; a day that the month lacks becomes its last (31 Jan + 1 = end of February). */
export function addMonths(date: string, months: number): string {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return civil(year, month, Math.min(Number(date.slice(8)), daysInMonth(year, month)));
}

/** The Monday of the ISO week in which `date` lies. */
export function isoWeekStart(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

/** How many days `to` comes after `from`; negative when it comes before. */
export function daysBetween(from: string, to: string): number {
  return (msOf(to) - msOf(from)) / DAY_MS;
}

/** ISO weekday of a civil date: Monday is 1, Sunday is 7. */
export function weekdayOf(date: string): number {
  const sinceThursday = msOf(date) / DAY_MS;
  return ((((sinceThursday + 3) % 7) + 7) % 7) + 1;
}

export const yearOf = (date: string): number => Number(date.slice(0, 4));
export const monthOf = (date: string): number => Number(date.slice(5, 7));

/** The civil date of a year, month (1 to 12) and day; nothing checks that the day exists. */
export function civil(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The UTC midnight of a civil date, epoch milliseconds. */
export const msOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);

function dateOf(utcMs: number): string {
  const date = new Date(utcMs);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new DulyError('invalid', 'the date leaves the years 1 to 9999');
  return date.toISOString().slice(0, 10);
}

// --- text in

/** Reads `YYYY-MM-DD`. Throws `DulyError('invalid')` for another form and for a date that no calendar has. */
export function parseCivilDate(text: string, field?: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(shortText(text)) ?? [];
  const refuse = (why: string): DulyError =>
    new DulyError('invalid', `${quoted(text)} is not a date: ${why}`, field === undefined ? {} : { field });
  if (year === undefined) throw refuse('write it as year-month-day, such as 2025-06-09');
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y === 0) throw refuse('there is no year 0');
  if (m < 1 || m > 12) throw refuse(`there is no month ${m}`);
  const days = daysInMonth(y, m);
  if (d < 1 || d > days) throw refuse(`${MONTHS[m - 1]} ${y} has ${days} days`);
  return civil(y, m, d);
}

/**
 * Reads an instant where a day would do too, and says so in its refusal. As `parseInstant`.
 */
export function parseInstantOrDay(text: string, zone: string, field: string): number {
  if (/^\d{4}-\d{2}-\d{2}[Tt ]/.test(shortText(text))) return parseInstant(text, zone, field);
  throw new DulyError(
    'invalid',
    `${quoted(text)} is neither a day nor an instant: write it as 2025-06-02 or as 2025-06-02T15:57`,
    { field },
  );
}

/**
 * Reads an ISO 8601 date with time, as epoch milliseconds. Without `zone` the text must say its offset or `Z`;
 * with one it may be the local time there (skipped and repeated times as in `instantAt`), and an offset in the
 * text still wins. Throws `DulyError('invalid')`.
 */
export function parseInstant(text: string, zone?: string, field?: string): number {
  const refuse = (why: string, cause?: unknown): DulyError =>
    new DulyError('invalid', `${quoted(text)} is not an instant: ${why}`, {
      cause,
      ...(field === undefined ? {} : { field }),
    });
  const form =
    /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|z|[+-]\d{2}:?\d{2}(?::\d{2})?)?$/;
  const [, day, time, offset] = form.exec(shortText(text)) ?? [];
  if (day === undefined || time === undefined) {
    throw refuse(`write it as 2025-06-02T15:57${zone === undefined ? '+03:00' : ''}`);
  }
  const date = parseCivilDate(day, field);
  if (offset === undefined && zone === undefined) {
    throw refuse('it does not say its offset; add Z or one such as +03:00');
  }
  try {
    if (offset !== undefined) return temporal().Instant.from(`${date}T${time}${offset}`).epochMilliseconds;
    return temporal()
      .PlainDateTime.from(`${date}T${time}`)
      .toZonedDateTime(assertZone(zone ?? ''), {
        disambiguation: 'later',
      }).epochMilliseconds;
  } catch (cause) {
    if (cause instanceof DulyError) throw cause;
    throw refuse('there is no such clock time or offset', cause);
  }
}

/** Text worth reading as a date: trimmed, or nothing when it is far too long to be one. */
const shortText = (text: string): string => (text.length > 64 ? '' : text.trim());

/** Input in a message: quoted, on one line, never longer than a person wants to read. */
function quoted(text: unknown): string {
  const shown = String(text).slice(0, 200).replaceAll(/\s+/g, ' ');
  return JSON.stringify(shown.length > 60 ? `${shown.slice(0, 59)}…` : shown);
}
