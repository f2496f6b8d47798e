/** Every rule there is. Of the phrases that begin at one word the longest wins; of equal ones, the rule listed first. */
import type { Rule } from './rule.ts';
import { clockRules } from './rules/clocks.ts';
import { countRules } from './rules/counts.ts';
import { dateRules } from './rules/dates.ts';
import { eventRules } from './rules/events.ts';
import { nearDayRules } from './rules/near-days.ts';
import { rangeRules } from './rules/ranges.ts';
import { unitRules } from './rules/units.ts';
import { vagueRules } from './rules/vague.ts';
import { weekdayRules } from './rules/weekdays.ts';
import { weekRules } from './rules/weeks.ts';

export const RULES: readonly Rule[] = [
  ...weekRules,
  ...rangeRules,
  ...dateRules,
  ...weekdayRules,
  ...nearDayRules,
  ...unitRules,
  ...countRules,
  ...clockRules,
  ...eventRules,
  ...vagueRules,
];
