import { describe, expect, it } from 'vitest';
import { occurrences } from '../../../src/domain/deadline/series.ts';
import { explainOccurrence, periodName } from '../../../src/domain/deadline/series-words.ts';

const zone = 'Europe/Istanbul';

describe('a series in words', () => {
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
