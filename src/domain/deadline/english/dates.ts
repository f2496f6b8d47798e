/** Dates: 9 June, June 9th 2026, Mon 13th, the 20th of next month, 2025-06-09, tomorrow. */
import { checkedBy, dated, dayIn, everyMonth } from '../grammar/dated.ts';
import { dayOfMonth, monthOf, weekdayOf, yearOf } from '../grammar/day.ts';
import { duration, laterDay } from '../grammar/duration.ts';
import type { Token } from '../grammar/lexer.ts';
import { readYear } from '../grammar/numbers.ts';
import { everyWeekday, oneDay, type Period, pieceOf } from '../grammar/period.ts';
import { days, not, type Rule } from '../rule.ts';

const SAO_PAULO = { at: '2018-11-01T09:00-03:00', zone: 'America/Sao_Paulo' };
const ON_9_JUNE = { at: '2025-06-09T23:59+03:00', zone: 'Europe/Istanbul' };
const BRITISH_DATE = '{day} [of] {month}';
const YEAR = '[[,] {year}]';

export const dateRules: readonly Rule[] = [
  {
    name: 'date',
    version: 1,
    says: 'that day, from midnight to midnight; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [
      `[the] ${BRITISH_DATE} ${YEAR}`,
      `{month} [the] {day} ${YEAR}`,
      '{day} - {month} - {year}',
      '{day} {month} {n}',
      '{year} {month} {day}',
      '{written}',
    ],
    means: ({ day, month, year, n, written }, { tokens, next }) => {
      // "29 February 2027" is no other year's.
      if (year === undefined && n === undefined && isYear(tokens, next)) return undefined;
      if (n === undefined) return written ?? dated(year, month, day);
      // "14 April 15" is a year only where nothing follows.
      const short = next === tokens.length && /^[1-9]\d$/.test(tokens[next - 1]?.text ?? '');
      return short ? dated(2000 + n, month, day) : undefined;
    },
    examples: [
      days('9 June', '2025-06-09'),
      { text: 'June 9', said: ON_9_JUNE, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      days('on June 9, 2025', '2025-06-09'),
      days('the 9th of June 2026', '2026-06-09'),
      days('March the third, twenty thirty', '2030-03-03'),
      days('2025-06-09', '2025-06-09'),
      days('9.6.2025', '2025-06-09'),
      days('6/20/2025', '2025-06-20'),
      days('1 June', '2026-06-01'),
      { text: 'Nov. 4', said: SAO_PAULO, window: ['2018-11-04T01:00', '2018-11-05T00:00'] },
      days('29 February', '2028-02-29'),
      not('30 February 2026'),
      not('29 February 2027'),
      not('the agreement of 16 May was carried out'),
      not('1,020 June'),
    ],
  },
  {
    name: 'weekday-date',
    version: 1,
    says: 'that date; a weekday that contradicts it is asked about',
    makes: 'period',
    weight: 1,
    phrases: [
      `{weekday} [,] [the] ${BRITISH_DATE} ${YEAR}`,
      `{weekday} [,] {month} [the] {day} ${YEAR}`,
      '{weekday} [,] {written}',
      `[the] ${BRITISH_DATE} ${YEAR} [\\(|,] {weekday} [\\)]`,
      `{month} {day} ${YEAR} [\\(|,] {weekday} [\\)]`,
    ],
    means: ({ weekday, day, month, year, written }, { said }) => {
      const date = written ?? dated(year, month, day);
      return date && checkedBy(weekday, date, said.on);
    },
    examples: [
      days('on Monday, 9 June', '2025-06-09'),
      days('Fri, Jul 18', '2025-07-18'),
      days('Friday, 9 June', '2025-06-09'),
    ],
  },
  {
    name: 'weekday-day',
    version: 1,
    says: 'the next such day of the month that falls on that weekday',
    makes: 'period',
    weight: 1,
    phrases: ['{weekday} [,] [the] {ordinal}', '{weekday} [the] {day}'],
    means: ({ weekday, ordinal, day }, { tokens, next }) =>
      describesNext(tokens[next]) ? undefined : weekdayOn(weekday, ordinal ?? day),
    examples: [days('Mon 13th', '2025-10-13'), days('Friday the 6th', '2025-06-06')],
  },
  {
    name: 'day-of-month',
    version: 1,
    says: 'the next such day of a month that is not over',
    makes: 'period',
    phrases: ['the {ordinal}', '{ordinal}', 'the {day}', '[the] {ordinal} [day] of the month'],
    means: ({ ordinal, day = ordinal }, { tokens, next }) =>
      day > 31 || describesNext(tokens[next]) ? undefined : everyMonth(day),
    weight: 0,
    examples: [
      days('by the 9th', '2025-06-09'),
      days('on the 1st', '2025-07-01'),
      not('by the second round'),
      not('the 9th meeting'),
    ],
  },
  {
    name: 'day-of-period',
    version: 1,
    says: 'that day of the month named',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] {day} (of|in) {period}',
      '(next|the next|this|the coming) month [,] [on] [the] {ordinal}',
    ],
    means: ({ day, ordinal, period }, { said, tokens, at }) => {
      if (period?.rule?.name === 'the-unit' && period.precision === 'month') return everyMonth(day);
      if (period !== undefined) return period.precision === 'month' ? dayOfPeriod(period, day) : undefined;
      if (ordinal > 31) return undefined;
      const ahead = tokens[at]?.text === 'this' ? 0 : 1;
      const date = dayIn(yearOf(said.on), monthOf(said.on) + ahead, ordinal);
      return date === undefined ? undefined : oneDay(date);
    },
    examples: [
      days('the 20th of next month', '2025-07-20'),
      days('by the 15th of this month', '2025-06-15'),
      days('next month on the 20th', '2025-07-20'),
    ],
  },
  {
    name: 'today',
    version: 1,
    says: 'the day of the saying',
    makes: 'period',
    weight: 1,
    phrases: ['[later] today', 'this very day', 'the same day', 'the end of [the] today'],
    means: (_slots, { said }) => oneDay(said.on),
    examples: [days('today', '2025-06-02'), days('later today', '2025-06-02')],
  },
  {
    name: 'this-time',
    version: 1,
    says: 'the same day of the next week, month or year',
    makes: 'period',
    weight: 1,
    phrases: ['this time (next|a|in a) {single}', 'this time tomorrow'],
    means: ({ single }, { said }) => {
      const count = single === undefined ? undefined : duration(1, single);
      if (count !== undefined && count.minutes > 0) return undefined;
      return oneDay(count === undefined ? said.on + 1 : laterDay(said.on, count));
    },
    examples: [days('this time next week', '2025-06-09'), days('this time next year', '2026-06-02')],
  },
  {
    name: 'tomorrow',
    version: 1,
    says: 'the day after the saying, or the one after that',
    makes: 'period',
    weight: 1,
    phrases: ['tomorrow', '[the] day after tomorrow', 'the next day', 'the following day'],
    means: (_slots, { said, tokens, next, at }) =>
      oneDay(said.on + (tokens[next - 1]?.text === 'tomorrow' && next - at > 1 ? 2 : 1)),
    examples: [days('tomorrow', '2025-06-03'), days('by the day after tomorrow', '2025-06-04')],
  },
];

