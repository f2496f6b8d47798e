/**
 * Whether the record is sealed as it should be, said in a sentence or three. Sealing waits for the oldest transaction
 * that has written anything on the whole PostgreSQL server, also in another database: whose it is, is named here.
 */
import { type OpenTransaction, oldestOpen, sealing } from '../../store/browse/sealing.ts';
import type { Context } from '../context.ts';

/** A tick that seals comes every few seconds. */
const LIMIT_MS = 120_000;

export async function sealFinding(
  ctx: Pick<Context, 'db' | 'clock'>,
): Promise<{ readonly ok: boolean; readonly text: string }> {
  const now = ctx.clock.now();
  const { waiting, freeAt, heldAt } = await sealing(ctx.db.query);
  const late = (since: number | null): boolean => since !== null && now - since > LIMIT_MS;
  const open = late(heldAt) ? await oldestOpen(ctx.db.query) : null;
  if (open !== null) return { ok: false, text: `${waits(waiting, now - (heldAt ?? now))}, ${held(open)}` };
  if (late(freeAt)) {
    const text = `${waits(waiting, now - (freeAt ?? now))}. Is a worker running (\`duly worker\`)?`;
    return { ok: false, text };
  }
  if (waiting > 0) return { ok: true, text: `${counted(waiting)} not sealed yet; that takes seconds.` };
  return { ok: true, text: 'Every event is sealed.' };
}

const counted = (events: number): string => (events === 1 ? '1 event is' : `${events} events are`);

const waits = (events: number, ms: number): string => `${counted(events)} not sealed, for ${lasting(ms)} now`;

const lasting = (ms: number): string =>
  ms < 120_000
    ? `${Math.round(ms / 1000)} s`
    : ms < 7_200_000
      ? `${Math.round(ms / 60_000)} min`
      : `${Math.round(ms / 3_600_000)} h`;

const AFTERWARDS = 'Sealing goes on by itself when it is over, and nothing is lost until then.';

function held({ pid, gid, database, user, application, state, openForMs }: OpenTransaction): string {
  const about = [
    `database ${database ?? 'none'}`,
    `user ${user ?? 'none'}`,
    application === null
      ? 'no session'
      : `application ${application === '' ? 'without a name' : application}`,
    ...(state === null ? [] : [state]),
    openForMs === null ? 'since when only pg_read_all_stats may see' : `open for ${lasting(openForMs)}`,
  ].join(', ');
  const name = pid === null ? `'${(gid ?? '').replaceAll("'", "''")}'` : `of process ${pid}`;
  const cure =
    pid === null
      ? `Connect to that database and end it: COMMIT PREPARED ${name} or ROLLBACK PREPARED ${name}.`
      : `End it where it was begun, or as an administrator: select pg_terminate_backend(${pid}).`;
  return `because of the transaction ${name} (${about}) on this PostgreSQL server. ${cure} ${AFTERWARDS}`;
}
