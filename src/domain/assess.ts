/**
 * Status, progress, lateness and next check as one pure function of the record and `now` (design, section 3).
 */
import { chronicle, type Moment } from './chronicle.ts';
import { assertNever } from './errors.ts';
import type { CommitmentRecord, DeadlineVersion, Status } from './record.ts';
import { LEAD_DAYS, leadAt, nextReminderAt } from './schedule.ts';
import { type Tally, tally } from './settle.ts';

export interface Assessment {
  readonly status: Status;
  /** True or false when met with a window; null otherwise. */
  readonly late: boolean | null;
  /** Civil days late in the commitment's zone; null unless late. */
  readonly daysLate: number | null;
  /** When it was settled (not when we learnt it), epoch milliseconds; null while open. */
  readonly settledAt: number | null;
  /** Progress towards the target; null when the target is done-or-not-done. */
  readonly progress: Tally | null;
  readonly deadline: DeadlineVersion;
  /** The instant this holds for: `now`, or `knownUntil` when the clock was set back before it. */
  readonly at: number;
  /** When to look again; after `at`, or null when only a new fact can change anything. */
  readonly nextCheckAt: number | null;
  /** Everything that happened up to `at`, in the order in which it became known. */
  readonly moments: readonly Moment[];
}

function statusOf(standing: ReturnType<typeof chronicle>['standing']): Status {
  if (standing.settlement !== null) return standing.settlement.outcome;
  if (standing.deadline.pending) return 'pending';
  if (standing.deadline.window === null) return 'undated';
  return standing.phase ?? 'upcoming';
}

/** The next instant at which time alone changes something or something wants saying. */
function nextCheck(
  record: CommitmentRecord,
  status: Status,
  deadline: DeadlineVersion,
  at: number,
): number | null {
  const after = (instants: number[]): number | null => {
    const later = instants.filter((instant) => instant > at);
    return later.length === 0 ? null : Math.min(...later);
  };
  switch (status) {
    case 'undated':
    case 'pending':
      return deadline.reviewAt === null ? null : after([deadline.reviewAt]);
    case 'upcoming':
    case 'due': {
      if (deadline.window === null) return null;
      const { opensAt, closesAt } = deadline.window;
      const leads = LEAD_DAYS.map((days) => leadAt(closesAt, deadline.zone, days));
      return after([opensAt, closesAt + record.graceMs, ...leads]);
    }
    case 'overdue':
      return deadline.window === null
        ? null
        : nextReminderAt(deadline.window.closesAt + record.graceMs, deadline.zone, at);
    case 'met':
    case 'partly_met':
    case 'not_met':
    case 'withdrawn':
    case 'superseded':
    case 'void':
      return null;
    default:
      return assertNever(status);
  }
}

/**
 * Judges the record at `now` (epoch milliseconds). Time is never taken to be earlier than what has already been
 * announced (`record.knownUntil`) nor than the recording itself, so a clock set back changes nothing.
 */
export function assess(record: CommitmentRecord, now: number): Assessment {
  const at = Math.max(now, record.knownUntil, record.recordedAt);
  const { moments, standing } = chronicle(record, at);
  const status = statusOf(standing);
  const known = record.progress.filter((entry) => entry.recordedAt <= at);
  return {
    status,
    late: standing.late,
    daysLate: standing.daysLate,
    settledAt: standing.settlement?.at ?? null,
    progress: record.target === null ? null : tally(record.target, known, record.committers),
    deadline: standing.deadline,
    at,
    nextCheckAt: nextCheck(record, status, standing.deadline, at),
    moments,
  };
}
