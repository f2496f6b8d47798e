/** Words for what happened: one event of the log, for the history of a page and for feeds. Neutral, as words.ts. */
import type { EventKind, Outcome, Status } from './record.ts';
import { formatWindow } from './shown.ts';
import { describeOrigin, describeStatus, formatQuantity, STATUS_LABELS } from './words.ts';

const EVENT_WORDS = {
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
} satisfies Record<EventKind, string>;

/** Events that people date, often by the day; the others happen at an instant. */
export const DONE_BY_PEOPLE: readonly EventKind[] = ['progress', 'met', 'closed', 'condition'];

/** An event as the log keeps it; `data` is what its moment said. */
export interface Told {
  readonly kind: EventKind;
  readonly data: unknown;
}

/** How to say it: the zone in which the deadline counts its days, and what the target counts. */
export interface Telling {
  readonly zone: string;
  readonly unit: string | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const dataOf = ({ data }: Told): Record<string, unknown> => (isRecord(data) ? data : {});

/** What the event's data add for a person. */
function detail(event: Told, { zone, unit }: Telling): string | null {
  const data = dataOf(event);
  switch (event.kind) {
    case 'recorded':
      return typeof data.series === 'number' ? `time ${data.number} of series ${data.series}` : null;
    case 'progress':
      return typeof data.amount === 'number' ? `${formatQuantity(data.amount)} ${unit ?? ''}` : null;
    case 'met':
      if (data.late !== true) return data.late === false ? 'in time' : null;
      return typeof data.days === 'number' && data.days > 0 ? `${data.days} days late` : 'late';
    case 'condition':
      return typeof data.state === 'string' ? data.state : null;
    case 'unattended':
      return typeof data.by === 'string' ? `by ${data.by}` : null;
    case 'closed':
      return STATUS_LABELS[data.outcome as Outcome]?.toLowerCase() ?? null;
    case 'deadline_moved': {
      const to = isRecord(data.to) ? data.to : {};
      const origin = describeOrigin(data, zone);
      const because = origin === null ? '' : ` (${origin})`;
      if (typeof to.opensAt !== 'number' || typeof to.closesAt !== 'number') return `no date now${because}`;
      const window = { opensAt: to.opensAt, closesAt: to.closesAt };
      return `now ${formatWindow(window, zone, { year: true })}${because}`;
    }
    default:
      return null;
  }
}

/** What happened, in one sentence without its full stop: `Progress: 1,212 bodies`. */
export function describeEvent(event: Told, telling: Telling): string {
  const more = detail(event, telling);
  return `${EVENT_WORDS[event.kind]}${more === null ? '' : `: ${more}`}`;
}

const statusIn = (data: Record<string, unknown>, status: Status): string =>
  describeStatus({
    status,
    late: data.late === true,
    daysLate: typeof data.days === 'number' ? data.days : null,
  });

/** How it stood by the event, as the first words of a title: `Overdue`, `Met, 2 days late`, `Date moved`. */
export function headlineOf(event: Told): string {
  const data = dataOf(event);
  switch (event.kind) {
    case 'due':
    case 'overdue':
      return STATUS_LABELS[event.kind];
    case 'met':
      return statusIn(data, 'met');
    case 'closed':
      return STATUS_LABELS[data.outcome as Outcome] ?? 'Closed';
    case 'condition':
      return typeof data.state === 'string' ? `Condition ${data.state}` : 'Condition';
    default:
      return HEADLINES[event.kind];
  }
}

const HEADLINES = {
  recorded: 'On record',
  progress: 'Progress',
  reopened: 'Open again',
  deadline_moved: 'Date moved',
  review_due: 'To be looked at again',
  disputed: 'Disputed',
  dispute_settled: 'No longer disputed',
  objection_unanswered: 'Objection unanswered',
  unattended: 'Unattended',
} satisfies Partial<Record<EventKind, string>>;
