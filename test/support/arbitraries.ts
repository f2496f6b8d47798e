import fc from 'fast-check';
import { startOfDay, windowOfDays } from '../../src/domain/civil.ts';
import {
  COMPARATORS,
  type CommitmentRecord,
  type DeadlineVersion,
  NO_MORE,
  OUTCOMES,
  PARTS_RULES,
  type ProgressFact,
  type VerdictFact,
} from '../../src/domain/record.ts';
import { LEAD_DAYS, leadAt } from '../../src/domain/schedule.ts';
import { DAY, HOUR } from './clock.ts';
import { type MoreDeed, moreDeed, withMore } from './more-deeds.ts';

/** Zones with civil days around which something happens: clock changes, a gap over midnight, a day that never was. */
export const TURNS = [
  ['UTC', ['2025-06-09', '2024-02-29', '2024-12-31']],
  ['Europe/Istanbul', ['2025-06-09', '2015-11-08', '2016-03-27']],
  ['America/Sao_Paulo', ['2018-11-04', '2018-02-18']],
  ['Australia/Lord_Howe', ['2025-04-06', '2025-10-05']],
  ['Pacific/Apia', ['2011-12-30', '2011-09-24']],
] as const;

/** A zone, and the first instant of a civil day in it within six weeks of one of its turns. */
export const place = fc
  .constantFrom(...TURNS.flatMap(([zone, days]) => days.map((day) => ({ zone, day }))))
  .chain(({ zone, day }) =>
    fc
      .integer({ min: -40, max: 40 })
      .map((days) => ({ zone, day: new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10) })),
  )
  .map(({ zone, day }) => ({ zone, day, midnight: startOfDay(day, zone) }));

const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

const gap = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(1, HOUR, DAY) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 20 * DAY }) },
);

/** Whole civil days, or any stretch to the minute. */
const windowFrom = (day: string, zone: string) =>
  fc.oneof(
    fc
      .tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: 0, max: 20 }))
      .map(([from, length]) => windowOfDays(addDays(day, from), addDays(day, from + length), zone)),
    fc
      .tuple(fc.integer({ min: -2_000, max: 40_000 }), fc.integer({ min: 1, max: 20_000 }))
      .map(([from, length]) => {
        const opensAt = startOfDay(day, zone) + from * 60_000;
        return { opensAt, closesAt: opensAt + length * 60_000 };
      }),
  );

type Dates = Pick<DeadlineVersion, 'window' | 'pending' | 'zone' | 'reviewAt' | 'origin'>;

export const datesFrom = (day: string, zone: string): fc.Arbitrary<Dates> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: windowFrom(day, zone).map((window) => ({
        window,
        pending: false,
        zone,
        reviewAt: null,
        origin: null,
      })),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({ pending: fc.boolean(), review: fc.option(fc.integer({ min: -3, max: 30 })) })
        .map(({ pending, review }) => ({
          window: null,
          pending,
          zone,
          reviewAt: review === null ? null : startOfDay(addDays(day, review), zone),
          origin: null,
        })),
    },
  );

/** A fact as somebody comes to record it: at `at` or as soon after it as knowledge time allows. */
export type Deed =
  | { readonly do: 'move'; readonly at: number; readonly dates: Dates }
  | {
      readonly do: 'progress';
      readonly at: number;
      readonly happenedBefore: number;
      readonly amount: number;
      readonly partyId: number | null;
    }
  | {
      readonly do: 'verdict';
      readonly at: number;
      readonly happenedBefore: number;
      readonly outcome: VerdictFact['outcome'];
    }
  | { readonly do: 'reverse'; readonly at: number }
  | (MoreDeed & { readonly at: number });

const amounts = fc.constantFrom(0.1, 0.2, 0.7, 1, 2.5, 10);

/** One step of a story, `after` milliseconds after the one before it. */
const step = (day: string, zone: string) =>
  fc.tuple(
    gap,
    fc.oneof(
      { weight: 2, arbitrary: datesFrom(day, zone).map((dates) => ({ do: 'move' as const, dates })) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('progress' as const),
          happenedBefore: gap,
          amount: amounts,
          partyId: fc.constantFrom(null, 1, 2),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('verdict' as const),
          happenedBefore: gap,
          outcome: fc.constantFrom(...OUTCOMES),
        }),
      },
      { weight: 2, arbitrary: fc.constant({ do: 'reverse' as const }) },
      { weight: 5, arbitrary: moreDeed },
    ),
  );

/** A commitment before anything was recorded about it, and what people record later, ascending by time. */
export interface Story {
  readonly start: CommitmentRecord;
  readonly deeds: readonly Deed[];
}

