import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../support/cpu.ts';
import { days, series, some } from '../../support/occurrences.ts';

// The same by counting on fingers: each day in turn is held against the rule, with nothing shared but Temporal.

const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
interface Parts {
  freq: string;
  interval: number;
  byDay: string[];
  byMonthDay: number[];
  byMonth: number[];
  bySetPos: number[];
  wkst: number;
}

const written = ({ freq, interval, byDay, byMonthDay, byMonth, bySetPos, wkst }: Parts): string =>
  [
    `FREQ=${freq};INTERVAL=${interval};WKST=${NAMES[wkst - 1]}`,
    ...(byDay.length > 0 ? [`BYDAY=${byDay}`] : []),
    ...(byMonthDay.length > 0 ? [`BYMONTHDAY=${byMonthDay}`] : []),
    ...(byMonth.length > 0 ? [`BYMONTH=${byMonth}`] : []),
    ...(bySetPos.length > 0 ? [`BYSETPOS=${bySetPos}`] : []),
  ].join(';');

function naive(parts: Parts, start: Temporal.PlainDate, end: Temporal.PlainDate): string[] {
  const { freq } = parts;
  const free = parts.byDay.length === 0 && parts.byMonthDay.length === 0;
  const weekBegin = (day: Temporal.PlainDate) => day.subtract({ days: (day.dayOfWeek - parts.wkst + 7) % 7 });
  const periodOf = (day: Temporal.PlainDate): number => {
    if (freq === 'DAILY') return start.until(day).days;
    if (freq === 'WEEKLY') return weekBegin(start).until(weekBegin(day)).days / 7;
    if (freq === 'MONTHLY') return (day.year - start.year) * 12 + day.month - start.month;
    return day.year - start.year;
  };
  const rank = (day: Temporal.PlainDate): [number, number] => {
    const wide = freq === 'YEARLY' && parts.byMonth.length === 0;
    const inside = (other: Temporal.PlainDate) =>
      other.year === day.year && (wide || other.month === day.month);
    let [before, after] = [1, 1];
    for (let other = day.subtract({ days: 7 }); inside(other); other = other.subtract({ days: 7 }))
      before += 1;
    for (let other = day.add({ days: 7 }); inside(other); other = other.add({ days: 7 })) after += 1;
    return [before, after];
  };
  const names = (day: Temporal.PlainDate): boolean => {
    if (parts.byMonth.length > 0 && !parts.byMonth.includes(day.month)) return false;
    const fromEnd = day.day - day.daysInMonth - 1;
    if (parts.byMonthDay.length > 0 && !parts.byMonthDay.some((n) => n === day.day || n === fromEnd))
      return false;
    if (parts.byDay.length > 0) {
      const name = NAMES[day.dayOfWeek - 1] as string;
      const [before, after] = rank(day);
      if (
        !parts.byDay.some((one) => one === name || one === `${before}${name}` || one === `-${after}${name}`)
      )
        return false;
    }
    if (free && freq === 'WEEKLY') return day.dayOfWeek === start.dayOfWeek;
    if (free && freq === 'MONTHLY') return day.day === start.day;
    if (free && freq === 'YEARLY')
      return day.day === start.day && (parts.byMonth.length > 0 || day.month === start.month);
    return true;
  };
  const sets = new Map<number, Temporal.PlainDate[]>();
  const first = start.subtract({ days: 400 });
  for (let day = first; Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 })) {
    const period = periodOf(day);
    if (period < 0 || period % parts.interval !== 0 || !names(day)) continue;
    sets.set(period, [...(sets.get(period) ?? []), day]);
  }
  return [...sets.values()]
    .flatMap((set) =>
      parts.bySetPos.length === 0
        ? set
        : set.filter((_, at) => parts.bySetPos.some((pos) => pos === at + 1 || pos === at - set.length)),
    )
    .filter((day) => Temporal.PlainDate.compare(day, start) > 0)
    .map(String);
}

