/** ISO weeks, Monday to Sunday. */
import { beforeRule, byRule, withinRule } from '../leads.ts';
import { nextWeek, thisWeek } from '../names/unit.ts';
import { ISTANBUL, type Rule } from '../rule.ts';

const SUNDAY_NIGHT = { at: '2025-06-08T23:59+03:00', zone: 'Europe/Istanbul' };
const APIA_BEFORE_SKIP = { at: '2011-12-22T12:00-10:00', zone: 'Pacific/Apia' };
const leads = [['during'], ['within'], ['over'], ['in'], ['sometime']];

export const weekRules: readonly Rule[] = [
  withinRule({
    name: 'next-week',
    version: 1,
    says: 'Monday to Sunday of the next ISO week',
    kind: nextWeek,
    leads,
    alone: 'anywhere',
    examples: [
      { text: 'next week', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-16T00:00'] },
      { text: '6,000 bodies, Next week.', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-16T00:00'] },
      { text: 'during next week', said: SUNDAY_NIGHT, window: ['2025-06-09T00:00', '2025-06-16T00:00'] },
      { text: 'next week', said: APIA_BEFORE_SKIP, window: ['2011-12-26T00:00', '2012-01-02T00:00'] },
      { text: 'by next week', said: ISTANBUL, not: true },
      { text: 'the next weekend', said: ISTANBUL, not: true },
    ],
  }),
  withinRule({
    name: 'this-week',
    version: 1,
    says: 'Monday to Sunday of the ISO week in which it was said',
    kind: thisWeek,
    leads,
    alone: 'anywhere',
    examples: [
      { text: 'this week', said: ISTANBUL, window: ['2025-06-02T00:00', '2025-06-09T00:00'] },
      { text: 'this week', said: SUNDAY_NIGHT, window: ['2025-06-02T00:00', '2025-06-09T00:00'] },
    ],
  }),
  byRule({
    name: 'by-next-week',
    version: 1,
    says: 'until the end of the Sunday of the next ISO week',
    kind: nextWeek,
    examples: [{ text: 'by next week', said: ISTANBUL, window: ['2025-06-15T00:00', '2025-06-16T00:00'] }],
  }),
  beforeRule({
    name: 'before-next-week',
    version: 1,
    says: 'until the end of the Sunday of this ISO week',
    kind: nextWeek,
    examples: [
      { text: 'before next week', said: ISTANBUL, window: ['2025-06-08T00:00', '2025-06-09T00:00'] },
    ],
  }),
];
