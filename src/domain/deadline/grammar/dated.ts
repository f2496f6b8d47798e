/** Days of months as names: 9 June, every 9th, and what the weekday said beside a date makes of it. */
import { type Days, dayOf, daysInMonth, isoDate, monthOf, weekdayOf, yearOf } from './day.ts';
import { fixed, impossible, inYear, type Period } from './period.ts';

const MONTHS_TRIED = 8;

/** That day of the month, which may overflow the year; nothing where the month lacks it. */
export function dayIn(year: number, month: number, day: number): number | undefined {
  const first = dayOf(year, month, 1);
  return day <= daysInMonth(yearOf(first), monthOf(first)) ? first + day - 1 : undefined;
}

/** A day and a month, in a year or in whichever comes. */
export function dated(year: number | undefined, month: number, day: number): Period {
  if (day > daysInMonth(2024, month)) return impossible('day');
  const daysIn = (y: number): Days | undefined => {
    const date = dayIn(y, month, day);
    return date === undefined ? undefined : { first: date, last: date };
  };
  return inYear(year, daysIn, 'day');
}

/**
 * A date with the weekday that was said beside it. Without a year the weekday may point to the next one; where the two
 * disagree somebody must say which was meant.
 */
export function checkedBy(weekday: number, date: Period, on: number): Period {
  const found = date.occurrence(on, 0);
  if (found === undefined || weekdayOf(found.first) === weekday) return date;
  const after = found.first + ((weekday - weekdayOf(found.first) + 7) % 7);
  const question = `${isoDate(found.first)} falls on another weekday than the one said: which is meant?`;
  const later = date.occurrence(on, 1);
  const near = [after - 7, after].map((day) => ({ first: day, last: day }));
  if (later === undefined || weekdayOf(later.first) !== weekday)
    return { ...date, confidence: 'low', others: near, question };
  return fixed(later, 'day', { confidence: 'low', others: [found, ...near], question });
}

/** That day of every month that has it; it is a date only where other words say so. */
export const everyMonth = (day: number): Period => ({
  precision: 'day',
  fixed: false,
  needsLead: true,
  occurrence: (on, k) => {
    let left = k;
    for (let month = 0; month < MONTHS_TRIED + k; month += 1) {
      const date = dayIn(yearOf(on), monthOf(on) + month, day);
      if (date === undefined || date < on) continue;
      if (left === 0) return { first: date, last: date };
      left -= 1;
    }
    return undefined;
  },
});

/** The first such weekday after a day. */
export const weekdayAfter = (day: number, weekday: number): number =>
  day + ((weekday - weekdayOf(day) + 7) % 7 || 7);
