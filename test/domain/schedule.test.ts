import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { shiftCivilDays } from '../../src/domain/days.ts';
import {
  LEAD_DAYS,
  type LeadDays,
  lastReminder,
  leadAt,
  leadsBetween,
  nextLeadAt,
  nextReminderAt,
  REMINDER_DAYS,
} from '../../src/domain/schedule.ts';
import { isoInZone } from '../../src/domain/shown.ts';
import { place } from '../support/arbitraries.ts';
import { DAY } from '../support/clock.ts';
import { dayIn } from '../support/records.ts';

// The one dear step is counted, since a stopwatch depends on the machine.
vi.mock('../../src/domain/days.ts', async (original) => {
  const days = await original<typeof import('../../src/domain/days.ts')>();
  return { ...days, shiftCivilDays: vi.fn(days.shiftCivilDays) };
});

const ISTANBUL = 'Europe/Istanbul';

/** Every reminder from overdue until `until`, by asking for the next one each time. */
function reminders(overdueAt: number, zone: string, until: number): number[] {
  const found: number[] = [];
  for (
    let at = nextReminderAt(overdueAt, zone, overdueAt);
    at <= until;
    at = nextReminderAt(overdueAt, zone, at)
  )
    found.push(at);
  return found;
}

describe('reminders', () => {
  it('come on days 1, 3, 7, 14 and 30, then every 30 days', () => {
    const overdueAt = dayIn('2025-06-16');
    const days = reminders(overdueAt, ISTANBUL, overdueAt + 130 * DAY).map((at) => (at - overdueAt) / DAY);
    expect(days).toEqual([1, 3, 7, 14, 30, 60, 90, 120]);
  });

  it('come at the same local time across clock changes', () => {
    const closes = Date.parse('2025-03-20T17:00+11:00');
    const times = reminders(closes, 'Australia/Lord_Howe', closes + 31 * DAY).map((at) =>
      isoInZone(at, 'Australia/Lord_Howe').slice(0, 19),
    );
    expect(times).toEqual(
      ['2025-03-21', '2025-03-23', '2025-03-27', '2025-04-03', '2025-04-19'].map((day) => `${day}T17:00:00`),
    );
  });

  it('names the latest that has come, and none before the first', () => {
    const overdueAt = dayIn('2025-06-16');
    expect(lastReminder(overdueAt, ISTANBUL, overdueAt + DAY - 1)).toBeNull();
    expect(lastReminder(overdueAt, ISTANBUL, overdueAt + DAY)).toEqual({ day: 1, at: overdueAt + DAY });
    expect(lastReminder(overdueAt, ISTANBUL, overdueAt + 29 * DAY)?.day).toBe(14);
    expect(lastReminder(overdueAt, ISTANBUL, overdueAt + 3_650 * DAY)?.day).toBe(3_630);
  });

  it('agree: the next is after now, and when it has come it is the last', () => {
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: 0, max: 86_399 }),
        fc.integer({ min: 0, max: 900 * DAY }),
        (where, second, after) => {
          const overdueAt = where.midnight + second * 1000;
          const now = overdueAt + after;
          const next = nextReminderAt(overdueAt, where.zone, now);
          expect(next).toBeGreaterThan(now);
          const last = lastReminder(overdueAt, where.zone, next);
          expect(last?.at).toBe(next);
          expect([...REMINDER_DAYS].includes((last?.day ?? 0) as 1) || (last?.day ?? 1) % 30 === 0).toBe(
            true,
          );
          // None between now and the next was passed over.
          const before = lastReminder(overdueAt, where.zone, next - 1);
          expect(before?.at ?? overdueAt).toBeLessThanOrEqual(now);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('cost the same after ten years as after ten days', () => {
    const overdueAt = dayIn('2015-06-16');
    const cost = (days: number): number => {
      vi.mocked(shiftCivilDays).mockClear();
      nextReminderAt(overdueAt, ISTANBUL, overdueAt + days * DAY);
      lastReminder(overdueAt, ISTANBUL, overdueAt + days * DAY);
      return vi.mocked(shiftCivilDays).mock.calls.length;
    };
    expect(cost(10)).toBeGreaterThan(0);
    expect(cost(3_650)).toBeLessThan(2 * cost(10));
    expect(cost(3_650)).toBe(cost(365));
  });
});

describe('leads', () => {
  it('come at the local time of closing, whole civil days before it', () => {
    const closes = Date.parse('2018-11-10T17:00-02:00');
    const leads = LEAD_DAYS.map((days) =>
      isoInZone(leadAt(closes, 'America/Sao_Paulo', days), 'America/Sao_Paulo'),
    );
    expect(leads).toEqual([
      '2018-10-11T17:00:00-03:00',
      '2018-10-27T17:00:00-03:00',
      '2018-11-03T17:00:00-03:00',
      '2018-11-07T17:00:00-02:00',
      '2018-11-09T17:00:00-02:00',
      // The last one as the last day begins.
      '2018-11-10T00:00:00-02:00',
    ]);
  });

  it('come before closing also when the day before it was skipped', () => {
    // 29 December ended where 31 December began: a lead of one day would have come too late to lead.
    const closes = dayIn('2011-12-31', 'Pacific/Apia');
    expect(isoInZone(leadAt(closes, 'Pacific/Apia', 1), 'Pacific/Apia')).toBe('2011-12-29T00:00:00-10:00');
  });

  it('stand in order before closing, in every zone and across every change', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 0, max: 1_439 }), ({ zone, midnight }, minute) => {
        const closes = midnight + minute * 60_000;
        const leads = LEAD_DAYS.map((days: LeadDays) => leadAt(closes, zone, days));
        // Of whole days the last one begins a day before closing: two names for one instant.
        const last = leads.length - 1;
        for (const [index, lead] of leads.entries()) {
          expect(lead).toBeLessThan(closes);
          if (index < last - 1) expect(lead).toBeLessThan(leads[index + 1] ?? closes);
        }
        expect(leads[last]).toBeGreaterThanOrEqual(leads[last - 1] ?? 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('leads that are looked for', () => {
  it('are those that asking the calendar for each would find, in any zone, also where days are missing', () => {
    const near = fc.integer({ min: -40 * DAY, max: 10 * DAY });
    const zones = [
      'Pacific/Apia',
      'Pacific/Kwajalein',
      'America/Sao_Paulo',
      'Europe/Istanbul',
      'Australia/Lord_Howe',
    ];
    const closings = fc.oneof(
      fc.integer({ min: Date.UTC(1993, 7, 1), max: Date.UTC(1993, 8, 30) }),
      fc.integer({ min: Date.UTC(2011, 11, 1), max: Date.UTC(2012, 1, 10) }),
      fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2035, 0, 1) }),
    );
    fc.assert(
      fc.property(closings, fc.constantFrom(...zones), near, near, (closesAt, zone, from, to) => {
        const [since, until] = [closesAt + Math.min(from, to), closesAt + Math.max(from, to)];
        const all = LEAD_DAYS.map((days) => ({ days, at: leadAt(closesAt, zone, days) }));
        expect(leadsBetween(closesAt, zone, since, until)).toEqual(
          all.filter(({ at }) => at > since && at <= until),
        );
        expect(nextLeadAt(closesAt, zone, since)).toBe(
          Math.min(...all.map(({ at }) => at).filter((at) => at > since)),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
