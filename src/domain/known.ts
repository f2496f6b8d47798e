/** What was known by an instant: the record without what was recorded later. Instants are epoch milliseconds. */
import { type CommitmentRecord, type MoreFacts, NO_MORE, type Support } from './record.ts';

/** The facts that decide whether and how a commitment is settled, as far as they were known. */
export type Known = Pick<
  CommitmentRecord,
  'target' | 'committers' | 'partsRule' | 'conditional' | 'progress' | 'verdicts' | 'more' | 'parts'
> & {
  /** The tally that decides. */
  readonly decides: Support;
};

/** The facts recorded up to `at`; the list itself when that is all of them. */
export const knownBy = <T extends { recordedAt: number }>(facts: readonly T[], at: number): readonly T[] => {
  const first = facts.findIndex((fact) => fact.recordedAt > at);
  return first === -1 ? facts : facts.filter((fact) => fact.recordedAt <= at);
};

const LISTS = [
  'conditions',
  'objections',
  'answers',
  'withdrawals',
  'approvals',
  'notices',
  'looks',
] as const satisfies readonly (keyof MoreFacts)[];

function moreBy(more: MoreFacts, at: number): MoreFacts {
  if (more === NO_MORE) return NO_MORE;
  return {
    conditions: knownBy(more.conditions, at),
    objections: knownBy(more.objections, at),
    answers: knownBy(more.answers, at),
    withdrawals: knownBy(more.withdrawals, at),
    approvals: knownBy(more.approvals, at),
    notices: knownBy(more.notices, at),
    looks: knownBy(more.looks, at),
  };
}

/** The record as it stood at `at`: later facts, and parts that were added later, left out. */
export function recordBy(record: CommitmentRecord, at: number): CommitmentRecord {
  return {
    ...record,
    criteria: knownBy(record.criteria, at),
    deadlines: knownBy(record.deadlines, at),
    progress: knownBy(record.progress, at),
    verdicts: knownBy(record.verdicts, at),
    more: moreBy(record.more, at),
    parts: record.parts.length === 0 ? record.parts : partsBy(record, at),
  };
}

const partsBy = (record: CommitmentRecord, at: number): CommitmentRecord[] =>
  record.parts.filter((part) => part.recordedAt <= at).map((part) => recordBy(part, at));

/** Everything on record, as the facts that decide. */
export const atLast = (record: CommitmentRecord): Known => ({
  ...record,
  decides: record.criteria.at(-1)?.decides ?? 'declared',
});

/** The facts that decide, as known by `at`. */
export function factsBy(record: CommitmentRecord, at: number): Known {
  return {
    target: record.target,
    committers: record.committers,
    partsRule: record.partsRule,
    conditional: record.conditional,
    decides: knownBy(record.criteria, at).at(-1)?.decides ?? 'declared',
    progress: knownBy(record.progress, at),
    verdicts: knownBy(record.verdicts, at),
    more: moreBy(record.more, at),
    parts: record.parts.length === 0 ? record.parts : partsBy(record, at),
  };
}

/** The instants at which somebody recorded something about it or its parts, ascending, up to `now`. */
export function knowledgePoints(record: CommitmentRecord, now: number): number[] {
  const plain = record.more === NO_MORE && record.parts.length === 0 && record.criteria.length === 1;
  if (plain && record.deadlines.length === 1 && record.progress.length === 0 && record.verdicts.length === 0)
    return [record.recordedAt];
  const points = new Set<number>([record.recordedAt]);
  collect(record, (at) => {
    if (at <= now) points.add(Math.max(at, record.recordedAt));
  });
  return [...points].sort((a, b) => a - b);
}

function collect(record: CommitmentRecord, add: (at: number) => void): void {
  add(record.recordedAt);
  for (const facts of [record.criteria, record.deadlines, record.progress, record.verdicts])
    for (const fact of facts) add(fact.recordedAt);
  if (record.more !== NO_MORE)
    for (const list of LISTS) for (const fact of record.more[list]) add(fact.recordedAt);
  for (const part of record.parts) collect(part, add);
}

/** Who recorded what became known at exactly `at`: of several facts the one that decides most. */
export function authorAt(record: CommitmentRecord, at: number): string | undefined {
  const { more } = record;
  const lists = [
    record.verdicts,
    more.approvals,
    more.answers,
    more.withdrawals,
    more.conditions,
    record.progress,
    record.deadlines.slice(1),
    record.criteria.slice(1),
    more.objections,
  ];
  for (const list of lists) {
    const fact = list.findLast(({ recordedAt }) => recordedAt === at);
    if (fact !== undefined) return fact.recordedBy;
  }
  for (const part of record.parts) {
    const author = authorAt(part, at);
    if (author !== undefined) return author;
  }
  return undefined;
}
