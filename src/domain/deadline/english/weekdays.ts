/** Weekdays and weekends: Friday, next Friday, Friday week, Monday two weeks from now, this weekend. */
import { weekdayAfter } from '../grammar/dated.ts';
import { mondayOf, weekdayOf } from '../grammar/day.ts';
import { laterDay } from '../grammar/duration.ts';
import { everyWeekday, fixed, notBegun, oneDay, pieceOf } from '../grammar/period.ts';
import { days, type Rule } from '../rule.ts';

export const weekdayRules: readonly Rule[] = [
  {
    name: 'weekday',
    version: 1,
    says: 'the next such day; said on that very weekday it is today, and a week later is offered',
    makes: 'period',
    weight: 1,
    phrases: ['[this|on this] {weekday}'],
    means: ({ weekday }, { said }) => {
      if (weekdayOf(said.on) !== weekday) return everyWeekday(weekday);
      // News means today by it, a promise may mean the next one.
      const later = { first: said.on + 7, last: said.on + 7 };
      return everyWeekday(weekday, { confidence: 'medium', others: [later] });
    },
    examples: [
      days('Friday', '2025-06-06'),
      days('on Monday', '2025-06-02'),
      days('this Friday', '2025-06-06'),
    ],
  },
  {
    name: 'coming-weekday',
    version: 1,
    says: 'the nearest such day after the saying',
    makes: 'period',
    weight: 1,
    phrases: ['(this coming|the coming|coming|this upcoming|upcoming|the following|following) {weekday}'],
    means: ({ weekday }, { said }) => oneDay(weekdayAfter(said.on, weekday)),
    examples: [days('this coming Wednesday', '2025-06-04'), days('the coming Monday', '2025-06-09')],
  },
  {
    name: 'next-weekday',
    version: 1,
    says: 'that day of the next ISO week; the nearest such day is offered',
    makes: 'period',
    weight: 1,
    phrases: [
      '(next|the next) {weekday}',
      '{weekday} next [week]',
      '{weekday} [of|in] [the] (next|following) week',
      "next week ' s {weekday}",
      'next week [,] [on] {weekday}',
    ],
    means: ({ weekday }, { said, tokens, at, next }) => {
      const day = mondayOf(said.on) + 7 + weekday - 1;
      const nearest = weekdayAfter(said.on, weekday);
      // "week" leaves no doubt.
      const sure = tokens.slice(at, next).some((token) => token.text === 'week');
      if (sure || nearest === day) return oneDay(day);
      return oneDay(day, { confidence: 'medium', others: [{ first: nearest, last: nearest }] });
    },
    examples: [
      days('next Friday', '2025-06-13'),
      days('by Friday next week', '2025-06-13'),
      days('Tuesday of next week', '2025-06-10'),
    ],
  },
  {
    name: 'weekday-of-week',
    version: 1,
    says: 'that day of the week named',
    makes: 'period',
    weight: 1,
    phrases: ['[the] {weekday} [of|in] {period}', '{weekday} [,] {count} from now', '{weekday} in {count}'],
    means: ({ weekday, period, count }, { said }) => {
      if (count !== undefined) {
        if (count.minutes > 0 || count.working) return undefined;
        return oneDay(mondayOf(laterDay(said.on, count)) + weekday - 1);
      }
      if (period.precision !== 'week') return undefined;
      return pieceOf(
        period,
        ({ first }) => ({ first: first + weekday - 1, last: first + weekday - 1 }),
        'day',
      );
    },
    examples: [
      days('Wednesday of this week', '2025-06-04'),
      days('the Tuesday of the week after next', '2025-06-17'),
      days('Monday two weeks from now', '2025-06-16'),
    ],
  },
  {
    name: 'weekday-week',
    version: 1,
    says: 'a week after the next such day',
    makes: 'period',
    weight: 1,
    phrases: ['{weekday} week', '{weekday} fortnight'],
    means: ({ weekday }, { said, tokens, next }) =>
      oneDay(weekdayAfter(said.on, weekday) + (tokens[next - 1]?.text === 'week' ? 7 : 14)),
    examples: [days('Friday week', '2025-06-13')],
  },
  {
    name: 'weekday-after-next',
    version: 1,
    says: 'that day of the week after the next ISO week; a week earlier is offered',
    makes: 'period',
    weight: 1,
    phrases: ['[the] {weekday} after next'],
    means: ({ weekday }, { said }) => {
      const day = mondayOf(said.on) + 14 + weekday - 1;
      return oneDay(day, { confidence: 'medium', others: [{ first: day - 7, last: day - 7 }] });
    },
    examples: [days('the Friday after next', '2025-06-20')],
  },
  {
    name: 'weekdays-from-now',
    version: 1,
    says: 'the so-manieth such weekday after the saying',
    makes: 'period',
    weight: 2,
    phrases: ['{n} {weekdays} from (now|today)', 'in {n} {weekdays}'],
    means: ({ n, weekdays }, { said }) =>
      n >= 1 && n <= 500 && Number.isInteger(n)
        ? oneDay(weekdayAfter(said.on, weekdays) + 7 * (n - 1))
        : undefined,
    examples: [days('three Fridays from now', '2025-06-20')],
  },
  {
    name: 'weekday-after',
    version: 1,
    says: 'the nearest such day after the date named, or before it',
    makes: 'period',
    weight: 2,
    phrases: [
      '[the] {ordinal} {weekday} (after|following) {period}',
      '[the] {weekday} (after|following) {period}',
      '[the] [last] {weekday} (before|preceding) {period}',
    ],
    means: ({ ordinal = 1, weekday, period }, { said, tokens, at, next }) => {
      if (ordinal > 52) return undefined;
      const back = tokens.slice(at, next).some(({ text }) => text === 'before' || text === 'preceding');
      const whole = notBegun(period, said.on);
      if (whole === undefined) return undefined;
      return oneDay(
        back ? weekdayAfter(whole.first - 8, weekday) : weekdayAfter(whole.last, weekday) + 7 * (ordinal - 1),
      );
    },
    examples: [days('the Monday after 9 June', '2025-06-16')],
  },
  {
    name: 'weekend',
    version: 1,
    says: 'Saturday and Sunday; next weekend is that of the next ISO week',
    makes: 'period',
    weight: 1,
    phrases: [
      '(this|the|this coming|the coming|coming|upcoming) (weekend|week - end)',
      '(next|the next|the following) (weekend|week - end)',
    ],
    means: (_slots, { said, tokens, at }) => {
      const later = [tokens[at]?.text, tokens[at + 1]?.text].some(
        (word) => word === 'next' || word === 'following',
      );
      const saturday = mondayOf(said.on) + 5;
      const weekend = (ahead: number) => ({ first: saturday + 7 * ahead, last: saturday + 7 * ahead + 1 });
      if (!later) return fixed(weekend(0), 'day');
      return fixed(weekend(1), 'day', { confidence: 'medium', others: [weekend(0)] });
    },
    examples: [
      days('this weekend', '2025-06-07', '2025-06-08'),
      days('next weekend', '2025-06-14', '2025-06-15'),
    ],
  },
  {
    name: 'weekend-of',
    version: 1,
    says: 'the weekend in whose week that date lies',
    makes: 'period',
    weight: 1,
    phrases: ['the weekend (of|starting|beginning) {period}'],
    means: ({ period }) =>
      period.precision === 'day'
        ? pieceOf(period, ({ first }) => ({ first: mondayOf(first) + 5, last: mondayOf(first) + 6 }), 'day')
        : undefined,
    examples: [days('the weekend of June 14', '2025-06-14', '2025-06-15')],
  },
];
