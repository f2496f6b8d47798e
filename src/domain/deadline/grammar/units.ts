/** Whole units of the calendar, and the parts that people divide them into. */

import type { Part } from '../rule.ts';
import type { Precision } from '../types.ts';
import {
  addMonths,
  type Days,
  dayOf,
  dayOfMonth,
  mondayOf,
  monthOf,
  monthsFrom,
  wholeYear,
  yearOf,
} from './day.ts';
import type { Unit } from './duration.ts';

const MONTHS: Partial<Record<Unit, number>> = { month: 1, quarter: 3, half: 6, year: 12 };

/** The unit in which the day lies, or the so-manieth after it; nothing for units shorter than a day. */
export function unitAt(unit: Unit, on: number, ahead: number): Days | undefined {
  switch (unit) {
    case 'day':
      return { first: on + ahead, last: on + ahead };
    case 'weekend': {
      const saturday = mondayOf(on) + 5 + 7 * ahead;
      return { first: saturday, last: saturday + 1 };
    }
    case 'week':
      return weeks(on, ahead, 1);
    case 'fortnight':
      return weeks(on, ahead, 2);
    case 'month':
    case 'quarter':
    case 'half':
    case 'year': {
      const count = MONTHS[unit] ?? 1;
      const begins = monthOf(on) - ((monthOf(on) - 1) % count) + count * ahead;
      return monthsFrom(yearOf(on), begins, count);
    }
    case 'decade': {
      const year = Math.floor(yearOf(on) / 10) * 10 + 10 * ahead;
      return { first: wholeYear(year).first, last: wholeYear(year + 9).last };
    }
    case 'century': {
      const year = Math.floor(yearOf(on) / 100) * 100 + 100 * ahead;
      return { first: wholeYear(year).first, last: wholeYear(year + 99).last };
    }
    default:
      return undefined;
  }
}

function weeks(on: number, ahead: number, count: number): Days {
  const first = mondayOf(on) + 7 * ahead;
  return { first, last: first + 7 * count - 1 };
}

export function precisionOf(unit: Unit): Precision {
  if (unit === 'minute' || unit === 'hour' || unit === 'weekend') return 'day';
  if (unit === 'fortnight') return 'week';
  return unit === 'decade' || unit === 'century' ? 'year' : unit;
}

/**
 * Early, mid or late in something. Of a month: to day 10, days 11 to 20, from day 21 to the end; of a year: to 31 March,
 * April to August, September to the end; of anything longer than a fortnight its thirds in whole months; of a week:
 * to Wednesday, to Thursday, to Sunday. The end is always the latest that the words allow.
 */
export function partOf({ first, last }: Days, part: Part): Days | undefined {
  const length = last - first + 1;
  // A hundred years have no early part that anybody could be held to.
  if (length <= 1 || length > 3660) return undefined;
  if (length <= 14) return partOfWeek(first, last, part);
  const months = (yearOf(last) - yearOf(first)) * 12 + monthOf(last) - monthOf(first) + 1;
  const [one, two] = months === 1 ? [first + 10, first + 20] : turns(first, months);
  if (part === 'early') return { first, last: one - 1 };
  return part === 'mid' ? { first: one, last: two - 1 } : { first: two, last };
}

function partOfWeek(first: number, last: number, part: Part): Days | undefined {
  if (last - first < 6) return undefined;
  if (part === 'early') return { first, last: first + 2 };
  return part === 'mid' ? { first: first + 1, last: first + 3 } : { first: first + 3, last };
}

/** Where the middle and the late part of several months begin. */
function turns(first: number, months: number): [number, number] {
  if (months === 12) return [addMonths(first, 3), addMonths(first, 8)];
  if (dayOfMonth(first) !== 1)
    return [first + Math.floor((months * 30.4) / 3) - 10, first + Math.floor((months * 60.8) / 3) - 20];
  // Ten years: to the third, to the sixth, to the last.
  if (months === 120) return [addMonths(first, 48), addMonths(first, 84)];
  return [addMonths(first, Math.ceil(months / 3)), addMonths(first, Math.ceil((2 * months) / 3))];
}

/** Week 1 holds 4 January (ISO 8601); a year without a week 53 has none. */
export function numberedWeek(year: number, number: number): Days | undefined {
  const first = mondayOf(dayOf(year, 1, 4)) + 7 * (number - 1);
  return yearOf(first + 3) === year ? { first, last: first + 6 } : undefined;
}
