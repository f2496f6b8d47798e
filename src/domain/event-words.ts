/** Words for what happened: one event of the log, for the history of a page and for feeds. Neutral, as words.ts. */
import type { Window } from './deadline/types.ts';
import { type InBoth, type Language, uncapital } from './language.ts';
import { formatQuantity } from './numbers.ts';
import type { ConditionFact, EventKind, Outcome, Status } from './record.ts';
import { formatWindow } from './shown.ts';
import { WORDING } from './wording.ts';
import { describeOrigin, describeStatus } from './words.ts';

/** Kinds whose headline is not how it stands by them. */
type Headlined = Exclude<EventKind, 'due' | 'overdue' | 'met' | 'closed'>;

interface EventWords {
  readonly kinds: Readonly<Record<EventKind, string>>;
  readonly headlines: Readonly<Record<Headlined, string>>;
  readonly closed: string;
  readonly states: Readonly<Record<ConditionFact['state'], string>>;
  readonly conditionIs: (state: string) => string;
  readonly series: (number: unknown, series: number) => string;
  readonly inTime: string;
  readonly early: string;
  readonly late: (days: number) => string;
  readonly inHandOf: (who: string) => string;
  readonly now: (window: string) => string;
  readonly noDateNow: string;
  /** A date where there was none, which has not moved: as a sentence, and as a headline. */
  readonly dated: string;
  readonly dateSet: string;
  readonly side: string;
  readonly sideTakenBack: string;
}

const en: EventWords = {
  kinds: {
    recorded: 'Put on record',
    due: 'The window opened',
    overdue: 'The window closed without a fulfilment on record',
    progress: 'Progress',
    met: 'Fulfilled',
    closed: 'Closed by an editor',
    reopened: 'A decision was taken back',
    deadline_moved: 'The date was moved',
    review_due: 'The day to look again came',
    condition: 'Its condition was reported on',
    disputed: 'Claims stand against each other',
    dispute_settled: 'What was disputed has been answered',
    objection_unanswered: 'The time to answer an objection passed',
    unattended: 'It was in hand until now, and nothing was recorded',
  },
  headlines: {
    recorded: 'On record',
    progress: 'Progress',
    reopened: 'Open again',
    deadline_moved: 'Date moved',
    review_due: 'To be looked at again',
    condition: 'Condition',
    disputed: 'Disputed',
    dispute_settled: 'No longer disputed',
    objection_unanswered: 'Objection unanswered',
    unattended: 'Unattended',
  },
  closed: 'Closed',
  states: { met: 'met', failed: 'failed', open: 'open' },
  conditionIs: (state) => `Condition ${state}`,
  series: (number, series) => `time ${number} of series ${series}`,
  inTime: 'in time',
  early: 'early',
  late: (days) => (days > 0 ? `${days} ${days === 1 ? 'day' : 'days'} late` : 'late'),
  inHandOf: (who) => `by ${who}`,
  now: (window) => `now ${window}`,
  noDateNow: 'no date now',
  dated: 'The date was set',
  dateSet: 'Date set',
  side: 'Decision about one side',
  sideTakenBack: 'A decision about one side was taken back',
};

const de: EventWords = {
  kinds: {
    recorded: 'Eingetragen',
    due: 'Die Frist hat begonnen',
    overdue: 'Die Frist ist verstrichen, und eine Erfüllung ist nicht verzeichnet',
    progress: 'Fortschritt',
    met: 'Erfüllt',
    closed: 'Von der Redaktion abgeschlossen',
    reopened: 'Eine Entscheidung wurde zurückgenommen',
    deadline_moved: 'Der Termin wurde verschoben',
    review_due: 'Der Tag ist gekommen, wieder nachzusehen',
    condition: 'Zu seiner Bedingung wurde gemeldet',
    disputed: 'Angaben widersprechen einander',
    dispute_settled: 'Was umstritten war, ist beantwortet',
    objection_unanswered: 'Die Zeit, einen Einspruch zu beantworten, ist verstrichen',
    unattended: 'Jemand hatte es bis jetzt in der Hand, und nichts wurde verzeichnet',
  },
  headlines: {
    recorded: 'Verzeichnet',
    progress: 'Fortschritt',
    reopened: 'Wieder offen',
    deadline_moved: 'Termin verschoben',
    review_due: 'Wieder nachsehen',
    condition: 'Bedingung',
    disputed: 'Umstritten',
    dispute_settled: 'Nicht mehr umstritten',
    objection_unanswered: 'Einspruch unbeantwortet',
    unattended: 'Liegen geblieben',
  },
  closed: 'Abgeschlossen',
  states: { met: 'eingetreten', failed: 'ausgeblieben', open: 'wieder offen' },
  conditionIs: (state) => `Bedingung ${state}`,
  series: (number, series) => `Termin ${number} der Reihe ${series}`,
  inTime: 'rechtzeitig',
  early: 'vorzeitig',
  late: (days) => (days > 0 ? `${WORDING.de.days(days)} zu spät` : 'verspätet'),
  inHandOf: (who) => who,
  now: (window) => `nun ${window}`,
  noDateNow: 'nun ohne Termin',
  dated: 'Der Termin wurde festgelegt',
  dateSet: 'Termin steht fest',
  side: 'Entscheidung über eine Seite',
  sideTakenBack: 'Eine Entscheidung über eine Seite wurde zurückgenommen',
};

