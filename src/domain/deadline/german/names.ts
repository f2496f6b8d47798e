/** German names of longer stretches: im Juni, Anfang 2027, im dritten Quartal, im Herbst, Weihnachten, Mai bis Juli. */
import { type Days, dayOf, daysInMonth, monthsFrom, wholeYear, yearOf } from '../grammar/day.ts';
import type { Unit } from '../grammar/duration.ts';
import { fixed, inYear, notBegun, type Period, pieceOf, yearly } from '../grammar/period.ts';
import { seasonOf } from '../grammar/seasons.ts';
import { partOf, unitAt } from '../grammar/units.ts';
import { days, not, type Part, type Rule } from '../rule.ts';
import { OF_YEAR, THE } from './days.ts';
import { inflected } from './words.ts';

const COMING_YEAR = `(${inflected('nächst', 'kommend', 'folgend')}) (jahres|jahr)`;
const THIS_YEAR = `(${inflected('dies', 'laufend')}) (jahres|jahr)`;
const TO = '(bis|-|und|oder)';

export const nameRules: readonly Rule[] = [
  {
    name: 'days-of-month',
    version: 1,
    says: 'from the first day to the end of the second',
    makes: 'period',
    weight: 2,
    phrases: [
      `[zwischen|vom|von] ${THE} {day} ${TO} [zum|dem|den] {day2} {month} [[,] {year}]`,
      `[zwischen|vom|von] ${THE} {day} / {day2} {month} [[,] {year}]`,
    ],
    means: ({ month, day, day2, year }) => {
      if (day2 <= day || day2 > daysInMonth(2024, month)) return undefined;
      const daysIn = (y: number): Days | undefined =>
        day2 > daysInMonth(y, month)
          ? undefined
          : { first: dayOf(y, month, day), last: dayOf(y, month, day2) };
      return inYear(year, daysIn, 'day');
    },
    examples: [
      days('zwischen dem 20. und 30. Juni', '2025-06-20', '2025-06-30'),
      days('vom 20. bis zum 30. Juni 2026', '2026-06-20', '2026-06-30'),
      days('20.–30. Juni', '2025-06-20', '2025-06-30'),
      not('zwischen dem 30. und 20. Juni'),
    ],
  },
  {
    name: 'month',
    version: 1,
    says: 'the whole month; without a year the first that is not over',
    makes: 'period',
    weight: 0,
    phrases: ['[monat|monats] {month}', `(${inflected('dies')}) {month}`],
    means: ({ month }) => yearly((year) => monthsFrom(year, month, 1), 'month', { needsLead: true }),
    examples: [
      days('im Juni', '2025-06-01', '2025-06-30'),
      days('bis Mai', '2026-05-01', '2026-05-31'),
      days('im Maerz', '2026-03-01', '2026-03-31'),
    ],
  },
  {
    name: 'month-year',
    version: 1,
    says: 'the whole month of that year',
    makes: 'period',
    weight: 1,
    phrases: [`{month} ${OF_YEAR}`, `{month} [des] ${COMING_YEAR}`, `{month} ${THIS_YEAR}`],
    means: ({ month, year }, { said, tokens, next }) => {
      const ahead = /^(dies|laufend)/.test(tokens[next - 2]?.text ?? '') ? 0 : 1;
      return fixed(monthsFrom(year ?? yearOf(said.on) + ahead, month, 1), 'month');
    },
    examples: [
      days('im Juni 2026', '2026-06-01', '2026-06-30'),
      days('bis März nächsten Jahres', '2026-03-01', '2026-03-31'),
    ],
  },
  {
    name: 'next-month-named',
    version: 1,
    says: 'the next such month or season that has not begun',
    makes: 'period',
    weight: 1,
    phrases: [`(${inflected('nächst', 'kommend')}) {month}`, `(${inflected('nächst', 'kommend')}) {season}`],
    means: ({ month, season }, { said }) => {
      const every =
        season === undefined
          ? yearly((year) => monthsFrom(year, month, 1), 'month')
          : yearly((year) => seasonOf(season, year, said.zone), 'season');
      const found = notBegun(every, said.on);
      return found && fixed(found, every.precision, { confidence: 'medium' });
    },
    examples: [days('im kommenden März', '2026-03-01', '2026-03-31')],
  },
  {
    name: 'year',
    version: 1,
    says: 'the whole calendar year',
    makes: 'period',
    weight: 0,
    phrases: ['[jahr|jahre|jahres|kalenderjahr] {year}', '{year} - {year2}'],
    means: ({ year, year2 = year }) => {
      if (year === undefined || year2 === undefined || year2 < year) return undefined;
      const whole = { first: wholeYear(year).first, last: wholeYear(year2).last };
      return fixed(whole, 'year', { needsLead: true });
    },
    examples: [
      days('bis 2030', '2030-01-01', '2030-12-31'),
      days('im Jahr 2030', '2030-01-01', '2030-12-31'),
      not('bis 2030 Prozent'),
    ],
  },
  {
    name: 'decade',
    version: 1,
    says: 'the ten years that begin with the round one',
    makes: 'period',
    weight: 0,
    phrases: ['{n} er [-] (jahre|jahren)'],
    means: ({ n }) =>
      n % 10 === 0 && n >= 1900 && n <= 2190
        ? fixed({ first: wholeYear(n).first, last: wholeYear(n + 9).last }, 'year', { needsLead: true })
        : undefined,
    examples: [days('in den 2030er Jahren', '2030-01-01', '2039-12-31')],
  },
  {
    name: 'quarter',
    version: 1,
    says: 'a quarter of the calendar year; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [
      `q {n} [/] [${OF_YEAR}]`,
      `{ordinal} (quartal|quartals|vierteljahr) [${OF_YEAR}]`,
      `{ordinal} (quartal|quartals) ${THE} {period}`,
      `(letztes|letzten|letztem) quartal ([des jahres] {year}|${THE} {period})`,
    ],
    means: ({ n, ordinal, year, period }) => ofYear(ordinal ?? n ?? 4, 4, year, period),
    examples: [
      days('im dritten Quartal 2026', '2026-07-01', '2026-09-30'),
      days('Q3 2026', '2026-07-01', '2026-09-30'),
      days('3. Quartal', '2025-07-01', '2025-09-30'),
      days('im ersten Quartal des nächsten Jahres', '2026-01-01', '2026-03-31'),
      not('Q5 2025'),
    ],
  },
  {
    name: 'half-year',
    version: 1,
    says: 'January to June or July to December',
    makes: 'period',
    weight: 1,
    phrases: [
      `h {n} [/] [${OF_YEAR}]`,
      `{ordinal} (halbjahr|halbjahrs|halbjahres|jahreshälfte) [${OF_YEAR}]`,
      `{ordinal} (halbjahr|halbjahrs|halbjahres|jahreshälfte|hälfte) ${THE} {period}`,
      `{ordinal} hälfte ${OF_YEAR}`,
    ],
    means: ({ n, ordinal = n, year, period }) => {
      const month = period?.precision === 'month' && (ordinal === 1 || ordinal === 2);
      return month
        ? pieceOf(period, (whole) => halfMonth(whole, ordinal), 'part')
        : ofYear(ordinal, 2, year, period);
    },
    examples: [
      days('im ersten Halbjahr 2026', '2026-01-01', '2026-06-30'),
      days('in der zweiten Hälfte des Jahres', '2025-07-01', '2025-12-31'),
      days('in der zweiten Jahreshälfte', '2025-07-01', '2025-12-31'),
    ],
  },
  {
    name: 'season',
    version: 1,
    says: 'from one equinox or solstice to the next in the hemisphere of the zone, both days inside',
    makes: 'period',
    weight: 1,
    phrases: [
      `[${inflected('dies')}] {season}`,
      `{season} [${OF_YEAR}]`,
      `{season} ${COMING_YEAR}`,
      `{season} ${THIS_YEAR}`,
      '{season} {year} / {n}',
    ],
    means: ({ season, year, n }, { said, tokens, next }) => {
      const daysIn = (y: number): Days => seasonOf(season, y, said.zone);
      // A winter of two years begins in the first.
      if (n !== undefined && (year === undefined || n % 100 !== (year + 1) % 100)) return undefined;
      if (year !== undefined) return fixed(daysIn(year), 'season');
      if (tokens[next - 1]?.lexeme?.season !== undefined)
        return yearly(daysIn, 'season', { needsLead: true });
      const ahead = /^(dies|laufend)/.test(tokens[next - 2]?.text ?? '') ? 0 : 1;
      return fixed(daysIn(yearOf(said.on) + ahead), 'season');
    },
    examples: [
      days('im Sommer 2026', '2026-06-21', '2026-09-23'),
      days('im Herbst', '2025-09-22', '2025-12-21'),
      days('im Frühjahr nächsten Jahres', '2026-03-20', '2026-06-21'),
    ],
  },
  {
    name: 'part',
    version: 1,
    says: 'early: to day 10 of a month, 31 March of a year; mid: to day 20, 31 August; late: to the end; of other units, their thirds',
    makes: 'period',
    weight: 1,
    phrases: [
      `(anfang|beginn|mitte|${inflected('früh', 'spät')}) [(bis|-|/|oder|und) (mitte|ende)] ${THE} {period}`,
      '(jahresanfang|jahresbeginn|jahresmitte|monatsanfang|monatsmitte|wochenanfang|wochenmitte)',
    ],
    means: ({ period: read }, { said, tokens, at, next }) => {
      const words = tokens.slice(at, next).map(({ text }) => text);
      const period = read ?? composed(words[0] ?? '', said.on);
      const from = partIn(words[0] ?? '');
      const to =
        words.length > 2 && / (bis|-|\/|oder|und) (mitte|ende) /.test(words.slice(0, 4).join(' '))
          ? partIn(words[2] ?? '')
          : from;
      if (period === undefined || from === undefined || to === undefined || period.precision === 'day')
        return undefined;
      return pieceOf(period, (whole) => between(partOf(whole, from), partOf(whole, to)), 'part');
    },
    examples: [
      days('Anfang Juni', '2025-06-01', '2025-06-10'),
      days('Mitte Juli', '2025-07-11', '2025-07-20'),
      days('Anfang 2027', '2027-01-01', '2027-03-31'),
      days('bis Mitte 2026', '2026-04-01', '2026-08-31'),
      days('Anfang bis Mitte Juni', '2025-06-01', '2025-06-20'),
      days('Anfang nächster Woche', '2025-06-09', '2025-06-11'),
    ],
  },
  {
    name: 'end-of',
    version: 1,
    says: 'to the end of what is named; a deadline by it is the last day',
    makes: 'period',
    weight: 1,
    phrases: [`(ende|schluss|ablauf|ausgang) ${THE} {period}`],
    means: ({ period }) =>
      period.precision === 'day' || period.precision === 'week'
        ? pieceOf(period, lastDay, 'day', { ending: true })
        : pieceOf(period, (whole) => partOf(whole, 'late') ?? lastDay(whole), 'part', { ending: true }),
    examples: [
      days('Ende Juni', '2025-06-21', '2025-06-30'),
      days('bis Ende Juni', '2025-06-30'),
      days('bis Ende des Jahres', '2025-12-31'),
      days('bis Ende nächster Woche', '2025-06-15'),
      days('bis Ende der Woche', '2025-06-08'),
      days('bis zum Ende des Monats', '2025-06-30'),
      days('vor Ablauf des Jahres', '2025-12-31'),
    ],
  },
  {
    name: 'unit-end',
    version: 1,
    says: 'the last day of the running week, month, quarter or year, or of the year named',
    makes: 'period',
    weight: 1,
    phrases: [
      '(jahresende|jahresschluss|jahreswechsel|monatsende|quartalsende|halbjahresende|wochenschluss) [{year}]',
      'ende des tages',
      'tagesende',
    ],
    means: ({ year }, { said, tokens, at }) => {
      const unit = UNITS.find(([stem]) => tokens[at]?.text.startsWith(stem))?.[1] ?? 'day';
      const whole = unitAt(unit, year === undefined ? said.on : dayOf(year, 1, 1), 0);
      return whole && fixed(lastDay(whole), 'day', { ending: true });
    },
    examples: [days('bis Jahresende', '2025-12-31'), days('bis Monatsende', '2025-06-30')],
  },
];

