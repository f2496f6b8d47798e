/** What an editor works through: overdue items, the gravest first, each with whose it is and what came before and after. */
import { groupOf } from '../../domain/groups.ts';
import { type Assigned, assignedTo } from '../../store/browse/at-work.ts';
import {
  type QueueStep,
  queueCounts,
  queuePage,
  queueStep,
  WHOSE,
  type Whose,
} from '../../store/browse/queue.ts';
import type { Context } from '../context.ts';
import { itemsOf } from './board.ts';
import type { BoardItem } from './board-item.ts';

export type { Assigned, QueueStep, Whose };

/** How many one page of the queue shows. */
const QUEUE_PAGE = 50;

export interface QueueItem extends BoardItem {
  /** To whom it was handed; null: it is nobody's. */
  readonly assigned: Assigned | null;
  /** Whether it binds: a commitment or an obligation, by a firm word or a soft one. */
  readonly weight: 'binding' | 'soft' | 'unbinding';
}

export interface Queue {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly whose: Whose;
  readonly items: readonly QueueItem[];
  readonly counts: Readonly<Record<Whose, number>>;
  readonly page: number;
  readonly more: boolean;
}

/** The answer to "whose" that `text` names; everybody's when it names none. */
export const whoseFrom = (text: string | undefined): Whose => WHOSE.find((one) => one === text) ?? 'all';

const WEIGHTS = ['binding', 'soft', 'unbinding'] as const;

/** What is known about whose each of `ids` is. */
export const whoseAre = (ctx: Pick<Context, 'db'>, ids: readonly number[]): Promise<Map<number, Assigned>> =>
  assignedTo(ctx.db.query, ids);

/** Reads page `page` (from 1) of the queue of `whose`, where `me` is the name of whoever asks. */
export async function readQueue(
  ctx: Context,
  asked: { readonly whose: Whose; readonly me: string; readonly page: number },
): Promise<Queue> {
  const now = ctx.clock.now();
  const { whose, me, page } = asked;
  const offset = (page - 1) * QUEUE_PAGE;
  const rows = await queuePage(ctx.db.query, { now, whose, me, limit: QUEUE_PAGE + 1, offset });
  const shown = rows.slice(0, QUEUE_PAGE);
  const ids = shown.map(({ id }) => id);
  const [found, assigned] = [await itemsOf(ctx, ids, now), await whoseAre(ctx, ids)];
  const items = shown.flatMap(({ id, grave }): QueueItem[] => {
    const item = found.get(id);
    if (item === undefined || groupOf(item.status) !== 'overdue') return [];
    return [{ ...item, assigned: assigned.get(id) ?? null, weight: WEIGHTS[grave] ?? 'unbinding' }];
  });
  const counts = await queueCounts(ctx.db.query, { now, me });
  return { now, whose, items, counts, page, more: rows.length > QUEUE_PAGE };
}

/** Where commitment `id` stands in the queue; what is held waits for its day and has no place. */
export const readStep = (
  ctx: Context,
  asked: { readonly id: number; readonly whose: Whose; readonly me: string },
): Promise<QueueStep> => queueStep(ctx.db.query, { now: ctx.clock.now(), ...asked });

/** What the commitment is called; null when there is none of that number. */
export async function titleOf(ctx: Pick<Context, 'db'>, id: number): Promise<string | null> {
  const row = await ctx.db.prisma.commitment.findUnique({ where: { id }, select: { title: true } });
  return row?.title ?? null;
}
