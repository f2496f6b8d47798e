/**
 * What this process has run since it last reported: one line a kind of tick, kept here so that a run costs the
 * database nothing, and written down with the next report.
 */
import { monotonicMs } from '../src/clock.ts';
import type { Ran } from '../src/service/report-in.ts';
import { type JobName, TICKS } from './queues.ts';

/** Readings of the monotonic clock, milliseconds. */
interface Line {
  readonly beganAt: number;
  readonly tookMs: number;
  readonly failed: { readonly beganAt: number; readonly fault: string } | null;
}

export interface LogBook {
  /** Notes that `name`, begun at `beganAt` of the monotonic clock, has ended; `fault` says why it failed. */
  note(name: JobName, beganAt: number, fault?: string): void;
  /** Takes all lines out, for a report. */
  take(): Ran[];
  /** Puts back what could not be reported, unless there is newer. */
  putBack(ticks: readonly Ran[]): void;
}

export function openLogBook(): LogBook {
  const lines = new Map<JobName, Line>();
  return {
    note: (name, beganAt, fault) => {
      const failed = fault === undefined ? (lines.get(name)?.failed ?? null) : { beganAt, fault };
      lines.set(name, { beganAt, tookMs: monotonicMs() - beganAt, failed });
    },
    take: () => {
      const now = monotonicMs();
      const ticks = [...lines].map(
        ([name, { beganAt, tookMs, failed }]): Ran => ({
          ...{ name, everyMs: TICKS[name], agoMs: now - beganAt, tookMs },
          failed: failed === null ? null : { agoMs: now - failed.beganAt, fault: failed.fault },
        }),
      );
      lines.clear();
      return ticks;
    },
    putBack: (ticks) => {
      const now = monotonicMs();
      for (const { name, agoMs, tookMs, failed } of ticks) {
        const newer = lines.get(name);
        const before = failed === null ? null : { beganAt: now - failed.agoMs, fault: failed.fault };
        lines.set(
          name,
          newer === undefined
            ? { beganAt: now - agoMs, tookMs, failed: before }
            : { ...newer, failed: newer.failed ?? before },
        );
      }
    },
  };
}
