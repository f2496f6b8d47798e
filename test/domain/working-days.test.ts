import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/civil.ts';
import type { WorkingCalendar } from '../../src/domain/deadline/types.ts';
import { addWorkingDays, EVERY_WEEKDAY, isWorkingDay } from '../../src/domain/working-days.ts';
import { cpuMs } from '../support/cpu.ts';

/** The feast of sacrifice 2025 and the 15th of July, on Turkish weeks. */
const turkey: WorkingCalendar = {
  name: 'tr-2025',
  weekend: [6, 7],
  holidays: new Set(['2025-06-06', '2025-06-07', '2025-06-08', '2025-06-09', '2025-07-15']),
};

describe('working days', () => {
  it.each([
    ['2025-06-02', 1, EVERY_WEEKDAY, '2025-06-03'],
    ['2025-06-02', 10, EVERY_WEEKDAY, '2025-06-16'],
    // A Friday, and the days of the weekend after it: the next working day is Monday for all three.
    ['2025-06-06', 1, EVERY_WEEKDAY, '2025-06-09'],
    ['2025-06-07', 1, EVERY_WEEKDAY, '2025-06-09'],
    ['2025-06-08', 1, EVERY_WEEKDAY, '2025-06-09'],
    ['2025-06-07', 5, EVERY_WEEKDAY, '2025-06-13'],
    ['2025-06-07', -1, EVERY_WEEKDAY, '2025-06-06'],
    ['2025-06-09', -5, EVERY_WEEKDAY, '2025-06-02'],
    ['2025-06-07', 0, EVERY_WEEKDAY, '2025-06-07'],
    // Two of the four feast days fall on a weekend and cost nothing.
    ['2025-06-02', 10, turkey, '2025-06-18'],
    ['2025-06-05', 1, turkey, '2025-06-10'],
    ['2025-06-10', -1, turkey, '2025-06-05'],
    // A weekend on Friday and Saturday.
    ['2025-06-05', 1, { ...EVERY_WEEKDAY, weekend: [5, 6] }, '2025-06-08'],
    ['2025-06-02', 10_000, EVERY_WEEKDAY, '2063-10-01'],
  ])('%s and %i working days', (date, count, calendar, expected) => {
    expect(addWorkingDays(date, count, calendar)).toBe(expected);
  });

  it('refuses a calendar in which nobody ever works', () => {
    const idle = { ...EVERY_WEEKDAY, name: 'idle', weekend: [1, 2, 3, 4, 5, 6, 7] };
    expect(() => addWorkingDays('2025-06-02', 1, idle)).toThrow(/idle has no working day/);
  });

  it('agrees with looking at every day in turn', () => {
    const calendars = fc.record({
      name: fc.constant('any'),
      weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
      holidays: fc
        .array(fc.integer({ min: -60, max: 60 }))
        .map((days) => new Set(days.map((day) => addDays('2025-06-02', day)))),
    });
    const counts = fc.integer({ min: -40, max: 40 }).filter((count) => count !== 0);
    fc.assert(
      fc.property(calendars, counts, (calendar, count) => {
        let [day, left] = ['2025-06-02', Math.abs(count)];
        while (left > 0) {
          day = addDays(day, Math.sign(count));
          if (isWorkingDay(day, calendar)) left -= 1;
        }
        expect(addWorkingDays('2025-06-02', count, calendar)).toBe(day);
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts ten thousand days past as many holidays in a moment', () => {
    const holidays = new Set(Array.from({ length: 10_000 }, (_, day) => addDays('2025-06-03', day)));
    const begun = cpuMs();
    const last = addWorkingDays('2025-06-02', 10_000, { ...EVERY_WEEKDAY, holidays });
    expect(cpuMs() - begun).toBeLessThan(2_000);
    expect(isWorkingDay(last, { ...EVERY_WEEKDAY, holidays })).toBe(true);
  });
});
