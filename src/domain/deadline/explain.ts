/** The one sentence in which a deadline explains itself. Pages and mails show it, the record stores it. */
import { formatInstant, formatWindow, shortZone } from '../shown.ts';
import { countsForward, describeOffset } from './offset.ts';
import { describeRule } from './rule-words.ts';
import type { Recurrence, Said, Window } from './types.ts';

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
    /** What else was taken into account, such as the working calendar. */
    readonly note?: string | undefined;
    readonly recurrence?: Recurrence | undefined;
  },
): string {
  const { window, zone, saidAt, rule, ruleVersion, note, recurrence } = input;
  const first = recurrence === undefined ? '' : 'first ';
  const shown = `${first}${formatWindow(window, zone, { saidAt })}`;
  const again = recurrence && `then ${describeRule({ rrule: recurrence.rrule, zone })}`;
  const besides = [again, note].filter((words) => words !== undefined);
  const more = besides.map((words) => `, ${words}`).join('');
  return `${quotedSaying(input.phrase, input)} → ${shown}${more} (rule ${rule}/${ruleVersion})`;
}

/**
 * `“within 60 days of signing”, said on Mon 2 Jun 2025 in Istanbul → waits for “signing”, then 60 days after it (rule
 * from-event/2)`.
 */
export function explainWait(
  input: Said & {
    readonly phrase: string;
    /** The words that name the event. */
    readonly anchor: string;
    readonly offset: string;
    readonly working: boolean;
    readonly rule: string;
    readonly ruleVersion: number;
  },
): string {
  const { phrase, anchor, offset, working, rule, ruleVersion } = input;
  const when = `${countsForward(offset) ? ', then ' : ': '}${describeOffset(offset, working)}`;
  return `${quotedSaying(phrase, input)} → waits for ${inQuotes(anchor)}${when} (rule ${rule}/${ruleVersion})`;
}

/** The words, when and where they were said: `“soon”, said on Mon 2 Jun 2025 in Istanbul`. */
export function quotedSaying(phrase: string, { saidAt, zone }: Said): string {
  return `${inQuotes(phrase)}, said on ${formatInstant(saidAt, zone, { time: false })} in ${shortZone(zone)}`;
}

/** Text in quotation marks, on one line and not too long for a sentence. */
export function inQuotes(text: string): string {
  const start = text.slice(0, 4 * QUOTE_LENGTH).trim();
  // Most phrases are on one line already.
  const line = /\s\s|[^\S ]/.test(start) ? start.replaceAll(/\s+/g, ' ') : start;
  const cut = line.length > QUOTE_LENGTH || text.length > 4 * QUOTE_LENGTH;
  return `“${cut ? `${line.slice(0, QUOTE_LENGTH)}…` : line}”`;
}
