/** Words for a fact that somebody put on record, for whoever has to see what came in between. Neutral, as words.ts. */
import { conditionState } from './event-words.ts';
import type { FactTable, Row } from './facts.ts';
import type { InBoth, Language } from './language.ts';
import { formatQuantity } from './numbers.ts';
import type { AnswerFact, NoticeFact, Outcome } from './record.ts';
import { WORDING } from './wording.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const after = (value: unknown): string => (text(value) === '' ? '' : `: ${text(value)}`);
/** The words for what is stored as text; the text itself where there are none. */
const worded = (words: Readonly<Record<string, string>>, value: unknown): string =>
  words[text(value)] ?? text(value);
/** What shows it, in the words of whoever recorded it. */
const shown = ({ note, url, file_name: file }: Row): unknown =>
  [note, url, file].map(text).find((one) => one !== '');

type FactWords = Readonly<Record<FactTable, (row: Row) => string>>;

const en: FactWords = {
  party: ({ name, kind }) => `A party, ${text(kind)}${after(name)}`,
  working_calendar: ({ name, version }) =>
    `A calendar of working days, version ${String(version)}${after(name)}`,
  series: ({ title, rrule }) => `A series, ${text(rrule)}${after(title)}`,
  series_end: ({ series_id: series, ended_on: on, reason }) =>
    `Series ${String(series)} was ended on ${text(on)}${after(reason)}`,
  source: ({ title }) => `A source${after(title)}`,
  statement: ({ quote }) => `A statement${after(quote)}`,
  commitment: ({ title }) => `Put on record${after(title)}`,
  anchor_event: ({ anchor, note }) =>
    `Report about ${text(anchor) || 'the event it waits for'}${after(note)}`,
  deadline: ({ version, explanation, reason }) =>
    version === 1 ? text(explanation) : `The date was moved${after(reason)}; ${text(explanation)}`,
  stored_file: () => 'A file was stored',
  evidence: (row) => `Evidence${after(shown(row))}`,
  progress: ({ amount }) => `An amount: ${formatQuantity(Number(amount))}`,
  verdict: ({ outcome, reason }) =>
    typeof outcome === 'string'
      ? `Decision: ${WORDING.en.statuses[outcome as Outcome] ?? outcome}${after(reason)}`
      : `A decision was taken back${after(reason)}`,
  criterion: ({ reason }) => `What counts as fulfilled was revised${after(reason)}`,
  condition_report: ({ state, note }) => `The condition: ${text(state)}${after(note)}`,
  objection: ({ reason }) => `An objection${after(reason)}`,
  objection_answer: ({ outcome, answer }) => `An objection was ${text(outcome)}${after(answer)}`,
  evidence_withdrawal: ({ reason }) => `Evidence was withdrawn${after(reason)}`,
  approval: ({ approved, reason }) =>
    `A decision was ${approved === false ? 'not approved' : 'approved'}${after(reason)}`,
  look: ({ searched }) => `Looked and found nothing${after(searched)}`,
  notice: ({ kind, note }) => `Reminders: ${text(kind)}${after(note)}`,
  assignment: ({ to_name: to, note }) =>
    `${text(to) === '' ? 'Given back' : `Handed to ${text(to)}`}${after(note)}`,
  commitment_party: ({ role }) => `A party, as its ${text(role)}`,
  commitment_tag: ({ tag }) => `The tag ${text(tag)}`,
  commitment_link: ({ reason }) => `Linked with another account${after(reason)}`,
};

/** What became of an objection, as the end of a sentence about it. */
export const ANSWERS_DE = {
  upheld: 'bestätigt',
  rejected: 'abgelehnt',
  withdrawn: 'zurückgezogen',
} as const satisfies Record<AnswerFact['outcome'], string>;
const NOTICES_DE = {
  acknowledged: 'in Arbeit genommen',
  snoozed: 'aufgeschoben',
  resumed: 'gehen weiter',
} as const satisfies Record<NoticeFact['kind'], string>;
const ROLES_DE = { committer: 'zuständig', beneficiary: 'begünstigt' };

const KINDS_DE = { person: 'Person', organisation: 'Organisation', side: 'Seite' };

const de: FactWords = {
  party: ({ name, kind }) => `Beteiligte, ${worded(KINDS_DE, kind)}${after(name)}`,
  working_calendar: ({ name, version }) =>
    `Ein Arbeitstagekalender, Fassung ${String(version)}${after(name)}`,
  series: ({ title, rrule }) => `Eine Reihe, ${text(rrule)}${after(title)}`,
  series_end: ({ series_id: series, ended_on: on, reason }) =>
    `Reihe ${String(series)} wurde zum ${text(on)} beendet${after(reason)}`,
  source: ({ title }) => `Eine Quelle${after(title)}`,
  statement: ({ quote }) => `Eine Aussage${after(quote)}`,
  commitment: ({ title }) => `Eingetragen${after(title)}`,
  anchor_event: ({ anchor, note }) =>
    `Meldung über ${text(anchor) === '' ? 'das Ereignis, von dem der Termin abhängt' : `„${text(anchor)}“`}${after(note)}`,
  // How it follows is known in English words only, and stands on the page beside each date.
  deadline: ({ version, reason }) =>
    version === 1 ? 'Der erste Termin' : `Der Termin wurde verschoben${after(reason)}`,
  stored_file: () => 'Eine Datei wurde aufbewahrt',
  evidence: (row) => `Beleg${after(shown(row))}`,
  progress: ({ amount }) => `Eine Menge: ${formatQuantity(Number(amount), 'de')}`,
  verdict: ({ outcome, reason }) =>
    typeof outcome === 'string'
      ? `Entscheidung: ${WORDING.de.statuses[outcome as Outcome] ?? outcome}${after(reason)}`
      : `Eine Entscheidung wurde zurückgenommen${after(reason)}`,
  criterion: ({ reason }) => `Was als Erfüllung gilt, wurde neu gefasst${after(reason)}`,
  condition_report: ({ state, note }) => `Die Bedingung: ${conditionState(text(state), 'de')}${after(note)}`,
  objection: ({ reason }) => `Ein Einspruch${after(reason)}`,
  objection_answer: ({ outcome, answer }) =>
    `Ein Einspruch wurde ${worded(ANSWERS_DE, outcome)}${after(answer)}`,
  evidence_withdrawal: ({ reason }) => `Ein Beleg wurde zurückgezogen${after(reason)}`,
  approval: ({ approved, reason }) =>
    `Eine Entscheidung wurde ${approved === false ? 'nicht bestätigt' : 'bestätigt'}${after(reason)}`,
  look: ({ searched }) => `Nachgesehen und nichts gefunden${after(searched)}`,
  notice: ({ kind, note }) => `Erinnerungen: ${worded(NOTICES_DE, kind)}${after(note)}`,
  assignment: ({ to_name: to, note }) =>
    `${text(to) === '' ? 'Zurückgegeben' : `Übergeben an ${text(to)}`}${after(note)}`,
  commitment_party: ({ role }) => `Beteiligt: ${worded(ROLES_DE, role)}`,
  commitment_tag: ({ tag }) => `Das Schlagwort ${text(tag)}`,
  commitment_link: ({ reason }) => `Mit einer anderen Darstellung verknüpft${after(reason)}`,
};

const WORDS: InBoth<FactWords> = { en, de };

/** The fact in one sentence without its full stop, such as `Decision: Met: seen by the Red Cross`. */
export const describeFact = (table: FactTable, row: Row, language: Language = 'en'): string =>
  WORDS[language][table](row);
