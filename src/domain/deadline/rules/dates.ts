/** Named dates. Without a year: the first occurrence that is not over. */
import { beforeRule, byRule, withinRule } from '../leads.ts';
import { date } from '../names/date.ts';
import { ISTANBUL, type Rule } from '../rule.ts';

const SAO_PAULO = { at: '2018-11-01T09:00-03:00', zone: 'America/Sao_Paulo' };
const ON_9_JUNE = { at: '2025-06-09T23:59+03:00', zone: 'Europe/Istanbul' };
const LORD_HOWE = { at: '2025-03-31T10:00+11:00', zone: 'Australia/Lord_Howe' };

export const dateRules: readonly Rule[] = [
  withinRule({
    name: 'on-date',
    version: 1,
    says: 'that day, from midnight to midnight',
    kind: date,
    leads: [['on'], ['on', 'or', 'about']],
    alone: 'whole-text',
    examples: [
      { text: 'on 9 June', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: '9 June', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'June 9', said: ON_9_JUNE, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'June 9, 2025', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'the 9th of June 2026', said: ISTANBUL, window: ['2026-06-09T00:00', '2026-06-10T00:00'] },
      { text: '2025-06-09', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'on Monday, 9 June', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: '1 June', said: ISTANBUL, window: ['2026-06-01T00:00', '2026-06-02T00:00'] },
      { text: 'Nov. 4', said: SAO_PAULO, window: ['2018-11-04T01:00', '2018-11-05T00:00'] },
      { text: '29 February', said: ISTANBUL, window: ['2028-02-29T00:00', '2028-03-01T00:00'] },
      { text: '30 February 2026', said: ISTANBUL, not: true },
      { text: 'the agreement of 16 May was carried out', said: ISTANBUL, not: true },
      { text: '2025-06-09T17:00', said: ISTANBUL, not: true },
    ],
  }),
  byRule({
    name: 'by-date',
    version: 1,
    says: 'until the end of that day',
    kind: date,
    examples: [
      { text: 'by 9 June', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'until June 9th', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'no later than 2025-06-09', said: ISTANBUL, window: ['2025-06-09T00:00', '2025-06-10T00:00'] },
      { text: 'by 6 April', said: LORD_HOWE, window: ['2025-04-06T00:00', '2025-04-07T00:00'] },
      { text: 'by 9 percent', said: ISTANBUL, not: true },
    ],
  }),
  beforeRule({
    name: 'before-date',
    version: 1,
    says: 'until that day begins; the day itself is outside',
    kind: date,
    examples: [
      { text: 'before 9 June', said: ISTANBUL, window: ['2025-06-08T00:00', '2025-06-09T00:00'] },
      { text: 'prior to June 9, 2025', said: ISTANBUL, window: ['2025-06-08T00:00', '2025-06-09T00:00'] },
      { text: 'before 9 June', said: ON_9_JUNE, window: ['2026-06-08T00:00', '2026-06-09T00:00'] },
    ],
  }),
];
