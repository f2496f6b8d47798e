/**
 * Ends a series: 1. read the input, 2. lock the series, so that nobody makes more of it meanwhile, 3. see that the
 * last day can be one, and what lies after it, has not begun, and was touched by nobody, 4. note the last day and why,
 * 5. close those as void; in one transaction. What has begun or was touched stays to be judged by itself. An end is
 * final, so more than one is closed only when that was agreed to; a dry run stops after 3. Two at once: the second is
 * refused.
 */
import { z } from 'zod';
import { addDays, civilDate, parseCivilDate, startOfDay } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import type { CommitmentRecord } from '../domain/record.ts';
import { formatDate } from '../domain/shown.ts';
import type { Query } from '../store/database.ts';
import { lockRecord } from '../store/records.ts';
import { goOnUntil, latestOver, lockSeries, occurrencesAfter, type SeriesRow } from '../store/series.ts';
import { noSeries } from './browse/series.ts';
import { announce } from './change.ts';
import type { Context } from './context.ts';
import { flag, id, line, parse } from './input.ts';
import { nextMakeAt } from './make-ahead.ts';

export const endSeriesInput = z.strictObject({
  id: id.describe('Number of the series'),
  on: line(10).describe('Last day on which an occurrence may begin, such as 2025-09-30'),
  reason: line(1_000).describe('Why it ends, and who said so'),
  dryRun: flag.describe('Only show what the end would close; nothing is recorded'),
  yes: flag.describe('Close more than one commitment as void; an end cannot be undone'),
  recordedBy: line(200).default('editor').describe('Who records it'),
});

export interface SeriesEnd {
  /** Civil date. */
  readonly endedOn: string;
  /** Commitments that were closed as void, or would be. */
  readonly voided: readonly { readonly id: number; readonly title: string }[];
  /** Whether nothing was recorded. */
  readonly dryRun: boolean;
}

/** Whether somebody has recorded anything about it since it was made. */
const isTouched = ({ progress, verdicts, deadlines }: CommitmentRecord): boolean =>
  progress.length + verdicts.length > 0 || deadlines.length > 1;

const refuse = (message: string): DulyError => new DulyError('invalid', message, { field: 'on' });

/** Refuses an end that was before, and a last day on which the series cannot have ended. */
async function assertCanEnd(query: Query, series: SeriesRow, on: string, now: number): Promise<void> {
  const { id, firstOn, zone, ended } = series;
  if (ended !== null)
    throw new DulyError(
      'conflict',
      `Series ${id} was ended before, on ${formatDate(civilDate(ended.at, zone))} by ${ended.by}: its last day is ` +
        `${formatDate(ended.on)} (${ended.why}). An end stays; what goes on is recorded as another series.`,
    );
  if (on < firstOn)
    throw refuse(
      `Series ${id} begins on ${formatDate(firstOn)} and cannot have ended before: the earliest last day is that day.`,
    );
  const over = await latestOver(query, id, now);
  const begun = over === null ? firstOn : civilDate(over.opensAt, zone);
  if (over !== null && on < begun)
    throw refuse(
      `“${over.title}” began on ${formatDate(begun)} and is over, so series ${id} went on until then: the earliest last day ` +
        'is that day. What should not have counted is closed by itself.',
    );
}

/** What the end closes: it lies after `after` (epoch milliseconds), and nobody has touched it. */
async function untouchedAfter(query: Query, id: number, after: number) {
  const list: { id: number; title: string; knownUntil: number }[] = [];
  for (const one of await occurrencesAfter(query, id, after)) {
    const record = await lockRecord(query, one.id);
    if (record !== null && !isTouched(record)) list.push({ ...one, knownUntil: record.knownUntil });
  }
  return list;
}

/**
 * Ends it, or shows what that would close. Throws `DulyError` `invalid`, also where more than one would be closed and
 * that was not agreed to; `not_found`, or `conflict` when it has been ended before.
 */
export async function endSeries(ctx: Context, raw: unknown): Promise<SeriesEnd> {
  const clockNow = ctx.clock.now();
  const input = parse(endSeriesInput, raw);
  const on = parseCivilDate(input.on, 'on');
  const { dryRun, reason, recordedBy } = input;
  const voided = await ctx.db.write(async (tx, query) => {
    const series = await lockSeries(query, input.id);
    if (series === null) throw noSeries(input.id);
    await assertCanEnd(query, series, on, clockNow);
    const after = Math.max(clockNow, startOfDay(addDays(on, 1), series.zone) - 1);
    const closing = await untouchedAfter(query, input.id, after);
    const closed = closing.map(({ id, title }) => ({ id, title }));
    if (dryRun) return closed;
    if (closed.length > 1 && !input.yes) throw notAgreed(input.id, closed);
    const ending = { endedOn: new Date(on), reason, recordedAt: new Date(clockNow), recordedBy };
    await tx.seriesEnd.create({ data: { seriesId: input.id, ...ending } });
    await goOnUntil(query, { id: input.id, nextMakeAt: nextMakeAt({ ...series, endedOn: on }) });
    for (const { id: commitmentId, knownUntil } of closing) {
      const now = Math.max(clockNow, knownUntil + 1);
      const at = { happenedAt: new Date(now), recordedAt: new Date(now), recordedBy };
      // The end itself, as it was given, is what the decision rests on.
      const shown = {
        commitmentId,
        kind: 'note',
        note: `Series ${input.id} ended on ${input.on}: ${reason}`,
      };
      const { id: evidenceId } = await tx.evidence.create({ data: { ...shown, ...at } });
      await tx.verdict.create({ data: { commitmentId, outcome: 'void', reason, evidenceId, ...at } });
      await announce(query, commitmentId, now, knownUntil);
    }
    return closed;
  });
  if (!dryRun) ctx.wake('fan-out');
  return { endedOn: on, voided, dryRun };
}

function notAgreed(id: number, closing: SeriesEnd['voided']): DulyError {
  const lines = closing.map((one) => `  ${one.id}  ${one.title}`);
  const why = `Ending series ${id} so closes ${closing.length} commitments as void, and an end cannot be undone. To do it, give yes:`;
  return new DulyError('invalid', [why, ...lines].join('\n'), { field: 'yes' });
}
