/** What a rule is: data with a name, a version and examples that the tests and the documentation both use. */

import type { Days } from './grammar/day.ts';
import type { Duration, Unit } from './grammar/duration.ts';
import type { Token } from './grammar/lexer.ts';
import type { Period } from './grammar/period.ts';
import type { Basis, Confidence, Precision, Recurrence, Said } from './types.ts';

/** The saying, as far as rules may know it. */
export interface SaidOn extends Said {
  /** The civil day of the saying in its zone, as a day number. */
  readonly on: number;
}

/** A clock time that was said; the end of it closes a deadline. */
export interface Clock {
  /** 0 to 1440. */
  readonly minuteOfDay: number;
  /** "this morning" begins before it ends. */
  readonly opensMinute?: number | undefined;
  /** Minutes east of UTC, or an IANA zone, when the words name one. */
  readonly zone?: number | string | undefined;
  readonly confidence?: Confidence | undefined;
  /** Written so that only a day beside it makes it a time: "18.00". */
  readonly weak?: true | undefined;
  /** Another fair reading of "close of business". */
  readonly otherMinute?: number | undefined;
}

/** What a phrase means. Rules speak in civil days; only the resolver turns them into instants. */
export type Meaning =
  | (Days & {
      readonly kind: 'days';
      readonly precision: Precision;
      readonly basis?: Basis | undefined;
      readonly confidence?: Confidence | undefined;
      readonly others?: readonly Days[] | undefined;
      readonly question?: string | undefined;
      readonly recurrence?: Recurrence | undefined;
      /** What the explanation says besides, such as the calendar counted in. */
      readonly note?: string | undefined;
    })
  | {
      /** Closes at a clock time of a civil day. */
      readonly kind: 'clock';
      /** Without a day it is the next time that the clocks show it. */
      readonly day?: number | undefined;
      readonly clock: Clock;
      readonly confidence?: Confidence | undefined;
      readonly question?: string | undefined;
      readonly others?: readonly Days[] | undefined;
    }
  | { readonly kind: 'after' /** Minutes after the saying at which it closes. */; readonly minutes: number }
  | { readonly kind: 'vague'; readonly reviewInDays: number }
  | {
      readonly kind: 'event';
      /** Token indexes of the words that name the event. */
      readonly anchor: { readonly from: number; readonly to: number };
      /** Signed ISO 8601 duration from the event. */
      readonly offset: string;
      readonly working?: true | undefined;
    }
  /** Time that these words name, but no deadline: "as of 9 June", "last week". It keeps other rules off the words. */
  | { readonly kind: 'skip' };

export interface Tail {
  readonly from: Period | undefined;
  readonly until: Period | undefined;
  /** For how long from its beginning. */
  readonly lasts?: Duration | undefined;
}

/** What a rule makes of its phrase, by category. */
export interface Made {
  readonly deadline: Meaning;
  readonly period: Period;
  /** A period, or two as one stretch. */
  readonly span: Period;
  readonly count: Duration;
  readonly clock: Clock;
  /** From when until when something recurs. */
  readonly tail: Tail;
}
export type Category = keyof Made;

/** The words in the slots of a phrase, by slot name. A slot that an optional part skipped is undefined. */
export interface Slots {
  readonly n: number;
  readonly n2: number;
  readonly ordinal: number;
  readonly ordinal2: number;
  readonly day: number;
  readonly day2: number;
  readonly month: number;
  readonly month2: number;
  readonly year: number | undefined;
  readonly year2: number | undefined;
  readonly weekday: number;
  readonly weekday2: number;
  readonly weekdays: number;
  readonly weekdays2: number | undefined;
  readonly unit: Unit;
  readonly unit2: Unit;
  /** A unit in the singular. */
  readonly single: Unit;
  readonly single2: Unit;
  readonly season: Season;
  readonly part: Part;
  readonly written: Period;
  readonly zone: number | string;
  readonly time: Clock;
  readonly anchor: { readonly from: number; readonly to: number };
  readonly period: Period;
  readonly period2: Period;
  readonly period3: Period | undefined;
  readonly span: Period;
  readonly count: Duration;
  readonly count2: Duration;
  readonly clock: Clock;
  readonly clock2: Clock;
  readonly tail: Tail | undefined;
}

export type Season = 'spring' | 'summer' | 'autumn' | 'winter';
export type Part = 'early' | 'mid' | 'late';

/** Where a phrase stands. */
export interface Place {
  /** The saying. */
  readonly said: SaidOn;
  readonly tokens: readonly Token[];
  /** Index of the first token of the phrase, and of the first after it. */
  readonly at: number;
  readonly next: number;
}

/** One row of the grammar. */
export interface RuleOf<C extends Category> {
  readonly name: string;
  /** Raised whenever the rule would answer otherwise than before; stored with every deadline. */
  readonly version: number;
  /** What it means, in one line for people. */
  readonly says: string;
  readonly makes: C;
  /**
   * How it is said: words, `[optional]`, `(one|or another)`, and `{slots}` named as in `Slots`. Adding a wording is
   * adding one here.
   */
  readonly phrases: readonly string[];
  /** The meaning; nothing when the words make no sense together. */
  readonly means: (slots: Slots, place: Place) => Made[C] | undefined;
  /** How a deadline rule joins with the period in it: `by` and `date` become `by-date`; `none` leaves the period's name. */
  readonly joins?: 'name' | 'none';
  /** How clearly the words mark a deadline in running text: 3 "by", 2 "on", 1 a bare date, 0 only as the whole text. */
  readonly weight?: 0 | 1 | 2 | 3;
  readonly examples: readonly Example[];
}

export type Rule = { readonly [C in Category]: RuleOf<C> }[Category];

/** Words, when and where they were said, and what must come of them. */
export interface Example {
  readonly text: string;
  readonly said: SaidIn;
  /** Local times in the zone of saying: opens, closes. */
  readonly window?: readonly [opens: string, closes: string];
  /** Civil date of the review that vague words get. */
  readonly reviewOn?: string;
  readonly event?: { readonly anchor: string; readonly offset: string };
  /** The recurrence rule, beside the window of the first occurrence. */
  readonly rrule?: string;
  /** The rule must not fire on these words. */
  readonly not?: true;
}

export interface SaidIn {
  /** ISO 8601 with offset. */
  readonly at: string;
  readonly zone: string;
}

/** The saying that most examples use: a Monday afternoon. */
export const ISTANBUL: SaidIn = { at: '2025-06-02T15:57+03:00', zone: 'Europe/Istanbul' };

/** An example said in Istanbul on Monday 2 June 2025, with the civil days of its window, both inside. */
export const days = (text: string, first: string, last = first): Example => ({
  text,
  said: ISTANBUL,
  // Worked out for whoever reads it: loading the rules should cost next to nothing.
  get window() {
    return [`${first}T00:00`, `${nextDay(last)}T00:00`] as const;
  },
});

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Words that this rule must leave alone. */
export const not = (text: string): Example => ({ text, said: ISTANBUL, not: true });
