/**
 * What the words of a deadline become. This is the contract between the resolver and everything else: the
 * record stores it, `assess` lives by it, pages and mails quote it.
 */

/** A half-open stretch of time `[opensAt, closesAt)`, both in epoch milliseconds (UTC). */
export interface Window {
  readonly opensAt: number;
  readonly closesAt: number;
}

/** The unit that the words named; the window is whole units of it in its zone. */
export type Precision =
  | 'minute'
  | 'hour'
  | 'day'
  | 'part'
  | 'week'
  | 'month'
  | 'quarter'
  | 'season'
  | 'half'
  | 'year';

/** Where a date comes from: said so, computed from what was said, set by an editor, or not there at all. */
export type Basis = 'stated' | 'derived' | 'assumed' | 'none';

/** How sure the resolver is that this is what was meant. */
export type Confidence = 'high' | 'medium' | 'low';

/** When and where the words were said; deadlines are resolved against this, never against the wall clock. */
export interface Said {
  /** The instant of saying, epoch milliseconds. */
  readonly saidAt: number;
  /** IANA time zone in which the words were said, e.g. `Europe/Istanbul`. */
  readonly zone: string;
  /**
   * BCP 47 tag of the language and region of the words, e.g. `en-GB`: it chooses the grammar and whether 3/4 is
   * 3 April. Without it English is read, and 3/4 is a question.
   */
  readonly locale?: string | undefined;
  /** Which days are worked, for "within ten working days". Without it Monday to Friday, with no holidays. */
  readonly calendar?: WorkingCalendar | undefined;
}

/** Which days are worked somewhere. */
export interface WorkingCalendar {
  /** Shown in explanations, e.g. `tr-2025`. */
  readonly name: string;
  /** ISO weekdays (Monday 1 to Sunday 7) that are not worked. */
  readonly weekend: readonly number[];
  /** Civil dates (`2025-06-06`) that are not worked. */
  readonly holidays: ReadonlySet<string>;
}

/** How a deadline comes again: the window of the resolution is the first occurrence. */
export interface Recurrence {
  /** RFC 5545 recurrence rule (section 3.3.10) without DTSTART, e.g. `FREQ=MONTHLY;UNTIL=20251231`. Its DTSTART is
   *  the civil date on which the first window opens. */
  readonly rrule: string;
  /** Each occurrence's window is so many whole units, from the day on which it opens. */
  readonly lasts: { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly count: number };
}

/** Where in the text the phrase stands: character offsets, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Another fair reading of the same words. */
export interface Alternative {
  readonly window: Window;
  readonly explanation: string;
}

/** The words named a window. */
export interface ResolvedWindow {
  readonly outcome: 'window';
  readonly window: Window;
  readonly precision: Precision;
  readonly basis: Basis;
  readonly zone: string;
  /** Name of the rule that resolved it, e.g. `next-week`. */
  readonly rule: string;
  readonly ruleVersion: number;
  /** The words, as said. */
  readonly phrase: string;
  readonly span: Span;
  readonly confidence: Confidence;
  /** One sentence: the words, when and where they were said, the window, the rule. */
  readonly explanation: string;
  readonly alternatives: readonly Alternative[];
  /**
   * What only a person can answer ("3/4/2025: 3 April or 4 March?", a weekday that contradicts its date, a date that
   * was over when it was said). A deadline with a question is recorded only when somebody has chosen a reading, or
   * confirmed the only one.
   */
  readonly question?: string;
  /** The words name a series; `window` is its first occurrence. */
  readonly recurrence?: Recurrence;
}

/** The words named no window; `reason` says which kind of nothing. */
export type Unresolved = {
  readonly outcome: 'none';
  readonly explanation: string;
} & (
  | { readonly reason: 'no-date' }
  | {
      readonly reason: 'vague';
      readonly rule: string;
      readonly ruleVersion: number;
      readonly phrase: string;
      readonly span: Span;
      /** When somebody should look again, epoch milliseconds. */
      readonly reviewAt: number;
    }
  | {
      readonly reason: 'event';
      readonly rule: string;
      readonly ruleVersion: number;
      readonly phrase: string;
      readonly span: Span;
      /** The words that name the event, e.g. "signing". */
      readonly anchor: string;
      /** Signed ISO 8601 duration from the event, e.g. `P60D`, `-P2W`, `PT24H`, `P0D`. */
      readonly offset: string;
      /** The days of the offset are working days. */
      readonly working?: true;
    }
);

export type Resolution = ResolvedWindow | Unresolved;
