import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  assertZone,
  civilDate,
  daysBetween,
  instantAt,
  isoWeekStart,
  isZone,
  parseCivilDate,
  parseInstant,
  startOfDay,
  weekdayOf,
  windowOfDays,
} from '../../src/domain/civil.ts';
import { DulyError } from '../../src/domain/errors.ts';
import { formatDate, formatInstant, formatWindow, isoInZone, shortZone } from '../../src/domain/shown.ts';
import { cpuMs } from '../support/cpu.ts';

const ISTANBUL = 'Europe/Istanbul';
/** Zones with daylight rules of every odd kind, and one without any. */
const ZONES = [
  'UTC',
  ISTANBUL,
  'America/Sao_Paulo',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
];
const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2040, 0, 1) });
const dates = fc
  .integer({ min: 0, max: 25_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

describe('zones', () => {
  it.each(['UTC', ISTANBUL, 'America/Argentina/Buenos_Aires', 'US/Eastern', 'Asia/Calcutta', 'Etc/GMT+3'])(
    'takes the IANA name %s as it is',
    (zone) => {
      expect(isZone(zone)).toBe(true);
      expect(assertZone(zone)).toBe(zone);
    },
  );

  it('spells a zone as the database does', () => {
    expect(assertZone('europe/istanbul')).toBe(ISTANBUL);
    expect(civilDate(0, 'asia/tokyo')).toBe('1970-01-01');
  });

  it.each([
    '',
    ' ',
    'Istanbul',
    '+03:00',
    '-05',
    'Z',
    'Europe/Nowhere',
    'UTC+3',
    '../etc',
    'x'.repeat(100_000),
  ])('refuses %j with a good example', (zone) => {
    expect(isZone(zone)).toBe(false);
    expect(() => assertZone(zone, 'theirZone')).toThrow(
      expect.objectContaining({
        code: 'invalid',
        field: 'theirZone',
        message: expect.stringContaining(ISTANBUL),
      }),
    );
    expect(() => startOfDay('2025-06-09', zone)).toThrow(DulyError);
  });

  it.each([
    [ISTANBUL, 'Istanbul'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires'],
    ['UTC', 'UTC'],
    ['Etc/GMT+3', 'Etc/GMT+3'],
  ])('calls %s %s', (zone, name) => {
    expect(shortZone(zone)).toBe(name);
  });
});

describe('civil dates', () => {
  it.each([
    ['the clocks jump over midnight', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T01:00:00-02:00'],
    ['the clocks jump over midnight', '2025-04-25', 'Africa/Cairo', '2025-04-25T01:00:00+03:00'],
    ['the zone skipped the day', '2011-12-30', 'Pacific/Apia', '2011-12-31T00:00:00+14:00'],
    ['the clocks go back at midnight', '2018-02-18', 'America/Sao_Paulo', '2018-02-18T00:00:00-03:00'],
    ['midnight comes twice', '2025-11-02', 'America/Havana', '2025-11-02T00:00:00-04:00'],
    ['midnight comes twice, east of Greenwich', '2021-10-29', 'Asia/Amman', '2021-10-29T00:00:00+03:00'],
    ['nothing happens', '2025-06-09', ISTANBUL, '2025-06-09T00:00:00+03:00'],
  ])('begins a day when %s', (_why, date, zone, start) => {
    expect(isoInZone(startOfDay(date, zone), zone)).toBe(start);
  });

  it('agrees with Temporal at any instant, also beside an offset change', () => {
    const besideChange = fc
      .tuple(instants, zones, fc.integer({ min: -2, max: 2 }))
      .map(([instant, zone, by]): [number, string] => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        return [(zoned.getTimeZoneTransition('next')?.epochMilliseconds ?? instant) + by, zone];
      });
    fc.assert(
      fc.property(fc.oneof(fc.tuple(instants, zones), besideChange), ([instant, zone]) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(civilDate(instant, zone)).toBe(zoned.toPlainDate().toString());
        expect(parseInstant(isoInZone(instant, zone))).toBe(instant);
        expect(isoInZone(instant, zone).slice(0, 19)).toBe(
          zoned.toPlainDateTime().toString({ smallestUnit: 'second' }),
        );
      }),
    );
  });

  it('remembers what holds before an offset change although it was first asked at the change', () => {
    const change = Date.UTC(2025, 2, 30, 1);
    expect(isoInZone(change, 'Europe/Paris')).toBe('2025-03-30T03:00:00+02:00');
    expect(isoInZone(change - 1000, 'Europe/Paris')).toBe('2025-03-30T01:59:59+01:00');
  });

  it('agrees with Temporal on the beginning of any day', () => {
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const start = startOfDay(date, zone);
        expect(start).toBe(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
        expect(civilDate(start, zone) >= date).toBe(true);
        expect(civilDate(start - 1, zone) < date).toBe(true);
      }),
    );
  });

  it('agrees with Temporal on calendar arithmetic', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, n) => {
        const plain = Temporal.PlainDate.from(date);
        expect(addDays(date, n)).toBe(plain.add({ days: n }).toString());
        expect(addMonths(date, n)).toBe(plain.add({ months: n }).toString());
        expect(daysBetween(date, addDays(date, n))).toBe(n);
        expect(weekdayOf(date)).toBe(plain.dayOfWeek);
        expect(weekdayOf(isoWeekStart(date))).toBe(1);
        expect(daysBetween(isoWeekStart(date), date)).toBe(plain.dayOfWeek - 1);
      }),
    );
  });

  it('gives a day that was skipped the next day that people lived through', () => {
    const window = windowOfDays('2011-12-30', '2011-12-30', 'Pacific/Apia');
    expect(isoInZone(window.opensAt, 'Pacific/Apia')).toBe('2011-12-31T00:00:00+14:00');
    expect(isoInZone(window.closesAt, 'Pacific/Apia')).toBe('2012-01-01T00:00:00+14:00');
  });

  it('takes the later of two readings of a clock time', () => {
    const show = (date: string, minute: number, zone: string) =>
      isoInZone(instantAt(date, minute, zone), zone);
    expect(show('2025-06-02', 17 * 60, ISTANBUL)).toBe('2025-06-02T17:00:00+03:00');
    expect(show('2025-11-02', 90, 'America/New_York')).toBe('2025-11-02T01:30:00-05:00');
    expect(show('2025-03-09', 150, 'America/New_York')).toBe('2025-03-09T03:30:00-04:00');
    expect(show('2018-11-03', 1440, 'America/Sao_Paulo')).toBe('2018-11-04T01:00:00-02:00');
  });

  it('refuses to leave the calendar instead of writing nonsense', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(DulyError);
    for (const instant of [Number.NaN, Number.POSITIVE_INFINITY, 1.5, 8.64e15]) {
      expect(() => civilDate(instant, 'UTC')).toThrow(DulyError);
    }
  });
});

