/** Counts from something else than the saying: an event that may not have happened, or a date. */
import { COUNT_STARTS, type Count, countFrom, isoDuration, readCount } from '../names/count.ts';
import { date } from '../names/date.ts';
import { anyOf, notOver } from '../names/named.ts';
import { nearDay } from '../names/near-day.ts';
import { weekday } from '../names/weekday.ts';
import { ISTANBUL, type Rule } from '../rule.ts';
import { readOneOf, type Token } from '../tokens.ts';

const LEADS = [['within'], ['in'], ['no', 'later', 'than'], ['not', 'later', 'than'], ['by']];
const AFTER = [['after'], ['from'], ['following']];
const BEFORE = [['before'], ['prior', 'to']];
const STARTS = [...COUNT_STARTS, 'within', 'in', 'no', 'not', 'by'];
/** Longer words name no event but tell the rest of the sentence. */
const ANCHOR_WORDS = 6;
const ANCHOR_ENDS = new Set([
  'and',
  'but',
  'or',
  'unless',
  'if',
  'by',
  'said',
  'will',
  'shall',
  'must',
  'was',
  'were',
]);
const dates = anyOf(date, nearDay, weekday);

interface Offset {
  readonly count: Count;
  readonly sign: 1 | -1;
  readonly next: number;
}

/** "within 60 days of", "a week after", "two weeks before". */
function readOffset(tokens: readonly Token[], start: number): Offset | undefined {
  const afterLead = readOneOf(tokens, start, LEADS);
  const count = readCount(tokens, afterLead ?? start);
  if (count === undefined) return undefined;
  // Only a time limit has an event behind "of": "three days of talks" is a length.
  const limit = afterLead !== undefined && tokens[start]?.text !== 'in';
  const later = readOneOf(tokens, count.next, limit ? [...AFTER, ['of']] : AFTER);
  if (later !== undefined) return { count, sign: 1, next: later };
  const sooner = readOneOf(tokens, count.next, BEFORE);
  return sooner === undefined ? undefined : { count, sign: -1, next: sooner };
}

export const eventRules: readonly Rule[] = [
  {
    name: 'from-event',
    version: 1,
    says: 'waits for the event; recording it dates the deadline',
    starts: STARTS,
    read: (tokens, at, said) => {
      const offset = readOffset(tokens, at);
      if (offset === undefined || dates.read(tokens, offset.next, notOver(said)) !== undefined)
        return undefined;
      const anchor = readAnchor(tokens, offset.next);
      if (anchor === undefined) return undefined;
      return {
        next: anchor.to,
        meaning: { kind: 'event', anchor, offset: isoDuration(offset.count, offset.sign) },
      };
    },
    examples: [
      { text: 'within 60 days of signing', said: ISTANBUL, event: { anchor: 'signing', offset: 'P60D' } },
      {
        text: 'a week after receipt of the list',
        said: ISTANBUL,
        event: { anchor: 'receipt of the list', offset: 'P1W' },
      },
      { text: 'two weeks before the summit', said: ISTANBUL, event: { anchor: 'summit', offset: '-P2W' } },
      {
        text: 'within a month from entry into force',
        said: ISTANBUL,
        event: { anchor: 'entry into force', offset: 'P1M' },
      },
      { text: 'three days of talks', said: ISTANBUL, not: true },
      { text: 'three weeks from now', said: ISTANBUL, not: true },
    ],
  },
  {
    name: 'from-date',
    version: 1,
    says: 'until the end of the last day, counted from the day after the date named',
    starts: STARTS,
    read: (tokens, at, said) => {
      const offset = readOffset(tokens, at);
      const from = offset && dates.read(tokens, offset.next, notOver(said));
      if (offset === undefined || from === undefined) return undefined;
      const day = countFrom(from.last, offset.count, offset.sign);
      return {
        next: from.next,
        meaning: { kind: 'days', first: day, last: day, precision: 'day', basis: 'derived' },
      };
    },
    examples: [
      { text: 'within 10 days of 9 June', said: ISTANBUL, window: ['2025-06-19T00:00', '2025-06-20T00:00'] },
      { text: 'a week from Friday', said: ISTANBUL, window: ['2025-06-13T00:00', '2025-06-14T00:00'] },
      { text: 'two days before 9 June', said: ISTANBUL, window: ['2025-06-07T00:00', '2025-06-08T00:00'] },
    ],
  },
];

/** The words that name the event, up to the end of the clause. */
function readAnchor(tokens: readonly Token[], start: number): { from: number; to: number } | undefined {
  const from = readOneOf(tokens, start, [['the'], ['its'], ['their'], ['a'], ['an']]) ?? start;
  if (tokens[from]?.text === 'now') return undefined;
  let to = from;
  while (to < from + ANCHOR_WORDS && tokens[to]?.kind !== 'mark' && tokens[to] !== undefined) {
    if (ANCHOR_ENDS.has(tokens[to]?.text ?? '')) break;
    to += 1;
  }
  return to > from ? { from, to } : undefined;
}
