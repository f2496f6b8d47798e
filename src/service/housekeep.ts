/** Deletes what must not be kept: addresses that never confirmed, after the time the mail promised; files of exports. */
import { CONFIRM_WITHIN_DAYS } from '../mail/confirm.tsx';
import { dropTokens } from '../store/people.ts';
import { purgeTasks } from '../store/tasks.ts';
import { forgetWorkers } from '../store/workers.ts';
import type { Context } from './context.ts';
import { FILE_KEPT_HOURS, TASK_KEPT_DAYS } from './tasks.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WORKERS_KEPT_DAYS = 7;

export async function housekeep(ctx: Context): Promise<{ purged: number }> {
  const before = new Date(ctx.clock.now() - CONFIRM_WITHIN_DAYS * DAY_MS);
  const { count } = await ctx.db.prisma.subscription.deleteMany({
    where: {
      state: 'unconfirmed',
      createdAt: { lt: before },
      // Whoever asked again was promised these days again; and a mail on its way must find its row when it is marked.
      deliveries: { none: { createdAt: { gte: before } } },
    },
  });
  const now = ctx.clock.now();
  await dropTokens(ctx.db.query, now);
  await purgeTasks(ctx.db.query, {
    files: now - FILE_KEPT_HOURS * HOUR_MS,
    tasks: now - TASK_KEPT_DAYS * DAY_MS,
  });
  await forgetWorkers(ctx.db.query, WORKERS_KEPT_DAYS);
  if (count > 0) ctx.log.info({ purged: count }, 'unconfirmed addresses deleted');
  return { purged: count };
}
