/** Rows of long work: such as the database takes, and such as it refuses. */
import type { Row } from '../good-rows.ts';

const AT = '2025-06-02T13:00Z';
const held = { state: 'running', lease_until: AT, leased_by: 'one' };

export const GOOD_TASKS: Readonly<Record<string, Row>> = {
  task: { kind: 'verify', asked_by: 'Ada', asked_at: AT },
  task_chunk: { task_id: 1, start: 1, part: 0, bytes: Buffer.from('a') },
};

/** What makes a second row of them another one. */
export const OTHER_TASKS: Readonly<Record<string, Row>> = {
  task: { kind: 'replay' },
  task_chunk: { part: 1 },
};

export const BAD_TASKS: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['task_kind', 'task', { kind: 'import' }],
  ['task_state', 'task', { state: 'asleep' }],
  ['task_running_is_held', 'task', { ...held, lease_until: null }],
  ['task_running_is_held', 'task', { ...held, leased_by: null }],
  ['task_running_is_held', 'task', { ...held, state: 'queued' }],
  ['task_ended', 'task', { state: 'done' }],
  ['task_ended', 'task', { ended_at: AT }],
  ['task_failed_says_why', 'task', { state: 'failed', ended_at: AT }],
  ['task_counts', 'task', { done: -1 }],
  ['task_counts', 'task', { total: -1 }],
  ['task_open_key', 'task', { kind: 'verify' }],
  ['task_chunk_size', 'task_chunk', { bytes: Buffer.alloc(0) }],
  ['task_chunk_size', 'task_chunk', { bytes: Buffer.alloc(1_048_577) }],
];
