/**
 * What is overdue, each with whose it is: the board's group of that name, kept to the items of one person when one is
 * asked for, or to those of nobody. Also as it was known then.
 */
import { assertZone } from '../../domain/civil.ts';
import { type Assigned, assignedTo, handedOver } from '../../store/browse/at-work.ts';
import { readPast } from '../as-of.ts';
import type { Context } from '../context.ts';
import { line, optional, parse } from '../input.ts';
import { type Board, readBoard } from './board.ts';
import { boardInput } from './board-input.ts';
import type { BoardItem } from './board-item.ts';

/** In place of a name: what is in nobody's hands, as on the page of the review. */
export const NOBODY = 'nobody';

export const overdueInput = boardInput.omit({ group: true, cursor: true, status: true }).extend({
  whose: optional(line(200)).describe(`Only what was handed to this person; ${NOBODY}: to no one`),
});

export interface OverdueItem extends BoardItem {
  /** To whom it was handed; null: it is nobody's. */
  readonly assigned: Assigned | null;
}

export interface Overdue {
  readonly board: Board;
  readonly items: readonly OverdueItem[];
  /** In whose hands anything is, in alphabetical order; read only when somebody is asked for. */
  readonly colleagues: readonly string[];
}

/** Reads it, the longest overdue first. Throws `DulyError('invalid')`. */
export async function readOverdue(ctx: Context, raw: unknown): Promise<Overdue> {
  const now = ctx.clock.now();
  const { whose, ...input } = parse(overdueInput, raw);
  const { query } = ctx.db;
  const past = readPast(input, assertZone(input.zone ?? 'UTC', 'zone'), now);
  const asOf = past === null ? null : Math.min(past.asOf, past.on);
  const ask = { ...input, group: 'overdue' as const };
  const everything = whose === undefined ? [] : await handedOver(query, asOf);
  const means = (name: string): boolean => name.toLowerCase() === whose?.toLowerCase();
  const ids = everything.filter(({ to }) => means(NOBODY) || means(to)).map(({ id }) => id);
  const board = await readBoard(ctx, ask, whose === undefined ? null : { ids, within: !means(NOBODY) });
  const shown = board.groups.overdue;
  const assigned = await assignedTo(
    query,
    shown.map(({ id }) => id),
    asOf,
  );
  return {
    board,
    items: shown.map((item) => ({ ...item, assigned: assigned.get(item.id) ?? null })),
    colleagues: [...new Set(everything.map(({ to }) => to))].sort(),
  };
}
