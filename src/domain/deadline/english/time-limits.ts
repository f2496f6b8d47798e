/** Counted deadlines: within 30 days, a week to study, three weeks from now, two weeks after 9 June, a 72-hour ultimatum. */
import { isWholeText } from '../choose.ts';
import { duration } from '../grammar/duration.ts';
import { fromDate, after as limitOf } from '../grammar/meanings.ts';
import { unitAt } from '../grammar/units.ts';
import { days, ISTANBUL, not, type Rule } from '../rule.ts';

const NEXT =
  '(the|the next|the coming|the following|next|a further|another|the space of|a period of|a matter of|a maximum of|at most|under|less than|no more than|not more than|up to|about|around|roughly|approximately|some)';
const IN =
  '(in|within|inside|inside of|over|during|for|after|throughout|no later than|not later than|in no more than|in less than|in under|in at most)';
const JANUARY_31 = { at: '2025-01-31T18:00+00:00', zone: 'UTC' };
const BEFORE_SPRING = { at: '2025-03-28T22:00+01:00', zone: 'Europe/Berlin' };

/** After these a count runs from something else than the saying, or backwards. */
const FROM_ELSEWHERE = new Set([
  'of',
  'after',
  'from',
  'before',
  'following',
  'prior',
  'since',
  'ago',
  'earlier',
  'later',
  'previously',
  'old',
]);
/** "up to 30 days" in the middle of a sentence is a length. */
const BARE = new Set(['no', 'not', 'at', 'up', 'less', 'under', 'a']);
const ABOUT = new Set(
  'plan plans budget strategy programme program agenda outlook forecast forecasts roadmap vision projection projections guidance target targets'.split(
    ' ',
  ),
);
/** "suspended for 30 days" says until when. */
const PAUSES = new Set(
  'suspended shelved extended postponed paused delayed frozen deferred adjourned prolonged halted renewed'.split(
    ' ',
  ),
);
/** "two weeks to go" gives nobody time to do anything. */
const NO_TASK = new Set(['go', 'come', 'the', 'a', 'get']);

