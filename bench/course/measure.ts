/** Measuring: rates, medians, memory, and rounds in which both sides take turns, because machines are noisy. */
import { getHeapStatistics } from 'node:v8';
import { monotonicMs } from '../../src/clock.ts';

const SAMPLE_MS = 25;
const MB = 1024 * 1024;

/** Memory of this process in MB, around and during the measured work. */
export interface Memory {
  readonly rssBefore: number;
  readonly rssAfter: number;
  readonly rssPeak: number;
  readonly heapBefore: number;
  readonly heapAfter: number;
}

/** Lengths in milliseconds and the memory of one stretch of work. */
export interface Stretch {
  readonly ms: number;
  readonly memory: Memory;
}

/** Runs `work` under the stopwatch and watches the memory of this process meanwhile. */
export async function stretch(work: () => Promise<unknown>): Promise<Stretch> {
  const before = process.memoryUsage();
  let peak = before.rss;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  try {
    const from = monotonicMs();
    await work();
    const ms = monotonicMs() - from;
    const after = process.memoryUsage();
    const memory = {
      rssBefore: before.rss / MB,
      rssAfter: after.rss / MB,
      rssPeak: Math.max(peak, after.rss) / MB,
      heapBefore: before.heapUsed / MB,
      heapAfter: after.heapUsed / MB,
    };
    return { ms, memory };
  } finally {
    clearInterval(timer);
  }
}

/** The value below which `share` (0 to 1) of `values` lie; of an even number the upper middle. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('there is nothing to take a quantile of');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The widest of several: least before, most after. */
export function widest(all: readonly Memory[]): Memory {
  const most = (key: keyof Memory): number => Math.max(...all.map((memory) => memory[key]));
  const least = (key: keyof Memory): number => Math.min(...all.map((memory) => memory[key]));
  return {
    rssBefore: least('rssBefore'),
    rssAfter: most('rssAfter'),
    rssPeak: most('rssPeak'),
    heapBefore: least('heapBefore'),
    heapAfter: most('heapAfter'),
  };
}

/** Memory over a tenth of the work beside that over all of it, for people: whether it grows with what is read. */
export function growth(tenth: Memory, all: Memory): string {
  const [few, many] = [tenth, all].map(
    ({ rssPeak, heapAfter }) => `${Math.round(rssPeak)} MB (heap ${Math.round(heapAfter)} MB)`,
  );
  const limit = Math.round(getHeapStatistics().heap_size_limit / MB);
  return `RSS peak ${few} with a tenth, ${many} with all; the heap may take ${limit} MB`;
}

/**
 * Lets all sides take turns for some rounds, so that a slow minute of the machine meets each of them. Each side
 * prepares for itself and times only its own work.
 */
export async function takeTurns<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<Stretch>>>,
): Promise<Record<Side, Stretch[]>> {
  const names = Object.keys(sides) as Side[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Stretch[]])) as Record<Side, Stretch[]>;
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) results[name].push(await sides[name]());
  return results;
}

/** The medians of two sides that took turns, in things a second, and the median of the ratios of each round. */
export function compareRates(
  size: number,
  ours: readonly Stretch[],
  limit: readonly Stretch[],
): { ours: number; limit: number; ratio: number; memory: Memory } {
  const rate = (stretches: readonly Stretch[]): number =>
    median(stretches.map(({ ms }) => (size * 1_000) / ms));
  return {
    ours: rate(ours),
    limit: rate(limit),
    ratio: median(ours.map(({ ms }, round) => (limit[round]?.ms ?? Number.NaN) / ms)),
    memory: widest(ours.map(({ memory }) => memory)),
  };
}
