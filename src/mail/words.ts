/** The words of the frame of a message, by language: headings, labels and what stands below. */
import type { AlertKind } from '../domain/alerts.ts';
import type { Language } from '../domain/language.ts';

const en = {
  /** Of its dates. */
  language: 'en' as Language,
  kinds: {
    due_soon: 'Due soon',
    due: 'Due',
    overdue: 'Overdue',
    overdue_reminder: 'Still overdue',
    progress: 'Progress',
    met: 'Met',
    closed: 'Closed',
    deadline_moved: 'Date moved',
    corrected: 'Correction',
    disputed: 'Disputed',
    unattended: 'Unattended',
    review_due: 'Review due',
  } satisfies Record<AlertKind, string> as Record<AlertKind, string>,
  metLate: 'Met late',
  disputeSettled: 'Dispute settled',
  dateOpen: 'Date open again',
  dateSet: 'Date set',
  updates: (count: number) => `${count} updates`,
  sentAs: {
    corrected: 'correction of what we told you',
    moved: 'its date moved',
    repeat: 'reminder',
    digest: 'in your digest',
    first: 'first mail about it',
    stage: 'next stage',
  },
  labels: {
    status: 'Status',
    who: 'Who committed',
    deadline: 'Deadline',
    inYourTime: 'In your time',
    before: 'Before',
    derivation: 'How the date follows',
    event: 'Event',
    onRecord: 'Progress on record',
    progress: 'Progress',
    decided: 'Why it was decided',
    takenBack: 'Why the decision was taken back',
    evidence: 'Evidence',
    source: 'Source',
    why: 'Why you get this',
  },
  noDate: 'No date set',
  whatShows: 'What shows it',
  decision: (progress: string) => `${progress}; met by an editor's decision`,
  late: (status: string, days: number) =>
    // Late by minutes or hours: counting days would say "0 days late".
    days === 0
      ? `${status} late, on the last day itself`
      : `${status}, ${days} ${days === 1 ? 'day' : 'days'} late`,
  example: 'The evidence shown here is example data, made up for a demonstration.',
  note: 'Note',
  deal: (source: string, count: number) => `${source}: ${count} items`,
  open: 'Open the commitment',
  more: (count: number) => `And ${count} more`,
  because: (why: string) => `You get this because ${why}.`,
  neutral: (instance: string) => `${instance} repeats what was said, by whom and by when. It takes no side.`,
  change: 'Change what you follow',
  unsubscribe: 'Unsubscribe',
};

/** What every language says. */
export type MailWords = typeof en;

const de: MailWords = {
  language: 'de',
  kinds: {
    due_soon: 'Bald fällig',
    due: 'Fällig',
    overdue: 'Überfällig',
    overdue_reminder: 'Weiter überfällig',
    progress: 'Fortschritt',
    met: 'Erfüllt',
    closed: 'Abgeschlossen',
    deadline_moved: 'Termin verschoben',
    corrected: 'Berichtigung',
    disputed: 'Umstritten',
    unattended: 'Liegen geblieben',
    review_due: 'Wieder nachsehen',
  },
  metLate: 'Verspätet erfüllt',
  disputeSettled: 'Nicht mehr umstritten',
  dateOpen: 'Termin wieder offen',
  dateSet: 'Termin gesetzt',
  updates: (count) => `${count} Neuigkeiten`,
  sentAs: {
    corrected: 'Berichtigung einer früheren Nachricht',
    moved: 'der Termin hat sich geändert',
    repeat: 'Erinnerung',
    digest: 'in Ihrer Sammelnachricht',
    first: 'erste Nachricht dazu',
    stage: 'nächste Stufe',
  },
  labels: {
    status: 'Stand',
    who: 'Wer zugesagt hat',
    deadline: 'Frist',
    inYourTime: 'In Ihrer Zeit',
    before: 'Vorher',
    derivation: 'Wie der Termin folgt',
    event: 'Ereignis',
    onRecord: 'Verzeichneter Fortschritt',
    progress: 'Fortschritt',
    decided: 'Grund der Entscheidung',
    takenBack: 'Grund der Rücknahme',
    evidence: 'Beleg',
    source: 'Quelle',
    why: 'Warum Sie dies bekommen',
  },
  noDate: 'Kein Termin gesetzt',
  whatShows: 'Was es zeigt',
  decision: (progress) => `${progress}; durch Entscheidung der Redaktion erfüllt`,
  late: (status, days) =>
    days === 0
      ? `${status}, am letzten Tag verspätet`
      : `${status}, ${days} ${days === 1 ? 'Tag' : 'Tage'} verspätet`,
  example: 'Die Belege hier sind Beispiele, für eine Vorführung erfunden.',
  note: 'Hinweis',
  deal: (source, count) => `${source}: ${count} Punkte`,
  open: 'Zusage öffnen',
  more: (count) => `Und ${count} weitere`,
  because: (why) => `Sie bekommen dies, weil Sie abonniert haben: ${why}.`,
  neutral: (instance) =>
    `${instance} gibt wieder, was von wem bis wann gesagt wurde, und ergreift keine Partei.`,
  change: 'Ändern, was Sie bekommen',
  unsubscribe: 'Abbestellen',
};

export const MAIL_WORDS: Record<Language, MailWords> = { en, de };
