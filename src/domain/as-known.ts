/**
 * The state as it was known at one time about another: "what did we know on day K about day D". Knowledge is what had
 * been recorded by K; of that, what happened (or took effect) by D tells how things stood on D.
 */
import { civilDate, startOfDay } from './civil.ts';
import { recordBy } from './known.ts';
import type { InBoth, Language } from './language.ts';
import { type CommitmentRecord, type MoreFacts, NO_MORE } from './record.ts';
import { formatInstant } from './shown.ts';

/** Instants in epoch milliseconds: `asOf`, up to when we knew things; `on`, about when. */
export interface AsKnown {
  readonly asOf: number;
  readonly on: number;
}

type Fact = { readonly recordedAt: number };

/** Facts that took effect by `on`; those learnt later, up to `asOf`, count as if they had been known then. */
const effective = <T extends Fact>(facts: readonly T[], on: number, when: (fact: T) => number): T[] =>
  facts
    .filter((fact) => when(fact) <= on)
    .map((fact) => (fact.recordedAt > on ? { ...fact, recordedAt: on } : fact));
const recorded = ({ recordedAt }: Fact): number => recordedAt;

/**
 * The record that `assess(record, on)` is to be asked about; null when the commitment was not on record by `asOf`. A
 * fulfilment of the 14th that was learnt on the 20th is seen on the 15th by whoever knows what was known on the 20th.
 * What has no time of its own but its recording (a new date, an objection, an approval) counts from then on.
 */
export function asKnown(record: CommitmentRecord, { asOf, on }: AsKnown): CommitmentRecord | null {
  if (record.recordedAt > asOf) return null;
  const known = recordBy(record, asOf);
  const { more } = known;
  const happened = (fact: { happenedAt: number }): number => fact.happenedAt;
  const looked: MoreFacts = {
    conditions: effective(more.conditions, on, happened),
    objections: effective(more.objections, on, recorded),
    answers: effective(more.answers, on, recorded),
    // That evidence does not stand is so from the beginning, whenever it was found out.
    withdrawals: more.withdrawals.map((fact) => ({ ...fact, recordedAt: Math.min(fact.recordedAt, on) })),
    approvals: effective(more.approvals, on, () => Number.NEGATIVE_INFINITY),
    notices: effective(more.notices, on, recorded),
    looks: effective(more.looks, on, recorded),
  };
  const [first, ...later] = known.deadlines;
  const [words, ...revised] = known.criteria;
  // Before it was recorded things stood as they were first recorded.
  const begins = Math.min(record.recordedAt, on);
  return {
    ...known,
    recordedAt: begins,
    // Before the first report about it an older condition was kept as a note, and nothing waited for it.
    conditional: known.conditional && !(known.weighedLater && looked.conditions.length === 0),
    deadlines: [
      ...(first === undefined ? [] : [{ ...first, recordedAt: begins }]),
      ...effective(later, on, recorded),
    ],
    criteria: [
      ...(words === undefined ? [] : [{ ...words, recordedAt: begins }]),
      ...effective(revised, on, recorded),
    ],
    progress: effective(known.progress, on, happened),
    verdicts: effective(known.verdicts, on, happened),
    more: Object.values(looked).every((list: readonly unknown[]) => list.length === 0) ? NO_MORE : looked,
    parts: known.parts.flatMap((part) => asKnown(part, { asOf, on }) ?? []),
    knownUntil: begins - 1,
  };
}

const WORDS: InBoth<{ readonly known: (day: string) => string; readonly about: (day: string) => string }> = {
  en: { known: (day) => `As it was known on ${day}`, about: (day) => `, about ${day}` },
  de: { known: (day) => `Was am ${day} bekannt war`, about: (day) => `, zum Stand am ${day}` },
};

/** The last instant of a civil day stands for that day; any other is shown with its time. */
function dayOrInstant(instant: number, zone: string, language: Language): string {
  const next = instant + 1;
  const wholeDay = next === startOfDay(civilDate(next, zone), zone);
  return formatInstant(instant, zone, { time: !wholeDay, language });
}

/** In words, in `zone`: `As it was known on Fri 20 Jun 2025, about Sun 15 Jun 2025`. */
export function describeAsKnown({ asOf, on }: AsKnown, zone: string, language: Language = 'en'): string {
  const words = WORDS[language];
  const known = words.known(dayOrInstant(asOf, zone, language));
  return on === asOf ? known : `${known}${words.about(dayOrInstant(on, zone, language))}`;
}
