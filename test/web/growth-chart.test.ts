import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthOf } from '../../src/domain/growth.ts';
import { atLast } from '../../src/domain/known.ts';
import { chartRange, chartTop, layOutChart } from '../../src/web/growth-chart.ts';
import { recordAndInstant } from '../support/arbitraries.ts';
import { bodies, handedOver, istanbul } from '../support/records.ts';

const corners = (points: string): [number, number][] =>
  points.split(' ').map((point) => point.split(',').map(Number) as [number, number]);

function draw(record: Parameters<typeof atLast>[0], until: number) {
  const growth = growthOf(atLast(record));
  const deadline = record.deadlines.at(-1);
  const window = deadline?.window ?? null;
  const target = record.target?.quantity ?? 0;
  const range = chartRange(growth, { window, until, zone: deadline?.zone ?? 'UTC' });
  const top = chartTop(growth, target);
  return growth.map((one) => layOutChart(one, { range, top, target, window, now: until }));
}

describe('the picture of how the tallies grew', () => {
  it('climbs where something was handed over, inside the shaded window, below the target', () => {
    const [chart] = draw(bodies({ progress: [handedOver(3000, '12 Jun 12:00')] }), istanbul('14 Jun'));
    const confirmed = corners(chart?.lines.find(({ support }) => support === 'confirmed')?.points ?? '');
    expect(confirmed).toEqual([
      [0, 100],
      [50, 100],
      [50, 56.52],
      [71.43, 56.52],
    ]);
    expect(chart).toMatchObject({ target: 13.04, window: { x: 0, width: 100 }, now: 71.43 });
  });

  it('stays in its frame, goes from left to right in steps, and shows now where it is', () => {
    fc.assert(
      fc.property(recordAndInstant, ({ record: made, now }) => {
        for (const chart of draw(made, now)) {
          expect(chart.target).toBeGreaterThanOrEqual(0);
          for (const { points } of chart.lines) {
            const all = corners(points);
            for (const [index, [x, y]] of all.entries()) {
              expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
              expect(Math.max(x, y)).toBeLessThanOrEqual(100);
              const [before, height] = all[index - 1] ?? [0, y];
              expect(x).toBeGreaterThanOrEqual(before);
              // A step is across or down, never both.
              expect(x === before || y === height).toBe(true);
            }
          }
          const { window } = chart;
          if (window !== null) expect(window.x + window.width).toBeLessThanOrEqual(100.01);
        }
      }),
    );
  });
});
