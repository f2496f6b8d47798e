/**
 * The days that are not worked, from an iCalendar file (RFC 5545) as governments and calendar programs give it out:
 * all-day events, one day or a span, single or yearly. The library only splits the text; every date and rule is read
 * here, within limits, because such files come from anywhere.
 */
import ICAL from 'ical.js';
import {
  addDays,
  civil,
  daysBetween,
  daysInMonth,
  monthOf,
  parseCivilDate,
  weekdayOf,
  yearOf,
} from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';

const MOST_CHARACTERS = 1_000_000;
const MOST_EVENTS = 5_000;
const MOST_REPEATING = 300;
const MOST_DAYS = 20_000;
const LONGEST_SPAN = 366;
/** Years around today for which yearly events are written out. */
export const YEARS_BACK = 50;
export const YEARS_AHEAD = 30;

export interface Holidays {
  /** Civil dates, ascending. */
  readonly days: readonly string[];
  /** Events that gave at least one day. */
  readonly events: number;
  /** What was left out, and why. */
  readonly leftOut: readonly { readonly event: string; readonly why: string }[];
  /** Yearly events are written out from the first to the last of these years. */
  readonly repeated: { readonly from: number; readonly to: number };
}

/** A property as the library gives it: name, parameters, type, values. */
type Property = readonly [name: string, parameters: unknown, type: string, ...values: unknown[]];
type Component = readonly [name: string, properties: readonly Property[], children: readonly Component[]];

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const invalid = (message: string, cause?: unknown): DulyError =>
  new DulyError('invalid', message, { cause, field: 'file' });

function componentsOf(ics: string): readonly Component[] {
  if (ics.length > MOST_CHARACTERS)
    throw new DulyError('too_large', `The calendar file has more than ${MOST_CHARACTERS / 1e6} MB.`, {
      field: 'file',
    });
  let parsed: unknown;
  try {
    parsed = ICAL.parse(ics);
  } catch (cause) {
    const why = (cause as Error).message.replaceAll(/\s+/g, ' ').slice(0, 200);
    throw invalid(`This is no iCalendar file (.ics): ${why}.`, cause);
  }
  const list = (Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : parsed) as Component[];
  const calendars = list.filter(([name]) => name === 'vcalendar');
  if (calendars.length === 0) throw invalid('This is no iCalendar file (.ics): it has no VCALENDAR.');
  const events = calendars.flatMap(([, , children]) => children.filter(([name]) => name === 'vevent'));
  if (events.length > MOST_EVENTS)
    throw new DulyError(
      'too_large',
      `The calendar has ${events.length} events; at most ${MOST_EVENTS} are read.`,
      {
        field: 'file',
      },
    );
  return events;
}

/** One event, with its properties at hand. */
class Event {
  readonly #properties: readonly Property[];
  constructor([, properties]: Component) {
    this.#properties = properties;
  }
  all(name: string): readonly Property[] {
    return this.#properties.filter((property) => property[0] === name);
  }
  text(name: string): string | undefined {
    const value = this.all(name)[0]?.[3];
    return value === undefined ? undefined : String(value);
  }
  /** For messages. */
  get title(): string {
    const title = (this.text('summary') ?? this.text('uid') ?? 'without a name').replaceAll(/\s+/g, ' ');
    return `“${title.slice(0, 80)}”`;
  }
  get first(): string {
    const start = this.text('dtstart');
    if (start === undefined) throw invalid(`The event ${this.title} has no day (DTSTART).`);
    return this.day(start);
  }
  day(text: string): string {
    try {
      return parseCivilDate(text.slice(0, 10));
    } catch (cause) {
      throw invalid(`The event ${this.title}: ${(cause as Error).message}.`, cause);
    }
  }
  days(name: string): string[] {
    return this.all(name).flatMap(([, , , ...values]) => values.map((value) => this.day(String(value))));
  }
  /** How many days it lasts. */
  get length(): number {
    const end = this.text('dtend');
    const [, weeks, days] = /^P(?:(\d{1,3})W)?(?:(\d{1,4})D)?/.exec(this.text('duration') ?? '') ?? [];
    const counted = 7 * Number(weeks ?? 0) + Number(days ?? 0);
    // The end is outside; some programs end a day on itself.
    const length = Math.max(1, end === undefined ? counted : daysBetween(this.first, this.day(end)));
    if (length <= LONGEST_SPAN) return length;
    throw invalid(`The event ${this.title} lasts ${length} days: that is no holiday.`);
  }
}

