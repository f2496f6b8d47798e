/** Counted from the beginning or the end of a period: the last Friday of March, the first two weeks of 2027, the fifth last day of May. */
import { addWorkingDays, EVERY_WEEKDAY } from '../../working-days.ts';
import {
  addMonths,
  type Days,
  dayNumber,
  dayOfMonth,
  isoDate,
  mondayOf,
  weekdayOf,
  yearOf,
} from '../grammar/day.ts';
import { type Duration, duration, type Unit } from '../grammar/duration.ts';
import { oneDay, type Period, pieceOf } from '../grammar/period.ts';
import { days, not, type Rule } from '../rule.ts';

const WORKING = '(working|business|trading|banking)';

export const ordinalRules: readonly Rule[] = [
  {
    name: 'nth-of',
    version: 1,
    says: 'counted from the beginning or the end of what is named; weeks from the beginning are ISO and belong where their Thursday lies, the last week is the last seven days',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] {ordinal} {single} (of|in) {period}',
      '[the] (last|final) {single} (of|in|before the end of) {period}',
      '[the] (second|third|fourth|fifth|{ordinal}) [-] [to] [-] last {single} (of|in) {period}',
      '[the] (penultimate|next to last) {single} (of|in) {period}',
    ],
    means: ({ ordinal, single: unit, period }, place) => {
      const [count, fromEnd] = counted(place, ordinal);
      if (unit === 'quarter' || unit === 'half' || count === undefined) return undefined;
      return nthUnit(period, unit, count, fromEnd);
    },
    examples: [
      days('the first week of July', '2025-06-30', '2025-07-06'),
      days('the fifth last day of May', '2026-05-27'),
      days('the last day of June', '2025-06-30'),
      days('by the last week of June', '2025-06-24', '2025-06-30'),
      days('the second month of 2026', '2026-02-01', '2026-02-28'),
      not('the last day of the talks'),
    ],
  },
  {
    name: 'nth-weekday-of',
    version: 1,
    says: 'such a weekday, counted from the beginning or the end of what is named',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] {ordinal} {weekday} (of|in) {period}',
      '[the] last {weekday} (of|in) {period}',
      '[the] (second|third|fourth|fifth|{ordinal}) [-] [to] [-] last {weekday} (of|in) {period}',
      '[the] (penultimate|next to last) {weekday} (of|in) {period}',
      '[the] {ordinal} {weekday} {month} [{year}]',
    ],
    means: ({ ordinal, weekday, period }, place) => {
      const [count, fromEnd] = counted(place, ordinal);
      if (count === undefined || period === undefined || period.precision === 'day') return undefined;
      return pieceOf(period, (whole) => nthWeekday(whole, weekday, count, fromEnd), 'day');
    },
    examples: [
      days('the last Friday of March', '2026-03-27'),
      days('the first Monday in July', '2025-07-07'),
      days('the second-to-last Friday of June', '2025-06-20'),
    ],
  },
  {
    name: 'working-day-of',
    version: 1,
    says: 'such a working day in the calendar of the commitment, counted from the beginning or the end of what is named',
    makes: 'period',
    weight: 1,
    phrases: [
      `[the] {ordinal} ${WORKING} day (of|in) {period}`,
      `[the] last ${WORKING} day (of|in) {period}`,
      `(the next|the following|next) ${WORKING} day`,
    ],
    means: ({ ordinal, period }, { said, tokens, at }) => {
      const calendar = said.calendar ?? EVERY_WEEKDAY;
      const step = (day: number, count: number) => dayNumber(addWorkingDays(isoDate(day), count, calendar));
      if (period === undefined) return oneDay(step(said.on, 1));
      if (period.precision === 'day') return undefined;
      const fromEnd = ordinal === undefined || tokens[at]?.text === 'last';
      return pieceOf(
        period,
        ({ first, last }) => {
          const day = fromEnd ? step(last + 1, -1) : step(first - 1, ordinal);
          return day < first || day > last ? undefined : { first: day, last: day };
        },
        'day',
      );
    },
    examples: [
      days('by the first business day of August 2026', '2026-08-03'),
      days('the last working day of May 2026', '2026-05-29'),
      days('the next working day', '2025-06-03'),
    ],
  },
  {
    name: 'first-units-of',
    version: 1,
    says: 'so many days, weeks or months from the beginning or to the end of what is named',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] (first|opening|last|final|closing) {count} of {period}',
      '[the] {n} last {unit} of {period}',
    ],
    means: ({ count: read, n, unit, period }, { tokens, at, next }) => {
      const count = read ?? duration(n, unit);
      if (count === undefined || count.minutes > 0 || count.working) return undefined;
      const words = tokens.slice(at, next).map(({ text }) => text);
      const fromEnd = words.some((word) => word === 'last' || word === 'final' || word === 'closing');
      return pieceOf(period, (whole) => edge(whole, count, fromEnd), 'day');
    },
    examples: [
      days('the first two weeks of 2027', '2027-01-04', '2027-01-17'),
      days('the first ten days of July', '2025-07-01', '2025-07-10'),
      days('the last three days of June', '2025-06-28', '2025-06-30'),
    ],
  },
];

