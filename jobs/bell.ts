/**
 * The bell: wakes the workers, at once or at an instant. It never waits and never fails; when the queue is away
 * the next tick finds the work in the database.
 */
import type { Logger } from 'pino';
import type { Clock } from '../src/clock.ts';
import type { QueueView } from '../src/service/browse/workers.ts';
import type { Context, Work } from '../src/service/context.ts';
import { type Engine, type EngineOptions, openEngine, type WorkQueue } from './engine.ts';
import { QUEUE_OF, QUEUES, type QueueName } from './queues.ts';
import { viewOf } from './schedule.ts';

/** Wake-ups further ahead than this are left to the ticks: a queue holds a few of them, never one per deadline. */
const HORIZON_MS = 12_000;

export interface Bell {
  wake: Context['wake'];
  /** The queues as people may look at them. */
  readonly view: QueueView;
  close(): Promise<void>;
}

/** Rings through queues that are already open; `ringing` holds what is still on its way to them. */
export function bellOn(
  queues: Record<QueueName, WorkQueue>,
  clock: Clock,
  log: Logger,
  ringing = new Set<Promise<void>>(),
): Context['wake'] {
  return (work: Work, at?: number) => {
    const delay = at === undefined ? 0 : Math.ceil(clock.realMsUntil(at));
    if (delay > HORIZON_MS) return;
    // Equal instants are one wake-up, however many workers and ticks ask for it.
    const once = at === undefined || delay === 0 ? {} : { jobId: `${work}-${Math.round(at)}` };
    const options = { delay, removeOnComplete: true, removeOnFail: 100, ...once };
    const ring = async (): Promise<void> => {
      try {
        await queues[QUEUE_OF[work]].add(work, {}, options);
      } catch (error) {
        const { message } = error as Error;
        log.debug({ work, error: message }, 'nobody heard the bell; the next tick finds the work');
      }
    };
    const rung = ring();
    ringing.add(rung);
    void rung.finally(() => ringing.delete(rung));
  };
}

export const openQueues = (engine: Engine): Record<QueueName, WorkQueue> => ({
  monitor: engine.queue(QUEUES.monitor),
  mail: engine.queue(QUEUES.mail),
  webhook: engine.queue(QUEUES.webhook),
  task: engine.queue(QUEUES.task),
});

/** A bell for a process that has no workers of its own: the web server, a command. */
export async function openBell(options: EngineOptions & { clock: Clock }): Promise<Bell> {
  const engine = await openEngine(options);
  const queues = openQueues(engine);
  const ringing = new Set<Promise<void>>();
  return {
    wake: bellOn(queues, options.clock, options.log, ringing),
    view: viewOf(engine.place, queues),
    close: async () => {
      // A command rings and ends: what is still on its way to the queue must get there.
      await Promise.all(ringing);
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await engine.close();
    },
  };
}
