/**
 * Checks what is on record, in a database or in an export: 1. walk the chain from the name of the instance and see
 * that each link follows, 2. count what is not sealed yet, 3. set every stored fact against the event that tells of
 * it, 4. in a database, set the marks that are derived from facts against these, and each fact against what had been
 * announced before it, 5. look for the hash that somebody has kept. Nothing is changed, and memory does not grow with the
 * record.
 */
import { hash, randomBytes } from 'node:crypto';
import { type Break, genesis, type StoredLink, walk } from '../domain/chain.ts';
import {
  asFact,
  type Balance,
  balance,
  bucketOf,
  type Difference,
  differences,
  type Fact,
  type Kept,
} from '../domain/compare-facts.ts';
import { type FactTable, instantText, isFactTable, type Row } from '../domain/facts.ts';
import { holdStill, instanceId, readFacts, readLinks, readUnsealed } from '../store/chain.ts';
import type { Query } from '../store/database.ts';
import { backdatedFacts, wrongMarks } from '../store/verify.ts';
import type { Context } from './context.ts';
import { sha256 } from './seal.ts';

/** Where the record is read from, each as often as asked; in batches, because a row at a time costs more to hand over. */
export interface Ledger {
  readonly instanceId: string;
  /** Of a file: it ends before its last line, or that is not of the lines before. Null: nothing of the kind. */
  readonly damage: 'cut off' | 'changed on its way' | null;
  links(): AsyncIterable<readonly StoredLink[]>;
  /** Events without a link; asked after `links` has come to its end. */
  unsealed(): AsyncIterable<readonly Row[]>;
  facts(): AsyncIterable<{ readonly table: FactTable; readonly rows: readonly Row[] }>;
  /** Up to `limit` of what is wrong beside the facts; a file has nothing of the kind. */
  beside?(limit: number): Promise<readonly Difference[]>;
}

/** A hash that was published: it must be part of the chain, at `seq` where that is known. */
export interface Expected {
  readonly hash: string;
  readonly seq: number | null;
}

export interface Verification {
  readonly ok: boolean;
  readonly links: number;
  /** The hash of the last link that holds; that of the instance's name before the first. */
  readonly head: string;
  readonly broken: Break | null;
  readonly damage: Ledger['damage'];
  /** Events that wait for their link; `since` is when the first of them was recorded, ISO. */
  readonly unsealed: { readonly count: number; readonly since: string | null; readonly late: boolean };
  readonly facts: number;
  /** The first of the differences between stored facts and their events. */
  readonly differences: readonly Difference[];
  /** Null when no hash was asked for. */
  readonly expected: 'found' | 'missing' | null;
}

/** So long an event may wait for its link, milliseconds; workers seal every few seconds. */
const LATE_MS = 3_600_000;
/** Buckets that are looked at again, which bounds what is kept meanwhile. */
const LOOKED_AT = 64;
const SHOWN = 20;

/** The fact in an event, or null in any other. */
function factIn(event: Row | null): Fact | null {
  if (event?.kind !== 'fact') return null;
  const { table, row } = (event.data ?? {}) as { table?: unknown; row?: unknown };
  return isFactTable(table) && typeof row === 'object' && row !== null ? asFact(table, row as Row) : null;
}

function keyedDigest() {
  const secret = randomBytes(16).toString('hex');
  return (text: string): readonly [number, number] => {
    const digest = hash('sha256', secret + text, 'buffer');
    return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
  };
}

