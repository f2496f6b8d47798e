/**
 * A worker reports: that it is there, what it has in hand, and how its ticks went. It does so every few seconds and
 * when it stops, so a failure of one run is known even though the next has succeeded. Two that report at once do not
 * disturb each other: each has its own row, and of a tick the later run stays.
 */
import { type TickReport, type WorkerReport, writeReport } from '../store/workers.ts';
import type { Context, Tick } from './context.ts';

export interface Ran extends TickReport {
  readonly name: Tick;
}

export interface Report extends Omit<WorkerReport, 'name' | 'ticks'> {
  readonly running: readonly Tick[];
  readonly ticks: readonly Ran[];
}

/** So much of a fault is kept: a driver can quote a whole statement. */
const MOST = 500;

const shortened = (fault: string): string => (fault.length > MOST ? `${fault.slice(0, MOST - 1)}…` : fault);

/** Throws `DulyError('unavailable')` while the database is away. */
export const reportIn = (ctx: Pick<Context, 'db' | 'workerName'>, report: Report): Promise<void> =>
  writeReport(ctx.db.query, {
    ...report,
    name: ctx.workerName,
    ticks: report.ticks.map((tick) => ({
      ...tick,
      failed: tick.failed === null ? null : { ...tick.failed, fault: shortened(tick.failed.fault) },
    })),
  });
