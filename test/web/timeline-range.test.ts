import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../src/domain/civil.ts';
import { layOut } from '../../src/web/timeline.ts';
import { daysAround, daysOf, fitting, readable, shift } from '../../src/web/timeline-range.ts';
import { DAY } from '../support/clock.ts';

const ISTANBUL = 'Europe/Istanbul';
const day = (date: string) => startOfDay(date, ISTANBUL);
const week = (date: string) => ({ opensAt: day(date), closesAt: day(date) + 7 * DAY });
const item = (date: string, ...earlier: string[]) => ({ window: week(date), earlier: earlier.map(week) });
const now = day('2025-06-12');
const shown = (items: Parameters<typeof readable>[0]) => daysOf(readable(items, now, ISTANBUL), ISTANBUL);
const counted = (items: Parameters<typeof readable>[0]) => {
  const range = readable(items, now, ISTANBUL);
  const { earlier, later } = layOut(items, { range, now, zone: ISTANBUL });
  return { earlier, later };
};

const june = ['2025-06-02', '2025-06-09', '2025-06-16', '2025-06-23'].map((date) => item(date));

describe('the time that a timeline shows of itself', () => {
  it('is all there is while nothing lies far off', () => {
    expect(shown(june)).toEqual({ from: '2025-06-01', to: '2025-06-30' });
    expect(readable(june, now, ISTANBUL)).toEqual(fitting(june, now, ISTANBUL));
    expect(counted(june)).toEqual({ earlier: 0, later: 0 });
    // Three times as long is no corner yet.
    expect(shown([...june, item('2025-08-18')])).toEqual({ from: '2025-05-30', to: '2025-08-27' });
  });

  it('is the bulk where one lies decades off, which is counted', () => {
    const old = [item('1998-04-10'), ...june];
    expect(shown(old)).toEqual({ from: '2025-06-01', to: '2025-06-30' });
    expect(counted(old)).toEqual({ earlier: 1, later: 0 });
    expect(counted([...june, item('2060-01-05')])).toEqual({ earlier: 0, later: 1 });
    expect(counted([item('1998-04-10'), ...june, item('2060-01-05')])).toEqual({ earlier: 1, later: 1 });
    const many = [...june, ...june, ...june];
    // Two on the same old day are no bulk either.
    expect(counted([item('1998-04-10'), item('1998-04-10'), ...many])).toEqual({ earlier: 2, later: 0 });
  });

  it('is everything where there is no bulk: two that lie apart, or many all over the years', () => {
    const two = [item('1998-04-10'), item('2025-06-09')];
    expect(readable(two, now, ISTANBUL)).toEqual(fitting(two, now, ISTANBUL));
    const years = Array.from({ length: 20 }, (_, n) => item(`${2010 + n}-03-01`));
    expect(readable(years, now, ISTANBUL)).toEqual(fitting(years, now, ISTANBUL));
  });

  it('leaves out a replaced date that lies far off before it presses the others together', () => {
    const slipped = [...june, item('2025-06-16', '2001-01-01')];
    expect(shown(slipped)).toEqual({ from: '2025-06-01', to: '2025-06-30' });
    const range = readable(slipped, now, ISTANBUL);
    const rows = layOut(slipped, { range, now, zone: ISTANBUL }).rows;
    expect(rows.map(({ before }) => before)).toEqual([false, false, false, false, true]);
    // One of the week before is drawn.
    const near = [...june, item('2025-06-16', '2025-05-26')];
    const drawn = layOut(near, { range: readable(near, now, ISTANBUL), now, zone: ISTANBUL }).rows.at(-1);
    expect([drawn?.ghosts.length, drawn?.before]).toEqual([1, false]);
  });

  it('shows the part of a window of decades that lies in the bulk', () => {
    const decades = { window: { opensAt: day('1990-01-01'), closesAt: day('2050-01-01') }, earlier: [] };
    const all = [decades, ...june];
    const range = readable(all, now, ISTANBUL);
    expect(daysOf(range, ISTANBUL)).toEqual({ from: '2025-06-01', to: '2025-06-30' });
    const { rows, earlier, later } = layOut(all, { range, now, zone: ISTANBUL });
    expect(rows[0]).toMatchObject({ bar: { x: 0, width: 100 }, before: true, after: true });
    expect([earlier, later]).toEqual([0, 0]);
  });
});

const instant = fc.integer({ min: Date.parse('1950-01-01'), max: Date.parse('2090-01-01') });
const length = fc.integer({ min: 1, max: 400 * DAY });
const window = fc.record({ opensAt: instant, length }).map(({ opensAt, length: ms }) => ({
  ...{ opensAt, closesAt: opensAt + ms },
}));
const items = fc.array(
  fc.record({ window: fc.option(window), earlier: fc.array(window, { maxLength: 3 }) }),
  { maxLength: 60 },
);

describe('whatever there is', () => {
  it('the line of now is inside, the order stays, and each window is drawn or counted, two thirds of them drawn', () => {
    fc.assert(
      fc.property(items, instant, (all, at) => {
        const range = readable(all, at, 'UTC');
        const { rows, now: line, earlier, later } = layOut(all, { range, now: at, zone: 'UTC' });
        expect(line).not.toBeNull();
        expect(rows.map((row) => row.item)).toEqual(all);
        const dated = rows.filter((row) => row.item.window !== null);
        const drawn = dated.filter(({ bar }) => bar !== null).length;
        expect(drawn + earlier + later).toBe(dated.length);
        expect(earlier + later).toBeLessThanOrEqual(Math.floor(dated.length / 3));
        const all_ = fitting(all, at, 'UTC');
        expect(range.from >= all_.from && range.to <= all_.to).toBe(true);
      }),
    );
  });

  it('all of it fits a range around everything and now', () => {
    fc.assert(
      fc.property(items, instant, (all, at) => {
        const { from, to } = fitting(all, at, 'UTC');
        expect(from < at && at < to).toBe(true);
        const { rows, earlier, later } = layOut(all, { range: { from, to }, now: at, zone: 'UTC' });
        expect([earlier, later]).toEqual([0, 0]);
        for (const row of rows) expect([row.before, row.after]).toEqual([false, false]);
      }),
    );
  });

  it('no single one makes the picture more than a few times longer', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 3, maxLength: 40 }), window, (offsets, far) => {
        const near = offsets.map((days) => ({
          window: { opensAt: now + days * DAY, closesAt: now + (days + 7) * DAY },
          earlier: [],
        }));
        const without = readable(near, now, 'UTC');
        const range = readable([{ window: far, earlier: [] }, ...near], now, 'UTC');
        expect(range.to - range.from).toBeLessThanOrEqual(5.5 * (without.to - without.from) + 30 * DAY);
      }),
    );
  });
});

describe('the days that are asked for', () => {
  it('move on by their own length, and stay within the calendar', () => {
    const days = daysAround('2025-06-10', 7);
    expect(days).toEqual({ from: '2025-06-08', to: '2025-06-14' });
    expect(shift(days, 1)).toEqual({ from: '2025-06-15', to: '2025-06-21' });
    expect(shift(shift(days, 1), -1)).toEqual(days);
    expect(shift({ from: '9998-12-01', to: '9998-12-31' }, 1).to).toBe('9998-12-31');
    expect(shift({ from: '0002-01-01', to: '0002-01-31' }, -1).from).toBe('0002-01-01');
  });
});
