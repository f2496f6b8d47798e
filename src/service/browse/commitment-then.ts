/**
 * What was on record about a commitment at one time, about another: the facts for reading, cut by the rule by which
 * `asKnown` cuts the record. The log keeps its own times: what had been recorded by then, of what had happened.
 */
import type { CommitmentFacts, EvidenceFacts } from '../../store/browse/commitment.ts';
import { happenedThen, inForceThen, type Past } from '../as-of.ts';

/** Evidence that was taken back later stood then; what was known of it is known about every day. */
const evidenceThen = (evidence: EvidenceFacts, { asOf }: Past): EvidenceFacts =>
  evidence.withdrawn !== null && evidence.withdrawn.recordedAt > asOf
    ? { ...evidence, withdrawn: null }
    : evidence;

function verdictsThen(all: CommitmentFacts['verdicts'], past: Past): CommitmentFacts['verdicts'] {
  const known = all.filter(happenedThen(past));
  return known.map((one) => ({
    ...one,
    reversed: known.some(({ reversesId }) => reversesId === one.id),
    approval: one.approval !== null && one.approval.recordedAt <= past.asOf ? one.approval : null,
    evidence: one.evidence === null ? null : evidenceThen(one.evidence, past),
  }));
}

/** The facts as they were known. What a worker has still to do, and what it stumbled over, is of today. */
export function factsThen(facts: CommitmentFacts, past: Past): CommitmentFacts {
  const { asOf, on } = past;
  return {
    ...facts,
    fault: null,
    faultAt: null,
    derivation: null,
    deadlines: facts.deadlines.filter((one) => one.version === 1 || inForceThen(past)(one)),
    anchorEvents: facts.anchorEvents.filter(inForceThen(past)),
    progress: facts.progress
      .filter(happenedThen(past))
      .map((one) => ({ ...one, evidence: evidenceThen(one.evidence, past) })),
    verdicts: verdictsThen(facts.verdicts, past),
    looks: facts.looks.filter(({ lookedAt, recordedAt }) => recordedAt <= asOf && lookedAt <= on),
    events: facts.events.filter(({ occurredAt, recordedAt }) => recordedAt <= asOf && occurredAt <= on),
    facts: facts.facts.filter(({ occurredAt, recordedAt }) => recordedAt <= asOf && occurredAt <= on),
  };
}
