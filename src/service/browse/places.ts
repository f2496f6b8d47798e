/**
 * The places where commitments come together: a party, a source (one document), a tag (one meeting, one deal). Each is
 * read as it stands now, or as was known then: counts, lists and track record. Lists are paged; their order is that of
 * recording.
 */
import { z } from 'zod';
import { describeAsKnown } from '../../domain/as-known.ts';
import { DulyError } from '../../domain/errors.ts';
import type { Status } from '../../domain/record.ts';
import { ANY_MATTER, type Matter } from '../../domain/search.ts';
import {
  type Belonging,
  belongingTo,
  type PartyFacts,
  type PlaceLine,
  partyById,
  partyNamed,
  placeLines,
  type SourceFacts,
  sourceById,
  statementsOf,
  tagKnown,
} from '../../store/browse/places.ts';
import { countStatuses, EVERYTHING, type Selection } from '../../store/browse/selection.ts';
import { asOfInput, type Past, readPastOf } from '../as-of.ts';
import type { Context } from '../context.ts';
import { id as idInput, line, optional, parse } from '../input.ts';
import { type Brief, readBriefs } from './brief.ts';
import { placeThen } from './place-then.ts';
import { readTimeline, type Timeline } from './timeline.ts';
import { readTrackRecord, type TrackRecordView } from './track-record.ts';

/** How many commitments a list shows at once. */
const PAGE = 50;
const MOST_STATEMENTS = 500;
/** Beyond so many commitments a page does not wait for the track record; the command counts any number. */
const MOST_COUNTED = 2_000;

/** Some of what belongs to a place, the latest first. */
export interface BriefList {
  readonly items: readonly Brief[];
  /** Pass it as `before` for the next ones; null when there are none. */
  readonly next: number | null;
}

/** What every place shows. */
interface Place {
  /** The instant that it is about, epoch milliseconds. */
  readonly now: number;
  /** The times that were asked for; null when it is about now. */
  readonly past: Past | null;
  readonly counts: ReadonlyMap<Status, number>;
  readonly timeline: Timeline;
  /** Null when there is too much to count while a page waits. */
  readonly record: TrackRecordView | null;
}

const pageInput = z.object({
  before: optional(idInput),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  ...asOfInput.shape,
});

/** The times that are asked for. */
interface Times {
  readonly now: number;
  readonly past: Past | null;
}

const timesOf = (ctx: Context, { asOf, on, zone }: z.output<typeof asOfInput>): Times => {
  const now = ctx.clock.now();
  return { now, past: readPastOf({ asOf, on, zone }, 'UTC', now) };
};

/** Throws `not_found` for what had not been recorded by then. */
function assertOnRecord(what: string, recordedAt: number, { past }: Times): void {
  if (past !== null && recordedAt > past.asOf)
    throw new DulyError('not_found', `${what} was not on record then. ${describeAsKnown(past, past.zone)}.`);
}

async function listOf(
  ctx: Context,
  times: Times,
  ask: { how: Belonging; of: number | string; before?: number | undefined },
): Promise<BriefList> {
  const [before, asOf] = [ask.before ?? null, times.past?.asOf ?? null];
  const ids = await belongingTo(ctx.db.query, { ...ask, before, asOf, limit: PAGE + 1 });
  const shown = ids.slice(0, PAGE);
  return {
    items: await readBriefs(ctx, shown, times),
    next: ids.length > PAGE ? (shown.at(-1) ?? null) : null,
  };
}

async function placeOf(
  ctx: Context,
  { now, past }: Times,
  input: {
    only: Partial<Selection>;
    /** The same in words that hold for good. */
    matter: Partial<Matter>;
    whose: Record<string, string>;
    days: { from?: unknown; to?: unknown };
  },
): Promise<Place> {
  const { counts, timeline } =
    past === null
      ? await placeNow(ctx, { ...EVERYTHING, ...input.only }, input.days)
      : await placeThen(ctx, { matter: { ...ANY_MATTER, ...input.matter }, past, raw: input.days });
  const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const record = total > MOST_COUNTED ? null : await readTrackRecord(ctx, { ...input.whose, ...past?.asked });
  return { now: past?.on ?? now, past, counts, timeline, record };
}

const placeNow = async (ctx: Context, selection: Selection, days: { from?: unknown; to?: unknown }) => ({
  timeline: await readTimeline(ctx, selection, days),
  counts: await countStatuses(ctx.db.query, selection, ctx.clock.now()),
});

const ROLES = ['committer', 'speaker', 'beneficiary'] as const;
export type Role = (typeof ROLES)[number];

export interface PartyView extends Place, PartyFacts {
  /** What it must do, what it said, what is promised to it. */
  readonly lists: Readonly<Record<Role, BriefList>>;
  /** The one list that is shown, when one is paged through. */
  readonly only: Role | null;
}

