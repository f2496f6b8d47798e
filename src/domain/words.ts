/**
 * Words for people: status labels, progress, and the sentence that says why an alert is sent. Neutral: they say
 * what is on record, never who is right.
 */
import type { AlertKind } from './alerts.ts';
import type { Assessment } from './assess.ts';
import { civilDate, daysBetween } from './civil.ts';
import type { Window } from './deadline/types.ts';
import { assertNever } from './errors.ts';
import type { Origin, Status, Support, Target } from './record.ts';
import type { Tally } from './settle.ts';
import { formatDate, formatHappened, formatInstant } from './shown.ts';
import type { KeptClass } from './track-record.ts';

export const STATUS_LABELS = {
  undated: 'Undated',
  pending: 'Pending',
  upcoming: 'Upcoming',
  due: 'Due',
  overdue: 'Overdue',
  met: 'Met',
  partly_met: 'Partly met',
  not_met: 'Not met',
  withdrawn: 'Withdrawn',
  superseded: 'Superseded',
  void: 'Void',
} satisfies Record<Status, string>;

/** The classes of a track record, for people. */
export const CLASS_LABELS = {
  kept_on_time: 'Kept on time',
  kept_late: 'Kept late',
  in_part: 'Kept in part',
  not_kept: 'Not kept',
  overdue: 'Overdue',
  unratable: 'Unratable',
  not_yet_due: 'Not yet due',
} satisfies Record<KeptClass, string>;

/** How a piece of evidence is supported, for people. */
export const SUPPORT_WORDS = {
  declared: 'declared by one side',
  confirmed: 'confirmed by the other side',
  verified: 'verified by a third',
} satisfies Record<Support, string>;

const COMPARATOR_WORDS = { at_least: 'at least ', at_most: 'at most ', exactly: 'exactly ', about: 'about ' };

/** A quantity for people: `6,000`, `2.5`. */
export const formatQuantity = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 6 });

/** The target in words: `at least 6,000 bodies`, `at least 1,000 prisoners from each side`. */
export function describeTarget(target: Target): string {
  const each = target.perParty ? ' from each side' : '';
  return `${COMPARATOR_WORDS[target.comparator]}${formatQuantity(target.quantity)} ${target.unit}${each}`;
}

const plural = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

type Described = Pick<Assessment, 'status' | 'late' | 'daysLate'> &
  Partial<Pick<Assessment, 'timing' | 'over' | 'sides' | 'parts'>>;

/**
 * The status for people, with what tells fulfilments apart: `Met, 2 days late`, `Met early`, `Met, exceeded by 12`,
 * `Partly met (1 of 2)`.
 */
export function describeStatus(assessment: Described): string {
  const { status, late, daysLate, timing, over = 0, sides = [], parts = [] } = assessment;
  const label = STATUS_LABELS[status];
  if (status === 'partly_met') {
    const all = sides.length > 0 ? sides.map((side) => side.outcome) : parts.map((part) => part.status);
    const met = all.filter((one) => one === 'met').length;
    return all.length === 0 ? label : `${label} (${met} of ${all.length})`;
  }
  const more = status === 'met' && over > 0 ? `, exceeded by ${formatQuantity(over)}` : '';
  if (late === true) return `${label}, ${daysLate ? `${plural(daysLate)} ` : ''}late${more}`;
  return `${label}${timing === 'early' ? ' early' : ''}${more}`;
}

const SIDE_WORDS = { ...STATUS_LABELS, void: 'excused' } satisfies Record<Status, string>;

/** How each side stands: `Russia met, Ukraine 640 of 1,000`; null where nothing holds for each side. */
export function describeEach(
  { sides }: Pick<Assessment, 'sides'>,
  target: Target | null,
  names: ReadonlyMap<number, string>,
): string | null {
  if (sides.length === 0 || target === null) return null;
  return sides
    .map(({ partyId, outcome, total }) => {
      const name = names.get(partyId) ?? `side ${partyId}`;
      const stands = `${formatQuantity(total)} of ${formatQuantity(target.quantity)}`;
      return `${name} ${outcome === null ? stands : SIDE_WORDS[outcome].toLowerCase()}`;
    })
    .join(', ');
}

/** The three tallies and the gap: `declared 1,212, confirmed 1,200, verified 0; 12 declared are not confirmed`. */
export function describeTallies({ levels, decides }: Tally): string {
  const { declared, confirmed, verified } = levels;
  const sums = `declared ${formatQuantity(declared)}, confirmed ${formatQuantity(confirmed)}, verified ${formatQuantity(verified)}`;
  const gap = Number((declared - confirmed).toFixed(6));
  const apart = gap > 0 ? `; ${formatQuantity(gap)} declared are not confirmed` : '';
  return `${sums}${apart} (${decides} decides)`;
}

/** The sums of several sides in words, each with its name when all names are known. */
function describeSides(
  sides: readonly { party: number; sum: number }[],
  names: ReadonlyMap<number, string>,
): string {
  const known = sides.every(({ party }) => names.has(party));
  return sides
    .map(({ party, sum }) => (known ? `${names.get(party)} ${formatQuantity(sum)}` : formatQuantity(sum)))
    .join(known ? ', ' : ' and ');
}

/**
 * Progress towards a target: words, and a fraction from 0 to 1. Null when there is no target. `names` of the
 * committers say whose each number is when the target holds per party.
 */
