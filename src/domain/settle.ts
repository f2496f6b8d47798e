/**
 * Is it settled, by what, and when? A verdict decides before evidence; without one, the tally that decides settles
 * it when it reaches the target; then its parts do, and last a condition that failed. Time alone never settles
 * anything.
 */
import { assertNever } from './errors.ts';
import { atLast, type Known } from './known.ts';
import { type Amount, counted, lost, standing, withdrawnEvidence } from './ledger.ts';
import type { MoreFacts, Outcome, Support, Target, VerdictFact } from './record.ts';

/** What has been done towards a target, by the tally that decides. */
export interface Tally {
  /** Sum of all amounts that count, in the target's unit. */
  readonly total: number;
  /** Sums by party, for targets that hold per party. */
  readonly byParty: ReadonlyMap<number, number>;
  /** When the target was reached, epoch milliseconds; null while it is not. */
  readonly reachedAt: number | null;
  /** Which tally decides. */
  readonly decides: Support;
  /** All three sums: amounts supported like this, or better. */
  readonly levels: Levels;
  /** The same by party, for each committer of a target that holds per party; otherwise empty. */
  readonly levelsByParty: ReadonlyMap<number, Levels>;
}

/** Sums by how well they are supported: like this, or better. */
export type Levels = Readonly<Record<Support, number>>;

/** How and when a commitment was settled. */
export interface Settlement {
  readonly outcome: Outcome;
  /** When it happened (not when we learnt it), epoch milliseconds. */
  readonly at: number;
  readonly by: 'verdict' | 'progress' | 'parts' | 'condition';
}

/** One side of a target that holds for each of them. */
export interface Side {
  readonly partyId: number;
  readonly total: number;
  /** Null while it is open. An open side that the failure of another excuses is `void`. */
  readonly outcome: Outcome | null;
  readonly at: number | null;
  readonly by: 'verdict' | 'progress' | 'excused' | null;
}

/** "About" a number is reached at nine tenths of it: Duly's own convention, stated wherever it decides. */
export const ABOUT_SHARE = 0.9;

/**
 * Amounts are kept to six decimals; adding binary fractions must not make 0.7 + 0.1 + 0.2 less than 1. By way of
 * decimal text: scaling by a million and back loses the last bit of large sums, and with it whole fulfilments.
 */
const exact = (sum: number): number => Number(sum.toFixed(6));

/** Rounding cannot make up a thousandth: where more is missing, adding exactly, which costs much, is spared. */
const isFar = (entries: readonly Amount[], enough: number): boolean => {
  let sum = 0;
  for (const { amount } of entries) sum += amount;
  return sum < enough * 0.999;
};

/** The first instant at which amounts, in the order in which they happened, add up to `enough`. */
function firstReached(entries: readonly Amount[], enough: number): number | null {
  if (isFar(entries, enough)) return null;
  let sum = 0;
  const inOrder = [...entries].sort((a, b) => a.happenedAt - b.happenedAt || a.id - b.id);
  for (const entry of inOrder) {
    sum = exact(sum + entry.amount);
    if (sum >= enough) return entry.happenedAt;
  }
  return null;
}

function reached(target: Target, entries: readonly Amount[]): number | null {
  switch (target.comparator) {
    case 'at_least':
      return firstReached(entries, target.quantity);
    case 'about':
      return firstReached(entries, exact(target.quantity * ABOUT_SHARE));
    case 'exactly': {
      // More than was said is not what was said: an editor decides.
      if (isFar(entries, target.quantity)) return null;
      return sum(entries) === target.quantity ? firstReached(entries, target.quantity) : null;
    }
    case 'at_most':
      // Staying below a limit is known only at the end, and by nobody's arithmetic: an editor decides.
      return null;
    default:
      return assertNever(target.comparator);
  }
}

const sum = (entries: readonly Amount[]): number =>
  entries.reduce((total, entry) => exact(total + entry.amount), 0);
const ofSide = (entries: readonly Amount[], party: number): readonly Amount[] =>
  entries.filter((entry) => entry.partyId === party);

/** Adds up progress towards the target by each tally; null when it is done or not done. */
export function tally(known: Known): Tally | null {
  const { target, committers, decides } = known;
  if (target === null) return null;
  const entries = standing(known.progress, known.more);
  const deciding = counted(entries, decides);
  const byParty = new Map<number, number>();
  for (const { partyId, amount } of deciding)
    if (partyId !== null) byParty.set(partyId, exact((byParty.get(partyId) ?? 0) + amount));
  const total = sum(deciding);
  const confirmed = decides === 'confirmed' ? deciding : counted(entries, 'confirmed');
  const verified = decides === 'verified' ? deciding : counted(entries, 'verified');
  const declared = decides === 'declared' ? deciding : counted(entries, 'declared');
  const added = (all: readonly Amount[]): number => (all === deciding ? total : sum(all));
  const levels = (of: (all: readonly Amount[]) => readonly Amount[]): Levels => ({
    declared: added(of(declared)),
    confirmed: added(of(confirmed)),
    verified: added(of(verified)),
  });
  const sides = target.perParty ? committers : [];
  return {
    total,
    byParty,
    reachedAt: reachedAt(target, deciding, committers),
    decides,
    levels: levels((all) => all),
    levelsByParty: new Map(sides.map((party) => [party, levels((all) => ofSide(all, party))])),
  };
}

/** When the target was reached, by all `committers` when it is per party; null while it is not. */
function reachedAt(target: Target, entries: readonly Amount[], committers: readonly number[]): number | null {
  if (!target.perParty || committers.length === 0) return reached(target, entries);
  const each = committers.map((party) => reached(target, ofSide(entries, party)));
  return each.includes(null) ? null : Math.max(...each.map((at) => at ?? 0));
}

