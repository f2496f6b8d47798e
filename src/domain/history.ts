/**
 * The history of a commitment in words: the moments of the log and the facts that people put on record, each told
 * once, in the order in which it became known. Where a moment tells of a fact (an amount, a new date, a decision that
 * settles it), the fact lends it its reason and is not told again. What people wrote keeps its own words. Pure.
 */
import { DONE_BY_PEOPLE, describeEvent, isWindow, type Told } from './event-words.ts';
import { describeFact } from './fact-words.ts';
import type { FactTable, Row } from './facts.ts';
import { HISTORY_WORDS } from './history-words.ts';
import { type Language, uncapital } from './language.ts';
import { formatQuantity } from './numbers.ts';
import type { Outcome } from './record.ts';
import { formatClosing, formatWindow } from './shown.ts';
import { WORDING } from './wording.ts';
import { describeOrigin } from './words.ts';

/** Instants are epoch milliseconds. */
interface Recorded {
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly actor: string;
}

export interface LoggedMoment extends Recorded, Told {
  readonly key: string;
}

/** A fact as its event keeps it. */
export interface LoggedFact extends Recorded {
  readonly table: FactTable;
  readonly row: Row;
}

/** One line of the history. */
export interface HistoryLine extends Recorded {
  /** What happened, in a sentence without its full stop. */
  readonly text: string;
  /** People dated it, often by the day. */
  readonly dated: boolean;
}

export interface Logged {
  readonly id: number;
  readonly moments: readonly LoggedMoment[];
  readonly facts: readonly LoggedFact[];
  /** Names of parties by number. */
  readonly names: ReadonlyMap<number, string>;
  readonly zone: string;
  readonly unit: string | null;
  /** In which it is told; default English. */
  readonly language?: Language | undefined;
}

const said = (value: unknown): string =>
  typeof value === 'string' && value !== '' ? `: ${value.replaceAll(/\s+/g, ' ')}` : '';

/** The number that ends a key: of a row (`progress:3`), of a version (`moved:v2`), or an instant (`met@…`). */
const numberIn = (key: string): number => Number(/\d+$/.exec(key)?.[0]);

