/** Rows about who works and how ticks went: such as the database takes, and such as it refuses. */
import type { Row } from '../good-rows.ts';

const AT = '2025-06-02T13:00Z';
const BEFORE = '2025-06-02T12:00Z';

export const GOOD_WORKERS: Readonly<Record<string, Row>> = {
  worker: { name: 'one:1', queue: 'PostgreSQL', started_at: AT, seen_at: AT, running: '{sweep}' },
  tick: { name: 'sweep', every_ms: 5_000, ran_at: AT, took_ms: 0, worker: 'one:1' },
};

/** What makes a second row of them another one. */
export const OTHER_WORKERS: Readonly<Record<string, Row>> = {
  worker: { name: 'two:2' },
  tick: { name: 'seal' },
};

export const BAD_WORKERS: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['worker_seen', 'worker', { seen_at: BEFORE }],
  ['worker_seen', 'worker', { ended_at: BEFORE }],
  ['tick_counts', 'tick', { every_ms: 0 }],
  ['tick_counts', 'tick', { took_ms: -1 }],
  ['tick_failure', 'tick', { failed_at: AT }],
  ['tick_failure', 'tick', { fault: 'it broke' }],
];
