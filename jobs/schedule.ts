/** The ticks as the queue has them: put there by every worker again and again, and read for people. */
import type { QueueView } from '../src/service/browse/workers.ts';
import type { WorkQueue } from './engine.ts';
import { type JobName, QUEUE_OF, type QueueName, TICKS } from './queues.ts';

export const JOBS = Object.keys(TICKS) as JobName[];

const schedulerOf = (name: JobName): string => `tick-${name}`;

/** Puts every tick into its queue, or leaves it there; rejects while the queue is away. */
export async function scheduleTicks(queues: Record<QueueName, WorkQueue>): Promise<void> {
  for (const name of JOBS) {
    const template = { name, data: {}, opts: { removeOnComplete: true, removeOnFail: 100 } };
    await queues[QUEUE_OF[name]].upsertJobScheduler(schedulerOf(name), { every: TICKS[name] }, template);
  }
}

/** When each tick comes next, as the queue has it. */
export const viewOf = (place: string, queues: Record<QueueName, WorkQueue>): QueueView => ({
  place,
  due: async () => {
    const due = new Map<JobName, number>();
    for (const name of JOBS) {
      const scheduler = await queues[QUEUE_OF[name]].getJobScheduler(schedulerOf(name));
      if (scheduler?.next !== undefined) due.set(name, scheduler.next);
    }
    return due;
  },
});
