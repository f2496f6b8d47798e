/** The English grammar. Of the phrases that begin at one word the longest wins; of equal ones, the rule listed first. */
import type { Language } from '../grammar/language.ts';
import { atTimeRules } from './at-times.ts';
import { calendarRules } from './calendar.ts';
import { scoreOf } from './clauses.ts';
import { clockRules, readTime } from './clocks.ts';
import { countRules } from './counts.ts';
import { dateRules } from './dates.ts';
import { eventRules } from './events.ts';
import { leadRules } from './leads.ts';
import { ordinalRules } from './ordinals.ts';
import { partRules } from './parts.ts';
import { rangeRules, spanRules } from './ranges.ts';
import { recurringRules } from './recurring.ts';
import { seasonRules } from './seasons.ts';
import { timeLimitRules } from './time-limits.ts';
import { unitRules } from './units.ts';
import { skippedRules, vagueRules } from './vague.ts';
import { weekdayRules } from './weekdays.ts';
import { englishWords } from './words.ts';

export const english: Language = {
  code: 'en',
  words: englishWords,
  ordinalSuffixes: new Set(['st', 'nd', 'rd', 'th']),
  readTime,
  scoreOf,
  anchorEnds: new Set(
    'and but or unless if by said says will shall must was were would should which who whose that while although because so then'.split(
      ' ',
    ),
  ),
  rules: [
    ...skippedRules,
    ...timeLimitRules,
    ...recurringRules,
    ...atTimeRules,
    ...leadRules,
    ...eventRules,
    ...vagueRules,
    ...rangeRules,
    ...dateRules,
    ...weekdayRules,
    ...unitRules,
    ...calendarRules,
    ...seasonRules,
    ...partRules,
    ...ordinalRules,
    ...spanRules,
    ...countRules,
    ...clockRules,
  ],
};
