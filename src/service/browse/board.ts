/**
 * The board: 1. count, 2. pick the candidates of each group, 3. judge what was picked, 4. put each where it
 * stands now. Everything is judged at one `now`, so a stopped worker cannot make the board lie.
 */
import { z } from 'zod';
import type { Window } from '../../domain/deadline/types.ts';
import { DulyError } from '../../domain/errors.ts';
import { GROUP_STATUSES, GROUPS, type Group, groupOf } from '../../domain/groups.ts';
import { STATUSES, type Status } from '../../domain/record.ts';
import { describeStanding } from '../../domain/sides.ts';
import { describeSlips, slipsOf } from '../../domain/slips.ts';
import { describeStatus } from '../../domain/words.ts';
import {
  type BoardFilter,
  boardCandidates,
  boardCounts,
  boardFacts,
  type Candidate,
  movedDeadlines,
} from '../../store/browse/board.ts';
import { readRecords } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { flag, line, optional, parse } from '../input.ts';
import { type Held, heldBy } from './disputes.ts';
import { judge } from './judge.ts';

/** One commitment on the board. Instants are epoch milliseconds. */
export interface BoardItem {
  readonly id: number;
  readonly title: string;
  readonly speaker: string;
  readonly committers: readonly string[];
  readonly tags: readonly string[];
  readonly status: Status;
  /** The status for people: `Met, 2 days late`. */
  readonly statusText: string;
  readonly late: boolean | null;
  readonly daysLate: number | null;
  readonly window: Window | null;
  readonly zone: string;
  /** When an item without a window wants to be looked at again. */
  readonly reviewAt: number | null;
  /** The words that name the event without which there is no date; null when none is waited for. */
  readonly waitsFor: string | null;
  /** When it was settled; null while open. */
  readonly settledAt: number | null;
  /** How the date follows from the words. */
  readonly explanation: string;
  readonly progress: { readonly text: string; readonly fraction: number | null } | null;
  readonly nextCheckAt: number | null;
  /** Whether any of its evidence is made up for a demonstration. */
  readonly exampleData: boolean;
  /** When somebody last looked for evidence and found none; `lookedAt` as the other instants. */
  readonly look: { readonly lookedAt: number; readonly by: string; readonly in: string } | null;
  /** What has to be asked before it can be decided; null when it can be as it is written. */
  readonly question: string | null;
  /** Whether an objection is open or claims stand against each other. */
  readonly disputed: boolean;
  /** `slipped 2 times, 35 days in all`; null when its date never did. */
  readonly slipText: string | null;
  /** Civil days of all slips together; less than zero when the date has come nearer. */
  readonly slipDays: number;
  /** What holds its reminders now; null when nothing does. */
  readonly held: Held | null;
  /** The commitment that it is a part of. */
  readonly wholeId: number | null;
  /** Why it could not be judged; its status is then the one last announced. */
  readonly fault: string | null;
}

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
}

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

