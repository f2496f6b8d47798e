/** The words of the pages of parties, sources and tags, and of the lists in which these are found. */
import type { Child } from 'hono/jsx';
import type { InBoth } from '../../domain/language.ts';

interface KindWords {
  readonly title: string;
  readonly lead: string;
  readonly search: string;
  readonly none: string;
  /** As of another day. */
  readonly noneThen: string;
}

const en = {
  stand: 'How they stand',
  follow: 'Follow by mail',
  onBoard: 'On the board',
  earlier: 'Go on with earlier ones',
  nobody: 'Nobody named',
  roles: {
    committer: { title: 'What it must do', none: 'Nothing on record is to be done by it.' },
    speaker: { title: 'What it said', none: 'Nothing on record was said by it.' },
    beneficiary: { title: 'What is promised to it', none: 'Nothing on record is promised to it.' },
  },
  partyKinds: { person: 'person', organisation: 'organisation', side: 'side' },
  all: 'All about it',
  tagAbout: 'one meeting, deal or matter',
  byParty: 'By party',
  about: {
    party: 'Of what it must do, by its own side where a target holds for each.',
    tag: 'Of all that carries this tag.',
    source: 'Of all that was said in documents of this title.',
  },
  kinds: {
    parties: {
      title: 'Parties',
      lead: 'Who promised, who said it, and to whom.',
      search: 'Part of the name',
      none: 'No party is on record yet. Parties come with the commitments that name them.',
      noneThen: 'No party was on record then.',
    } as KindWords,
    sources: {
      title: 'Sources',
      lead: 'The documents in which commitments were said, the latest first.',
      search: 'Part of the title or the publisher',
      none: 'No source is on record yet. Sources come with the commitments that were said in them.',
      noneThen: 'No source was on record then.',
    } as KindWords,
    tags: {
      title: 'Tags',
      lead: 'Meetings, deals and matters that commitments belong to.',
      search: 'Part of the tag',
      none: 'No tag is on record yet. Give one to what belongs together when you record it.',
      noneThen: 'No tag was on record then.',
    } as KindWords,
  },
  add: {
    title: 'Add a party',
    about: 'Somebody who has said or promised nothing yet: who objects, confirms or verifies.',
    name: 'Name, as it is to be shown',
    kind: 'What it is',
    button: 'Add the party',
    done: (name: Child): Child => <>{name} is on record as a party now.</>,
    near: (names: Child): Child => <>Another has nearly that name: {names}.</>,
    first: (name: string) => `Add “${name}” as a party (opens a new tab), then save here again`,
  },
  lists: 'Lists',
  search: 'Search',
  notFound: (name: Child, link: (words: string) => Child): Child => (
    <>
      Nothing has “{name}” in its name. Try fewer letters, or {link('look at all')}.
    </>
  ),
  count: (count: number, text: string) => `${text} ${count === 1 ? 'commitment' : 'commitments'}`,
  source: {
    about: 'one document',
    publisher: 'Published by',
    published: 'Published',
    address: 'Address',
    language: 'Language',
    kept: 'Kept since',
    hash: 'SHA-256 of the text',
    inIt: 'Commitments in it, by party',
    none: 'No commitment is on record from it.',
    said: 'What was said in it',
    notKept:
      'The text of this source is not kept here; only what was quoted from it. Record with the full text to see the quotes where they stand.',
    more: 'There are more quotes than are shown.',
    text: 'Its text, with what was promised',
    lost: 'Quoted, but not found word for word in the text',
  },
  record: {
    heading: 'Track record',
    about:
      ' Only what is settled enters a rate; what is open, overdue or cannot be decided is counted beside it.',
    much: (command: Child): Child => (
      <>There is too much here to count while you wait. {command} counts any number.</>
    ),
    none: 'There is nothing to count yet.',
    binding: 'Commitments and obligations',
    apart: 'Intentions and proposals, counted apart: they bind nobody',
    restated: (count: string) =>
      `${count} left out: the same matter said again, or a part of something counted here.`,
    onTime: 'Kept on time',
    kept: 'Kept, on time or late',
    rate: (words: string, kept: string, settled: string) => `${words}: ${kept} of ${settled}`,
    share: (share: string, from: string, to: string) =>
      ` settled, ${share} (${from} to ${to} with 95 % confidence).`,
    few: (least: number) =>
      `No rate: fewer than ${least} are settled, and a share of so few would say more than is known.`,
  },
};

