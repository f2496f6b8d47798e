/** Counted time: 3 days, a fortnight, two and a half years, 2-3 weeks, sixty (60) days, ten working days. */
import { type Duration, duration, plus, type Unit } from '../grammar/duration.ts';
import { days, type Rule } from '../rule.ts';

const WORKING = '[calendar|consecutive|full|clear|whole|straight|more|further|additional|short]';
const WORKED = '(working|business|trading|banking|work|sitting|court|school)';

export const countRules: readonly Rule[] = [
  {
    name: 'count',
    version: 1,
    says: 'so many units',
    makes: 'count',
    phrases: [
      `{n} ${WORKING} {unit}`,
      '{n} [-] {unit}',
      `(a|an|one|another) ${WORKING} {unit}`,
      `{n} \\( {n2} \\) ${WORKING} {unit}`,
      `{n} [-] (to|-|or|and) [-] {n2} ${WORKING} {unit}`,
      'between {n} and {n2} {unit}',
      '{n} [,] (maybe|perhaps|possibly) {n2} [,] {unit}',
      '{n} dozen {unit}',
      '(a|one) {unit} or (two|so)',
      '(a|one|half a|half) dozen {unit}',
      '{unit} or two',
    ],
    means: ({ n, n2, unit }, { tokens, at, next }) => {
      const words = tokens.slice(at, next).map(({ text }) => text);
      if (words.at(-1) === 'two') return duration(2, unit);
      if (words.at(-1) === 'so') return undefined;
      if (words.at(-2) === 'dozen')
        return duration(n === undefined ? (words[0] === 'half' ? 6 : 12) : 12 * n, unit);
      // "sixty (60) days" says one number twice, "2-3 weeks" lasts as long as three.
      if (n2 !== undefined && words.includes('(') && n2 !== n) return undefined;
      if (n2 !== undefined && n2 < n) return undefined;
      return duration(n2 ?? n ?? 1, unit);
    },
    examples: [
      days('within sixty (60) days', '2025-08-01'),
      days('in 2-3 weeks', '2025-06-23'),
      days('within a dozen days', '2025-06-14'),
    ],
  },
  {
    name: 'count-range',
    version: 1,
    says: 'the longer of two counts',
    makes: 'count',
    phrases: [
      '{n} {unit} (to|or|-) {n2} {unit2}',
      '(a|an|one) {unit} (to|or) {n2} {unit2}',
      '{n} {unit} (to|or) (a|an|one) {unit2}',
      '(a|an|one) {unit} (to|or) (a|an|one) {unit2}',
      '{n} {unit} [,] (or|maybe|perhaps|possibly) {n2}',
    ],
    means: ({ n = 1, unit, n2 = 1, unit2 }) => {
      const [one, other] = [duration(n, unit), duration(n2, unit2 ?? unit)];
      return one && other && (laterMinutes(other) > laterMinutes(one) ? other : one);
    },
    examples: [
      days('in a week to ten days', '2025-06-12'),
      days('within six weeks to two months', '2025-08-02'),
      days('in two weeks or three', '2025-06-23'),
    ],
  },
  {
    name: 'count-working',
    version: 1,
    says: 'so many working days, in the calendar of the commitment',
    makes: 'count',
    phrases: [
      `{n} [-] ${WORKED} [-] {unit}`,
      `(a|an|one) ${WORKED} {unit}`,
      `{n} \\( {n2} \\) ${WORKED} {unit}`,
      `{n} (to|-|or) {n2} ${WORKED} {unit}`,
      '{n} (weekdays|workdays)',
    ],
    means: ({ n, n2, unit }) => {
      const count = n2 ?? n ?? 1;
      if ((unit === undefined || unit === 'day') && Number.isInteger(count))
        return duration(count, 'day', true);
      return unit === 'week' ? duration(5 * count, 'day', true) : undefined;
    },
    examples: [days('within ten working days', '2025-06-16'), days('within seven weekdays', '2025-06-11')],
  },
  {
    name: 'count-loose',
    version: 1,
    says: 'a couple is two',
    makes: 'count',
    phrases: ['[a|the] couple [of] [more] {unit}', '(a|one) pair of {unit}'],
    means: ({ unit }) => {
      const two = duration(2, unit);
      return two && { ...two, loose: true };
    },
    examples: [days('in a couple of days', '2025-06-04')],
  },
  {
    name: 'count-part',
    version: 1,
    says: 'so many units and a half; half a year is six months',
    makes: 'count',
    phrases: [
      '{n} [-] and [-] a [-] half [-] {unit}',
      '(a|an|one) {unit} and a half',
      '{n} {unit} and a half',
      '(half a|half an|a half|one half|half -|half of a) {unit}',
      '(a quarter of an|quarter of an|a quarter) {unit}',
      '(three quarters of an|three - quarters of an) {unit}',
    ],
    means: ({ n, unit }, { tokens, at }) => {
      const [first, second] = [tokens[at]?.text, tokens[at + 1]?.text];
      if (unit === 'quarter' || unit === 'half') return undefined;
      if (first === 'three' && (second === 'quarters' || second === '-')) return duration(0.75, unit);
      if (n !== undefined) return duration(n + 0.5, unit);
      if (first === 'half' || second === 'half') return duration(0.5, unit);
      return first === 'quarter' || second === 'quarter' ? duration(0.25, unit) : duration(1.5, unit);
    },
    examples: [days('within two and a half years', '2027-12-02'), days('in half a year', '2025-12-02')],
  },
  {
    name: 'count-sum',
    version: 1,
    says: 'one count after the other',
    makes: 'count',
    phrases: [
      '{n} {unit} [,] and {n2} {unit2}',
      'a {unit} and {n2} {unit2}',
      '(a|one) {unit} and (a|one) {unit2}',
      '{n} {unit} , {n2} {unit2}',
    ],
    means: ({ n, unit, n2, unit2 }) => {
      // "a month and a half" is no month and half a year.
      if (unit2 === 'half' || unit2 === 'quarter') return undefined;
      const [one, other] = [duration(n ?? 1, unit), duration(n2 ?? 1, unit2)];
      return one && other && shorter(unit2, unit) ? plus(one, other) : undefined;
    },
    examples: [days('within one year and six months', '2026-12-02')],
  },
];

/** About how long, for comparing. */
const laterMinutes = ({ months, days: count, minutes }: Duration): number =>
  (months * 30.4 + count) * 1440 + minutes;

const ORDER: readonly Unit[] = ['minute', 'hour', 'day', 'week', 'month', 'year'];
const shorter = (one: Unit, other: Unit): boolean => ORDER.indexOf(one) < ORDER.indexOf(other);
