/** The yearly rule of an event in an iCalendar file: what of RFC 5545 holidays need, read strictly. */
import { civil, daysInMonth, monthOf, weekdayOf, yearOf } from '../domain/civil.ts';
import type { DulyError } from '../domain/errors.ts';
import { type Event, invalid } from './holiday-event.ts';

/** More times than this are a mistake: no holiday has come round so often. */
const MOST_TIMES = 10_000;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const KNOWN = new Set(['freq', 'interval', 'count', 'until', 'bymonth', 'bymonthday', 'byday', 'wkst']);

/** A rule as it is read; the sets are empty where the rule says nothing. */
export interface Yearly {
  readonly interval: number;
  readonly count: number;
  /** The last civil date inside; null when it goes on. */
  readonly until: string | null;
  /** Ascending. */
  readonly months: readonly number[];
  /** Counted from the end of the month where negative. */
  readonly monthDays: ReadonlySet<number>;
  /** `nth * 10 + weekday`; nth is 0 for each of them, and counted from the end where negative. */
  readonly weekdays: ReadonlySet<number>;
}

const listOf = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
const dayKey = (nth: number, weekday: number): number => nth * 10 + weekday;

/**
 * Reads the value of an RRULE; `from` is the first year that is written out. Throws `DulyError('invalid')` that names
 * the event and the part that is not read.
 */
export function readYearly(event: Event, value: unknown, from: number): Yearly {
  const refuse = (why: string): DulyError =>
    invalid(`The event ${event.title} repeats in a way that is not read: ${why}. Yearly holidays are.`);
  const rule = value as Record<string, unknown>;
  const unknown = Object.keys(rule).find((part) => !KNOWN.has(part));
  if (rule.freq !== 'YEARLY') throw refuse(`FREQ=${String(rule.freq).slice(0, 20)}`);
  if (unknown !== undefined) throw refuse(unknown.toUpperCase().slice(0, 20));
  const whole = (part: string, given: unknown, least: number, most: number): number => {
    const number = Number(given);
    if (Number.isInteger(number) && number >= least && number <= most && number !== 0) return number;
    throw refuse(`${part}=${String(given).slice(0, 20)}, where ${least} to ${most} is read`);
  };
  const months = listOf(rule.bymonth).map((month) => whole('BYMONTH', month, 1, 12));
  const monthDays = listOf(rule.bymonthday).map((day) => whole('BYMONTHDAY', day, -31, 31));
  const weekdays = listOf(rule.byday).map((day) => {
    const [, nth = '', name = ''] = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(String(day)) ?? [];
    if (name === '') throw refuse(`BYDAY=${String(day).slice(0, 20)}`);
    return dayKey(nth === '' ? 0 : whole('BYDAY', nth, -5, 5), WEEKDAYS.indexOf(name) + 1);
  });
  const byDay = monthDays.length + weekdays.length > 0;
  if (months.length === 0 && byDay) throw refuse('no BYMONTH');
  const count =
    rule.count === undefined ? Number.POSITIVE_INFINITY : whole('COUNT', rule.count, 1, MOST_TIMES);
  const { first } = event;
  if (Number.isFinite(count) && yearOf(first) < from) throw refuse(`COUNT from before ${from}`);
  return {
    interval: rule.interval === undefined ? 1 : whole('INTERVAL', rule.interval, 1, 1_000),
    count,
    until: rule.until === undefined ? null : event.day(String(rule.until)),
    months: months.length === 0 ? [monthOf(first)] : [...new Set(months)].sort((a, b) => a - b),
    monthDays: new Set(byDay ? monthDays : [Number(first.slice(8))]),
    weekdays: new Set(weekdays),
  };
}

/** The days of one year on which it falls, ascending. */
export function inYear(year: number, { months, monthDays, weekdays }: Yearly): string[] {
  const found: string[] = [];
  for (const month of months) {
    const last = daysInMonth(year, month);
    const before = weekdayOf(civil(year, month, 1)) + 6;
    for (let day = 1; day <= last; day += 1) {
      const left = last - day + 1;
      if (monthDays.size > 0 && !monthDays.has(day) && !monthDays.has(-left)) continue;
      const weekday = ((before + day - 1) % 7) + 1;
      const named =
        weekdays.has(dayKey(0, weekday)) ||
        weekdays.has(dayKey(Math.ceil(day / 7), weekday)) ||
        weekdays.has(dayKey(-Math.ceil(left / 7), weekday));
      if (weekdays.size === 0 || named) found.push(civil(year, month, day));
    }
  }
  return found;
}