export const boardInput = z.strictObject({
  status: optional(oneOf([...STATUSES, 'open', 'settled'])).describe('Only this status; open or settled'),
  group: optional(oneOf(GROUPS)).describe(`Only this group: ${GROUPS.join(', ')}`),
  party: optional(line(200)).describe('Only what this party said or must do'),
  tag: optional(line(60)).describe('Only what carries this tag'),
  disputed: flag.describe('Only what is disputed: an objection is open, or claims stand against each other'),
  unmeasurable: flag.describe('Only what cannot be decided as it is written, with the question to ask'),
  slipped: optional(
    z.coerce
      .number({ error: 'must be a number of days such as 14' })
      .int({ error: 'must be a whole number of days such as 14' })
      .min(1, { error: 'must be at least 1' }),
  ).describe('Only what has slipped by so many days in all, at least; without a number, at all'),
  limit: z.coerce
    .number({ error: 'must be a number such as 50' })
    .int({ error: 'must be a whole number such as 50' })
    .min(1, { error: 'must be at least 1' })
    .max(500, { error: 'must be at most 500' })
    .default(50)
    .describe('How many of each group at most; default 50'),
  cursor: optional(line(60)).describe('Where the last page of the group ended'),
});
export type BoardInput = {
  readonly status?: Status | 'open' | 'settled' | undefined;
  readonly group?: Group | undefined;
  readonly party?: string | undefined;
  readonly tag?: string | undefined;
  readonly disputed?: boolean | undefined;
  readonly unmeasurable?: boolean | undefined;
  readonly slipped?: number | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

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

async function itemsOf(ctx: Context, ids: readonly number[], now: number): Promise<Map<number, BoardItem>> {
  if (ids.length === 0) return new Map();
  const records = await readRecords(ctx.db.query, ids);
  const facts = await boardFacts(ctx.db.query, ids);
  const items = new Map<number, BoardItem>();
  for (const id of ids) {
    const record = records.get(id);
    const fact = facts.get(id);
    if (record === undefined || fact === undefined) continue;
    const { assessment, fault } = judge(record, now, fact.announced);
    const { announced: _, committerIds, notice, ...shown } = fact;
    const slips = slipsOf(record.deadlines);
    const names = new Map(committerIds.map((party, index) => [party, shown.committers[index] ?? '']));
    items.set(id, {
      ...shown,
      status: assessment.status,
      statusText: describeStatus(assessment),
      late: assessment.late,
      daysLate: assessment.daysLate,
      window: assessment.deadline.window,
      zone: assessment.deadline.zone,
      reviewAt: assessment.deadline.reviewAt,
      settledAt: assessment.settledAt,
      progress: describeStanding(assessment, record.target, record.committers, names),
      nextCheckAt: assessment.nextCheckAt,
      disputed: assessment.disputed,
      slipText: describeSlips(slips),
      slipDays: slips.totalDays,
      held: assessment.settledAt === null ? heldBy(notice, assessment.at) : null,
      fault: fault ?? fact.fault,
    });
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
 * review first; settled: latest first. Throws `DulyError('invalid')`.
 */
export async function readBoard(
  ctx: Context,
  raw: BoardInput | Record<string, unknown> = {},
): Promise<Board> {
  const now = ctx.clock.now();
  const input = parse(boardInput, raw);
  if (input.cursor !== undefined && input.group === undefined)
    throw new DulyError('invalid', 'A cursor needs the group it belongs to.', { field: 'group' });
  const cursor = input.cursor === undefined ? null : cursorOf(input.cursor);
  const filter: BoardFilter = {
    party: input.party ?? null,
    tag: input.tag?.toLowerCase() ?? null,
    disputed: input.disputed,
    unmeasurable: input.unmeasurable,
    ids: input.slipped === undefined ? null : await slippedBy(ctx, input.slipped),
  };
  const stored = await boardCounts(ctx.db.query, filter, now);
  const pages = await Promise.all(
    GROUPS.map(async (group): Promise<[Group, Candidate[]]> => {
      const statuses = wanted(group, input);
      const page = { group, statuses, filter, now, limit: input.limit + 1, cursor };
      return [group, await boardCandidates(ctx.db.query, page)];
    }),
  );
  const groups: Record<Group, BoardItem[]> = {
    overdue: [],
    due: [],
    upcoming: [],
    undated: [],
    settled: [],
  };
  const more: Record<Group, string | null> = {
    overdue: null,
    due: null,
    upcoming: null,
    undated: null,
    settled: null,
  };
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
    if (page.length > input.limit && last !== undefined) more[group] = `${Math.round(last.key)}.${last.id}`;
  }
  const count = (group: Group): number =>
    wanted(group, input).reduce((sum, status) => sum + (stored.get(status) ?? 0), 0);
  return {
    now,
    groups,
    counts: {
      overdue: count('overdue'),
      due: count('due'),
      upcoming: count('upcoming'),
      undated: count('undated'),
      settled: count('settled'),
    },
    more,
    total: [...stored.values()].reduce((sum, one) => sum + one, 0),
  };
}
