import { describe, expect, it } from 'vitest';
import { asksForDay, requireDayOf, requireDayOfAmount } from '../../src/domain/day-needed.ts';
import { DAY } from '../support/clock.ts';
import { istanbul } from '../support/records.ts';

const window = { opensAt: istanbul('9 Jun'), closesAt: istanbul('16 Jun') };
const closed = { window, now: istanbul('19 Jun 12:00'), zone: 'Europe/Istanbul', graceMs: 0 };

describe('the day of a fulfilment', () => {
  it('may be left out while the window is open, to its very end', () => {
    expect(asksForDay({ window, now: window.closesAt - 1 })).toBe(false);
    expect(asksForDay({ window, now: window.closesAt })).toBe(true);
    expect(asksForDay({ window: null, now: window.closesAt })).toBe(false);
  });

  it('is asked for after that, with what the verdict would be otherwise', () => {
    expect(() => requireDayOf('met', closed)).toThrow(/“now” would make it “Met, 4 days late”/);
    expect(() => requireDayOf('partly_met', closed)).toThrow(/on 2025-06-19, after the window/);
    expect(() => requireDayOfAmount(closed)).toThrow(/an amount of 2025-06-19, after the window/);
    // In the time of grace nothing is late yet, and the day is needed all the same.
    expect(() => requireDayOf('met', { ...closed, graceMs: 7 * DAY })).toThrow(/would make it “Met”/);
  });

  it('is not asked for by what is no fulfilment, nor where there is no window', () => {
    for (const outcome of ['not_met', 'withdrawn', 'superseded', 'void'] as const)
      expect(() => requireDayOf(outcome, closed)).not.toThrow();
    expect(() => requireDayOf('met', { ...closed, window: null })).not.toThrow();
  });
});
