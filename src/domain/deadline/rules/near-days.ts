/** Days named from the day of saying. */
import { beforeRule, byRule, withinRule } from '../leads.ts';
import { nearDay, today, tomorrow } from '../names/near-day.ts';
import { ISTANBUL, type Rule } from '../rule.ts';

const APIA_LAST_THURSDAY = { at: '2011-12-29T12:00-10:00', zone: 'Pacific/Apia' };

export const nearDayRules: readonly Rule[] = [
  withinRule({
    name: 'today',
    version: 1,
    says: 'that day, from midnight to midnight',
    kind: today,
    leads: [['later']],
    alone: 'whole-text',
    examples: [
      { text: 'today', said: ISTANBUL, window: ['2025-06-02T00:00', '2025-06-03T00:00'] },
      { text: 'later today', said: ISTANBUL, window: ['2025-06-02T00:00', '2025-06-03T00:00'] },
      { text: 'Medinsky said today that the list is ready', said: ISTANBUL, not: true },
    ],
  }),
  withinRule({
    name: 'tomorrow',
    version: 1,
    says: 'that day, from midnight to midnight',
    kind: tomorrow,
    leads: [
      ['as', 'early', 'as'],
      ['as', 'soon', 'as'],
    ],
    alone: 'anywhere',
    examples: [
      { text: 'tomorrow', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-04T00:00'] },
      { text: 'the day after tomorrow', said: ISTANBUL, window: ['2025-06-04T00:00', '2025-06-05T00:00'] },
      {
        text: 'The list will be handed over tomorrow.',
        said: ISTANBUL,
        window: ['2025-06-03T00:00', '2025-06-04T00:00'],
      },
      { text: 'tomorrow', said: APIA_LAST_THURSDAY, window: ['2011-12-31T00:00', '2012-01-01T00:00'] },
    ],
  }),
  byRule({
    name: 'by-near-day',
    version: 1,
    says: 'until the end of that day',
    kind: nearDay,
    examples: [{ text: 'by tomorrow', said: ISTANBUL, window: ['2025-06-03T00:00', '2025-06-04T00:00'] }],
  }),
  beforeRule({
    name: 'before-near-day',
    version: 1,
    says: 'until that day begins',
    kind: nearDay,
    examples: [{ text: 'before tomorrow', said: ISTANBUL, window: ['2025-06-02T00:00', '2025-06-03T00:00'] }],
  }),
];
