/** Somebody looked for evidence and found none, in words. Pure. */
import { formatInstant } from './shown.ts';

export interface Looked {
  /** Epoch milliseconds. */
  readonly lookedAt: number;
  readonly by: string;
  /** Where was looked. */
  readonly in: string;
}

/** `Last looked on Fri 20 Jun 2025, by Ann, in TASS: no evidence found`; the day as it was in `zone`. */
export const describeLook = ({ lookedAt, by, in: where }: Looked, zone: string): string =>
  `Last looked on ${formatInstant(lookedAt, zone, { time: false })}, by ${by}, in ${where}: no evidence found`;
