/** The words for what is on record about a commitment over time: dates, amounts, decisions, both sides of it. */
import type { Child } from 'hono/jsx';
import type { InBoth } from '../../domain/language.ts';
import type { LinkKind } from '../../domain/links.ts';

const en = {
  recorded: (when: Child, by: Child): Child => (
    <>
      Recorded {when} by {by}
    </>
  ),
  from: (origin: Child): Child => <>; from {origin}</>,
  evidence: (id: number) => `Evidence ${id}`,
  withdrawn: (by: Child, reason: Child): Child => (
    <>
      <b>Withdrawn</b> by {by}: {reason}. What rests on it no longer counts.
    </>
  ),
  dates: {
    heading: 'How the date came about',
    first: 'First date',
    version: (number: number) => `Date ${number}`,
    reason: (words: Child): Child => <>Reason: {words}</>,
  },
  event: { heading: 'Reported about the event', takenBack: 'taken back' },
  progress: {
    heading: 'Progress',
    one: 'The entry with its evidence',
    all: (count: number) => `All ${count} entries with their evidence`,
    by: (side: Child): Child => <> by {side}</>,
    accordingTo: (party: Child): Child => <>, according to {party}</>,
  },
  decisions: {
    heading: 'Decisions',
    takenBack: 'Taken back',
    for: (side: Child): Child => <> for {side}</>,
    later: ' (taken back later)',
    dated: (when: Child, reason: Child): Child => (
      <>
        , dated {when}: {reason}
      </>
    ),
    waits: (
      <>
        <b>Waits for a second person</b> and decides nothing before.
      </>
    ) as Child,
    approved: (by: Child): Child => <>Approved by {by}</>,
    rejected: (by: Child): Child => <>Rejected by {by}</>,
  },
  history: {
    heading: 'History',
    one: 'One event',
    all: (count: number) => `All ${count} events`,
    caption: 'Everything that happened, in the order in which it became known',
    when: 'When',
    what: 'What',
    noticed: (when: Child): Child => <>noticed {when}</>,
    recorded: (when: Child, by: Child): Child => (
      <>
        recorded {when} by {by}
      </>
    ),
    asThen: 'as it stood then',
  },
  question: (settled: boolean, question: Child): Child => (
    <>
      Cannot be decided as it is written
      {settled ? ', so it counts in no score, however it ended' : ''}. To ask: {question}
    </>
  ),
  looks: 'Looked for evidence',
  criteria: {
    heading: 'What counts as fulfilled',
    amounts: (tallies: string) => `Amounts: ${tallies}.`,
    version: (number: number, inForce: boolean) => `Version ${number}${inForce ? ', in force' : ''}:`,
    nothing: 'nothing written down',
    after: ' (written after the deadline)',
    decide: {
      declared: 'Declared amounts decide',
      confirmed: 'Confirmed amounts decide',
      verified: 'Verified amounts decide',
    },
    undecidable: (question: Child): Child => <>. Cannot be decided; to ask: {question}</>,
    written: (when: Child, by: Child): Child => (
      <>
        Written {when} by {by}
      </>
    ),
  },
  objections: {
    heading: 'Objections',
    objects: (who: Child): Child => <>{who} objects</>,
    noAnswer: 'no answer yet',
    outcomes: { upheld: 'upheld', rejected: 'rejected', withdrawn: 'withdrawn' },
    about: (who: Child, what: Child, reason: Child): Child => (
      <>
        {who} about {what}: {reason}
      </>
    ),
    amount: 'an amount',
    decision: 'a decision',
    whole: 'the whole',
    answered: { upheld: 'Upheld', rejected: 'Rejected', withdrawn: 'Withdrawn by those who raised it' },
    noneBy: (when: Child): Child => <>No answer came by {when}.</>,
    wantedBy: (when: Child): Child => <>An answer is wanted by {when}.</>,
  },
  condition: {
    heading: 'Condition',
    holds: (condition: Child): Child => <>It holds on a condition: {condition}</>,
    states: { met: 'Met', failed: 'Failed', open: 'Open again' },
  },
  related: {
    heading: 'What it belongs with',
    sides: 'Side by side',
    independent: 'Each counts by itself: the failure of one excuses no other.',
    mutual: 'The failure of one excuses the others.',
    partOf: (whole: Child): Child => <>A part of {whole}</>,
    parts: 'Parts',
    accounts: 'Other accounts',
    link: (says: string, other: Child, reason: Child): Child => (
      <>
        This {says} {other}: {reason}
      </>
    ),
    links: {
      restates: { to: 'says again', from: 'is said again by' },
      contradicts: { to: 'tells differently', from: 'is told differently by' },
    } as Readonly<Record<LinkKind, { readonly to: string; readonly from: string }>>,
    takenBack: 'Taken back',
  },
  reminders: {
    heading: 'Reminders held',
    kinds: { acknowledged: 'Taken in hand', snoozed: 'Put off', resumed: 'Reminders go on' },
    until: (when: Child): Child => <> until {when}</>,
  },
  piece: {
    about: 'About',
    shows: 'What shows it',
    link: 'Link',
    origin: 'Comes from',
    support: 'Supported as',
    file: 'File',
    bytes: (count: string) => `${count} bytes`,
    onRecord: 'On record',
    since: (when: Child, by: Child): Child => (
      <>
        since {when}, by {by}
      </>
    ),
    withdrawn: (when: Child, by: Child, reason: Child): Child => (
      <>
        Withdrawn {when} by {by}: {reason}. What rested on it no longer counts.
      </>
    ),
    text: 'The text as it was read',
    kept: (when: Child): Child => <>Kept {when},</>,
  },
};

