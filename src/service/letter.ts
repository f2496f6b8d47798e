/**
 * From claimed alerts to what is to be said: which alerts still hold, which one stands for several about the same
 * commitment, and the lines of the message. The state is judged at the moment of sending, not when the alert was
 * decided.
 */
import { ALERT_KINDS, type AlertKind, ENDINGS, isOwed, stillHolds } from '../domain/alerts.ts';
import type { Assessment } from '../domain/assess.ts';
import { sequenceOf } from '../domain/calendar-entry.ts';
import { GERMAN_STATUS, germanReason } from '../domain/german.ts';
import type { Language } from '../domain/language.ts';
import type { CommitmentRecord } from '../domain/record.ts';
import { describeStanding } from '../domain/sides.ts';
import { reasonFor, STATUS_LABELS, SUPPORT_WORDS, windowBefore } from '../domain/words.ts';
import type { AlertLine, SentAs } from '../mail/message.ts';
import type { ClaimedAlert, Untold } from '../store/deliveries.ts';
import type { Story } from '../store/stories.ts';
import { TOGETHER } from '../store/told.ts';
import { alsoOf } from './also.ts';
import { saidIn, windowIn } from './said-in.ts';
import { whyOf } from './why.ts';

/** A commitment as it stands at the moment of sending. */
export interface Present {
  readonly record: CommitmentRecord;
  readonly assessment: Assessment;
  readonly story: Story;
}

/** One line of a message to be: the alert that is told, and all subscriptions for which it is. */
export interface Chosen {
  readonly alert: ClaimedAlert;
  readonly present: Present;
  readonly all: readonly ClaimedAlert[];
}

/** What is to be sent, and what is dropped and why. */
export interface Selection {
  readonly send: readonly Chosen[];
  readonly drop: readonly Untold[];
}

const rank = (alert: ClaimedAlert): number => ALERT_KINDS.indexOf(alert.kind) * 100 + (alert.leadDays ?? 0);

/**
 * Chooses among the alerts of one message: only what holds, and one alert a commitment, the gravest. The same
 * occasion for several subscriptions is one line, told for all of them. The gravest come first, corrections before
 * all. `active` are the subscriptions that still are; `faults` says why a commitment without a present state could
 * not be judged.
 */
export function select(
  alerts: readonly ClaimedAlert[],
  presents: ReadonlyMap<number, Present>,
  faults: ReadonlyMap<number, string>,
  active: ReadonlySet<number>,
): Selection {
  const drop: Untold[] = [];
  const outrun: { alert: ClaimedAlert; present: Present }[] = [];
  const chosen = new Map<number, Chosen>();
  const refuse = ({ occasionId, subscriptionId }: ClaimedAlert, why: string): void => {
    drop.push({ occasionId, subscriptionId, why });
  };
  for (const alert of alerts) {
    if (!active.has(alert.subscriptionId)) {
      refuse(alert, 'the subscription is no longer active');
      continue;
    }
    const present = presents.get(alert.commitmentId);
    if (present === undefined) {
      const fault = faults.get(alert.commitmentId);
      refuse(alert, fault === undefined ? 'the commitment is gone' : `it cannot be judged: ${fault}`);
      continue;
    }
    if (!stillHolds(alert, present.assessment)) {
      if (alert.wasTold && !alert.toldSince && isOwed(alert, present.assessment))
        outrun.push({ alert, present });
      else refuse(alert, `no longer holds: the commitment is ${present.assessment.status}`);
      continue;
    }
    if (saidAs(alert, present.assessment) === null) {
      refuse(alert, 'no longer holds: what it corrects was not told');
      continue;
    }
    choose(chosen, alert, present);
  }
  for (const { alert, present } of outrun.reverse()) {
    const other = chosen.get(alert.commitmentId);
    // Whoever is told here how it stands needs no word about what was said in between.
    if (other?.all.some(({ kind }) => ENDINGS.includes(kind)))
      refuse(alert, `no longer holds: the commitment is ${present.assessment.status}`);
    else choose(chosen, alert, present);
  }
  for (const { alert, all } of chosen.values())
    for (const one of all) if (one.occasionId !== alert.occasionId) refuse(one, `${TOGETHER} ${alert.kind}`);
  const send = [...chosen.values()].sort((a, b) => rank(a.alert) - rank(b.alert));
  return { send, drop };
}

