import { startOfDay, windowOfDays } from '../../src/domain/civil.ts';
import {
  type CommitmentRecord,
  type DeadlineVersion,
  NO_MORE,
  type Outcome,
  type ProgressFact,
  type VerdictFact,
} from '../../src/domain/record.ts';

/** An instant as people in Istanbul write it (UTC+3 all year), such as `9 Jun` or `15 Jun 23:59`; year 2025. */
export function istanbul(text: string): number {
  const [, day, month, time] = /^(\d+) (\w+)(?: (\d+:\d\d(?::\d\d)?))?$/.exec(text) ?? [];
  const instant = Date.parse(`${day} ${month} 2025 ${time ?? '00:00'} +0300`);
  if (Number.isNaN(instant)) throw new Error(`not a day in 2025: ${text}`);
  return instant;
}

const ZONE = 'Europe/Istanbul';

/** A deadline of whole days, both inside: `['2025-06-09', '2025-06-15']`; null for one without dates. */
export const dates = (
  days: readonly [first: string, last: string] | null,
  more: Partial<DeadlineVersion> = {},
): DeadlineVersion => ({
  version: 1,
  window: days === null ? null : windowOfDays(days[0], days[1], more.zone ?? ZONE),
  pending: false,
  zone: ZONE,
  reviewAt: null,
  origin: null,
  recordedAt: istanbul('2 Jun 16:00'),
  recordedBy: 'anna',
  ...more,
});

/** The bodies: at least 6,000 of them, from 9 to 15 June 2025 in Istanbul, recorded on 2 June at 16:00. */
export const bodies = (more: Partial<CommitmentRecord> = {}): CommitmentRecord => ({
  id: 1,
  target: { comparator: 'at_least', quantity: 6000, unit: 'bodies', perParty: false },
  committers: [],
  partsRule: 'independent',
  conditional: false,
  weighedLater: false,
  criteria: [
    {
      version: 1,
      decides: 'confirmed',
      measurable: true,
      recordedAt: istanbul('2 Jun 16:00'),
      recordedBy: 'anna',
    },
  ],
  more: NO_MORE,
  parts: [],
  graceMs: 0,
  occurrence: null,
  recordedAt: istanbul('2 Jun 16:00'),
  recordedBy: 'anna',
  deadlines: [dates(['2025-06-09', '2025-06-15'])],
  progress: [],
  verdicts: [],
  knownUntil: istanbul('2 Jun 16:00') - 1,
  ...more,
});

let nextId = 1;

/** So many, handed over at one instant and learnt of at another (by default at once). */
export const handedOver = (
  amount: number,
  happened: string,
  learnt = happened,
  partyId: number | null = null,
  more: Partial<ProgressFact> = {},
): ProgressFact => ({
  id: nextId++,
  amount,
  partyId,
  claimId: null,
  claimedById: null,
  support: 'confirmed',
  origin: null,
  evidenceId: nextId,
  happenedAt: istanbul(happened),
  recordedAt: istanbul(learnt),
  recordedBy: 'ben',
  ...more,
});

/** An editor's decision of one instant. */
export const decided = (
  outcome: Outcome,
  at: string,
  learnt = at,
  more: Partial<VerdictFact> = {},
): VerdictFact => ({
  id: nextId++,
  outcome,
  reversesId: null,
  partyId: null,
  evidenceId: nextId,
  needsApproval: false,
  happenedAt: istanbul(at),
  recordedAt: istanbul(learnt),
  recordedBy: 'carla',
  ...more,
});

/** The decision taken back. */
export const takenBack = (verdict: VerdictFact, at: string): VerdictFact => ({
  ...decided('met', at),
  outcome: null,
  reversesId: verdict.id,
  evidenceId: null,
});

export const dayIn = (day: string, zone = ZONE): number => startOfDay(day, zone);
