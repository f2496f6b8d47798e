/** How the three tallies grew: each as a row of sums over the instants at which things happened. Pure. */
import type { Known } from './known.ts';
import { counted, standing } from './ledger.ts';
import { SUPPORTS, type Support } from './record.ts';

/** From `at` (epoch milliseconds) on the sum is `total`. */
export interface Step {
  readonly at: number;
  readonly total: number;
}

/** The growth of the whole, or of one side of a target that holds for each of them. */
export interface Growth {
  /** Null: the whole. */
  readonly partyId: number | null;
  /** Ascending in time, one step an instant; empty while nothing counts. */
  readonly levels: Readonly<Record<Support, readonly Step[]>>;
}

function stepsOf(amounts: readonly { readonly amount: number; readonly happenedAt: number }[]): Step[] {
  const steps: Step[] = [];
  let total = 0;
  for (const { amount, happenedAt } of [...amounts].sort((one, other) => one.happenedAt - other.happenedAt)) {
    // To six decimals, as the tallies that decide.
    total = Number((total + amount).toFixed(6));
    if (steps.at(-1)?.at === happenedAt) steps.pop();
    steps.push({ at: happenedAt, total });
  }
  return steps;
}

/**
 * The growth of what counts by what is `known`: by side where the target holds for each committer, otherwise one.
 * Empty without a target. The last step of each level is the sum of that tally.
 */
export function growthOf({
  target,
  committers,
  progress,
  more,
}: Pick<Known, 'target' | 'committers' | 'progress' | 'more'>): readonly Growth[] {
  if (target === null) return [];
  const entries = standing(progress, more);
  const sides = target.perParty && committers.length > 0 ? committers : [null];
  const [declared, confirmed, verified] = SUPPORTS.map((support) => counted(entries, support));
  const all = { declared, confirmed, verified };
  return sides.map((partyId) => {
    const steps = (support: Support): Step[] =>
      stepsOf((all[support] ?? []).filter((one) => partyId === null || one.partyId === partyId));
    return {
      partyId,
      levels: { declared: steps('declared'), confirmed: steps('confirmed'), verified: steps('verified') },
    };
  });
}
