/**
 * Makes the occurrences of series that are wanted by now: 1. claim the series that has waited longest, 2. work out
 * which of its occurrences are to be on record, oldest first, 3. write them as commitments, 4. judge and announce
 * each, 5. note when the series goes on, in one transaction; again for the next series, to a limit.
 *
 * Two at once skip each other's series; an occurrence that is there already is not written again. After an outage
 * every occurrence is still made, also those that are over: each is judged on its own, and only what still holds is
 * told. A series that cannot be expanded is set aside with its error and looked at again after an hour.
 */
import { occasionsSince } from '../domain/alerts.ts';
import { assess } from '../domain/assess.ts';
import { type Occurrence, occurrences, type Series } from '../domain/deadline/series.ts';
import { explainOccurrence, occurrenceTitle } from '../domain/deadline/series-words.ts';
import { DulyError } from '../domain/errors.ts';
import { type Announcement, writeAnnouncements } from '../store/announce.ts';
import type { Query } from '../store/database.ts';
import { readRecords } from '../store/records.ts';
import {
  addOccurrences,
  advanceSeries,
  claimSeries,
  nearestMake,
  type SeriesRow,
  setSeriesAside,
} from '../store/series.ts';
import type { Context } from './context.ts';

export interface MakeResult {
  /** Occurrences put on record. */
  readonly made: number;
  readonly occasions: number;
  readonly faults: number;
  /** Whether the limit was reached and more may be waiting. */
  readonly more: boolean;
  /** The nearest instant at which another is to be made, epoch milliseconds; null when none is. */
  readonly nextMakeAt: number | null;
}

const RETRY_FAULT_MS = 3_600_000;

/** Whether the series still comes round on `day` (civil). */
const isWithin = (series: Pick<SeriesRow, 'endedOn'>, day: string): boolean =>
  series.endedOn === null || day <= series.endedOn;

/** When the occurrence after the last one made is wanted, epoch milliseconds; null when there is none. */
export function nextMakeAt(series: Series & Pick<SeriesRow, 'made' | 'endedOn'>): number | null {
  for (const { number, firstOn, makeAt } of occurrences(series))
    if (number > series.made) return isWithin(series, firstOn) ? makeAt : null;
  return null;
}

/** The occurrences after the last one made that are wanted by `now`, at most `limit`. */
function wanted(series: SeriesRow, now: number, limit: number): Occurrence[] {
  const list: Occurrence[] = [];
  for (const occurrence of occurrences(series)) {
    if (occurrence.number <= series.made) continue;
    if (list.length === limit || occurrence.makeAt > now || !isWithin(series, occurrence.firstOn)) break;
    list.push(occurrence);
  }
  return list;
}

/** Judges what has just been put on record, and writes down what that brings. */
async function announceAll(query: Query, ids: readonly number[], now: number) {
  const batch: Announcement[] = [];
  const records = await readRecords(query, ids);
  for (const id of ids) {
    const record = records.get(id);
    if (record === undefined) continue;
    const assessment = assess(record, now);
    const { moments } = assessment;
    batch.push({ id, assessment, moments, occasions: occasionsSince(record, assessment, record.knownUntil) });
  }
  const { occasions } = await writeAnnouncements(query, batch, 'refuse');
  const checks = batch.flatMap(({ assessment }) => assessment.nextCheckAt ?? []);
  return { occasions, nextCheckAt: checks.length === 0 ? null : Math.min(...checks) };
}

/** One series; null when none waits. `held` is told which one it is. */
function makeOne(ctx: Context, input: { now: number; limit: number; held: (id: number) => void }) {
  const { now, limit, held } = input;
  return ctx.db.inTransaction(async (query) => {
    const series = await claimSeries(query, now);
    if (series === null) return null;
    held(series.id);
    const list = wanted(series, now, limit);
    const ids = await addOccurrences(query, {
      seriesId: series.id,
      now,
      occurrences: list.map((one) => ({
        number: one.number,
        title: occurrenceTitle(series.title, one),
        ...one.window,
        explanation: explainOccurrence(series, one, series.phrase),
      })),
    });
    const announced = await announceAll(query, ids, now);
    const made = series.made + list.length;
    await advanceSeries(query, { id: series.id, made, nextMakeAt: nextMakeAt({ ...series, made }) });
    return { made: ids.length, ...announced };
  });
}

/** Makes at most `limit` occurrences (default 200), or looks at as many series. */
export async function makeAhead(ctx: Context, limit = 200): Promise<MakeResult> {
  const now = ctx.clock.now();
  const total = { made: 0, occasions: 0, faults: 0 };
  let looked = 0;
  while (looked < limit) {
    let id: number | null = null;
    try {
      const one = await makeOne(ctx, {
        now,
        limit: limit - looked,
        held: (series) => {
          id = series;
        },
      });
      if (one === null) break;
      total.made += one.made;
      total.occasions += one.occasions;
      looked += Math.max(1, one.made);
      if (one.nextCheckAt !== null) ctx.wake('sweep', one.nextCheckAt);
    } catch (error) {
      if (id === null || (error instanceof DulyError && error.code === 'unavailable')) throw error;
      const fault = error instanceof Error ? error.message : String(error);
      ctx.log.error({ series: id, error: fault }, 'series set aside');
      await setSeriesAside(ctx.db.query, { id, fault, now, retryAt: now + RETRY_FAULT_MS });
      total.faults += 1;
      looked += 1;
    }
  }
  if (total.occasions > 0) ctx.wake('fan-out');
  if (total.made > 0) ctx.log.info(total, 'occurrences made');
  return { ...total, more: looked >= limit, nextMakeAt: await nearestMake(ctx.db.query) };
}
