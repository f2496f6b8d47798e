/** What a measurement says, as a table for people or as JSON, and whether its target is met. */
import type { Memory } from './measure.ts';

/** One hot path with its limit and its target. */
export interface Finding {
  readonly what: string;
  readonly size: string;
  /** Of `ours` and `limit`: `/s`, `ms`. */
  readonly unit: '/s' | 'ms';
  readonly ours: number;
  /** What it stands beside in the same run, mostly its raw limit; null when there is nothing to compare with. */
  readonly limit: { readonly value: number; readonly what: string; readonly ratio: number } | null;
  /** Bounds the ratio where there is a limit, else `ours`; null when only shown. */
  readonly target: { readonly atLeast: number } | { readonly atMost: number } | null;
  readonly memory: Memory | null;
  /** Further figures worth showing. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** Whether the target is met; true when there is none. */
export function passes({ ours, limit, target }: Finding): boolean {
  if (target === null) return true;
  const value = limit?.ratio ?? ours;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

const count = (value: number): string => Math.round(value).toLocaleString('en-GB');
const shown = (value: number, unit: Finding['unit']): string =>
  unit === '/s' ? `${count(value)}/s` : `${value < 10 ? value.toFixed(2) : count(value)} ms`;

function goal(target: Finding['target']): string {
  if (target === null) return 'none';
  return 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
}

/** The table of one finding, ready to print. */
export function table(finding: Finding): string {
  const { what, size, unit, ours, limit, target, memory, beside } = finding;
  const rows: [string, string][] = [
    ['size', size],
    ['ours', shown(ours, unit)],
  ];
  if (limit !== null)
    rows.push(['against', `${shown(limit.value, unit)}  (${limit.what})`], ['ratio', limit.ratio.toFixed(2)]);
  rows.push(['target', target === null ? 'none' : `${goal(target)}: ${passes(finding) ? 'met' : 'MISSED'}`]);
  if (memory !== null) {
    const [before, after, peak] = [memory.rssBefore, memory.rssAfter, memory.rssPeak].map(count);
    const heap = `${count(memory.heapBefore)} -> ${count(memory.heapAfter)} MB`;
    rows.push(['memory', `RSS ${before} -> ${after} MB, peak ${peak} MB; heap ${heap}`]);
  }
  rows.push(...Object.entries(beside ?? {}));
  const width = Math.max(...rows.map(([name]) => name.length));
  return [what, ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n');
}
