/** Who works, and how each kind of tick fares: 1. what workers reported, 2. what the queue has before it, 3. what is wrong. */
import { type TickRow, tickRows, type WorkerRow, workerRows } from '../../store/workers.ts';
import type { Context, Tick } from '../context.ts';
import type { HealthCheck } from './health.ts';

/** A worker reports every ten seconds; who has been silent for so long is taken for gone. */
const SILENT_MS = 60_000;
/** A tick that has not run for so many of its periods, and that while beside, is missing. */
const MISSED_TICKS = 3;

/** The queue as this process sees it: where it is, and when each tick comes next. */
export interface QueueView {
  /** Where work is taken from, without a password, in the words in which workers report it. */
  readonly place: string;
  /** Epoch milliseconds by tick; those that nobody has scheduled are missing. Throws while the queue is away. */
  due(): Promise<ReadonlyMap<Tick, number>>;
}

export interface TickState extends Omit<TickRow, 'name'> {
  readonly name: Tick;
  /** `running`: a worker has it in hand; `failed`: its last run did; `missing`: it should have run since. */
  readonly state: 'well' | 'running' | 'failed' | 'missing';
  /** Epoch milliseconds; null: it is not known. */
  readonly dueAt: number | null;
}

export interface Worker extends WorkerRow {
  readonly state: 'working' | 'ended' | 'silent';
  /** Whether it takes its work from another queue than this process rings in. */
  readonly elsewhere: boolean;
}

export interface Crew {
  readonly workers: readonly Worker[];
  /** Those that have run at least once. */
  readonly ticks: readonly TickState[];
  /** Why it is not known when ticks come next; null when it is. */
  readonly unknown: string | null;
  /** What is wrong; null when nobody works is said by `seenAt`. */
  readonly checks: readonly HealthCheck[];
  /** Whether anybody works. */
  readonly atWork: boolean;
}

const utc = (instant: number): string =>
  `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
const START = 'Start one: `duly worker`, or `duly start` for web and workers together.';

function crewCheck(workers: readonly Worker[], place: string | null): HealthCheck {
  const name = 'workers';
  const working = workers.filter(({ state }) => state === 'working');
  const [last] = workers;
  if (last === undefined) return { name, ok: false, text: `No worker has ever been seen. ${START}` };
  if (working.length === 0)
    return { name, ok: false, text: `No worker has been seen since ${utc(last.seenAt)}. ${START}` };
  const elsewhere = working.filter((worker) => worker.elsewhere);
  if (elsewhere.length > 0) {
    const who = elsewhere.map((worker) => `${worker.name} (${worker.queue})`).join(', ');
    const text = `Another queue than that of this process (${place}) is worked on by ${who}: wake-ups do not reach it, and work waits for its ticks. Give all the same REDIS_URL.`;
    return { name, ok: false, text };
  }
  const names = working.map((worker) => worker.name).join(', ');
  return { name, ok: true, text: `${working.length} at work: ${names}.` };
}

function tickCheck(ticks: readonly TickState[]): HealthCheck {
  const name = 'ticks';
  const wrong = ticks.flatMap(({ state, fault, ...tick }) =>
    state === 'failed'
      ? [`${tick.name} failed: ${fault}`]
      : state === 'missing'
        ? [`${tick.name} has not run since ${utc(tick.ranAt)}`]
        : [],
  );
  return wrong.length === 0
    ? { name, ok: true, text: 'Each ran when it should, and without a fault.' }
    : { name, ok: false, text: `${wrong.join('; ')}.` };
}

/** Reads it. `queue` null: this process has none. Never throws for a queue that is away. */
export async function readCrew(ctx: Pick<Context, 'db'>, queue: QueueView | null): Promise<Crew> {
  const rows = await workerRows(ctx.db.query);
  const workers = rows.map((row): Worker => {
    const state = row.endedAt !== null ? 'ended' : row.silentMs > SILENT_MS ? 'silent' : 'working';
    return { ...row, state, elsewhere: queue !== null && row.queue !== queue.place };
  });
  const working = workers.filter(({ state }) => state === 'working');
  const inHand = new Set(working.flatMap(({ running }) => running));
  let due: ReadonlyMap<Tick, number> = new Map();
  let unknown: string | null = queue === null ? 'this process has no queue' : null;
  try {
    due = (await queue?.due()) ?? due;
  } catch (error) {
    unknown = `the queue does not answer: ${(error as Error).message}`;
  }
  const ticks = (await tickRows(ctx.db.query)).map((row): TickState => {
    const missing = row.agoMs > MISSED_TICKS * row.everyMs + SILENT_MS;
    const failed = row.failedAt !== null && row.failedAt >= row.ranAt;
    const state = inHand.has(row.name) ? 'running' : missing ? 'missing' : failed ? 'failed' : 'well';
    const name = row.name as Tick;
    return { ...row, name, state, dueAt: due.get(name) ?? null };
  });
  const checks = [crewCheck(workers, queue?.place ?? null), tickCheck(ticks)];
  return { workers, ticks, unknown, checks, atWork: working.length > 0 };
}
