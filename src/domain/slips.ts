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
  /** The version that brought the new date. */
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

/** Counts the slips of `versions`, ascending by version. */
export function slipsOf(versions: readonly Version[]): Slips {
  const dated = versions.filter(isDated);
  const steps = dated.flatMap((one, index): SlipStep[] => {
    const before = dated[index - 1];
    if (before === undefined || one.origin !== null) return [];
    return [{ version: one.version, days: daysBetween(closingDay(before), closingDay(one)) }];
  });
  return {
    count: steps.filter(({ days }) => days !== 0).length,
    totalDays: steps.reduce((sum, { days }) => sum + days, 0),
    steps,
  };
}

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
