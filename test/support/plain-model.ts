/**
 * How an item stands, worked out the long way: everything that was recorded is gone through again for each question,
 * and nothing of `src/domain` is used. What the product says is held against this.
 */

export type Support = 'declared' | 'confirmed' | 'verified';

export type PlainFact =
  | { readonly is: 'dates'; readonly opensAt: number | null; readonly closesAt: number | null }
  | {
      readonly is: 'entry';
      readonly id: number;
      readonly about: number | null;
      readonly amount: number;
      readonly support: Support;
      readonly origin: string | null;
      readonly evidence: number;
      readonly happenedAt: number;
    }
  | {
      readonly is: 'verdict';
      readonly id: number;
      readonly outcome: string;
      readonly evidence: number;
      readonly happenedAt: number;
    }
  | { readonly is: 'reversal'; readonly of: number }
  | { readonly is: 'withdrawal'; readonly evidence: number }
  | {
      readonly is: 'objection';
      readonly id: number;
      readonly entry: number | null;
      readonly verdict: number | null;
    }
  | { readonly is: 'answer'; readonly objection: number; readonly outcome: string }
  | { readonly is: 'condition'; readonly state: string; readonly happenedAt: number }
  | { readonly is: 'criteria'; readonly decides: Support };

/** One item: what was promised, and what has been recorded about it, in that order. Instants are epoch milliseconds. */
export interface PlainItem {
  readonly quantity: number | null;
  readonly conditional: boolean;
  readonly graceMs: number;
  readonly facts: readonly PlainFact[];
}

/** `late`: of what is met under a window, whether that was after its end; null of everything else. */
export interface PlainState {
  readonly status: string;
  readonly late: boolean | null;
}

type Is<K extends PlainFact['is']> = Extract<PlainFact, { is: K }>;
type Entry = Is<'entry'>;
const STRENGTH = { declared: 0, confirmed: 1, verified: 2 };

const all = <K extends PlainFact['is']>(item: PlainItem, is: K): Is<K>[] =>
  item.facts.filter((fact): fact is Is<K> => fact.is === is);

/** The last decision that nobody took back, whose evidence nobody withdrew, and against which nobody was proved right. */
function decision(item: PlainItem): Is<'verdict'> | null {
  let found: Is<'verdict'> | null = null;
  for (const verdict of all(item, 'verdict')) {
    const back = all(item, 'reversal').some((one) => one.of === verdict.id);
    const gone = all(item, 'withdrawal').some((one) => one.evidence === verdict.evidence);
    const wrong = all(item, 'objection').some((one) => one.verdict === verdict.id && upheld(item, one.id));
    if (!back && !gone && !wrong) found = verdict;
  }
  return found;
}

const upheld = (item: PlainItem, objection: number): boolean =>
  all(item, 'answer').some((one) => one.objection === objection && one.outcome === 'upheld');

/** Amounts that still stand, and are no second print of one report: the strongest print is kept, the first of equals. */
function standing(item: PlainItem): Entry[] {
  const kept: Entry[] = [];
  for (const entry of all(item, 'entry')) {
    const gone = all(item, 'withdrawal').some((one) => one.evidence === entry.evidence);
    const wrong = all(item, 'objection').some((one) => one.entry === entry.id && upheld(item, one.id));
    if (!gone && !wrong) kept.push(entry);
  }
  const copies = (entry: Entry): Entry[] =>
    kept.filter(
      (one) => one.origin === entry.origin && one.about === entry.about && one.amount === entry.amount,
    );
  const strength = (entry: Entry): number => STRENGTH[entry.support];
  const leads = (entry: Entry): boolean =>
    copies(entry).every(
      (one) => strength(one) < strength(entry) || (strength(one) === strength(entry) && one.id >= entry.id),
    );
  return kept.filter((entry) => entry.origin === null || leads(entry));
}

/** When the amounts that count first came to what was promised; null while they do not. */
function filledAt(item: PlainItem, quantity: number): number | null {
  const decides = all(item, 'criteria').at(-1)?.decides ?? 'declared';
  const entries = standing(item);
  const counting: Entry[] = [];
  for (const claim of new Set(entries.map((entry) => entry.about ?? entry.id))) {
    const own = entries.filter((entry) => (entry.about ?? entry.id) === claim);
    const said = own.find((entry) => entry.about === null);
    const strong = own.filter((entry) => STRENGTH[entry.support] >= STRENGTH[decides]);
    const strongest = Math.max(...strong.map((entry) => STRENGTH[entry.support]));
    const best = strong.filter((entry) => STRENGTH[entry.support] === strongest).at(-1);
    const one = decides === 'declared' && said !== undefined ? said : best;
    if (one !== undefined) counting.push(one);
  }
  for (const at of counting.map((entry) => entry.happenedAt).sort((a, b) => a - b)) {
    let sum = 0;
    for (const entry of counting) if (entry.happenedAt <= at) sum += entry.amount;
    if (sum >= quantity) return at;
  }
  return null;
}

/** How the item stands at `now`, on everything that has been recorded. */
export function standsAt(item: PlainItem, now: number): PlainState {
  const dates = all(item, 'dates').at(-1);
  const dated = dates?.closesAt != null && dates.opensAt !== null;
  const endsAt = dated ? (dates.closesAt ?? 0) + item.graceMs : null;
  const met = (at: number): PlainState => ({ status: 'met', late: endsAt === null ? null : at >= endsAt });
  const decided = decision(item);
  if (decided !== null)
    return decided.outcome === 'met' ? met(decided.happenedAt) : { status: decided.outcome, late: null };
  const filled = item.quantity === null ? null : filledAt(item, item.quantity);
  if (filled !== null) return met(filled);
  const condition = all(item, 'condition').at(-1);
  const open = (status: string): PlainState => ({ status, late: null });
  if (item.conditional && condition?.state === 'failed') return open('void');
  if (item.conditional && condition?.state !== 'met') return open('pending');
  if (endsAt === null || dates?.opensAt == null) return open('undated');
  // Nobody was bound before the condition was met.
  const bound = item.conditional ? (condition?.happenedAt ?? 0) : 0;
  if (now >= Math.max(endsAt, bound)) return open('overdue');
  return open(now >= Math.max(dates.opensAt, bound) ? 'due' : 'upcoming');
}

/** Whether somebody objects and waits for an answer, or several numbers for one claim stand and no third verified one. */
export function contested(item: PlainItem): boolean {
  if (all(item, 'objection').some(({ id }) => !all(item, 'answer').some((one) => one.objection === id)))
    return true;
  const entries = standing(item);
  return entries.some((entry) => {
    const claim = entries.filter((one) => (one.about ?? one.id) === (entry.about ?? entry.id));
    const agreed = claim.every((one) => one.amount === entry.amount);
    return !agreed && claim.every((one) => one.support !== 'verified');
  });
}
