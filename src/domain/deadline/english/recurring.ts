/** What comes again and again: every month, weekly from 1 July until the end of the year, on the first Monday of each month. */

import { isWholeText } from '../choose.ts';
import { dayOf, dayOfMonth, daysInMonth, monthOf, weekdayOf, yearOf } from '../grammar/day.ts';
import type { Unit } from '../grammar/duration.ts';
import { by } from '../grammar/meanings.ts';
import {
  everyWeekdayAgain,
  limitsOf,
  ONE_DAY,
  repeating,
  tailed,
  weekdayName,
} from '../grammar/repeating.ts';
import { days, type Example, type Place, type Rule } from '../rule.ts';

const FROM =
  '(from|starting|starting on|starting in|beginning|beginning on|beginning in|commencing|effective)';
const UNTIL = '(until|till|through|to|up to|ending|ending on|ending in)';
const TAIL = '[{tail}]';

const again = (text: string, first: string, last: string, rrule: string): Example => ({
  ...days(text, first, last),
  rrule,
});

export const recurringRules: readonly Rule[] = [
  {
    name: 'from-until',
    version: 1,
    says: 'from when until when something recurs',
    makes: 'tail',
    phrases: [
      `[,] ${FROM} {period} [,] ${UNTIL} {period2}`,
      `[,] ${FROM} {period} [until further notice]`,
      `[,] ${FROM} {period} for [the next|another] {count}`,
      `[,] ${UNTIL} {period2}`,
      '[,] (for|over|during) [the next|another] {count}',
      '[,] until further notice',
      // Windows are whole days: a clock time of each occurrence does not end it sooner.
      '[,] at {clock}',
    ],
    means: ({ period, period2, count }) => ({ from: period, until: period2, lasts: count }),
    examples: [
      again('monthly from July until March 2026', '2025-07-01', '2025-07-31', 'FREQ=MONTHLY;UNTIL=20260331'),
    ],
  },
  {
    name: 'every',
    version: 1,
    says: 'each whole unit from the next one on, or from the one named',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `(every|each|once a|once every|once per|per) [calendar] {unit} ${TAIL}`,
      `(every|each|once every) {n} {unit} ${TAIL}`,
      `(every|each) (other|second) {unit} ${TAIL}`,
      `(daily|weekly|fortnightly|biweekly|monthly|bimonthly|bi - monthly|quarterly|yearly|annually|annual|semiannually|semi - annually|half - yearly|biannually|biennially|twice a year|twice yearly|every half [-] year) ${TAIL}`,
      `on a (daily|weekly|fortnightly|monthly|quarterly|yearly|annual|semi - annual|half - yearly) basis ${TAIL}`,
    ],
    means: (slots, place) => {
      const [count, unit] = everyUnit(slots.n, slots.unit, place);
      return count === undefined || unit === undefined
        ? undefined
        : tailed(count, unit, slots.tail, place.said);
    },
    examples: [
      again('every month', '2025-07-01', '2025-07-31', 'FREQ=MONTHLY'),
      again('quarterly', '2025-07-01', '2025-09-30', 'FREQ=MONTHLY;INTERVAL=3'),
      again('semi-annually', '2025-07-01', '2025-12-31', 'FREQ=MONTHLY;INTERVAL=6'),
      again(
        'weekly from 1 July until the end of the year',
        '2025-07-01',
        '2025-07-07',
        'FREQ=WEEKLY;UNTIL=20251231',
      ),
      again(
        'monthly from May until the end of the year',
        '2025-06-01',
        '2025-06-30',
        'FREQ=MONTHLY;UNTIL=20251231',
      ),
      again('every two weeks', '2025-06-09', '2025-06-22', 'FREQ=WEEKLY;INTERVAL=2'),
      again('every day', '2025-06-03', '2025-06-03', 'FREQ=DAILY'),
      again('every day for 30 days', '2025-06-03', '2025-06-03', 'FREQ=DAILY;UNTIL=20250702'),
    ],
  },
  {
    name: 'every-weekday',
    version: 1,
    says: 'each such weekday',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `[on] (every|each) {weekday} [(and|,) [every] {weekday2}] ${TAIL}`,
      `on {weekdays} ${TAIL}`,
      `on {weekdays} and {weekdays2} ${TAIL}`,
      `every (other|second) {weekday} ${TAIL}`,
      `every (weekday|working day|business day) ${TAIL}`,
      `(every|each) day (except|but|excluding|apart from) ({weekday}|{weekdays}) ${TAIL}`,
    ],
    means: ({ weekday, weekday2, weekdays, weekdays2, tail }, { said, tokens, at, next }) => {
      const named = [weekday, weekday2, weekdays, weekdays2].filter((day) => day !== undefined);
      const words = tokens.slice(at, next).map(({ text }) => text);
      if (words[1] === 'day' && named.length > 0) {
        const rest = [1, 2, 3, 4, 5, 6, 7].filter((day) => !named.includes(day));
        return everyWeekdayAgain(rest, tail, said);
      }
      const other = words.some((word) => word === 'other' || word === 'second');
      return everyWeekdayAgain(named.length > 0 ? named : [1, 2, 3, 4, 5], tail, said, other ? 2 : 1);
    },
    examples: [
      again('every Friday', '2025-06-06', '2025-06-06', 'FREQ=WEEKLY;BYDAY=FR'),
      again('every Tuesday at 10:00', '2025-06-03', '2025-06-03', 'FREQ=WEEKLY;BYDAY=TU'),
      again('every day except Sunday', '2025-06-03', '2025-06-03', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA'),
      again('on Mondays', '2025-06-09', '2025-06-09', 'FREQ=WEEKLY;BYDAY=MO'),
    ],
  },
  {
    name: 'every-month-on',
    version: 1,
    says: 'that day of each month, quarter or year',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `[on|by] the {ordinal} [day] of (every|each) month ${TAIL}`,
      `[on|by] [the] last day of (every|each) month ${TAIL}`,
      `[on|by] the (end|close) of (every|each) month ${TAIL}`,
      `[on|by] [the] {ordinal} {weekday} of (every|each) month ${TAIL}`,
      `[on|by] [the] last {weekday} of (every|each) month ${TAIL}`,
      `every last {weekday} of the month ${TAIL}`,
      `every {ordinal} {weekday} of the month ${TAIL}`,
      `(monthly|every month|each month) (by|on|before) the {ordinal} ${TAIL}`,
      `(every|each) month on the {ordinal} ${TAIL}`,
      `[on|by] [the] {day} {month} (every|each) year ${TAIL}`,
      `[on|by] {month} {day} (every|each) year ${TAIL}`,
      `(every|each) year (on|by) [the] {day} {month} ${TAIL}`,
      `(annually|yearly|every year|each year) (on|by|before) {month} [the] {day} ${TAIL}`,
      `(annually|yearly) (on|by) [the] {day} {month} ${TAIL}`,
      `(every|each) {month} ${TAIL}`,
    ],
    means: ({ ordinal, weekday, day, month, tail }, place) => {
      const { from, until } = limitsOf(tail, place.said);
      if (month !== undefined && day === undefined) {
        let year = yearOf(from);
        while (dayOf(year, month + 1, 1) - 1 < from) year += 1;
        const whole = { first: dayOf(year, month, 1), last: dayOf(year, month + 1, 1) - 1 };
        return repeating(whole, 'FREQ=YEARLY', { unit: 'month', count: 1 }, until);
      }
      if (month !== undefined) {
        const date = nextDay(from, 366 * 8, (at) => monthOf(at) === month && dayOfMonth(at) === day);
        return date === undefined
          ? undefined
          : repeating(
              { first: date, last: date },
              `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`,
              ONE_DAY,
              until,
            );
      }
      if (ordinal !== undefined && ordinal > (weekday === undefined ? 31 : 5)) return undefined;
      const rule =
        weekday === undefined
          ? `BYMONTHDAY=${ordinal ?? -1}`
          : `BYDAY=${ordinal ?? -1}${weekdayName(weekday)}`;
      const date = nextDay(from, 400, (at) => fits(at, ordinal, weekday));
      return date === undefined
        ? undefined
        : repeating({ first: date, last: date }, `FREQ=MONTHLY;${rule}`, ONE_DAY, until);
    },
    examples: [
      again('on the 15th of every month', '2025-06-15', '2025-06-15', 'FREQ=MONTHLY;BYMONTHDAY=15'),
      again('on the first Monday of each month', '2025-07-07', '2025-07-07', 'FREQ=MONTHLY;BYDAY=1MO'),
      again('monthly by the 5th', '2025-06-05', '2025-06-05', 'FREQ=MONTHLY;BYMONTHDAY=5'),
      again('annually by 31 March', '2026-03-31', '2026-03-31', 'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31'),
      again('every last Friday of the month', '2025-06-27', '2025-06-27', 'FREQ=MONTHLY;BYDAY=-1FR'),
      again('by the last day of each month', '2025-06-30', '2025-06-30', 'FREQ=MONTHLY;BYMONTHDAY=-1'),
    ],
  },
  {
    name: 'every-year-in',
    version: 1,
    says: 'what is named, each year',
    makes: 'deadline',
    weight: 3,
    phrases: ['(annually|yearly|every year|each year) (by|before|in|on|at) {period}'],
    means: ({ period }, { said }) => {
      const found = period.fixed || period.rule?.name === 'date' ? undefined : by(period, said);
      if (found?.kind !== 'days') return undefined;
      const lasts = { unit: 'day', count: found.last - found.first + 1 } as const;
      return repeating(found, 'FREQ=YEARLY', lasts, undefined);
    },
    examples: [again('every year by the end of March', '2026-03-31', '2026-03-31', 'FREQ=YEARLY')],
  },
];

