/**
 * What is one matter: told once and said again, by whomever and over any number of others, or split into parts. Of each
 * matter one counts. Restatements are followed wherever they lead; parts only to a whole that is looked at too.
 */

/** One of those that are looked at. */
export interface Account {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly saidAt: number;
  /** The commitment that it is a part of. */
  readonly parentId: number | null;
}

/** The root of each that is joined to others; what is joined to nothing is its own. */
function joined(pairs: readonly { readonly fromId: number; readonly toId: number }[]) {
  const above = new Map<number, number>();
  const rootOf = (id: number): number => {
    let root = id;
    for (let next = above.get(root); next !== undefined; next = above.get(root)) root = next;
    // The way is shortened behind us, or long chains would be walked again and again.
    for (let at = id; at !== root; ) {
      const next = above.get(at) ?? root;
      above.set(at, root);
      at = next;
    }
    return root;
  };
  for (const { fromId, toId } of pairs) {
    const [from, to] = [rootOf(fromId), rootOf(toId)];
    if (from !== to) above.set(from, to);
  }
  return rootOf;
}

const first = (one: Account, other: Account): Account =>
  one.saidAt < other.saidAt || (one.saidAt === other.saidAt && one.id < other.id) ? one : other;

/**
 * The ids of those that count: of each matter the one that was said first, unless it is a part of what counts too.
 * `restated` has every restatement on record, also those between others than `accounts`.
 */
export function oneOfEach(
  accounts: readonly Account[],
  restated: readonly { readonly fromId: number; readonly toId: number }[],
): ReadonlySet<number> {
  const matterOf = joined(restated);
  const there = new Set(accounts.map(({ id }) => id));
  const standing = new Map<number, Account>();
  for (const account of accounts) {
    const { id, parentId } = account;
    const matter = matterOf(id);
    // A whole that was linked with its own part stands for it, whichever was said first.
    if (parentId !== null && there.has(parentId) && matterOf(parentId) === matter) continue;
    const other = standing.get(matter);
    standing.set(matter, other === undefined ? account : first(account, other));
  }
  /** The matter that this one is a part of. */
  const wholeOf = (matter: number): number | null => {
    const parentId = standing.get(matter)?.parentId ?? null;
    return parentId !== null && there.has(parentId) ? matterOf(parentId) : null;
  };
  const counts = new Set<number>();
  const seen = new Set<number>();
  for (const start of standing.keys()) {
    const way: number[] = [];
    let at: number | null = start;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      way.push(at);
      const whole = wholeOf(at);
      if (whole === null) counts.add(standing.get(at)?.id ?? at);
      at = whole;
    }
    // Two matters may be a part of each other, by what was linked with what: then the first said stands for both.
    const back = at === null ? -1 : way.indexOf(at);
    const round = back < 0 ? [] : way.slice(back).flatMap((matter) => standing.get(matter) ?? []);
    if (round.length > 0) counts.add(round.reduce(first).id);
  }
  return counts;
}
