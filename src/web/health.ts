/** `/healthz`: this process answers. `/readyz`: work and requests can be taken. */
import { Hono } from 'hono';
import { readHealth } from '../service/browse/health.ts';
import type { Context } from '../service/context.ts';
import type { WebEnv } from './env.ts';
import { problem } from './faults.tsx';

export function healthRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/healthz', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }));
  routes.get('/readyz', async (c) => {
    const health = await readHealth(ctx);
    // The findings name servers and versions: those are for the machine itself.
    const told = c.get('barrier') === null;
    const checks = health.checks.map(({ name, ok, text }) => (told ? { name, ok, text } : { name, ok }));
    if (health.ready)
      return c.json({ status: health.ok ? 'ok' : 'impaired', checks }, 200, { 'Cache-Control': 'no-store' });
    const failing = checks.filter((check) => !check.ok).map(({ name }) => name);
    c.header('Retry-After', '5');
    return problem(
      c,
      { status: 503, title: 'Not ready', detail: `At fault: ${failing.join(', ')}.` },
      { checks },
    );
  });
  return routes;
}
