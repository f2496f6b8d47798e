/**
 * `POST /hooks/bounces`: a mail provider tells what came back. Whoever knows the secret may; there is no cookie to
 * steal and no page to come from.
 */
import { Hono } from 'hono';
import { DulyError } from '../domain/errors.ts';
import { checkHookSecret, takeHook } from '../service/bounce-hook.ts';
import type { Context } from '../service/context.ts';
import type { WebEnv } from './env.ts';

export function bounceHookRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.post('/hooks/bounces', async (c) => {
    // Before the body is looked at: a stranger is not to make us read.
    checkHookSecret(ctx, c.req.header('authorization'));
    const raw: unknown = await c.req.json().catch((cause: unknown) => {
      throw new DulyError('invalid', 'The body is not JSON.', { cause });
    });
    return c.json(await takeHook(ctx, raw), 200, { 'Cache-Control': 'no-store' });
  });
  return routes;
}
