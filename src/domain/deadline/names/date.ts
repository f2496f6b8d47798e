/** Dates: 9 June, June 9th, the 9th of June 2025, Monday, 9 June, 2025-06-09. */
import { addDays, civil, daysInMonth, weekdayOf, yearOf } from '../../civil.ts';
import { isGlued, skip, type Token, touches } from '../tokens.ts';
import { type Calendar, isTaken, type Named, type NameKind } from './named.ts';
import { WEEKDAY_WORDS } from './weekday.ts';

export const MONTH_WORDS: ReadonlyMap<string, number> = new Map([
  ...[
    ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
    ...['august', 'september', 'october', 'november', 'december'],
  ].map((word, index): [string, number] => [word, index + 1]),
  ...(['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const).map(
    (word, index): [string, number] => [word, index + 1],
  ),
  ['sept', 9],
]);

const SUFFIXES = new Set(['st', 'nd', 'rd', 'th']);

/** A day as written, with as much as was written. */
export interface WrittenDay {
  readonly day: number;
  readonly month?: number;
  readonly year?: number;
  readonly next: number;
}

/** Leap days come at most eight years apart (1896 and 1904, 2096 and 2104). */
export const YEARS_TO_TRY = 9;

export const date: NameKind = {
  starts: ['#', 'the', ...MONTH_WORDS.keys(), ...WEEKDAY_WORDS.keys()],
  read: readDate,
};

function readDate(tokens: readonly Token[], start: number, calendar: Calendar): Named | undefined {
  let at = start;
  const weekday = WEEKDAY_WORDS.get(tokens[at]?.text ?? '');
  if (weekday !== undefined) at = skip(tokens, skip(tokens, at + 1, '.'), ',');
  const written = readWrittenDate(tokens, at);
  if (written?.month === undefined || isGlued(tokens, written.next)) return undefined;
  const day = firstTaken(written.day, written.month, written.year, calendar);
  if (day === undefined) return undefined;
  const named: Named = { first: day, last: day, precision: 'day', next: written.next };
  if (weekday === undefined || weekdayOf(day) === weekday) return named;
  // The weekday contradicts the date: the date stands, the doubt is said.
  const other = addDays(calendar.on, (((weekday - weekdayOf(calendar.on)) % 7) + 7) % 7);
  return { ...named, confidence: 'low', other: { first: other, last: other } };
}

function firstTaken(
  day: number,
  month: number,
  year: number | undefined,
  calendar: Calendar,
): string | undefined {
  if (year !== undefined) return day <= daysInMonth(year, month) ? civil(year, month, day) : undefined;
  const from = yearOf(calendar.on);
  for (let y = from; y < from + YEARS_TO_TRY; y += 1) {
    const tried = civil(y, month, day);
    if (day <= daysInMonth(y, month) && isTaken(calendar, { first: tried, last: tried })) return tried;
  }
  return undefined;
}

/** A date with its month, in any of the three orders. */
export function readWrittenDate(tokens: readonly Token[], at: number): WrittenDay | undefined {
  return readIsoDate(tokens, at) ?? readDayMonth(tokens, at) ?? readMonthDay(tokens, at);
}

function readIsoDate(tokens: readonly Token[], at: number): WrittenDay | undefined {
  const year = readYear(tokens, at);
  const [month, day] = [tokens[at + 2], tokens[at + 4]];
  const marks = tokens[at + 1]?.text === '-' && tokens[at + 3]?.text === '-';
  if (year === undefined || !marks || month?.kind !== 'number' || day?.kind !== 'number') return undefined;
  for (let k = at + 1; k <= at + 4; k += 1) if (!touches(tokens, k)) return undefined;
  if (month.text.length !== 2 || day.text.length !== 2) return undefined;
  const [m, d] = [Number(month.text), Number(day.text)];
  return m >= 1 && m <= 12 && d >= 1 ? { day: d, month: m, year, next: at + 5 } : undefined;
}

function readDayMonth(tokens: readonly Token[], at: number): WrittenDay | undefined {
  const day = readDayNumber(tokens, skip(tokens, at, 'the'));
  if (day === undefined) return undefined;
  const month = readMonthWord(tokens, skip(tokens, day.next, 'of'));
  return month === undefined
    ? undefined
    : withYear(tokens, { day: day.day, month: month.month, next: month.next });
}

function readMonthDay(tokens: readonly Token[], at: number): WrittenDay | undefined {
  const month = readMonthWord(tokens, at);
  if (month === undefined) return undefined;
  const day = readDayNumber(tokens, skip(tokens, month.next, 'the'));
  return day === undefined
    ? undefined
    : withYear(tokens, { day: day.day, month: month.month, next: day.next });
}

/** 9, 9th: a day of the month without the month. */
export function readDayNumber(tokens: readonly Token[], at: number): WrittenDay | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number' || token.text.length > 2) return undefined;
  const day = Number(token.text);
  if (day < 1 || day > 31) return undefined;
  const suffixed = touches(tokens, at + 1) && SUFFIXES.has(tokens[at + 1]?.text ?? '');
  return { day, next: suffixed ? at + 2 : at + 1 };
}

export function readMonthWord(
  tokens: readonly Token[],
  at: number,
): { readonly month: number; readonly next: number } | undefined {
  const word = tokens[at]?.text ?? '';
  const month = MONTH_WORDS.get(word);
  if (month === undefined) return undefined;
  const dotted = word.length <= 4 && tokens[at + 1]?.text === '.' && touches(tokens, at + 1);
  // The dot of "Nov." belongs to the name only where the date goes on; else it ends the sentence.
  return { month, next: dotted && tokens[at + 2]?.kind === 'number' ? at + 2 : at + 1 };
}

/** Four digits that are a year in which people set deadlines. */
export function readYear(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind !== 'number' || token.text.length !== 4) return undefined;
  const year = Number(token.text);
  return year >= 1900 && year <= 2199 ? year : undefined;
}

/** Adds the year that follows a written day, with or without a comma. */
export function withYear(tokens: readonly Token[], written: WrittenDay): WrittenDay {
  const at = skip(tokens, written.next, ',');
  const year = readYear(tokens, at);
  return year === undefined ? written : { ...written, year, next: at + 1 };
}
