/** The words before a name that say how it bounds the time. Each joins with whatever is named: by-date, before-weekday. */
import { dayOf, yearOf } from '../grammar/day.ts';
import { before, by, within } from '../grammar/meanings.ts';
import { days, ISTANBUL, not, type Rule } from '../rule.ts';

const BY =
  '(by|until and including|up to and including|until|till|til|up until|up to|through|thru|no later than|not later than|never later than|on or before|by or before|at the latest by|latest by|' +
  'at the latest on|at the latest in|not after|no later|by no later than|due by|due on or before|within|deadline is|deadline of|deadline :|deadline for|deadline)';
const BEFORE = '(before|prior to|ahead of|in advance of|earlier than|sooner than)';
const IN =
  '(in|on|during|over|at|throughout|for|sometime in|some time in|sometime during|some time during|sometime on|any time in|anytime in|any time during|' +
  'at any time in|at some point in|at some point during|in the course of|around|about|circa|in or around|on or about|on or around|in around|due|due on|due in|set for|scheduled for|slated for|' +
  'planned for|later in|the whole of|all of|only in|only on)';
const WHEN = '[on|in|at|during|for]';

export const leadRules: readonly Rule[] = [
  {
    name: 'by',
    version: 2,
    says: 'until what is named ends: it is inside; of “the end of” something only the last day',
    makes: 'deadline',
    joins: 'name',
    weight: 3,
    phrases: [
      `${BY} ${WHEN} {span}`,
      `${BY} [the] (latest|very latest) ${WHEN} {span}`,
      '{span} [,] at the [very] latest',
      '{span} [,] (latest|or earlier|or before|or sooner)',
      `(${BY}|in|on) {span} [,] at the [very] latest`,
      '(the|a|an|its|their|this|that|our) {period} (deadline|date|target|target date|cutoff|cut - off|due date|expiry|expiry date|closing date)',
      '(between|from) now (and|until|till|to) {period}',
      "before {period} (is|' s) (out|over|up|done|through)",
      'before {period} (ends|closes|finishes|expires|runs out|concludes)',
    ],
    means: ({ span, period }, { said, tokens, at, next }) => {
      if (span?.rule?.name === 'the-unit' && tokens[at]?.text === 'up') return undefined;
      const found = by(span ?? period, said);
      // "before the month is out" is its last day.
      if (period === undefined || tokens[at]?.text !== 'before' || found?.kind !== 'days')
        return next > at ? found : undefined;
      return { ...found, first: found.last, precision: 'day' };
    },
    examples: [
      days('by 9 June', '2025-06-09'),
      days('until June 9th', '2025-06-09'),
      days('no later than 2025-06-09', '2025-06-09'),
      days('by June', '2025-06-01', '2025-06-30'),
      days('by 2030', '2030-01-01', '2030-12-31'),
      days('until mid-July', '2025-07-11', '2025-07-20'),
      days('through next week', '2025-06-09', '2025-06-15'),
      days('on 9 June at the latest', '2025-06-09'),
      days('before the month is out', '2025-06-30'),
      {
        text: 'by 6 April',
        said: { at: '2025-03-31T10:00+11:00', zone: 'Australia/Lord_Howe' },
        window: ['2025-04-06T00:00', '2025-04-07T00:00'],
      },
      not('by 9 percent'),
      not('by June 9,000 people'),
    ],
  },
  {
    name: 'moved-to',
    version: 1,
    says: 'what was put off to a date holds until that ends',
    makes: 'deadline',
    joins: 'name',
    weight: 3,
    phrases: ['to {span}', 'from {period2} (to|until|till) {period}'],
    means: ({ span, period }, { said, tokens, at }) =>
      tokens.slice(Math.max(0, at - 10), at).some(({ text }) => PUT_OFF.has(text))
        ? by(span ?? period, said)
        : undefined,
    examples: [
      days('The trial was adjourned to 12 November.', '2025-11-12'),
      days('The deadline was extended from 30 November to 15 December.', '2025-12-15'),
    ],
  },
  {
    name: 'before',
    version: 1,
    says: 'until what is named begins; the day before closes it',
    makes: 'deadline',
    joins: 'name',
    weight: 3,
    phrases: [`${BEFORE} {period}`],
    means: ({ period }, { said }) => before(period, said),
    examples: [
      days('before 9 June', '2025-06-08'),
      days('prior to June 9, 2025', '2025-06-08'),
      days('ahead of July', '2025-06-30'),
      days('before next week', '2025-06-08'),
      days('before 2030', '2029-12-31'),
      days('before the end of June', '2025-06-30'),
      {
        text: 'before 9 June',
        said: { at: '2025-06-09T10:00+03:00', zone: ISTANBUL.zone },
        window: ['2026-06-08T00:00', '2026-06-09T00:00'],
      },
    ],
  },
  {
    name: 'in',
    version: 1,
    says: 'opens and closes with what is named',
    makes: 'deadline',
    joins: 'none',
    weight: 2,
    phrases: [`${IN} {span}`],
    means: ({ span }, { said }) => within(span, said),
    examples: [
      days('on 9 June', '2025-06-09'),
      days('in July', '2025-07-01', '2025-07-31'),
      days('scheduled for next week', '2025-06-09', '2025-06-15'),
      days('during the first quarter of 2026', '2026-01-01', '2026-03-31'),
      not('in 1,020 June'),
    ],
  },
  {
    name: 'new-year',
    version: 1,
    says: 'the first quarter of the next year',
    makes: 'deadline',
    weight: 2,
    phrases: ['[early] in the new year'],
    means: (_slots, { said }) => {
      const year = yearOf(said.on) + 1;
      return {
        kind: 'days',
        first: dayOf(year, 1, 1),
        last: dayOf(year, 3, 31),
        precision: 'part',
        confidence: 'medium',
      };
    },
    examples: [days('in the new year', '2026-01-01', '2026-03-31')],
  },
  {
    name: 'from',
    version: 1,
    says: 'the day or unit on which it is to begin',
    makes: 'deadline',
    joins: 'name',
    weight: 1,
    phrases: [
      '(from|starting|beginning|commencing|effective|with effect from|as from) [on|in|from] {period} [onwards|onward|on]',
    ],
    means: ({ period }, { said }) => {
      // "from June 20 to 30" has its end.
      if (period.rule?.name === 'days-of-month') return undefined;
      const found = within(period, said);
      return found?.kind === 'days' ? { ...found, confidence: 'low' } : undefined;
    },
    examples: [days('from 1 July', '2025-07-01'), days('starting next month', '2025-07-01', '2025-07-31')],
  },
  {
    name: 'alone',
    version: 1,
    says: 'a name without a word before it opens and closes with what is named',
    makes: 'deadline',
    joins: 'none',
    phrases: ['{span}'],
    means: ({ span }, { said }) => within(span, said),
    examples: [
      days('9 June', '2025-06-09'),
      days('next week', '2025-06-09', '2025-06-15'),
      not('the talks of 9'),
    ],
  },
];

const PUT_OFF = new Set(
  'adjourn adjourned adjourns postpone postponed postpones defer deferred delayed extend extended extends moved pushed rescheduled brought forward shifted prolonged'.split(
    ' ',
  ),
);
