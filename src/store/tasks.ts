/** Long work: what was asked for, how far it is, and the file that came of it. Instants are epoch milliseconds. */
import { exportTables } from './catalogue.ts';
import { at, ms, type Query } from './database.ts';

export type TaskKind = 'verify' | 'replay' | 'export' | 'proof';
export type TaskState = 'queued' | 'running' | 'done' | 'failed';

/** What came of it: for people, and how long its file is. */
export interface TaskResult {
  readonly ok: boolean;
  readonly says: readonly string[];
  readonly bytes: number | null;
}

export interface TaskRow {
  readonly id: number;
  readonly kind: TaskKind;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly state: TaskState;
  readonly starts: number;
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
  /** Why it failed, or what became of its file. */
  readonly message: string | null;
  readonly result: TaskResult | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Whether its file is still here. */
  readonly kept: boolean;
  /** Whether whoever took it up has not been heard of since its lease ended. */
  readonly silent: boolean;
}

const ROW = `select t.id, t.kind, t.asked_by as "askedBy", ${ms('t.asked_at')} as "askedAt", t.state, t.starts,
    t.done::float8 as done, t.total::float8 as total, t.message, t.result,
    ${ms('t.started_at')} as "startedAt", ${ms('t.ended_at')} as "endedAt",
    t.state = 'done' and exists (select from task_chunk c where c.task_id = t.id and c.start = t.starts) as kept,
    coalesce(t.lease_until < clock_timestamp(), false) as silent
  from task t`;

/** The newest first. */
export const taskRows = (query: Query, limit: number): Promise<TaskRow[]> =>
  query<TaskRow>(`${ROW} order by t.id desc limit $1::int`, [limit]);

export async function taskRow(query: Query, id: number): Promise<TaskRow | null> {
  return (await query<TaskRow>(`${ROW} where t.id = $1::int`, [id]))[0] ?? null;
}

/** Puts it before the workers; null when one of its kind waits or runs already. */
export async function addTask(
  query: Query,
  task: { kind: TaskKind; askedBy: string; now: number },
): Promise<number | null> {
  const rows = await query<{ id: number }>(
    `insert into task (kind, asked_by, asked_at) values ($1, $2, ${at('$3')})
     on conflict (kind) where state in ('queued', 'running') do nothing returning id`,
    [task.kind, task.askedBy, task.now],
  );
  return rows[0]?.id ?? null;
}

/** The hold of one worker on one task: what others do to it meanwhile shows in that `by` is no longer there. */
export interface TaskHold {
  readonly id: number;
  readonly by: string;
}

/** Takes the oldest that waits, or that a worker has left without a word; its lease is counted by the database's clock. */
export async function claimTask(
  query: Query,
  { by, leaseMs, now }: { by: string; leaseMs: number; now: number },
): Promise<{ id: number; kind: TaskKind; starts: number } | null> {
  const rows = await query<{ id: number; kind: TaskKind; starts: number }>(
    `update task set state = 'running', leased_by = $1, starts = starts + 1, done = 0, total = null,
       lease_until = clock_timestamp() + $2::float8 * interval '1 millisecond', started_at = ${at('$3')}
     where id = (select id from task where state = 'queued' or state = 'running' and lease_until < clock_timestamp()
       order by id limit 1 for update skip locked) returning id, kind, starts`,
    [by, leaseMs, now],
  );
  const [claimed] = rows;
  if (claimed === undefined) return null;
  await query('delete from task_chunk where task_id = $1::int and start < $2::int', [
    claimed.id,
    claimed.starts,
  ]);
  return claimed;
}

/** Says how far it is and holds it longer; false when it is not held any more. */
export async function beatTask(
  query: Query,
  { id, by }: TaskHold,
  far: { done: number; total: number | null; leaseMs: number },
): Promise<boolean> {
  const rows = await query(
    `update task set done = $3::bigint, total = $4::bigint,
       lease_until = clock_timestamp() + $5::float8 * interval '1 millisecond'
     where id = $1::int and leased_by = $2 returning id`,
    [id, by, far.done, far.total, far.leaseMs],
  );
  return rows.length > 0;
}

/** Puts it back before the workers. */
export async function releaseTask(query: Query, { id, by }: TaskHold): Promise<void> {
  await query(
    `update task set state = 'queued', leased_by = null, lease_until = null where id = $1::int and leased_by = $2`,
    [id, by],
  );
}

/** Ends it, if it is still held; returns whether it was. */
export async function endTask(
  query: Query,
  { id, by }: TaskHold,
  end: {
    state: 'done' | 'failed';
    message: string | null;
    result: TaskResult | null;
    done: number;
    now: number;
  },
): Promise<boolean> {
  const rows = await query(
    `update task set state = $3, message = $4, result = $5::text::jsonb, done = $6::bigint, ended_at = ${at('$7')},
       leased_by = null, lease_until = null where id = $1::int and leased_by = $2 returning id`,
    [
      id,
      by,
      end.state,
      end.message,
      end.result === null ? null : JSON.stringify(end.result),
      end.done,
      end.now,
    ],
  );
  return rows.length > 0;
}

/** Keeps a part of the file, of at most 1 MB. What was begun anew meanwhile has parts of its own. */
export async function keepChunk(
  query: Query,
  chunk: { taskId: number; start: number; part: number; bytes: Uint8Array },
): Promise<void> {
  const { taskId, start, part, bytes } = chunk;
  await query('insert into task_chunk (task_id, start, part, bytes) values ($1::int, $2::int, $3::int, $4)', [
    taskId,
    start,
    part,
    bytes,
  ]);
}

/** One part of the file of a task that is done; null after the last. */
export async function readChunk(query: Query, id: number, part: number): Promise<Uint8Array | null> {
  const rows = await query<{ bytes: Uint8Array }>(
    `select c.bytes from task_chunk c join task t on t.id = c.task_id and t.starts = c.start
     where t.id = $1::int and t.state = 'done' and c.part = $2::int`,
    [id, part],
  );
  return rows[0]?.bytes ?? null;
}

/** Deletes files of tasks that ended before `files`, and tasks that ended before `tasks`. */
export async function purgeTasks(query: Query, before: { files: number; tasks: number }): Promise<void> {
  await query(`delete from task_chunk c using task t where t.id = c.task_id and t.ended_at < ${at('$1')}`, [
    before.files,
  ]);
  await query(`delete from task where ended_at < ${at('$1')}`, [before.tasks]);
}

/**
 * Nothing that was erased may stay in a file: exports are deleted, and one that is being written
 * begins anew.
 */
export async function dropExports(query: Query): Promise<void> {
  await query(
    `update task set state = 'queued', leased_by = null, lease_until = null where kind in ('export', 'proof') and state = 'running'`,
  );
  await query(
    `with gone as (delete from task_chunk c using task t where t.id = c.task_id returning c.task_id)
     update task set message = 'Its file was deleted because an address was erased.'
     where state = 'done' and id in (select task_id from gone)`,
  );
}

/** How much there is to do for each kind: rows to write, commitments to tell, events and facts to look at. */
export async function sizeOf(query: Query, kind: TaskKind): Promise<number> {
  const count = async (text: string): Promise<number> =>
    (await query<{ count: number }>(`select count(*)::float8 as count from ${text}`))[0]?.count ?? 0;
  if (kind === 'replay') return count('commitment');
  if (kind === 'verify') return (await count('event')) + (await count(`event where kind = 'fact'`));
  let rows = 0;
  for (const { name } of await exportTables(query, kind === 'export')) rows += await count(`"${name}"`);
  return rows;
}
