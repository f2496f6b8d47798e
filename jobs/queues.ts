/** Which queues there are, and which carries what; each way out has its own, so that a slow one delays no other. */
import type { Tick } from '../src/service/context.ts';

export const QUEUES = {
  monitor: 'duly-monitor',
  mail: 'duly-mail',
  webhook: 'duly-webhook',
  task: 'duly-task',
} as const;
export type QueueName = keyof typeof QUEUES;

/** What a job can be called. */
export type JobName = Tick;

export const QUEUE_OF: Record<JobName, QueueName> = {
  sweep: 'monitor',
  derive: 'monitor',
  'make-ahead': 'monitor',
  'fan-out': 'monitor',
  seal: 'monitor',
  housekeep: 'monitor',
  deliver: 'mail',
  'deliver-webhook': 'webhook',
  task: 'task',
};

/** How often each is looked at even if nobody rings, milliseconds. */
export const TICKS: Record<JobName, number> = {
  sweep: 5_000,
  derive: 5_000,
  'make-ahead': 60_000,
  'fan-out': 5_000,
  deliver: 5_000,
  'deliver-webhook': 5_000,
  seal: 5_000,
  task: 5_000,
  housekeep: 600_000,
};

/** How many jobs of a queue one worker process works on at once. */
export const CONCURRENCY: Record<QueueName, number> = { monitor: 3, mail: 1, webhook: 4, task: 1 };