/** One look at everything: the chain, what waits, and the sums of facts. `now` is epoch milliseconds, or null. */
async function look(
  ledger: Ledger,
  sums: Balance,
  { expected, now, each }: { expected: Expected | null; now: number | null; each: (count: number) => void },
) {
  const chain = walk(genesis(ledger.instanceId, sha256), sha256);
  let found = false;
  for await (const links of ledger.links()) {
    each(links.length);
    for (const link of links) {
      chain.step(link);
      if (link.hash === expected?.hash && (expected.seq ?? link.seq) === link.seq) found = true;
      const fact = factIn(link.event);
      if (fact !== null) sums.event(fact);
    }
  }
  let count = 0;
  let since: string | null = null;
  for await (const events of ledger.unsealed()) {
    each(events.length);
    for (const event of events) {
      count += 1;
      const recordedAt = String(instantText(event.recorded_at));
      if (since === null || recordedAt < since) since = recordedAt;
      const fact = factIn(event);
      if (fact !== null) sums.event(fact);
    }
  }
  let facts = 0;
  for await (const { table, rows } of ledger.facts()) {
    facts += rows.length;
    each(rows.length);
    for (const row of rows) sums.row(asFact(table, row));
  }
  const late = since !== null && now !== null && now - Date.parse(since) > LATE_MS;
  return { ...chain.end(), found, unsealed: { count, since, late }, facts };
}

/** The second look, at the facts in buckets that do not balance. */
async function lookAgain(ledger: Ledger, open: ReadonlySet<number>): Promise<Difference[]> {
  const buckets = new Set([...open].slice(0, LOOKED_AT));
  const [events, rows]: [Kept, Kept] = [new Map(), new Map()];
  const keep = (kept: Kept, fact: Fact | null): void => {
    if (fact !== null && buckets.has(bucketOf(fact.key))) kept.set(fact.key, fact.fact);
  };
  for await (const links of ledger.links()) for (const { event } of links) keep(events, factIn(event));
  for await (const page of ledger.unsealed()) for (const event of page) keep(events, factIn(event));
  for await (const { table, rows: page } of ledger.facts())
    for (const row of page) keep(rows, asFact(table, row));
  return differences(events, rows);
}

/**
 * Checks a ledger. `now`, epoch milliseconds, tells which events wait too long; null does not ask. `each` is told how many
 * events and facts were looked at since it was last told; what it throws ends the check.
 */
export async function verifyLedger(
  ledger: Ledger,
  {
    expected = null,
    now = null,
    each = () => undefined,
  }: { expected?: Expected | null; now?: number | null; each?: (count: number) => void } = {},
): Promise<Verification> {
  const sums = balance(keyedDigest());
  const { found, broken, unsealed, ...seen } = await look(ledger, sums, { expected, now, each });
  const open = sums.open();
  const differing = open.size === 0 ? [] : await lookAgain(ledger, open);
  const beside = (await ledger.beside?.(SHOWN)) ?? [];
  const missing = expected !== null && !found;
  const asRecorded = open.size === 0 && beside.length === 0;
  return {
    ok: broken === null && asRecorded && !missing && !unsealed.late && ledger.damage === null,
    ...seen,
    broken,
    damage: ledger.damage,
    unsealed,
    differences: [...differing, ...beside].slice(0, SHOWN),
    expected: expected === null ? null : missing ? 'missing' : 'found',
  };
}

async function besideFacts(query: Query, limit: number): Promise<Difference[]> {
  const marks = await wrongMarks(query, limit);
  const backdated = await backdatedFacts(query, limit);
  return [
    ...marks.map(({ commitmentId, mark }) => ({
      ...{ key: `commitment:${commitmentId}`, what: 'marked wrongly' as const, columns: [mark] },
    })),
    ...backdated.map(({ commitmentId, key }) => ({
      ...{ key, what: 'backdated' as const, columns: [`commitment ${commitmentId}`] },
    })),
  ];
}

/** Checks the database, all of it as it stands at one moment. */
export async function verify(
  ctx: Pick<Context, 'db' | 'clock'>,
  expected: Expected | null = null,
  each: (count: number) => void = () => undefined,
): Promise<Verification> {
  const now = ctx.clock.now();
  return ctx.db.inTransaction(async (query) => {
    await holdStill(query);
    const ledger: Ledger = {
      instanceId: await instanceId(query),
      damage: null,
      links: () => readLinks(query),
      unsealed: () => readUnsealed(query),
      facts: () => readFacts(query),
      beside: (limit) => besideFacts(query, limit),
    };
    return verifyLedger(ledger, { expected, now, each });
  });
}
