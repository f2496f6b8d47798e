import { describe, expect, it } from 'vitest';
import { windowOfDays } from '../../src/domain/civil.ts';
import { isoInZone } from '../../src/domain/shown.ts';
import { comingOf } from '../../src/service/coming.ts';

const ZONE = 'Europe/Istanbul';
const june = windowOfDays('2025-06-01', '2025-06-30', ZONE);
const monthly = (rrule: string) => ({
  window: june,
  zone: ZONE,
  recurrence: { rrule, lasts: { unit: 'month', count: 1 } as const },
});

describe('a series that words name', () => {
  it('shows its rule in words and its first three occurrences', () => {
    const coming = comingOf(monthly('FREQ=MONTHLY'));
    expect(coming).toMatchObject({ rule: expect.stringContaining('monthly'), rrule: 'FREQ=MONTHLY' });
    expect(coming?.windows.map(({ closesAt }) => isoInZone(closesAt, ZONE).slice(0, 10))).toEqual([
      '2025-07-01',
      '2025-08-01',
      '2025-09-01',
    ]);
  });

  it('shows no more than there are', () => {
    expect(comingOf(monthly('FREQ=MONTHLY;COUNT=1'))?.windows).toEqual([june]);
  });

  it('is none when the words name one time', () => {
    expect(comingOf({ window: june, zone: ZONE })).toBeNull();
  });
});
