/** Parts of periods: early June, mid-2027, the end of March, year-end, the first two weeks of 2027, the last Friday of May. */
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
import type { Duration, Unit } from '../grammar/duration.ts';
import { fixed, oneDay, type Period, pieceOf } from '../grammar/period.ts';
import { partOf, unitAt } from '../grammar/units.ts';
import { days, not, type Part, type Rule } from '../rule.ts';

const MIDDLE = '(mid|mid -|the middle of|middle of|in the middle of|the midpoint of|halfway through)';
const BEGINNING =
  '(the beginning of|beginning of|the start of|start of|the early part of|the opening of|the early days of|the early weeks of|the early months of)';
const ENDING =
  '(the end of|end of|end - of -|end|end -|the close of|the end|the tail end of|the very end of)';

export const partRules: readonly Rule[] = [
  {
    name: 'part',
    version: 1,
    says: 'early: to day 10 of a month, 31 March of a year; mid: to day 20, 31 August; late: to the end; of other units, their thirds',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] (early|late) [in|part of|in the|on in|-] {period}',
      '[the] (latter part of|latter half of|later part of|second part of|closing weeks of|closing months of|closing stages of|final weeks of|final months of) {period}',
      '[the] {part} [-] to [-] (mid|late) [-] {period}',
      '(later|earlier) in [the] {period}',
      `${MIDDLE} {period}`,
      `${BEGINNING} {period}`,
    ],
    means: ({ period }, { tokens, at, next }) => {
      const words = tokens.slice(at, next).map(({ text }) => text);
      const part = lastPart(words);
      if (part === undefined || period.precision === 'day') return undefined;
      return pieceOf(period, (whole) => partOf(whole, part), 'part');
    },
    examples: [
      days('by early June', '2025-06-01', '2025-06-10'),
      days('in mid-November', '2025-11-11', '2025-11-20'),
      days('late May', '2026-05-21', '2026-05-31'),
      days('early 2027', '2027-01-01', '2027-03-31'),
      days('by mid-2026', '2026-04-01', '2026-08-31'),
      days('until mid-July', '2025-07-11', '2025-07-20'),
      days('at the beginning of next month', '2025-07-01', '2025-07-10'),
      days('early next week', '2025-06-09', '2025-06-11'),
      days('early in the third quarter', '2025-07-01', '2025-07-31'),
    ],
  },
  {
    name: 'end-of',
    version: 1,
    says: 'to the end of what is named; a deadline by it is the last day',
    makes: 'period',
    weight: 1,
    phrases: [`${ENDING} {period}`],
    means: ({ period }) =>
      period.precision === 'day' || period.precision === 'week'
        ? pieceOf(period, lastDay, 'day', { ending: true })
        : pieceOf(period, (whole) => partOf(whole, 'late') ?? lastDay(whole), 'part', { ending: true }),
    examples: [
      days('by the end of June', '2025-06-30'),
      days('at the end of June', '2025-06-21', '2025-06-30'),
      days('by the end of the year', '2025-12-31'),
      days('by the end of next week', '2025-06-15'),
      days('no later than end-2026', '2026-12-31'),
      days('before the end of the year', '2025-12-31'),
      {
        text: 'by the end of 2010',
        said: { at: '2009-05-12T10:00-04:00', zone: 'America/New_York' },
        window: ['2010-12-31T00:00', '2011-01-01T00:00'],
      },
    ],
  },
  {
    name: 'unit-end',
    version: 1,
    says: 'the last day of the running week, month, quarter or year, or of the year named',
    makes: 'period',
    weight: 1,
    phrases: [
      "[the] (year|month|quarter|week) [-|' s] end",
      "[the] (year|month|quarter|week|decade|century) ' s (end|close)",
      '[the] (year|month|quarter) [-] end {year}',
      '{year} [-] year [-] end',
      '(year|end) [-] end {year}',
      '[the] turn of the year',
      'eoy [{year}]',
      'eom',
      'eoq',
      'eow',
      '(eod|[the] end of [the] day|[the] close of [the] day) [[,] [on|of] {period}]',
    ],
    means: ({ year, period }, { said, tokens, at, next }) => {
      if (period !== undefined) return period.precision === 'day' ? { ...period, ending: true } : undefined;
      const words = tokens.slice(at, next).map(({ text }) => text);
      const unit = UNITS.find(([, names]) => words.some((word) => names.includes(word)))?.[0];
      if (unit === undefined) return undefined;
      const whole = unitAt(unit, year === undefined ? said.on : Date.UTC(year, 0, 1) / 86_400_000, 0);
      return whole && fixed(lastDay(whole), 'day', { ending: true });
    },
    examples: [
      days('by year-end', '2025-12-31'),
      days('by EOM', '2025-06-30'),
      days('by end of day Friday', '2025-06-06'),
      days("by the month's end", '2025-06-30'),
      days('by year-end 2026', '2026-12-31'),
    ],
  },
  {
    name: 'nth-of',
    version: 1,
    says: 'counted from the beginning or the end of what is named; weeks are ISO and belong where their Thursday lies',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] {ordinal} {unit} (of|in) {period}',
      '[the] (last|final) {unit} (of|in|before the end of) {period}',
      '[the] (second|third|fourth|fifth|{ordinal}) [-] [to] [-] last {unit} (of|in) {period}',
      '[the] (penultimate|next to last) {unit} (of|in) {period}',
      '[the] {n} last {unit} (of|in) {period}',
    ],
    means: ({ ordinal, n, unit, period }, place) => {
      const [count, fromEnd] = counted(place, ordinal ?? n);
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
      `[the] {ordinal} ${'(working|business|trading|banking)'} day (of|in) {period}`,
      `[the] last ${'(working|business|trading|banking)'} day (of|in) {period}`,
      `(the next|the following|next) ${'(working|business|trading|banking)'} day`,
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
      '[the] (first|last) few days of {period}',
    ],
    means: ({ count, period }, { tokens, at, next }) => {
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

const UNITS: readonly (readonly [Unit, readonly string[]])[] = [
  ['year', ['year', 'eoy']],
  ['month', ['month', 'eom']],
  ['quarter', ['quarter', 'eoq']],
  ['week', ['week', 'eow']],
  ['decade', ['decade']],
  ['century', ['century']],
  ['day', ['eod', 'day']],
];

const lastDay = ({ last }: Days): Days => ({ first: last, last });

/** The part named last: "early to mid June" lasts as long as the middle does. */
function lastPart(words: readonly string[]): Part | undefined {
  const known: Readonly<Record<string, Part>> = {
    early: 'early',
    earlier: 'early',
    beginning: 'early',
    start: 'early',
    opening: 'early',
    mid: 'mid',
    middle: 'mid',
    midpoint: 'mid',
    halfway: 'mid',
    latter: 'late',
    second: 'late',
    closing: 'late',
    final: 'late',
    late: 'late',
    later: 'late',
  };
  const order: readonly Part[] = ['early', 'mid', 'late'];
  const [one, other] = words
    .slice(0, 4)
    .map((word) => known[word])
    .filter((part) => part !== undefined);
  if (one === undefined || other === undefined || words[1] === 'part' || words[1] === 'days') return one;
  return order.indexOf(other) > order.indexOf(one) && words.includes('to') ? other : one;
}

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
