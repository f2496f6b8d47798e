/**
 * Series as they stand now, or as was known then: the list, one with its occurrences, and the place of a commitment in
 * its series. Judged at one `now`, like every page.
 */
import { z } from 'zod';
import { isZone } from '../../domain/civil.ts';
import { describeRule, ordinal } from '../../domain/deadline/rule-words.ts';
import type { Window } from '../../domain/deadline/types.ts';
import { DulyError } from '../../domain/errors.ts';
import type { InBoth, Language } from '../../domain/language.ts';
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
import { asOfInput, type Past, readPastOf, recordAt } from '../as-of.ts';
import type { Context } from '../context.ts';
import { id as idInput, optional, parse } from '../input.ts';
import { judge } from './judge.ts';
import { seriesThen } from './series-then.ts';

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
  readonly past: Past | null;
  /** Latest first. */
  readonly occurrences: readonly OccurrenceItem[];
  /** The number to go on from when there are earlier ones; null when these are all. */
  readonly earlier: number | null;
}

interface SeriesWords {
  readonly none: string;
  readonly kept: (of: { kept: number; settled: number; late: number }) => string;
  /** Nothing when there is none. */
  readonly overdue: (count: number) => string;
  readonly ended: (day: string, end: { by: string; why: string }) => string;
  readonly endedOn: (day: string) => string;
  readonly place: (number: number, rule: string) => string;
}

const WORDS: InBoth<SeriesWords> = {
  en: {
    none: 'none settled yet',
    kept: ({ kept, settled, late }) =>
      `kept ${kept} of ${settled} settled${late === 0 ? '' : `, ${late} of them late`}`,
    overdue: (count) => (count === 0 ? '' : `, ${count} overdue`),
    ended: (day, { by, why }) => `ended on ${day} by ${by}: ${why}`,
    endedOn: (day) => `, ended on ${day}`,
    place: (number, rule) => `${ordinal(number)} of a series: ${rule}`,
  },
  de: {
    none: 'noch nichts abgeschlossen',
    kept: ({ kept, settled, late }) =>
      `${kept} von ${settled} abgeschlossenen gehalten${late === 0 ? '' : `, davon ${late} verspätet`}`,
    overdue: (count) => (count === 0 ? '' : `, ${count} überfällig`),
    ended: (day, { by, why }) => `am ${day} von ${by} beendet: ${why}`,
    endedOn: (day) => `, am ${day} beendet`,
    place: (number, rule) => `${number}. Termin einer Reihe: ${rule}`,
  },
};

function itemOf(facts: SeriesFacts, language: Language = 'en'): SeriesItem {
  const words = WORDS[language];
  const { kept, late, settled, overdue, ended } = facts;
  // A rule that has been stored was read before; only a zone can be unknown to this machine.
  const zone = isZone(facts.zone) ? facts.zone : 'UTC';
  return {
    ...facts,
    rule: describeRule({ rrule: facts.rrule, zone }, language),
    keptText: (settled === 0 ? words.none : words.kept({ kept, settled, late })) + words.overdue(overdue),
    endText: ended === null ? null : words.ended(formatDate(ended.on, true, language), ended),
  };
}

export interface SeriesList {
  readonly items: readonly SeriesItem[];
  /** The times that were asked for; null when it is about now. */
  readonly past: Past | null;
}

/** The series on record, newest first, at most 500; `raw` may ask for the past. Throws `invalid` and `too_large`. */
export async function listSeries(ctx: Context, raw: unknown = {}): Promise<SeriesList> {
  const now = ctx.clock.now();
  const past = readPastOf(raw, 'UTC', now);
  const found = await listSeriesFacts(ctx.db.query, { limit: MOST_SERIES, now, asOf: past?.asOf ?? null });
  const facts = past === null ? found : await seriesThen(ctx, found, past);
  return { items: facts.map((one) => itemOf(one, ctx.language)), past };
}

export const seriesInput = z.strictObject({
  id: idInput.describe('Number of the series'),
  upTo: optional(idInput).describe('Only occurrences up to this number'),
  ...asOfInput.shape,
});

/** For a number that no series has. */
export const noSeries = (id: number): DulyError =>
  new DulyError('not_found', `There is no series ${id}: \`duly series list\` shows those there are.`);

/** One series with its latest 200 occurrences. Throws `DulyError` `invalid`, or `not_found`. */
export async function readSeries(ctx: Context, raw: unknown): Promise<SeriesView> {
  const now = ctx.clock.now();
  const { id, upTo = 2_147_483_647, ...times } = parse(seriesInput, raw);
  const found = await seriesFacts(ctx.db.query, { id, now });
  if (found === null) throw noSeries(id);
  const past = readPastOf(times, found.zone, now);
  const [facts] = past === null ? [found] : await seriesThen(ctx, [found], past);
  if (facts === undefined) throw new DulyError('not_found', `Series ${id} was not on record then.`);
  const page = { seriesId: id, upTo, asOf: past?.asOf ?? null, limit: MOST_OCCURRENCES };
  const rows = await occurrenceFacts(ctx.db.query, page);
  const records = await readRecords(
    ctx.db.query,
    rows.map((row) => row.id),
  );
  const occurrences = rows.flatMap(({ announced, ...row }) => {
    const stored = records.get(row.id);
    const known = stored && recordAt(stored, past, now);
    if (known == null) return [];
    const { assessment } = judge(known.record, known.at, announced);
    const { status, deadline } = assessment;
    const statusText = describeStatus(assessment, ctx.language);
    return [{ ...row, status, statusText, window: deadline.window, zone: deadline.zone }];
  });
  const first = occurrences.at(-1)?.number ?? 1;
  const earlier = first > 1 ? first - 1 : null;
  return { ...itemOf(facts, ctx.language), now: past?.on ?? now, past, occurrences, earlier };
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

/** The place, as far as it was on record by `knownAt` (epoch milliseconds); null when the series is not there (which the database does not allow). */
export async function placeInSeries(
  ctx: Context,
  { series, number }: { series: number; number: number },
  knownAt: number,
): Promise<SeriesPlace | null> {
  const facts = await seriesFacts(ctx.db.query, { id: series, now: ctx.clock.now() });
  if (facts === null) return null;
  const { language = 'en' } = ctx;
  const { rule, ended } = itemOf(facts, language);
  const words = WORDS[language];
  const end =
    ended === null || ended.recordedAt > knownAt ? '' : words.endedOn(formatDate(ended.on, true, language));
  const text = words.place(number, `${rule}${end}`);
  const beside = await neighbours(ctx.db.query, { seriesId: series, number, knownAt });
  return { id: series, number, text, ...beside };
}
