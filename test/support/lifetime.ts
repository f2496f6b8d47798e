import { type Occasion, occasionsSince } from '../../src/domain/alerts.ts';
import { assess } from '../../src/domain/assess.ts';
import type { CommitmentRecord } from '../../src/domain/record.ts';
import { type Deed, withDeed } from './arbitraries.ts';

/** Somebody records a fact, or (without one) a sweep looks. */
export type Step = Deed | { readonly do?: never; readonly at: number };

/** A row of the event log; when it was noticed is left out, that may differ. */
export interface Logged {
  readonly key: string;
  readonly kind: string;
  readonly occurredAt: number;
  readonly actor: string | null;
}

export const eventsOf = (record: CommitmentRecord, now: number): Logged[] =>
  assess(record, now).moments.map(({ key, kind, occurredAt, actor }) => ({ key, kind, occurredAt, actor }));

/**
 * What the sweep and the use cases do to one commitment, without a database: see `service/change`. With `dueOnly`
 * looks are those of the sweep, which leaves alone what has nothing to check.
 */
export function live(start: CommitmentRecord, steps: readonly Step[], { dueOnly = false } = {}) {
  const events: Logged[] = [];
  const occasions: Occasion[] = [];
  const writtenAt: number[] = [];
  let record = start;
  let nextCheckAt: number | null = null;
  const announce = (now: number): void => {
    const assessment = assess(record, now);
    const before = events.length + occasions.length;
    for (const { key, kind, occurredAt, actor, knownAt } of assessment.moments)
      if (knownAt > record.knownUntil) events.push({ key, kind, occurredAt, actor });
    occasions.push(...occasionsSince(record, assessment, record.knownUntil));
    if (events.length + occasions.length > before) writtenAt.push(assessment.at);
    nextCheckAt = assessment.nextCheckAt;
    record = { ...record, knownUntil: assessment.at };
  };
  announce(start.recordedAt);
  for (const step of steps) {
    if (step.do === undefined) {
      if (!dueOnly || (nextCheckAt !== null && step.at >= nextCheckAt)) announce(step.at);
      continue;
    }
    const now = Math.max(step.at, record.knownUntil + 1);
    const changed = withDeed(record, step, now);
    if (changed === record) continue;
    record = changed;
    announce(now);
  }
  return { record, events, occasions, writtenAt };
}
