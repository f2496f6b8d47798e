/** Weekdays: a bare one is the next to come, "next" is the one of the next ISO week. */
import { beforeRule, byRule, withinRule } from '../leads.ts';
import { bareWeekday, nextWeekday, thisWeekday, weekday } from '../names/weekday.ts';
import { ISTANBUL, type Rule } from '../rule.ts';

const FRIDAY = { at: '2025-06-06T10:00+03:00', zone: 'Europe/Istanbul' };
const SUNDAY = { at: '2025-06-08T10:00+03:00', zone: 'Europe/Istanbul' };

export const weekdayRules: readonly Rule[] = [
  withinRule({
    name: 'on-weekday',
    version: 1,
    says: 'the next such day to come; said on that very weekday: today, with the next one as the alternative',
    kind: bareWeekday,
    leads: [['on']],
    alone: 'whole-text',
    examples: [
      { text: 'Friday', said: ISTANBUL, window: ['2025-06-06T00:00', '2025-06-07T00:00'] },
      { text: 'on Friday', said: FRIDAY, window: ['2025-06-06T00:00', '2025-06-07T00:00'] },
      { text: 'on Mondays', said: ISTANBUL, not: true },
      { text: 'the Friday agreement', said: ISTANBUL, not: true },
    ],
  }),
  withinRule({
    name: 'this-weekday',
    version: 1,
    says: 'the next such day to come; "coming" never means today',
    kind: thisWeekday,
    leads: [['on']],
    alone: 'anywhere',
    examples: [
      { text: 'this Friday', said: ISTANBUL, window: ['2025-06-06T00:00', '2025-06-07T00:00'] },
      { text: 'this coming Friday', said: FRIDAY, window: ['2025-06-13T00:00', '2025-06-14T00:00'] },
    ],
  }),
  withinRule({
    name: 'next-weekday',
    version: 1,
    says: 'that day of the next ISO week, with the very next one as the alternative',
    kind: nextWeekday,
    leads: [['on']],
    alone: 'anywhere',
    examples: [
      { text: 'next Friday', said: ISTANBUL, window: ['2025-06-13T00:00', '2025-06-14T00:00'] },
      { text: 'next Friday', said: SUNDAY, window: ['2025-06-13T00:00', '2025-06-14T00:00'] },
      { text: 'they meet next Friday', said: ISTANBUL, window: ['2025-06-13T00:00', '2025-06-14T00:00'] },
    ],
  }),
  byRule({
    name: 'by-weekday',
    version: 1,
    says: 'until the end of that day',
    kind: weekday,
    examples: [
      { text: 'by Friday', said: ISTANBUL, window: ['2025-06-06T00:00', '2025-06-07T00:00'] },
      { text: 'by Friday', said: FRIDAY, window: ['2025-06-06T00:00', '2025-06-07T00:00'] },
      { text: 'no later than next Friday', said: ISTANBUL, window: ['2025-06-13T00:00', '2025-06-14T00:00'] },
      { text: 'by Thursday or Friday', said: ISTANBUL, window: ['2025-06-06T00:00', '2025-06-07T00:00'] },
      { text: 'by Friday-Sunday', said: ISTANBUL, not: true },
    ],
  }),
  beforeRule({
    name: 'before-weekday',
    version: 1,
    says: 'until that day begins',
    kind: weekday,
    examples: [
      { text: 'before Friday', said: ISTANBUL, window: ['2025-06-05T00:00', '2025-06-06T00:00'] },
      { text: 'before Friday', said: FRIDAY, window: ['2025-06-12T00:00', '2025-06-13T00:00'] },
    ],
  }),
];
