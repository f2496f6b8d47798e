/** Seasons and feasts: fall 2027, next summer, Christmas, Easter 2026, Thanksgiving. */

import { type Days, dayOf, weekdayOf, yearOf } from '../grammar/day.ts';
import { fixed, inYear, notBegun, yearly } from '../grammar/period.ts';
import { easter, seasonOf } from '../grammar/seasons.ts';
import { days, type Rule, type Season } from '../rule.ts';

const OF_YEAR = '[,] [of|in] {year}';

export const seasonRules: readonly Rule[] = [
  {
    name: 'season',
    version: 1,
    says: 'from one equinox or solstice to the next in the hemisphere of the zone, both days inside',
    makes: 'period',
    weight: 1,
    phrases: [
      '[the] {season} [of] {year}',
      '{year} {season}',
      '{season} [of] {year} (-|/|to) {n}',
      '(this|this coming|the coming|coming|the) {season}',
      'next {season}',
      '{season}',
      '[the] {season} [of] (this|next) year',
    ],
    means: ({ season, year, n }, { said, tokens, at, next }) => {
      const daysIn = (y: number): Days => seasonOf(season as Season, y, said.zone);
      // A winter of two years begins in the first.
      if (n !== undefined && (year === undefined || n % 100 !== (year + 1) % 100)) return undefined;
      if (year !== undefined) return fixed(daysIn(year), 'season');
      const words = tokens.slice(at, next).map(({ text }) => text);
      if (words.at(-1) === 'year')
        return fixed(daysIn(yearOf(said.on) + (words.at(-2) === 'next' ? 1 : 0)), 'season');
      const every = yearly(
        daysIn,
        'season',
        words.length === 1 || words[0] === 'the' ? { needsLead: true } : {},
      );
      if (words[0] !== 'next') return every;
      const found = notBegun(every, said.on);
      return found && fixed(found, 'season', { confidence: 'medium' });
    },
    examples: [
      days('fall 2027', '2027-09-23', '2027-12-22'),
      days('this summer', '2025-06-21', '2025-09-22'),
      {
        text: 'by summer',
        said: { at: '2025-10-01T10:00+10:00', zone: 'Australia/Sydney' },
        window: ['2025-12-22T00:00', '2026-03-22T00:00'],
      },
    ],
  },
  {
    name: 'holiday',
    version: 1,
    says: 'the day itself; without a year the first that is not over',
    makes: 'period',
    weight: 1,
    phrases: [
      `(christmas|xmas) [day] [${OF_YEAR}]`,
      `(christmas|xmas) eve [${OF_YEAR}]`,
      `new year ' s eve [${OF_YEAR}]`,
      `[the] (new year|new year ' s|new year ' s day) [${OF_YEAR}]`,
      `(valentine ' s|halloween|epiphany|boxing|may|labour) day [${OF_YEAR}]`,
      `halloween [${OF_YEAR}]`,
      `(easter|easter sunday|good friday|easter monday|pentecost|whit monday|ascension day) [${OF_YEAR}]`,
      `(labor|memorial|veterans|columbus) day [${OF_YEAR}]`,
      `(thanksgiving|thanksgiving day) [${OF_YEAR}]`,
    ],
    means: ({ year }, { tokens, at, next }) => {
      const words = tokens
        .slice(at, next)
        .map(({ text }) => text)
        .filter((word) => /^[a-z]{2,}$/.test(word) && word !== 'of' && word !== 'in' && word !== 'the');
      const daysIn = (y: number): Days | undefined => {
        const day = holiday(words.join(' '), y);
        return day === undefined ? undefined : { first: day, last: day };
      };
      return daysIn(2024) && inYear(year, daysIn, 'day', { needsLead: true });
    },
    examples: [
      days('by Christmas', '2025-12-25'),
      days('before Easter 2026', '2026-04-04'),
      days("by New Year's Eve", '2025-12-31'),
    ],
  },
];

/** Days after Easter Sunday. */
const AROUND_EASTER: Readonly<Record<string, number>> = {
  easter: 0,
  'easter sunday': 0,
  'good friday': -2,
  'easter monday': 1,
  'ascension day': 39,
  pentecost: 49,
  'whit monday': 50,
};
/** Month and day. */
const ON_DATES: Readonly<Record<string, readonly [number, number]>> = {
  christmas: [12, 25],
  xmas: [12, 25],
  'christmas day': [12, 25],
  'xmas day': [12, 25],
  'christmas eve': [12, 24],
  'xmas eve': [12, 24],
  'new year eve': [12, 31],
  'new year': [1, 1],
  'new year day': [1, 1],
  'valentine day': [2, 14],
  'epiphany day': [1, 6],
  'boxing day': [12, 26],
  'may day': [5, 1],
  'labour day': [5, 1],
  halloween: [10, 31],
  'halloween day': [10, 31],
  'veterans day': [11, 11],
};

function holiday(name: string, year: number): number | undefined {
  const date = ON_DATES[name];
  if (date !== undefined) return dayOf(year, date[0], date[1]);
  const afterEaster = AROUND_EASTER[name];
  if (afterEaster !== undefined) return easter(year) + afterEaster;
  const weekday = ON_WEEKDAYS[name.replace(/^thanksgiving day$/, 'thanksgiving')];
  if (weekday === undefined) return undefined;
  const [month, day, earliest] = weekday;
  const first = dayOf(year, month, earliest);
  return first + ((day - weekdayOf(first) + 7) % 7);
}

/** Month, weekday, and the earliest day of the month on which it can fall (United States, 5 U.S.C. 6103). */
const ON_WEEKDAYS: Readonly<Record<string, readonly [number, number, number]>> = {
  thanksgiving: [11, 4, 22],
  'labor day': [9, 1, 1],
  'memorial day': [5, 1, 25],
  'columbus day': [10, 1, 8],
};