export const story: fc.Arbitrary<Story> = place.chain(({ zone, day, midnight }) =>
  fc
    .record({
      recordedAt: fc.integer({ min: -10 * DAY, max: 2 * DAY }).map((ms) => midnight + ms),
      dates: datesFrom(day, zone),
      graceMs: fc.constantFrom(0, 0, HOUR, DAY, 3 * DAY),
      target: fc.option(
        fc.record({
          comparator: fc.constantFrom(...COMPARATORS),
          quantity: fc.constantFrom(0.3, 1, 2.5, 10),
          unit: fc.constant('bodies'),
          perParty: fc.boolean(),
        }),
        { freq: 6 },
      ),
      partsRule: fc.constantFrom(...PARTS_RULES),
      conditional: fc.constantFrom(false, false, true),
      steps: fc.array(step(day, zone), { maxLength: 6 }),
    })
    .map(({ recordedAt, dates, graceMs, target, partsRule, conditional, steps }) => {
      let at = recordedAt;
      const deeds = steps.map(([after, what]): Deed => {
        at += after;
        return { ...what, at };
      });
      const first = { ...dates, version: 1, recordedAt, recordedBy: 'anna' };
      const start: CommitmentRecord = {
        id: 1,
        target,
        committers: target?.perParty === true ? [1, 2] : [],
        partsRule,
        conditional,
        weighedLater: false,
        criteria: [{ version: 1, decides: 'confirmed', measurable: true, recordedAt, recordedBy: 'anna' }],
        more: NO_MORE,
        parts: [],
        graceMs,
        recordedAt,
        recordedBy: 'anna',
        deadlines: [first],
        progress: [],
        verdicts: [],
        occurrence: null,
        knownUntil: recordedAt - 1,
      };
      return { start, deeds };
    }),
);

/** The record with one more fact, recorded at `now`; unchanged where there is nothing to reverse. */
export function withDeed(record: CommitmentRecord, deed: Deed, now: number): CommitmentRecord {
  const stamp = { recordedAt: now, recordedBy: 'ben' };
  const id = record.progress.length + record.verdicts.length + 1;
  switch (deed.do) {
    case 'move': {
      const version = record.deadlines.length + 1;
      return { ...record, deadlines: [...record.deadlines, { ...deed.dates, ...stamp, version }] };
    }
    case 'progress': {
      const { amount, partyId, happenedBefore } = deed;
      const said = {
        claimId: null,
        claimedById: null,
        support: 'confirmed' as const,
        origin: null,
        evidenceId: id,
      };
      const fact: ProgressFact = { id, amount, partyId, ...said, happenedAt: now - happenedBefore, ...stamp };
      return { ...record, progress: [...record.progress, fact] };
    }
    case 'verdict':
    case 'reverse': {
      const undone = new Set(record.verdicts.map((verdict) => verdict.reversesId));
      const standing = record.verdicts.findLast(
        (verdict) => verdict.outcome !== null && !undone.has(verdict.id),
      );
      if (deed.do === 'reverse' && standing === undefined) return record;
      const whole = { ...stamp, partyId: null, needsApproval: false };
      const fact: VerdictFact =
        deed.do === 'verdict'
          ? {
              id,
              outcome: deed.outcome,
              reversesId: null,
              evidenceId: id,
              happenedAt: now - deed.happenedBefore,
              ...whole,
            }
          : {
              id,
              outcome: null,
              reversesId: standing?.id ?? null,
              evidenceId: null,
              happenedAt: now,
              ...whole,
            };
      return { ...record, verdicts: [...record.verdicts, fact] };
    }
    default:
      return withMore(record, deed, now);
  }
}

/** The whole story as one record of which nothing has been announced; facts may share an instant. */
export const recordOf = ({ start, deeds }: Story): CommitmentRecord =>
  deeds.reduce((record, deed) => withDeed(record, deed, deed.at), start);

export const record: fc.Arbitrary<CommitmentRecord> = story.map(recordOf);

/** Instants at which something could happen to this record, each with its neighbours: where faults hide. */
export function edges(record: CommitmentRecord): number[] {
  const instants = [record.recordedAt];
  for (const { window, reviewAt, zone, recordedAt } of record.deadlines) {
    instants.push(recordedAt);
    if (reviewAt !== null) instants.push(reviewAt);
    if (window === null) continue;
    const { opensAt, closesAt } = window;
    instants.push(opensAt, closesAt, closesAt + record.graceMs, closesAt + record.graceMs + 3 * DAY);
    for (const days of LEAD_DAYS) instants.push(leadAt(closesAt, zone, days));
  }
  for (const { recordedAt } of [...record.progress, ...record.verdicts]) instants.push(recordedAt);
  const { more } = record;
  for (const list of Object.values(more)) for (const { recordedAt } of list) instants.push(recordedAt);
  for (const { answerBy } of more.objections) instants.push(answerBy);
  for (const { untilAt } of more.notices) if (untilAt !== null) instants.push(untilAt);
  return instants.flatMap((instant) => [instant - 1, instant, instant + 1]);
}

/** A record with an instant to judge it at: at its edges, or anywhere up to a year after it was recorded. */
export const recordAndInstant = record.chain((made) =>
  fc
    .oneof(
      fc.constantFrom(...edges(made)),
      fc.integer({ min: 0, max: 365 * DAY }).map((ms) => made.recordedAt + ms),
    )
    .map((now) => ({ record: made, now })),
);
