/**
 * Status, progress, lateness and next check as one pure function of the record and `now` (design, section 3).
 */
import { chronicle, type Moment, type Standing } from './chronicle.ts';
import { assertNever } from './errors.ts';
import { factsBy, type Known, knownBy, recordBy } from './known.ts';
import { fallenKeys } from './ledger.ts';
import {
  type CommitmentRecord,
  type CriterionFact,
  type DeadlineVersion,
  NO_MORE,
  type NoticeFact,
  type Status,
} from './record.ts';
import { nextLeadAt, nextReminderAt } from './schedule.ts';
import { type Settlement, type Side, sidesOf, type Tally, tally, verdictInForce } from './settle.ts';
import { deedsOf, openObjections, silenceAt, unattendedAt } from './silence.ts';

export interface Assessment {
  readonly status: Status;
  /** True or false when met with a window; null otherwise. */
  readonly late: boolean | null;
  /** Civil days late in the commitment's zone; null unless late. */
  readonly daysLate: number | null;
  /** When met: before the window opened, inside it, or after it; null otherwise, and without a window. */
  readonly timing: 'early' | 'on_time' | 'late' | null;
  /** When it was settled (not when we learnt it), epoch milliseconds; null while open. */
  readonly settledAt: number | null;
  readonly settledBy: Settlement['by'] | null;
  /** Who made the decision that settles it and who approved it, where two had to agree; otherwise null. */
  readonly secondPerson: { readonly author: string; readonly approver: string } | null;
  /** Progress towards the target; null when the target is done-or-not-done. */
  readonly progress: Tally | null;
  /** By how much a target of at least so many is exceeded; 0 when it is not, or when nobody counts. */
  readonly over: number;
  /** Each side of a target that holds per party. */
  readonly sides: readonly Side[];
  /** What it consists of, each with its own status; empty for nearly all. */
  readonly parts: readonly { readonly id: number; readonly status: Status }[];
  readonly deadline: DeadlineVersion;
  /** When overdue is declared, epoch milliseconds; null while nothing is dated. */
  readonly overdueAt: number | null;
  /** Waits for its condition. */
  readonly waits: boolean;
  /** A mark beside the status: competing claims, or an objection without answer. */
  readonly disputed: boolean;
  /** What counts as fulfilled, in the version in force. */
  readonly criteria: CriterionFact;
  /** Keys of the moments that told of amounts which count no more. */
  readonly fallen: ReadonlySet<string>;
  /** Who holds reminders back and until when; null when nobody does. */
  readonly silence: NoticeFact | null;
  /** The instant this holds for: `now`, or `knownUntil` when the clock was set back before it. */
  readonly at: number;
  /** When to look again; after `at`, or null when only a new fact can change anything. */
  readonly nextCheckAt: number | null;
  /** Everything that happened up to `at`, in the order in which it became known. */
  readonly moments: readonly Moment[];
}

function statusOf(standing: Standing): Status {
  if (standing.settlement !== null) return standing.settlement.outcome;
  if (standing.waits) return 'pending';
  // What waits for an event is moved by time all the same where a part of it has a date.
  if (standing.bounds === null) return standing.deadline.pending ? 'pending' : 'undated';
  return standing.phase ?? 'upcoming';
}

function timingOf({ settlement, late, deadline }: Standing): Assessment['timing'] {
  if (settlement?.outcome !== 'met' || deadline.window === null) return null;
  if (late === true) return 'late';
  return settlement.at < deadline.window.opensAt ? 'early' : 'on_time';
}

