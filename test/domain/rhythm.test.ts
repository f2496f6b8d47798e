import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDate, instantAt, offsetAt, weekdayOf } from '../../src/domain/civil.ts';
import { nextSlot, notBefore, type Preferences, quietEnd } from '../../src/domain/rhythm.ts';

const HOUR_MS = 3_600_000;
const wish = (more: Partial<Preferences> = {}): Preferences => ({
  rhythm: 'at_once',
  localHour: null,
  weekday: null,
  quietFrom: null,
  quietTo: null,
  zone: 'Europe/Berlin',
  ...more,
});
const daily = (localHour: number, zone = 'Europe/Berlin', more: Partial<Preferences> = {}) =>
  wish({ rhythm: 'daily', localHour, zone, ...more });
const shown = (instant: number | null): string =>
  instant === null ? 'never' : new Date(instant).toISOString().slice(0, 16);

/** The first slots after an instant. */
function slots(preferences: Preferences, after: string, count: number): string[] {
  let now = Date.parse(after);
  return Array.from({ length: count }, () => {
    now = nextSlot(preferences, now) ?? Number.NaN;
    return shown(now);
  });
}

describe('a digest', () => {
  it('goes at its local hour, on both sides of a change of clocks', () => {
    expect(slots(daily(8), '2025-03-28T12:00Z', 3)).toEqual([
      '2025-03-29T07:00',
      '2025-03-30T06:00',
      '2025-03-31T06:00',
    ]);
  });

  it('goes once when its hour comes twice, and at the end of the gap when its hour is skipped', () => {
    expect(slots(daily(2), '2025-10-25T12:00Z', 2)).toEqual(['2025-10-26T00:00', '2025-10-27T01:00']);
    // 02:00 does not exist on 30 March: the first instant after it is 03:00 summer time.
    expect(slots(daily(2), '2025-03-29T12:00Z', 2)).toEqual(['2025-03-30T01:00', '2025-03-31T00:00']);
    expect(slots(daily(0, 'Africa/Cairo'), '2025-04-24T12:00Z', 2)).toEqual([
      '2025-04-24T22:00',
      '2025-04-25T21:00',
    ]);
  });

  it('goes on its weekday', () => {
    const weekly = wish({ rhythm: 'weekly', localHour: 18, weekday: 5 });
    expect(slots(weekly, '2025-06-02T12:00Z', 2)).toEqual(['2025-06-06T16:00', '2025-06-13T16:00']);
  });

  it('waits for the end of the quiet hours when its hour lies in them', () => {
    expect(slots(daily(23, 'UTC', { quietFrom: 22, quietTo: 7 }), '2025-06-02T12:00Z', 2)).toEqual([
      '2025-06-03T07:00',
      '2025-06-04T07:00',
    ]);
  });

  it('is the next one for whoever asks at its very instant', () => {
    expect(slots(daily(8, 'UTC'), '2025-06-02T08:00Z', 1)).toEqual(['2025-06-03T08:00']);
  });
});

describe('quiet hours', () => {
  const night = wish({ quietFrom: 22, quietTo: 7 });
  it.each([
    ['2025-06-02T19:59Z', '2025-06-02T19:59'],
    ['2025-06-02T20:00Z', '2025-06-03T05:00'],
    ['2025-06-03T04:59Z', '2025-06-03T05:00'],
    ['2025-06-03T05:00Z', '2025-06-03T05:00'],
    // Over the change of clocks: 07:00 summer time.
    ['2025-03-29T23:00Z', '2025-03-30T05:00'],
  ])('at %s let go at %s', (at, until) => {
    expect(shown(notBefore(night, Date.parse(at)))).toBe(until);
  });
});

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Kathmandu',
);
const hours = fc.integer({ min: 0, max: 23 });
const quiet = fc.option(fc.tuple(hours, hours).filter(([from, to]) => from !== to));
const preferences: fc.Arbitrary<Preferences> = fc
  .tuple(
    fc.oneof(
      fc.constant({ rhythm: 'at_once' as const, localHour: null, weekday: null }),
      fc.record({ rhythm: fc.constant('daily' as const), localHour: hours, weekday: fc.constant(null) }),
      fc.record({
        rhythm: fc.constant('weekly' as const),
        localHour: hours,
        weekday: fc.integer({ min: 1, max: 7 }),
      }),
    ),
    quiet,
    zones,
  )
  .map(([when, hush, zone]) => ({ ...when, quietFrom: hush?.[0] ?? null, quietTo: hush?.[1] ?? null, zone }));
const instants = fc.integer({ min: Date.parse('2010-01-01'), max: Date.parse('2030-01-01') });

describe('for any wish, anywhere, at any time', () => {
  it('nothing goes before now, and nothing in the quiet hours', () => {
    fc.assert(
      fc.property(preferences, instants, (one, now) => {
        const at = notBefore(one, now);
        expect(at).toBeGreaterThanOrEqual(now);
        expect(quietEnd(one, at)).toBe(at);
        // Two midnights may lie between: a skipped day, and a week for a weekly digest.
        expect(at - now).toBeLessThan((one.rhythm === 'weekly' ? 15 : 3) * 24 * HOUR_MS);
      }),
      { numRuns: 500 },
    );
  });

  it('a digest without quiet hours goes once on each of its days, at its hour or at the end of a gap over it', () => {
    fc.assert(
      fc.property(preferences, instants, (one, now) => {
        fc.pre(one.rhythm !== 'at_once');
        const free = { ...one, quietFrom: null, quietTo: null };
        const first = nextSlot(free, now) ?? 0;
        const second = nextSlot(free, first) ?? 0;
        expect(second).toBeGreaterThan(first);
        const [day, next] = [civilDate(first, one.zone), civilDate(second, one.zone)];
        expect(next > day).toBe(true);
        if (one.rhythm === 'weekly' && one.zone !== 'Pacific/Apia') expect(weekdayOf(day)).toBe(one.weekday);
        const hour = Math.floor(((first + offsetAt(first, one.zone)) % (24 * HOUR_MS)) / HOUR_MS);
        const ends = offsetAt(first, one.zone) > offsetAt(first - 1, one.zone);
        if (!ends) expect(hour).toBe(one.localHour);
      }),
      { numRuns: 500 },
    );
  });

  it('asking again before the slot gives the same slot', () => {
    fc.assert(
      fc.property(preferences, instants, fc.double({ min: 0, max: 1, noNaN: true }), (one, now, part) => {
        fc.pre(one.rhythm !== 'at_once');
        const slot = nextSlot(one, now) ?? 0;
        const between = now + Math.floor((slot - 1 - now) * part);
        expect(nextSlot(one, between)).toBe(slot);
      }),
      { numRuns: 500 },
    );
  });
});

it('counts civil days as the rest of Duly does', () => {
  expect(instantAt(addDays('2025-06-02', 1), 8 * 60, 'UTC')).toBe(
    nextSlot(daily(8, 'UTC'), Date.parse('2025-06-02T09:00Z')),
  );
});
