/** `/series/:id`: what comes again, and how each time of it stands. */
import { Hono } from 'hono';
import { readSeries } from '../service/browse/series.ts';
import type { Context } from '../service/context.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { SeriesPage } from './views/series.tsx';

export function seriesRoutes(ctx: Context): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/series/:id{[0-9]{1,9}}', async (c) => {
    const view = await readSeries(ctx, { id: c.req.param('id'), upTo: c.req.query('upTo') });
    return page(c, { title: view.title }, <SeriesPage view={view} />);
  });
}
