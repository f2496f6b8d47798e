/** Counting in working days, on the civil dates (`YYYY-MM-DD`) of one place. */
import { addDays, weekdayOf } from './civil.ts';
import type { WorkingCalendar } from './deadline/types.ts';
import { DulyError } from './errors.ts';

/** What holds as long as nobody named a calendar. */
export const EVERY_WEEKDAY: WorkingCalendar = {
  name: 'Monday to Friday, no holidays',
  weekend: [6, 7],
  holidays: new Set(),
};

/** Whether people work on that civil date: neither the weekend nor a holiday of the calendar. */
export function isWorkingDay(date: string, calendar: WorkingCalendar): boolean {
  return !calendar.weekend.includes(weekdayOf(date)) && !calendar.holidays.has(date);
}

/**
 * The `count`-th working day after `date`, or before it when `count` is negative; `date` itself is not counted,
 * worked or not, and is the answer for 0. The price depends on the holidays alone, not on `count`. Throws
 * `DulyError('invalid')` when no weekday is worked, and when the count leaves the years 1 to 9999.
 */
export function addWorkingDays(date: string, count: number, calendar: WorkingCalendar): string {
  if (count === 0) return date;
  const direction = count > 0 ? 1 : -1;
  let day = addWorkedWeekdays(date, count, calendar);
  // In the order in which they are met: each one on the way costs a day more, which may reach the next.
  const met = [...calendar.holidays]
    .filter((holiday) => (count > 0 ? holiday > date : holiday < date))
    .filter((holiday) => !calendar.weekend.includes(weekdayOf(holiday)))
    .sort((a, b) => (a < b ? -direction : direction));
  for (const holiday of met) {
    if (count > 0 ? holiday > day : holiday < day) break;
    day = addWorkedWeekdays(day, direction, calendar);
  }
  return day;
}

/** As `addWorkingDays` for a calendar without holidays: whole weeks at once, then day by day. */
function addWorkedWeekdays(date: string, count: number, { name, weekend }: WorkingCalendar): string {
  const worked = 7 - new Set(weekend).size;
  if (worked <= 0) {
    throw new DulyError('invalid', `the calendar ${name} has no working day in the week`, {
      field: 'calendar',
    });
  }
  const direction = Math.sign(count);
  const weeks = Math.floor((Math.abs(count) - 1) / worked);
  let day = addDays(date, direction * 7 * weeks);
  for (let left = Math.abs(count) - weeks * worked; left > 0; ) {
    day = addDays(day, direction);
    if (!weekend.includes(weekdayOf(day))) left -= 1;
  }
  return day;
}
