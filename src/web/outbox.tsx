/** `/outbox`: what was told to whom. It shows addresses and links with secrets: for administrators only. */
import { Hono } from 'hono';
import { DulyError } from '../domain/errors.ts';
import { readMail, readOutbox } from '../service/browse/outbox.ts';
import type { Context } from '../service/context.ts';
import { retryDelivery } from '../service/retry.ts';
import { actingAs, type WebEnv } from './env.ts';
import { page } from './page.tsx';
import { MailPage, OutboxPage } from './views/outbox.tsx';

/** A mail brings its own inline style; it may have that and nothing else, in a document of its own. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

const ITEM = '/outbox/:id{[0-9]{1,15}}';

export function outboxRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/outbox', async (c) => {
    const state = c.req.query('state');
    const outbox = await readOutbox(ctx, { before: c.req.query('before'), state });
    return page(c, { title: 'Outbox' }, <OutboxPage outbox={outbox} state={state} />);
  });
  routes.get(ITEM, async (c) => {
    const mail = await readMail(ctx, c.req.param('id'));
    return page(c, { title: mail.subject ?? 'A message' }, <MailPage mail={mail} baseUrl={ctx.baseUrl} />);
  });
  routes.post(`${ITEM}/retry`, async (c) => {
    const { id } = await retryDelivery(ctx, { id: c.req.param('id'), ...actingAs(c) });
    return c.redirect(`/outbox/${id}`, 303);
  });
  routes.get(`${ITEM}/html`, async (c) => {
    const { html } = await readMail(ctx, c.req.param('id'));
    if (html === null) throw new DulyError('not_found', 'This message is not kept here.');
    return c.html(html, 200, { 'Content-Security-Policy': MAIL_POLICY });
  });
  return routes;
}
