/**
 * Telling the log again by the same code, and comparing: 1. take commitments in bounded batches, 2. read their facts,
 * log and outbox, 3. tell each record anew, 4. note every difference. Nothing is written; memory does not grow with
 * the log.
 */
import { z } from 'zod';
import { assertZone } from '../domain/civil.ts';
import { type Held, replay, type Told } from '../domain/replay.ts';
import type { Query } from '../store/database.ts';
import { readRecords } from '../store/records.ts';
import { type Announced, announcedOf, idsAfter, type Logged, loggedOf, toldSince } from '../store/replay.ts';
import { beginOf, endOf } from './as-of.ts';
import type { Context } from './context.ts';
import { id, line, optional, parse } from './input.ts';

export const replayInput = z.strictObject({
  from: optional(line(60)).describe('Only what happened or was told since: a day or an ISO 8601 instant'),
  to: optional(line(60)).describe('Only up to then: a day (to its end) or an ISO 8601 instant; default now'),
  zone: line(60).default('UTC').describe('The zone of these days; default UTC'),
  commitment: optional(id).describe('Only this commitment'),
});

/** Something in which the log and the code do not agree. */
export interface Difference {
  readonly commitment: number;
  /** What it is about: `event overdue:v1`, `alert due_soon lead:7:v1`. */
  readonly what: string;
  readonly fault: 'missing' | 'unexplained' | 'other instant';
}

/** What each fault is, after “is”. */
export const DIFFERENCE_WORDS = {
  missing: 'missing from the log, though the code says that it happened',
  unexplained: 'in the log, but the code does not say that it happened',
  'other instant': 'in the log at another instant',
} satisfies Record<Difference['fault'], string>;

/** One commitment, told again. Instants are epoch milliseconds. */
export interface Replayed {
  readonly id: number;
  readonly held: readonly Held[];
  /** What was due to be told, and what became of it; null: nobody could be told. */
  readonly told: readonly {
    readonly what: string;
    readonly foundAt: number;
    readonly outcome: string | null;
  }[];
  readonly differences: readonly Difference[];
}

export interface ReplaySummary {
  readonly from: number | null;
  readonly to: number;
  readonly commitments: number;
  readonly events: number;
  readonly occasions: number;
  readonly sent: number;
  readonly dropped: number;
  readonly waiting: number;
  readonly failed: number;
  readonly differences: readonly Difference[];
  readonly different: number;
}

const BATCH = 500;
/** So many differences are listed; all are counted. */
const LISTED = 100;

const group = <T extends { commitmentId: number }>(rows: readonly T[]): Map<number, T[]> => {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const known = groups.get(row.commitmentId);
    if (known === undefined) groups.set(row.commitmentId, [row]);
    else known.push(row);
  }
  return groups;
};

