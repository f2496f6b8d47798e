/** Deletes what must not be kept: addresses that never confirmed, after the time the mail promised. */
import { CONFIRM_WITHIN_DAYS } from '../mail/confirm.tsx';
import type { Context } from './context.ts';

const DAY_MS = 86_400_000;

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
  if (count > 0) ctx.log.info({ purged: count }, 'unconfirmed addresses deleted');
  return { purged: count };
}
