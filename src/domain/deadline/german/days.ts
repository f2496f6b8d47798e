/** German names of days and weeks: 9. Juni, Freitag, der 6., morgen, nächste Woche, am kommenden Mittwoch, KW 32. */

import { checkedBy, dated, everyMonth, weekdayAfter } from '../grammar/dated.ts';
import { type Days, dayOf, dayOfMonth, mondayOf, weekdayOf } from '../grammar/day.ts';
import { laterDay, type Unit } from '../grammar/duration.ts';
import { everyWeekday, fixed, inYear, oneDay, type Period, pieceOf } from '../grammar/period.ts';
import { easter } from '../grammar/seasons.ts';
import { numberedWeek, precisionOf, unitAt } from '../grammar/units.ts';
import { days, not, type Place, type Rule } from '../rule.ts';
import { inflected } from './words.ts';

export const THE = '[der|die|das|dem|den|des]';
export const OF_YEAR = '[,] [des jahres|im jahr|im jahre|in] {year}';
const YEAR = '[[,] {year}]';
const NEXT = `(${inflected('nächst', 'kommend', 'folgend')})`;
const COMING = `(${inflected('kommend', 'folgend')})`;
const THIS = `(${inflected('dies', 'laufend', 'aktuell')})`;

export const dayRules: readonly Rule[] = [
  {
    name: 'date',
    version: 1,
    says: 'that day, from midnight to midnight; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [`{day} {month} ${YEAR}`, `{day} {ordinal} ${YEAR}`, '{written}'],
    means: ({ day, ordinal, month = ordinal, year, written }, { tokens, at }) => {
      // "9. 6." is a date, "am ersten 6. " is none.
      if (ordinal !== undefined && (ordinal > 12 || tokens[at]?.kind !== 'number')) return undefined;
      return written ?? dated(year, month, day);
    },
    examples: [
      days('9. Juni', '2025-06-09'),
      days('am 9. Juni 2026', '2026-06-09'),
      days('am neunten Juni', '2025-06-09'),
      days('bis 09.06.2026', '2026-06-09'),
      days('am 9. 6.', '2025-06-09'),
      days('zum 1. März', '2026-03-01'),
      not('am 30. Februar 2026'),
    ],
  },
  {
    name: 'weekday-date',
    version: 1,
    says: 'that date; a weekday that contradicts it is asked about',
    makes: 'period',
    weight: 1,
    phrases: [
      `({weekday}|so) [,] ${THE} {day} {month} ${YEAR}`,
      `({weekday}|so) [,] ${THE} {day} {ordinal} ${YEAR}`,
      `({weekday}|so) [,] ${THE} {written}`,
    ],
    means: ({ weekday = 7, day, ordinal, month = ordinal, year, written }, { said }) => {
      const date = written ?? (month <= 12 ? dated(year, month, day) : undefined);
      return date && checkedBy(weekday, date, said.on);
    },
    examples: [days('Freitag, 6. Juni', '2025-06-06'), days('am Montag, dem 9. Juni', '2025-06-09')],
  },
  {
    name: 'day-of-month',
    version: 1,
    says: 'the next such day of a month that is not over',
    makes: 'period',
    weight: 0,
    phrases: ['{ordinal}'],
    means: ({ ordinal }, { tokens, at, next }) =>
      ordinal > 31 || tokens[at]?.kind !== 'number' || tokens[next]?.capital === true
        ? undefined
        : everyMonth(ordinal),
    examples: [days('bis zum 9.', '2025-06-09'), not('bis zum 9. Treffen'), not('bis zur zweiten Runde')],
  },
  {
    name: 'day-of-period',
    version: 1,
    says: 'that day of the month named',
    makes: 'period',
    weight: 1,
    phrases: [`{day} ${THE} {period}`],
    means: ({ day, period }) =>
      period.precision === 'month' ? pieceOf(period, (month) => ofMonth(month, day), 'day') : undefined,
    examples: [days('am 20. des nächsten Monats', '2025-07-20'), days('zum 15. dieses Monats', '2025-06-15')],
  },
  {
    name: 'today',
    version: 1,
    says: 'the day of the saying',
    makes: 'period',
    weight: 1,
    phrases: ['heute', '(heutigen|selben|gleichen) tag'],
    means: (_slots, { said }) => oneDay(said.on),
    examples: [days('heute', '2025-06-02'), days('noch heute', '2025-06-02')],
  },
  {
    name: 'tomorrow',
    version: 1,
    says: 'the day after the saying, or the one after that',
    makes: 'period',
    weight: 1,
    phrases: ['morgen', 'übermorgen', '(nächsten|folgenden) tag'],
    means: (_slots, { said, tokens, at }) => {
      const word = tokens[at];
      // "Morgen" is the morning, but where a sentence begins.
      const inside = tokens[at - 1]?.kind === 'word' || tokens[at - 1]?.kind === 'number';
      if (word?.text === 'morgen' && word.capital && inside) return undefined;
      return oneDay(said.on + (word?.text === 'uebermorgen' ? 2 : 1));
    },
    examples: [
      days('morgen', '2025-06-03'),
      days('bis übermorgen', '2025-06-04'),
      days('bis uebermorgen', '2025-06-04'),
      not('am Morgen'),
    ],
  },
  {
    name: 'holiday',
    version: 1,
    says: 'the day itself; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [
      `(weihnachten|heiligabend|silvester|neujahr|nikolaus|karfreitag|ostern|ostersonntag|ostermontag) [${OF_YEAR}]`,
      `(pfingsten|pfingstmontag|himmelfahrt|christi himmelfahrt|fronleichnam|allerheiligen) [${OF_YEAR}]`,
      `(tag der deutschen einheit|tag der arbeit|reformationstag) [${OF_YEAR}]`,
    ],
    means: ({ year }, { tokens, at, next }) => {
      const name = tokens.slice(at, next).find(({ text }) => FEASTS[text] !== undefined)?.text ?? '';
      const daysIn = (y: number): Days => {
        const [month, day] = FEASTS[name] ?? [0, 0];
        const date = month === 0 ? easter(y) + day : dayOf(y, month, day);
        return { first: date, last: date };
      };
      return inYear(year, daysIn, 'day', { needsLead: true });
    },
    examples: [
      days('bis Weihnachten', '2025-12-25'),
      days('vor Ostern 2026', '2026-04-04'),
      days('bis zum Tag der Arbeit', '2026-05-01'),
    ],
  },
  {
    name: 'weekday',
    version: 1,
    says: 'the next such day; said on that very weekday it is today, and a week later is offered',
    makes: 'period',
    weight: 1,
    phrases: [`[${THIS}] {weekday}`],
    means: ({ weekday }, { said }) => {
      if (weekdayOf(said.on) !== weekday) return everyWeekday(weekday);
      return everyWeekday(weekday, { confidence: 'medium', others: [only(said.on + 7)] });
    },
    examples: [
      days('am Freitag', '2025-06-06'),
      days('diesen Freitag', '2025-06-06'),
      days('bis Montag', '2025-06-02'),
    ],
  },
  {
    name: 'coming-weekday',
    version: 1,
    says: 'the nearest such day after the saying',
    makes: 'period',
    weight: 1,
    phrases: [`${COMING} {weekday}`],
    means: ({ weekday }, { said }) => oneDay(weekdayAfter(said.on, weekday)),
    examples: [days('kommenden Mittwoch', '2025-06-04'), days('am kommenden Montag', '2025-06-09')],
  },
  {
    name: 'next-weekday',
    version: 1,
    says: 'that day of the next ISO week; the nearest such day is offered',
    makes: 'period',
    weight: 1,
    phrases: [`(${inflected('nächst')}) {weekday}`],
    means: ({ weekday }, { said }) => {
      const day = mondayOf(said.on) + 6 + weekday;
      const nearest = weekdayAfter(said.on, weekday);
      return oneDay(day, nearest === day ? {} : { confidence: 'medium', others: [only(nearest)] });
    },
    examples: [days('nächsten Freitag', '2025-06-13'), days('am nächsten Freitag', '2025-06-13')],
  },
  {
    name: 'weekday-of-week',
    version: 1,
    says: 'that day of the week named, or of the week so much later',
    makes: 'period',
    weight: 1,
    phrases: [`{weekday} [in] ${THE} {period}`, `${NEXT} woche [am] {weekday}`, '{weekday} in {count}'],
    means: ({ weekday, period, count }, { said }) => {
      if (count !== undefined)
        return count.minutes > 0 || count.working || count.days % 7 > 0
          ? undefined
          : oneDay(laterDay(weekdayAfter(said.on, weekday), count));
      if (period === undefined) return oneDay(mondayOf(said.on) + 6 + weekday);
      return period.precision === 'week'
        ? pieceOf(period, ({ first }) => only(first + weekday - 1), 'day')
        : undefined;
    },
    examples: [
      days('Dienstag nächster Woche', '2025-06-10'),
      days('am Freitag der kommenden Woche', '2025-06-13'),
      days('nächste Woche Freitag', '2025-06-13'),
      days('Freitag in einer Woche', '2025-06-13'),
    ],
  },
  {
    name: 'this-unit',
    version: 1,
    says: 'the week (Monday to Sunday), month, quarter or year in which the words were said',
    makes: 'period',
    weight: 1,
    phrases: [`${THIS} {single}`, 'heuer'],
    means: ({ single = 'year' }, { said }) => (single === 'day' ? undefined : unit(single, said.on, 0)),
    examples: [
      days('diese Woche', '2025-06-02', '2025-06-08'),
      days('noch in diesem Jahr', '2025-01-01', '2025-12-31'),
      days('im laufenden Quartal', '2025-04-01', '2025-06-30'),
      days('an diesem Wochenende', '2025-06-07', '2025-06-08'),
    ],
  },
  {
    name: 'next-unit',
    version: 1,
    says: 'the whole week (Monday to Sunday), month, quarter or year after the one in which the words were said',
    makes: 'period',
    weight: 1,
    phrases: [`${NEXT} {single}`],
    means: ({ single }, { said, tokens, at }) => {
      if (single === 'day') return undefined;
      // The coming weekend is the nearest, the next one may be the one after it.
      if (single !== 'weekend') return unit(single, said.on, 1);
      return unit(single, said.on, tokens[at]?.text.startsWith('naechst') === true ? 1 : 0);
    },
    examples: [
      days('nächste Woche', '2025-06-09', '2025-06-15'),
      days('in der kommenden Woche', '2025-06-09', '2025-06-15'),
      days('nächsten Monat', '2025-07-01', '2025-07-31'),
      days('bis nächstes Jahr', '2026-01-01', '2026-12-31'),
      days('naechste Woche', '2025-06-09', '2025-06-15'),
    ],
  },
  {
    name: 'unit-after-next',
    version: 1,
    says: 'the second whole unit after the one in which the words were said',
    makes: 'period',
    weight: 1,
    phrases: [`(${inflected('übernächst')}) {single}`],
    means: ({ single }, { said }) => unit(single, said.on, 2),
    examples: [days('übernächste Woche', '2025-06-16', '2025-06-22')],
  },
  {
    name: 'the-unit',
    version: 1,
    says: 'the unit in which the words were said',
    makes: 'period',
    weight: 0,
    phrases: ['(des|der) {single}', 'wochenende'],
    means: ({ single }, place) =>
      single === 'day' || !isGenitive(single, place)
        ? undefined
        : unit(single ?? 'weekend', place.said.on, 0, { needsLead: true }),
    examples: [
      days('im Laufe des Jahres', '2025-01-01', '2025-12-31'),
      days('am Wochenende', '2025-06-07', '2025-06-08'),
      not('20 Prozent im Jahr'),
      not('in der Woche'),
    ],
  },
  {
    name: 'rest-of',
    version: 1,
    says: 'from the day of saying to the end of the unit',
    makes: 'period',
    weight: 1,
    phrases: [`(rest|restlichen|übrigen) ${THE} {period}`],
    means: ({ period }, { said }) => {
      const whole = period.occurrence(said.on, 0);
      if (whole === undefined || whole.last < said.on) return undefined;
      return fixed({ first: Math.max(said.on, whole.first), last: whole.last }, 'day');
    },
    examples: [days('für den Rest des Jahres', '2025-06-02', '2025-12-31')],
  },
  {
    name: 'week-number',
    version: 1,
    says: 'the ISO week of that number; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [`(kw|kalenderwoche|woche) {n} [[,|/] {year}]`, `{ordinal} (kw|kalenderwoche) [[,|/] {year}]`],
    means: ({ ordinal, n = ordinal, year }) =>
      Number.isInteger(n) && n >= 1 && n <= 53 ? inYear(year, (y) => numberedWeek(y, n), 'week') : undefined,
    examples: [
      days('in KW 32', '2025-08-04', '2025-08-10'),
      days('in der 32. Kalenderwoche 2026', '2026-08-03', '2026-08-09'),
    ],
  },
];

