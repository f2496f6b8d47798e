/** Units seen from the saying: this week, next month, the year after next, the week of 9 June, the rest of the year. */
import { type Days, mondayOf, weekdayOf } from '../grammar/day.ts';
import type { Unit } from '../grammar/duration.ts';
import { fixed, inYear, type Period, pieceOf, running } from '../grammar/period.ts';
import { numberedWeek, partOf, precisionOf, unitAt } from '../grammar/units.ts';
import { days, not, type Rule } from '../rule.ts';

function unit(
  name: Unit,
  on: number,
  ahead: number,
  doubt: Parameters<typeof fixed>[2] = {},
): Period | undefined {
  if (name === 'minute' || name === 'hour' || name === 'half') return undefined;
  const found = unitAt(name, on, ahead);
  return found && fixed(found, precisionOf(name), doubt);
}

export const unitRules: readonly Rule[] = [
  {
    name: 'this-unit',
    version: 1,
    says: 'the week (Monday to Sunday), month, quarter or year in which the words were said',
    makes: 'period',
    weight: 1,
    phrases: [
      '[later|sometime|some time|before the end of|at the end of|any time|anytime] (this|the current|current|the present|the ongoing|this very|this current|this calendar) {single}',
      'the course of this {single}',
    ],
    means: (slots, { said }) => (slots.single === 'day' ? undefined : unit(slots.single, said.on, 0)),
    examples: [
      days('this week', '2025-06-02', '2025-06-08'),
      days('later this year', '2025-01-01', '2025-12-31'),
      days('by this month', '2025-06-01', '2025-06-30'),
      days('this quarter', '2025-04-01', '2025-06-30'),
    ],
  },
  {
    name: 'next-week',
    version: 1,
    says: 'Monday to Sunday of the next ISO week',
    makes: 'period',
    weight: 1,
    phrases: ['[sometime|some time|later|any time] (next|the following|following) week', 'the week ahead'],
    means: (_slots, { said }) => unit('week', said.on, 1),
    examples: [
      days('next week', '2025-06-09', '2025-06-15'),
      days('in the week ahead', '2025-06-09', '2025-06-15'),
    ],
  },
  {
    name: 'next-unit',
    version: 1,
    says: 'the whole month, quarter or year after the one in which the words were said',
    makes: 'period',
    weight: 1,
    phrases: [
      '[sometime|some time|later|any time] (next|the following|following|the subsequent) {single}',
      'next (calendar|full) {single}',
    ],
    means: (slots, { said }) =>
      slots.single === 'day' || slots.single === 'week' ? undefined : unit(slots.single, said.on, 1),
    examples: [
      days('next month', '2025-07-01', '2025-07-31'),
      days('by next year', '2026-01-01', '2026-12-31'),
      days('next quarter', '2025-07-01', '2025-09-30'),
    ],
  },
  {
    name: 'coming-unit',
    version: 1,
    says: 'the next whole unit; that many days from the saying are offered as well',
    makes: 'period',
    weight: 1,
    phrases: ['(coming|the coming|this coming|upcoming|the upcoming|the next) {single}'],
    means: (slots, { said, tokens, at }) => {
      if (slots.single === 'day') return undefined;
      const next = tokens[at + 1]?.text === 'next';
      const running = unitAt(slots.single, said.on, 0);
      return unit(
        slots.single,
        said.on,
        1,
        next || running === undefined ? {} : { confidence: 'medium', others: [running] },
      );
    },
    examples: [
      days('the coming week', '2025-06-09', '2025-06-15'),
      days('in the coming year', '2026-01-01', '2026-12-31'),
    ],
  },
  {
    name: 'this-or-next',
    version: 1,
    says: 'from the beginning of this unit to the end of the next; with “early next” to the early part of it',
    makes: 'period',
    weight: 1,
    phrases: [
      '[late|later] this {single} or [early] next',
      'this {single} or next {single2}',
      'today or tomorrow',
      '(tonight|this evening) or tomorrow',
      'tomorrow or the day after',
    ],
    means: ({ single }, { said, tokens, at, next }) => {
      const words = tokens.slice(at, next).map(({ text }) => text);
      if (single === undefined) {
        const first = words[0] === 'tomorrow' ? said.on + 1 : said.on;
        return fixed({ first, last: first + 1 }, 'day');
      }
      const [now, after] = [unitAt(single, said.on, 0), unitAt(single, said.on, 1)];
      if (now === undefined || after === undefined) return undefined;
      const last = words.includes('early') ? partOf(after, 'early')?.last : after.last;
      return fixed(
        { first: now.first, last: last ?? after.last },
        words.includes('early') ? 'day' : precisionOf(single),
      );
    },
    examples: [
      days('this week or next', '2025-06-02', '2025-06-15'),
      days('late this month or early next', '2025-06-01', '2025-07-10'),
      days('tomorrow or the day after', '2025-06-03', '2025-06-04'),
    ],
  },
  {
    name: 'unit-after-next',
    version: 1,
    says: 'the second whole unit after the one in which the words were said',
    makes: 'period',
    weight: 1,
    phrases: ['[the|a] {single} after (next|the next|the next one)', '[the] {single} after next {single2}'],
    means: (slots, { said }) => {
      if (slots.single2 !== undefined && slots.single2 !== slots.single) return undefined;
      return unit(slots.single, said.on, 2);
    },
    examples: [
      days('the week after next', '2025-06-16', '2025-06-22'),
      days('the year after next', '2027-01-01', '2027-12-31'),
    ],
  },
  {
    name: 'the-unit',
    version: 1,
    says: 'the unit in which the words were said',
    makes: 'period',
    weight: 0,
    phrases: ['the {single}', 'the calendar {single}', "the {single} ' s", '{single}'],
    means: (slots, { said, tokens, next }) => {
      const after = tokens[next];
      if (slots.single === 'day' && tokens[next - 2]?.text !== 'the') return undefined;
      // "the week of", "the year 2030", "the month after" name another.
      if (after?.kind === 'number' || after?.text === 'of' || after?.text === 'after') return undefined;
      const { single } = slots;
      if (unitAt(single, said.on, 0) === undefined || single === 'half') return undefined;
      // What is over rolls on: "by the middle of the week" said on a Friday is the next one's.
      return running((on, ahead) => unitAt(single, on, ahead), precisionOf(single), { needsLead: true });
    },
    examples: [days('within the week', '2025-06-02', '2025-06-08'), not('the weeks')],
  },
  {
    name: 'rest-of',
    version: 1,
    says: 'from the day of saying to the end of the unit',
    makes: 'period',
    weight: 1,
    phrases: ['[the] (rest|remainder|balance) of {period}'],
    means: ({ period }, { said }) => {
      const whole = period.occurrence(said.on, 0);
      if (whole === undefined || whole.last < said.on) return undefined;
      return fixed({ first: Math.max(said.on, whole.first), last: whole.last }, 'day');
    },
    examples: [days('for the rest of the year', '2025-06-02', '2025-12-31')],
  },
  {
    name: 'week-of',
    version: 1,
    says: 'the ISO week in which that date lies; a week that begins or ends on it has seven days',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] week (of|containing|including|around) [the] {period}',
      '[the] week (beginning|starting|commencing|from) [on] {period}',
      '(w / c|wc) {period}',
      '[the] week (ending|ended|to) [on] {period}',
    ],
    means: ({ period }, { said, tokens, at, next }) => {
      const day = period.occurrence(said.on, 0);
      if (period.precision !== 'day' || day === undefined) return undefined;
      const words = new Set(tokens.slice(at, next).map(({ text }) => text));
      if (words.has('ending') || words.has('ended') || words.has('to'))
        return pieceOf(
          period,
          ({ last }) => ({ first: last - 6, last }),
          weekdayOf(day.last) === 7 ? 'week' : 'day',
        );
      if (words.has('of') || words.has('containing') || words.has('including') || words.has('around'))
        return pieceOf(period, isoWeek, 'week');
      return pieceOf(
        period,
        ({ first }) => ({ first, last: first + 6 }),
        weekdayOf(day.first) === 1 ? 'week' : 'day',
      );
    },
    examples: [
      days('the week of 11 June', '2025-06-09', '2025-06-15'),
      days('the week beginning 9 June', '2025-06-09', '2025-06-15'),
      days('in the week ending 13 June', '2025-06-07', '2025-06-13'),
    ],
  },
  {
    name: 'unit-around',
    version: 1,
    says: 'the day, ISO week or month after what is named, or before it',
    makes: 'period',
    weight: 1,
    phrases: ['[the] {single} (after|following) {period}', '[the] {single} before {period}'],
    means: ({ single, period }, { tokens, at, next }) => {
      if (single !== 'day' && single !== 'week' && single !== 'month') return undefined;
      const back = tokens.slice(at, next).some(({ text }) => text === 'before');
      return pieceOf(
        period,
        // The week before a day ends on the day before it.
        ({ first, last }) =>
          back && single === 'week'
            ? { first: first - 7, last: first - 1 }
            : unitAt(single, back ? first : last, back ? -1 : 1),
        back && single === 'week' ? 'day' : single,
        period.needsLead ? { needsLead: true } : {},
      );
    },
    examples: [
      days('the day after 5 July', '2025-07-06'),
      days('the week after Easter 2026', '2026-04-06', '2026-04-12'),
      days('the week before Christmas', '2025-12-18', '2025-12-24'),
    ],
  },
  {
    name: 'week-number',
    version: 1,
    says: 'the ISO week of that number; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [
      'week [no|number] {n} [[,] [of|in] {year}]',
      '{year} - w {n}',
      '{year} w {n}',
      'w {n} [,|/] {year}',
      '(calendar|iso) week {n} [[,] [of|in] {year}]',
      '(cw|kw) {n} [[,] [of|in] {year}]',
    ],
    means: ({ n, year }) =>
      Number.isInteger(n) && n >= 1 && n <= 53 ? inYear(year, (y) => numberedWeek(y, n), 'week') : undefined,
    examples: [
      days('week 32 of 2026', '2026-08-03', '2026-08-09'),
      days('2029-W01', '2029-01-01', '2029-01-07'),
    ],
  },
];

function isoWeek({ first }: Days): Days {
  const monday = mondayOf(first);
  return { first: monday, last: monday + 6 };
}
