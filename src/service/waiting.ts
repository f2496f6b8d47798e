/** What the workers still have to do: for the demo's clock, which waits for them. */
import { readWaiting, type Waiting } from '../store/waiting.ts';
import type { Context } from './context.ts';

export const waiting = (ctx: Context): Promise<Waiting> => readWaiting(ctx.db.query, ctx.clock.now());
