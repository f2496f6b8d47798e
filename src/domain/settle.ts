/**
 * Is it settled, by what, and when? A verdict decides before evidence; without one, progress decides when it
 * reaches the target. Time alone never settles anything.
 */
import { assertNever } from './errors.ts';
import type { Outcome, ProgressFact, Target, VerdictFact } from './record.ts';

/** What has been done towards a target. */
export interface Tally {
  /** Sum of all amounts that count, in the target's unit. */
  readonly total: number;
  /** Sums by party, for targets that hold per party. */
  readonly byParty: ReadonlyMap<number, number>;
  /** When the target was reached, epoch milliseconds; null while it is not. */
  readonly reachedAt: number | null;
}

/** How and when a commitment was settled. */
export interface Settlement {
  readonly outcome: Outcome;
  /** When it happened (not when we learnt it), epoch milliseconds. */
  readonly at: number;
  readonly by: 'verdict' | 'progress';
}

/** "About" a number is reached at nine tenths of it: Duly's own convention, stated wherever it decides. */
export const ABOUT_SHARE = 0.9;

/**
 * Amounts are kept to six decimals; adding binary fractions must not make 0.7 + 0.1 + 0.2 less than 1. By way of
 * decimal text: scaling by a million and back loses the last bit of large sums, and with it whole fulfilments.
 */
const exact = (sum: number): number => Number(sum.toFixed(6));

/** Rounding cannot make up a thousandth: where more is missing, adding exactly, which costs much, is spared. */
const isFar = (entries: readonly ProgressFact[], enough: number): boolean => {
  let sum = 0;
  for (const { amount } of entries) sum += amount;
  return sum < enough * 0.999;
};

/** The first instant at which amounts, in the order in which they happened, add up to `enough`. */
function firstReached(entries: readonly ProgressFact[], enough: number): number | null {
  if (isFar(entries, enough)) return null;
  let sum = 0;
  const inOrder = [...entries].sort((a, b) => a.happenedAt - b.happenedAt || a.id - b.id);
  for (const entry of inOrder) {
    sum = exact(sum + entry.amount);
    if (sum >= enough) return entry.happenedAt;
  }
  return null;
}

function reached(target: Target, entries: readonly ProgressFact[]): number | null {
  switch (target.comparator) {
    case 'at_least':
      return firstReached(entries, target.quantity);
    case 'about':
      return firstReached(entries, exact(target.quantity * ABOUT_SHARE));
    case 'exactly': {
      // More than was said is not what was said: an editor decides.
      if (isFar(entries, target.quantity)) return null;
      const total = exact(entries.reduce((sum, entry) => sum + entry.amount, 0));
      return total === target.quantity ? firstReached(entries, target.quantity) : null;
    }
    case 'at_most':
      // Staying below a limit is known only at the end, and by nobody's arithmetic: an editor decides.
      return null;
    default:
      return assertNever(target.comparator);
  }
}

/** Adds up progress towards `target`; `committers` are the parties that must each reach it when it is per party. */
export function tally(
  target: Target,
  entries: readonly ProgressFact[],
  committers: readonly number[],
): Tally {
  const byParty = new Map<number, number>();
  let total = 0;
  for (const entry of entries) {
    total = exact(total + entry.amount);
    if (entry.partyId !== null)
      byParty.set(entry.partyId, exact((byParty.get(entry.partyId) ?? 0) + entry.amount));
  }
  return { total, byParty, reachedAt: reachedAt(target, entries, committers) };
}

/** When the target was reached, by all `committers` when it is per party; null while it is not. */
function reachedAt(
  target: Target,
  entries: readonly ProgressFact[],
  committers: readonly number[],
): number | null {
  if (!target.perParty || committers.length === 0) return reached(target, entries);
  let last = Number.NEGATIVE_INFINITY;
  for (const party of committers) {
    const at = reached(
      target,
      entries.filter((entry) => entry.partyId === party),
    );
    if (at === null) return null;
    last = Math.max(last, at);
  }
  return last;
}

/** The verdict in force: the latest that has not been reversed. */
export function verdictInForce(verdicts: readonly VerdictFact[]): VerdictFact | null {
  const reversed = new Set(verdicts.map((verdict) => verdict.reversesId));
  return verdicts.findLast((verdict) => verdict.outcome !== null && !reversed.has(verdict.id)) ?? null;
}

/** What settles the commitment on these facts, or null while it is open. */
export function settle(facts: {
  target: Target | null;
  committers: readonly number[];
  progress: readonly ProgressFact[];
  verdicts: readonly VerdictFact[];
}): Settlement | null {
  const verdict = verdictInForce(facts.verdicts);
  if (verdict?.outcome) return { outcome: verdict.outcome, at: verdict.happenedAt, by: 'verdict' };
  if (facts.target === null || facts.progress.length === 0) return null;
  const at = reachedAt(facts.target, facts.progress, facts.committers);
  return at === null ? null : { outcome: 'met', at, by: 'progress' };
}
