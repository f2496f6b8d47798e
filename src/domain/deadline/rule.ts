/** What a rule is: data with a name, a version and examples that the tests and the documentation both use. */

import type { Token } from './tokens.ts';
import type { Basis, Confidence, Precision, Said } from './types.ts';

/** Civil days, both inside. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** The saying, as far as rules may know it. */
export interface SaidOn extends Said {
  /** The civil date of the saying in its zone. */
  readonly on: string;
}

/** What a rule understood. Rules speak in civil days; only the resolver turns them into instants. */
export type Meaning =
  | (Days & {
      readonly kind: 'days';
      readonly precision: Precision;
      readonly basis?: Basis;
      readonly confidence?: Confidence;
      /** Another fair reading. */
      readonly other?: Days;
    })
  | {
      /** Closes at a minute (0 to 1440) of a civil date. */
      readonly kind: 'clock';
      readonly date: string;
      readonly minuteOfDay: number;
      readonly confidence?: Confidence;
    }
  | { readonly kind: 'vague'; readonly reviewInDays: number }
  | {
      readonly kind: 'event';
      /** Token indexes of the words that name the event. */
      readonly anchor: { readonly from: number; readonly to: number };
      /** Signed ISO 8601 duration from the event. */
      readonly offset: string;
    };

export interface Match {
  /** Index of the first token after the phrase. */
  readonly next: number;
  readonly meaning: Meaning;
}

/** One row of the grammar. */
export interface Rule {
  readonly name: string;
  /** Raised whenever the rule would answer otherwise than before; stored with every deadline. */
  readonly version: number;
  /** What it means, in one line for people. */
  readonly says: string;
  /** The words a phrase can begin with; `#` stands for any number. */
  readonly starts: readonly string[];
  /** Reads the phrase that begins at token `at`, if there is one. */
  readonly read: (tokens: readonly Token[], at: number, said: SaidOn) => Match | undefined;
  readonly examples: readonly Example[];
}

/** Words, when and where they were said, and what must come of them. */
export interface Example {
  readonly text: string;
  readonly said: SaidIn;
  /** Local times in the zone of saying: opens, closes. */
  readonly window?: readonly [opens: string, closes: string];
  /** Civil date of the review that vague words get. */
  readonly reviewOn?: string;
  readonly event?: { readonly anchor: string; readonly offset: string };
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

/** More quotation marks, dots and brackets than these around a phrase make it more than a phrase. */
const MARKS_AROUND = 8;

/** Whether nothing but a few opening marks stands before the token at `at`. */
export function opensText(tokens: readonly Token[], at: number): boolean {
  return at <= MARKS_AROUND && tokens.slice(0, at).every((token) => token.kind === 'mark');
}

/** Whether nothing but a few closing marks stands from the token at `next` on. */
export function closesText(tokens: readonly Token[], next: number): boolean {
  return tokens.length - next <= MARKS_AROUND && tokens.slice(next).every((token) => token.kind === 'mark');
}
