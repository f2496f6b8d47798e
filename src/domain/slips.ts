/**
 * How often and how far a date has slipped. A slip is a new date that somebody stated for the same act; what an event,
 * a calendar or a rule brought is none, and neither is a first date where there was none. Pure.
 */
import { civilDate, daysBetween, isZone } from './civil.ts';
import type { Window } from './deadline/types.ts';
import type { DeadlineVersion } from './record.ts';

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

/** What nearly every commitment has. */
const NO_SLIPS: Slips = { count: 0, totalDays: 0, steps: [] };

const days = (count: number): string => (Math.abs(count) === 1 ? '1 day' : `${Math.abs(count)} days`);

/** One step in words: `14 days later`. */
export const describeStep = (step: SlipStep): string =>
  step.days === 0 ? 'the same closing day' : `${days(step.days)} ${step.days > 0 ? 'later' : 'earlier'}`;

/** In words: `slipped 2 times, 35 days in all`; null when it never did. */
export function describeSlips({ count, totalDays }: Slips): string | null {
  if (count === 0) return null;
  const times = count === 1 ? 'once' : `${count} times`;
  if (totalDays > 0) return `slipped ${times}, ${days(totalDays)} in all`;
  if (totalDays < 0) return `moved ${times}, ${days(totalDays)} earlier in all`;
  return `moved ${times}, back to the first closing day`;
}
