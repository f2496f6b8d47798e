/** What comes again and again, as RFC 5545 rules with the window of the first occurrence. */
import type { Meaning, SaidOn, Tail } from '../rule.ts';
import type { Precision, Recurrence } from '../types.ts';
import { weekdayAfter } from './dated.ts';
import { addMonths, type Days, dayOfMonth, isoDate, mondayOf, monthOf } from './day.ts';
import { laterDay, type Unit } from './duration.ts';
import { notOver, stretch } from './period.ts';
import { unitAt } from './units.ts';

type Lasts = Recurrence['lasts'];

/** Each occurrence is one day. */
export const ONE_DAY: Lasts = { unit: 'day', count: 1 };
const MOST = 400;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Frequency, interval, and what one occurrence lasts. */
const RULES: Partial<Record<Unit, readonly [string, number, Lasts['unit'], number]>> = {
  day: ['DAILY', 1, 'day', 1],
  week: ['WEEKLY', 1, 'week', 1],
  fortnight: ['WEEKLY', 2, 'week', 2],
  month: ['MONTHLY', 1, 'month', 1],
  quarter: ['MONTHLY', 3, 'month', 3],
  half: ['MONTHLY', 6, 'month', 6],
  year: ['YEARLY', 1, 'year', 1],
};

/** From which day and until which one occurrences are made. */
export interface Limits {
  /** When the words name it; it may have passed. */
  readonly named: number | undefined;
  /** The first day that an occurrence may have: after the saying. */
  readonly from: number;
  readonly until: number | undefined;
}

export function limitsOf(tail: Tail | undefined, { on }: SaidOn): Limits {
  const whole = tail?.from && tail.until && stretch(tail.from, tail.until)?.occurrence(on, 0);
  const named = whole?.first ?? (tail?.from && notOver(tail.from, on)?.first);
  const length = tail?.lasts && laterDay(named === undefined ? on : named - 1, tail.lasts);
  const until = whole?.last ?? (tail?.until && notOver(tail.until, on)?.last) ?? length;
  return { named, from: Math.max(named ?? on + 1, on + 1), until };
}

/** Every so many units, from the next whole one or from the one that the tail names. */
export function tailed(count: number, unit: Unit, tail: Tail | undefined, said: SaidOn): Meaning | undefined {
  const rule = RULES[unit];
  if (rule === undefined || !Number.isInteger(count) || count < 1 || count > MOST) return undefined;
  const [frequency, interval, lastUnit, length] = rule;
  const lasts = { unit: lastUnit, count: length * count };
  const { named, until } = limitsOf(tail, said);
  let first = named ?? unitAt(unit, said.on, 1)?.first;
  if (first === undefined) return undefined;
  // Of a series that has begun, the running occurrence is the first to be judged.
  while (lastDay(first, lasts) < said.on) first = lastDay(first, lasts) + 1;
  const every = interval * count > 1 ? `;INTERVAL=${interval * count}` : '';
  return repeating({ first, last: lastDay(first, lasts) }, `FREQ=${frequency}${every}`, lasts, until);
}

/** Every one of those ISO weekdays, or every second one, from the day after the saying or the day that the tail names. */
export function everyWeekdayAgain(
  weekdays: readonly number[],
  tail: Tail | undefined,
  said: SaidOn,
  interval = 1,
): Meaning | undefined {
  const { from, until } = limitsOf(tail, said);
  const first = Math.min(...weekdays.map((weekday) => weekdayAfter(from - 1, weekday)));
  const rule = `FREQ=WEEKLY${interval > 1 ? `;INTERVAL=${interval}` : ''};BYDAY=${weekdays.map(weekdayName).join(',')}`;
  return repeating({ first, last: first }, rule, ONE_DAY, until);
}

/** The name of an ISO weekday in RFC 5545. */
export const weekdayName = (weekday: number): string => WEEKDAYS[weekday - 1] ?? '';

function lastDay(first: number, { unit, count }: Lasts): number {
  if (unit === 'day') return first + count - 1;
  if (unit === 'week') return first + 7 * count - 1;
  return addMonths(first, unit === 'month' ? count : 12 * count) - 1;
}

/** A series by its first occurrence; nothing when it would end before that. */
export function repeating(
  days: Days,
  rrule: string,
  lasts: Lasts,
  until: number | undefined,
): Meaning | undefined {
  if (until !== undefined && until < days.first) return undefined;
  const end = until === undefined ? '' : `;UNTIL=${isoDate(until).replaceAll('-', '')}`;
  const precision = isWhole(days, lasts.unit) ? precisionOf(days, lasts) : 'day';
  return { kind: 'days', ...days, precision, recurrence: { rrule: `${rrule}${end}`, lasts } };
}

function precisionOf({ first }: Days, { unit, count }: Lasts): Precision {
  if (count === 1) return unit;
  if (unit !== 'month') return 'day';
  const aligned = (monthOf(first) - 1) % count === 0;
  return aligned && count === 3 ? 'quarter' : aligned && count === 6 ? 'half' : 'month';
}

function isWhole({ first }: Days, unit: Lasts['unit']): boolean {
  if (unit === 'week') return mondayOf(first) === first;
  return unit === 'day' || (dayOfMonth(first) === 1 && (unit === 'month' || monthOf(first) === 1));
}
