/** `/admin` links all that is for administrators; `/queues` and `/settings` say how this installation fares and is set. */
import { Hono } from 'hono';
import { readFaults, readQueues } from '../service/browse/queues.ts';
import type { QueueView } from '../service/browse/workers.ts';
import type { Context } from '../service/context.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import type { Settings } from './server.ts';
import { AdminPage, QueuesPage, SettingsPage } from './views/admin.tsx';

/** Where a fault is looked at; the others on the page of the queues. */
const PLACES: Readonly<Record<string, string>> = {
  channel: '/outbox',
  webhooks: '/webhooks',
  delivery: '/queues',
};

export function adminRoutes(ctx: Context, settings: Settings, queue: QueueView | null): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/admin', async (c) => {
    const faults = await readFaults(ctx, queue);
    const wants = faults.map(({ name, text }) => ({ text, href: PLACES[name] ?? '/queues' }));
    return page(c, { title: 'Administration' }, <AdminPage wants={wants} />);
  });
  routes.get('/queues', async (c) =>
    page(c, { title: 'Queues and health' }, <QueuesPage queues={await readQueues(ctx, queue)} />),
  );
  routes.get('/settings', (c) => page(c, { title: 'Settings' }, <SettingsPage settings={settings} />));
  return routes;
}
