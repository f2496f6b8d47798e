/**
 * Calendars of dates: of what the filters of the board pick, of one commitment, and of what a subscription follows.
 * What was called off stays in them, cancelled, so that a program that has it strikes it out.
 */
import { changedAt, isCalledOff, sequenceOf } from '../../domain/calendar-entry.ts';
import { DulyError } from '../../domain/errors.ts';
import { type InBoth, inAddress } from '../../domain/language.ts';
import { matterOf, type Search, searchIn } from '../../domain/search.ts';
import { describeStatus } from '../../domain/words.ts';
import { writeCalendar } from '../../feed/calendar.ts';
import { hostOf } from '../../mail/links.ts';
import type { DatedEntry } from '../../mail/vevent.ts';
import { datedCommitments } from '../../store/browse/calendar.ts';
import { feedFacts } from '../../store/browse/feed.ts';
import { EVERYTHING, type Selection } from '../../store/browse/selection.ts';
import { readRecords } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { id as idInput, parse } from '../input.ts';
import { subscriptionBehind } from '../link.ts';
import { describeFollowed } from '../manage.ts';
import { judge } from './judge.ts';
import { readSelection } from './selection.ts';

/** How many entries a calendar has at most. */
const MOST = 500;

interface Named {
  readonly title: string;
  readonly about: string;
}

interface CalendarWords {
  /** What the filters pick, in words; null: everything. */
  readonly of: (what: string | null) => Named;
  /** What a subscription follows, as `describeFollowed` has it. */
  readonly followed: (what: string) => Named;
  readonly cut: (most: number) => string;
}

const ofWhat = (what: string): Named => ({
  title: `Duly: ${what}`,
  about: `Dates of public commitments: ${what}.`,
});

const WORDS: InBoth<CalendarWords> = {
  en: {
    of: (what) => ofWhat(what ?? 'everything'),
    followed: ofWhat,
    cut: (most) => `There are more than ${most}; these are the ${most} that close next or closed last. `,
  },
  de: {
    of: (what) => ({
      title: `Duly: ${what ?? 'alles'}`,
      about: `Termine öffentlicher Zusagen: ${what ?? 'alles'}.`,
    }),
    // What is followed stands in the dative.
    followed: (what) => ({
      title: `Duly folgt ${what}`,
      about: `Termine öffentlicher Zusagen; folgt ${what}.`,
    }),
    cut: (most) =>
      `Es gibt mehr als ${most}; dies sind die ${most}, die als nächste enden oder zuletzt endeten. `,
  },
};

const wordsOf = (ctx: Context): CalendarWords => WORDS[ctx.language ?? 'en'];

/** Of all commitments that the filters pick, in the language of `ctx`. Throws `DulyError('invalid')` or `not_found`. */
export async function readCalendar(ctx: Context, filters: unknown): Promise<string> {
  const now = ctx.clock.now();
  const { selection, words } = await readSelection(ctx, filters);
  return selected(ctx, selection, { named: wordsOf(ctx).of(words), now });
}

/** Of one commitment; empty while it has no date. Throws `DulyError('invalid')` or `not_found`. */
export async function readCalendarOfOne(ctx: Context, rawId: unknown): Promise<string> {
  const now = ctx.clock.now();
  const id = parse(idInput, rawId);
  const found = (await feedFacts(ctx.db.query, [id])).get(id);
  if (found === undefined) throw new DulyError('not_found', `There is no commitment ${id}.`);
  return written(ctx, [id], { named: wordsOf(ctx).of(found.title), now, cut: false });
}

/**
 * Of what the subscription behind the link follows, as far as there is enough at stake for it. It says nothing of the
 * subscriber. Throws `not_found` for any bad token, and when the subscription has ended or was never confirmed.
 */
export async function readCalendarBehind(ctx: Context, token: string): Promise<string> {
  const now = ctx.clock.now();
  const row = await subscriptionBehind(ctx, 'calendar', token);
  // A mailbox that refuses mail is no reason to keep the dates back.
  if (row.state !== 'active' && row.state !== 'suspended')
    throw new DulyError(
      'not_found',
      'This link is not valid, or no longer. Subscribe again to get a new one.',
    );
  const { partyId, tag, sourceId, commitmentId, minQuantity, minUnit } = row;
  const atLeast = minQuantity === null ? null : { quantity: Number(minQuantity), unit: minUnit };
  const own = { ...EVERYTHING, partyId, tag, sourceId, commitmentId, atLeast };
  const selection = row.follows === 'search' ? await searched(ctx, own, searchIn(row.search)) : own;
  return selected(ctx, selection, { named: wordsOf(ctx).followed(describeFollowed(row, ctx.language)), now });
}

/** What the search picks, on top of `selection`. */
async function searched(ctx: Context, selection: Selection, search: Search): Promise<Selection> {
  const { party, ...matter } = matterOf(search);
  const found =
    party === null
      ? null
      : await ctx.db.prisma.party.findUniqueOrThrow({ where: { name: party }, select: { id: true } });
  const { tag, source, speaker, modality, q } = matter;
  return { ...selection, partyId: found?.id ?? null, tag, sourceId: source, speaker, modality, q };
}

async function selected(
  ctx: Context,
  selection: Selection,
  { named, now }: { named: Named; now: number },
): Promise<string> {
  const ids = await datedCommitments(ctx.db.query, { selection, now, limit: MOST + 1 });
  return written(ctx, ids.slice(0, MOST), { named, now, cut: ids.length > MOST });
}

async function written(
  ctx: Context,
  ids: readonly number[],
  { named, now, cut }: { named: Named; now: number; cut: boolean },
): Promise<string> {
  const entries = await entriesOf(ctx, ids, now);
  return writeCalendar({
    instanceName: 'Duly',
    host: hostOf(ctx.baseUrl),
    language: ctx.language ?? 'en',
    title: named.title,
    about: `${cut ? wordsOf(ctx).cut(MOST) : ''}${named.about}`,
    entries,
  });
}

async function entriesOf(ctx: Context, ids: readonly number[], now: number): Promise<DatedEntry[]> {
  const records = await readRecords(ctx.db.query, ids);
  const facts = await feedFacts(ctx.db.query, ids);
  return ids.flatMap((id): DatedEntry[] => {
    const [record, fact] = [records.get(id), facts.get(id)];
    if (record === undefined || fact === undefined) return [];
    const { assessment } = judge(record, now, fact.announced);
    const { window, zone, version } = assessment.deadline;
    if (window === null) return [];
    const { title, quote, speaker, exampleData } = fact;
    return [
      {
        ...{ title, quote, speaker, exampleData },
        commitmentId: String(id),
        sequence: sequenceOf(record, assessment),
        stampedAt: changedAt(assessment),
        window: { ...window, zone },
        status: describeStatus(assessment, ctx.language),
        calledOff: isCalledOff(assessment.status),
        explanation: fact.explanations[version - 1] ?? '',
        url: inAddress(`${ctx.baseUrl}/commitments/${id}`, ctx.language),
      },
    ];
  });
}
