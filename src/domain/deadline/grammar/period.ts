/**
 * Stretches of the calendar that words can name ("9 June", "next week", "early 2027", "the last Friday of March"), and
 * how they are made of each other. No language here: every grammar builds its meanings from these.
 */

import type { Rule } from '../rule.ts';
import type { Confidence, Precision } from '../types.ts';
import { type Days, weekdayOf, yearOf } from './day.ts';

/** Occurrences tried before a name counts as one that never comes; 29 February needs eight years. */
const MOST_OCCURRENCES = 16;
/** Of pieces fewer are tried, and pieces of pieces of pieces of pieces are nobody's deadline: work must not multiply. */
const PIECES_TRIED = 8;
const DEEPEST_PIECE = 3;

/** What a name means; which occurrence is meant depends on the day from which one looks. */
export interface Period {
  readonly precision: Precision;
  /**
   * The k-th occurrence (0 is the first) that is not over on that day. What names its year or is seen from the day of
   * saying has one occurrence only, over or not.
   */
  readonly occurrence: (on: number, k: number) => Days | undefined;
  readonly fixed: boolean;
  /** How many pieces are in each other. */
  readonly pieces?: number | undefined;
  readonly confidence?: Confidence | undefined;
  /** Other fair readings. */
  readonly others?: readonly Days[] | undefined;
  readonly question?: string | undefined;
  /** "the end of X": a deadline by it is its last day. */
  readonly ending?: true | undefined;
  /** A name that only stands for a date where other words say so ("the ninth", "2030", "March"). */
  readonly needsLead?: true | undefined;
  /** The rule that read it; set by the matcher. */
  rule?: Rule | undefined;
}

type Doubt = Pick<Period, 'confidence' | 'others' | 'question' | 'ending' | 'needsLead'>;

/** One stretch of which there is no other. */
export const fixed = (days: Days, precision: Precision, doubt: Doubt = {}): Period => ({
  precision,
  fixed: true,
  occurrence: (_on, k) => (k === 0 ? days : undefined),
  ...doubt,
});

export const oneDay = (day: number, doubt: Doubt = {}): Period =>
  fixed({ first: day, last: day }, 'day', doubt);

/** A name of days that no calendar has ("31 June"): a phrase with it is read, and means no date. */
export const impossible = (precision: Precision): Period => ({
  precision,
  fixed: true,
  occurrence: () => undefined,
});

/** What comes once a year; a year that lacks it (29 February) is passed over. */
export function yearly(
  daysIn: (year: number) => Days | undefined,
  precision: Precision,
  doubt: Doubt = {},
): Period {
  return {
    precision,
    fixed: false,
    occurrence: (on, k) => {
      let left = k;
      const from = yearOf(on) - 1;
      for (let year = from; year < from + MOST_OCCURRENCES; year += 1) {
        const days = daysIn(year);
        if (days === undefined || days.last < on) continue;
        if (left === 0) return days;
        left -= 1;
      }
      return undefined;
    },
    ...doubt,
  };
}

/** A year that is named, or whichever comes. */
export function inYear(
  year: number | undefined,
  daysIn: (year: number) => Days | undefined,
  precision: Precision,
  doubt: Doubt = {},
): Period {
  if (year === undefined) return yearly(daysIn, precision, doubt);
  const days = daysIn(year);
  return days === undefined ? impossible(precision) : fixed(days, precision, doubt);
}

/** Every such weekday. */
export const everyWeekday = (weekday: number, doubt: Doubt = {}): Period => ({
  precision: 'day',
  fixed: false,
  occurrence: (on, k) => {
    const day = on + ((weekday - weekdayOf(on) + 7) % 7) + 7 * k;
    return { first: day, last: day };
  },
  ...doubt,
});

/** A piece of another period, such as its first week; a period that lacks the piece is passed over. */
export function pieceOf(
  period: Period,
  pick: (whole: Days) => Days | undefined,
  precision: Precision,
  doubt: Doubt = {},
): Period {
  const pieces = (period.pieces ?? 0) + 1;
  return {
    pieces,
    confidence: period.confidence,
    question: period.question,
    others: period.others?.map(pick).filter((days) => days !== undefined),
    precision,
    fixed: period.fixed,
    occurrence: (on, k) => {
      if (pieces > DEEPEST_PIECE) return undefined;
      let left = k;
      for (let index = 0; index < PIECES_TRIED + k; index += 1) {
        const whole = period.occurrence(on, index);
        if (whole === undefined) return undefined;
        const days = pick(whole);
        if (days === undefined || (!period.fixed && days.last < on)) continue;
        if (left === 0) return days;
        left -= 1;
      }
      return undefined;
    },
    ...doubt,
  };
}

/** The unit in which one stands, and those after it. */
export const running = (
  unitFrom: (on: number, ahead: number) => Days | undefined,
  precision: Precision,
  doubt: Doubt = {},
): Period => ({
  precision,
  fixed: false,
  occurrence: unitFrom,
  ...doubt,
});

/** The first occurrence that is not over on that day. */
export const notOver = (period: Period, on: number): Days | undefined => period.occurrence(on, 0);

/** The first occurrence that has not begun on that day, as "before X" needs; of what is fixed, that one. */
export function notBegun(period: Period, on: number): Days | undefined {
  if (period.fixed) return period.occurrence(on, 0);
  for (let k = 0; k < MOST_OCCURRENCES; k += 1) {
    const days = period.occurrence(on, k);
    if (days === undefined || days.first > on) return days;
  }
  return undefined;
}

/** From the first period to the end of the second; the one without a year takes it from the other. */
export function stretch(from: Period, to: Period): Period | undefined {
  const precision = from.precision === to.precision ? from.precision : 'day';
  if (!from.fixed && to.fixed) {
    const end = to.occurrence(0, 0);
    const start = end && lastBefore(from, end.first);
    return end && start && fixed({ first: start.first, last: end.last }, precision);
  }
  return {
    precision,
    fixed: from.fixed,
    occurrence: (on, k) => {
      for (let index = 0, left = k; index < MOST_OCCURRENCES; index += 1) {
        // One occurrence back: a stretch that has begun is not over before its end.
        const begins = from.fixed ? from.occurrence(on, index) : from.occurrence(back(from, on), index);
        const ends = begins && to.occurrence(begins.first, 0);
        if (begins === undefined || ends === undefined || ends.last < begins.first) return undefined;
        if (!from.fixed && ends.last < on) continue;
        if (left === 0) return { first: begins.first, last: ends.last };
        left -= 1;
      }
      return undefined;
    },
  };
}

/** A day from which the occurrence before the first that is not over is seen. */
function back(period: Period, on: number): number {
  const [next, after] = [period.occurrence(on, 0), period.occurrence(on, 1)];
  if (next === undefined || after === undefined) return on;
  const cycle = after.first - next.first;
  // Months may have begun ("May to July" said in June); a weekday is the next to come.
  return cycle <= 7 ? on : on - Math.min(cycle, 366);
}

function lastBefore(period: Period, day: number): Days | undefined {
  let found: Days | undefined;
  for (let k = 0; k < 60; k += 1) {
    const days = period.occurrence(day - 370, k);
    if (days === undefined || days.first > day) break;
    found = days;
  }
  return found;
}
