/**
 * The workers of one process: they take wake-ups from both queues and run the use cases. Schedulers tick even
 * when nobody rings; they live in the queue, so every process puts them back again and again: wiping Redis costs
 * seconds, not alerts.
 */
import { monotonicMs } from '../src/clock.ts';
import { DulyError } from '../src/domain/errors.ts';
import type { Context } from '../src/service/context.ts';
import { reportIn } from '../src/service/report-in.ts';
import { type Bell, bellOn, openQueues } from './bell.ts';
import { openEngine } from './engine.ts';
import { openLogBook } from './log-book.ts';
import { CONCURRENCY, type JobName, QUEUES, type QueueName, TICKS } from './queues.ts';
import { RUNS } from './run.ts';
import { JOBS, scheduleTicks, viewOf } from './schedule.ts';

const HEARTBEAT_MS = 10_000;
const LOOK_OUT_MS = 5_000;
const PER_MINUTE_MS = 60_000;
/** So many ticks missed, and a process no longer relies on its queue. */
const SILENT_TICKS = 2;

export interface WorkersOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
}

const isJob = (name: string): name is JobName => Object.hasOwn(RUNS, name);

/**
 * Starts the workers. `close()` takes nothing more, lets what is in flight finish and gives the rest back.
 * Throws `DulyError('unavailable')` when the queues' database is away.
 */
export async function startWorkers(ctx: Context, options: WorkersOptions): Promise<Bell> {
  const engine = await openEngine({ ...options, log: ctx.log });
  const queues = openQueues(engine);
  const wake = bellOn(queues, ctx.clock, ctx.log);
  const inside: Context = { ...ctx, wake };
  const stopping = new AbortController();

  const heard = new Map<JobName, { last: number; running: number }>(
    JOBS.map((name) => [name, { last: monotonicMs(), running: 0 }]),
  );
  const startedAt = monotonicMs();
  let quietUntil = startedAt;
  const book = openLogBook();
  const work = async (job: { name: string }): Promise<void> => {
    if (!isJob(job.name)) {
      ctx.log.error({ job: job.name }, 'there is no such job: it stays among the failed ones');
      throw new Error(`there is no job called ${job.name}`);
    }
    const state = heard.get(job.name) as { last: number; running: number };
    state.running += 1;
    const beganAt = monotonicMs();
    try {
      await RUNS[job.name](inside, stopping.signal);
      book.note(job.name, beganAt);
    } catch (error) {
      // The work is still in the database; the next tick takes it up. Failing the job would only hide that.
      const { message } = error as Error;
      const away = error instanceof DulyError && error.code === 'unavailable';
      // All of them fail while the database is away: said once a minute, not once a tick.
      const level = away && monotonicMs() < quietUntil ? 'debug' : 'error';
      if (away && level === 'error') quietUntil = monotonicMs() + PER_MINUTE_MS;
      ctx.log[level]({ job: job.name, error: message }, 'job failed; the next tick tries again');
      book.note(job.name, beganAt, message);
      throw error;
    } finally {
      state.running -= 1;
      state.last = monotonicMs();
    }
  };
  const workers = (Object.keys(QUEUES) as QueueName[]).map((name) =>
    engine.worker(QUEUES[name], work, CONCURRENCY[name]),
  );

  const report = async (ended = false): Promise<void> => {
    const running = JOBS.filter((name) => (heard.get(name)?.running ?? 0) > 0);
    const ticks = book.take();
    try {
      const upMs = monotonicMs() - startedAt;
      await reportIn(ctx, { queue: engine.place, upMs, ended, running, ticks });
    } catch (error) {
      book.putBack(ticks);
      ctx.log.debug({ error: (error as Error).message }, 'nothing could be reported; tried again soon');
    }
  };
  let reporting = Promise.resolve();
  const heartbeat = (): void => {
    // One after the other: a slow report must not overtake a later one.
    reporting = reporting.then(() => report());
    void scheduleTicks(queues).catch((error: Error) => {
      ctx.log.debug({ error: error.message }, 'the ticks could not be scheduled; tried again soon');
    });
  };
  // A queue that is away, full or stuck ticks no more, but the work is in the database: this process looks for
  // itself. Where others have taken the ticks it looks in vain, which costs next to nothing.
  let aside: Promise<void> = Promise.resolve();
  const lookAround = async (): Promise<void> => {
    for (const name of JOBS) {
      const { last, running } = heard.get(name) as { last: number; running: number };
      const silent = running === 0 && monotonicMs() - last > SILENT_TICKS * TICKS[name];
      if (!silent || stopping.signal.aborted) continue;
      const looked = work({ name }).catch(() => undefined); // it has logged why
      // Long work must not keep this process from looking at the rest.
      if (name === 'task') aside = looked;
      else await looked;
    }
  };

  let looking: Promise<void> | null = null;
  const lookOut = (): void => {
    looking ??= lookAround().finally(() => {
      looking = null;
    });
  };
  heartbeat();
  for (const name of JOBS) if (name !== 'housekeep') wake(name);
  const timers = [setInterval(heartbeat, HEARTBEAT_MS), setInterval(lookOut, LOOK_OUT_MS)];
  ctx.log.info({ engine: engine.kind, worker: ctx.workerName }, 'workers are running');

  return {
    wake,
    view: viewOf(engine.place, queues),
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      stopping.abort();
      await looking;
      await aside;
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await engine.close();
      await reporting;
      await report(true);
    },
  };
}