const outcomeOf = ({ sent, dropped, waiting, failed }: Announced): string | null => {
  const parts = [
    [sent, 'sent'],
    [dropped, 'dropped'],
    [waiting, 'waiting'],
    [failed, 'failed'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? null : said.join(', ');
};

type Within = (at: number) => boolean;

function compareEvents(
  commitment: number,
  told: Told,
  logged: readonly Logged[],
  within: Within,
): Difference[] {
  const byKey = new Map(logged.map((event) => [event.key, event]));
  const differences: Difference[] = [];
  for (const { key, occurredAt, knownAt } of told.moments) {
    const event = byKey.get(key);
    byKey.delete(key);
    if (!within(knownAt)) continue;
    const what = `event ${key}`;
    if (event === undefined) differences.push({ commitment, what, fault: 'missing' });
    else if (event.occurredAt !== occurredAt) differences.push({ commitment, what, fault: 'other instant' });
  }
  for (const event of byKey.values())
    if (within(event.recordedAt))
      differences.push({ commitment, what: `event ${event.key}`, fault: 'unexplained' });
  return differences;
}

function compareAlerts(
  commitment: number,
  told: Told,
  announced: ReadonlyMap<string, Announced>,
  within: Within,
  since: number | null,
): { told: Replayed['told']; differences: Difference[] } {
  const differences: Difference[] = [];
  const left = new Map(announced);
  const lines = told.occasions.flatMap((occasion) => {
    const name = `${occasion.kind} ${occasion.key}`;
    const row = left.get(name);
    left.delete(name);
    if (!within(occasion.foundAt)) return [];
    const what = `alert ${name}`;
    if (row === undefined && since !== null && since <= occasion.foundAt)
      differences.push({ commitment, what, fault: 'missing' });
    return [{ what: name, foundAt: occasion.foundAt, outcome: row === undefined ? null : outcomeOf(row) }];
  });
  for (const [name, row] of left)
    if (within(row.createdAt)) differences.push({ commitment, what: `alert ${name}`, fault: 'unexplained' });
  return { told: lines, differences };
}

interface Batch {
  readonly ids: readonly number[];
  readonly records: Awaited<ReturnType<typeof readRecords>>;
  readonly log: Map<number, Logged[]>;
  readonly outbox: Map<number, Announced[]>;
}

async function batchAfter(query: Query, after: number, only: number | null): Promise<Batch | null> {
  const ids = await idsAfter(query, { after, limit: BATCH, only });
  if (ids.length === 0) return null;
  return {
    ids,
    records: await readRecords(query, ids),
    log: group(await loggedOf(query, ids)),
    outbox: group(await announcedOf(query, ids)),
  };
}

/** All commitments, or one; while a batch is told the database reads the next one. */
async function* batches(query: Query, only: number | null): AsyncGenerator<Batch> {
  let next = batchAfter(query, 0, only);
  for (;;) {
    const batch = await next;
    if (batch === null) return;
    next = batchAfter(query, batch.ids.at(-1) ?? 0, only);
    // Its failure is told when its turn comes; until then it must not count as one that nobody looks at.
    next.catch(() => undefined);
    yield batch;
  }
}

/**
 * Tells everything again; `each` is handed every commitment as it is done. Throws `DulyError('invalid')`.
 */
export async function replayLog(
  ctx: Context,
  raw: unknown,
  each: (one: Replayed) => void = () => undefined,
): Promise<ReplaySummary> {
  const now = ctx.clock.now();
  const input = parse(replayInput, raw);
  const zone = assertZone(input.zone, 'zone');
  const from = input.from === undefined ? null : beginOf(input.from, zone, 'from');
  const to = Math.min(now, input.to === undefined ? now : endOf(input.to, zone, 'to'));
  const within: Within = (at) => at <= to && (from === null || at >= from);
  const { query } = ctx.db;
  const since = await toldSince(query);
  const summary = { commitments: 0, events: 0, occasions: 0, sent: 0, dropped: 0, waiting: 0, failed: 0 };
  const differences: Difference[] = [];
  let different = 0;
  for await (const { ids, records, log, outbox } of batches(query, input.commitment ?? null)) {
    for (const commitment of ids) {
      const record = records.get(commitment);
      if (record === undefined || record.recordedAt > to) continue;
      const logged = log.get(commitment) ?? [];
      const announced = new Map((outbox.get(commitment) ?? []).map((row) => [`${row.kind} ${row.key}`, row]));
      const looks = [
        ...logged.map((event) => event.recordedAt),
        ...[...announced.values()].map((row) => row.createdAt),
      ];
      const told = replay(record, looks, to);
      const alerts = compareAlerts(commitment, told, announced, within, since);
      const found = [...compareEvents(commitment, told, logged, within), ...alerts.differences];
      summary.commitments += 1;
      summary.events += told.moments.filter(({ knownAt }) => within(knownAt)).length;
      summary.occasions += alerts.told.length;
      for (const row of announced.values())
        if (within(row.createdAt))
          for (const state of ['sent', 'dropped', 'waiting', 'failed'] as const) summary[state] += row[state];
      different += found.length;
      differences.push(...found.slice(0, LISTED - differences.length));
      each({ id: commitment, held: told.held, told: alerts.told, differences: found });
    }
  }
  return { from, to, ...summary, differences, different };
}
