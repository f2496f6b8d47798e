/** Stretches between two names; both ends are inside. */
import { dayOf, daysInMonth, yearOf } from '../grammar/day.ts';
import { inYear, stretch } from '../grammar/period.ts';
import { days, not, type Rule } from '../rule.ts';

const TO = '(-|/|to|through|thru|until|till|and|or|up to)';
const BETWEEN = '[between|from|either|both]';
const YEAR = '[[,] {year}]';

export const rangeRules: readonly Rule[] = [
  {
    name: 'days-of-month',
    version: 1,
    says: 'from the first day to the end of the second',
    makes: 'period',
    weight: 2,
    phrases: [
      `${BETWEEN} {month} [the] {day} ${TO} [the] {day2} ${YEAR}`,
      `${BETWEEN} [the] {day} ${TO} [the] {day2} [of] {month} ${YEAR}`,
      `[the] {day} , [the] {n} [,] (and|or) [the] {day2} [of] {month} ${YEAR}`,
      `{month} [the] {day} , [the] {n} [,] (and|or) [the] {day2} ${YEAR}`,
      `${BETWEEN} {weekday} [,] {month} {day} ${TO} {weekday2} [,] {day2} ${YEAR}`,
    ],
    means: ({ month, day, day2, year }) => {
      if (day2 < day || day2 > daysInMonth(2024, month)) return undefined;
      return inYear(
        year,
        (y) =>
          day2 > daysInMonth(y, month)
            ? undefined
            : { first: dayOf(y, month, day), last: dayOf(y, month, day2) },
        'day',
      );
    },
    examples: [
      days('between June 20 and 30', '2025-06-20', '2025-06-30'),
      days('June 20–30', '2025-06-20', '2025-06-30'),
      days('from 20 to 30 June 2026', '2026-06-20', '2026-06-30'),
      days('April the ninth till the seventeenth', '2026-04-09', '2026-04-17'),
      not('between June 30 and 20'),
    ],
  },
];

/** Two periods as one stretch. */
export const spanRules: readonly Rule[] = [
  {
    name: 'named',
    version: 1,
    says: 'what is named, from its beginning to its end',
    makes: 'span',
    phrases: ['{period}', '{period} inclusive', '{period} \\( inclusive \\)'],
    means: ({ period }) => period,
    examples: [days('9 June', '2025-06-09')],
  },
  {
    name: 'between',
    version: 1,
    says: 'from the beginning of the first to the end of the second; a year said once counts for both',
    makes: 'span',
    weight: 2,
    phrases: [
      'between {period} and {period2}',
      'from {period} (to|until|till|through|thru|up to|-) {period2}',
      'either {period} or {period2}',
      '{period} (-|/|to|through|thru|until|till|and|or|and / or) {period2}',
      '{period} , {period3} [,] (and|or) {period2}',
      '{period} or [,] at the latest [,] {period2}',
      '(between|from) {period} (and|to) {period2} inclusive',
      '{period} (-|to) {period2} inclusive',
    ],
    means: ({ period, period2 }) => {
      // "the 10-year bond" is no stretch.
      if (period === period2 || period2.rule?.name === 'the-unit') return undefined;
      const whole = stretch(period, period2);
      // "June 2025 and 2087" are two dates, no stretch.
      const found = whole?.fixed ? whole.occurrence(0, 0) : undefined;
      return found !== undefined && yearOf(found.last) - yearOf(found.first) > 60 ? undefined : whole;
    },
    examples: [
      days('between Monday and Wednesday', '2025-06-02', '2025-06-04'),
      days('Tuesday, Wednesday or Thursday', '2025-06-03', '2025-06-05'),
      days('from May to July', '2025-05-01', '2025-07-31'),
      days('between early June and mid-July', '2025-06-01', '2025-07-20'),
      days('from 2026 to 2030', '2026-01-01', '2030-12-31'),
      days('June or July 2026', '2026-06-01', '2026-07-31'),
      days('November to February', '2025-11-01', '2026-02-28'),
      days('December 28 to January 4', '2025-12-28', '2026-01-04'),
      days('Q1-Q2 2026', '2026-01-01', '2026-06-30'),
    ],
  },
];
