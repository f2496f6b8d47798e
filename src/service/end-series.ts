/**
 * Ends a series: 1. read the input, 2. lock the series, so that nobody makes more of it meanwhile, 3. note its last
 * day and why, 4. close as void what lies after that day, has not begun, and that nobody has touched; in one
 * transaction. What has begun or was touched stays to be judged by itself. Two at once: the second is refused.
 */
import { z } from 'zod';
import { addDays, parseCivilDate, startOfDay } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import type { CommitmentRecord } from '../domain/record.ts';
import { lockRecord } from '../store/records.ts';
import { lockSeries, occurrencesAfter } from '../store/series.ts';
import { announce } from './change.ts';
import type { Context } from './context.ts';
import { id, line, parse } from './input.ts';
import { nextMakeAt } from './make-ahead.ts';

export const endSeriesInput = z.strictObject({
  id: id.describe('Number of the series'),
  on: line(10).describe('Last day on which an occurrence may begin, such as 2025-09-30'),
  reason: line(1_000).describe('Why it ends, and who said so'),
  recordedBy: line(200).default('editor').describe('Who records it'),
});

export interface SeriesEnd {
  /** Civil date. */
  readonly endedOn: string;
  /** Commitments that were closed as void. */
  readonly voided: readonly number[];
}

/** Whether somebody has recorded anything about it since it was made. */
const isTouched = ({ progress, verdicts, deadlines }: CommitmentRecord): boolean =>
  progress.length + verdicts.length > 0 || deadlines.length > 1;

/** Ends it. Throws `DulyError` `invalid`, `not_found`, or `conflict` when it has been ended before. */
export async function endSeries(ctx: Context, raw: unknown): Promise<SeriesEnd> {
  const clockNow = ctx.clock.now();
  const input = parse(endSeriesInput, raw);
  const on = parseCivilDate(input.on, 'on');
  const voided = await ctx.db.write(async (tx, query) => {
    const series = await lockSeries(query, input.id);
    if (series === null) throw new DulyError('not_found', `There is no series ${input.id}.`);
    if (series.endedOn !== null)
      throw new DulyError('conflict', `Series ${input.id} has been ended already, on ${series.endedOn}.`);
    await tx.series.update({
      where: { id: input.id },
      data: {
        endedOn: new Date(on),
        endedAt: new Date(clockNow),
        endedBy: input.recordedBy,
        endedWhy: input.reason,
        nextMakeAt: dateOrNull(nextMakeAt({ ...series, endedOn: on })),
      },
    });
    const after = Math.max(clockNow, startOfDay(addDays(on, 1), series.zone) - 1);
    const closed: number[] = [];
    for (const commitmentId of await occurrencesAfter(query, input.id, after)) {
      const record = await lockRecord(query, commitmentId);
      if (record === null || isTouched(record)) continue;
      closed.push(commitmentId);
      const now = Math.max(clockNow, record.knownUntil + 1);
      const at = { happenedAt: new Date(now), recordedAt: new Date(now), recordedBy: input.recordedBy };
      await tx.verdict.create({ data: { commitmentId, outcome: 'void', reason: input.reason, ...at } });
      await announce(query, commitmentId, now, record.knownUntil);
    }
    return closed;
  });
  ctx.wake('fan-out');
  return { endedOn: on, voided };
}

const dateOrNull = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));