/** Reads a party. `raw`: `role` and `before` page one of its lists. Throws `DulyError('invalid' | 'not_found')`. */
export async function readParty(
  ctx: Context,
  rawId: unknown,
  raw: Record<string, unknown>,
): Promise<PartyView> {
  const id = parse(idInput, rawId);
  const { role, before, from, to, ...asked } = parse(
    pageInput.extend({ role: optional(z.enum(ROLES, { error: `must be one of ${ROLES.join(', ')}` })) }),
    raw,
  );
  const party = await partyById(ctx.db.query, id);
  if (party === null)
    throw new DulyError('not_found', `There is no party ${id}. All are listed under Parties.`);
  const times = timesOf(ctx, asked);
  assertOnRecord(`“${party.name}”`, party.recordedAt, times);
  const list = (how: Role): Promise<BriefList> =>
    role !== undefined && role !== how
      ? Promise.resolve({ items: [], next: null })
      : listOf(ctx, times, { how, of: id, before: role === how ? before : undefined });
  const { name } = party;
  const place = await placeOf(ctx, times, {
    ...{ only: { partyId: id }, matter: { party: name }, whose: { party: name } },
    days: { from, to },
  });
  const lists = {
    committer: await list('committer'),
    speaker: await list('speaker'),
    beneficiary: await list('beneficiary'),
  };
  return { ...party, ...place, lists, only: role ?? null };
}

export interface SourceView extends Place, SourceFacts {
  readonly text: string | null;
  /** Null spans: it is not known where in the text it stands. */
  readonly statements: Awaited<ReturnType<typeof statementsOf>>;
  /** Whether there are more statements than are shown. */
  readonly moreStatements: boolean;
  readonly list: BriefList;
  /** The commitments of the statements shown. */
  readonly said: readonly Brief[];
}

/** Reads a source with its text. Throws `DulyError('invalid' | 'not_found')`. */
export async function readSource(
  ctx: Context,
  rawId: unknown,
  raw: Record<string, unknown>,
): Promise<SourceView> {
  const id = parse(idInput, rawId);
  const { before, from, to, ...asked } = parse(pageInput, raw);
  const source = await sourceById(ctx.db.query, id);
  if (source === null)
    throw new DulyError('not_found', `There is no source ${id}. All are listed under Sources.`);
  const times = timesOf(ctx, asked);
  assertOnRecord(`“${source.title}”`, source.recordedAt, times);
  const asOf = times.past?.asOf ?? null;
  const found = await statementsOf(ctx.db.query, { source: id, asOf, limit: MOST_STATEMENTS + 1 });
  const all = await belongingTo(ctx.db.query, {
    how: 'source',
    of: id,
    before: null,
    asOf,
    limit: MOST_STATEMENTS,
  });
  const place = await placeOf(ctx, times, {
    ...{ only: { sourceId: id }, matter: { source: id }, whose: { source: source.title } },
    days: { from, to },
  });
  return {
    ...source,
    ...place,
    statements: found.slice(0, MOST_STATEMENTS),
    moreStatements: found.length > MOST_STATEMENTS,
    list: await listOf(ctx, times, { how: 'source', of: id, before }),
    said: source.text === null ? [] : await readBriefs(ctx, all, times),
  };
}

export interface TagView extends Place {
  readonly tag: string;
  readonly list: BriefList;
}

/** Reads a tag, in any case of letters. Throws `DulyError('invalid' | 'not_found')`. */
export async function readTag(ctx: Context, rawTag: unknown, raw: Record<string, unknown>): Promise<TagView> {
  const tag = parse(line(60), rawTag).toLowerCase();
  const { before, from, to, ...asked } = parse(pageInput, raw);
  if (!(await tagKnown(ctx.db.query, tag)))
    throw new DulyError(
      'not_found',
      `No commitment carries the tag “${tag}”. All tags are listed under Tags.`,
    );
  const times = timesOf(ctx, asked);
  const place = await placeOf(ctx, times, {
    ...{ only: { tag }, matter: { tag }, whose: { tag } },
    days: { from, to },
  });
  if (place.past !== null && place.counts.size === 0)
    assertOnRecord(`The tag “${tag}”`, Number.POSITIVE_INFINITY, times);
  return { tag, ...place, list: await listOf(ctx, times, { how: 'tag', of: tag, before }) };
}

const listInput = z.object({ q: optional(line(200)), after: optional(line(200)), ...asOfInput.shape });

export interface PlaceList {
  readonly lines: readonly PlaceLine[];
  /** What was searched for, as plain text; empty when nothing was. */
  readonly search: string;
  /** Pass it as `after` for the next ones; null when there are none. */
  readonly next: string | null;
  /** The times that were asked for; null when it is about now. */
  readonly past: Past | null;
}

/** Lists parties, sources or tags; `raw`: `q` (plain text in the name), `after`. Throws `DulyError('invalid')`. */
export async function listPlaces(
  ctx: Context,
  kind: 'parties' | 'sources' | 'tags',
  raw: unknown,
): Promise<PlaceList> {
  const { q: search = '', after = null, ...asked } = parse(listInput, raw);
  const { past } = timesOf(ctx, asked);
  if (kind === 'sources' && after !== null && !/^\d{1,9}$/.test(after))
    throw new DulyError('invalid', 'after is none that the list gave out.', { field: 'after' });
  const found = await placeLines(ctx.db.query, {
    ...{ kind, search, after, limit: PAGE + 1 },
    asOf: past?.asOf ?? null,
  });
  const lines = found.slice(0, PAGE);
  const last = lines.at(-1);
  const next = found.length > PAGE && last !== undefined ? (kind === 'parties' ? last.name : last.key) : null;
  return { lines, search, next, past };
}

/** The number of the party of this name. Throws `DulyError('invalid' | 'not_found')`. */
export async function findPartyNumber(ctx: Pick<Context, 'db'>, rawName: unknown): Promise<number> {
  const name = parse(line(200), rawName);
  const id = await partyNamed(ctx.db.query, name);
  if (id === null) throw new DulyError('not_found', `No party “${name}” is on record.`);
  return id;
}
