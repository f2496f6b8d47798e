/** Counted days. Counting starts on the day after the saying, and the last day is whole. */

import { firstWords } from '../leads.ts';
import { COUNT_STARTS, countFrom, readCount } from '../names/count.ts';
import { closesText, ISTANBUL, type Match, opensText, type Rule, type SaidOn } from '../rule.ts';
import { isGlued, readOneOf, readWords, skip, type Token } from '../tokens.ts';

const JANUARY_31 = { at: '2025-01-31T18:00+00:00', zone: 'UTC' };
const BEFORE_SPRING = { at: '2025-03-28T22:00+01:00', zone: 'Europe/Berlin' };

const WITHIN = [
  ['within'],
  ['within', 'the', 'next'],
  ['within', 'the', 'coming'],
  ['in'],
  ['in', 'the', 'next'],
  ['in', 'the', 'coming'],
  ['over', 'the', 'next'],
  ['over', 'the', 'coming'],
  ['during', 'the', 'next'],
  ['during', 'the', 'coming'],
];

/** After these a count runs from something else than the saying, or backwards. */
const COUNTS_FROM_ELSEWHERE = new Set([
  'of',
  'after',
  'from',
  'before',
  'following',
  'prior',
  'since',
  'ago',
  'earlier',
]);
/** "two weeks to go" gives nobody time to do anything. */
const NO_TASK = new Set(['go', 'come', 'the', 'a']);

export const countRules: readonly Rule[] = [
  {
    name: 'within',
    version: 1,
    says: 'until the end of the last day counted; day 1 is the day after the saying',
    starts: firstWords(WITHIN),
    read: readWithin,
    examples: [
      { text: 'within 7 days', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'within a week', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'in three weeks', said: ISTANBUL, window: ['2025-06-23T00:00', '2025-06-24T00:00'] },
      { text: "in two weeks' time", said: ISTANBUL, window: ['2025-06-16T00:00', '2025-06-17T00:00'] },
      { text: 'over the next 30 days', said: ISTANBUL, window: ['2025-07-02T00:00', '2025-07-03T00:00'] },
      { text: 'within twenty-one days', said: ISTANBUL, window: ['2025-06-23T00:00', '2025-06-24T00:00'] },
      { text: 'within a month', said: JANUARY_31, window: ['2025-02-28T00:00', '2025-03-01T00:00'] },
      { text: 'within 2 days', said: BEFORE_SPRING, window: ['2025-03-30T00:00', '2025-03-31T00:00'] },
      { text: 'within ten working days', said: ISTANBUL, not: true },
      { text: 'within 60 days of signing', said: ISTANBUL, not: true },
      { text: 'in 2-3 days', said: ISTANBUL, not: true },
    ],
  },
  {
    name: 'time-to',
    version: 1,
    says: 'a time to do something in ends with its last day, counted from the day after the saying',
    starts: COUNT_STARTS,
    read: readTimeTo,
    examples: [
      { text: 'a week', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'a week to examine it', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      {
        text: 'Kyiv needs a week to study the memorandum',
        said: ISTANBUL,
        window: ['2025-06-09T00:00', '2025-06-10T00:00'],
      },
      { text: '10 days to respond', said: ISTANBUL, window: ['2025-06-12T00:00', '2025-06-13T00:00'] },
      { text: 'a ceasefire of three days on some sections', said: ISTANBUL, not: true },
      { text: 'a week ago', said: ISTANBUL, not: true },
      { text: 'two weeks to go', said: ISTANBUL, not: true },
    ],
  },
  {
    name: 'from-now',
    version: 1,
    says: 'that day, counted from the day after the saying',
    starts: COUNT_STARTS,
    read: (tokens, at, said) => {
      const count = readCount(tokens, at);
      const next = count && readOneOf(tokens, count.next, [['from', 'now'], ['from', 'today'], ['hence']]);
      if (count === undefined || next === undefined) return undefined;
      return wholeDay(countFrom(said.on, count), next);
    },
    examples: [
      { text: 'three weeks from now', said: ISTANBUL, window: ['2025-06-23T00:00', '2025-06-24T00:00'] },
      { text: 'three weeks from signing', said: ISTANBUL, not: true },
    ],
  },
];

function readWithin(tokens: readonly Token[], at: number, said: SaidOn): Match | undefined {
  const afterLead = readOneOf(tokens, at, WITHIN);
  const count = afterLead === undefined ? undefined : readCount(tokens, afterLead);
  if (count === undefined) return undefined;
  const next = readTime(tokens, count.next);
  if (isGlued(tokens, next) || COUNTS_FROM_ELSEWHERE.has(tokens[next]?.text ?? '')) return undefined;
  return wholeDay(countFrom(said.on, count), next);
}

/** The "'s time" of "in a week's time", which changes nothing. */
function readTime(tokens: readonly Token[], at: number): number {
  return readOneOf(tokens, at, [["'", 's', 'time'], ["'", 'time'], ['time']]) ?? at;
}

function readTimeTo(tokens: readonly Token[], at: number, said: SaidOn): Match | undefined {
  const count = readCount(tokens, at);
  if (count === undefined) return undefined;
  const closes = countFrom(said.on, count);
  if (opensText(tokens, at) && closesText(tokens, count.next)) return wholeDay(closes, count.next);
  const verbAt = readWords(tokens, count.next, ['to']);
  const verb = verbAt === undefined ? undefined : tokens[verbAt];
  if (verbAt === undefined || verb?.kind !== 'word' || NO_TASK.has(verb.text)) return undefined;
  return wholeDay(closes, skip(tokens, skip(tokens, verbAt + 1, 'it'), 'them'));
}

function wholeDay(day: string, next: number): Match {
  return { next, meaning: { kind: 'days', first: day, last: day, precision: 'day' } };
}
