/** Named stretches: June 2026, 2030, Q3, the second half of 2026, the 2030s. */
import { type Days, dayOf, monthOf, monthsFrom, wholeYear, yearOf } from '../grammar/day.ts';
import { fixed, inYear, notBegun, type Period, pieceOf, yearly } from '../grammar/period.ts';
import { unitAt } from '../grammar/units.ts';
import { days, not, type Rule } from '../rule.ts';

const OF_YEAR = '[,] [of|in] {year}';

export const calendarRules: readonly Rule[] = [
  {
    name: 'month',
    version: 1,
    says: 'the whole month; without a year the first that is not over',
    makes: 'period',
    weight: 0,
    phrases: ['[the month of] {month}', 'this {month}'],
    means: ({ month }, { tokens, next }) =>
      // "June 9" is a date that another rule reads, or one that does not exist.
      tokens[next]?.kind === 'number'
        ? undefined
        : yearly((year) => monthsFrom(year, month, 1), 'month', { needsLead: true }),
    examples: [
      days('in June', '2025-06-01', '2025-06-30'),
      days('by May', '2026-05-01', '2026-05-31'),
      not('June 31'),
    ],
  },
  {
    name: 'month-year',
    version: 1,
    says: 'the whole month of that year',
    makes: 'period',
    weight: 1,
    phrases: [
      `[the month of] {month} ${OF_YEAR}`,
      '{month} - {year}',
      '{year} {month}',
      '{month} [of] (this|next|the next|the following|the coming) year',
    ],
    means: ({ month, year }, { said, tokens, at, next }) => {
      // "29 February 2027" does not exist; its month is not meant.
      if (tokens[at - 1]?.kind === 'number') return undefined;
      const ahead = tokens[next - 2]?.text === 'this' ? 0 : 1;
      return fixed(monthsFrom(year ?? yearOf(said.on) + ahead, month, 1), 'month');
    },
    examples: [
      days('in June 2026', '2026-06-01', '2026-06-30'),
      days('by March next year', '2026-03-01', '2026-03-31'),
    ],
  },
  {
    name: 'next-month-named',
    version: 1,
    says: 'the next such month that has not begun; one in this year might as well mean the one a year later',
    makes: 'period',
    weight: 1,
    phrases: [
      '(next|the next|the coming|this coming|coming|the following) {month}',
      '{month} next',
      '[the] {month} after next',
    ],
    means: ({ month }, { said, tokens, next }) => {
      const every = yearly((year) => monthsFrom(year, month, 1), 'month');
      const found = notBegun(every, said.on);
      if (found === undefined) return undefined;
      const later = monthsFrom(yearOf(found.first) + 1, month, 1);
      if (tokens[next - 2]?.text === 'after') return fixed(later, 'month');
      return fixed(
        found,
        'month',
        yearOf(found.first) === yearOf(said.on) ? { confidence: 'medium', others: [later] } : {},
      );
    },
    examples: [days('next March', '2026-03-01', '2026-03-31')],
  },
  {
    name: 'year',
    version: 1,
    says: 'the whole calendar year',
    makes: 'period',
    weight: 0,
    phrases: [
      '{year}',
      '[the] [calendar] year {year}',
      '(fiscal|fy|cy) [year] {year}',
      '{year} (ad|ce)',
      '{year} to {year2}',
      '{year} - {year2}',
    ],
    means: ({ year, year2 }, { tokens, at }) => {
      if (year === undefined) return undefined;
      if (year2 !== undefined && year2 <= year) return undefined;
      const fiscal = tokens[at]?.text === 'fiscal' || tokens[at]?.text === 'fy';
      const whole = { first: wholeYear(year).first, last: wholeYear(year2 ?? year).last };
      return fixed(whole, 'year', { needsLead: true, ...(fiscal ? { confidence: 'low' } : {}) });
    },
    examples: [
      days('in 2026', '2026-01-01', '2026-12-31'),
      days('by 2030', '2030-01-01', '2030-12-31'),
      days('by twenty thirty', '2030-01-01', '2030-12-31'),
      not('by 2030 percent'),
    ],
  },
  {
    name: 'decade',
    version: 1,
    says: 'the ten years that begin with the round one',
    makes: 'period',
    weight: 0,
    phrases: ["[the] {n} [']s"],
    means: ({ n }) =>
      n % 10 === 0 && n >= 1900 && n <= 2190
        ? fixed({ first: wholeYear(n).first, last: wholeYear(n + 9).last }, 'year', { needsLead: true })
        : undefined,
    examples: [days('in the 2030s', '2030-01-01', '2039-12-31')],
  },
  {
    name: 'quarter',
    version: 1,
    says: 'a quarter of the calendar year; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [
      `q {n} [${OF_YEAR}]`,
      `{n} q [${OF_YEAR}]`,
      `[the] {ordinal} [-] (quarter|qtr) [${OF_YEAR}]`,
      '{year} [-] q {n}',
      '(q {n}|[the] {ordinal} quarter) [of] {period}',
      '{n2} q {n}',
      'q {n} (/|-) {year}',
      '[the] final quarter',
      '[the] (last|final) quarter (of|in) ({year}|{period})',
      'q {n} [-] {n2}',
      '{n} q {n2}',
    ],
    means: ({ n, n2, ordinal, year, period }, { tokens, next }) => {
      const number = ordinal ?? n ?? 4;
      if (!Number.isInteger(number) || number < 1 || number > 4) return undefined;
      if (n2 !== undefined && (n2 < 10 || n2 > 99)) return undefined;
      // "the first quarter of next year" goes on.
      if (year === undefined && n2 === undefined && period === undefined && tokens[next]?.text === 'of')
        return undefined;
      return ofYear(
        n2 === undefined ? year : 2000 + n2,
        period,
        (y) => monthsFrom(y, 3 * number - 2, 3),
        'quarter',
      );
    },
    examples: [
      days('Q3 2025', '2025-07-01', '2025-09-30'),
      days('the fourth quarter of 2026', '2026-10-01', '2026-12-31'),
      days('18Q4', '2018-10-01', '2018-12-31'),
      days('in the first quarter', '2026-01-01', '2026-03-31'),
      days('the first quarter of next year', '2026-01-01', '2026-03-31'),
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
      `h {n} [${OF_YEAR}]`,
      `{n} h [${OF_YEAR}]`,
      `[the] {ordinal} half (${OF_YEAR}|of {period})`,
      '{n} h {n2}',
      '[the] {ordinal} half',
      '(this|the current|the present|the|next) half [-] year',
      '{year} h {n}',
      'h {n} (/|-) {year}',
    ],
    means: ({ n, n2, ordinal, year, period }, { said, tokens, at, next }) => {
      const words = tokens.slice(at, next).map(({ text }) => text);
      if (n === undefined && ordinal === undefined) {
        const whole = unitAt('half', said.on, words[0] === 'next' ? 1 : 0);
        return whole && fixed(whole, 'half', { needsLead: true });
      }
      const number = ordinal ?? n;
      if (number !== 1 && number !== 2) return undefined;
      if (n2 !== undefined && (n2 < 10 || n2 > 99)) return undefined;
      const alone = tokens[next - 1]?.text === 'half' && period === undefined && year === undefined;
      if (alone)
        return inYear(undefined, (y) => monthsFrom(y, 6 * number - 5, 6), 'half', { needsLead: true });
      if (period !== undefined && (period.precision !== 'year' || isLong(period, said.on)))
        return halfOf(period, number);
      return ofYear(
        n2 === undefined ? year : 2000 + n2,
        period,
        (y) => monthsFrom(y, 6 * number - 5, 6),
        'half',
      );
    },
    examples: [
      days('H2 2026', '2026-07-01', '2026-12-31'),
      days('in the first half of 2026', '2026-01-01', '2026-06-30'),
      days('the second half of the year', '2025-07-01', '2025-12-31'),
      days('the first half of June', '2025-06-01', '2025-06-15'),
    ],
  },
];