interface Yearly {
  readonly interval: number;
  readonly count: number;
  readonly until: string | null;
  readonly months: readonly number[];
  readonly monthDays: readonly number[];
  readonly weekdays: readonly { readonly nth: number; readonly weekday: number }[];
}
const KNOWN = new Set(['freq', 'interval', 'count', 'until', 'bymonth', 'bymonthday', 'byday', 'wkst']);
const listOf = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function readYearly(event: Event, value: unknown, from: number): Yearly {
  const refuse = (why: string): DulyError =>
    invalid(`The event ${event.title} repeats in a way that is not read: ${why}. Yearly holidays are.`);
  const rule = value as Record<string, unknown>;
  const unknown = Object.keys(rule).find((part) => !KNOWN.has(part));
  if (rule.freq !== 'YEARLY') throw refuse(`FREQ=${String(rule.freq).slice(0, 20)}`);
  if (unknown !== undefined) throw refuse(unknown.toUpperCase().slice(0, 20));
  const whole = (part: string, given: unknown, least: number, most: number): number => {
    const number = Number(given);
    if (Number.isInteger(number) && number >= least && number <= most && number !== 0) return number;
    throw refuse(`${part}=${String(given).slice(0, 20)}`);
  };
  const months = listOf(rule.bymonth).map((month) => whole('BYMONTH', month, 1, 12));
  const monthDays = listOf(rule.bymonthday).map((day) => whole('BYMONTHDAY', day, -31, 31));
  const weekdays = listOf(rule.byday).map((day) => {
    const [, nth = '', name = ''] = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(String(day)) ?? [];
    if (name === '') throw refuse(`BYDAY=${String(day).slice(0, 20)}`);
    return { nth: nth === '' ? 0 : whole('BYDAY', nth, -5, 5), weekday: WEEKDAYS.indexOf(name) + 1 };
  });
  if (months.length === 0 && monthDays.length + weekdays.length > 0) throw refuse('no BYMONTH');
  const count = rule.count === undefined ? Number.POSITIVE_INFINITY : whole('COUNT', rule.count, 1, 10_000);
  if (Number.isFinite(count) && yearOf(event.first) < from) throw refuse(`COUNT from before ${from}`);
  return {
    interval: rule.interval === undefined ? 1 : whole('INTERVAL', rule.interval, 1, 1_000),
    count,
    until: rule.until === undefined ? null : event.day(String(rule.until)),
    months: months.length === 0 ? [monthOf(event.first)] : months,
    monthDays: monthDays.length + weekdays.length === 0 ? [Number(event.first.slice(8))] : monthDays,
    weekdays,
  };
}

/** The days of one year on which it falls, ascending. */
function inYear(year: number, { months, monthDays, weekdays }: Yearly): string[] {
  const found: string[] = [];
  for (const month of [...months].sort((a, b) => a - b)) {
    const last = daysInMonth(year, month);
    for (let day = 1; day <= last; day += 1) {
      const date = civil(year, month, day);
      const byDate = monthDays.length === 0 || monthDays.includes(day) || monthDays.includes(day - last - 1);
      const byName = (): boolean =>
        weekdays.some(({ nth, weekday }) => {
          if (weekdayOf(date) !== weekday) return false;
          return (
            nth === 0 || (nth > 0 ? Math.ceil(day / 7) === nth : Math.ceil((last - day + 1) / 7) === -nth)
          );
        });
      if (byDate && (weekdays.length === 0 || byName())) found.push(date);
    }
  }
  return found;
}

/** The first days of each time it falls, the given first day among them. */
function startsOf(event: Event, { from, to }: Holidays['repeated']): string[] {
  const { first } = event;
  const rules = event.all('rrule');
  const starts = new Set([first, ...event.days('rdate')]);
  for (const [, , , value] of rules) {
    const rule = readYearly(event, value, from);
    const begins = yearOf(first);
    let left = rule.count - 1;
    const skipped = Math.ceil(Math.max(0, from - begins) / rule.interval);
    for (let year = begins + skipped * rule.interval; year <= to && left > 0; year += rule.interval)
      for (const day of inYear(year, rule)) {
        if (day <= first || left <= 0 || (rule.until !== null && day > rule.until)) continue;
        starts.add(day);
        left -= 1;
      }
  }
  for (const day of event.days('exdate')) starts.delete(day);
  return [...starts];
}

/** Why an event is no holiday; null when it is one. */
function whyLeftOut(event: Event): string | null {
  if (event.text('status')?.toUpperCase() === 'CANCELLED') return 'is cancelled';
  // Midnight to midnight is how some programs write a day, but it is no day in any zone but theirs.
  return event.all('dtstart')[0]?.[2] === 'date-time' ? 'has a clock time' : null;
}

/**
 * Reads `ics`. Yearly events are written out for the years around `year`, the present one. Throws
 * `DulyError('invalid')` that names the event at fault, and `too_large`.
 */
export function readHolidays(ics: string, year: number): Holidays {
  const repeated = { from: Math.max(1, year - YEARS_BACK), to: Math.min(9_998, year + YEARS_AHEAD) };
  const events = componentsOf(ics).map((component) => new Event(component));
  if (events.filter((event) => event.all('rrule').length > 0).length > MOST_REPEATING)
    throw new DulyError('too_large', `More than ${MOST_REPEATING} events repeat.`, { field: 'file' });
  // A single time that was changed replaces the one that its series would give.
  const replaced = new Map<string, string[]>();
  for (const event of events) {
    const uid = event.text('uid') ?? '';
    replaced.set(uid, [...(replaced.get(uid) ?? []), ...event.days('recurrence-id')]);
  }
  const days = new Set<string>();
  const leftOut: { event: string; why: string }[] = [];
  for (const event of events) {
    const why = whyLeftOut(event);
    if (why !== null) {
      leftOut.push({ event: event.title, why });
      continue;
    }
    const gone = event.all('recurrence-id').length > 0 ? [] : (replaced.get(event.text('uid') ?? '') ?? []);
    for (const start of startsOf(event, repeated)) {
      if (gone.includes(start)) continue;
      for (let day = 0; day < event.length; day += 1) days.add(addDays(start, day));
      if (days.size > MOST_DAYS)
        throw new DulyError('too_large', `The calendar has more than ${MOST_DAYS} holidays.`, {
          field: 'file',
        });
    }
  }
  if (days.size === 0) throw invalid('The calendar has no all-day event, so it names no holiday.');
  return { days: [...days].sort(), events: events.length - leftOut.length, leftOut, repeated };
}