/** The next instant at which time alone changes something or something wants saying. */
function nextCheck(record: CommitmentRecord, status: Status, standing: Standing, at: number): number | null {
  const { deadline, bounds } = standing;
  const after = (instants: readonly number[]): number | null => {
    let next: number | null = null;
    for (const instant of instants) if (instant > at && (next === null || instant < next)) next = instant;
    return next;
  };
  const kept = record.more === NO_MORE ? [] : openObjections(record.more).map(({ answerBy }) => answerBy);
  const until = record.more.notices.at(-1)?.untilAt ?? null;
  // The end of a silence says something where reminders wait for it, or where nothing was done meanwhile.
  const says =
    until !== null && (status === 'overdue' || unattendedAt(record.more, deedsOf(record), until) !== null);
  const held = until !== null && says ? [...kept, until] : kept;
  switch (status) {
    case 'undated':
    case 'pending':
      return after([
        ...(deadline.reviewAt === null ? held : [...held, deadline.reviewAt]),
        ...partBounds(record, at),
      ]);
    case 'upcoming':
    case 'due': {
      if (bounds === null) return after([...held, ...partBounds(record, at)]);
      const { opensAt, closesAt } = bounds.window;
      const lead = nextLeadAt(closesAt, deadline.zone, at);
      return after([opensAt, bounds.overdueAt, lead, ...held, ...partBounds(record, at)]);
    }
    case 'overdue': {
      if (bounds === null) return after([...held, ...partBounds(record, at)]);
      // While they are held, the next reminder is the end of that.
      const silent = until !== null && until > at;
      const reminder = silent ? until : nextReminderAt(bounds.overdueAt, deadline.zone, at);
      return after([reminder, ...held, ...partBounds(record, at)]);
    }
    case 'met':
    case 'partly_met':
    case 'not_met':
    case 'withdrawn':
    case 'superseded':
    case 'void':
      return after(kept);
    default:
      return assertNever(status);
  }
}

/** Whose word, beside its author's, the decision about the whole rests on. */
function secondPersonOf(facts: Known): Assessment['secondPerson'] {
  const verdict = verdictInForce(facts);
  const approval = facts.more.approvals.find((one) => one.approved && one.verdictId === verdict?.id);
  return verdict === null || approval === undefined
    ? null
    : { author: verdict.recordedBy, approver: approval.recordedBy };
}

/** When its parts want to be looked at: what happens to them may change the whole. */
function partBounds(record: CommitmentRecord, at: number): number[] {
  return record.parts.flatMap((part) => {
    const next = part.recordedAt <= at ? assess(part, at).nextCheckAt : null;
    return next === null ? [] : [next];
  });
}

/**
 * Judges the record at `now` (epoch milliseconds). Time is never taken to be earlier than what has already been
 * announced (`record.knownUntil`) nor than the recording itself, so a clock set back changes nothing.
 */
export function assess(record: CommitmentRecord, now: number): Assessment {
  const at = Math.max(now, record.knownUntil, record.recordedAt);
  const { moments, standing } = chronicle(record, at);
  const status = statusOf(standing);
  const facts = factsBy(record, at);
  const progress = tally(facts);
  const { target } = record;
  const excess =
    progress !== null && target !== null && target.comparator === 'at_least' && !target.perParty
      ? Number((progress.total - target.quantity).toFixed(6))
      : 0;
  return {
    status,
    late: standing.late,
    daysLate: standing.daysLate,
    timing: timingOf(standing),
    settledAt: standing.settlement?.at ?? null,
    settledBy: standing.settlement?.by ?? null,
    secondPerson: standing.settlement?.by === 'verdict' ? secondPersonOf(facts) : null,
    progress,
    over: Math.max(0, excess),
    sides: sidesOf(facts),
    parts: record.parts
      .filter((part) => part.recordedAt <= at)
      .map((part) => ({ id: part.id, status: assess(part, at).status })),
    deadline: standing.deadline,
    overdueAt: standing.bounds?.overdueAt ?? null,
    waits: standing.waits,
    disputed: standing.disputed,
    criteria: knownBy(record.criteria, at).at(-1) as CriterionFact,
    fallen: fallenKeys(facts.progress, facts.more),
    silence: record.more === NO_MORE ? null : silenceAt(record.more, at),
    at,
    nextCheckAt: nextCheck(record.more === NO_MORE ? record : recordBy(record, at), status, standing, at),
    moments,
  };
}
