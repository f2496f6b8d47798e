/**
 * Which things are worth telling, with a named reason, and whether a thing that was worth telling still is.
 * Pure: the sweep writes what `occasionsSince` says, the sender asks `stillHolds` again just before it sends.
 */
import type { Assessment } from './assess.ts';
import type { Moment, Wrong } from './chronicle.ts';
import { assertNever } from './errors.ts';
import { type CommitmentRecord, type EventKind, isOpen, type Status } from './record.ts';
import { type LeadDays, lastReminder, leadsBetween } from './schedule.ts';

/** Alert kinds (design, section 4), gravest first: of two about one commitment in one message the first stays. */
export const ALERT_KINDS = [
  'corrected',
  'disputed',
  'closed',
  'met',
  'overdue',
  'unattended',
  'overdue_reminder',
  'deadline_moved',
  'due',
  'due_soon',
  'review_due',
  'progress',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** What can be chosen. That nobody attended to what was in hand is told to the next editor, not to who follows. */
export const OFFERED_KINDS = ALERT_KINDS.filter((kind) => kind !== 'unattended');

/** What a new subscription is told unless it chooses otherwise. */
export const DEFAULT_KINDS = OFFERED_KINDS.filter((kind) => kind !== 'progress');
export const DEFAULT_LEADS: readonly LeadDays[] = [7, 1, 0];

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
  /** For `unattended`: who had it in hand; null otherwise. */
  readonly actor: string | null;
}

/** What an alert was about when it was decided. */
export interface AlertFacts {
  readonly kind: AlertKind;
  readonly key: string;
  readonly version: number;
}

/** The key of the moment that last settled or reopened it: whatever an earlier one said has been said anew. */
const lastWord = (moments: readonly Moment[]): string | undefined =>
  moments.findLast(
    ({ kind, data, corrects }) =>
      (SETTLING.includes(kind) && data.repeats !== true) || (kind === 'condition' && corrects.length > 0),
  )?.key;
const SETTLING: readonly EventKind[] = ['met', 'closed', 'reopened'];
const DISPUTING: readonly EventKind[] = ['disputed', 'dispute_settled', 'objection_unanswered'];

/** What the last moment of these kinds is about. */
const lastOf = (moments: readonly Moment[], kinds: readonly EventKind[]): string | undefined =>
  moments.findLast(({ kind }) => kinds.includes(kind))?.key;

/** Whether the state that an alert tells of still holds; one that does not is dropped, never sent. */
export function stillHolds(
  alert: AlertFacts,
  now: Pick<Assessment, 'status' | 'deadline' | 'at' | 'moments' | 'silence' | 'fallen'>,
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
      return inForce && now.status === 'overdue';
    case 'overdue_reminder':
      return inForce && now.status === 'overdue' && now.silence === null;
    case 'unattended':
      return isOpen(now.status) && now.silence === null && alert.key === lastOf(now.moments, ['unattended']);
    case 'review_due':
      return inForce && (now.status === 'undated' || now.status === 'pending');
    case 'deadline_moved':
      return inForce;
    case 'met':
    case 'closed':
    case 'corrected':
      // That it waits for its condition is wrong as soon as the condition is met again.
      if (alert.key.startsWith('condition:') && now.status !== 'pending') return false;
      return alert.key === lastWord(now.moments);
    case 'disputed':
      return alert.key === lastOf(now.moments, DISPUTING);
    case 'progress':
      return !now.fallen.has(alert.key);
    default:
      return assertNever(alert.kind);
  }
}

/** As what it stands while what an alert of the kind said is right. That it was closed was said with how. */
const RIGHT_WHILE: Readonly<Record<string, readonly Status[]>> = {
  due_soon: ['upcoming', 'due', 'overdue'],
  due: ['due', 'overdue'],
  overdue: ['overdue'],
  overdue_reminder: ['overdue'],
  met: ['met'],
};

/**
 * Whether a correction that something later has outrun is owed all the same: its reader was told what is wrong still,
 * and may follow nothing that would tell them better.
 */
export const isOwed = (
  { kind, corrects }: Pick<Occasion, 'kind' | 'corrects'>,
  { status }: Pick<Assessment, 'status'>,
): boolean => kind === 'corrected' && !corrects.some((said) => RIGHT_WHILE[said]?.includes(status));

/** The kinds that say how it ended, or that it did not. */
export const ENDINGS: readonly AlertKind[] = ['corrected', 'met', 'closed'];

/** What a moment in the chronicle is told as. */
function fromMoment(moment: Moment): Occasion[] {
  const { key, version, occurredAt } = moment;
  const kind = TOLD_AS[moment.kind];
  if (moment.data.repeats === true) return [];
  const corrects: AlertKind[] = moment.corrects.flatMap((wrong) => SAID_WITH[wrong]);
  const actor = kind === 'unattended' && typeof moment.data.by === 'string' ? moment.data.by : null;
  const told: Occasion[] = [];
  const one = { key, version, leadDays: null, corrects, occurredAt, actor };
  if (corrects.length > 0) told.push({ ...one, kind: 'corrected' });
  if (moment.kind !== 'reopened' && kind !== null) told.push({ ...one, kind });
  return told;
}

