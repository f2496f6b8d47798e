/** What a calendar that already has a commitment must be told about it: whether it is off, and that it has changed. */
import type { Assessment } from './assess.ts';
import type { CommitmentRecord } from './record.ts';

/** Settled in a way that leaves no day to keep. */
const CALLED_OFF: readonly unknown[] = ['withdrawn', 'superseded', 'void'];

export const isCalledOff = (status: unknown): boolean => CALLED_OFF.includes(status);

/** All dates that it has had, its own and those of its parts. */
const datesOf = ({ deadlines, parts }: Pick<CommitmentRecord, 'deadlines' | 'parts'>): number =>
  parts.reduce((sum, part) => sum + datesOf(part), deadlines.length);

/**
 * The number by which calendars tell a newer entry from an older one: how many dates there have been, and one more
 * whenever the commitment was called off or that was taken back. It only grows, since what has become known stays.
 */
export function sequenceOf(
  record: Pick<CommitmentRecord, 'deadlines' | 'parts'>,
  { moments }: Pick<Assessment, 'moments'>,
): number {
  let turns = 0;
  let off = false;
  for (const { kind, data } of moments) {
    if (kind !== 'met' && kind !== 'closed' && kind !== 'reopened') continue;
    const offNow = kind === 'closed' && isCalledOff(data.outcome);
    if (offNow !== off) turns += 1;
    off = offNow;
  }
  return datesOf(record) + turns;
}

/** When anything about it last became known, epoch milliseconds: the record says it, not the clock. */
export const changedAt = ({ deadline, moments }: Pick<Assessment, 'deadline' | 'moments'>): number =>
  moments.reduce((latest, { knownAt }) => Math.max(latest, knownAt), deadline.recordedAt);