const TWICE = new Set(['semi', 'half', 'twice', 'semiannually', 'biannually']);
const ADVERBS: Readonly<Record<string, readonly [number, Unit]>> = {
  daily: [1, 'day'],
  weekly: [1, 'week'],
  fortnightly: [2, 'week'],
  biweekly: [2, 'week'],
  monthly: [1, 'month'],
  bimonthly: [2, 'month'],
  biennially: [2, 'year'],
  quarterly: [1, 'quarter'],
  yearly: [1, 'year'],
  annually: [1, 'year'],
  annual: [1, 'year'],
};

function everyUnit(
  n: number | undefined,
  unit: Unit | undefined,
  place: Place,
): [number | undefined, Unit | undefined] {
  const { tokens, at, next } = place;
  const words = tokens.slice(at, next).map(({ text }) => text);
  if (words.some((word) => TWICE.has(word))) return [1, 'half'];
  if (words[0] === 'bi') return [2, 'month'];
  if (unit !== undefined) return [n ?? (words[1] === 'other' || words[1] === 'second' ? 2 : 1), unit];
  const adverb = words.map((word) => ADVERBS[word]).find((found) => found !== undefined);
  // "monthly reports" may be a name; as an adverb it ends its clause, or goes on with from and until.
  if (adverb !== undefined && words.length === 1) {
    const after = tokens[next];
    const whole = isWholeText({ tokens, at, next });
    if (!whole && after !== undefined && after.kind !== 'mark' && after.lexeme?.sign !== 'small')
      return [undefined, undefined];
    if (words[0] === 'annual' && !whole) return [undefined, undefined];
  }
  return adverb === undefined ? [1, 'half'] : [...adverb];
}

function nextDay(from: number, within: number, fits: (day: number) => boolean): number | undefined {
  for (let day = from; day < from + within; day += 1) if (fits(day)) return day;
  return undefined;
}

function fits(day: number, ordinal: number | undefined, weekday: number | undefined): boolean {
  const left = daysInMonth(yearOf(day), monthOf(day)) - dayOfMonth(day);
  if (weekday === undefined) return ordinal === undefined ? left === 0 : dayOfMonth(day) === ordinal;
  if (weekdayOf(day) !== weekday) return false;
  return ordinal === undefined ? left < 7 : Math.ceil(dayOfMonth(day) / 7) === ordinal;
}
