/** What comes again and again, as RFC 5545 rules with the window of the first occurrence. */
import type { Meaning, SaidOn, Tail } from '../rule.ts';
import type { Precision, Recurrence } from '../types.ts';
import { weekdayAfter } from './dated.ts';
import { addMonths, type Days, dayOfMonth, isoDate, mondayOf, monthOf } from './day.ts';
import type { Unit } from './duration.ts';
import { notOver } from './period.ts';
import { unitAt } from './units.ts';

type Lasts = Recurrence['lasts'];

const MOST = 60;
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

/** Every so many units, from the next whole one or from the one that the tail names. */
export function tailed(count: number, unit: Unit, tail: Tail | undefined, said: SaidOn): Meaning | undefined {
  const rule = RULES[unit];
  if (rule === undefined || !Number.isInteger(count) || count < 1 || count > MOST) return undefined;
  const [frequency, interval, lastUnit, length] = rule;
  const first = (tail?.from && notOver(tail.from, said.on))?.first ?? unitAt(unit, said.on, 1)?.first;
  if (first === undefined) return undefined;
  const lasts = { unit: lastUnit, count: length * count };
  const every = interval * count > 1 ? `;INTERVAL=${interval * count}` : '';
  return repeating({ first, last: lastDay(first, lasts) }, `FREQ=${frequency}${every}`, lasts, tail, said);
}

/** Every one of those ISO weekdays, from the day after the saying or from the day that the tail names. */
export function everyWeekdayAgain(
  weekdays: readonly number[],
  tail: Tail | undefined,
  said: SaidOn,
): Meaning | undefined {
  const from = (tail?.from && notOver(tail.from, said.on))?.first ?? said.on + 1;
  const first = Math.min(...weekdays.map((weekday) => weekdayAfter(from - 1, weekday)));
  const rule = `FREQ=WEEKLY;BYDAY=${weekdays.map((day) => WEEKDAYS[day - 1]).join(',')}`;
  return repeating({ first, last: first }, rule, { unit: 'day', count: 1 }, tail, said);
}

function lastDay(first: number, { unit, count }: Lasts): number {
  if (unit === 'day') return first + count - 1;
  return unit === 'week'
    ? first + 7 * count - 1
    : addMonths(first, unit === 'month' ? count : 12 * count) - 1;
}

function repeating(
  days: Days,
  rrule: string,
  lasts: Lasts,
  tail: Tail | undefined,
  said: SaidOn,
): Meaning | undefined {
  const last = tail?.until && notOver(tail.until, said.on)?.last;
  if (last !== undefined && last < days.first) return undefined;
  const end = last === undefined ? '' : `;UNTIL=${isoDate(last).replaceAll('-', '')}`;
  const precision = isWhole(days, lasts.unit) ? precisionOf(lasts) : 'day';
  return { kind: 'days', ...days, precision, recurrence: { rrule: `${rrule}${end}`, lasts } };
}

function precisionOf({ unit, count }: Lasts): Precision {
  if (count === 1) return unit;
  if (unit !== 'month' || (count !== 3 && count !== 6)) return 'day';
  return count === 3 ? 'quarter' : 'half';
}

function isWhole({ first }: Days, unit: Lasts['unit']): boolean {
  if (unit === 'week') return mondayOf(first) === first;
  return unit === 'day' || (dayOfMonth(first) === 1 && (unit === 'month' || monthOf(first) === 1));
}
