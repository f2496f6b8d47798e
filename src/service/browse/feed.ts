/**
 * Feeds of what happened: 1. what is asked for, 2. its newest events, 3. how each commitment stood when the event
 * became known, 4. written. An entry says what was true then, so it never changes once it is out.
 */
import { isZone } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import { describeEvent, headlineOf } from '../../domain/event-words.ts';
import { recordBy } from '../../domain/known.ts';
import { type InBoth, inAddress } from '../../domain/language.ts';
import type { CommitmentRecord, Status } from '../../domain/record.ts';
import { describeStatus } from '../../domain/words.ts';
import { writeAtom } from '../../feed/atom.ts';
import type { Feed, FeedEntry } from '../../feed/feed.ts';
import { writeJsonFeed } from '../../feed/json.ts';
import { hostOf } from '../../mail/links.ts';
import { type FeedEvent, type FeedFacts, feedFacts, newestEvents } from '../../store/browse/feed.ts';
import { EVERYTHING, type Selection } from '../../store/browse/selection.ts';
import { readRecords } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { id as idInput, parse } from '../input.ts';
import { judge } from './judge.ts';
import { readSelection } from './selection.ts';

/** How many entries a feed has at most. */
const NEWEST = 50;

const WRITERS = { atom: writeAtom, json: writeJsonFeed };
export type FeedFormat = keyof typeof WRITERS;

/** What is asked for. */
export type FeedAsk =
  /** `feed` and `feeds/all` are the same, under two addresses; `overdue`: only what became overdue. */
  | { readonly of: 'feed' | 'all' | 'overdue'; readonly filters: unknown }
  | { readonly of: 'commitment'; readonly id: unknown };

const PATHS = { feed: '/feed', all: '/feeds/all', overdue: '/feeds/overdue' };

type Frame = Pick<Feed, 'title' | 'about' | 'homeUrl'> & { path: string; query: string };

interface FrameWords {
  readonly everything: string;
  readonly recently: string;
  readonly overdue: string;
  readonly happened: string;
  readonly only: (what: string) => string;
  readonly newest: (about: string) => string;
  readonly one: string;
}

const WORDS: InBoth<FrameWords> = {
  en: {
    everything: 'everything',
    recently: 'recently overdue',
    overdue: 'What became overdue',
    happened: 'What happened to public commitments',
    only: (what) => ` (only ${what})`,
    newest: (about) => `${about}, newest first.`,
    one: 'What happened to this commitment',
  },
  de: {
    everything: 'alles',
    recently: 'zuletzt überfällig',
    overdue: 'Was überfällig wurde',
    happened: 'Was mit öffentlichen Zusagen geschah',
    only: (what) => ` (nur ${what})`,
    newest: (about) => `${about}, das Neueste zuerst.`,
    one: 'Was mit dieser Zusage geschah',
  },
};

/** The text of the feed, in the language of `ctx`. Throws `DulyError('invalid')`, or `not_found` for what is not on record. */
export async function readFeed(ctx: Context, ask: FeedAsk, format: FeedFormat): Promise<string> {
  const now = ctx.clock.now();
  const { selection, frame } = await (ask.of === 'commitment'
    ? frameOfOne(ctx, ask.id)
    : frameOf(ctx, ask.of, ask.filters));
  const kind = ask.of === 'overdue' ? 'overdue' : null;
  const events = await newestEvents(ctx.db.query, { selection, kind, now, limit: NEWEST });
  const ids = [...new Set(events.map(({ commitmentId }) => commitmentId))];
  const [facts, records] = [await feedFacts(ctx.db.query, ids), await readRecords(ctx.db.query, ids)];
  const entries = events.flatMap((event): FeedEntry[] => {
    const [fact, record] = [facts.get(event.commitmentId), records.get(event.commitmentId)];
    return fact === undefined || record === undefined ? [] : [entryOf(ctx, event, fact, record)];
  });
  const { path, query, ...words } = frame;
  return WRITERS[format]({
    ...words,
    instanceName: 'Duly',
    host: hostOf(ctx.baseUrl),
    language: ctx.language ?? 'en',
    name: path + query,
    selfUrl: `${ctx.baseUrl}${path}.${format}${query}`,
    entries,
  });
}

async function frameOf(
  ctx: Context,
  of: keyof typeof PATHS,
  filters: unknown,
): Promise<{ selection: Selection; frame: Frame }> {
  const { selection, words: asked, query } = await readSelection(ctx, filters);
  const words = WORDS[ctx.language ?? 'en'];
  const overdue = of === 'overdue';
  const about = overdue ? words.overdue : words.happened;
  const titled = [...(overdue ? [words.recently] : []), ...(asked === null ? [] : [asked])];
  const frame = {
    title: `Duly: ${titled.length === 0 ? words.everything : titled.join(', ')}`,
    about: words.newest(`${about}${asked === null ? '' : words.only(asked)}`),
    homeUrl: `${ctx.baseUrl}/${query}`,
    ...{ path: PATHS[of], query },
  };
  return { selection, frame };
}

async function frameOfOne(ctx: Context, rawId: unknown): Promise<{ selection: Selection; frame: Frame }> {
  const id = parse(idInput, rawId);
  const found = (await feedFacts(ctx.db.query, [id])).get(id);
  if (found === undefined) throw new DulyError('not_found', `There is no commitment ${id}.`);
  const path = `/commitments/${id}`;
  const words = WORDS[ctx.language ?? 'en'];
  const query = inAddress('', ctx.language);
  const frame = {
    title: `Duly: ${found.title}`,
    about: words.newest(words.one),
    homeUrl: ctx.baseUrl + path + query,
    ...{ path: `${path}/feed`, query },
  };
  return { selection: { ...EVERYTHING, commitmentId: id }, frame };
}

function entryOf(ctx: Context, event: FeedEvent, fact: FeedFacts, record: CommitmentRecord): FeedEntry {
  const { assessment } = standing(record, event, fact.announced);
  const zone = isZone(assessment.deadline.zone) ? assessment.deadline.zone : 'UTC';
  const { kind, commitmentId, occurredAt, recordedAt } = event;
  const { title, quote, speaker, tags, exampleData } = fact;
  const { language = 'en' } = ctx;
  return {
    ...{ kind, commitmentId, occurredAt, recordedAt, title, quote, speaker, tags, exampleData, zone },
    event: event.id,
    url: inAddress(`${ctx.baseUrl}/commitments/${commitmentId}`, language),
    headline: headlineOf(event, language),
    sentence: describeEvent(event, { zone, unit: fact.unit, language }),
    derivation: fact.explanations[assessment.deadline.version - 1] ?? '',
    status: describeStatus(assessment, language),
  };
}

/** How it stood when the event could first be known: a sweep may have noticed late, when much more was so already. */
function standing(record: CommitmentRecord, event: FeedEvent, stored: Status) {
  const then = (at: number) => judge({ ...recordBy(record, at), knownUntil: at }, at, stored);
  const noticed = then(event.recordedAt);
  const moment = noticed.assessment.moments.find(({ key }) => key === event.key);
  return moment === undefined || moment.knownAt === event.recordedAt ? noticed : then(moment.knownAt);
}
