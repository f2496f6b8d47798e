import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../src/domain/civil.ts';
import { barOf, HEAD, layOut, ROW } from '../../src/web/timeline.ts';
import { DAY } from '../support/clock.ts';

const ISTANBUL = 'Europe/Istanbul';
const day = (date: string) => startOfDay(date, ISTANBUL);
const june = { from: day('2025-06-01'), to: day('2025-07-01') };

const instant = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2090-01-01') });
const length = fc.integer({ min: 1, max: 4_000 * DAY });
const window = fc.record({ opensAt: instant, length }).map(({ opensAt, length: ms }) => ({
  ...{ opensAt, closesAt: opensAt + ms },
}));
const range = fc.record({ from: instant, length }).map(({ from, length: ms }) => ({ from, to: from + ms }));
const items = fc.array(
  fc.record({ window: fc.option(window), earlier: fc.array(window, { maxLength: 3 }) }),
  { maxLength: 60 },
);

describe('the geometry of a timeline', () => {
  it('draws a week of June where it lies in the month', () => {
    const week = { opensAt: day('2025-06-09'), closesAt: day('2025-06-16') };
    expect(barOf(week, june)).toEqual({ x: 26.67, width: 23.33, before: false, after: false });
  });

  it('cuts what goes on beyond an edge, and says at which', () => {
    const long = { opensAt: day('2025-05-01'), closesAt: day('2025-06-16') };
    expect(barOf(long, june)).toEqual({ x: 0, width: 50, before: true, after: false });
    expect(barOf({ opensAt: june.to, closesAt: june.to + DAY }, june)).toBeNull();
    expect(barOf({ opensAt: june.from - DAY, closesAt: june.from }, june)).toBeNull();
  });

  it('shows a deadline of one minute, at the last minute too', () => {
    const minute = { opensAt: june.to - 60_000, closesAt: june.to };
    expect(barOf(minute, june)).toEqual({ x: 99.2, width: 0.8, before: false, after: false });
  });

  it('names days in a week, months in a year, years in a decade', () => {
    const labels = (from: string, to: string) =>
      layOut([], { range: { from: day(from), to: day(to) }, now: 0, zone: ISTANBUL }).ticks.map(
        (one) => one.label,
      );
    expect(labels('2025-06-09', '2025-06-12')).toEqual(['9 Jun', '10 Jun', '11 Jun']);
    expect(labels('2024-12-01', '2025-03-01')).toEqual(['Dec', '2025', 'Feb']);
    expect(labels('2023-06-01', '2026-06-01')).toEqual(['2024', '2025', '2026']);
  });

  it('keeps every bar inside the picture, in the order of the items, and no row on another', () => {
    fc.assert(
      fc.property(items, range, instant, (all, at, now) => {
        const picture = layOut(all, { range: at, now, zone: 'UTC' });
        expect(picture.rows.map((row) => row.item)).toEqual(all);
        // Each window is drawn, or it is counted.
        const bars = picture.rows.filter(({ bar }) => bar !== null).length;
        const dated = all.filter((one) => one.window !== null).length;
        expect(bars + picture.earlier + picture.later).toBe(dated);
        picture.rows.forEach((row, index) => {
          expect(row.y).toBe(HEAD + index * ROW);
          expect(row.y + ROW).toBeLessThanOrEqual(picture.height);
          const meets = (one: { opensAt: number; closesAt: number } | null) =>
            one !== null && one.closesAt > at.from && one.opensAt < at.to;
          expect(row.bar !== null).toBe(meets(row.item.window));
          expect(row.ghosts).toHaveLength(row.item.earlier.filter(meets).length);
          // What is cut or lies beyond an edge has an arrow there.
          const spans = [...row.item.earlier, ...(row.item.window === null ? [] : [row.item.window])];
          expect(row.before).toBe(spans.some((one) => one.opensAt < at.from));
          expect(row.after).toBe(spans.some((one) => one.closesAt > at.to));
          for (const bar of [...row.ghosts, ...(row.bar === null ? [] : [row.bar])]) {
            expect(bar.x).toBeGreaterThanOrEqual(0);
            expect(bar.width).toBeGreaterThan(0);
            expect(bar.x + bar.width).toBeLessThanOrEqual(100.01);
          }
        });
      }),
    );
  });

  it('has the line of now where now is, between what has closed and what has not opened', () => {
    fc.assert(
      fc.property(window, range, instant, (one, at, now) => {
        const picture = layOut([{ window: one, earlier: [] }], { range: at, now, zone: 'UTC' });
        expect(picture.now !== null).toBe(now >= at.from && now < at.to);
        const bar = picture.rows[0]?.bar;
        if (picture.now === null || bar == null) return;
        // The smallest bar is wider than what it stands for.
        if (one.opensAt > now) expect(bar.x + bar.width).toBeGreaterThanOrEqual(picture.now - 0.01);
        if (one.closesAt <= now) expect(bar.x).toBeLessThanOrEqual(picture.now + 0.01);
      }),
    );
  });

  it('has ticks inside, ascending, and never more than can be read', () => {
    fc.assert(
      fc.property(range, (at) => {
        const xs = layOut([], { range: at, now: 0, zone: ISTANBUL }).ticks.map(({ x }) => x);
        expect(xs.length).toBeLessThanOrEqual(12);
        expect(xs).toEqual([...xs].sort((one, other) => one - other));
        for (const x of xs) expect(x >= 0 && x <= 100).toBe(true);
      }),
    );
  });
});
