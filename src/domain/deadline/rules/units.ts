/** Months, quarters and the ends of units. Without a year: the first that is not over. */
import { BY, beforeRule, byRule, withinRule } from '../leads.ts';
import { endOf, month, quarter, runningUnit } from '../names/unit.ts';
import { ISTANBUL, type Rule } from '../rule.ts';

const NEW_YEARS_EVE = { at: '2025-12-31T23:30+00:00', zone: 'UTC' };

export const unitRules: readonly Rule[] = [
  withinRule({
    name: 'in-month',
    version: 1,
    says: 'from the first to the last day of the month',
    kind: month,
    leads: [['in'], ['during'], ['within'], ['throughout']],
    alone: 'whole-text',
    examples: [
      { text: 'in July', said: ISTANBUL, window: ['2025-07-01T00:00', '2025-08-01T00:00'] },
      { text: 'in June', said: ISTANBUL, window: ['2025-06-01T00:00', '2025-07-01T00:00'] },
      { text: 'in May', said: ISTANBUL, window: ['2026-05-01T00:00', '2026-06-01T00:00'] },
      { text: 'in February 2028', said: ISTANBUL, window: ['2028-02-01T00:00', '2028-03-01T00:00'] },
      { text: 'Kyiv may hand over the list', said: ISTANBUL, not: true },
      { text: 'in June or July', said: ISTANBUL, window: ['2025-06-01T00:00', '2025-08-01T00:00'] },
      { text: 'in May or July', said: ISTANBUL, not: true },
      { text: 'in early June', said: ISTANBUL, not: true },
    ],
  }),
  byRule({
    name: 'by-month',
    version: 1,
    says: 'until the end of the last day of the month',
    kind: month,
    examples: [
      { text: 'by June', said: ISTANBUL, window: ['2025-06-30T00:00', '2025-07-01T00:00'] },
      { text: 'by February 2026', said: ISTANBUL, window: ['2026-02-28T00:00', '2026-03-01T00:00'] },
      { text: 'by mid-June', said: ISTANBUL, not: true },
    ],
  }),
  beforeRule({
    name: 'before-month',
    version: 1,
    says: 'until the month begins',
    kind: month,
    examples: [{ text: 'before July', said: ISTANBUL, window: ['2025-06-30T00:00', '2025-07-01T00:00'] }],
  }),
  withinRule({
    name: 'in-quarter',
    version: 1,
    says: 'from the first to the last day of the calendar quarter',
    kind: quarter,
    leads: [['in'], ['during'], ['within']],
    alone: 'whole-text',
    examples: [
      { text: 'Q3 2025', said: ISTANBUL, window: ['2025-07-01T00:00', '2025-10-01T00:00'] },
      { text: 'in Q1', said: ISTANBUL, window: ['2026-01-01T00:00', '2026-04-01T00:00'] },
      { text: 'in Q5 2025', said: ISTANBUL, not: true },
    ],
  }),
  byRule({
    name: 'by-quarter',
    version: 1,
    says: 'until the end of the last day of the quarter',
    kind: quarter,
    examples: [{ text: 'by Q3 2025', said: ISTANBUL, window: ['2025-09-30T00:00', '2025-10-01T00:00'] }],
  }),
  beforeRule({
    name: 'before-quarter',
    version: 1,
    says: 'until the quarter begins',
    kind: quarter,
    examples: [{ text: 'before Q3 2025', said: ISTANBUL, window: ['2025-06-30T00:00', '2025-07-01T00:00'] }],
  }),
  withinRule({
    name: 'running-unit',
    version: 1,
    says: 'this or the next calendar month, quarter or year, whole',
    kind: runningUnit,
    leads: [['in'], ['during'], ['within']],
    alone: 'anywhere',
    examples: [
      { text: 'next month', said: NEW_YEARS_EVE, window: ['2026-01-01T00:00', '2026-02-01T00:00'] },
      { text: 'during this quarter', said: ISTANBUL, window: ['2025-04-01T00:00', '2025-07-01T00:00'] },
      { text: 'next year', said: ISTANBUL, window: ['2026-01-01T00:00', '2027-01-01T00:00'] },
      { text: 'it began earlier this year', said: ISTANBUL, not: true },
    ],
  }),
  byRule({
    name: 'by-running-unit',
    version: 1,
    says: 'until the end of the last day of the unit',
    kind: runningUnit,
    examples: [{ text: 'by next month', said: ISTANBUL, window: ['2025-07-31T00:00', '2025-08-01T00:00'] }],
  }),
  byRule({
    name: 'end-of',
    version: 1,
    says: 'until the end of the last day of the unit; "before the end" is the same instant',
    kind: endOf,
    leads: [...BY, ['before'], ['at'], ['prior', 'to']],
    examples: [
      { text: 'by the end of the month', said: ISTANBUL, window: ['2025-06-30T00:00', '2025-07-01T00:00'] },
      { text: 'by the end of the year', said: ISTANBUL, window: ['2025-12-31T00:00', '2026-01-01T00:00'] },
      { text: 'by the end of the week', said: ISTANBUL, window: ['2025-06-08T00:00', '2025-06-09T00:00'] },
      {
        text: 'until the end of next week',
        said: ISTANBUL,
        window: ['2025-06-15T00:00', '2025-06-16T00:00'],
      },
      { text: 'before the end of June', said: ISTANBUL, window: ['2025-06-30T00:00', '2025-07-01T00:00'] },
      { text: 'by the end of 2026', said: ISTANBUL, window: ['2026-12-31T00:00', '2027-01-01T00:00'] },
      { text: 'by end of Q3', said: ISTANBUL, window: ['2025-09-30T00:00', '2025-10-01T00:00'] },
      { text: 'by end of day', said: ISTANBUL, window: ['2025-06-02T00:00', '2025-06-03T00:00'] },
      { text: 'by the end of the war', said: ISTANBUL, not: true },
    ],
  }),
];
