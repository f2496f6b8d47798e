import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { daysLate, shiftCivilDays } from '../../src/domain/days.ts';
import { isoInZone } from '../../src/domain/shown.ts';

const at = (iso: string): number => Date.parse(iso);
const shifted = (iso: string, zone: string, days: number): string =>
  isoInZone(shiftCivilDays(at(iso), zone, days), zone);

describe('shifting by civil days', () => {
  it.each([
    ['2025-06-16T00:00+03:00', 'Europe/Istanbul', -7, '2025-06-09T00:00:00+03:00'],
    ['2025-06-16T17:30:15.250+03:00', 'Europe/Istanbul', -1, '2025-06-15T17:30:15.250+03:00'],
    // The clocks go back half an hour on 6 April 2025: still the same local time.
    ['2025-04-07T09:00+10:30', 'Australia/Lord_Howe', -1, '2025-04-06T09:00:00+10:30'],
    ['2025-04-07T09:00+10:30', 'Australia/Lord_Howe', -2, '2025-04-05T09:00:00+11:00'],
    ['2025-04-05T00:00+11:00', 'Australia/Lord_Howe', 3, '2025-04-08T00:00:00+10:30'],
    // Midnight does not exist on 4 November 2018: the day begins at one o'clock.
    ['2018-11-05T00:00-02:00', 'America/Sao_Paulo', -1, '2018-11-04T01:00:00-02:00'],
    ['2018-11-03T00:00-03:00', 'America/Sao_Paulo', 1, '2018-11-04T01:00:00-02:00'],
    ['2018-11-04T01:00-02:00', 'America/Sao_Paulo', 1, '2018-11-05T00:00:00-02:00'],
    // 30 December 2011 never was: it begins when the 31st does.
    ['2011-12-29T00:00-10:00', 'Pacific/Apia', 1, '2011-12-31T00:00:00+14:00'],
    ['2012-01-02T00:00+14:00', 'Pacific/Apia', -4, '2011-12-29T00:00:00-10:00'],
    ['2024-02-29T00:00Z', 'UTC', 365, '2025-02-28T00:00:00+00:00'],
  ])('%s in %s by %i days is %s', (from, zone, days, expected) => {
    expect(shifted(from, zone, days)).toBe(expected);
  });

  it('agrees with counting on the calendar, whichever way clocks are changed in between', () => {
    const zones = ['UTC', 'Europe/Istanbul', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Pacific/Apia'];
    const instants = fc.integer({ min: at('2009-01-01T00:00Z'), max: at('2027-01-01T00:00Z') });
    const days = fc.integer({ min: -400, max: 400 });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), days, (instant, zone, count) => {
        const from = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        const there = from
          .toPlainDateTime()
          .add({ days: count })
          .toZonedDateTime(zone, { disambiguation: 'later' });
        expect(shiftCivilDays(instant, zone, count)).toBe(there.epochMilliseconds);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('days late', () => {
  const late = (iso: string, closes: string, zone: string): number => daysLate(at(iso), at(closes), zone);

  it('counts civil days after the last day of the window', () => {
    const closes = '2025-06-16T00:00+03:00';
    expect(late('2025-06-16T00:00+03:00', closes, 'Europe/Istanbul')).toBe(1);
    expect(late('2025-06-16T23:59+03:00', closes, 'Europe/Istanbul')).toBe(1);
    expect(late('2025-06-17T00:00+03:00', closes, 'Europe/Istanbul')).toBe(2);
  });

  it('is none on the same day, when a clock time was missed by hours', () => {
    expect(late('2025-06-16T23:00+03:00', '2025-06-16T17:00+03:00', 'Europe/Istanbul')).toBe(0);
    expect(late('2025-06-17T01:00+03:00', '2025-06-16T17:00+03:00', 'Europe/Istanbul')).toBe(1);
  });

  it('counts a day with a clock change as one', () => {
    const closes = '2025-04-06T00:00+11:00';
    expect(late('2025-04-07T00:00+10:30', closes, 'Australia/Lord_Howe')).toBe(2);
    expect(late('2025-04-06T23:59+10:30', closes, 'Australia/Lord_Howe')).toBe(1);
  });

  it('goes by the zone of the commitment, not by that of the reader', () => {
    // The same two instants: a night apart in Istanbul, the same day in Apia.
    expect(late('2025-06-16T01:00+03:00', '2025-06-15T20:00+03:00', 'Europe/Istanbul')).toBe(1);
    expect(late('2025-06-16T01:00+03:00', '2025-06-15T20:00+03:00', 'Pacific/Apia')).toBe(0);
  });
});