const someOf = <T>(values: readonly T[], maxLength = 3) => fc.subarray([...values], { maxLength });
const weekday = fc.constantFrom(...NAMES);
const nth = fc.integer({ min: -5, max: 5 }).filter((n) => n !== 0);
const rules: fc.Arbitrary<Parts> = fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY').chain((freq) => {
  const counted = freq === 'MONTHLY' || freq === 'YEARLY';
  const byDay = counted
    ? fc.oneof(
        weekday,
        fc.tuple(nth, weekday).map(([n, name]) => `${n}${name}`),
      )
    : weekday;
  const monthDays = fc.integer({ min: -31, max: 31 }).filter((n) => n !== 0);
  return fc
    .record({
      freq: fc.constant(freq),
      interval: fc.integer({ min: 1, max: 4 }),
      byDay: fc.uniqueArray(byDay, { maxLength: 3 }),
      byMonthDay: freq === 'WEEKLY' ? fc.constant<number[]>([]) : fc.uniqueArray(monthDays, { maxLength: 3 }),
      byMonth: someOf([1, 2, 3, 6, 9, 12]),
      bySetPos: someOf([1, 2, -1, -2], 2),
      wkst: fc.integer({ min: 1, max: 7 }),
    })
    .map((parts) => {
      const named = parts.byDay.length + parts.byMonthDay.length + parts.byMonth.length > 0;
      return named ? parts : { ...parts, bySetPos: [] };
    });
});
const starts = fc
  .integer({ min: 0, max: 3_000 })
  .map((after) => Temporal.PlainDate.from('2019-06-01').add({ days: after }));

describe('any series', () => {
  it('has the days that a naive expansion finds', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(rules, starts, (parts, start) => {
        // Whole years, so that no period is cut off; three of each interval.
        const end = Temporal.PlainDate.from({ year: start.year + 8, month: 12, day: 31 });
        const expected = naive(parts, start, end).slice(0, 40);
        const found = days(written(parts), String(start), 41).slice(1);
        expect(found.filter((day) => day <= `${end.subtract({ days: 6 })}`).slice(0, 40)).toEqual(
          expected.filter((day) => day <= `${end.subtract({ days: 6 })}`),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('goes forward, in whole days, counted from 1, and is wanted before it opens', () => {
    const zones = fc.constantFrom(
      'Europe/Istanbul',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Pacific/Apia',
      'UTC',
    );
    const unit = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const);
    const lasts = fc.record({ unit, count: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(rules, starts, zones, lasts, (parts, start, zone, length) => {
        const found = some(series(written(parts), String(start), { zone, lasts: length }), 20);
        found.forEach((one, at) => {
          const { opensAt, closesAt } = one.window;
          const date = (instant: number) =>
            Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
          expect(one.number).toBe(at + 1);
          expect(`${date(opensAt)}`).toBe(one.firstOn);
          expect(`${date(closesAt - 1)}`).toBe(one.lastOn);
          expect(date(opensAt).toZonedDateTime(zone).epochMilliseconds).toBe(opensAt);
          expect(date(closesAt).toZonedDateTime(zone).epochMilliseconds).toBe(closesAt);
          expect(one.makeAt).toBeLessThanOrEqual(opensAt);
          const before = found[at - 1];
          if (before === undefined) return;
          expect(opensAt).toBeGreaterThan(before.window.opensAt);
          expect(one.makeAt).toBeGreaterThanOrEqual(before.makeAt);
          expect(one.makeAt).toBeLessThanOrEqual(before.window.opensAt);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('reads hostile rules within its time', () => {
    const before = cpuMs();
    for (const text of [
      'FREQ='.repeat(20_000),
      ';'.repeat(100_000),
      `FREQ=DAILY;BYDAY=${'MO,'.repeat(30_000)}`,
    ])
      expect(() => days(text, '2025-06-01')).toThrow();
    expect(cpuMs() - before).toBeLessThan(500);
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          days(text, '2025-06-01');
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid' });
        }
      }),
    );
  });
});
