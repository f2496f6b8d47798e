/**
 * Does one piece of long work that somebody has asked for: 1. claim the oldest, 2. count what there is to do, 3. do it,
 * saying once a second how far it is, which also holds it, 4. write down what came of it.
 *
 * Two at once: the claim is the lock. A worker that dies loses its hold within half a minute, and another begins anew;
 * one that only stood still finds that its hold is gone and ends without a trace. A worker that is to stop gives it back.
 */
import { randomUUID } from 'node:crypto';
import { monotonicMs } from '../clock.ts';
import { DulyError } from '../domain/errors.ts';
import {
  beatTask,
  claimTask,
  endTask,
  keepChunk,
  releaseTask,
  sizeOf,
  type TaskHold,
  type TaskKind,
  type TaskResult,
} from '../store/tasks.ts';
import type { Context } from './context.ts';
import { exportAll } from './export.ts';
import { DIFFERENCE_WORDS, replayLog } from './replay.ts';
import { verify } from './verify.ts';
import { faultsOf } from './verify-words.ts';

const LEASE_MS = 30_000;
const BEAT_MS = 1_000;
/** So often begun and never ended: it ends whoever takes it up. */
const GIVE_UP = 10;
const CHUNK = 1_048_576;
const LISTED = 20;

/** The work is another's by now, or this worker is to stop. */
class Stopped extends Error {}

/** One run of a task: `step` says how far it is, and throws when it is not to go on. */
interface Run extends TaskHold {
  readonly start: number;
  step(more: number): void;
}

async function runVerify(ctx: Context, run: Run): Promise<TaskResult> {
  const found = await verify(ctx, null, (count) => run.step(count));
  const says = [
    found.ok ? 'Nothing was rewritten.' : 'Something is not as it was recorded.',
    ...faultsOf(found, null),
    `Events in the chain: ${found.links}. Facts as recorded: ${found.facts}. Head: ${found.head}@${found.links}`,
  ];
  return { ok: found.ok, says, bytes: null };
}

async function runReplay(ctx: Context, run: Run): Promise<TaskResult> {
  const { commitments, events, occasions, different, differences } = await replayLog(ctx, {}, () =>
    run.step(1),
  );
  const says = [
    different === 0 ? 'The log and the code agree.' : `${different} differences.`,
    `${commitments} commitments told again: ${events} events, ${occasions} things to tell.`,
    ...differences
      .slice(0, LISTED)
      .map(
        ({ commitment, what, fault }) => `Commitment ${commitment}: ${what} is ${DIFFERENCE_WORDS[fault]}.`,
      ),
    ...(different > LISTED ? ['All of them: `duly replay`.'] : []),
  ];
  return { ok: different === 0, says, bytes: null };
}

async function runExport(ctx: Context, run: Run, proof: boolean): Promise<TaskResult> {
  let part = 0;
  let bytes = 0;
  let buffered: Uint8Array = new Uint8Array();
  const keep = async (chunk: Uint8Array): Promise<void> => {
    await keepChunk(ctx.db.query, { taskId: run.id, start: run.start, part, bytes: chunk });
    part += 1;
    bytes += chunk.length;
  };
  const { rows, sha256 } = await exportAll(
    ctx,
    { proof, each: (count) => run.step(count) },
    async (lines) => {
      buffered = Buffer.concat([buffered, Buffer.from(lines)]);
      for (; buffered.length >= CHUNK; buffered = buffered.subarray(CHUNK))
        await keep(buffered.subarray(0, CHUNK));
    },
  );
  if (buffered.length > 0) await keep(buffered);
  return { ok: true, says: [`${rows} rows, SHA-256 of the lines ${sha256}`], bytes };
}

const WORK: Record<TaskKind, (ctx: Context, run: Run) => Promise<TaskResult>> = {
  verify: runVerify,
  replay: runReplay,
  export: (ctx, run) => runExport(ctx, run, false),
  proof: (ctx, run) => runExport(ctx, run, true),
};

/** Says every second how far it is; stops it when the hold is lost or `signal` says so. */
function hold(ctx: Context, task: TaskHold & { start: number }, total: number, signal: AbortSignal) {
  let done = 0;
  let lost = false;
  let until = monotonicMs() + LEASE_MS;
  let beating = false;
  const beat = async (): Promise<void> => {
    if (beating) return;
    beating = true;
    const next = monotonicMs() + LEASE_MS;
    try {
      if (await beatTask(ctx.db.query, task, { done, total: Math.max(total, done), leaseMs: LEASE_MS }))
        until = next;
      else lost = true;
    } catch (error) {
      ctx.log.warn({ task: task.id, error: (error as Error).message }, 'how far a task is could not be said');
    } finally {
      beating = false;
    }
  };
  const timer = setInterval(() => void beat(), BEAT_MS);
  const step = (more: number): void => {
    done += more;
    if (lost || signal.aborted || monotonicMs() > until) throw new Stopped();
  };
  return { run: { ...task, step }, beat, done: () => done, end: () => clearInterval(timer) };
}

/**
 * Runs one task, if there is one; returns whether there was. Throws `DulyError('unavailable')` when the database is away;
 * the task is taken up again.
 */
export async function runTask(
  ctx: Context,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ ran: boolean }> {
  const { query } = ctx.db;
  const by = `${ctx.workerName}:${randomUUID().slice(0, 8)}`;
  const claimed = await claimTask(query, { by, leaseMs: LEASE_MS, now: ctx.clock.now() });
  if (claimed === null) return { ran: false };
  const { id, kind, starts: start } = claimed;
  const end = (
    state: 'done' | 'failed',
    what: { message: string | null; result: TaskResult | null; done: number },
  ) => endTask(query, { id, by }, { state, ...what, now: ctx.clock.now() });
  if (start > GIVE_UP) {
    await end('failed', {
      message: 'Whoever took it up ended before it was done, ten times.',
      result: null,
      done: 0,
    });
    return { ran: true };
  }
  const held = hold(ctx, { id, by, start }, await sizeOf(query, kind), signal);
  try {
    await held.beat();
    const result = await WORK[kind](ctx, held.run);
    await end('done', { message: null, result, done: held.done() });
    ctx.log.info({ task: id, kind, ok: result.ok }, 'long work is done');
  } catch (error) {
    if (error instanceof Stopped) await releaseTask(query, { id, by });
    else if (error instanceof DulyError && error.code === 'unavailable') throw error;
    else {
      const { message } = error as Error;
      ctx.log.error({ task: id, kind, error: message }, 'long work failed');
      const told = error instanceof DulyError ? message : 'The fault is ours; the log of the worker has it.';
      await end('failed', { message: told, result: null, done: held.done() });
    }
  } finally {
    held.end();
  }
  return { ran: !signal.aborted };
}
