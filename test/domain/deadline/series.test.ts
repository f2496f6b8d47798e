import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  beginsOnItsRule,
  type Occurrence,
  occurrences,
  type Series,
} from '../../../src/domain/deadline/series.ts';

const series = (rrule: string, firstOn: string, more: Partial<Series> = {}): Series => ({
  rrule,
  firstOn,
  lasts: { unit: 'day', count: 1 },
  zone: 'Europe/Istanbul',
  ...more,
});

/** The first `most` occurrences. */
function some(of: Series, most: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrences(of)) {
    if (found.length === most) break;
    found.push(occurrence);
  }
  return found;
}
const days = (rrule: string, firstOn: string, most = 5): string[] =>
  some(series(rrule, firstOn), most).map((occurrence) => occurrence.firstOn);

describe('the days of a series', () => {
  // What RFC 5545 gives as examples (3.8.5.3), and what calendars get wrong.
  it.each<[rrule: string, firstOn: string, ...string[]]>([
    ['FREQ=DAILY;COUNT=3', '1997-09-02', '1997-09-02', '1997-09-03', '1997-09-04'],
    ['FREQ=DAILY;INTERVAL=10', '1997-12-20', '1997-12-20', '1997-12-30', '1998-01-09'],
    ['FREQ=WEEKLY', '2025-07-01', '2025-07-01', '2025-07-08', '2025-07-15'],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05',
      '1997-08-05',
      '1997-08-10',
      '1997-08-19',
      '1997-08-24',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05',
      '1997-08-05',
      '1997-08-17',
      '1997-08-19',
      '1997-08-31',
    ],
    ['FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1', '2025-06-06', '2025-06-06', '2025-06-13', '2025-06-20'],
    ['FREQ=MONTHLY', '2025-01-31', '2025-01-31', '2025-03-31', '2025-05-31', '2025-07-31', '2025-08-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2025-01-31', '2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'],
    ['FREQ=MONTHLY;BYDAY=1FR', '1997-09-05', '1997-09-05', '1997-10-03', '1997-11-07'],
    ['FREQ=MONTHLY;BYDAY=-2MO', '1997-09-22', '1997-09-22', '1997-10-20', '1997-11-17'],
    [
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU',
      '1997-09-07',
      '1997-09-07',
      '1997-09-28',
      '1997-11-02',
      '1997-11-30',
    ],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      '1998-02-13',
      '1998-02-13',
      '1998-03-13',
      '1998-11-13',
      '1999-08-13',
    ],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29', '1997-09-29', '1997-10-30', '1997-11-27'],
    ['FREQ=MONTHLY;BYDAY=5MO', '2025-06-30', '2025-06-30', '2025-09-29', '2025-12-29'],
    ['FREQ=YEARLY', '2024-02-29', '2024-02-29', '2028-02-29', '2032-02-29'],
    ['FREQ=YEARLY;BYMONTH=6,7', '1997-06-10', '1997-06-10', '1997-07-10', '1998-06-10'],
    ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', '1997-05-19', '1998-05-18', '1999-05-17'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR', '2025-03-28', '2025-03-28', '2026-03-27', '2027-03-26'],
    ['FREQ=YEARLY;BYDAY=MO;BYSETPOS=2', '2025-01-13', '2025-01-13', '2026-01-12', '2027-01-11'],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '1996-11-05',
      '1996-11-05',
      '2000-11-07',
      '2004-11-02',
    ],
    ['RRULE:freq=monthly;until=20250815', '2025-06-01', '2025-06-01', '2025-07-01', '2025-08-01'],
  ])('%s from %s', (rrule, firstOn, ...expected) => {
    expect(days(rrule, firstOn, expected.length)).toEqual(expected);
    expect(beginsOnItsRule(series(rrule, firstOn))).toBe(true);
  });

  it('ends with its count, and on the day named by UNTIL or that has begun by then in its zone', () => {
    expect(days('FREQ=WEEKLY;COUNT=3', '2025-06-06', 9)).toEqual(['2025-06-06', '2025-06-13', '2025-06-20']);
    expect(days('FREQ=DAILY;UNTIL=20250603', '2025-06-01', 9)).toHaveLength(3);
    // 21:00 UTC is midnight in Istanbul: 4 June has begun, and one second earlier it has not.
    expect(days('FREQ=DAILY;UNTIL=20250603T210000Z', '2025-06-01', 9)).toHaveLength(4);
    expect(days('FREQ=DAILY;UNTIL=20250603T205959Z', '2025-06-01', 9)).toHaveLength(3);
    expect(days('FREQ=DAILY;UNTIL=20250501', '2025-06-01', 9)).toEqual(['2025-06-01']);
  });

  it('begins on its first day also when the rule does not name it, and counts it', () => {
    const reports = series('FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3', '2025-06-15');
    expect(some(reports, 9).map((one) => one.firstOn)).toEqual(['2025-06-15', '2025-07-01', '2025-08-01']);
    expect(beginsOnItsRule(reports)).toBe(false);
  });

  it('is over when no day comes any more, soon and whatever the rule', () => {
    for (const never of ['DAILY', 'MONTHLY', 'YEARLY'])
      expect(days(`FREQ=${never};BYMONTH=2;BYMONTHDAY=30`, '2025-06-01')).toEqual(['2025-06-01']);
    expect(days('FREQ=YEARLY;INTERVAL=999', '2025-06-01')).toEqual(['2025-06-01']);
    expect(days('FREQ=YEARLY', '9899-06-01')).toEqual(['9899-06-01']);
  });

  it.each([
    ['', 'write it like FREQ=MONTHLY'],
    ['every month', 'write it like FREQ=MONTHLY'],
    ['INTERVAL=2', 'FREQ must be one of DAILY'],
    ['FREQ=HOURLY', 'FREQ must be one of DAILY'],
    ['FREQ=DAILY;BYHOUR=3', 'BYHOUR is none of'],
    ['FREQ=DAILY;__PROTO__=1', 'write it like'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ stands there twice'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20250701', 'exclude each other'],
    ['FREQ=DAILY;COUNT=0', 'COUNT takes whole numbers'],
    ['FREQ=DAILY;INTERVAL=2,3', 'INTERVAL takes one number'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL takes whole numbers'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'only in months and years'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY takes weekdays'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'a week has no BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'from -31 to 31'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'another BY part'],
    ['FREQ=DAILY;UNTIL=20250230', 'Feb 2025 has 28 days'],
    ['FREQ=DAILY;UNTIL=20250601T120000', 'UNTIL takes a date'],
    ['FREQ=DAILY;UNTIL=20250601T996060Z', 'no clock time'],
    [`FREQ=MONTHLY;BYMONTHDAY=${'1,'.repeat(200)}1`, 'more than 300 characters'],
  ])('refuses “%s”', (rrule, told) => {
    const refused = () => days(rrule, '2025-06-01');
    expect(refused).toThrow(told);
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid', field: 'rrule' }));
  });
});

