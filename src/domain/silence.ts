/** Reminders that are held for a while, disputes, and what happens when nobody keeps a word given about them. */

import type { Known } from './known.ts';
import { rivals, standing } from './ledger.ts';
import type { CommitmentRecord, MoreFacts, NoticeFact, ObjectionFact } from './record.ts';

/** The notice in force at `at`: somebody has it in hand, or put it off; null when reminders go on. */
export function silenceAt(more: MoreFacts, at: number): NoticeFact | null {
  const latest = more.notices.findLast(({ recordedAt }) => recordedAt <= at);
  return latest?.untilAt != null && latest.untilAt > at ? latest : null;
}

/**
 * The latest notice, when somebody had the matter in hand until `at` and has recorded nothing about it since: then
 * the next editor is told. What others recorded meanwhile was not theirs to do.
 */
export function unattendedAt(more: MoreFacts, deeds: readonly Deed[], at: number): NoticeFact | null {
  const notice = more.notices.findLast(({ recordedAt }) => recordedAt <= at);
  if (notice === undefined || notice.kind !== 'acknowledged' || notice.untilAt !== at) return null;
  const said = [...more.withdrawals, ...more.objections, ...more.conditions];
  const done = [...deeds, ...more.looks, ...more.answers, ...more.approvals, ...said].some(
    ({ recordedBy, recordedAt }) =>
      recordedBy === notice.recordedBy && recordedAt > notice.recordedAt && recordedAt <= at,
  );
  return done ? null : notice;
}
type Deed = { readonly recordedBy: string; readonly recordedAt: number };

/** What counts as having done something about it: an amount, a decision, a new date, other criteria. */
export const deedsOf = (
  record: Pick<CommitmentRecord, 'progress' | 'verdicts' | 'deadlines' | 'criteria'>,
): readonly Deed[] => [...record.progress, ...record.verdicts, ...record.deadlines, ...record.criteria];

/** Objections that have no answer yet. */
export function openObjections(more: MoreFacts): ObjectionFact[] {
  if (more.objections.length === 0) return [];
  const answered = new Set(more.answers.map(({ objectionId }) => objectionId));
  return more.objections.filter(({ id }) => !answered.has(id));
}

/** Whether claims stand against each other: an objection is open, or several numbers for one claim stand unverified. */
export const isDisputed = ({ progress, more }: Pick<Known, 'progress' | 'more'>): boolean =>
  openObjections(more).length > 0 || rivals(standing(progress, more)).length > 0;
