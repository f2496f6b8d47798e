/** Dates in digits: 2025-06-09, 2025-06, 9.6.2025, 3/4/2025, 2/15. */

import type { SaidOn } from '../rule.ts';
import { type Days, dayOf, daysInMonth, isoDate, monthsFrom, wholeYear } from './day.ts';
import { type Token, touches } from './lexer.ts';
import type { Word } from './matcher.ts';
import { fixed, inYear, oneDay, type Period } from './period.ts';

/** Regions that write the month first, and those that write both ways, after the Unicode CLDR date formats. */
const MONTH_FIRST = new Set(['US', 'PH', 'FM', 'MH', 'PW', 'GU', 'AS', 'MP', 'PR', 'VI', 'UM']);
const BOTH_WAYS = new Set(['CA', 'KE', 'GH', 'PA']);

/** Whether the day comes first where such a locale is used; nothing when nobody can know. */
function isDayFirst(locale: string | undefined): boolean | undefined {
  if (locale === undefined) return undefined;
  const [language = '', ...rest] = locale.split('-');
  const extension = rest.findIndex((part) => part.length === 1);
  const region = (extension < 0 ? rest : rest.slice(0, extension))
    .find((part) => /^[a-z]{2}$/i.test(part))
    ?.toUpperCase();
  // English alone says nothing, its regions differ; every other language that is read has the day first.
  if (region === undefined) return /^en$/i.test(language) ? undefined : true;
  return BOTH_WAYS.has(region) ? undefined : !MONTH_FIRST.has(region);
}

/** Reads digits with one mark between them; only what is a date in some reading is one. */
export function readWritten(tokens: readonly Token[], at: number, said: SaidOn): Word | undefined {
  const basic = readBasic(tokens[at], at);
  if (basic !== undefined) return basic;
  const [first, mark, second] = [tokens[at], tokens[at + 1]?.text, tokens[at + 2]];
  if (first?.kind !== 'number' || second?.kind !== 'number') return undefined;
  if (mark !== '-' && mark !== '/' && mark !== '.') return undefined;
  if (!touches(tokens, at + 1) || !touches(tokens, at + 2)) return undefined;
  const third = thirdPart(tokens, at, mark);
  if (first.text.length === 4) return yearFirst(first.text, second.text, mark, third, at);
  return mark === '-' && third?.length !== 4
    ? undefined
    : yearLast(first.text, second.text, mark, third, at, said);
}

/** 20250609 (ISO 8601, basic format). */
function readBasic(token: Token | undefined, at: number): Word | undefined {
  const [, year, month, day] = /^((?:19|20|21)\d\d)(\d\d)(\d\d)$/.exec(token?.text ?? '') ?? [];
  const date = year === undefined ? undefined : existing(Number(year), Number(month), Number(day));
  return date === undefined ? undefined : { value: oneDay(date, { needsLead: true }), next: at + 1 };
}

function thirdPart(tokens: readonly Token[], at: number, mark: string): string | undefined {
  const third = tokens[at + 4];
  if (tokens[at + 3]?.text !== mark || third?.kind !== 'number') return undefined;
  return touches(tokens, at + 3) && touches(tokens, at + 4) ? third.text : undefined;
}

function yearFirst(
  yearText: string,
  monthText: string,
  mark: string,
  dayText: string | undefined,
  at: number,
): Word | undefined {
  const [year, month] = [Number(yearText), Number(monthText)];
  if (year < 1900 || year > 2199 || (mark === '.' && dayText === undefined)) return undefined;
  if (dayText !== undefined) {
    const day = existing(year, month, Number(dayText));
    return day === undefined ? undefined : { value: oneDay(day), next: at + 5 };
  }
  // 2025-26 and 2025-2026 are two years, not a month.
  const second = monthText.length === 2 ? Math.floor(year / 100) * 100 + month : month;
  if (second === year + 1 || (second > year && second <= year + 20 && monthText.length === 4)) {
    const days = { first: wholeYear(year).first, last: wholeYear(second).last };
    return { value: fixed(days, 'year', { needsLead: true }), next: at + 3 };
  }
  if (monthText.length !== 2 || month < 1 || month > 12) return undefined;
  return { value: fixed(monthsFrom(year, month, 1), 'month'), next: at + 3 };
}

function yearLast(
  firstText: string,
  secondText: string,
  mark: string,
  yearText: string | undefined,
  at: number,
  said: SaidOn,
): Word | undefined {
  const [first, second] = [Number(firstText), Number(secondText)];
  const next = yearText === undefined ? at + 3 : at + 5;
  if (yearText === undefined && mark === '.') return undefined;
  if (yearText === undefined && secondText.length === 4 && first >= 1 && first <= 12)
    return { value: fixed(monthsFrom(second, first, 1), 'month'), next };
  if (firstText.length > 2 || secondText.length > 2) return undefined;
  const year = yearOf(yearText);
  if (yearText !== undefined && year === undefined) return undefined;

  const dayFirst = dated(year, second, first);
  const monthFirst = dated(year, first, second);
  if (mark === '.') {
    // "Version 2.6.25": two digits of a year and dots are a date only where words say so.
    const doubt = yearText?.length === 2 ? { needsLead: true as const } : {};
    return dayFirst && { value: { ...dayFirst, ...doubt }, next };
  }
  const value = choose(dayFirst, monthFirst, said, `${firstText}${mark}${secondText}`);
  return value && { value, next };
}

function choose(
  dayFirst: Period | undefined,
  monthFirst: Period | undefined,
  said: SaidOn,
  shown: string,
): Period | undefined {
  if (dayFirst === undefined || monthFirst === undefined) return dayFirst ?? monthFirst;
  const [one, other] = [dayFirst.occurrence(said.on, 0), monthFirst.occurrence(said.on, 0)];
  if (one === undefined || other === undefined) return undefined;
  if (one.first === other.first) return dayFirst;
  const isFirst = isDayFirst(said.locale);
  if (isFirst !== undefined) return isFirst ? dayFirst : monthFirst;
  // Nobody can know: the later one for the time being, and a person is asked.
  const [taken, left] = one.first > other.first ? [one, other] : [other, one];
  return fixed(taken, 'day', {
    confidence: 'low',
    others: [left],
    question: `${shown} is ${isoDate(one.first)} where the day comes first and ${isoDate(other.first)} where the month does: which is meant?`,
    needsLead: true,
  });
}

function dated(year: number | undefined, month: number, day: number): Period | undefined {
  if (month < 1 || month > 12) return undefined;
  const daysIn = (y: number): Days | undefined => {
    const number = existing(y, month, day);
    return number === undefined ? undefined : { first: number, last: number };
  };
  return daysIn(2024) && inYear(year, daysIn, 'day', year === undefined ? { needsLead: true } : {});
}

const existing = (year: number, month: number, day: number): number | undefined =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
    ? dayOf(year, month, day)
    : undefined;

function yearOf(text: string | undefined): number | undefined {
  if (text === undefined || (text.length !== 2 && text.length !== 4)) return undefined;
  const year = text.length === 2 ? 2000 + Number(text) : Number(text);
  return year >= 1900 && year <= 2199 ? year : undefined;
}