/** Looks up what moments say of facts, and facts of each other. */
function tellerOf({ id, facts, moments, names, zone, unit, language = 'en' }: Logged) {
  const words = HISTORY_WORDS[language];
  const keys = new Set(moments.map(({ key }) => key));
  const outcomeWord = (outcome: unknown): string =>
    WORDING[language].statuses[outcome as Outcome] ?? String(outcome);
  const name = (party: unknown): string => names.get(Number(party)) ?? words.party;
  const ofSide = (party: unknown): string => (typeof party === 'number' ? words.forSide(name(party)) : '');
  // Some have thousands of amounts: each is found at once.
  const rows = new Map(facts.map(({ table, row }) => [`${table}:${row.id}`, row]));
  const rowOf = (table: FactTable, row: number): Row | undefined => rows.get(`${table}:${row}`);
  const rests = new Set(facts.map(({ row }) => row.evidence_id));
  const at = (recordedAt: number, table: FactTable, is: (row: Row) => boolean = () => true) =>
    facts.findLast((fact) => fact.table === table && fact.recordedAt === recordedAt && is(fact.row));
  const decides = (row: Row): boolean => typeof row.outcome === 'string' && typeof row.party_id !== 'number';
  const settled = (recordedAt: number): boolean =>
    keys.has(`met@${recordedAt}`) || keys.has(`closed@${recordedAt}`);

  /** Whether a moment says it already, or the line of another fact. */
  function isTold({ table, row, recordedAt }: LoggedFact): boolean {
    switch (table) {
      case 'source':
      case 'statement':
      case 'stored_file':
      case 'commitment':
      case 'commitment_party':
      case 'commitment_tag':
        return true;
      case 'evidence':
        return rests.has(row.id);
      case 'deadline':
        return row.version === 1 || keys.has(`moved:v${row.version}`);
      case 'progress':
        return keys.has(`progress:${row.id}`);
      case 'condition_report':
        return keys.has(`condition:${row.id}`);
      case 'verdict':
        if (typeof row.party_id === 'number') return keys.has(`side:${row.id}`);
        if (typeof row.reverses_id === 'number') return keys.has(`reopened@${recordedAt}`);
        return row.needs_approval !== true && settled(recordedAt);
      case 'approval':
        return row.approved === true && settled(recordedAt);
      default:
        return false;
    }
  }

  function verdictText(row: Row): string {
    const side = ofSide(row.party_id);
    if (typeof row.reverses_id === 'number')
      return `${words.decisionTakenBack(row.reverses_id, side)}${said(row.reason)}`;
    const waits = row.needs_approval === true ? words.waits : '';
    return `${words.decision(row.id, side)}: ${outcomeWord(row.outcome)}${waits}${said(row.reason)}`;
  }

  function objectionText(row: Row): string {
    const about =
      typeof row.progress_id === 'number'
        ? words.toAmount(row.progress_id)
        : typeof row.verdict_id === 'number'
          ? words.toDecision(row.verdict_id)
          : words.toWhole;
    const by = typeof row.raised_by_id === 'number' ? words.raisedBy(name(row.raised_by_id)) : '';
    return `${words.objection(row.id)}${by}${about}${said(row.reason)}`;
  }

  function factText({ table, row, recordedAt }: LoggedFact): string {
    switch (table) {
      case 'verdict':
        return verdictText(row);
      case 'approval':
        return `${words.answered(row.verdict_id, row.approved !== false)}${said(row.reason)}`;
      case 'criterion':
        return `${words.revised(row.version)}${said(row.reason)}`;
      case 'objection':
        return objectionText(row);
      case 'objection_answer': {
        const settles = keys.has(`dispute_settled@${recordedAt}`) ? words.undisputed : '';
        return `${words.objectionWas(row.objection_id, String(row.outcome))}${settles}${said(row.answer)}`;
      }
      case 'evidence_withdrawal':
        return `${words.evidenceWithdrawn(row.evidence_id)}${said(row.reason)}`;
      case 'look':
        return `${describeFact(table, row, language)}${said(row.note)}`;
      case 'notice': {
        const until = typeof row.until_at === 'string' ? Date.parse(row.until_at) : null;
        const day = until === null ? '' : words.until(formatClosing(until, zone, { language }));
        return `${words.notice(String(row.kind))}${day}${said(row.note)}`;
      }
      case 'commitment_link': {
        if (typeof row.ends_id === 'number') return `${words.linkTakenBack(row.ends_id)}${said(row.reason)}`;
        const away = row.from_id === id;
        const link = { kind: String(row.kind), drawn: away ? 'to' : 'from' } as const;
        return `${words.link(row.id, link, away ? row.to_id : row.from_id)}${said(row.reason)}`;
      }
      default:
        return describeFact(table, row, language);
    }
  }

  /** Why it was decided, and by whom when two had to agree. */
  function decisionText(recordedAt: number): string {
    const approval = at(recordedAt, 'approval');
    const approved = approval === undefined ? undefined : rowOf('verdict', Number(approval.row.verdict_id));
    const verdict = approved ?? at(recordedAt, 'verdict', decides)?.row;
    if (verdict === undefined) return '';
    const two = approval === undefined ? '' : words.twoAgreed(String(verdict.recorded_by), approval.actor);
    return `${two}${said(verdict.reason)}`;
  }

  /** Fulfilled before the window in force had opened, which the status calls early. */
  function isEarly({ kind, occurredAt, recordedAt }: LoggedMoment): boolean {
    if (kind !== 'met') return false;
    const known = facts.filter((fact) => fact.table === 'deadline' && fact.recordedAt <= recordedAt);
    const opens = known.at(-1)?.row.opens_at;
    return typeof opens === 'string' && occurredAt < Date.parse(opens);
  }

  const windowText = (value: unknown): string =>
    isWindow(value) ? formatWindow(value, zone, { year: true, language }) : words.noDate;

  function momentText(moment: LoggedMoment): string {
    const data = (moment.data ?? {}) as Record<string, unknown>;
    const number = numberIn(moment.key);
    const plain = describeEvent(moment, { zone, unit, early: isEarly(moment), language });
    switch (moment.kind) {
      case 'progress': {
        const decision = rowOf('verdict', number);
        if (data.outcome !== undefined) return decision === undefined ? plain : verdictText(decision);
        const row = rowOf('progress', number);
        const claim =
          typeof row?.claimed_by_id === 'number' ? words.accordingTo(name(row.claimed_by_id)) : '';
        return `${words.progress}: ${formatQuantity(Number(data.amount), language)} ${unit ?? ''}${ofSide(data.partyId)}${claim}`;
      }
      case 'deadline_moved': {
        const origin = describeOrigin(data, zone, language);
        const because = origin === null ? '' : ` (${origin})`;
        const reason = facts.find(({ table, row }) => table === 'deadline' && row.version === number)?.row
          .reason;
        const why = origin === null && typeof reason === 'string' ? `${words.reason}${said(reason)}` : '';
        const first = !isWindow(data.from) && isWindow(data.to);
        // A first date is none that moved: there was nothing to hold anybody to before.
        const what = first ? `${words.dated}:` : `${words.moved}: ${windowText(data.from)} →`;
        return `${what} ${windowText(data.to)}${because}${why}`;
      }
      case 'met':
      case 'closed':
        return `${plain}${data.repeats === true ? words.asBefore : ''}${data.by === 'verdict' ? decisionText(number) : ''}`;
      case 'reopened': {
        const reversal = at(number, 'verdict', (row) => typeof row.reverses_id === 'number');
        const was = typeof data.was === 'string' ? words.was(uncapital(outcomeWord(data.was))) : '';
        return reversal === undefined
          ? `${words.openAgain}${was}`
          : `${plain}${was}${said(reversal.row.reason)}`;
      }
      case 'condition':
        return `${plain}${said(rowOf('condition_report', number)?.note)}`;
      default:
        return plain;
    }
  }

  /** The mark beside the status, where the objection or its answer says so itself. */
  const isMark = ({ kind, key }: LoggedMoment): boolean =>
    (kind === 'disputed' && at(numberIn(key), 'objection') !== undefined) ||
    (kind === 'dispute_settled' && at(numberIn(key), 'objection_answer') !== undefined);

  return { isTold, isMark, factText, momentText };
}

/** Every line, in the order in which it became known; at one instant what people did, and then what it came to. */
export function tellHistory(logged: Logged): HistoryLine[] {
  const { isTold, isMark, factText, momentText } = tellerOf(logged);
  const { facts, moments } = logged;
  const times = ({ occurredAt, recordedAt, actor }: Recorded): Recorded => ({
    occurredAt,
    recordedAt,
    actor,
  });
  const lines = [
    ...facts
      .filter((fact) => !isTold(fact))
      .map((fact) => ({ ...times(fact), text: factText(fact), dated: fact.occurredAt !== fact.recordedAt })),
    ...moments
      .filter((moment) => !isMark(moment))
      .map((moment) => ({
        ...times(moment),
        text: momentText(moment),
        dated: DONE_BY_PEOPLE.includes(moment.kind),
      })),
  ];
  return lines.sort((a, b) => a.recordedAt - b.recordedAt);
}
