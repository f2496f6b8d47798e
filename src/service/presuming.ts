/**
 * Deciding on what was seen: a form that was opened at one state of the record is not to be saved on another without
 * whoever sent it knowing. 1. lock the commitment, 2. look for facts after the last one that was seen, 3. let the use
 * case write, all in its own transaction.
 *
 * Two at once: the row lock puts them in order, and the second finds the fact of the first.
 */
import { DulyError } from '../domain/errors.ts';
import { describeFact } from '../domain/fact-words.ts';
import { type FactOnRecord, factsAfter, lastFact, lockCommitment } from '../store/browse/since.ts';
import type { Context } from './context.ts';

export interface Meanwhile {
  /** In words: `Decision: Met: seen by the Red Cross`. */
  readonly text: string;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
}

/** More than that is not shown one by one. */
const SHOWN = 20;

/** What a form carries, so that its sender decides on what was shown: the number of the last fact. */
export const seenNow = (ctx: Pick<Context, 'db'>, id: number): Promise<number> => lastFact(ctx.db.query, id);

const shown = ({ table, row, by, recordedAt }: FactOnRecord): Meanwhile => ({
  text: describeFact(table, row),
  by,
  recordedAt,
});

/** What has been recorded about commitment `id` since `seen`, the oldest first. */
export async function recordedSince(
  ctx: Pick<Context, 'db'>,
  { id, seen }: { readonly id: number; readonly seen: number },
): Promise<Meanwhile[]> {
  return (await factsAfter(ctx.db.query, { id, after: seen, limit: SHOWN })).map(shown);
}

/**
 * The same world, in which nothing is written while more is on record about commitment `id` than was `seen`:
 * a use case that writes throws `DulyError('conflict')` with the field `seen`, and changes nothing.
 */
export function presuming(
  ctx: Context,
  { id, seen }: { readonly id: number; readonly seen: number },
): Context {
  return {
    ...ctx,
    db: {
      ...ctx.db,
      write: (work) =>
        ctx.db.write(async (tx, query) => {
          await lockCommitment(query, id);
          const [first] = await factsAfter(query, { id, after: seen, limit: 1 });
          if (first !== undefined)
            throw new DulyError(
              'conflict',
              `${first.by} has recorded something about this since you opened it. Nothing of yours was saved yet.`,
              { field: 'seen' },
            );
          return work(tx, query);
        }),
    },
  };
}
