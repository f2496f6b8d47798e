/** `/webhooks`: how each fares, what was sent to it, and a test. Addresses may hold secrets: for the machine itself only. */
import { Hono } from 'hono';
import { listWebhooks, readWebhook } from '../service/browse/webhooks.ts';
import type { Context } from '../service/context.ts';
import { testWebhook } from '../service/webhooks.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { WebhookPage, WebhooksPage } from './views/webhooks.tsx';

const ITEM = '/webhooks/:id{[0-9]{1,9}}';

export function webhookRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/webhooks', async (c) =>
    page(c, { title: 'Webhooks' }, <WebhooksPage all={await listWebhooks(ctx)} />),
  );
  routes.get(ITEM, async (c) => {
    const view = await readWebhook(ctx, c.req.param('id'));
    return page(c, { title: `Webhook ${view.id}` }, <WebhookPage view={view} tested={null} />);
  });
  routes.post(`${ITEM}/test`, async (c) => {
    const { id, outcome } = await testWebhook(ctx, c.req.param('id'));
    return page(
      c,
      { title: `Webhook ${id}` },
      <WebhookPage view={await readWebhook(ctx, id)} tested={outcome} />,
    );
  });
  return routes;
}
