import { describe, expect, it } from 'vitest';
import { occurrences } from '../../../src/domain/deadline/series.ts';
import {
  describeRule,
  explainOccurrence,
  ordinal,
  periodName,
} from '../../../src/domain/deadline/series-words.ts';

const zone = 'Europe/Istanbul';

describe('a series in words', () => {
  it.each([
    ['FREQ=MONTHLY;UNTIL=20251231', 'monthly until Wed 31 Dec 2025'],
    ['FREQ=DAILY;COUNT=10', 'daily, 10 times'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'every 2 weeks on Friday'],
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR', 'weekly on Monday, Wednesday and Friday'],
    ['FREQ=MONTHLY;BYDAY=1MO,-1FR', 'monthly on the 1st Monday and the last Friday'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,-1', 'monthly on the 15th and the last day'],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'monthly on Monday, Tuesday, Wednesday, Thursday and Friday (the last of them)',
    ],
    ['FREQ=YEARLY;BYMONTH=3,9;COUNT=1', 'yearly in Mar and Sep, once'],
  ])('%s: %s', (rrule, words) => {
    expect(describeRule({ rrule, zone })).toBe(words);
  });

  it.each([
    ['2025-01-01', '2025-12-31', '2025'],
    ['2025-07-01', '2025-09-30', 'Q3 2025'],
    ['2024-02-01', '2024-02-29', 'Feb 2024'],
    ['2025-02-01', '2025-04-30', 'Sat 1 Feb to Wed 30 Apr 2025'],
    ['2025-06-13', '2025-06-13', 'Fri 13 Jun 2025'],
    ['2025-12-29', '2026-01-04', 'Mon 29 Dec 2025 to Sun 4 Jan 2026'],
  ])('names %s to %s: %s', (first, last, name) => {
    expect(periodName(first, last)).toBe(name);
  });

  it('counts as people do', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 113].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th 113th',
    );
  });

  it('explains the date of each occurrence in one sentence', () => {
    const reports = {
      rrule: 'FREQ=MONTHLY;UNTIL=20251231',
      lasts: { unit: 'month', count: 1 },
      firstOn: '2025-06-01',
      zone,
    } as const;
    const [, july] = occurrences(reports);
    expect(july && explainOccurrence(reports, july, 'every month')).toBe(
      '“every month”, a series from Sun 1 Jun 2025, monthly until Wed 31 Dec 2025: ' +
        'the 2nd → Tue 1 Jul 2025 00:00 to Thu 31 Jul 2025 24:00 (rule series/1)',
    );
    expect(july && explainOccurrence(reports, july, null)).toMatch(/^A series from Sun 1 Jun 2025, monthly/);
  });
});
