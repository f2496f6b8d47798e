/**
 * A ledger of two sides: which amounts stand, and how much is declared, confirmed or verified. An entry is a claim,
 * or it supports a claim (possibly with another number); claims of several people stay side by side and are never
 * added to each other's.
 */
import { type MoreFacts, NO_MORE, type ProgressFact, type Support } from './record.ts';

/** How much each kind of support weighs: a better one counts wherever a lesser one does. */
export const WEIGHT = { declared: 0, confirmed: 1, verified: 2 } satisfies Record<Support, number>;

/** An amount as one tally counts it. */
export type Amount = Pick<ProgressFact, 'id' | 'amount' | 'partyId' | 'happenedAt'>;

/** Evidence that has been withdrawn. */
export const withdrawnEvidence = (more: MoreFacts): ReadonlySet<number> =>
  new Set(more.withdrawals.map(({ evidenceId }) => evidenceId));

/** Ids of the entries or verdicts that an objection was upheld against. */
export function lost(more: MoreFacts, about: 'progressId' | 'verdictId'): ReadonlySet<number> {
  const upheld = new Set(
    more.answers.filter(({ outcome }) => outcome === 'upheld').map(({ objectionId }) => objectionId),
  );
  const ids = more.objections.filter(({ id }) => upheld.has(id)).map((objection) => objection[about]);
  return new Set(ids.filter((id) => id !== null));
}

const NONE: ReadonlySet<string> = new Set();

/** The keys of the moments that tell of amounts which count no more: withdrawn, or overruled by an objection. */
export function fallenKeys(progress: readonly ProgressFact[], more: MoreFacts): ReadonlySet<string> {
  if (more === NO_MORE) return NONE;
  const gone = withdrawnEvidence(more);
  const overruled = lost(more, 'progressId');
  const fallen = progress.filter((entry) => gone.has(entry.evidenceId) || overruled.has(entry.id));
  return new Set(fallen.map(({ id }) => `progress:${id}`));
}

/** What copies have in common. */
const printed = ({ origin, claimId, partyId, amount }: ProgressFact): string =>
  JSON.stringify([origin, claimId, partyId, amount]);

/**
 * The entries that still stand: their evidence has not been withdrawn, no objection to them was upheld, and they
 * are no copy. A copy tells of the same amount for the same side from the same origin: ten papers that print one
 * wire story have counted nothing ten times. Of copies the best supported stands, the first of equals: whoever confirms
 * what was printed has added something to it.
 */
export function standing(progress: readonly ProgressFact[], more: MoreFacts): readonly ProgressFact[] {
  const plain = more === NO_MORE && progress.every(({ origin }) => origin === null);
  if (plain) return progress;
  const gone = withdrawnEvidence(more);
  const overruled = lost(more, 'progressId');
  const left = progress.filter((entry) => !gone.has(entry.evidenceId) && !overruled.has(entry.id));
  const best = new Map<string, ProgressFact>();
  for (const entry of left) {
    const other = best.get(printed(entry));
    if (other === undefined || WEIGHT[entry.support] > WEIGHT[other.support]) best.set(printed(entry), entry);
  }
  return left.filter((entry) => entry.origin === null || best.get(printed(entry)) === entry);
}

/** Entries about one claim, the claim itself first when it stands. */
function byClaim(entries: readonly ProgressFact[]): ProgressFact[][] {
  const groups = new Map<number, ProgressFact[]>();
  for (const entry of entries) {
    const claim = entry.claimId ?? entry.id;
    const group = groups.get(claim);
    if (group === undefined) groups.set(claim, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

/** What counts of one claim: as it was claimed, or as the best support says, the latest of equals. */
function amountOf(group: readonly ProgressFact[], level: Support): ProgressFact | null {
  const claim = group.find(({ claimId }) => claimId === null);
  if (level === 'declared' && claim !== undefined) return claim;
  let best: ProgressFact | null = null;
  for (const entry of group) {
    if (WEIGHT[entry.support] < WEIGHT[level]) continue;
    if (best === null || WEIGHT[entry.support] >= WEIGHT[best.support]) best = entry;
  }
  return best;
}

/** The amounts among the standing `entries` that are supported as `level` says, or better; each claim once. */
export function counted(entries: readonly ProgressFact[], level: Support): readonly Amount[] {
  if (entries.every(({ claimId }) => claimId === null))
    return level === 'declared' ? entries : entries.filter(({ support }) => WEIGHT[support] >= WEIGHT[level]);
  return byClaim(entries).flatMap((group) => {
    const chosen = amountOf(group, level);
    if (chosen === null) return [];
    const side = group.find(({ claimId }) => claimId === null) ?? chosen;
    return [{ ...chosen, partyId: side.partyId ?? chosen.partyId }];
  });
}

/** Claims for which several numbers stand, none of them verified by a third: the ids of their entries. */
export function rivals(entries: readonly ProgressFact[]): readonly (readonly number[])[] {
  if (entries.every(({ claimId }) => claimId === null)) return [];
  return byClaim(entries)
    .filter((group) => {
      const amounts = new Set(group.map(({ amount }) => amount));
      return amounts.size > 1 && !group.some(({ support }) => support === 'verified');
    })
    .map((group) => group.map(({ id }) => id));
}
