/** Editors have ranks: whose turn it is when an item was taken in hand and left alone. */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import type { Tx } from '../store/database.ts';
import { line, optional } from './input.ts';

const RANK = { error: 'must be a whole number from 1' };
export const editorInput = z.strictObject({
  rank: z.coerce.number(RANK).int(RANK).min(1, RANK).max(1_000, RANK),
  /** The name under which the editor records facts, when that is not the address. */
  name: optional(line(200)).transform((name) => name ?? null),
});
export type Editor = z.output<typeof editorInput>;

/**
 * Throws `conflict` when another subscription than `own` has the rank. One that gets no mail any more (suspended)
 * gives it up.
 */
export async function assertRankFree(tx: Tx, { rank }: Editor, own: number | null): Promise<void> {
  await tx.subscription.updateMany({
    where: { editorRank: rank, state: { in: ['suspended', 'ended'] } },
    data: { editorRank: null, editorName: null },
  });
  const other = await tx.subscription.findFirst({
    where: { editorRank: rank, ...(own === null ? {} : { id: { not: own } }) },
    select: { address: true },
  });
  if (other !== null)
    throw new DulyError('conflict', `Rank ${rank} is that of ${other.address}: choose another.`, {
      field: 'editor',
    });
}
