/** `/series/:id`: what comes again, and how each time of it stands. */
import { Hono } from 'hono';
import { readSeries } from '../service/browse/series.ts';
import type { Context } from '../service/context.ts';
import { askedOf, PAST, samePast } from './asked.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { speaking } from './reader-language.ts';
import { SeriesPage } from './views/series.tsx';

export function seriesRoutes(ctx: Context): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/series/:id{[0-9]{1,9}}', samePast, async (c) => {
    const asked = askedOf(c, [...PAST, 'upTo']);
    const view = await readSeries(speaking(ctx, c), { ...asked, id: c.req.param('id') });
    return page(c, { title: view.title, translated: true }, <SeriesPage view={view} />);
  });
}
