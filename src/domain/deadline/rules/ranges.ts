/** Ranges of days; both ends are inside. */
import { civil, daysInMonth, yearOf } from '../../civil.ts';
import {
  MONTH_WORDS,
  readDayNumber,
  readWrittenDate,
  type WrittenDay,
  withYear,
  YEARS_TO_TRY,
} from '../names/date.ts';
import { type Days, ISTANBUL, type Match, type Rule, type SaidOn } from '../rule.ts';
import { isGlued, readOneOf, type Token } from '../tokens.ts';

const LATE_JUNE = { at: '2025-06-25T12:00+03:00', zone: 'Europe/Istanbul' };
const DECEMBER = { at: '2025-12-01T12:00+00:00', zone: 'UTC' };
const NEW_YEAR = { at: '2026-01-02T12:00+00:00', zone: 'UTC' };

/** What may stand between the ends, by the word that opened the range. */
const LINKS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  between: [['and'], ['to'], ['-']],
  from: [['to'], ['until'], ['till'], ['through'], ['-']],
  '': [['to'], ['through'], ['-']],
};

export const rangeRules: readonly Rule[] = [
  {
    name: 'day-range',
    version: 1,
    says: 'from the beginning of the first day to the end of the last',
    starts: ['between', 'from', '#', 'the', ...MONTH_WORDS.keys()],
    read: readRange,
    examples: [
      { text: 'between June 20 and 30', said: ISTANBUL, window: ['2025-06-20T00:00', '2025-07-01T00:00'] },
      { text: 'June 20–30', said: ISTANBUL, window: ['2025-06-20T00:00', '2025-07-01T00:00'] },
      { text: 'June 20-30, 2026', said: ISTANBUL, window: ['2026-06-20T00:00', '2026-07-01T00:00'] },
      { text: 'from 20 to 30 June', said: ISTANBUL, window: ['2025-06-20T00:00', '2025-07-01T00:00'] },
      { text: '20-30 June', said: LATE_JUNE, window: ['2025-06-20T00:00', '2025-07-01T00:00'] },
      {
        text: 'between 20 June and 5 July',
        said: ISTANBUL,
        window: ['2025-06-20T00:00', '2025-07-06T00:00'],
      },
      { text: '2025-06-20 to 2025-06-30', said: ISTANBUL, window: ['2025-06-20T00:00', '2025-07-01T00:00'] },
      {
        text: 'from 28 December to 3 January',
        said: DECEMBER,
        window: ['2025-12-28T00:00', '2026-01-04T00:00'],
      },
      { text: '28 December to 3 January', said: NEW_YEAR, window: ['2025-12-28T00:00', '2026-01-04T00:00'] },
      { text: 'between May 1 and 20', said: ISTANBUL, window: ['2026-05-01T00:00', '2026-05-21T00:00'] },
      { text: 'between June 30 and 20', said: ISTANBUL, not: true },
      { text: 'between 20 and 30 percent', said: ISTANBUL, not: true },
      { text: 'between June 20 and 31', said: ISTANBUL, not: true },
    ],
  },
];

function readRange(tokens: readonly Token[], start: number, said: SaidOn): Match | undefined {
  const lead = tokens[start]?.text ?? '';
  const links = LINKS[lead === 'between' || lead === 'from' ? lead : ''] ?? [];
  const at = lead === 'between' || lead === 'from' ? start + 1 : start;

  const from = readEnd(tokens, at);
  const link = from === undefined ? undefined : readOneOf(tokens, from.next, links);
  const to = link === undefined ? undefined : readEnd(tokens, link);
  if (from === undefined || to === undefined || isGlued(tokens, to.next)) return undefined;
  const days = daysOf(from, to, said.on);
  return days === undefined
    ? undefined
    : { next: to.next, meaning: { kind: 'days', ...days, precision: 'day' } };
}

/** An end of a range may leave its month to the other end: "20" in "June 20 and 30". */
function readEnd(tokens: readonly Token[], at: number): WrittenDay | undefined {
  const written = readWrittenDate(tokens, at);
  if (written !== undefined) return written;
  const day = readDayNumber(tokens, at);
  return day === undefined ? undefined : withYear(tokens, day);
}

function daysOf(from: WrittenDay, to: WrittenDay, on: string): Days | undefined {
  const fromMonth = from.month ?? to.month;
  const toMonth = to.month ?? from.month;
  if (fromMonth === undefined || toMonth === undefined) return undefined;
  const overNewYear = toMonth < fromMonth;
  const inYears = (fromYear: number, toYear: number): Days | undefined => {
    if (from.day > daysInMonth(fromYear, fromMonth) || to.day > daysInMonth(toYear, toMonth))
      return undefined;
    const days = { first: civil(fromYear, fromMonth, from.day), last: civil(toYear, toMonth, to.day) };
    return days.first <= days.last ? days : undefined;
  };

  if (to.year !== undefined) return inYears(from.year ?? (overNewYear ? to.year - 1 : to.year), to.year);
  if (from.year !== undefined) return inYears(from.year, overNewYear ? from.year + 1 : from.year);
  // From last year on, for a range over New Year that is still running.
  for (let year = yearOf(on) - 1; year < yearOf(on) + YEARS_TO_TRY; year += 1) {
    const days = inYears(year, overNewYear ? year + 1 : year);
    if (days !== undefined && days.last >= on) return days;
  }
  return undefined;
}
