/**
 * Compares two heaps of facts, the rows as they are stored and the events that tell of them, in whatever order they
 * come and without keeping them: each goes as a number into one of many buckets, added for an event and taken away
 * for a row. A bucket that does not come to nothing is looked at again, fact by fact.
 */
import { canonical } from './chain.ts';
import { differingColumns, type FactTable, factKey, factOf, type Row } from './facts.ts';

/**
 * A difference between what is stored and what the log says, named by the fact's key such as `verdict:12`: that a mark
 * of a commitment hides its facts, and that a fact was put in later than it says, only a database tells.
 */
export interface Difference {
  readonly key: string;
  readonly what: 'changed' | 'without event' | 'deleted' | 'marked wrongly' | 'backdated';
  /** Which columns or marks, when they were changed; of which commitment, when it was backdated. */
  readonly columns: readonly string[];
}

export interface Fact {
  readonly key: string;
  readonly table: FactTable;
  readonly fact: Row;
}

/** A fact from its row, be it stored or in its event. */
export const asFact = (table: FactTable, row: Row): Fact => ({
  key: factKey(table, row),
  table,
  fact: factOf(table, row),
});

const BUCKETS = 4_096;

/** 64 secret-keyed bits of a text, as two whole numbers below 2^32, so that nobody can plan for two to agree. */
export type Digest = (text: string) => readonly [number, number];

/** Sums of both heaps; none of it grows with what goes in. */
export interface Balance {
  event(fact: Fact): void;
  row(fact: Fact): void;
  /** The buckets that do not balance. */
  open(): ReadonlySet<number>;
}

/** In which bucket a fact is. */
export function bucketOf(key: string): number {
  let hash = 0;
  for (let index = 0; index < key.length; index += 1)
    hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0;
  return hash & (BUCKETS - 1);
}

export function balance(digest: Digest): Balance {
  const sums = new Uint32Array(2 * BUCKETS);
  const add = ({ key, fact }: Fact, sign: 1 | -1): void => {
    const [high, low] = digest(`${key}\n${canonical(fact)}`);
    const at = 2 * bucketOf(key);
    // Whole numbers of 32 bits: what goes over is cut off, in both directions alike.
    sums[at] = (sums[at] ?? 0) + sign * high;
    sums[at + 1] = (sums[at + 1] ?? 0) + sign * low;
  };
  return {
    event: (fact) => add(fact, 1),
    row: (fact) => add(fact, -1),
    open: () => {
      const found = new Set<number>();
      for (let at = 0; at < sums.length; at += 1) if (sums[at] !== 0) found.add(at >> 1);
      return found;
    },
  };
}

/** Facts of one heap in the buckets that are looked at again, by key. */
export type Kept = Map<string, Row>;

/** What differs between the two heaps, by key. */
export function differences(events: Kept, rows: Kept): Difference[] {
  const found: Difference[] = [];
  for (const [key, row] of rows) {
    const event = events.get(key);
    if (event === undefined) found.push({ key, what: 'without event', columns: [] });
    else {
      const columns = differingColumns(event, row);
      if (columns.length > 0) found.push({ key, what: 'changed', columns });
    }
  }
  for (const key of events.keys()) if (!rows.has(key)) found.push({ key, what: 'deleted', columns: [] });
  return found.sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }));
}
