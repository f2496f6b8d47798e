/**
 * What would happen, before it does: a use case runs to its end, what it wrote is looked at, and then all of it is
 * taken back, in one transaction. So a summary cannot say anything but what saving would do, refusals included.
 */
import { describeFact } from '../domain/fact-words.ts';
import { factsAfter } from '../store/browse/since.ts';
import { lastOccasion, wouldBeTold } from '../store/fan-out.ts';
import { toldOfHandOvers } from '../store/handed.ts';
import type { Context } from './context.ts';
import { presuming } from './presuming.ts';

export interface Rehearsal {
  /** What would be put on record, in words: `Decision: Not met: nothing came`. */
  readonly facts: readonly string[];
  /** Numbers of the subscriptions that would be told. */
  readonly told: readonly number[];
  /** Names of colleagues who would get a mail about what was handed to them. */
  readonly colleagues: readonly string[];
}

/** Ends the transaction of a rehearsal; nobody but `rehearse` sees it. */
class CurtainCall extends Error {}

const SHOWN = 5;

/**
 * Rehearses `run` on commitment `id`, of which `seen` was the last fact. Nothing is changed and nobody is woken.
 * Throws what `run` refuses, and `conflict` when more is on record than was seen.
 */
export async function rehearse(
  ctx: Context,
  { id, seen }: { readonly id: number; readonly seen: number },
  run: (stage: Context) => Promise<unknown>,
): Promise<Rehearsal> {
  let rehearsal: Rehearsal = { facts: [], told: [], colleagues: [] };
  const stage: Context = {
    ...ctx,
    wake: () => undefined,
    db: {
      ...ctx.db,
      write: (work) =>
        ctx.db.write(async (tx, query) => {
          const after = await lastOccasion(query, id);
          const before = await toldOfHandOvers(query, id);
          await work(tx, query);
          const facts = await factsAfter(query, { id, after: seen, limit: SHOWN });
          rehearsal = {
            facts: facts.map(({ table, row }) => describeFact(table, row)),
            told: await wouldBeTold(query, { id, after }),
            colleagues: (await toldOfHandOvers(query, id)).slice(before.length),
          };
          throw new CurtainCall();
        }),
    },
  };
  try {
    await run(presuming(stage, { id, seen }));
  } catch (error) {
    if (!(error instanceof CurtainCall)) throw error;
  }
  return rehearsal;
}