/**
 * The verdict in force about the whole, or about one side: the latest that has not been taken back, whose evidence
 * stands, against which no objection was upheld, and which a second person has approved where one is needed.
 */
export function verdictInForce(
  known: { verdicts: readonly VerdictFact[]; more: MoreFacts },
  partyId: number | null = null,
): VerdictFact | null {
  const { verdicts, more } = known;
  if (verdicts.length === 0) return null;
  const reversed = new Set(verdicts.map((verdict) => verdict.reversesId));
  const gone = withdrawnEvidence(more);
  const overruled = lost(more, 'verdictId');
  const approved = new Set(more.approvals.filter((one) => one.approved).map((one) => one.verdictId));
  return (
    verdicts.findLast(
      (verdict) =>
        verdict.outcome !== null &&
        verdict.partyId === partyId &&
        !reversed.has(verdict.id) &&
        !overruled.has(verdict.id) &&
        (verdict.evidenceId === null || !gone.has(verdict.evidenceId)) &&
        (!verdict.needsApproval || approved.has(verdict.id)),
    ) ?? null
  );
}

const FAILED: readonly (Outcome | null)[] = ['not_met', 'withdrawn'];
/** Outcomes that take a part out of the reckoning. */
const EXCUSED: readonly Outcome[] = ['void', 'superseded'];

/** How each side of a target that holds per party stands; empty for every other. */
export function sidesOf(known: Known): Side[] {
  const { target, committers, decides } = known;
  if (target === null || !target.perParty) return [];
  const entries = counted(standing(known.progress, known.more), decides);
  const sides = committers.map((partyId): Side => {
    const own = ofSide(entries, partyId);
    const verdict = verdictInForce(known, partyId);
    const side = { partyId, total: sum(own) };
    if (verdict !== null) return { ...side, outcome: verdict.outcome, at: verdict.happenedAt, by: 'verdict' };
    const at = reached(target, own);
    return at === null
      ? { ...side, outcome: null, at: null, by: null }
      : { ...side, outcome: 'met', at, by: 'progress' };
  });
  const failedAt = failure(known.partsRule, sides);
  return sides.map((side) =>
    side.outcome === null && failedAt !== null
      ? { ...side, outcome: 'void', at: failedAt, by: 'excused' }
      : side,
  );
}

/** A side, or a part, and what came of it. */
interface Share {
  readonly outcome: Outcome | null;
  readonly at: number | null;
}

/** When the failure of one excused the others; null while it did not, or where each answers for itself. */
function failure(rule: Known['partsRule'], shares: readonly Share[]): number | null {
  if (rule === 'independent') return null;
  return shares.find(({ outcome }) => FAILED.includes(outcome))?.at ?? null;
}

/** What the parts come to. A part is judged by itself all the same: what excuses it is no fact about it. */
function partsTogether(known: Known): { outcome: Outcome; at: number } | null {
  const parts = known.parts.map((part): Share => settle(atLast(part)) ?? { outcome: null, at: null });
  const at = failure(known.partsRule, parts);
  return together(
    parts.map((part) => (part.outcome === null && at !== null ? { outcome: 'void' as const, at } : part)),
  );
}

/** What the outcomes of all parts come to; null while one of them is open. */
function together(parts: readonly Share[]): { outcome: Outcome; at: number } | null {
  if (parts.length === 0) return null;
  const settled: { outcome: Outcome; at: number }[] = [];
  for (const { outcome, at } of parts) {
    if (outcome === null || at === null) return null;
    settled.push({ outcome, at });
  }
  const at = Math.max(...settled.map((part) => part.at));
  const counting = settled.filter(({ outcome }) => !EXCUSED.includes(outcome));
  const last = settled.at(-1);
  if (counting.length === 0) return { outcome: last?.outcome ?? 'void', at };
  const [first] = counting;
  if (first !== undefined && counting.every(({ outcome }) => outcome === first.outcome))
    return { outcome: first.outcome, at: Math.max(...counting.map((part) => part.at)) };
  const some = counting.some(({ outcome }) => outcome === 'met' || outcome === 'partly_met');
  return { outcome: some ? 'partly_met' : 'not_met', at };
}

/** What settles the commitment on these facts, or null while it is open. */
export function settle(known: Known): Settlement | null {
  const verdict = verdictInForce(known);
  if (verdict?.outcome) return { outcome: verdict.outcome, at: verdict.happenedAt, by: 'verdict' };
  const { target } = known;
  if (target !== null && (known.progress.length > 0 || known.verdicts.length > 0)) {
    const sides = target.perParty && known.committers.length > 0 ? sidesOf(known) : null;
    if (sides !== null) {
      const all = together(sides);
      if (all !== null)
        return { ...all, by: sides.some(({ by }) => by === 'verdict') ? 'verdict' : 'progress' };
    } else if (!isFar(known.progress, exact(target.quantity * ABOUT_SHARE))) {
      // No tally is more than all entries together: where those are far from it, none has to be made.
      const at = reached(target, counted(standing(known.progress, known.more), known.decides));
      if (at !== null) return { outcome: 'met', at, by: 'progress' };
    }
  }
  if (known.parts.length > 0) {
    const all = partsTogether(known);
    if (all !== null) return { ...all, by: 'parts' };
  }
  const condition = known.conditional ? known.more.conditions.at(-1) : undefined;
  return condition?.state === 'failed'
    ? { outcome: 'void', at: condition.happenedAt, by: 'condition' }
    : null;
}
