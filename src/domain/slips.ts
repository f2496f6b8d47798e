/**
 * How often and how far a date has slipped. A slip is a new date that somebody stated for the same act; what an event,
 * a calendar or a rule brought is none, and neither is a first date where there was none. Pure.
 */
import { civilDate, daysBetween, isZone } from './civil.ts';
import type { Window } from './deadline/types.ts';
import type { InBoth, Language } from './language.ts';
import type { DeadlineVersion } from './record.ts';
import { WORDING } from './wording.ts';

/** One version of a deadline, as far as slips go. */
type Version = Pick<DeadlineVersion, 'version' | 'window' | 'zone' | 'origin'>;
type Dated = Version & { readonly window: Window };

/** From one date to the next that was stated. */
export interface SlipStep {
  /** The version that stated the new date. */
  readonly version: number;
  /** Civil days between the closing days; less than zero when the new date is earlier. */
  readonly days: number;
}

export interface Slips {
  /** Steps that changed the closing day. */
  readonly count: number;
  /** Civil days of all steps together: the last closing day minus the first, but for what nobody stated. */
  readonly totalDays: number;
  readonly steps: readonly SlipStep[];
}

/** The last civil day that is inside. A stored zone may have left the tables since. */
const closingDay = ({ window, zone }: Dated): string =>
  civilDate(window.closesAt - 1, isZone(zone) ? zone : 'UTC');

const isDated = (one: Version): one is Dated => one.window !== null;

/** What one statement of a date came to: the version that stated it, and the dates that followed from its words. */
interface Statement {
  readonly version: number;
  readonly dated: readonly Dated[];
}

/** Each version that was stated, with what an event or a calendar made of it until the next one. */
function statementsOf(versions: readonly Version[]): Statement[] {
  const starts = versions.flatMap(({ origin }, index) => (index === 0 || origin === null ? [index] : []));
  return starts.map((start, place) => {
    const those = versions.slice(start, starts[place + 1]);
    return { version: those[0]?.version ?? 0, dated: those.filter(isDated) };
  });
}

/** Counts the slips of `versions`, ascending by version. Words that wait for their event slip when it dates them. */
export function slipsOf(versions: readonly Version[]): Slips {
  if (versions.length < 2) return NO_SLIPS;
  const steps: SlipStep[] = [];
  let before: Dated | undefined;
  for (const { version, dated } of statementsOf(versions)) {
    const first = dated[0];
    if (first === undefined) continue;
    if (before !== undefined)
      steps.push({ version, days: daysBetween(closingDay(before), closingDay(first)) });
    before = dated.at(-1);
  }
  return {
    count: steps.filter(({ days }) => days !== 0).length,
    totalDays: steps.reduce((sum, { days }) => sum + days, 0),
    steps,
  };
}

/** The windows that a later statement of the date replaced, oldest first; a date that did not change is none. */
export function earlierWindows(versions: readonly Version[]): Window[] {
  if (versions.length < 2) return [];
  const last = statementsOf(versions).flatMap(({ dated }) => dated.at(-1)?.window ?? []);
  return last.filter((window, index) => {
    const next = last[index + 1];
    return next !== undefined && (next.opensAt !== window.opensAt || next.closesAt !== window.closesAt);
  });
}

/** What nearly every commitment has. */
const NO_SLIPS: Slips = { count: 0, totalDays: 0, steps: [] };

interface SlipWords {
  readonly same: string;
  readonly later: (days: string) => string;
  readonly earlier: (days: string) => string;
  readonly times: (count: number) => string;
  readonly slipped: (times: string, days: string) => string;
  readonly moved: (times: string, days: string) => string;
  readonly back: (times: string) => string;
}

const WORDS: InBoth<SlipWords> = {
  en: {
    same: 'the same closing day',
    later: (days) => `${days} later`,
    earlier: (days) => `${days} earlier`,
    times: (count) => (count === 1 ? 'once' : `${count} times`),
    slipped: (times, days) => `slipped ${times}, ${days} in all`,
    moved: (times, days) => `moved ${times}, ${days} earlier in all`,
    back: (times) => `moved ${times}, back to the first closing day`,
  },
  de: {
    same: 'derselbe Schlusstag',
    later: (days) => `${days} später`,
    earlier: (days) => `${days} früher`,
    times: (count) => (count === 1 ? 'einmal' : `${count}-mal`),
    slipped: (times, days) => `${times} verschoben, insgesamt um ${days}`,
    moved: (times, days) => `${times} geändert, insgesamt ${days} früher`,
    back: (times) => `${times} geändert, zurück auf den ersten Schlusstag`,
  },
};

/** `35 days`, whichever the direction. */
const daysIn = (count: number, language: Language): string => WORDING[language].days(Math.abs(count));

/** One step in words: `14 days later`. */
export function describeStep(step: SlipStep, language: Language = 'en'): string {
  const words = WORDS[language];
  if (step.days === 0) return words.same;
  return (step.days > 0 ? words.later : words.earlier)(daysIn(step.days, language));
}

/** In words: `slipped 2 times, 35 days in all`; null when it never did. */
export function describeSlips({ count, totalDays }: Slips, language: Language = 'en'): string | null {
  if (count === 0) return null;
  const words = WORDS[language];
  const times = words.times(count);
  if (totalDays > 0) return words.slipped(times, daysIn(totalDays, language));
  if (totalDays < 0) return words.moved(times, daysIn(totalDays, language));
  return words.back(times);
}
