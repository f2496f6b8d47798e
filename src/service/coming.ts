/** A series that words name, for people who look at it before it is on record: its rule and its first occurrences. */
import { civilDate } from '../domain/civil.ts';
import { describeRule } from '../domain/deadline/rule-words.ts';
import { occurrences } from '../domain/deadline/series.ts';
import type { ResolvedWindow, Window } from '../domain/deadline/types.ts';

/** So many occurrences show what a rule means. */
const SHOWN = 3;

export interface Coming {
  /** In words, such as `monthly until Wed 31 Dec 2025`. */
  readonly rule: string;
  /** RFC 5545. */
  readonly rrule: string;
  readonly windows: readonly Window[];
}

/** Null when the words name no series. */
export function comingOf({
  recurrence,
  window,
  zone,
}: Pick<ResolvedWindow, 'recurrence' | 'window' | 'zone'>): Coming | null {
  if (recurrence === undefined) return null;
  const series = { ...recurrence, firstOn: civilDate(window.opensAt, zone), zone };
  const windows: Window[] = [];
  for (const occurrence of occurrences(series)) {
    windows.push(occurrence.window);
    if (windows.length === SHOWN) break;
  }
  return { rule: describeRule(series), rrule: recurrence.rrule, windows };
}
