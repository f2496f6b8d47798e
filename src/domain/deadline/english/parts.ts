/** Parts of periods: early June, mid-2027, the end of March, year-end. */
import { type Days, dayOf, monthsFrom } from '../grammar/day.ts';
import type { Unit } from '../grammar/duration.ts';
import { fixed, type Period, pieceOf, running, yearly } from '../grammar/period.ts';
import { partOf, unitAt } from '../grammar/units.ts';
import { days, type Part, type Rule } from '../rule.ts';

const MIDDLE =
  '(the mid|the mid -|mid|mid -|mid of|mid - of|the middle of|middle of|in the middle of|the midpoint of|halfway through)';
const BEGINNING =
  '(the beginning of|beginning of|the start of|start of|the early part of|the opening of|the early days of|the early weeks of|the early months of|the first days of|first days of|the first weeks of|the first months of|the opening days of|the opening weeks of)';
const ENDING =
  '(the end of|end of|end - of -|end|end -|the close of|the end|the tail end of|the very end of)';

export const partRules: readonly Rule[] = [
  {
    name: 'part',
    version: 1,
    says: 'early: to day 10 of a month, 31 March of a year; mid: to day 20, 31 August; late: to the end; of other units, their thirds',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] (early|late) [in|part of|in the|on in|-] {period}',
      '[the] (last days of|last weeks of|last months of|final days of|closing days of|latter part of|latter half of|later part of|second part of|closing weeks of|closing months of|closing stages of|final weeks of|final months of) {period}',
      '[the] {part} [-] to [-] (mid|late) [-] {period}',
      '(later|earlier) in [the] {period}',
      `${MIDDLE} {period}`,
      `${BEGINNING} {period}`,
      '(midyear|midweek|midmonth)',
    ],
    means: ({ period: read }, { tokens, at, next }) => {
      const period = read ?? midUnit(tokens[at]?.text ?? '');
      if (period === undefined) return undefined;
      const words = tokens.slice(at, next).map(({ text }) => text);
      const part = lastPart(words);
      if (part === undefined || period.precision === 'day') return undefined;
      return pieceOf(period, (whole) => partOf(whole, part), 'part');
    },
    examples: [
      days('by early June', '2025-06-01', '2025-06-10'),
      days('in mid-November', '2025-11-11', '2025-11-20'),
      days('late May', '2026-05-21', '2026-05-31'),
      days('early 2027', '2027-01-01', '2027-03-31'),
      days('by mid-2026', '2026-04-01', '2026-08-31'),
      days('until mid-July', '2025-07-11', '2025-07-20'),
      days('at the beginning of next month', '2025-07-01', '2025-07-10'),
      days('early next week', '2025-06-09', '2025-06-11'),
      days('early in the third quarter', '2025-07-01', '2025-07-31'),
    ],
  },
  {
    name: 'end-of',
    version: 1,
    says: 'to the end of what is named; a deadline by it is the last day',
    makes: 'period',
    weight: 1,
    phrases: [`${ENDING} {period}`],
    means: ({ period }, { tokens, at }) => {
      // "start in August and end the following month" has a verb.
      if (tokens[at]?.text === 'end' && tokens[at + 1]?.lexeme?.sign === 'article') return undefined;
      return period.precision === 'day' || period.precision === 'week'
        ? pieceOf(period, lastDay, 'day', { ending: true })
        : pieceOf(period, (whole) => partOf(whole, 'late') ?? lastDay(whole), 'part', { ending: true });
    },
    examples: [
      days('by the end of June', '2025-06-30'),
      days('at the end of June', '2025-06-21', '2025-06-30'),
      days('by the end of the year', '2025-12-31'),
      days('by the end of next week', '2025-06-15'),
      days('no later than end-2026', '2026-12-31'),
      days('before the end of the year', '2025-12-31'),
      {
        text: 'by the end of 2010',
        said: { at: '2009-05-12T10:00-04:00', zone: 'America/New_York' },
        window: ['2010-12-31T00:00', '2011-01-01T00:00'],
      },
    ],
  },
  {
    name: 'unit-end',
    version: 1,
    says: 'the last day of the running week, month, quarter or year, or of the year named',
    makes: 'period',
    weight: 1,
    phrases: [
      "[the] (year|month|quarter|week) [-|' s] end",
      "[the] (year|month|quarter|week|decade|century) ' s (end|close)",
      '[the] (year|month|quarter) [-] end {year}',
      '{year} [-] year [-] end',
      '(year|end) [-] end {year}',
      '[the] turn of the year',
      '{month} [-] end',
      "(this|next) (year|month|quarter|week) ' s (end|close)",
      'eoy [{year}]',
      'eom',
      'eoq',
      'eow',
      '(eod|[the] end of [the] day|[the] close of [the] day) [[,] [on|of] {period}]',
    ],
    means: ({ year, period, month }, { said, tokens, at, next }) => {
      if (month !== undefined)
        return yearly((y) => lastDay(monthsFrom(y, month, 1)), 'day', { ending: true });
      if (period !== undefined) return period.precision === 'day' ? { ...period, ending: true } : undefined;
      const words = tokens.slice(at, next).map(({ text }) => text);
      const unit = UNITS.find(([, names]) => words.some((word) => names.includes(word)))?.[0];
      if (unit === undefined) return undefined;
      const whole = unitAt(
        unit,
        year === undefined ? said.on : dayOf(year, 1, 1),
        words[0] === 'next' ? 1 : 0,
      );
      return whole && fixed(lastDay(whole), 'day', { ending: true });
    },
    examples: [
      days('by year-end', '2025-12-31'),
      days('by EOM', '2025-06-30'),
      days('by end of day Friday', '2025-06-06'),
      days("by the month's end", '2025-06-30'),
      days('by year-end 2026', '2026-12-31'),
    ],
  },
];

const UNITS: readonly (readonly [Unit, readonly string[]])[] = [
  ['year', ['year', 'eoy']],
  ['month', ['month', 'eom']],
  ['quarter', ['quarter', 'eoq']],
  ['week', ['week', 'eow']],
  ['decade', ['decade']],
  ['century', ['century']],
  ['day', ['eod', 'day']],
];

/** The running unit in "midyear". */
function midUnit(word: string): Period | undefined {
  const unit = word.slice(3);
  if (unit !== 'year' && unit !== 'month' && unit !== 'week') return undefined;
  return running((from, ahead) => unitAt(unit, from, ahead), unit);
}

const lastDay = ({ last }: Days): Days => ({ first: last, last });

/** The part named last: "early to mid June" lasts as long as the middle does. */
function lastPart(words: readonly string[]): Part | undefined {
  const known: Readonly<Record<string, Part>> = {
    early: 'early',
    earlier: 'early',
    beginning: 'early',
    start: 'early',
    opening: 'early',
    first: 'early',
    mid: 'mid',
    middle: 'mid',
    midpoint: 'mid',
    halfway: 'mid',
    latter: 'late',
    second: 'late',
    closing: 'late',
    final: 'late',
    last: 'late',
    late: 'late',
    later: 'late',
  };
  const order: readonly Part[] = ['early', 'mid', 'late'];
  if (/^mid(year|week|month)$/.test(words[0] ?? '')) return 'mid';
  const [one, other] = words
    .slice(0, 5)
    .map((word) => known[word])
    .filter((part) => part !== undefined);
  if (one === undefined || other === undefined || words[1] === 'part' || words[1] === 'days') return one;
  return order.indexOf(other) > order.indexOf(one) && words.includes('to') ? other : one;
}
