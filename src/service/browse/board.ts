/**
 * The board: 1. count, 2. pick the candidates of each group, 3. judge what was picked, 4. put each where it
 * stands now. Everything is judged at one `now`, so a stopped worker cannot make the board lie.
 */
import { assertZone } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import { GROUP_STATUSES, GROUPS, type Group, groupOf } from '../../domain/groups.ts';
import type { Status } from '../../domain/record.ts';
import { slipsOf } from '../../domain/slips.ts';
import {
  boardCandidates,
  boardCounts,
  boardFacts,
  type Candidate,
  movedDeadlines,
} from '../../store/browse/board.ts';
import type { Among, BoardFilter } from '../../store/browse/board-filter.ts';
import { readRecords } from '../../store/records.ts';
import { type Past, readPast } from '../as-of.ts';
import type { Context } from '../context.ts';
import { parse } from '../input.ts';
import { type BoardInput, boardInput, matterIn, stretchIn } from './board-input.ts';
import { type BoardItem, boardItem, cursorText, eachGroup } from './board-item.ts';
import { boardThen } from './board-then.ts';
import { judge } from './judge.ts';

export interface Board {
  /** The instant it holds for. */
  readonly now: number;
  readonly groups: Readonly<Record<Group, readonly BoardItem[]>>;
  /** How many there are in each group, shown or not. */
  readonly counts: Readonly<Record<Group, number>>;
  /** For a group that has more: what to pass as `cursor`, together with `group`, for the next ones. */
  readonly more: Readonly<Record<Group, string | null>>;
  /** How many there are in all groups together, whatever is asked for by status. */
  readonly total: number;
  /** The times that were asked for; null when it is about now. */
  readonly past: Past | null;
}

function cursorOf(text: string): Candidate {
  const [, key, id] = /^(-?\d{1,16})\.(\d{1,9})$/.exec(text) ?? [];
  if (key !== undefined && id !== undefined) return { key: Number(key), id: Number(id) };
  throw new DulyError('invalid', 'cursor is none that the board gave out.', { field: 'cursor' });
}

/** Which statuses of a group are asked for. */
function wanted(group: Group, input: Pick<BoardInput, 'status' | 'group'>): readonly Status[] {
  if (input.group !== undefined && input.group !== group) return [];
  const statuses: readonly Status[] = GROUP_STATUSES[group];
  if (input.status === undefined) return statuses;
  if (input.status === 'open') return group === 'settled' ? [] : statuses;
  if (input.status === 'settled') return group === 'settled' ? statuses : [];
  return statuses.filter((status) => status === input.status);
}

/** What the board says about each of `ids` at `now` (epoch milliseconds). */
export async function itemsOf(
  ctx: Context,
  ids: readonly number[],
  now: number,
): Promise<Map<number, BoardItem>> {
  if (ids.length === 0) return new Map();
  const records = await readRecords(ctx.db.query, ids);
  const facts = await boardFacts(ctx.db.query, ids);
  const items = new Map<number, BoardItem>();
  for (const id of ids) {
    const record = records.get(id);
    const fact = facts.get(id);
    if (record === undefined || fact === undefined) continue;
    items.set(id, boardItem(record, judge(record, now, fact.announced), fact, ctx.language));
  }
  return items;
}

/** Numbers of what has slipped by so many days in all, at least. */
export async function slippedBy(ctx: Context, days: number): Promise<number[]> {
  const moved = await movedDeadlines(ctx.db.query);
  return [...moved].filter(([, versions]) => slipsOf(versions).totalDays >= days).map(([id]) => id);
}

/**
 * Reads the board. Overdue: longest first; due: closing soonest; upcoming: opening soonest; undated: the nearest
 * review first; settled: latest first. `among` keeps it to some. Throws `DulyError('invalid')`.
 */
export async function readBoard(
  ctx: Context,
  raw: BoardInput | Record<string, unknown> = {},
  among: Among | null = null,
): Promise<Board> {
  const now = ctx.clock.now();
  const input = parse(boardInput, raw);
  if (input.cursor !== undefined && input.group === undefined)
    throw new DulyError('invalid', 'A cursor needs the group it belongs to.', { field: 'group' });
  const cursor = input.cursor === undefined ? null : cursorOf(input.cursor);
  const zone = input.zone === undefined ? 'UTC' : assertZone(input.zone, 'zone');
  const past = readPast(input, zone, now);
  const touching = stretchIn(input, zone);
  const matter = matterIn(input);
  const { sort = null, disputed, unmeasurable } = input;
  if (past !== null) {
    const statuses = (group: Group): readonly Status[] => wanted(group, input);
    const filter = { touching, disputed, unmeasurable, slipped: input.slipped ?? null, among };
    return boardThen(ctx, { past, matter, filter, statuses, sort, limit: input.limit, cursor });
  }
  const ids = input.slipped === undefined ? null : await slippedBy(ctx, input.slipped);
  const filter: BoardFilter = { ...matter, touching, disputed, unmeasurable, ids, among };
  const stored = await boardCounts(ctx.db.query, filter, now);
  const pages = await Promise.all(
    GROUPS.map(async (group): Promise<[Group, Candidate[]]> => {
      const statuses = wanted(group, input);
      const page = { group, statuses, filter, sort, now, limit: input.limit + 1, cursor };
      return [group, await boardCandidates(ctx.db.query, page)];
    }),
  );
  const groups = eachGroup<BoardItem[]>(() => []);
  const more = eachGroup<string | null>(() => null);
  const items = await itemsOf(
    ctx,
    pages.flatMap(([, page]) => page.slice(0, input.limit).map(({ id }) => id)),
    now,
  );
  for (const [group, page] of pages) {
    for (const { id } of page.slice(0, input.limit)) {
      const item = items.get(id);
      if (item !== undefined) groups[groupOf(item.status)].push(item);
    }
    const last = page[input.limit - 1];
    if (page.length > input.limit && last !== undefined) more[group] = cursorText(last);
  }
  const count = (group: Group): number =>
    wanted(group, input).reduce((sum, status) => sum + (stored.get(status) ?? 0), 0);
  return {
    now,
    groups,
    counts: eachGroup(count),
    more,
    total: [...stored.values()].reduce((sum, one) => sum + one, 0),
    past: null,
  };
}