/** Which one is meant, and whether it is counted from the end. */
function counted(
  { tokens, at, next }: { tokens: readonly { text: string }[]; at: number; next: number },
  number: number | undefined,
): [number | undefined, boolean] {
  const words = tokens.slice(at, next).map(({ text }) => text);
  if (words.includes('penultimate') || words.join(' ').includes('next to last')) return [2, true];
  const spelled = ['second', 'third', 'fourth', 'fifth'].findIndex((word) =>
    words.slice(0, 3).includes(word),
  );
  const count = number ?? (spelled < 0 ? undefined : spelled + 2);
  const fromEnd = words.slice(0, 8).includes('last') || words.slice(0, 2).includes('final');
  return [count ?? (fromEnd ? 1 : undefined), fromEnd];
}

function nthUnit(period: Period, unit: Unit, count: number, fromEnd: boolean): Period | undefined {
  if (period.precision === 'day') return undefined;
  if (unit === 'day') {
    return pieceOf(
      period,
      ({ first, last }) => within({ first, last }, fromEnd ? last - count + 1 : first + count - 1),
      'day',
    );
  }
  if (unit === 'week') {
    if (period.precision === 'week') return undefined;
    return fromEnd
      ? pieceOf(
          period,
          (whole) => ({
            first: Math.max(whole.first, whole.last - 7 * count + 1),
            last: whole.last - 7 * (count - 1),
          }),
          'day',
        )
      : pieceOf(period, (whole) => weeksOf(whole, count, count), 'week');
  }
  if (unit === 'month') {
    if (period.precision === 'month' || period.precision === 'week') return undefined;
    return pieceOf(
      period,
      ({ first, last }) => {
        const start = fromEnd ? addMonths(last + 1, -count) : addMonths(first, count - 1);
        return start >= first && start <= last ? { first: start, last: addMonths(start, 1) - 1 } : undefined;
      },
      'month',
    );
  }
  if (unit === 'weekend') {
    return pieceOf(
      period,
      (whole) => {
        const saturday = nthWeekday(whole, 6, count, fromEnd);
        return saturday && { first: saturday.first, last: saturday.first + 1 };
      },
      'day',
    );
  }
  return undefined;
}

const within = ({ first, last }: Days, day: number): Days | undefined =>
  day >= first && day <= last ? { first: day, last: day } : undefined;

/** The so-manieth to so-manieth ISO week of a month or year: those whose Thursday lies in it (ISO 8601). */
function weeksOf({ first, last }: Days, from: number, to: number): Days | undefined {
  const thursday = first + ((4 - weekdayOf(first) + 7) % 7);
  const monday = mondayOf(thursday) + 7 * (from - 1);
  return monday + 3 > last ? undefined : { first: monday, last: monday + 7 * (to - from + 1) - 1 };
}

function nthWeekday(
  { first, last }: Days,
  weekday: number,
  count: number,
  fromEnd: boolean,
): Days | undefined {
  const day = fromEnd
    ? last - ((weekdayOf(last) - weekday + 7) % 7) - 7 * (count - 1)
    : first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (count - 1);
  return day < first || day > last ? undefined : { first: day, last: day };
}

function edge(whole: Days, count: Duration, fromEnd: boolean): Days | undefined {
  if (fromEnd) {
    const first = count.months > 0 ? addMonths(whole.last + 1, -count.months) : whole.last - count.days + 1;
    return first < whole.first ? undefined : { first, last: whole.last };
  }
  if (count.months === 0 && count.iso.endsWith('W')) {
    const year = yearOf(whole.first) !== yearOf(whole.last + 1) && dayOfMonth(whole.first) === 1;
    return year || whole.last - whole.first > 26 ? weeksOf(whole, 1, count.days / 7) : undefined;
  }
  const last = (count.months > 0 ? addMonths(whole.first, count.months) : whole.first + count.days) - 1;
  return last > whole.last ? undefined : { first: whole.first, last };
}
