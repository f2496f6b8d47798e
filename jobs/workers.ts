/**
 * The workers of one process: they take wake-ups from both queues and run the use cases. Schedulers tick even
 * when nobody rings; they live in the queue, so every process puts them back again and again: wiping Redis costs
 * seconds, not alerts.
 */
import type { Context } from '../src/service/context.ts';
import { type Bell, bellOn, openQueues } from './bell.ts';
import { openEngine } from './engine.ts';
import { CONCURRENCY, type JobName, QUEUE_OF, QUEUES, type QueueName, TICKS } from './queues.ts';
import { RUNS } from './run.ts';

const HEARTBEAT_MS = 10_000;

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

  const work = async (job: { name: string }): Promise<void> => {
    if (!isJob(job.name)) throw new Error(`there is no job called ${job.name}`);
    try {
      await RUNS[job.name](inside, stopping.signal);
    } catch (error) {
      // The work is still in the database; the next tick takes it up. Failing the job would only hide that.
      ctx.log.error(
        { job: job.name, error: (error as Error).message },
        'job failed; the next tick tries again',
      );
      throw error;
    }
  };
  const workers = (Object.keys(QUEUES) as QueueName[]).map((name) =>
    engine.worker(QUEUES[name], work, CONCURRENCY[name]),
  );

  const schedule = async (): Promise<void> => {
    for (const name of Object.keys(TICKS) as JobName[]) {
      const template = { name, data: {}, opts: { removeOnComplete: true, removeOnFail: 100 } };
      await queues[QUEUE_OF[name]].upsertJobScheduler(`tick-${name}`, { every: TICKS[name] }, template);
    }
  };
  // While the queue is away nobody ticks, but the work is in the database: this process looks for itself.
  const lookAlone = async (error: Error): Promise<void> => {
    ctx.log.debug({ error: error.message }, 'the ticks could not be scheduled; looking without them');
    for (const name of Object.keys(TICKS) as JobName[])
      if (!stopping.signal.aborted) await work({ name }).catch(() => undefined); // it has logged its failure
  };
  let beating: Promise<void> | null = null;
  const heartbeat = (): void => {
    beating ??= schedule()
      .catch(lookAlone)
      .finally(() => {
        beating = null;
      });
  };
  heartbeat();
  for (const name of Object.keys(TICKS) as JobName[]) if (name !== 'housekeep') wake(name);
  const timer = setInterval(heartbeat, HEARTBEAT_MS);
  ctx.log.info({ engine: engine.kind, worker: ctx.workerName }, 'workers are running');

  return {
    wake,
    close: async () => {
      clearInterval(timer);
      stopping.abort();
      await beating;
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await engine.close();
    },
  };
}