const de: typeof en = {
  recorded: (when, by) => (
    <>
      Eingetragen {when} von {by}
    </>
  ),
  from: (origin) => <>; von {origin}</>,
  evidence: (id) => `Beleg ${id}`,
  withdrawn: (by, reason) => (
    <>
      <b>Zurückgezogen</b> von {by}: {reason}. Was darauf beruht, zählt nicht mehr.
    </>
  ),
  dates: {
    heading: 'Wie der Termin zustande kam',
    first: 'Erster Termin',
    version: (number) => `Termin ${number}`,
    reason: (words) => <>Grund: {words}</>,
  },
  event: { heading: 'Meldungen über das Ereignis', takenBack: 'zurückgenommen' },
  progress: {
    heading: 'Fortschritt',
    one: 'Der Eintrag mit seinem Beleg',
    all: (count) => `Alle ${count} Einträge mit ihren Belegen`,
    by: (side) => <> von {side}</>,
    accordingTo: (party) => <>, laut {party}</>,
  },
  decisions: {
    heading: 'Entscheidungen',
    takenBack: 'Zurückgenommen',
    for: (side) => <> für {side}</>,
    later: ' (später zurückgenommen)',
    dated: (when, reason) => (
      <>
        , datiert {when}: {reason}
      </>
    ),
    waits: (
      <>
        <b>Wartet auf eine zweite Person</b> und gilt vorher nicht.
      </>
    ),
    approved: (by) => <>Bestätigt von {by}</>,
    rejected: (by) => <>Abgelehnt von {by}</>,
  },
  history: {
    heading: 'Verlauf',
    one: 'Ein Ereignis',
    all: (count) => `Alle ${count} Ereignisse`,
    caption: 'Alles, was geschah, in der Reihenfolge, in der es bekannt wurde',
    when: 'Wann',
    what: 'Was',
    noticed: (when) => <>bemerkt {when}</>,
    recorded: (when, by) => (
      <>
        eingetragen {when} von {by}
      </>
    ),
    asThen: 'der damalige Stand',
  },
  question: (settled, question) => (
    <>
      So, wie es formuliert ist, nicht entscheidbar
      {settled ? '; es zählt daher in keiner Bilanz, wie immer es endete' : ''}. Zu fragen ist: {question}
    </>
  ),
  looks: 'Nach Belegen gesucht',
  criteria: {
    heading: 'Was als Erfüllung gilt',
    amounts: (tallies) => `Mengen: ${tallies}.`,
    version: (number, inForce) => `Fassung ${number}${inForce ? ', gültig' : ''}:`,
    nothing: 'nichts festgelegt',
    after: ' (nach Ende der Frist geschrieben)',
    decide: {
      declared: 'Maßgeblich sind die angegebenen Mengen',
      confirmed: 'Maßgeblich sind die bestätigten Mengen',
      verified: 'Maßgeblich sind die geprüften Mengen',
    },
    undecidable: (question) => <>. Nicht entscheidbar; zu fragen ist: {question}</>,
    written: (when, by) => (
      <>
        Geschrieben {when} von {by}
      </>
    ),
  },
  objections: {
    heading: 'Einsprüche',
    objects: (who) => <>Einspruch von {who}</>,
    noAnswer: 'noch ohne Antwort',
    outcomes: { upheld: 'bestätigt', rejected: 'abgelehnt', withdrawn: 'zurückgezogen' },
    about: (who, what, reason) => (
      <>
        {who} zu {what}: {reason}
      </>
    ),
    amount: 'einer Menge',
    decision: 'einer Entscheidung',
    whole: 'dem Ganzen',
    answered: {
      upheld: 'Bestätigt',
      rejected: 'Abgelehnt',
      withdrawn: 'Zurückgezogen von der Seite, die ihn erhoben hat',
    },
    noneBy: (when) => <>Bis {when} kam keine Antwort.</>,
    wantedBy: (when) => <>Eine Antwort wird bis {when} erwartet.</>,
  },
  condition: {
    heading: 'Bedingung',
    holds: (condition) => <>Es gilt unter einer Bedingung: {condition}</>,
    states: { met: 'Eingetreten', failed: 'Ausgeblieben', open: 'Wieder offen' },
  },
  related: {
    heading: 'Wozu es gehört',
    sides: 'Seite an Seite',
    independent: 'Jedes zählt für sich: Das Scheitern des einen entbindet von keinem anderen.',
    mutual: 'Das Scheitern des einen entbindet von den anderen.',
    partOf: (whole) => <>Teil von {whole}</>,
    parts: 'Teile',
    accounts: 'Andere Darstellungen',
    link: (says, other, reason) => (
      <>
        {says} {other}: {reason}
      </>
    ),
    links: {
      restates: { to: 'Sagt erneut:', from: 'Wird erneut gesagt in:' },
      contradicts: { to: 'Stellt anders dar:', from: 'Wird anders dargestellt in:' },
    },
    takenBack: 'Zurückgenommen',
  },
  reminders: {
    heading: 'Ausgesetzte Erinnerungen',
    kinds: {
      acknowledged: 'In Arbeit genommen',
      snoozed: 'Aufgeschoben',
      resumed: 'Erinnerungen gehen weiter',
    },
    until: (when) => <> bis {when}</>,
  },
  piece: {
    about: 'Zu',
    shows: 'Was es zeigt',
    link: 'Link',
    origin: 'Stammt von',
    support: 'Gilt als',
    file: 'Datei',
    bytes: (count) => `${count} Bytes`,
    onRecord: 'Verzeichnet',
    since: (when, by) => (
      <>
        seit {when}, von {by}
      </>
    ),
    withdrawn: (when, by, reason) => (
      <>
        Zurückgezogen {when} von {by}: {reason}. Was darauf beruhte, zählt nicht mehr.
      </>
    ),
    text: 'Der Text, wie er gelesen wurde',
    kept: (when) => <>Aufbewahrt {when},</>,
  },
};

export const HISTORY: InBoth<typeof en> = { en, de };