describe('the windows of a series', () => {
  it('are whole civil days of its zone, also where a clock is changed', () => {
    const [march, april] = some(
      series('FREQ=MONTHLY', '2025-03-01', { lasts: { unit: 'month', count: 1 }, zone: 'Europe/Berlin' }),
      2,
    );
    expect(march).toMatchObject({
      number: 1,
      lastOn: '2025-03-31',
      window: {
        opensAt: Date.parse('2025-03-01T00:00+01:00'),
        closesAt: Date.parse('2025-04-01T00:00+02:00'),
      },
    });
    expect(april).toMatchObject({ number: 2, firstOn: '2025-04-01', lastOn: '2025-04-30' });
  });

  it.each([
    [{ unit: 'day', count: 3 }, '2025-06-04'],
    [{ unit: 'week', count: 1 }, '2025-06-08'],
    [{ unit: 'month', count: 3 }, '2025-09-01'],
    [{ unit: 'year', count: 1 }, '2026-06-01'],
  ] as const)('last %o', (lasts, lastOn) => {
    expect(some(series('FREQ=YEARLY', '2025-06-02', { lasts }), 1)[0]?.lastOn).toBe(lastOn);
  });

  it('want to be on record 35 days ahead, and the next always when one opens', () => {
    const at = (day: string) => Date.parse(`${day}T00:00+03:00`);
    const weekly = some(series('FREQ=WEEKLY', '2025-06-02'), 3);
    expect(weekly.map((one) => one.makeAt)).toEqual([at('2025-04-28'), at('2025-05-05'), at('2025-05-12')]);
    const yearly = some(series('FREQ=YEARLY', '2025-06-02'), 3);
    expect(yearly.map((one) => one.makeAt)).toEqual([at('2025-04-28'), at('2025-06-02'), at('2026-06-02')]);
  });
});

// --- the same by counting on fingers: each day in turn is held against the rule, with nothing shared but Temporal

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
    const before = performance.now();
    for (const text of [
      'FREQ='.repeat(20_000),
      ';'.repeat(100_000),
      `FREQ=DAILY;BYDAY=${'MO,'.repeat(30_000)}`,
    ])
      expect(() => days(text, '2025-06-01')).toThrow();
    expect(performance.now() - before).toBeLessThan(500);
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
