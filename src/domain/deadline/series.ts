/**
 * A series: the rule of a recurrence turned into the windows of its occurrences, in order. The first occurrence
 * opens on the first day whatever the rule says; the rule says which days come after it (RFC 5545, 3.8.5.3).
 *
 * Every period of the rule (a day, week, month or year) is looked through day by day: a day belongs to it or not.
 * That is slower than arithmetic and easy to believe; a month costs some microseconds. A day that a month lacks is
 * skipped, as the standard says: nothing is moved to another day.
 */
import {
  addDays,
  addMonths,
  civil,
  daysBetween,
  daysInMonth,
  monthOf,
  startOfDay,
  weekdayOf,
  windowOfDays,
  yearOf,
} from '../civil.ts';
import { parseRule, type Rule } from './rrule.ts';
import type { Recurrence, Window } from './types.ts';

/** A recurrence with its beginning. */
export interface Series extends Recurrence {
  /** Civil date on which the first window opens. */
  readonly firstOn: string;
  /** IANA zone in which days are counted. */
  readonly zone: string;
}

/** One time that the series comes round. */
export interface Occurrence {
  /** From 1. */
  readonly number: number;
  /** Civil dates, both inside. */
  readonly firstOn: string;
  readonly lastOn: string;
  readonly window: Window;
  /** When it wants to be on record, epoch milliseconds. */
  readonly makeAt: number;
}

/** Occurrences are put on record so many civil days before they open. */
export const AHEAD_DAYS = 35;
/** A rule that names no day for so long names none any more: 30 February never comes. */
const LONGEST_GAP_YEARS = 40;
const LAST_YEAR = 9_900;

/** The rule with what it leaves to the first day filled in: the weekday of a week, the day of a month or year. */
function completed(rule: Rule, firstOn: string): Rule {
  if (rule.byDay.length > 0 || rule.byMonthDay.length > 0 || rule.frequency === 'DAILY') return rule;
  if (rule.frequency === 'WEEKLY') return { ...rule, byDay: [{ weekday: weekdayOf(firstOn), nth: null }] };
  const byMonth =
    rule.byMonth.length === 0 && rule.frequency === 'YEARLY' ? [monthOf(firstOn)] : rule.byMonth;
  return { ...rule, byMonthDay: [Number(firstOn.slice(8))], byMonth };
}

/** The `n`-th period of the rule from that of the first day: its first and last civil date. */
function period(rule: Rule, firstOn: string, n: number): { from: string; to: string } {
  const steps = n * rule.interval;
  switch (rule.frequency) {
    case 'DAILY': {
      const day = addDays(firstOn, steps);
      return { from: day, to: day };
    }
    case 'WEEKLY': {
      const into = (weekdayOf(firstOn) - rule.weekStart + 7) % 7;
      const from = addDays(firstOn, 7 * steps - into);
      return { from, to: addDays(from, 6) };
    }
    case 'MONTHLY': {
      const from = addMonths(`${firstOn.slice(0, 7)}-01`, steps);
      return { from, to: civil(yearOf(from), monthOf(from), daysInMonth(yearOf(from), monthOf(from))) };
    }
    case 'YEARLY': {
      const year = yearOf(firstOn) + steps;
      return { from: civil(year, 1, 1), to: civil(year, 12, 31) };
    }
  }
}

/** Whether the weekday is the wanted one of its month, or of its year where the rule counts by the year. */
function isNth(rule: Rule, day: string, nth: number): boolean {
  const year = yearOf(day);
  const inYear = rule.frequency === 'YEARLY' && rule.byMonth.length === 0;
  const first = inYear ? civil(year, 1, 1) : civil(year, monthOf(day), 1);
  const last = inYear ? civil(year, 12, 31) : civil(year, monthOf(day), daysInMonth(year, monthOf(day)));
  return nth > 0
    ? Math.floor(daysBetween(first, day) / 7) + 1 === nth
    : Math.floor(daysBetween(day, last) / 7) + 1 === -nth;
}

function belongs(rule: Rule, day: string): boolean {
  const month = monthOf(day);
  if (rule.byMonth.length > 0 && !rule.byMonth.includes(month)) return false;
  if (rule.byMonthDay.length > 0) {
    const date = Number(day.slice(8));
    const fromEnd = date - daysInMonth(yearOf(day), month) - 1;
    if (!rule.byMonthDay.includes(date) && !rule.byMonthDay.includes(fromEnd)) return false;
  }
  if (rule.byDay.length === 0) return true;
  const weekday = weekdayOf(day);
  return rule.byDay.some((one) => one.weekday === weekday && (one.nth === null || isNth(rule, day, one.nth)));
}

/** The days of the rule from the first day on, ascending; `firstOn` itself only when the rule names it. */
function* daysOf(given: Rule, firstOn: string): Generator<string> {
  const rule = completed(given, firstOn);
  let last = firstOn;
  for (let n = 0; ; n += 1) {
    // A rule far in the future must not run out of the calendar.
    if (yearOf(last) + LONGEST_GAP_YEARS > LAST_YEAR) return;
    const { from, to } = period(rule, firstOn, n);
    if (yearOf(from) - yearOf(last) > LONGEST_GAP_YEARS) return;
    const days: string[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) if (belongs(rule, day)) days.push(day);
    const chosen = days.filter(
      (_, at) =>
        rule.bySetPos.length === 0 ||
        rule.bySetPos.includes(at + 1) ||
        rule.bySetPos.includes(at - days.length),
    );
    for (const day of chosen) {
      if (rule.until !== null && day > rule.until) return;
      if (day < firstOn) continue;
      last = day;
      yield day;
    }
    if (rule.until !== null && to > rule.until) return;
  }
}

/** Whether the rule itself names the first day. Throws `DulyError('invalid')` for what is no rule. */
export function beginsOnItsRule(series: Series): boolean {
  const { value } = daysOf(parseRule(series.rrule, series.zone), series.firstOn).next();
  return value === series.firstOn;
}

/** The last civil date of a window of `lasts` that opens on `firstOn`. */
export function lastDayOf(firstOn: string, { unit, count }: Recurrence['lasts']): string {
  switch (unit) {
    case 'day':
      return addDays(firstOn, count - 1);
    case 'week':
      return addDays(firstOn, 7 * count - 1);
    case 'month':
      return addDays(addMonths(firstOn, count), -1);
    case 'year':
      return addDays(addMonths(firstOn, 12 * count), -1);
  }
}

/**
 * The occurrences in order, as many as are asked for; they end where the rule does. Each wants to be on record
 * `AHEAD_DAYS` before it opens and at the latest when the one before it opens, so that the next is always there.
 * Throws `DulyError('invalid')` for what is no rule and for an unknown zone.
 */
export function* occurrences(series: Series): Generator<Occurrence> {
  const { firstOn, zone, lasts } = series;
  const rule = parseRule(series.rrule, zone);
  const days = daysOf(rule, firstOn);
  let before: number | null = null;
  let number = 0;
  const at = (day: string): Occurrence => {
    const lastOn = lastDayOf(day, lasts);
    const window = windowOfDays(day, lastOn, zone);
    const ahead = startOfDay(addDays(day, -AHEAD_DAYS), zone);
    const makeAt = before === null ? ahead : Math.min(ahead, before);
    before = window.opensAt;
    number += 1;
    return { number, firstOn: day, lastOn, window, makeAt };
  };
  yield at(firstOn);
  for (const day of days) {
    if (rule.count !== null && number >= rule.count) return;
    if (day > firstOn) yield at(day);
  }
}
