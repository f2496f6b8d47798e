/**
 * What is on record about one commitment, as the pure core sees it: the obligation itself, and the facts that
 * people have recorded about it. Instants are epoch milliseconds (UTC).
 *
 * Every fact has a `recordedAt`, the instant at which Duly learnt it. Within one commitment these instants only
 * move forward, whatever the clocks of the machines say (see `service/record`).
 */
import type { Window } from './deadline/types.ts';

/** Kinds of statement that are opened as commitments; directives, forecasts and deeds never are. */
export const MODALITIES = ['commitment', 'intention', 'proposal', 'obligation'] as const;
export type Modality = (typeof MODALITIES)[number];

export const COMPARATORS = ['at_least', 'at_most', 'exactly', 'about'] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** What an editor can decide. */
export const OUTCOMES = ['met', 'partly_met', 'not_met', 'withdrawn', 'superseded', 'void'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How a piece of evidence is supported. */
export const SUPPORTS = ['declared', 'confirmed', 'verified'] as const;
export type Support = (typeof SUPPORTS)[number];

/** The status of a commitment (design, section 3). */
export const STATUSES = ['undated', 'pending', 'upcoming', 'due', 'overdue', ...OUTCOMES] as const;
export type Status = (typeof STATUSES)[number];

/** Whether nothing has settled it. */
export const isOpen = (status: Status): boolean => !OUTCOMES.some((outcome) => outcome === status);

/** How much: absent means done or not done. */
export interface Target {
  readonly comparator: Comparator;
  readonly quantity: number;
  readonly unit: string;
  /** Holds for each committer by itself ("from each side"). */
  readonly perParty: boolean;
}

/** What a date can be worked out anew for: its event, its calendar of working days, a rule that reads its words. */
export const CAUSES = ['anchor', 'calendar', 'rule'] as const;
export type Cause = (typeof CAUSES)[number];

/** What a date that nobody stated goes back to. */
export interface Origin {
  readonly cause: Cause;
  /** Name and version of the rule, `from-event/1`. */
  readonly rule: string;
  /** The words that name the event; null when it hangs on none. */
  readonly anchor: string | null;
  /** When the event happens, as a civil day or in epoch milliseconds; null while it is not on record. */
  readonly happened: string | number | null;
}

/** One version of the deadline; 1 is the first date, later ones are revisions. */
export interface DeadlineVersion {
  readonly version: number;
  /** The window, or null when undated or waiting for its anchor. */
  readonly window: Window | null;
  /** Waits for an event that has not happened. */
  readonly pending: boolean;
  /** IANA zone in which civil days are counted. */
  readonly zone: string;
  /** When an item without a window wants to be looked at again. */
  readonly reviewAt: number | null;
  /** Null for a date that somebody stated. */
  readonly origin: Origin | null;
  readonly recordedAt: number;
  readonly recordedBy: string;
}

/** Whether the failure of one side excuses the others, where a target holds for each of them. */
export const PARTS_RULES = ['independent', 'mutual'] as const;
export type PartsRule = (typeof PARTS_RULES)[number];

/** An amount towards the target: when it happened, and when we learnt it. */
export interface ProgressFact {
  readonly id: number;
  readonly amount: number;
  /** The side it counts for, when the target holds per party. */
  readonly partyId: number | null;
  /** The claim that this entry supports, or gives another number for; null for a claim of its own. */
  readonly claimId: number | null;
  /** The party that says so; null when nobody is named. */
  readonly claimedById: number | null;
  readonly support: Support;
  /** Where the report comes from in the first place; copies of one report count once. */
  readonly origin: string | null;
  readonly evidenceId: number;
  readonly happenedAt: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
}

/** An editor's decision, or the reversal of one (`reversesId`); exactly one of the two is set. */
export interface VerdictFact {
  readonly id: number;
  readonly outcome: Outcome | null;
  readonly reversesId: number | null;
  /** The side it is about; null when it is about the whole. */
  readonly partyId: number | null;
  /** What it rests on; null for a reversal, and in rows older than that rule. */
  readonly evidenceId: number | null;
  /** Decides nothing before a second person has approved it. */
  readonly needsApproval: boolean;
  readonly happenedAt: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
}

interface Recorded {
  readonly recordedAt: number;
  readonly recordedBy: string;
}

/** One version of what counts as fulfilled; 1 was recorded with the commitment. */
export interface CriterionFact extends Recorded {
  readonly version: number;
  /** The tally that decides: amounts supported like this, or better. */
  readonly decides: Support;
  /** Whether what is written down can be decided at all. */
  readonly measurable: boolean;
}

/** What is known of the condition; the latest report counts. */
export interface ConditionFact extends Recorded {
  readonly id: number;
  readonly state: 'met' | 'failed' | 'open';
  readonly happenedAt: number;
}

/** Somebody disagrees with an entry, a verdict, or (neither) the whole, and wants an answer by `answerBy`. */
export interface ObjectionFact extends Recorded {
  readonly id: number;
  readonly progressId: number | null;
  readonly verdictId: number | null;
  readonly answerBy: number;
}

export const ANSWERS = ['upheld', 'rejected', 'withdrawn'] as const;
export interface AnswerFact extends Recorded {
  readonly objectionId: number;
  /** Upheld: what the objection is about no longer counts. */
  readonly outcome: (typeof ANSWERS)[number];
}

/** Evidence that no longer stands, and with it whatever rests on it. */
export interface WithdrawalFact extends Recorded {
  readonly evidenceId: number;
}

/** A second person's word on a verdict. */
export interface ApprovalFact extends Recorded {
  readonly verdictId: number;
  readonly approved: boolean;
}

/** Reminders are held until `untilAt`; null when they go on (`resumed`). */
export interface NoticeFact extends Recorded {
  readonly id: number;
  readonly kind: 'acknowledged' | 'snoozed' | 'resumed';
  readonly untilAt: number | null;
}

/** Facts of the kinds that few commitments have; each list ascends in the order of recording. */
export interface MoreFacts {
  readonly conditions: readonly ConditionFact[];
  readonly objections: readonly ObjectionFact[];
  readonly answers: readonly AnswerFact[];
  readonly withdrawals: readonly WithdrawalFact[];
  readonly approvals: readonly ApprovalFact[];
  readonly notices: readonly NoticeFact[];
  /** Somebody looked for evidence and found none. */
  readonly looks: readonly Recorded[];
}

/** What nearly every commitment has of these: one object, so that it is recognised at a glance. */
export const NO_MORE: MoreFacts = {
  conditions: [],
  objections: [],
  answers: [],
  withdrawals: [],
  approvals: [],
  notices: [],
  looks: [],
};

export interface CommitmentRecord {
  readonly id: number;
  readonly target: Target | null;
  /** Party ids of those who must act. */
  readonly committers: readonly number[];
  /** Time after closing before overdue is declared, milliseconds. */
  readonly graceMs: number;
  /** Which time, from 1, of which series; null when it does not come again. */
  readonly occurrence: { readonly series: number; readonly number: number } | null;
  readonly recordedAt: number;
  readonly recordedBy: string;
  readonly partsRule: PartsRule;
  /** Holds only on a condition that is weighed. */
  readonly conditional: boolean;
  /** It is older than the weighing of conditions: its own is weighed from the first report about it on. */
  readonly weighedLater: boolean;
  /** Ascending by version; never empty. */
  readonly criteria: readonly CriterionFact[];
  /** Ascending by version; never empty. */
  readonly deadlines: readonly DeadlineVersion[];
  /** Ascending by id. */
  readonly progress: readonly ProgressFact[];
  /** Ascending by id. */
  readonly verdicts: readonly VerdictFact[];
  readonly more: MoreFacts;
  /** The commitments that this one consists of, ascending by id; empty for nearly all. */
  readonly parts: readonly CommitmentRecord[];
  /**
   * The last instant up to which what happened has been announced. Time is never taken to be earlier, so a
   * clock set back changes nothing.
   */
  readonly knownUntil: number;
}

/** What can happen to a commitment; each is one row in the event log. */
export type EventKind =
  | 'recorded'
  | 'due'
  | 'overdue'
  | 'progress'
  | 'met'
  | 'closed'
  | 'reopened'
  | 'deadline_moved'
  | 'review_due'
  | 'condition'
  | 'disputed'
  | 'dispute_settled'
  | 'objection_unanswered'
  | 'unattended';
