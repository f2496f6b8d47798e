/**
 * Series as they stand now: the list, one with its occurrences, and the place of a commitment in its series. Judged
 * at one `now`, like every page.
 */
import { z } from 'zod';
import { isZone } from '../../domain/civil.ts';
import { describeRule, ordinal } from '../../domain/deadline/rule-words.ts';
import type { Window } from '../../domain/deadline/types.ts';
import { DulyError } from '../../domain/errors.ts';
import type { Status } from '../../domain/record.ts';
import { formatDate } from '../../domain/shown.ts';
import { describeStatus } from '../../domain/words.ts';
import {
  listSeriesFacts,
  neighbours,
  occurrenceFacts,
  type SeriesFacts,
  seriesFacts,
} from '../../store/browse/series.ts';
import { readRecords } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { id as idInput, optional, parse } from '../input.ts';
import { judge } from './judge.ts';

/** Series and occurrences that one answer lists at most. */
const MOST_SERIES = 500;
const MOST_OCCURRENCES = 200;

export interface SeriesItem extends SeriesFacts {
  /** The rule for people: `monthly until Wed 31 Dec 2025`. */
  readonly rule: string;
  /** How many of the settled ones were kept, and how many are overdue, for people. */
  readonly keptText: string;
  /** That and why it was ended, for people; null while it was not. */
  readonly endText: string | null;
}

export interface OccurrenceItem {
  /** Number of the commitment. */
  readonly id: number;
  /** Which time, from 1. */
  readonly number: number;
  readonly title: string;
  readonly status: Status;
  /** The status for people: `Met, 2 days late`. */
  readonly statusText: string;
  readonly window: Window | null;
  readonly zone: string;
}

export interface SeriesView extends SeriesItem {
  /** The instant it holds for, epoch milliseconds. */
  readonly now: number;
  /** Latest first. */
  readonly occurrences: readonly OccurrenceItem[];
  /** The number to go on from when there are earlier ones; null when these are all. */
  readonly earlier: number | null;
}

function itemOf(facts: SeriesFacts): SeriesItem {
  const { kept, late, settled, overdue, ended } = facts;
  const overdueText = overdue === 0 ? '' : `, ${overdue} overdue`;
  const lateText = late === 0 ? '' : `, ${late} of them late`;
  // A rule that has been stored was read before; only a zone can be unknown to this machine.
  const zone = isZone(facts.zone) ? facts.zone : 'UTC';
  return {
    ...facts,
    rule: describeRule({ rrule: facts.rrule, zone }),
    keptText:
      (settled === 0 ? 'none settled yet' : `kept ${kept} of ${settled} settled${lateText}`) + overdueText,
    endText: ended === null ? null : `ended on ${formatDate(ended.on)} by ${ended.by}: ${ended.why}`,
  };
}

/** The series on record, newest first, at most 500. */
export async function listSeries(ctx: Context): Promise<readonly SeriesItem[]> {
  return (await listSeriesFacts(ctx.db.query, { limit: MOST_SERIES, now: ctx.clock.now() })).map(itemOf);
}

export const seriesInput = z.strictObject({
  id: idInput.describe('Number of the series'),
  upTo: optional(idInput).describe('Only occurrences up to this number'),
});

/** For a number that no series has. */
export const noSeries = (id: number): DulyError =>
  new DulyError('not_found', `There is no series ${id}: \`duly series list\` shows those there are.`);

/** One series with its latest 200 occurrences. Throws `DulyError` `invalid`, or `not_found`. */
export async function readSeries(ctx: Context, raw: unknown): Promise<SeriesView> {
  const now = ctx.clock.now();
  const { id, upTo = 2_147_483_647 } = parse(seriesInput, raw);
  const facts = await seriesFacts(ctx.db.query, { id, now });
  if (facts === null) throw noSeries(id);
  const page = { seriesId: id, upTo, limit: MOST_OCCURRENCES };
  const rows = await occurrenceFacts(ctx.db.query, page);
  const records = await readRecords(
    ctx.db.query,
    rows.map((row) => row.id),
  );
  const occurrences = rows.flatMap(({ announced, ...row }) => {
    const record = records.get(row.id);
    if (record === undefined) return [];
    const { assessment } = judge(record, now, announced);
    const { status, deadline } = assessment;
    const statusText = describeStatus(assessment);
    return [{ ...row, status, statusText, window: deadline.window, zone: deadline.zone }];
  });
  const first = occurrences.at(-1)?.number ?? 1;
  return { ...itemOf(facts), now, occurrences, earlier: first > 1 ? first - 1 : null };
}

/** Where a commitment stands in its series. */
export interface SeriesPlace {
  readonly id: number;
  /** Which time, from 1. */
  readonly number: number;
  /** For people: `2nd of a series: monthly until Wed 31 Dec 2025`. */
  readonly text: string;
  readonly previousId: number | null;
  readonly nextId: number | null;
}

/** The place; null when the series is not there (which the database does not allow). */
export async function placeInSeries(
  ctx: Context,
  { series, number }: { series: number; number: number },
): Promise<SeriesPlace | null> {
  const facts = await seriesFacts(ctx.db.query, { id: series, now: ctx.clock.now() });
  if (facts === null) return null;
  const { rule, ended } = itemOf(facts);
  const end = ended === null ? '' : `, ended on ${formatDate(ended.on)}`;
  const text = `${ordinal(number)} of a series: ${rule}${end}`;
  const beside = await neighbours(ctx.db.query, { seriesId: series, number });
  return { id: series, number, text, ...beside };
}