/** Takes an alert that holds into the line about its commitment, which the gravest tells. */
function choose(chosen: Map<number, Chosen>, alert: ClaimedAlert, present: Present): void {
  const other = chosen.get(alert.commitmentId);
  if (other === undefined) {
    chosen.set(alert.commitmentId, { alert, present, all: [alert] });
    return;
  }
  const graver = rank(alert) < rank(other.alert) ? alert : other.alert;
  chosen.set(alert.commitmentId, { ...other, alert: graver, all: [...other.all, alert] });
}

/**
 * As what kind an alert is told. A correction of what was never sent is plain news of how it was settled; where it is
 * open there is no news in it: null.
 */
function saidAs({ kind, wasTold }: ClaimedAlert, { status, settledAt }: Assessment): AlertKind | null {
  if (kind !== 'corrected' || wasTold) return kind;
  if (settledAt === null) return null;
  return status === 'met' ? 'met' : 'closed';
}

/** `corrected`, `moved` and `repeat` say what it is; else `digest` when all who get it wait for one, `first` or `stage`. */
export function sentAs({ alert, all }: Pick<Chosen, 'alert' | 'all'>): SentAs {
  if (alert.kind === 'corrected' && alert.wasTold) return 'corrected';
  if (alert.kind === 'deadline_moved') return 'moved';
  if (alert.kind === 'overdue_reminder') return 'repeat';
  if (all.every(({ rhythm }) => rhythm !== 'at_once')) return 'digest';
  return alert.isFirst ? 'first' : 'stage';
}

/** Alerts that tell of something done or decided, and so say what shows it. */
const SHOWING: readonly AlertKind[] = ['met', 'closed', 'corrected', 'progress'];

/** What shows it, why it was decided, and why a decision was taken back where this is what `alert` tells. */
function grounds(
  { assessment, story }: Present,
  alert: ClaimedAlert,
): Pick<AlertLine, 'evidence' | 'decidedWhy' | 'takenBackWhy'> {
  const { zone } = assessment.deadline;
  // Moments that facts bring are named by when the fact became known: an older reversal is not what is told.
  // Where amounts settled it, no decision about it did, whatever was decided before.
  const decided = assessment.settledBy === 'verdict' || alert.key.startsWith('side:');
  const isTold = alert.kind === 'corrected' && alert.key.endsWith(`@${story.takenBackAt}`);
  return {
    evidence: story.evidence.map((one) => ({ ...one, support: SUPPORT_WORDS[one.support], zone })),
    ...(decided && story.decidedWhy !== null ? { decidedWhy: story.decidedWhy } : {}),
    ...(isTold && story.takenBackWhy !== null ? { takenBackWhy: story.takenBackWhy } : {}),
  };
}

function progressOf({ record, assessment, story }: Present): AlertLine['progress'] {
  const names = new Map(story.committerIds.map((party, index) => [party, story.committers[index] ?? '']));
  const progress = describeStanding(assessment, record.target, record.committers, names);
  // Met without the amounts that would make it so: a decision did it, and the message must say that.
  const decided = assessment.status === 'met' && assessment.progress?.reachedAt === null;
  return progress === null || !decided ? progress : { ...progress, decided };
}

/** One line of the message. */
export function lineFor({ alert, present, all }: Chosen, baseUrl: string, language: Language): AlertLine {
  const { record, assessment, story } = present;
  const kind = saidAs(alert, assessment) ?? alert.kind;
  const { window, zone } = assessment.deadline;
  const [reasonIn, labels] =
    language === 'de' ? ([germanReason, GERMAN_STATUS] as const) : ([reasonFor, STATUS_LABELS] as const);
  const reason = reasonIn({ ...alert, kind }, assessment);
  return {
    kind,
    commitmentId: String(story.id),
    sequence: sequenceOf(record, assessment),
    reason:
      kind === 'deadline_moved' && story.movedWhy !== null
        ? `${reason} ${language === 'de' ? 'Verzeichneter Grund' : 'Reason on record'}: ${story.movedWhy}`
        : reason,
    sentAs: sentAs({ alert, all }),
    because: whyOf(all, language),
    ...saidIn(story),
    status: labels[assessment.status],
    ...(assessment.late === true ? { late: { days: assessment.daysLate ?? 0 } } : {}),
    ...(kind === 'disputed' && !assessment.disputed ? { settled: true } : {}),
    window: windowIn(story, window, zone),
    ...(kind === 'deadline_moved' ? { before: windowBefore(assessment), eventUrl: story.eventUrl } : {}),
    explanation: story.explanation,
    progress: progressOf(present),
    ...(SHOWING.includes(kind) ? grounds(present, alert) : {}),
    also: alsoOf(story.beside, { kind, assessment, baseUrl }),
    url: `${baseUrl}/commitments/${story.id}`,
    occurredAt: alert.occurredAt,
  };
}
