/** The words of a history beside those for an event or a fact alone, in either language. Numbers are those of rows. */
import { ANSWERS_DE } from './fact-words.ts';
import type { InBoth } from './language.ts';
import { LINK_WORDS, type LinkKind } from './links.ts';
import type { NoticeFact } from './record.ts';

/** How a commitment is linked with another: by a kind as it is stored, and which of the two it was drawn from. */
interface Drawn {
  readonly kind: string;
  readonly drawn: 'to' | 'from';
}

interface HistoryWords {
  /** One whose name is not known. */
  readonly party: string;
  readonly forSide: (name: string) => string;
  readonly decision: (number: unknown, side: string) => string;
  readonly decisionTakenBack: (number: unknown, side: string) => string;
  readonly waits: string;
  /** What the second person said of a decision. */
  readonly answered: (decision: unknown, approved: boolean) => string;
  readonly twoAgreed: (decided: string, approved: string) => string;
  readonly revised: (version: unknown) => string;
  readonly objection: (number: unknown) => string;
  readonly raisedBy: (name: string) => string;
  readonly toAmount: (number: number) => string;
  readonly toDecision: (number: number) => string;
  readonly toWhole: string;
  readonly objectionWas: (number: unknown, outcome: string) => string;
  readonly undisputed: string;
  readonly evidenceWithdrawn: (number: unknown) => string;
  readonly notice: (kind: string) => string;
  readonly until: (day: string) => string;
  readonly link: (number: unknown, how: Drawn, other: unknown) => string;
  readonly linkTakenBack: (number: unknown) => string;
  readonly noDate: string;
  readonly progress: string;
  readonly accordingTo: (name: string) => string;
  readonly moved: string;
  /** A date where there was none. */
  readonly dated: string;
  readonly reason: string;
  readonly asBefore: string;
  readonly was: (outcome: string) => string;
  readonly openAgain: string;
}

/** The phrase for a value as it is stored, which a newer or older release may have written. */
const known = <T>(phrases: Readonly<Record<string, T>>, value: string): T | undefined =>
  Object.hasOwn(phrases, value) ? phrases[value] : undefined;

const NOTICES = {
  en: {
    acknowledged: 'Taken in hand',
    snoozed: 'Reminders put off',
    resumed: 'Reminders go on',
  },
  de: {
    acknowledged: 'In Arbeit genommen',
    snoozed: 'Erinnerungen aufgeschoben',
    resumed: 'Erinnerungen gehen weiter',
  },
} as const satisfies InBoth<Readonly<Record<NoticeFact['kind'], string>>>;

/** The other commitment stands inside of the German phrase. */
const LINKS_DE: Readonly<Record<LinkKind, Record<'to' | 'from', (other: unknown) => string>>> = {
  restates: {
    to: (other) => `sagt erneut, was in Zusage ${other} steht`,
    from: (other) => `wird erneut gesagt in Zusage ${other}`,
  },
  contradicts: {
    to: (other) => `stellt anders dar, was in Zusage ${other} steht`,
    from: (other) => `wird anders dargestellt in Zusage ${other}`,
  },
};

const en: HistoryWords = {
  party: 'a party',
  forSide: (name) => ` for ${name}`,
  decision: (number, side) => `Decision ${number}${side}`,
  decisionTakenBack: (number, side) => `Decision ${number}${side} was taken back`,
  waits: ', which waits for a second person',
  answered: (decision, approved) => `Decision ${decision} was ${approved ? 'approved' : 'not approved'}`,
  twoAgreed: (decided, approved) => ` (decided by ${decided}, approved by ${approved})`,
  revised: (version) => `What counts as fulfilled was revised, version ${version}`,
  objection: (number) => `Objection ${number}`,
  raisedBy: (name) => ` by ${name}`,
  toAmount: (number) => ` to amount ${number}`,
  toDecision: (number) => ` to decision ${number}`,
  toWhole: ' to the whole',
  objectionWas: (number, outcome) => `Objection ${number} was ${outcome}`,
  undisputed: ', and nothing is disputed any more',
  evidenceWithdrawn: (number) => `Evidence ${number} was withdrawn`,
  notice: (kind) => known(NOTICES.en, kind) ?? 'Reminders',
  until: (day) => ` until ${day}`,
  link: (number, { kind, drawn }, other) =>
    `Link ${number}: this ${known(LINK_WORDS, kind)?.[drawn] ?? 'is linked with'} commitment ${other}`,
  linkTakenBack: (number) => `Link ${number} was taken back`,
  noDate: 'no date',
  progress: 'Progress',
  accordingTo: (name) => `, according to ${name}`,
  moved: 'The date was moved',
  dated: 'The date was set',
  reason: '; reason',
  asBefore: ', as before',
  was: (outcome) => ` (was ${outcome})`,
  openAgain: 'Open again',
};

const de: HistoryWords = {
  party: 'jemand',
  forSide: (name) => ` für ${name}`,
  decision: (number, side) => `Entscheidung ${number}${side}`,
  decisionTakenBack: (number, side) => `Entscheidung ${number}${side} wurde zurückgenommen`,
  waits: '; wartet auf eine zweite Person',
  answered: (decision, approved) =>
    `Entscheidung ${decision} wurde ${approved ? 'bestätigt' : 'nicht bestätigt'}`,
  twoAgreed: (decided, approved) => ` (entschieden von ${decided}, bestätigt von ${approved})`,
  revised: (version) => `Was als Erfüllung gilt, wurde neu gefasst, Fassung ${version}`,
  objection: (number) => `Einspruch ${number}`,
  raisedBy: (name) => ` von ${name}`,
  toAmount: (number) => ` zu Menge ${number}`,
  toDecision: (number) => ` zu Entscheidung ${number}`,
  toWhole: ' zum Ganzen',
  objectionWas: (number, outcome) =>
    `Einspruch ${number} wurde ${known(ANSWERS_DE, outcome) ?? `beantwortet (${outcome})`}`,
  undisputed: '; nichts ist mehr umstritten',
  evidenceWithdrawn: (number) => `Beleg ${number} wurde zurückgezogen`,
  notice: (kind) => known(NOTICES.de, kind) ?? 'Erinnerungen',
  until: (day) => ` bis ${day}`,
  link: (number, { kind, drawn }, other) =>
    `Verknüpfung ${number}: ${known(LINKS_DE, kind)?.[drawn](other) ?? `verknüpft mit Zusage ${other}`}`,
  linkTakenBack: (number) => `Verknüpfung ${number} wurde zurückgenommen`,
  noDate: 'kein Termin',
  progress: 'Fortschritt',
  accordingTo: (name) => `, laut ${name}`,
  moved: 'Der Termin wurde verschoben',
  dated: 'Der Termin wurde festgelegt',
  reason: '; Grund',
  asBefore: ', wie zuvor',
  was: (outcome) => ` (war ${outcome})`,
  openAgain: 'Wieder offen',
};

export const HISTORY_WORDS: InBoth<HistoryWords> = { en, de };
