/**
 * Which things are worth telling, with a named reason, and whether a thing that was worth telling still is.
 * Pure: the sweep writes what `occasionsSince` says, the sender asks `stillHolds` again just before it sends.
 */
import type { Assessment } from './assess.ts';
import type { Moment } from './chronicle.ts';
import { assertNever } from './errors.ts';
import type { CommitmentRecord, EventKind } from './record.ts';
import { LEAD_DAYS, type LeadDays, lastReminder, leadAt } from './schedule.ts';

/** Alert kinds (design, section 4), gravest first: of two about one commitment in one message the first stays. */
export const ALERT_KINDS = [
  'corrected',
  'disputed',
  'closed',
  'met',
  'overdue',
  'overdue_reminder',
  'deadline_moved',
  'due',
  'due_soon',
  'review_due',
  'progress',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What can be chosen today: nothing on record makes an item disputed yet, so nobody is offered it. */
export const OFFERED_KINDS = ALERT_KINDS.filter((kind) => kind !== 'disputed');

/** What a new subscription is told unless it chooses otherwise. */
export const DEFAULT_KINDS = OFFERED_KINDS.filter((kind) => kind !== 'progress');
export const DEFAULT_LEADS: readonly LeadDays[] = [7, 1];

/** One thing to tell whoever follows the commitment; unique by (commitment, kind, key). */
export interface Occasion {
  readonly kind: AlertKind;
  readonly key: string;
  readonly version: number;
  /** For `due_soon`: which lead time this is. */
  readonly leadDays: LeadDays | null;
  /**
   * Kinds of alert that turned out wrong. A `corrected` occasion goes to exactly those who were told one of
   * them; any other occasion with the same key goes to everybody else.
   */
  readonly corrects: readonly AlertKind[];
  readonly occurredAt: number;
}

/** What an alert was about when it was decided. */
export interface AlertFacts {
  readonly kind: AlertKind;
  readonly key: string;
  readonly version: number;
}

/** The key of the moment that last settled or reopened it: whatever an earlier one said has been said anew. */
const lastWord = (moments: readonly Moment[]): string | undefined =>
  moments.findLast(({ kind, data }) => SETTLING.includes(kind) && data.repeats !== true)?.key;
const SETTLING: readonly EventKind[] = ['met', 'closed', 'reopened'];

/** Whether the state that an alert tells of still holds; one that does not is dropped, never sent. */
export function stillHolds(
  alert: AlertFacts,
  now: Pick<Assessment, 'status' | 'deadline' | 'at' | 'moments'>,
): boolean {
  const inForce = alert.version === now.deadline.version;
  switch (alert.kind) {
    case 'due_soon': {
      // In the time of grace the window has closed: it closes soon no more.
      const closed = now.deadline.window === null || now.deadline.window.closesAt <= now.at;
      return inForce && !closed && (now.status === 'upcoming' || now.status === 'due');
    }
    case 'due':
      return inForce && now.status === 'due';
    case 'overdue':
    case 'overdue_reminder':
      return inForce && now.status === 'overdue';
    case 'review_due':
      return inForce && (now.status === 'undated' || now.status === 'pending');
    case 'deadline_moved':
      return inForce;
    case 'met':
    case 'closed':
    case 'corrected':
      return alert.key === lastWord(now.moments);
    case 'progress':
    case 'disputed':
      return true;
    default:
      return assertNever(alert.kind);
  }
}

/** What a moment in the chronicle is told as. */
function fromMoment(moment: Moment): Occasion[] {
  const { kind, key, version, occurredAt } = moment;
  if (kind === 'recorded' || moment.data.repeats === true) return [];
  const corrects: AlertKind[] = moment.corrects.flatMap((wrong): AlertKind[] =>
    wrong === 'overdue' ? ['overdue', 'overdue_reminder'] : [wrong],
  );
  const told: Occasion[] = [];
  if (corrects.length > 0)
    told.push({ kind: 'corrected', key, version, leadDays: null, corrects, occurredAt });
  if (kind !== 'reopened') told.push({ kind, key, version, leadDays: null, corrects, occurredAt });
  return told;
}

/**
 * Everything that has become worth telling after `since` (epoch milliseconds, exclusive) and still holds. After
 * an outage this says the present state once: stages that were passed meanwhile no longer hold, and of many
 * missed reminders only the latest remains.
 */
export function occasionsSince(record: CommitmentRecord, assessment: Assessment, since: number): Occasion[] {
  const { deadline, at, status } = assessment;
  const fresh = assessment.moments.filter((moment) => moment.knownAt > since);
  const occasions = fresh.flatMap(fromMoment);
  if (deadline.window !== null && (status === 'upcoming' || status === 'due')) {
    const { closesAt } = deadline.window;
    for (const days of LEAD_DAYS) {
      const instant = leadAt(closesAt, deadline.zone, days);
      if (instant <= since || instant > at || instant < deadline.recordedAt) continue;
      const key = `lead:${days}:v${deadline.version}`;
      const { version } = deadline;
      occasions.push({ kind: 'due_soon', key, version, leadDays: days, corrects: [], occurredAt: instant });
    }
  }
  if (
    deadline.window !== null &&
    status === 'overdue' &&
    !fresh.some((moment) => moment.kind === 'overdue')
  ) {
    const reminder = lastReminder(deadline.window.closesAt + record.graceMs, deadline.zone, at);
    if (reminder !== null && reminder.at > since) {
      const { version } = deadline;
      const key = `reminder:${reminder.day}:v${version}`;
      const kind = 'overdue_reminder';
      occasions.push({ kind, key, version, leadDays: null, corrects: [], occurredAt: reminder.at });
    }
  }
  return occasions.filter((occasion) => stillHolds(occasion, assessment));
}