describe('reading', () => {
  it.each(['2025-06-09', '2024-02-29', ' 2025-12-31 '])('takes the date %j', (text) => {
    expect(parseCivilDate(text)).toBe(text.trim());
  });

  it.each([
    ['2025-02-30', 'Feb 2025 has 28 days'],
    ['2025-13-01', 'no month 13'],
    ['2025-06-00', 'has 30 days'],
    ['9 June', 'such as 2025-06-09'],
    ['2025-6-9', 'such as 2025-06-09'],
    ['', 'such as 2025-06-09'],
    [`2025-06-09${' '.repeat(100)}x`, 'such as 2025-06-09'],
  ])('refuses the date %j and says why', (text, why) => {
    expect(() => parseCivilDate(text, 'closesOn')).toThrow(
      expect.objectContaining({ code: 'invalid', field: 'closesOn', message: expect.stringContaining(why) }),
    );
  });

  it.each([
    ['2025-06-02T15:57+03:00', undefined, '2025-06-02T12:57:00.000Z'],
    ['2025-06-02T12:57:00.250Z', undefined, '2025-06-02T12:57:00.250Z'],
    ['2025-06-02 15:57', ISTANBUL, '2025-06-02T12:57:00.000Z'],
    ['2025-06-02T15:57Z', ISTANBUL, '2025-06-02T15:57:00.000Z'],
    ['2018-11-04T00:30', 'America/Sao_Paulo', '2018-11-04T03:30:00.000Z'],
  ])('reads the instant %j in zone %s', (text, zone, utc) => {
    expect(new Date(parseInstant(text, zone)).toISOString()).toBe(utc);
  });

  it.each([
    ['2025-06-02T15:57', undefined, 'offset'],
    ['2025-06-02', ISTANBUL, 'write it as'],
    ['2025-02-30T10:00Z', undefined, 'Feb 2025 has 28 days'],
    ['2025-06-02T25:00Z', undefined, 'no such clock time'],
    ['2025-06-02T15:57+99:00', undefined, 'no such clock time'],
    ['2025-06-02T15:57', 'Nowhere', 'IANA'],
    ['next week', undefined, '+03:00'],
  ])('refuses the instant %j in zone %s', (text, zone, why) => {
    expect(() => parseInstant(text, zone)).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringContaining(why) }),
    );
  });
});