const de: typeof en = {
  stand: 'Wie sie stehen',
  follow: 'Per Mail folgen',
  onBoard: 'In der Übersicht',
  earlier: 'Weiter mit früheren',
  nobody: 'Niemand genannt',
  roles: {
    committer: { title: 'Was zu tun ist', none: 'Verzeichnet ist nichts, was von hier aus zu tun ist.' },
    speaker: { title: 'Was gesagt wurde', none: 'Verzeichnet ist nichts, was von hier aus gesagt wurde.' },
    beneficiary: { title: 'Was zugesagt ist', none: 'Verzeichnet ist nichts, was hierher zugesagt ist.' },
  },
  partyKinds: { person: 'Person', organisation: 'Organisation', side: 'Seite' },
  all: 'Alles dazu',
  tagAbout: 'ein Treffen, eine Vereinbarung oder Sache',
  byParty: 'Nach Beteiligten',
  about: {
    party: 'Gezählt wird, was zu tun ist; gilt ein Ziel für jede Seite, dann nur die eigene.',
    tag: 'Gezählt wird alles mit diesem Schlagwort.',
    source: 'Gezählt wird alles, was in Dokumenten dieses Titels gesagt wurde.',
  },
  kinds: {
    parties: {
      title: 'Beteiligte',
      lead: 'Wer etwas zugesagt hat, wer es ausgesprochen hat und wem es gilt.',
      search: 'Teil des Namens',
      none: 'Noch sind keine Beteiligten verzeichnet. Sie kommen mit den Zusagen, die sie nennen.',
      noneThen: 'Damals waren keine Beteiligten verzeichnet.',
    },
    sources: {
      title: 'Quellen',
      lead: 'Die Dokumente, in denen Zusagen gemacht wurden, die jüngsten zuerst.',
      search: 'Teil des Titels oder des Herausgebers',
      none: 'Noch ist keine Quelle verzeichnet. Quellen kommen mit den Zusagen, die in ihnen stehen.',
      noneThen: 'Damals war keine Quelle verzeichnet.',
    },
    tags: {
      title: 'Schlagwörter',
      lead: 'Treffen, Vereinbarungen und Sachen, zu denen Zusagen gehören.',
      search: 'Teil des Schlagworts',
      none: 'Noch ist kein Schlagwort verzeichnet. Es wird beim Eintragen an das vergeben, was zusammengehört.',
      noneThen: 'Damals war kein Schlagwort verzeichnet.',
    },
  },
  add: {
    title: 'Beteiligte hinzufügen',
    about: 'Wer noch nichts gesagt oder zugesagt hat: wer Einspruch erhebt, bestätigt oder prüft.',
    name: 'Name, wie er erscheinen soll',
    kind: 'Was es ist',
    button: 'Hinzufügen',
    done: (name) => <>{name} ist jetzt unter den Beteiligten verzeichnet.</>,
    near: (names) => <>Fast denselben Namen hat: {names}.</>,
    first: (name) =>
      `„${name}“ als Beteiligte hinzufügen (öffnet einen neuen Tab), dann hier erneut speichern`,
  },
  lists: 'Listen',
  search: 'Suchen',
  notFound: (name, link) => (
    <>
      Nichts hat „{name}“ im Namen. Versuchen Sie es mit weniger Buchstaben, oder {link('sehen Sie alle an')}.
    </>
  ),
  count: (count, text) => `${text} ${count === 1 ? 'Zusage' : 'Zusagen'}`,
  source: {
    about: 'ein Dokument',
    publisher: 'Herausgegeben von',
    published: 'Veröffentlicht',
    address: 'Adresse',
    language: 'Sprache',
    kept: 'Aufbewahrt seit',
    hash: 'SHA-256 des Textes',
    inIt: 'Zusagen darin, nach Beteiligten',
    none: 'Daraus ist keine Zusage verzeichnet.',
    said: 'Was darin gesagt wurde',
    notKept:
      'Der Text dieser Quelle wird hier nicht aufbewahrt, nur was daraus zitiert wurde. Wird beim Eintragen der ganze Text angegeben, erscheinen die Zitate an ihrer Stelle.',
    more: 'Es gibt mehr Zitate, als gezeigt werden.',
    text: 'Der Text, mit dem, was zugesagt wurde',
    lost: 'Zitiert, aber im Text nicht wörtlich gefunden',
  },
  record: {
    heading: 'Bilanz',
    about:
      ' In eine Quote geht nur ein, was abgeschlossen ist; was offen, überfällig oder nicht entscheidbar ist, wird daneben gezählt.',
    much: (command) => (
      <>Hier ist zu viel, um es beim Aufruf der Seite zu zählen. {command} zählt jede Menge.</>
    ),
    none: 'Noch gibt es nichts zu zählen.',
    binding: 'Zusagen und Pflichten',
    apart: 'Absichten und Vorschläge, gesondert gezählt: sie binden niemanden',
    restated: (count) =>
      `${count} ausgelassen: erneut gesagt oder Teil von etwas, das hier schon gezählt ist.`,
    onTime: 'Fristgerecht gehalten',
    kept: 'Gehalten, fristgerecht oder verspätet',
    rate: (words, kept, settled) => `${words}: ${kept} von ${settled}`,
    share: (share, from, to) =>
      ` abgeschlossenen, ${share} (mit 95 % Sicherheit zwischen ${from} und ${to}).`,
    few: (least) =>
      `Keine Quote: Weniger als ${least} sind abgeschlossen, und ein Anteil an so wenigen würde mehr behaupten, als bekannt ist.`,
  },
};

export const PLACES: InBoth<typeof en> = { en, de };
