/** Measuring: rates, medians, memory, and rounds in which both sides take turns, because machines are noisy. */
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
function widest(all: readonly Memory[]): Memory {
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

/** What came of several rounds: rates a second, and the median of the ratios of each round. */
export interface Comparison {
  readonly ours: number;
  readonly limit: number;
  readonly ratio: number;
  readonly memory: Memory;
}

/**
 * Compares rates: in each round first ours, then its limit, so that a slow minute of the machine meets both.
 * Each side prepares for itself and times only its own work; `size` is how many things each does.
 */
export async function compareRates(
  input: { size: number; rounds: number },
  ours: () => Promise<Stretch>,
  limit: () => Promise<Stretch>,
): Promise<Comparison> {
  const rounds: { ours: Stretch; limit: Stretch }[] = [];
  for (let round = 0; round < input.rounds; round += 1)
    rounds.push({ ours: await ours(), limit: await limit() });
  const perSecond = ({ ms }: Stretch): number => (input.size * 1_000) / ms;
  return {
    ours: median(rounds.map((round) => perSecond(round.ours))),
    limit: median(rounds.map((round) => perSecond(round.limit))),
    ratio: median(rounds.map((round) => round.limit.ms / round.ours.ms)),
    memory: widest(rounds.map((round) => round.ours.memory)),
  };
}
