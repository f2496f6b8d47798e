/**
 * The workers of one process: they take wake-ups from both queues and run the use cases. Schedulers tick even
 * when nobody rings; they live in the queue, so every process puts them back again and again: wiping Redis costs
 * seconds, not alerts.
 */
import { monotonicMs } from '../src/clock.ts';
import type { Context } from '../src/service/context.ts';
import { type Bell, bellOn, openQueues } from './bell.ts';
import { openEngine } from './engine.ts';
import { CONCURRENCY, type JobName, QUEUE_OF, QUEUES, type QueueName, TICKS } from './queues.ts';
import { RUNS } from './run.ts';

const HEARTBEAT_MS = 10_000;
const LOOK_OUT_MS = 5_000;
/** So many ticks missed, and a process no longer relies on its queue. */
const SILENT_TICKS = 2;

export interface WorkersOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
}

const JOBS = Object.keys(TICKS) as JobName[];
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
  const work = async (job: { name: string }): Promise<void> => {
    if (!isJob(job.name)) {
      ctx.log.error({ job: job.name }, 'there is no such job: it stays among the failed ones');
      throw new Error(`there is no job called ${job.name}`);
    }
    const state = heard.get(job.name) as { last: number; running: number };
    state.running += 1;
    try {
      await RUNS[job.name](inside, stopping.signal);
    } catch (error) {
      // The work is still in the database; the next tick takes it up. Failing the job would only hide that.
      ctx.log.error(
        { job: job.name, error: (error as Error).message },
        'job failed; the next tick tries again',
      );
      throw error;
    } finally {
      state.running -= 1;
      state.last = monotonicMs();
    }
  };
  const workers = (Object.keys(QUEUES) as QueueName[]).map((name) =>
    engine.worker(QUEUES[name], work, CONCURRENCY[name]),
  );

  const schedule = async (): Promise<void> => {
    for (const name of JOBS) {
      const template = { name, data: {}, opts: { removeOnComplete: true, removeOnFail: 100 } };
      await queues[QUEUE_OF[name]].upsertJobScheduler(`tick-${name}`, { every: TICKS[name] }, template);
    }
  };
  const heartbeat = (): void =>
    void schedule().catch((error: Error) => {
      ctx.log.debug({ error: error.message }, 'the ticks could not be scheduled; tried again soon');
    });
  // A queue that is away, full or stuck ticks no more, but the work is in the database: this process looks for
  // itself. Where others have taken the ticks it looks in vain, which costs next to nothing.
  const lookAround = async (): Promise<void> => {
    for (const name of JOBS) {
      const { last, running } = heard.get(name) as { last: number; running: number };
      const silent = running === 0 && monotonicMs() - last > SILENT_TICKS * TICKS[name];
      if (silent && !stopping.signal.aborted) await work({ name }).catch(() => undefined); // it has logged why
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
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await engine.close();
    },
  };
}
