/** Long work, asked for and looked at; a worker does it (run-task.ts). */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { note } from '../store/people.ts';
import { addTask, readChunk, type TaskKind, type TaskRow, taskRow, taskRows } from '../store/tasks.ts';
import type { Context } from './context.ts';
import { parse } from './input.ts';

export const TASK_KINDS = ['verify', 'replay', 'proof', 'export'] as const satisfies readonly TaskKind[];
export type { TaskKind, TaskRow };

/** How long the file of an export is kept. */
export const FILE_KEPT_HOURS = 24;
export const TASK_KEPT_DAYS = 30;
const SHOWN = 30;

const kindInput = z.enum(TASK_KINDS, { error: `must be one of ${TASK_KINDS.join(', ')}` });

/** What the audit log says. */
const DEEDS = {
  verify: 'asked for a check of the record',
  replay: 'asked to tell the log again',
  proof: 'asked for a proof export',
  export: 'asked for a full export',
} satisfies Record<TaskKind, string>;

/**
 * Puts it before the workers. Two at once, or one while one of its kind waits or runs: there is only one. Returns whether
 * it is new. Throws `DulyError('invalid')`.
 */
export async function askTask(ctx: Context, rawKind: unknown, actor: string): Promise<{ added: boolean }> {
  const now = ctx.clock.now();
  const kind = parse(kindInput, rawKind);
  const added = await ctx.db.inTransaction(async (query) => {
    const id = await addTask(query, { kind, askedBy: actor, now });
    if (id !== null) await note(query, { now, actor, what: DEEDS[kind], about: `task ${id}` });
    return id !== null;
  });
  ctx.wake('task');
  return { added };
}

/** The newest first. */
export const listTasks = (ctx: Pick<Context, 'db'>): Promise<TaskRow[]> => taskRows(ctx.db.query, SHOWN);

/**
 * The file of an export, part by part, for somebody whose name is noted. Throws `not_found`, or `conflict` when it is not
 * kept any more.
 */
export async function openFile(
  ctx: Context,
  id: number,
  actor: string,
): Promise<{ name: string; bytes: number | null; parts: AsyncGenerator<Uint8Array> }> {
  const now = ctx.clock.now();
  const task = await taskRow(ctx.db.query, id);
  if (task === null) throw new DulyError('not_found', `There is no task ${id}.`);
  if (!task.kept || (task.endedAt ?? 0) < now - FILE_KEPT_HOURS * 3_600_000)
    throw new DulyError('conflict', `The file of task ${id} is not kept any more. Ask for a new export.`);
  await note(ctx.db.query, { now, actor, what: `downloaded a ${task.kind} file`, about: `task ${id}` });
  const day = new Date(task.startedAt ?? task.askedAt).toISOString().slice(0, 10);
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (let part = 0; ; part += 1) {
      const bytes = await readChunk(ctx.db.query, id, part);
      if (bytes === null) return;
      yield bytes;
    }
  }
  return { name: `duly-${task.kind}-${day}.ndjson`, bytes: task.result?.bytes ?? null, parts: parts() };
}
