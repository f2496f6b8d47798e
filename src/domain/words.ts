/**
 * Words for people: status labels, progress, and the sentence that says why an alert is sent. Neutral: they say
 * what is on record, never who is right.
 */
import type { AlertKind } from './alerts.ts';
import type { Assessment } from './assess.ts';
import { civilDate, daysBetween } from './civil.ts';
import type { Window } from './deadline/types.ts';
import { assertNever } from './errors.ts';
import { type Language, uncapital } from './language.ts';
import { formatQuantity } from './numbers.ts';
import { isOpen, type Origin, SUPPORTS, type Target } from './record.ts';
import type { Levels, Tally } from './settle.ts';
import { formatDate, formatHappened, formatInstant } from './shown.ts';
import { WORDING } from './wording.ts';

export const STATUS_LABELS = WORDING.en.statuses;

/** How a piece of evidence is supported, for people. */
export const SUPPORT_WORDS = WORDING.en.supports;

/** The target in words: `at least 6,000 bodies`, `at least 1,000 prisoners from each side`. */
export function describeTarget(target: Target, language: Language = 'en'): string {
  const words = WORDING[language];
  const quantity = formatQuantity(target.quantity, language);
  return `${words.comparators[target.comparator]}${quantity} ${target.unit}${target.perParty ? words.each : ''}`;
}

const plural = WORDING.en.days;

type Described = Pick<Assessment, 'status' | 'late' | 'daysLate'> &
  Partial<Pick<Assessment, 'timing' | 'over' | 'sides' | 'parts'>>;

/**
 * The status for people, with what tells fulfilments apart: `Met, 2 days late`, `Met early`, `Met, exceeded by 12`,
 * `Partly met (1 of 2)`.
 */
export function describeStatus(assessment: Described, language: Language = 'en'): string {
  const words = WORDING[language];
  const { status, late, daysLate, timing, over = 0, sides = [], parts = [] } = assessment;
  const label = words.statuses[status];
  if (status === 'partly_met') {
    const all = sides.length > 0 ? sides.map((side) => side.outcome) : parts.map((part) => part.status);
    const met = all.filter((one) => one === 'met').length;
    return all.length === 0 ? label : `${label} (${met} ${words.of} ${all.length})`;
  }
  const more = status === 'met' && over > 0 ? words.exceeded(formatQuantity(over, language)) : '';
  if (late === true) return `${words.late(label, daysLate ? words.days(daysLate) : null)}${more}`;
  return `${timing === 'early' ? words.early(label) : label}${more}`;
}

/** How each side stands: `Russia met, Ukraine 640 of 1,000`, `Ukraine not met (640 of 1,000)`; null where nothing holds for each side. */
export function describeEach(
  { sides }: Pick<Assessment, 'sides'>,
  target: Target | null,
  names: ReadonlyMap<number, string>,
  language: Language = 'en',
): string | null {
  if (sides.length === 0 || target === null) return null;
  const words = WORDING[language];
  const say = (value: number): string => formatQuantity(value, language);
  return sides
    .map(({ partyId, outcome, total }) => {
      const name = names.get(partyId) ?? words.side(partyId);
      const stands = `${say(total)} ${words.of} ${say(target.quantity)}`;
      if (outcome === null) return `${name} ${stands}`;
      const short = (outcome === 'not_met' || outcome === 'partly_met') && total > 0;
      const as = outcome === 'void' ? words.excused : uncapital(words.statuses[outcome]);
      return `${name} ${as}${short ? ` (${stands})` : ''}`;
    })
    .join(', ');
}

/** `declared 1,212, confirmed 1,200, verified 0; 12 declared are not confirmed`. */
function describeLevels(levels: Levels, language: Language): string {
  const { tallies, unconfirmed } = WORDING[language];
  const sums = SUPPORTS.map((one) => `${tallies[one]} ${formatQuantity(levels[one], language)}`).join(', ');
  const gap = Number((levels.declared - levels.confirmed).toFixed(6));
  return gap > 0 ? `${sums}; ${unconfirmed(formatQuantity(gap, language))}` : sums;
}

/**
 * The three tallies and the gap, for each side where the target holds per party, and which one decides: `Russia:
 * declared 1,000, confirmed 640, verified 0; 360 declared are not confirmed. Ukraine: … (confirmed decides)`.
 */
export function describeTallies(
  { levels, levelsByParty, decides }: Pick<Tally, 'levels' | 'levelsByParty' | 'decides'>,
  names: ReadonlyMap<number, string> = new Map(),
  language: Language = 'en',
): string {
  const words = WORDING[language];
  const each = [...levelsByParty].map(
    ([party, own]) => `${names.get(party) ?? words.side(party)}: ${describeLevels(own, language)}`,
  );
  return `${each.length === 0 ? describeLevels(levels, language) : each.join('. ')} (${words.decides(decides)})`;
}