/** Month and day; or 0 and the days after Easter Sunday. */
const FEASTS: Readonly<Record<string, readonly [number, number]>> = {
  weihnachten: [12, 25],
  heiligabend: [12, 24],
  silvester: [12, 31],
  neujahr: [1, 1],
  nikolaus: [12, 6],
  allerheiligen: [11, 1],
  einheit: [10, 3],
  arbeit: [5, 1],
  reformationstag: [10, 31],
  karfreitag: [0, -2],
  ostern: [0, 0],
  ostersonntag: [0, 0],
  ostermontag: [0, 1],
  himmelfahrt: [0, 39],
  pfingsten: [0, 49],
  pfingstmontag: [0, 50],
  fronleichnam: [0, 60],
};

const only = (day: number): Days => ({ first: day, last: day });

function unit(
  name: Unit,
  on: number,
  ahead: number,
  doubt: Parameters<typeof fixed>[2] = {},
): Period | undefined {
  if (name === 'minute' || name === 'hour') return undefined;
  const found = unitAt(name, on, ahead);
  return found && fixed(found, precisionOf(name), doubt);
}

function ofMonth({ first, last }: Days, day: number): Days | undefined {
  const date = first + day - dayOfMonth(first);
  return date <= last ? only(date) : undefined;
}

/** "des Jahres", "der Woche": "in der Woche" is a habit, "das Jahr der Wahl" names another. */
function isGenitive(single: Unit | undefined, { tokens, at, next }: Place): boolean {
  if (single === undefined) return true;
  if (tokens[next]?.kind === 'number') return false;
  const before = tokens[at - 1]?.text;
  return (tokens[at]?.text === 'der') === (single === 'week') && before !== 'in' && before !== 'waehrend';
}
