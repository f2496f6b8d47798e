/**
 * Series as they were known at one time about another: which there were, which of their times were on record, and how
 * each stood. Judged anew, since the stored status says nothing about the past.
 */
import { DulyError } from '../../domain/errors.ts';
import type { SeriesFacts } from '../../store/browse/series.ts';
import { occurrencesBy } from '../../store/browse/series.ts';
import { readRecords } from '../../store/records.ts';
import { inForceThen, type Past, recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { judge } from './judge.ts';

const BATCH = 500;
/** Judging takes a moment each. */
const MOST = 20_000;

type Tally = Pick<SeriesFacts, 'made' | 'kept' | 'late' | 'settled' | 'overdue'>;
const NOTHING: Tally = { made: 0, kept: 0, late: 0, settled: 0, overdue: 0 };
/** What was declared void or replaced by another promise was neither kept nor broken. */
const SETTLED: readonly string[] = ['met', 'partly_met', 'not_met', 'withdrawn'];

/** How the times of each series stood, by its number; of all series, or of one. */
async function talliesThen(
  { db: { query } }: Pick<Context, 'db'>,
  past: Past,
  seriesId: number | null,
): Promise<Map<number, Tally>> {
  const tallies = new Map<number, Tally>();
  let seen = 0;
  for (let after = 0; ; ) {
    const rows = await occurrencesBy(query, { seriesId, asOf: past.asOf, after, limit: BATCH });
    seen += rows.length;
    if (seen > MOST)
      throw new DulyError(
        'too_large',
        `More than ${MOST.toLocaleString('en-US')} times of series were on record: ask for one series.`,
      );
    const records = await readRecords(
      query,
      rows.map(({ id }) => id),
    );
    for (const row of rows) {
      const stored = records.get(row.id);
      const known = stored && recordAt(stored, past, past.on);
      if (known == null) continue;
      const { status, late } = judge(known.record, known.at, 'undated').assessment;
      const sum = tallies.get(row.seriesId) ?? NOTHING;
      tallies.set(row.seriesId, {
        made: sum.made + 1,
        kept: sum.kept + Number(status === 'met'),
        late: sum.late + Number(status === 'met' && late === true),
        settled: sum.settled + Number(SETTLED.includes(status)),
        overdue: sum.overdue + Number(status === 'overdue'),
      });
    }
    const last = rows.at(-1);
    if (rows.length < BATCH || last === undefined) return tallies;
    after = last.id;
  }
}

/**
 * The same series as they were known; what was not on record is left out. When the next is made and why one was set
 * aside is of today. Throws `DulyError('too_large')`.
 */
export async function seriesThen(
  ctx: Pick<Context, 'db'>,
  series: readonly SeriesFacts[],
  past: Past,
): Promise<SeriesFacts[]> {
  const known = series.filter(({ recordedAt }) => recordedAt <= past.asOf);
  const [only, ...more] = known;
  if (only === undefined) return [];
  const tallies = await talliesThen(ctx, past, more.length === 0 ? only.id : null);
  return known.map((one) => ({
    ...one,
    ...(tallies.get(one.id) ?? NOTHING),
    ended: one.ended !== null && inForceThen(past)(one.ended) ? one.ended : null,
    nextMakeAt: null,
    fault: null,
  }));
}