export const timeLimitRules: readonly Rule[] = [
  {
    name: 'within',
    version: 2,
    says: 'until the end of the last day counted; day 1 is the day after the saying; hours run from the instant',
    makes: 'deadline',
    weight: 3,
    phrases: [
      `${IN} [${NEXT}] {count}`,
      `${IN} [${NEXT}] {count} (' s time|' time|time|from now|from today|hence)`,
      '(next|the next|the coming|coming|the following|upcoming|the upcoming) {count}',
      '{count} at [the] (most|latest)',
      `${IN} the next {single} to {count}`,
      'within the (hour|minute)',
      '(no more than|not more than|no longer than|at most|up to|less than|under|a maximum of) {count}',
    ],
    means: ({ count: read }, { said, tokens, at, next }) => {
      const count = read ?? duration(1, tokens[next - 1]?.text === 'hour' ? 'hour' : 'minute');
      if (count === undefined) return undefined;
      if (FROM_ELSEWHERE.has(tokens[next]?.text ?? '')) return undefined;
      // "the plan for the next five years" is about them.
      const lead = [at, at - 1, at - 2].find((index) => tokens[index]?.text === 'for') ?? -1;
      if (tokens[lead]?.text === 'for' && ABOUT.has(tokens[lead - 1]?.text ?? '')) return undefined;
      // "the next five-year plan".
      if (
        tokens[next - 2]?.text === '-' &&
        tokens[next]?.kind === 'word' &&
        tokens[next]?.lexeme === undefined
      )
        return undefined;
      // "for two weeks" in the middle of a sentence is a length; "after two weeks" may begin anywhere.
      const first = tokens[at]?.text;
      const bare = first !== undefined && BARE.has(first);
      const length =
        bare || (first === 'for' && tokens[at + 1]?.text !== 'the' && tokens[at + 1]?.text !== 'another');
      const goesOn = !isWholeText({ tokens, at, next });
      if ((length || first === 'after') && goesOn && !PAUSES.has(tokens[at - 1]?.text ?? ''))
        return undefined;
      return limitOf(count, said);
    },
    examples: [
      days('within 7 days', '2025-06-09'),
      days('within a week', '2025-06-09'),
      days('in three weeks', '2025-06-23'),
      days("in two weeks' time", '2025-06-16'),
      days('over the next 30 days', '2025-07-02'),
      days('in 2 to 4 days', '2025-06-06'),
      days('within sixty (60) days', '2025-08-01'),
      days('within ten working days', '2025-06-16'),
      days('in a fortnight', '2025-06-16'),
      { text: 'within a month', said: JANUARY_31, window: ['2025-02-28T00:00', '2025-03-01T00:00'] },
      { text: 'within 2 days', said: BEFORE_SPRING, window: ['2025-03-30T00:00', '2025-03-31T00:00'] },
      { text: 'within 24 hours', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-03T15:57'] },
      { text: 'in half an hour', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-02T16:27'] },
      not('within 60 days of signing'),
      not('in 20 days of talks'),
    ],
  },
  {
    name: 'the-next',
    version: 1,
    says: 'one such unit, counted from the day after the saying; the next whole unit of the calendar is offered',
    makes: 'deadline',
    weight: 3,
    phrases: ['(within|over|during|in|in the course of|inside) the next {single}'],
    means: ({ single: unit }, { said }) => {
      const count =
        unit === 'day' || unit === 'weekend' || unit === 'quarter' ? undefined : duration(1, unit);
      const found = count && limitOf(count, said);
      const whole = unitAt(unit, said.on, 1);
      if (found?.kind !== 'days' || whole === undefined) return found;
      return { ...found, confidence: 'medium', others: [whole] };
    },
    examples: [days('over the next year', '2026-06-02'), days('within the next week', '2025-06-09')],
  },
  {
    name: 'time-to',
    version: 1,
    says: 'a time to do something in ends with its last day, counted from the day after the saying',
    makes: 'deadline',
    weight: 3,
    phrases: ['{count}', '{count} to {anchor} [(it|them)]'],
    means: ({ count, anchor }, { said, tokens, at, next }) => {
      if (tokens[next - 1]?.text === 'noon' || tokens[next - 1]?.text === 'midnight') return undefined;
      // "it took six hours to finish" is a length.
      if (
        tokens
          .slice(Math.max(0, at - 5), at)
          .some(({ text }) => /^(takes?|took|taken|spends?|spent)$/.test(text))
      )
        return undefined;
      if (anchor !== undefined) {
        if (NO_TASK.has(tokens[anchor.from]?.text ?? '') || tokens[anchor.from]?.lexeme?.sign === 'article')
          return undefined;
        return limitOf(count, said);
      }
      return isWholeText({ tokens, at, next }) ? limitOf(count, said) : undefined;
    },
    examples: [
      days('a week', '2025-06-09'),
      days('“A week.”', '2025-06-09'),
      days('a week to examine it', '2025-06-09'),
      days('10 days to respond', '2025-06-12'),
      not('a ceasefire of three days on some sections'),
      not('a week ago'),
      not('two weeks to go'),
    ],
  },
  {
    name: 'have-time',
    version: 1,
    says: 'the time that somebody has or is given ends with its last day',
    makes: 'deadline',
    weight: 3,
    phrases: [
      '(have|has|had|given|gave|give|gives|get|gets|got) [just|only|exactly|another|a further|up to|at most] {count}',
    ],
    means: ({ count }, { said, tokens, next }) => {
      const after = tokens[next];
      const ends =
        after === undefined ||
        after.kind === 'mark' ||
        after.text === 'to' ||
        after.text === 'in' ||
        after.text === 'for';
      return ends ? limitOf(count, said) : undefined;
    },
    examples: [days('you have five days', '2025-06-07'), days('they were given a week', '2025-06-09')],
  },
  {
    name: 'time-limit',
    version: 1,
    says: 'a limit of so much time, counted from the day after the saying',
    makes: 'deadline',
    weight: 3,
    phrases: [
      '(a|an|the|this|its|their|another|new) {count} (deadline|ultimatum|time limit|period|window|extension|limit|timeline|timetable|notice)',
    ],
    means: ({ count }, { said }) => limitOf(count, said),
    examples: [
      days('a 60-day deadline', '2025-08-01'),
      { text: 'a 72-hour ultimatum', said: ISTANBUL, window: ['2025-06-02T15:57', '2025-06-05T15:57'] },
    ],
  },
  {
    name: 'from-now',
    version: 1,
    says: 'that day, counted from the day after the saying',
    makes: 'deadline',
    weight: 3,
    phrases: ['[by|in|within] {count} (from now|from today|hence|from the present day|out)'],
    means: ({ count }, { said }) => limitOf(count, said),
    examples: [
      days('three weeks from now', '2025-06-23'),
      days('7 days hence', '2025-06-09'),
      not('three weeks from signing'),
    ],
  },
  {
    name: 'from-date',
    version: 1,
    says: 'counted from a date that is named: after it, before it, or within it',
    makes: 'deadline',
    weight: 3,
    phrases: [
      '[by|in|within|no later than|not later than|at least] {count} (after|from|following|of|past) {period}',
      '[by|in|within|no later than|not later than|at least] {count} (before|prior to|ahead of|in advance of) {period}',
      '{count} on {period}',
    ],
    means: ({ count, period }, { said, tokens, at, next }) => {
      const words = tokens.slice(at, next).map(({ text }) => text);
      const back =
        words.includes('before') ||
        words.includes('prior') ||
        words.includes('ahead') ||
        words.includes('advance');
      if (words.includes('of') && !back && words[0] !== 'within') return undefined;
      return fromDate(count, period, back ? -1 : 1, said);
    },
    examples: [
      days('two weeks after 9 June', '2025-06-23'),
      days('within 10 days of 9 June', '2025-06-19'),
      days('a week from Friday', '2025-06-13'),
      days('at least ten days before 20 June', '2025-06-10'),
      days('a week on Friday', '2025-06-13'),
    ],
  },
  {
    name: 'count-from-day',
    version: 1,
    says: 'so many days after today or tomorrow',
    makes: 'deadline',
    weight: 2,
    phrases: ['{count} (today|tomorrow)', '(tomorrow|today) (week|fortnight)'],
    means: ({ count: read }, { said, tokens, at, next }) => {
      const count = read ?? duration(1, tokens[next - 1]?.text === 'week' ? 'week' : 'fortnight');
      if (count === undefined || count.minutes > 0) return undefined;
      const tomorrow = tokens.slice(at, next).some(({ text }) => text === 'tomorrow');
      return limitOf(count, tomorrow ? { ...said, on: said.on + 1 } : said);
    },
    examples: [
      days('a week tomorrow', '2025-06-10'),
      days('a fortnight today', '2025-06-16'),
      days('tomorrow week', '2025-06-10'),
    ],
  },
];