const WORDS: InBoth<EventWords> = { en, de };

/** Events that people date, often by the day; the others happen at an instant. */
export const DONE_BY_PEOPLE: readonly EventKind[] = ['progress', 'met', 'closed', 'condition'];

/** An event as the log keeps it; `data` is what its moment said. */
export interface Told {
  readonly kind: EventKind;
  readonly data: unknown;
}

/** How to say it: the zone in which the deadline counts its days, what the target counts, and in which language. */
export interface Telling {
  readonly zone: string;
  readonly unit: string | null;
  /** Fulfilled before its window opened, which the event itself calls in time. */
  readonly early?: boolean;
  /** Default English. */
  readonly language?: Language;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const dataOf = ({ data }: Told): Record<string, unknown> => (isRecord(data) ? data : {});

/** A window as moments keep it; a date that was open is kept as null. */
export const isWindow = (value: unknown): value is Window =>
  isRecord(value) && typeof value.opensAt === 'number' && typeof value.closesAt === 'number';

const isFirstDate = ({ kind }: Told, { from, to }: Record<string, unknown>): boolean =>
  kind === 'deadline_moved' && from === null && isWindow(to);

/** A stored state of a condition in words; one that is not known as it is. */
export const conditionState = (state: string, language: Language = 'en'): string =>
  WORDS[language].states[state as ConditionFact['state']] ?? state;

/** A stored outcome in words, as a sentence has it at its end; undefined for one that is not known. */
function outcomeIn(outcome: unknown, language: Language): string | undefined {
  const label = WORDING[language].statuses[outcome as Outcome];
  return label === undefined ? undefined : uncapital(label);
}

/** What the event's data add for a person. */
function detail(event: Told, { zone, unit, early = false, language = 'en' }: Telling): string | null {
  const data = dataOf(event);
  const words = WORDS[language];
  switch (event.kind) {
    case 'recorded':
      return typeof data.series === 'number' ? words.series(data.number, data.series) : null;
    case 'progress':
      return typeof data.amount === 'number'
        ? `${formatQuantity(data.amount, language)} ${unit ?? ''}`
        : null;
    case 'met':
      if (data.late === true) return words.late(typeof data.days === 'number' ? data.days : 0);
      if (data.late !== false) return null;
      return early ? words.early : words.inTime;
    case 'condition':
      return typeof data.state === 'string' ? conditionState(data.state, language) : null;
    case 'unattended':
      return typeof data.by === 'string' ? words.inHandOf(data.by) : null;
    case 'closed':
      return outcomeIn(data.outcome, language) ?? null;
    case 'deadline_moved': {
      const origin = describeOrigin(data, zone, language);
      const because = origin === null ? '' : ` (${origin})`;
      if (!isWindow(data.to)) return `${words.noDateNow}${because}`;
      const window = formatWindow(data.to, zone, { year: true, language });
      return `${isFirstDate(event, data) ? window : words.now(window)}${because}`;
    }
    default:
      return null;
  }
}

/** What happened, in one sentence without its full stop: `Progress: 1,212 bodies`. */
export function describeEvent(event: Told, telling: Telling): string {
  const { language = 'en' } = telling;
  const words = WORDS[language];
  const data = dataOf(event);
  const { outcome } = data;
  if (event.kind === 'progress' && outcome === null) return words.sideTakenBack;
  if (event.kind === 'progress' && outcome !== undefined)
    return `${words.side}: ${outcomeIn(outcome, language) ?? outcome}`;
  const more = detail(event, telling);
  const what = isFirstDate(event, data) ? words.dated : words.kinds[event.kind];
  return `${what}${more === null ? '' : `: ${more}`}`;
}

const statusIn = (data: Record<string, unknown>, status: Status, language: Language): string =>
  describeStatus(
    { status, late: data.late === true, daysLate: typeof data.days === 'number' ? data.days : null },
    language,
  );

/** How it stood by the event, as the first words of a title: `Overdue`, `Met, 2 days late`, `Date moved`. */
export function headlineOf(event: Told, language: Language = 'en'): string {
  const data = dataOf(event);
  const words = WORDS[language];
  const { statuses } = WORDING[language];
  switch (event.kind) {
    case 'due':
    case 'overdue':
      return statuses[event.kind];
    case 'met':
      return statusIn(data, 'met', language);
    case 'closed':
      return statuses[data.outcome as Outcome] ?? words.closed;
    case 'progress':
      return data.outcome === undefined ? words.headlines.progress : words.side;
    case 'condition':
      return typeof data.state === 'string'
        ? words.conditionIs(conditionState(data.state, language))
        : words.headlines.condition;
    default:
      return isFirstDate(event, data) ? words.dateSet : words.headlines[event.kind];
  }
}
