/** `/outbox`: what was told to whom. It shows addresses and links with secrets: for the machine itself only. */
import { Hono, type MiddlewareHandler } from 'hono';
import { DulyError } from '../domain/errors.ts';
import { readMail, readOutbox } from '../service/browse/outbox.ts';
import type { Context } from '../service/context.ts';
import { retryDelivery } from '../service/retry.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { MailPage, OutboxPage } from './views/outbox.tsx';

/** A mail brings its own inline style; it may have that and nothing else, in a document of its own. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

const ITEM = '/outbox/:id{[0-9]{1,15}}';

/** Says why it stays closed in its own words: nobody here wants to change the record. */
const hereOnly =
  (ctx: Pick<Context, 'embedded'>): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    if (c.get('barrier') === null) return next();
    throw new DulyError(
      'forbidden',
      ctx.embedded
        ? 'The outbox holds addresses and private links, so it is shown only in a browser on the machine that runs Duly itself, at http://localhost and not through a proxy.'
        : 'The outbox holds addresses and private links, so it is not shown here until people can sign in.',
    );
  };

export function outboxRoutes(ctx: Context): Hono<WebEnv> {
  const readable = hereOnly(ctx);
  const routes = new Hono<WebEnv>();
  routes.get('/outbox', readable, async (c) => {
    const state = c.req.query('state');
    const outbox = await readOutbox(ctx, { before: c.req.query('before'), state });
    return page(c, { title: 'Outbox' }, <OutboxPage outbox={outbox} state={state} />);
  });
  routes.get(ITEM, readable, async (c) => {
    const mail = await readMail(ctx, c.req.param('id'));
    return page(c, { title: mail.subject ?? 'A message' }, <MailPage mail={mail} baseUrl={ctx.baseUrl} />);
  });
  // Not opened in guard.ts: only the machine itself may post here.
  routes.post(`${ITEM}/retry`, async (c) => {
    const { id } = await retryDelivery(ctx, { id: c.req.param('id') });
    return c.redirect(`/outbox/${id}`, 303);
  });
  routes.get(`${ITEM}/html`, readable, async (c) => {
    const { html } = await readMail(ctx, c.req.param('id'));
    if (html === null) throw new DulyError('not_found', 'This message is not kept here.');
    return c.html(html, 200, { 'Content-Security-Policy': MAIL_POLICY });
  });
  return routes;
}
