import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDate, startOfDay } from '../../../src/domain/civil.ts';
import { type AnchorTime, anchored, describeAnchor } from '../../../src/domain/deadline/anchored.ts';
import type { WorkingCalendar } from '../../../src/domain/deadline/types.ts';
import { isoInZone } from '../../../src/domain/shown.ts';
import { isWorkingDay } from '../../../src/domain/working-days.ts';

const at = (iso: string): number => Date.parse(iso);
const said = { saidAt: at('2025-06-02T15:57+03:00'), zone: 'Europe/Istanbul' };
const now = at('2025-06-20T12:00+03:00');
const wait = (offset: string, more = {}) => ({
  phrase: 'within that time of signing',
  rule: 'from-event',
  ruleVersion: 1,
  anchor: 'signing',
  offset,
  ...more,
});
const feast: WorkingCalendar = {
  name: 'tr-2025',
  weekend: [6, 7],
  holidays: new Set(['2025-06-12', '2025-06-13']),
};

const window = (offset: string, event: AnchorTime, more: object = {}, zone = said.zone) => {
  const { opensAt, closesAt } = anchored(wait(offset, more), event, { ...said, zone }, now).window;
  return [isoInZone(opensAt, zone).slice(0, 16), isoInZone(closesAt, zone).slice(0, 16)];
};