/** One of so many equal pieces of a year. */
function ofYear(
  number: number,
  pieces: 2 | 4,
  year: number | undefined,
  whole: Period | undefined,
): Period | undefined {
  if (!Number.isInteger(number) || number < 1 || number > pieces) return undefined;
  const months = 12 / pieces;
  const daysIn = (y: number): Days => monthsFrom(y, months * (number - 1) + 1, months);
  const precision = pieces === 4 ? 'quarter' : 'half';
  if (whole === undefined) return inYear(year, daysIn, precision);
  return whole.precision === 'year'
    ? pieceOf(whole, ({ first }) => daysIn(yearOf(first)), precision)
    : undefined;
}

const halfMonth = ({ first, last }: Days, half: number): Days =>
  half === 1 ? { first, last: first + 14 } : { first: first + 15, last };

const lastDay = ({ last }: Days): Days => ({ first: last, last });

const between = (from: Days | undefined, to: Days | undefined): Days | undefined =>
  from && to && { first: from.first, last: to.last };

const UNITS: readonly (readonly [string, Unit])[] = [
  ['jahr', 'year'],
  ['monat', 'month'],
  ['quartal', 'quarter'],
  ['halbjahr', 'half'],
  ['woche', 'week'],
];

/** The running unit in "Jahresmitte". */
function composed(word: string, on: number): Period | undefined {
  const unit = UNITS.find(([stem]) => word.startsWith(stem))?.[1];
  const whole = unit && unitAt(unit, on, 0);
  return whole && unit && fixed(whole, unit === 'week' ? 'week' : unit === 'month' ? 'month' : 'year');
}

function partIn(word: string): Part | undefined {
  if (/^(anfang|beginn|frueh)|(anfang|beginn)$/.test(word)) return 'early';
  if (word.endsWith('mitte')) return 'mid';
  return word === 'ende' || word.startsWith('spaet') ? 'late' : undefined;
}
