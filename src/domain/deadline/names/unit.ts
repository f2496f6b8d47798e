/** Calendar units: this week, next week, June, June 2025, next month, Q3 2025, and the end of one of them. */
import { addDays, addMonths, civil, daysInMonth, isoWeekStart, monthOf, yearOf } from '../../civil.ts';
import type { Days } from '../rule.ts';
import { isGlued, readWords, skip, touches } from '../tokens.ts';
import { MONTH_WORDS, readMonthWord, readYear } from './date.ts';
import { anyOf, type Calendar, isTaken, type Named, type NameKind } from './named.ts';
import { nearDay } from './near-day.ts';

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
const UNIT_WORDS: ReadonlyMap<string, Unit> = new Map([
  ['day', 'day'],
  ['week', 'week'],
  ['month', 'month'],
  ['quarter', 'quarter'],
  ['year', 'year'],
]);

/** The whole unit `ahead` units after the one in which `on` lies. */
function unitOf(unit: Unit, on: string, ahead: number): Days {
  const [year, month] = [yearOf(on), monthOf(on)];
  switch (unit) {
    case 'day':
      return { first: addDays(on, ahead), last: addDays(on, ahead) };
    case 'week': {
      const monday = addDays(isoWeekStart(on), 7 * ahead);
      return { first: monday, last: addDays(monday, 6) };
    }
    case 'month':
      return months(addMonths(civil(year, month, 1), ahead), 1);
    case 'quarter':
      return months(addMonths(civil(year, month - ((month - 1) % 3), 1), 3 * ahead), 3);
    case 'year':
      return months(civil(year + ahead, 1, 1), 12);
  }
}

/** `count` whole months from the first day of one. */
function months(first: string, count: number): Days {
  return { first, last: addDays(addMonths(first, count), -1) };
}

/** "this week", "next month": one of these units, counted from the day of saying. */
function running(word: 'this' | 'next', ...units: readonly Unit[]): NameKind {
  return {
    starts: [word],
    read: (tokens, at, calendar) => {
      const unit = UNIT_WORDS.get(tokens[at + 1]?.text ?? '');
      if (tokens[at]?.text !== word || unit === undefined || !units.includes(unit)) return undefined;
      if (isGlued(tokens, at + 2)) return undefined;
      return { ...unitOf(unit, calendar.on, word === 'next' ? 1 : 0), precision: unit, next: at + 2 };
    },
  };
}

export const thisWeek = running('this', 'week');
export const nextWeek = running('next', 'week');
/** This or next month, quarter or year. */
export const runningUnit = anyOf(
  running('this', 'month', 'quarter', 'year'),
  running('next', 'month', 'quarter', 'year'),
);

/** June, June 2025. */
export const month: NameKind = {
  starts: [...MONTH_WORDS.keys()],
  read: (tokens, at, calendar) => {
    const read = readMonthWord(tokens, at);
    if (read === undefined) return undefined;
    const afterName = skip(tokens, skip(tokens, read.next, ','), 'of');
    const year = readYear(tokens, afterName);
    const next = year === undefined ? read.next : afterName + 1;
    // "June 9" is a date that another kind reads, or one that does not exist.
    if (isGlued(tokens, next) || (year === undefined && tokens[next]?.kind === 'number')) return undefined;
    return inYear(year, calendar, next, 'month', (y) => ({
      first: civil(y, read.month, 1),
      last: civil(y, read.month, daysInMonth(y, read.month)),
    }));
  },
};

/** Q3, Q3 2025, Q3 of 2025. */
export const quarter: NameKind = {
  starts: ['q'],
  read: (tokens, at, calendar) => {
    const digit = tokens[at + 1];
    if (
      tokens[at]?.text !== 'q' ||
      !touches(tokens, at + 1) ||
      digit === undefined ||
      !/^[1-4]$/.test(digit.text)
    ) {
      return undefined;
    }
    const afterName = skip(tokens, skip(tokens, at + 2, ','), 'of');
    const year = readYear(tokens, afterName);
    const next = year === undefined ? at + 2 : afterName + 1;
    if (isGlued(tokens, next)) return undefined;
    return inYear(year, calendar, next, 'quarter', (y) => months(civil(y, 3 * Number(digit.text) - 2, 1), 3));
  },
};

function inYear(
  year: number | undefined,
  calendar: Calendar,
  next: number,
  precision: 'month' | 'quarter',
  daysIn: (year: number) => Days,
): Named {
  const from = yearOf(calendar.on);
  const days =
    year !== undefined ? daysIn(year) : isTaken(calendar, daysIn(from)) ? daysIn(from) : daysIn(from + 1);
  return { ...days, precision, next };
}

/** 2025, where the words around make it a year. */
const year: NameKind = {
  starts: ['#'],
  read: (tokens, at) => {
    const said = readYear(tokens, at);
    if (said === undefined || isGlued(tokens, at + 1)) return undefined;
    return { first: civil(said, 1, 1), last: civil(said, 12, 31), precision: 'year', next: at + 1 };
  },
};

/** "week", "the month": the one in which the words were said. */
const theUnit: NameKind = {
  starts: ['the', ...UNIT_WORDS.keys()],
  read: (tokens, at, calendar) => {
    const unitAt = skip(tokens, at, 'the');
    const unit = UNIT_WORDS.get(tokens[unitAt]?.text ?? '');
    const next = unitAt + 1;
    if (unit === undefined || isGlued(tokens, next) || tokens[next]?.kind === 'number') return undefined;
    return { ...unitOf(unit, calendar.on, 0), precision: unit, next };
  },
};

const ending = anyOf(month, quarter, year, nextWeek, thisWeek, runningUnit, theUnit, nearDay);

/** "the end of June", "end of the year", "the end of next week": the last day of the unit. */
export const endOf: NameKind = {
  starts: ['the', 'end'],
  read: (tokens, start, calendar) => {
    const at = readWords(tokens, skip(tokens, start, 'the'), ['end', 'of']);
    if (at === undefined) return undefined;
    // What ends is not over: "before the end of June" said in June means this June.
    const unit = ending.read(tokens, at, { on: calendar.on, takes: 'not-over' });
    return unit === undefined ? undefined : { ...unit, first: unit.last, precision: 'day' };
  },
};
