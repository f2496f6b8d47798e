/**
 * The board as a table for other programs: 1. read what is asked for, group by group, in pages, 2. write it (RFC 4180).
 * All of it is judged at one instant, however long it takes.
 */

import { isZone } from '../../domain/civil.ts';
import { GROUPS } from '../../domain/groups.ts';
import { isoInZone } from '../../domain/shown.ts';
import type { Context } from '../context.ts';
import { parse } from '../input.ts';
import { readBoard } from './board.ts';
import { boardInput } from './board-input.ts';
import type { BoardItem } from './board-item.ts';
import { type Cell, sheet } from './sheet.ts';

/** How many rows there are at most. */
const MOST = 10_000;
const PAGE = 500;

/** The columns, in their order; docs/pages.md says what each means. */
const COLUMNS: Readonly<Record<string, (item: BoardItem, site: string) => Cell>> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  status: ({ status }) => status,
  days_late: ({ daysLate }) => daysLate,
  speaker: ({ speaker }) => speaker,
  committers: ({ committers }) => committers.join('; '),
  tags: ({ tags }) => tags.join('; '),
  opens_at: ({ window, zone }) => (window === null ? null : instant(window.opensAt, zone)),
  closes_at: ({ window, zone }) => (window === null ? null : instant(window.closesAt, zone)),
  zone: ({ zone }) => zone,
  deadline: ({ explanation }) => explanation,
  progress: ({ progress }) => progress?.text ?? null,
  disputed: ({ disputed }) => disputed,
  slip_days: ({ slipDays }) => slipDays,
  settled_at: ({ settledAt, zone }) => (settledAt === null ? null : instant(settledAt, zone)),
  example_data: ({ exampleData }) => exampleData,
  url: ({ id }, site) => `${site}/commitments/${id}`,
};

const instant = (at: number, zone: string): string => isoInZone(at, isZone(zone) ? zone : 'UTC');

/**
 * The text of what is asked for by the filters of the board, at most 10,000 rows, gravest first. Throws
 * `DulyError('invalid')`.
 */
export async function readBoardCsv(ctx: Context, raw: unknown): Promise<string> {
  const now = ctx.clock.now();
  const realMsUntil = (instant: number): number => ctx.clock.realMsUntil(instant);
  const still: Context = { ...ctx, clock: { now: () => now, realMsUntil } };
  const { limit: _, cursor: __, ...input } = parse(boardInput, raw);
  const getters = Object.values(COLUMNS);
  const rows: Cell[][] = [];
  let left = MOST;
  for (const group of GROUPS.filter((one) => input.group === undefined || input.group === one)) {
    for (let cursor: string | null | undefined; cursor !== null && left > 0; ) {
      const ask = {
        ...input,
        group,
        limit: Math.min(PAGE, left),
        ...(cursor === undefined ? {} : { cursor }),
      };
      const board = await readBoard(still, ask);
      const items = Object.values(board.groups).flat();
      for (const item of items) rows.push(getters.map((get) => get(item, ctx.baseUrl)));
      left -= items.length;
      cursor = board.more[group];
    }
  }
  return sheet(Object.keys(COLUMNS), rows);
}
