/** `/commitments/:id`: everything about one, and its badge for the pages of others. */
import { Hono } from 'hono';
import { readCommitment } from '../service/browse/commitment.ts';
import { likeIt, readCommitmentPage } from '../service/browse/commitment-page.ts';
import type { Context } from '../service/context.ts';
import { askedOf, PAST, samePast } from './asked.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { fetching, speaking } from './reader-language.ts';
import { ownZone, readerZone } from './reader-zone.ts';
import { badge } from './views/badge.tsx';
import { CommitmentPage } from './views/commitment.tsx';
import { versionHref } from './views/keep.tsx';

export function commitmentRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/commitments/:id{[0-9]{1,9}}/badge.svg', async (c) => {
    const own = fetching(ctx, c);
    const svg = badge(await readCommitment(own, c.req.param('id')), own.language);
    return c.body(svg, 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Cache-Control': 'public, max-age=300',
      // It is made to stand on the pages of others, and has nothing in it that asks for more.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
  });
  return routes.get('/commitments/:id{[0-9]{1,9}}', samePast, async (c) => {
    const shown = await readCommitmentPage(speaking(ctx, c), c.req.param('id'), askedOf(c, PAST));
    const { view } = shown;
    const local = c.get('barrier') === null;
    const done = c.req.query('done');
    const { past } = view;
    const path = `/commitments/${view.id}`;
    return page(
      c,
      {
        title: view.title,
        translated: true,
        // However the past was asked for, one address stands for it.
        canonical: ctx.baseUrl + (past === null ? path : versionHref(view.id, past.asOf, past.on)),
        ...(past === null ? { feed: { path: `${path}/feed`, query: '' } } : {}),
      },
      <CommitmentPage
        shown={shown}
        local={local}
        done={done}
        baseUrl={ctx.baseUrl}
        reader={readerZone(c, ctx.baseUrl.startsWith('https:'))}
        own={ownZone(c)}
        everyZone={askedOf(c, ['zones']).zones === 'all'}
        alike={local && done === 'recorded' ? await likeIt(ctx, view) : []}
      />,
    );
  });
}
