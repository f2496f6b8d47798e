/**
 * How somebody has kept their word, counted without taking sides: only what has been settled enters a rate, and no
 * rate is given on fewer than five. What could not be decided, and what is not yet due, is counted beside it.
 */
import type { Assessment } from './assess.ts';
import { assertNever } from './errors.ts';
import type { Modality, Outcome } from './record.ts';

/** Where each commitment is counted, in the order of the tables. */
export const CLASSES = [
  'kept_on_time',
  'kept_late',
  'in_part',
  'not_kept',
  'overdue',
  'unratable',
  'not_yet_due',
] as const;
export type KeptClass = (typeof CLASSES)[number];

/** No rate is given on fewer settled commitments than these. */
export const LEAST_SETTLED = 5;

const SETTLED: readonly KeptClass[] = ['kept_on_time', 'kept_late', 'in_part', 'not_kept'];

type Judged = Pick<Assessment, 'status' | 'late' | 'criteria' | 'sides' | 'deadline' | 'parts'>;

function settledAs(outcome: Outcome, late: boolean): KeptClass {
  switch (outcome) {
    case 'met':
      return late ? 'kept_late' : 'kept_on_time';
    case 'partly_met':
      return 'in_part';
    case 'not_met':
      return 'not_kept';
    // Nobody is held to what was replaced, taken back or void: the record does not say that it was broken.
    case 'withdrawn':
    case 'superseded':
    case 'void':
      return 'unratable';
    default:
      return assertNever(outcome);
  }
}

/**
 * Where a commitment counts, for `party` by its own side where a target holds for each side. A commitment whose
 * criteria cannot be decided is unratable, however it ended.
 */
export function classOf(judged: Judged, graceMs: number, party: number | null): KeptClass {
  if (!judged.criteria.measurable) return 'unratable';
  const side = judged.sides.find(({ partyId }) => partyId === party);
  if (side?.outcome != null && side.at !== null) {
    const { window } = judged.deadline;
    return settledAs(side.outcome, window !== null && side.at >= window.closesAt + graceMs);
  }
  switch (judged.status) {
    case 'undated':
    case 'pending':
    case 'upcoming':
    case 'due':
      return 'not_yet_due';
    case 'overdue':
      return 'overdue';
    default:
      return settledAs(judged.status, judged.late === true);
  }
}

/** A share with the interval in which it lies with 95 % confidence (Wilson's score interval, 1927). */
export interface Rate {
  readonly kept: number;
  readonly settled: number;
  readonly share: number;
  readonly from: number;
  readonly to: number;
}

const Z = 1.959963984540054;

/** Wilson's score interval for `kept` of `settled`; null below `LEAST_SETTLED`. */
export function rateOf(kept: number, settled: number): Rate | null {
  if (settled < LEAST_SETTLED) return null;
  const share = kept / settled;
  const spread = Z * Math.sqrt((share * (1 - share)) / settled + (Z * Z) / (4 * settled * settled));
  const middle = share + (Z * Z) / (2 * settled);
  const scale = 1 + (Z * Z) / settled;
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  return {
    ...{ kept, settled, share },
    from: kept === 0 ? 0 : within((middle - spread) / scale),
    to: kept === settled ? 1 : within((middle + spread) / scale),
  };
}

export interface TrackRecord {
  readonly counts: Readonly<Record<KeptClass, number>>;
  /** Kept on time, of all that are settled; null below five. */
  readonly onTime: Rate | null;
  /** Kept at all, on time or late, of all that are settled; null below five. */
  readonly kept: Rate | null;
}

/** Counts them. */
export function trackRecord(classes: readonly KeptClass[]): TrackRecord {
  const count = (one: KeptClass): number => classes.filter((each) => each === one).length;
  const counts = Object.fromEntries(CLASSES.map((one) => [one, count(one)])) as Record<KeptClass, number>;
  const settled = SETTLED.reduce((sum, one) => sum + counts[one], 0);
  return {
    counts,
    onTime: rateOf(counts.kept_on_time, settled),
    kept: rateOf(counts.kept_on_time + counts.kept_late, settled),
  };
}

/** Proposals wait for another's yes and intentions bind nobody: they are counted apart. */
export const binds = (modality: Modality): boolean => modality === 'commitment' || modality === 'obligation';
