/** The words of pieces that several pages show: marks, deadlines, lists of ways on, and the past. */
import type { Child } from 'hono/jsx';
import type { InBoth } from '../../domain/language.ts';

const en = {
  feed: 'Feed',
  calendar: 'Calendar',
  example: 'example data',
  disputed: 'disputed',
  settled: 'settled',
  noDate: 'no date was stated',
  waitsFor: (event: Child) => <>waits for {event}</>,
  lookAgain: (when: Child) => <>; to be looked at again {when}</>,
  opens: (opens: Child, closes: Child) => (
    <>
      opens {opens}, closes {closes}
    </>
  ),
  closed: 'closed',
  closes: 'closes',
  backToNow: 'Back to now',
  asOf: {
    summary: 'As of another day',
    known: 'As it was known on',
    about: 'About',
    zone: 'Time zone of these days',
  },
  optional: ' (optional)',
  show: 'Show',
  goOn: 'Go on',
  table: 'The same as a table',
  held: { acknowledged: 'In hand', snoozed: 'Put off' },
  heldUntil: (kind: string, until: Child, by: Child) => (
    <>
      {kind} until {until}, by {by}
    </>
  ),
};

const de: typeof en = {
  feed: 'Feed',
  calendar: 'Kalender',
  example: 'Beispieldaten',
  disputed: 'umstritten',
  settled: 'abgeschlossen',
  noDate: 'kein Termin genannt',
  waitsFor: (event) => <>wartet auf: {event}</>,
  lookAgain: (when) => <>; Wiedervorlage {when}</>,
  opens: (opens, closes) => (
    <>
      beginnt {opens}, endet {closes}
    </>
  ),
  closed: 'endete',
  closes: 'endet',
  backToNow: 'Zurück zum heutigen Stand',
  asOf: {
    summary: 'Stand eines anderen Tages',
    known: 'Was bekannt war am',
    about: 'Zum Stand am',
    zone: 'Zeitzone dieser Tage',
  },
  optional: ' (optional)',
  show: 'Anzeigen',
  goOn: 'Weiter',
  table: 'Dasselbe als Tabelle',
  held: { acknowledged: 'In Arbeit', snoozed: 'Aufgeschoben' },
  heldUntil: (kind, until, by) => (
    <>
      {kind} bis {until}, laut {by}
    </>
  ),
};

export const PIECES: InBoth<typeof en> = { en, de };