describe('showing', () => {
  const at = (text: string) => parseInstant(text);
  const week = { opensAt: at('2025-06-09T00:00+03:00'), closesAt: at('2025-06-16T00:00+03:00') };

  it('shows an instant to people', () => {
    expect(formatInstant(week.opensAt, ISTANBUL)).toBe('Mon 9 Jun 2025 00:00');
    expect(formatInstant(week.opensAt, 'UTC', { year: false })).toBe('Sun 8 Jun 21:00');
    expect(formatInstant(week.opensAt, ISTANBUL, { time: false })).toBe('Mon 9 Jun 2025');
    expect(formatDate('1969-12-31')).toBe('Wed 31 Dec 1969');
  });

  it('ends a window of days at 24:00 of its last day', () => {
    expect(formatWindow(week, ISTANBUL)).toBe('Mon 9 Jun 00:00 to Sun 15 Jun 24:00');
    const beforeGap = windowOfDays('2018-11-03', '2018-11-03', 'America/Sao_Paulo');
    expect(formatWindow(beforeGap, 'America/Sao_Paulo')).toBe('Sat 3 Nov 00:00 to Sat 3 Nov 24:00');
  });

  it('shows a clock time as it is', () => {
    const window = { opensAt: at('2025-06-02T15:57+03:00'), closesAt: at('2025-06-02T17:00+03:00') };
    expect(formatWindow(window, ISTANBUL)).toBe('Mon 2 Jun 15:57 to Mon 2 Jun 17:00');
  });

  it('shows years when they are news', () => {
    const saidAt = at('2024-12-30T12:00+03:00');
    expect(formatWindow(week, ISTANBUL, { saidAt: week.opensAt })).not.toContain('2025');
    expect(formatWindow(week, ISTANBUL, { saidAt })).toBe('Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00');
    expect(formatWindow(week, ISTANBUL, { year: true })).toContain('Mon 9 Jun 2025');
    const overNewYear = windowOfDays('2025-12-28', '2026-01-03', ISTANBUL);
    expect(formatWindow(overNewYear, ISTANBUL)).toBe('Sun 28 Dec 2025 00:00 to Sat 3 Jan 2026 24:00');
  });

  it('writes an instant that can be read back, with the offset of its zone', () => {
    expect(isoInZone(week.opensAt, ISTANBUL)).toBe('2025-06-09T00:00:00+03:00');
    expect(isoInZone(week.opensAt + 250, 'UTC')).toBe('2025-06-08T21:00:00.250+00:00');
    const beforeStandardTime = Date.UTC(1905, 0, 1);
    expect(isoInZone(beforeStandardTime, ISTANBUL)).toBe('1905-01-01T01:56:56+01:56:56');
  });

  it('answers a sweep of 100,000 rows from what it remembers of a zone', () => {
    formatWindow(week, ISTANBUL);
    const started = cpuMs();
    for (let row = 0; row < 100_000; row += 1) civilDate(week.opensAt + row * 1000, ISTANBUL);
    expect(cpuMs() - started).toBeLessThan(1000);
  });
});
