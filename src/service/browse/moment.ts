/** What tells whether anything can have changed since. */
import { visibleNow } from '../../store/browse/moment.ts';
import type { Context } from '../context.ts';

const SECOND_MS = 1_000;

/**
 * Two equal answers: the database shows exactly the same, and the clock stands in the same second. It is asked before
 * anything is read, so that what is kept under it is never older than it says.
 */
export async function readMoment(ctx: Pick<Context, 'db' | 'clock'>): Promise<string> {
  const now = ctx.clock.now();
  return `${await visibleNow(ctx.db.query)} ${Math.floor(now / SECOND_MS)}`;
}
