/**
 * The sentences of `words.ts` that say why an alert is sent, and the names of statuses, in German. What is on record
 * (quotes, titles, the derivation of a date, reasons of editors) keeps its own words.
 */
import type { AlertKind } from './alerts.ts';
import type { Assessment } from './assess.ts';
import { civilDate, daysBetween } from './civil.ts';
import { assertNever } from './errors.ts';
import { uncapital } from './language.ts';
import { formatInstant } from './shown.ts';
import { WORDING } from './wording.ts';
import { OF_DATES, windowBefore } from './words.ts';

export const GERMAN_STATUS = WORDING.de.statuses;

const inDays = (days: number): string => (days === 1 ? '1 Tag' : `${days} Tagen`);

/** Why this is told now, in one German sentence. */
export function germanReason(
  alert: { kind: AlertKind; key?: string; occurredAt: number; corrects: readonly AlertKind[] },
  assessment: Assessment,
): string {
  const { deadline, at, late, status } = assessment;
  const { zone, window } = deadline;
  const left = window === null ? 0 : daysBetween(civilDate(at, zone), civilDate(window.closesAt, zone));
  const day = formatInstant(alert.occurredAt, zone, { time: false, language: 'de' });
  const as = uncapital(GERMAN_STATUS[status]);
  const { secondPerson: two } = assessment;
  const agreed = two === null ? '' : ` Entschieden von ${two.author}, bestätigt von ${two.approver}.`;
  switch (alert.kind) {
    case 'due_soon':
      return left > 0 ? `Die Frist endet in ${inDays(left)}.` : 'Die Frist endet heute.';
    case 'due':
      return `Die Frist hat begonnen (${formatInstant(alert.occurredAt, zone, { language: 'de' })}).`;
    case 'overdue':
      return 'Die Frist ist verstrichen, und eine Erfüllung ist nicht verzeichnet.';
    case 'overdue_reminder':
      return `Noch offen ${left === -1 ? '1 Tag' : `${-left} Tage`} nach Ende der Frist; eine Erfüllung ist nicht verzeichnet.`;
    case 'unattended':
      return 'Jemand hatte es bis jetzt in der Hand, und seither ist nichts dazu verzeichnet worden.';
    case 'progress':
      return alert.key?.startsWith('side:')
        ? `Eine Entscheidung über eine Seite vom ${day} wurde verzeichnet.`
        : `Ein Fortschritt vom ${day} wurde verzeichnet.`;
    case 'met':
      return late === true
        ? `Eine Erfüllung vom ${day} ist verzeichnet, nach Ende der Frist.${agreed}`
        : `Eine Erfüllung vom ${day} ist verzeichnet.${agreed}`;
    case 'closed':
      return `Es ist abgeschlossen: ${as}.${agreed}`;
    case 'deadline_moved':
      if (window === null) return 'Der Termin ist wieder offen.';
      return windowBefore(assessment) === null
        ? 'Es gibt nun einen Termin, wo keiner war.'
        : 'Der Termin hat sich geändert.';
    case 'corrected':
      if (status === 'met' && late !== true && alert.corrects.includes('overdue'))
        return `Wir hatten gemeldet, es sei überfällig. Später bekannt gewordene Belege zeigen, dass es am ${day} rechtzeitig erfüllt wurde.`;
      if (alert.corrects.some((told) => OF_DATES.includes(told))) {
        if (alert.corrects.includes('met') || alert.corrects.includes('closed'))
          return `Was wir dazu gemeldet hatten, gilt nicht mehr; verzeichnet ist nun: ${as}.`;
        if (status === 'pending')
          return 'Was wir zu seinen Fristen gemeldet hatten, gilt nicht mehr. Dass die Bedingung erfüllt ist, wurde zurückgenommen: Es hängt wieder von der Bedingung ab.';
        if (assessment.settledBy !== 'condition')
          return `Was wir zu seinen Fristen gemeldet hatten, gilt nicht mehr; verzeichnet ist nun: ${as}.`;
        return `Was wir zu seinen Fristen gemeldet hatten, gilt nicht mehr. Die Bedingung ist nicht eingetreten: ${as}.`;
      }
      return `Wir hatten gemeldet, es sei ${alert.corrects.includes('met') ? 'erfüllt' : 'abgeschlossen'}. Das wurde zurückgenommen; verzeichnet ist nun: ${as}.`;
    case 'disputed':
      return 'Widersprüchliche Angaben oder ein Einspruch sind verzeichnet oder wurden beantwortet; beide Seiten stehen nebeneinander.';
    case 'review_due':
      return 'Ein Termin wurde nicht genannt; es ist Zeit, wieder nachzusehen.';
    default:
      return assertNever(alert.kind);
  }
}