export function describeProgress(
  assessment: Pick<Assessment, 'progress'>,
  target: Target | null,
  committers: readonly number[],
  names: ReadonlyMap<number, string> = new Map(),
): { text: string; fraction: number | null } | null {
  if (target === null || assessment.progress === null) return null;
  const { total, byParty } = assessment.progress;
  if (target.perParty && committers.length > 0) {
    const sides = committers.map((party) => ({ party, sum: byParty.get(party) ?? 0 }));
    const least = Math.min(...sides.map(({ sum }) => sum));
    const text = `${describeSides(sides, names)} of ${describeTarget(target)}`;
    return { text, fraction: Math.min(1, least / target.quantity) };
  }
  return {
    text: `${formatQuantity(total)} of ${describeTarget(target)}`,
    fraction: target.comparator === 'at_most' ? null : Math.min(1, total / target.quantity),
  };
}

/** Civil days from the assessment to the closing of the window in its zone; negative after it, 0 without a window. */
function daysUntilClosing({ at, deadline }: Pick<Assessment, 'at' | 'deadline'>): number {
  if (deadline.window === null) return 0;
  return daysBetween(civilDate(at, deadline.zone), civilDate(deadline.window.closesAt, deadline.zone));
}

/** Why this is told now, in one sentence. */
export function reasonFor(
  alert: { kind: AlertKind; key?: string; occurredAt: number; corrects: readonly AlertKind[] },
  assessment: Assessment,
): string {
  const { zone } = assessment.deadline;
  // Counted when it is said: a message may come late, after an outage or many tries.
  const untilClosing = daysUntilClosing(assessment);
  const day = formatInstant(alert.occurredAt, zone, { time: false });
  switch (alert.kind) {
    case 'due_soon':
      return untilClosing > 0 ? `The window closes in ${plural(untilClosing)}.` : 'The window closes today.';
    case 'due':
      return `The window has opened (${formatInstant(alert.occurredAt, zone)}).`;
    case 'overdue':
      return 'The window has closed and no fulfilment is on record.';
    case 'overdue_reminder':
      return `Still open ${plural(-untilClosing)} after the window closed; no fulfilment is on record.`;
    case 'progress':
      return `Progress dated ${day} was added to the record.`;
    case 'met':
      return assessment.late === true
        ? `Fulfilment dated ${day} is on record, after the window had closed.`
        : `Fulfilment dated ${day} is on record.`;
    case 'closed':
      return closing(assessment);
    case 'deadline_moved':
      return moved(assessment);
    case 'corrected':
      return correction(alert, assessment, day);
    case 'disputed':
      return dispute(alert.key ?? '', assessment);
    case 'unattended':
      return 'It was taken in hand until now, and nothing has been recorded about it since.';
    case 'review_due':
      return 'No date was stated; the day to look at it again has come.';
    default:
      return assertNever(alert.kind);
  }
}

function closing({ status, settledBy }: Assessment): string {
  const as = STATUS_LABELS[status].toLowerCase();
  switch (settledBy) {
    case 'condition':
      return `Its condition was reported as failed: ${as}.`;
    case 'parts':
      return `All that it consists of is settled: ${as}.`;
    default:
      return `An editor closed it: ${as}.`;
  }
}

function dispute(key: string, { disputed }: Pick<Assessment, 'disputed'>): string {
  if (key.startsWith('objection_unanswered'))
    return 'An objection is on record, and the time to answer it has passed.';
  return disputed
    ? 'Competing claims or an objection are on record, side by side, each with who says it.'
    : 'What was disputed has been answered; both sides stay on record.';
}

/**
 * What moved a date that nobody stated, as the event log keeps it (see `Origin`): `signing on Mon 9 Jun 2025, rule
 * from-event/1`. Null for a date that somebody stated. Times are shown in `zone`.
 */
export function describeOrigin(data: unknown, zone: string): string | null {
  const { cause, rule, anchor, happened } = (data ?? {}) as Partial<Record<keyof Origin, unknown>>;
  if (typeof cause !== 'string' || typeof rule !== 'string') return null;
  const on = typeof happened === 'number' ? formatHappened(happened, zone) : happened;
  const day = typeof on === 'string' ? ` on ${/^\d{4}-\d{2}-\d{2}$/.test(on) ? formatDate(on) : on}` : '';
  const event = typeof anchor === 'string' ? `${anchor}${day || ' not on record'}, ` : '';
  return `${event}${cause === 'calendar' ? 'calendar changed, ' : ''}rule ${rule}`;
}

/**
 * The window before the one in force, as the last move tells it; null when there was none, so that the date was set
 * and not moved.
 */
export function windowBefore({ moments }: Pick<Assessment, 'moments'>): Window | null {
  const move = moments.findLast(({ kind }) => kind === 'deadline_moved');
  return (move?.data.from as Window | null | undefined) ?? null;
}

function moved(assessment: Pick<Assessment, 'deadline' | 'moments'>): string {
  const { origin, window } = assessment.deadline;
  const first = windowBefore(assessment) === null;
  if (origin === null)
    return first ? 'A date was stated where there was none.' : 'A new date for the same act was stated.';
  switch (origin.cause) {
    case 'anchor':
      if (window === null)
        return 'The event that the date hangs on had been recorded in error: the date is open again.';
      return first
        ? 'The event that the date hangs on is on record, and the date follows from it.'
        : 'What was on record about the event that the date hangs on has been corrected, and the date with it.';
    case 'calendar':
      return 'The calendar of working days has changed, and the date with it.';
    case 'rule':
      return 'The same words were worked out anew, by a newer rule.';
    default:
      return assertNever(origin.cause);
  }
}

function correction(alert: { corrects: readonly AlertKind[] }, assessment: Assessment, day: string): string {
  if (assessment.status === 'met' && alert.corrects.includes('overdue'))
    return `We told you this was overdue. Evidence learnt later shows that it was fulfilled on ${day}, in time.`;
  const told = alert.corrects.includes('met') ? 'met' : 'closed';
  const now = describeStatus(assessment).toLowerCase();
  return `We told you this was ${told}. That was taken back; on the record it now stands as: ${now}.`;
}
