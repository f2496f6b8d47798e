/** The words of the board. */
import type { Child } from 'hono/jsx';
import type { Group } from '../../domain/groups.ts';
import type { InBoth } from '../../domain/language.ts';

type GroupWords = Readonly<
  Record<
    Group,
    {
      readonly title: string;
      readonly about: string;
      /** Said of all that is on record now. */
      readonly none: string;
      /** Said of a part of it, or of another time. */
      readonly noneOfThese: string;
    }
  >
>;

const en = {
  title: 'Board',
  heading: 'Public commitments',
  lead: 'What was promised, by whom, and by when.',
  groups: {
    overdue: {
      title: 'Overdue',
      about: 'The window has closed and no fulfilment is on record.',
      none: 'Nothing is overdue.',
      noneOfThese: 'None of these is overdue.',
    },
    due: {
      title: 'Due',
      about: 'The window is open.',
      none: 'Nothing is due now.',
      noneOfThese: 'None of these is due.',
    },
    upcoming: {
      title: 'Upcoming',
      about: 'The window has not opened yet.',
      none: 'Nothing is coming up.',
      noneOfThese: 'None of these is coming up.',
    },
    undated: {
      title: 'Undated or waiting',
      about: 'No date was stated, or it waits for something to happen first.',
      none: 'Nothing is undated or waiting.',
      noneOfThese: 'None of these is undated or waiting.',
    },
    settled: {
      title: 'Settled',
      about: 'Met, or closed by an editor.',
      none: 'Nothing is settled yet.',
      noneOfThese: 'None of these is settled.',
    },
  } as GroupWords,
  groupsName: 'Groups',
  only: (link: (href: 'disputed' | 'slipped' | 'unmeasurable', words: string) => Child): Child => (
    <>
      Only what is {link('disputed', 'disputed')}, what {link('slipped', 'has slipped')}, or what{' '}
      {link('unmeasurable', 'cannot be decided yet')}.
    </>
  ),
  follow: 'Follow this search',
  programs: 'For your own programs:',
  overdueFeed: 'Feed of what became overdue',
  showAll: (count: string) => `Show all ${count}`,
  within: (group: string) => ` in ${group}`,
  undecidable: (question: Child): Child => <>Cannot be decided as it is written. To ask: {question}</>,
  saidBy: (name: Child): Child => <>Said by {name}</>,
  doneBy: (names: Child): Child => <>to be done by {names}</>,
  fault: (why: Child): Child => <>This one could not be judged and shows what was last announced: {why}</>,
  empty: {
    heading: 'Nothing is on record yet',
    lead: 'Duly keeps public commitments with their deadlines, says when they fall due, are met or become overdue, and tells those who asked.',
    first: 'Record the first commitment',
    terminal: 'Or begin in the terminal',
    demo: 'See it work on an example',
    record: 'Record a commitment',
    later: 'When something is recorded, it appears here.',
    alerts: (link: (words: string) => Child): Child => (
      <>{link('Get alerts by mail')} when there is something to tell.</>
    ),
  },
};

const de: typeof en = {
  title: 'Übersicht',
  heading: 'Öffentliche Zusagen',
  lead: 'Was zugesagt wurde, von wem und bis wann.',
  groups: {
    overdue: {
      title: 'Überfällig',
      about: 'Die Frist ist verstrichen, und eine Erfüllung ist nicht verzeichnet.',
      none: 'Nichts ist überfällig.',
      noneOfThese: 'Nichts davon ist überfällig.',
    },
    due: {
      title: 'Fällig',
      about: 'Die Frist läuft.',
      none: 'Zurzeit ist nichts fällig.',
      noneOfThese: 'Nichts davon ist fällig.',
    },
    upcoming: {
      title: 'Bevorstehend',
      about: 'Die Frist hat noch nicht begonnen.',
      none: 'Nichts steht bevor.',
      noneOfThese: 'Nichts davon steht bevor.',
    },
    undated: {
      title: 'Ohne Termin oder wartend',
      about: 'Ein Termin wurde nicht genannt, oder zuerst muss etwas anderes geschehen.',
      none: 'Nichts ist ohne Termin, und nichts wartet auf anderes.',
      noneOfThese: 'Nichts davon ist ohne Termin oder wartet auf anderes.',
    },
    settled: {
      title: 'Abgeschlossen',
      about: 'Erfüllt oder von der Redaktion abgeschlossen.',
      none: 'Noch ist nichts abgeschlossen.',
      noneOfThese: 'Nichts davon ist abgeschlossen.',
    },
  },
  groupsName: 'Gruppen',
  only: (link) => (
    <>
      Nur was {link('disputed', 'umstritten ist')}, was {link('slipped', 'verschoben wurde')} oder was{' '}
      {link('unmeasurable', 'sich noch nicht entscheiden lässt')}.
    </>
  ),
  follow: 'Dieser Suche folgen',
  programs: 'Für eigene Programme:',
  overdueFeed: 'Feed dessen, was überfällig wurde',
  showAll: (count) => `Alle ${count} anzeigen`,
  within: (group) => ` in ${group}`,
  undecidable: (question) => <>So, wie es formuliert ist, nicht entscheidbar. Zu fragen ist: {question}</>,
  saidBy: (name) => <>Gesagt von {name}</>,
  doneBy: (names) => <>zu tun von {names}</>,
  fault: (why) => <>Dieser Eintrag war nicht zu beurteilen und zeigt, was zuletzt gemeldet wurde: {why}</>,
  empty: {
    heading: 'Noch ist nichts verzeichnet',
    lead: 'Duly verzeichnet öffentliche Zusagen mit ihren Fristen, zeigt, wann sie fällig, erfüllt oder überfällig werden, und benachrichtigt alle, die darum gebeten haben.',
    first: 'Die erste Zusage eintragen',
    terminal: 'Oder im Terminal beginnen',
    demo: 'An einem Beispiel ansehen',
    record: 'Eine Zusage eintragen',
    later: 'Was eingetragen wird, erscheint hier.',
    alerts: (link) => <>{link('Benachrichtigungen per Mail bestellen')}, sobald es etwas zu melden gibt.</>,
  },
};

export const BOARD: InBoth<typeof en> = { en, de };