/** The kinds of alert that say what a moment shows to be wrong. */
const SAID_WITH = {
  due_soon: ['due_soon'],
  due: ['due', 'due_soon'],
  overdue: ['overdue', 'overdue_reminder'],
  met: ['met'],
  closed: ['closed'],
} satisfies Record<Wrong, readonly AlertKind[]>;

/** As what kind of alert each kind of event is told; null: not at all, what follows from it is told by itself. */
const TOLD_AS = {
  recorded: null,
  due: 'due',
  overdue: 'overdue',
  progress: 'progress',
  met: 'met',
  closed: 'closed',
  reopened: 'corrected',
  deadline_moved: 'deadline_moved',
  review_due: 'review_due',
  condition: null,
  disputed: 'disputed',
  dispute_settled: 'disputed',
  objection_unanswered: 'disputed',
  unattended: 'unattended',
} satisfies Record<EventKind, AlertKind | null>;

/**
 * Everything that has become worth telling after `since` (epoch milliseconds, exclusive) and still holds. After
 * an outage this says the present state once: stages that were passed meanwhile no longer hold, and of many
 * missed reminders only the latest remains.
 */
export function occasionsSince(record: CommitmentRecord, assessment: Assessment, since: number): Occasion[] {
  const { deadline, at, status, overdueAt } = assessment;
  const fresh = assessment.moments.filter((moment) => moment.knownAt > since);
  const occasions = withoutRepeats(fresh, assessment, since).flatMap(fromMoment);
  const { version } = deadline;
  const byTime = { version, leadDays: null, corrects: [], actor: null };
  if (deadline.window !== null && (status === 'upcoming' || status === 'due')) {
    const { closesAt } = deadline.window;
    for (const { days, at: instant } of leadsBetween(closesAt, deadline.zone, since, at)) {
      if (instant < deadline.recordedAt) continue;
      const key = `lead:${days}:v${version}`;
      occasions.push({ ...byTime, kind: 'due_soon', key, leadDays: days, occurredAt: instant });
    }
  }
  if (overdueAt !== null && status === 'overdue' && !fresh.some((moment) => moment.kind === 'overdue')) {
    const reminder = lastReminder(overdueAt, deadline.zone, at);
    const kind = 'overdue_reminder';
    const because = partIn(assessment.moments);
    const ended = silenceEnded(record, since, at);
    if (reminder !== null && reminder.at > since)
      occasions.push({
        ...byTime,
        kind,
        key: `reminder:${reminder.day}:v${version}${because}`,
        occurredAt: reminder.at,
      });
    else if (ended !== null)
      occasions.push({
        ...byTime,
        kind,
        key: `reminder:after:${ended.id}:v${version}`,
        occurredAt: ended.at,
      });
  }
  return occasions.filter((occasion) => stillHolds(occasion, assessment));
}

/** The part by which it was last called overdue, as keys have it: each has reminders of its own. Empty for none. */
const partIn = (moments: readonly Moment[]): string =>
  /:part\d+(v\d+)?/.exec(moments.findLast(({ kind }) => kind === 'overdue')?.key ?? '')?.[0] ?? '';

/** A condition that was taken back, or failed. */
const takesBack = ({ kind, data }: Moment): boolean => kind === 'condition' && data.state !== 'met';

/**
 * What is fresh without what was told before and is as true as it was: a condition that was taken back, or failed, and
 * was met again before anybody heard of it lets its time run anew. What is said to have been wrong is said anew.
 */
function withoutRepeats(fresh: readonly Moment[], assessment: Assessment, since: number): readonly Moment[] {
  const from = fresh.findIndex(takesBack);
  if (from === -1) return fresh;
  const told = assessment.moments.filter((moment) => moment.knownAt <= since);
  const wrong = fresh.flatMap(fromMoment).filter((one) => stillHolds(one, assessment));
  const taken = new Set(wrong.flatMap(({ corrects }) => corrects));
  return fresh.filter((moment, index) => {
    const { kind, version } = moment;
    if (index < from || (kind !== 'due' && kind !== 'overdue') || taken.has(kind)) return true;
    const last = told.findLast((one) => one.kind === kind || takesBack(one) || SETTLING.includes(one.kind));
    return last?.kind !== kind || last.version !== version;
  });
}

/** The notice whose silence has ended after `since`: reminders go on at once, and not only at their next turn. */
function silenceEnded(
  { more }: CommitmentRecord,
  since: number,
  at: number,
): { id: number; at: number } | null {
  const last = more.notices.findLast(({ recordedAt }) => recordedAt <= at);
  if (last?.untilAt == null || last.untilAt <= since || last.untilAt > at) return null;
  return { id: last.id, at: last.untilAt };
}