describe('a deadline that hangs on an event', () => {
  it.each<[string, string, string, string]>([
    ['P60D', '2025-06-09', '2025-08-08T00:00', '2025-08-09T00:00'],
    ['P1W', '2025-06-09', '2025-06-16T00:00', '2025-06-17T00:00'],
    // Months clamp, and years are twelve of them.
    ['P1M', '2025-01-31', '2025-02-28T00:00', '2025-03-01T00:00'],
    ['P1Y', '2024-02-29', '2025-02-28T00:00', '2025-03-01T00:00'],
    ['P1Y6M', '2024-08-31', '2026-02-28T00:00', '2026-03-01T00:00'],
    // Counted back, the day is whole as well.
    ['-P2W', '2025-07-15', '2025-07-01T00:00', '2025-07-02T00:00'],
    ['P0D', '2025-06-09', '2025-06-09T00:00', '2025-06-10T00:00'],
    // With only the day known, hours run from its end: never early.
    ['PT24H', '2025-06-09', '2025-06-10T00:00', '2025-06-11T00:00'],
    ['-PT24H', '2025-06-09', '2025-06-08T00:00', '2025-06-09T00:00'],
  ])('%s from %s is %s to %s', (offset, on, opens, closes) => {
    expect(window(offset, { on })).toEqual([opens, closes]);
  });

  it.each<[string, string, string, string]>([
    ['PT3H', '2025-06-09T15:57:30+03:00', '2025-06-09T15:57', '2025-06-09T18:58'],
    // Hours run from the event, so the window opens with it.
    ['PT24H', '2025-06-09T15:57+03:00', '2025-06-09T15:57', '2025-06-10T15:57'],
    ['PT90M', '2025-06-09T22:30+03:00', '2025-06-09T22:30', '2025-06-10T00:00'],
    ['-PT48H', '2025-06-09T10:00+03:00', '2025-06-07T00:00', '2025-06-07T10:00'],
    ['P1DT12H', '2025-06-09T10:00+03:00', '2025-06-09T10:00', '2025-06-10T22:00'],
    // An instant late in the evening elsewhere is the next day in Istanbul.
    ['P1D', '2025-06-09T22:00Z', '2025-06-11T00:00', '2025-06-12T00:00'],
  ])('%s from %s is %s to %s', (offset, happened, opens, closes) => {
    expect(window(offset, { at: at(happened) })).toEqual([opens, closes]);
  });

  it('counts working days by the calendar, or without one from Monday to Friday', () => {
    const on = '2025-06-09';
    expect(window('P10D', { on }, { working: true })[0]).toBe('2025-06-23T00:00');
    const counted = anchored(wait('P10D', { working: true }), { on }, { ...said, calendar: feast }, now);
    expect(isoInZone(counted.window.opensAt, said.zone).slice(0, 10)).toBe('2025-06-25');
    expect(counted.explanation).toContain('(rule from-event/1, working days: tr-2025)');
    expect(window('-P3D', { on }, { working: true })[0]).toBe('2025-06-04T00:00');
  });

  it('says in one sentence what it follows from', () => {
    const of = { phrase: 'within 60 days of signing' };
    expect(anchored(wait('P60D', of), { on: '2025-06-09' }, said, now).explanation).toBe(
      '“within 60 days of signing”, said on Mon 2 Jun 2025 in Istanbul; signing happened on Mon 9 Jun 2025 → ' +
        'Fri 8 Aug 00:00 to Fri 8 Aug 24:00 (rule from-event/1)',
    );
  });

  it('calls an event that lies ahead planned', () => {
    expect(describeAnchor('the  summit', { on: '2025-06-21' }, now, said.zone)).toBe(
      'the summit is set for Sat 21 Jun 2025',
    );
    expect(describeAnchor('signing', { on: '2025-06-20' }, now, said.zone)).toContain('happened on');
    expect(describeAnchor('signing', { at: now + 60_000 }, now, said.zone)).toBe(
      'signing is set for Fri 20 Jun 2025 12:01',
    );
  });

  it.each(['', 'P', 'PT', 'P1.5D', 'P-1D', '60 days', 'P9999999D', `P${'1'.repeat(1000)}D`])(
    'refuses the offset %j',
    (offset) => {
      expect(() => anchored(wait(offset), { on: '2025-06-09' }, said, now)).toThrow(/is no offset/);
    },
  );

  it('refuses a count that leaves the calendar', () => {
    expect(() => anchored(wait('P9000Y'), { on: '2025-06-09' }, said, now)).toThrow(/years 1 to 9999/);
  });

  const zones = ['UTC', 'Europe/Istanbul', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];
  const days = fc.integer({ min: -3_000, max: 3_000 });
  const instants = fc.integer({ min: at('2009-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
  const offsetOf = (count: number, unit: string): string =>
    `${count < 0 ? '-' : ''}P${Math.abs(count)}${unit}`;

  it('closes with the last of so many whole days, wherever and whatever the clocks do', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), days, (instant, zone, count) => {
        const { window } = anchored(wait(offsetOf(count, 'D')), { at: instant }, { ...said, zone }, now);
        const last = addDays(civilDate(instant, zone), count);
        expect(window.opensAt).toBe(startOfDay(last, zone));
        expect(window.closesAt).toBe(startOfDay(civilDate(window.closesAt, zone), zone));
        expect(window.closesAt).toBeGreaterThan(window.opensAt);
        if (count >= 0) expect(window.closesAt).toBeGreaterThan(instant);
      }),
      { numRuns: 1_000 },
    );
  });

  it('moves by a week when the event does, and closes with a worked day when those are counted', () => {
    const on = instants.map((instant) => civilDate(instant, 'UTC'));
    fc.assert(
      fc.property(on, fc.integer({ min: 1, max: 500 }), (day, count) => {
        const of = (event: string, more = {}) =>
          civilDate(
            anchored(wait(`P${count}D`, more), { on: event }, { ...said, zone: 'UTC' }, now).window.opensAt,
            'UTC',
          );
        expect(of(addDays(day, 7))).toBe(addDays(of(day), 7));
        expect(isWorkingDay(of(day, { working: true }), { ...feast, holidays: new Set() })).toBe(true);
        expect(of(day, { working: true }) > of(day)).toBe(of(day, { working: true }) !== of(day));
      }),
      { numRuns: 500 },
    );
  });

  it('runs hours on the clock, in whole minutes, and never closes early', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom(...zones),
        (instant, minutes, zone) => {
          const { window } = anchored(wait(`PT${minutes}M`), { at: instant }, { ...said, zone }, now);
          expect(window.closesAt - instant - minutes * 60_000).toBeGreaterThanOrEqual(0);
          expect(window.closesAt - instant - minutes * 60_000).toBeLessThan(60_000);
          expect(window.opensAt).toBeLessThan(window.closesAt);
          expect(window.closesAt % 60_000).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
