/**
 * The sentences of `words.ts` that say why an alert is sent, and the names of statuses, in German. What is on record
 * (quotes, titles, the derivation of a date, reasons of editors) keeps its own words.
 */
import type { AlertKind } from './alerts.ts';
import type { Assessment } from './assess.ts';
import { civilDate, daysBetween } from './civil.ts';
import { assertNever } from './errors.ts';
import type { Status } from './record.ts';
import { formatInstant } from './shown.ts';
import { windowBefore } from './words.ts';

export const GERMAN_STATUS = {
  undated: 'Ohne Termin',
  pending: 'Ausstehend',
  upcoming: 'Bevorstehend',
  due: 'Fällig',
  overdue: 'Überfällig',
  met: 'Erfüllt',
  partly_met: 'Teilweise erfüllt',
  not_met: 'Nicht erfüllt',
  withdrawn: 'Zurückgezogen',
  superseded: 'Ersetzt',
  void: 'Hinfällig',
} satisfies Record<Status, string>;

const inDays = (days: number): string => (days === 1 ? '1 Tag' : `${days} Tagen`);

/** Why this is told now, in one German sentence. */
export function germanReason(
  alert: { kind: AlertKind; key?: string; occurredAt: number; corrects: readonly AlertKind[] },
  assessment: Assessment,
): string {
  const { deadline, at, late, status } = assessment;
  const { zone, window } = deadline;
  const left = window === null ? 0 : daysBetween(civilDate(at, zone), civilDate(window.closesAt, zone));
  const day = formatInstant(alert.occurredAt, zone, { time: false });
  const as = GERMAN_STATUS[status].toLowerCase();
  switch (alert.kind) {
    case 'due_soon':
      return left > 0 ? `Die Frist endet in ${inDays(left)}.` : 'Die Frist endet heute.';
    case 'due':
      return `Die Frist hat begonnen (${formatInstant(alert.occurredAt, zone)}).`;
    case 'overdue':
      return 'Die Frist ist verstrichen, und eine Erfüllung ist nicht verzeichnet.';
    case 'overdue_reminder':
      return `Noch offen ${left === -1 ? '1 Tag' : `${-left} Tage`} nach Ende der Frist; eine Erfüllung ist nicht verzeichnet.`;
    case 'unattended':
      return 'Jemand hatte es bis jetzt in der Hand, und seither ist nichts dazu verzeichnet worden.';
    case 'progress':
      return `Ein Fortschritt vom ${day} wurde verzeichnet.`;
    case 'met':
      return late === true
        ? `Eine Erfüllung vom ${day} ist verzeichnet, nach Ende der Frist.`
        : `Eine Erfüllung vom ${day} ist verzeichnet.`;
    case 'closed':
      return `Es ist abgeschlossen: ${as}.`;
    case 'deadline_moved':
      if (window === null) return 'Der Termin ist wieder offen.';
      return windowBefore(assessment) === null
        ? 'Es gibt nun einen Termin, wo keiner war.'
        : 'Der Termin hat sich geändert.';
    case 'corrected':
      if (status === 'met' && alert.corrects.includes('overdue'))
        return `Wir hatten gemeldet, es sei überfällig. Später bekannt gewordene Belege zeigen, dass es am ${day} rechtzeitig erfüllt wurde.`;
      return `Wir hatten gemeldet, es sei ${alert.corrects.includes('met') ? 'erfüllt' : 'abgeschlossen'}. Das wurde zurückgenommen; verzeichnet ist nun: ${as}.`;
    case 'disputed':
      return 'Widersprüchliche Angaben oder ein Einspruch sind verzeichnet oder wurden beantwortet; beide Seiten stehen nebeneinander.';
    case 'review_due':
      return 'Ein Termin wurde nicht genannt; es ist Zeit, wieder nachzusehen.';
    default:
      return assertNever(alert.kind);
  }
}
