/** What the parts of the story have in common: a step at an instant, and the mark that all of it is made up. */
import { parseInstant } from '../../domain/civil.ts';
import type { Context } from '../../service/context.ts';

/** One thing that somebody does at an instant. */
export interface Step {
  /** Epoch milliseconds. */
  readonly at: number;
  /** What the screen says about it. */
  readonly says: string;
  readonly act: (ctx: Context) => Promise<unknown>;
}

/** Number of the commitment with that title; throws when the sample has none. */
export type IdOf = (title: string) => number;

/** An instant of the story in epoch milliseconds, from its month, day and time in Istanbul: `06-09T18:00`. */
export const on = (time: string): number => parseInstant(isoOn(time));

/** The same as people enter it. */
export const isoOn = (time: string): string => `2025-${time}:00+03:00`;

/** Every fact that follows on the meeting. */
export const example = { exampleData: true, recordedBy: 'demo' };

/** Of facts without a flag of their own, it is the words that say it. */
export const made = (text: string): string => `Example data: ${text}`;
