/**
 * The geometry of a progress chart: three tallies as steps, the window, the target and now. Pure. Across and down,
 * everything is in per cent of the picture, which is stretched to any width.
 */
import { civilDate, startOfDay } from '../domain/civil.ts';
import type { Window } from '../domain/deadline/types.ts';
import type { Growth, Step } from '../domain/growth.ts';
import { SUPPORTS, type Support } from '../domain/record.ts';
import type { Range } from './timeline-range.ts';

export interface ChartLine {
  readonly support: Support;
  /** Corners of the steps, for a polyline: `0,100 20,100 20,40`. */
  readonly points: string;
}

export interface Chart {
  readonly lines: readonly ChartLine[];
  /** Upper edge of the target, from above. */
  readonly target: number;
  readonly window: { readonly x: number; readonly width: number } | null;
  /** Null when it lies outside. */
  readonly now: number | null;
}

/** Room above the highest line, as a share of it. */
const AIR = 1.15;
const DAY_MS = 86_400_000;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** The time that all charts of one commitment show: its window and all that happened, in whole days; at least a day. */
export function chartRange(
  growth: readonly Growth[],
  shown: { readonly window: Window | null; readonly until: number; readonly zone: string },
): Range {
  const { window, until, zone } = shown;
  const steps = growth.flatMap(({ levels }) => SUPPORTS.flatMap((support) => levels[support]));
  const all = [
    ...steps.map(({ at }) => at),
    ...(window === null ? [until] : [window.opensAt, window.closesAt]),
  ];
  const from = startOfDay(civilDate(Math.min(...all), zone), zone);
  // What is open long after its window is not shown as a long empty line: half as much again, at most.
  const last = Math.max(...all);
  const to = Math.max(last, Math.min(until, last + Math.max(DAY_MS, (last - from) / 2)));
  return { from, to: Math.max(to, from + DAY_MS) };
}

/** The amount at the upper edge: the same for all sides, or they could not be compared. */
export const chartTop = (growth: readonly Growth[], target: number): number =>
  AIR *
  Math.max(
    target,
    ...growth.flatMap(({ levels }) =>
      SUPPORTS.flatMap((support) => levels[support].map(({ total }) => total)),
    ),
    // A target of nothing, of which there is nothing: the picture still has two edges.
    1e-6,
  );

/** Lays out one chart; the lines end at `now`, or at the edge when that comes before. */
export function layOutChart(
  { levels }: Growth,
  shown: {
    readonly range: Range;
    readonly top: number;
    readonly target: number;
    readonly window: Window | null;
    readonly now: number;
  },
): Chart {
  const { range, top, window, now } = shown;
  const across = (at: number): number =>
    rounded((100 * (Math.min(Math.max(at, range.from), range.to) - range.from)) / (range.to - range.from));
  const down = (amount: number): number => rounded(100 - (100 * Math.max(0, amount)) / top);
  const corners = (steps: readonly Step[]): string => {
    const points: [number, number][] = [[0, 100]];
    let height = 100;
    for (const { at, total } of steps) {
      points.push([across(at), height]);
      height = down(total);
      points.push([across(at), height]);
    }
    const end = Math.max(across(now), points.at(-1)?.[0] ?? 0);
    points.push([end, height]);
    return points.map(([x, y]) => `${x},${y}`).join(' ');
  };
  return {
    lines: SUPPORTS.map((support) => ({ support, points: corners(levels[support]) })),
    target: down(shown.target),
    window:
      window === null
        ? null
        : { x: across(window.opensAt), width: rounded(across(window.closesAt) - across(window.opensAt)) },
    now: now < range.from || now > range.to ? null : across(now),
  };
}
