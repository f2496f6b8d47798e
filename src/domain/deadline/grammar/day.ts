/**
 * Civil days as numbers: days since 1970-01-01 in the proleptic Gregorian calendar. Rules count in them, because
 * adding to a number is quick; only the resolver turns them into instants, in a zone.
 */
const DAY_MS = 86_400_000;

/** Civil days, both inside. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

/** The day of a year, month (1 to 12) and day of the month; what overflows runs on into the next month or year. */
export const dayOf = (year: number, month: number, day: number): number =>
  Date.UTC(year, month - 1, day) / DAY_MS;

export const yearOf = (day: number): number => new Date(day * DAY_MS).getUTCFullYear();
/** 1 to 12. */
export const monthOf = (day: number): number => new Date(day * DAY_MS).getUTCMonth() + 1;
/** 1 to 31. */
export const dayOfMonth = (day: number): number => new Date(day * DAY_MS).getUTCDate();

/** ISO weekday: Monday is 1, Sunday is 7. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The Monday of the ISO week in which the day lies. */
export const mondayOf = (day: number): number => day + 1 - weekdayOf(day);

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day so many months later; a day that the month lacks becomes its last (31 January + 1 is the end of February). */
export function addMonths(day: number, months: number): number {
  const count = yearOf(day) * 12 + monthOf(day) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return dayOf(year, month, Math.min(dayOfMonth(day), daysInMonth(year, month)));
}

/** So many whole months from the first of one. */
export const monthsFrom = (year: number, month: number, count: number): Days => ({
  first: dayOf(year, month, 1),
  last: dayOf(year, month + count, 1) - 1,
});

export const wholeYear = (year: number): Days => monthsFrom(year, 1, 12);

/** The day as `YYYY-MM-DD`. */
export const isoDate = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The number of a `YYYY-MM-DD`. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
