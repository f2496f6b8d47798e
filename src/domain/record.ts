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

/** An amount towards the target: when it happened, and when we learnt it. */
export interface ProgressFact {
  readonly id: number;
  readonly amount: number;
  /** The side it counts for, when the target holds per party. */
  readonly partyId: number | null;
  readonly happenedAt: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
}

/** An editor's decision, or the reversal of one (`reversesId`); exactly one of the two is set. */
export interface VerdictFact {
  readonly id: number;
  readonly outcome: Outcome | null;
  readonly reversesId: number | null;
  readonly happenedAt: number;
  readonly recordedAt: number;
  readonly recordedBy: string;
}

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
  /** Ascending by version; never empty. */
  readonly deadlines: readonly DeadlineVersion[];
  /** Ascending by id. */
  readonly progress: readonly ProgressFact[];
  /** Ascending by id. */
  readonly verdicts: readonly VerdictFact[];
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
  | 'review_due';
