/**
 * Calendars of dates: of what the filters of the board pick, of one commitment, and of what a subscription follows.
 * What was called off stays in them, cancelled, so that a program that has it strikes it out.
 */
import { changedAt, isCalledOff, sequenceOf } from '../../domain/calendar-entry.ts';
import { DulyError } from '../../domain/errors.ts';
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

/** Of all commitments that the filters pick. Throws `DulyError('invalid')` or `not_found`. */
export async function readCalendar(ctx: Context, filters: unknown): Promise<string> {
  const now = ctx.clock.now();
  const { selection, words } = await readSelection(ctx, filters);
  return selected(ctx, selection, { words: words ?? 'everything', now });
}

/** Of one commitment; empty while it has no date. Throws `DulyError('invalid')` or `not_found`. */
export async function readCalendarOfOne(ctx: Context, rawId: unknown): Promise<string> {
  const now = ctx.clock.now();
  const id = parse(idInput, rawId);
  const found = (await feedFacts(ctx.db.query, [id])).get(id);
  if (found === undefined) throw new DulyError('not_found', `There is no commitment ${id}.`);
  return written(ctx, [id], { words: found.title, now, cut: false });
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
  const above = minQuantity === null ? null : { quantity: Number(minQuantity), unit: minUnit };
  const selection = { ...EVERYTHING, partyId, tag, sourceId, commitmentId, above };
  return selected(ctx, selection, { words: describeFollowed(row), now });
}

async function selected(
  ctx: Context,
  selection: Selection,
  { words, now }: { words: string; now: number },
): Promise<string> {
  const ids = await datedCommitments(ctx.db.query, { selection, now, limit: MOST + 1 });
  return written(ctx, ids.slice(0, MOST), { words, now, cut: ids.length > MOST });
}

async function written(
  ctx: Context,
  ids: readonly number[],
  { words, now, cut }: { words: string; now: number; cut: boolean },
): Promise<string> {
  const entries = await entriesOf(ctx, ids, now);
  const about = `Dates of public commitments: ${words}.`;
  return writeCalendar({
    instanceName: 'Duly',
    host: hostOf(ctx.baseUrl),
    title: `Duly: ${words}`,
    about: cut
      ? `There are more than ${MOST}; these are the ${MOST} that close next or closed last. ${about}`
      : about,
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
        status: describeStatus(assessment),
        calledOff: isCalledOff(assessment.status),
        explanation: fact.explanations[version - 1] ?? '',
        url: `${ctx.baseUrl}/commitments/${id}`,
      },
    ];
  });
}