/** Whether a year follows, with or without a comma. */
function isYear(tokens: readonly Token[], at: number): boolean {
  const after = tokens[at]?.text === ',' ? at + 1 : at;
  return (
    readYear(tokens, after) !== undefined &&
    tokens[after]?.kind === 'number' &&
    isSentenceOver(tokens[after + 1])
  );
}

/** "9 June, 2000 soldiers" counts soldiers. */
const isSentenceOver = (token: Token | undefined): boolean =>
  token?.kind !== 'word' || token.lexeme?.sign !== undefined;

/** The months in which a day falls on a weekday. */
function weekdayOn(weekday: number, day: number): Period | undefined {
  if (day > 31) return undefined;
  return {
    ...everyWeekday(weekday),
    occurrence: (on, k) => {
      let left = k;
      for (let month = 0; month < 60; month += 1) {
        const date = dayIn(yearOf(on), monthOf(on) + month, day);
        if (date === undefined || date < on || weekdayOf(date) !== weekday) continue;
        if (left === 0) return { first: date, last: date };
        left -= 1;
      }
      return undefined;
    },
  };
}

const dayOfPeriod = (period: Period, day: number): Period =>
  pieceOf(
    period,
    ({ first, last }) => {
      const date = first + day - dayOfMonth(first);
      return date <= last ? { first: date, last: date } : undefined;
    },
    'day',
  );

/** Whether the word after an ordinal is what is being counted: "the second round". */
export function describesNext(token: Token | undefined): boolean {
  if (token?.kind !== 'word') return token?.kind === 'number';
  return token.lexeme?.sign === undefined || token.lexeme.unit !== undefined;
}
