/** The one sentence in which a deadline explains itself. Pages and mails show it, the record stores it. */
import { formatInstant, formatWindow, shortZone } from '../civil.ts';
import type { Said, Window } from './types.ts';

/** Longer quotes are cut: the statement is stored whole elsewhere. */
const QUOTE_LENGTH = 160;

/**
 * `“next week”, said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00 (rule next-week/1)`.
 * Times are shown in the zone of saying.
 */
export function explain(
  input: Said & {
    readonly phrase: string;
    readonly window: Window;
    readonly rule: string;
    readonly ruleVersion: number;
  },
): string {
  const { window, zone, saidAt, rule, ruleVersion } = input;
  return `${quotedSaying(input.phrase, input)} → ${formatWindow(window, zone, { saidAt })} (rule ${rule}/${ruleVersion})`;
}

/** The words, when and where they were said: `“soon”, said on Mon 2 Jun 2025 in Istanbul`. */
export function quotedSaying(phrase: string, { saidAt, zone }: Said): string {
  return `${inQuotes(phrase)}, said on ${formatInstant(saidAt, zone, { time: false })} in ${shortZone(zone)}`;
}

/** Text in quotation marks, on one line and not too long for a sentence. */
export function inQuotes(text: string): string {
  const line = text
    .slice(0, 4 * QUOTE_LENGTH)
    .trim()
    .replaceAll(/\s+/g, ' ');
  const cut = line.length > QUOTE_LENGTH || text.length > 4 * QUOTE_LENGTH;
  return `“${cut ? `${line.slice(0, QUOTE_LENGTH)}…` : line}”`;
}