/** The sums of several sides in words, each with its name when all names are known. */
function describeSides(
  sides: readonly { party: number; sum: number }[],
  names: ReadonlyMap<number, string>,
  language: Language,
): string {
  const known = sides.every(({ party }) => names.has(party));
  const say = (value: number): string => formatQuantity(value, language);
  return sides
    .map(({ party, sum }) => (known ? `${names.get(party)} ${say(sum)}` : say(sum)))
    .join(known ? ', ' : WORDING[language].and);
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
  language: Language = 'en',
): { text: string; fraction: number | null } | null {
  if (target === null || assessment.progress === null) return null;
  const { total, byParty } = assessment.progress;
  const ofTarget = `${WORDING[language].of} ${describeTarget(target, language)}`;
  if (target.perParty && committers.length > 0) {
    const sides = committers.map((party) => ({ party, sum: byParty.get(party) ?? 0 }));
    const least = Math.min(...sides.map(({ sum }) => sum));
    const text = `${describeSides(sides, names, language)} ${ofTarget}`;
    return { text, fraction: Math.min(1, least / target.quantity) };
  }
  return {
    text: `${formatQuantity(total, language)} ${ofTarget}`,
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
      return alert.key?.startsWith('side:')
        ? `A decision about one side, dated ${day}, was added to the record.`
        : `Progress dated ${day} was added to the record.`;
    case 'met':
      return assessment.late === true
        ? `Fulfilment dated ${day} is on record, after the window had closed.${agreed(assessment)}`
        : `Fulfilment dated ${day} is on record.${agreed(assessment)}`;
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

/** Who decided and who approved, where two had to agree. */
const agreed = ({ secondPerson }: Assessment): string =>
  secondPerson === null ? '' : ` ${secondPerson.author} decided it and ${secondPerson.approver} approved it.`;

function closing(assessment: Assessment): string {
  const { status, settledBy } = assessment;
  const as = STATUS_LABELS[status].toLowerCase();
  switch (settledBy) {
    case 'condition':
      return `Its condition was reported as failed: ${as}.`;
    case 'parts':
      return `All that it consists of is settled: ${as}.`;
    default:
      return `An editor closed it: ${as}.${agreed(assessment)}`;
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
 * from-event/1`. Null for a date that somebody stated. Times are shown in `zone`; the words that name the event stay.
 */
export function describeOrigin(data: unknown, zone: string, language: Language = 'en'): string | null {
  const { cause, rule, anchor, happened } = (data ?? {}) as Partial<Record<keyof Origin, unknown>>;
  if (typeof cause !== 'string' || typeof rule !== 'string') return null;
  const words = WORDING[language].origin;
  const on = typeof happened === 'number' ? formatHappened(happened, zone, { language }) : happened;
  const isDay = typeof on === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(on);
  const day = typeof on === 'string' ? words.on(isDay ? formatDate(on, true, language) : on) : '';
  const event = typeof anchor === 'string' ? `${anchor}${day || words.missing}, ` : '';
  return `${event}${cause === 'calendar' ? words.calendar : ''}${words.rule(rule)}`;
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

/** What tells of the time of something, and not of how it ended. */
export const OF_DATES: readonly AlertKind[] = ['due_soon', 'due', 'overdue', 'overdue_reminder'];

function correction(alert: { corrects: readonly AlertKind[] }, assessment: Assessment, day: string): string {
  const { status, late } = assessment;
  if (status === 'met' && late !== true && alert.corrects.includes('overdue'))
    return `We told you this was overdue. Evidence learnt later shows that it was fulfilled on ${day}, in time.`;
  const now = describeStatus(assessment).toLowerCase();
  const decided = alert.corrects.includes('met') || alert.corrects.includes('closed');
  if (alert.corrects.some((told) => OF_DATES.includes(told))) {
    if (decided) return `What we told you of this no longer holds; on the record it now stands as: ${now}.`;
    if (status === 'pending')
      return 'What we told you of its dates no longer holds. That its condition was met has been taken back: it waits for the condition.';
    return status === 'met' || isOpen(status)
      ? `What we told you of its dates no longer holds; on the record it now stands as: ${now}.`
      : `What we told you of its dates no longer holds. ${closing(assessment)}`;
  }
  const told = alert.corrects.includes('met') ? 'met' : 'closed';
  return `We told you this was ${told}. That was taken back; on the record it now stands as: ${now}.`;
}
