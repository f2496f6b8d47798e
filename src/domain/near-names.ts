/** Names that were perhaps meant by one that is not on record. Pure. */

const heard = (name: string): string => name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** How many letters have to be put in, left out or changed to come from `a` to `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * Those of `names` that are spelt nearly like `name`, or contain all of its words or the other way, nearest first; at
 * most three. A quarter of the letters may be wrong.
 */
export function nearNames(name: string, names: readonly string[]): string[] {
  const meant = heard(name);
  const words = new Set(meant.split(' '));
  const found = names.flatMap((one) => {
    const other = heard(one);
    const others = new Set(other.split(' '));
    const shared = [...words].filter((word) => others.has(word)).length;
    if (shared === words.size || shared === others.size) return [{ one, far: 0 }];
    const most = Math.max(1, Math.floor(meant.length / 4));
    if (Math.abs(meant.length - other.length) > most) return [];
    const far = distance(meant, other);
    return far <= most ? [{ one, far }] : [];
  });
  return found
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ one }) => one);
}