function ofYear(
  year: number | undefined,
  whole: Period | undefined,
  daysIn: (year: number) => Days,
  precision: 'quarter' | 'half',
): Period | undefined {
  if (whole === undefined) return inYear(year, daysIn, precision);
  return whole.precision === 'year'
    ? pieceOf(whole, (days) => (isOneYear(days) ? daysIn(yearOf(days.first)) : undefined), precision)
    : undefined;
}

const isLong = (period: Period, on: number): boolean => {
  const days = period.occurrence(on, 0);
  return days !== undefined && !isOneYear(days);
};

const isOneYear = ({ first, last }: Days): boolean => yearOf(first) === yearOf(last);

/** Half of a decade is five years, half of a month fifteen days, half of a week its first three days or the rest. */
function halfOf(period: Period, number: 1 | 2): Period | undefined {
  if (
    period.precision !== 'month' &&
    period.precision !== 'week' &&
    period.precision !== 'season' &&
    period.precision !== 'quarter' &&
    period.precision !== 'year'
  )
    return undefined;
  const middle = ({ first, last }: Days): number =>
    period.precision === 'month'
      ? dayOf(yearOf(first), monthOf(first), 16)
      : isOneYear({ first, last })
        ? first + Math.ceil((last - first + 1) / 2)
        : dayOf((yearOf(first) + yearOf(last) + 1) / 2, 1, 1);
  return pieceOf(
    period,
    (whole) =>
      number === 1
        ? { first: whole.first, last: middle(whole) - 1 }
        : { first: middle(whole), last: whole.last },
    'part',
  );
}
