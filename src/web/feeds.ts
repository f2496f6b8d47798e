/**
 * What programs fetch by themselves: feeds of what happened (Atom, JSON Feed) and calendars of dates. All of it is
 * public but the calendar of a subscription, which is behind a signed link. Whoever has the same already is told so.
 */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { DulyError } from '../domain/errors.ts';
import { readCalendar, readCalendarBehind, readCalendarOfOne } from '../service/browse/calendar.ts';
import { type FeedAsk, type FeedFormat, readFeed } from '../service/browse/feed.ts';
import type { Context } from '../service/context.ts';
import type { Ask, WebEnv } from './env.ts';
import { fetching } from './reader-language.ts';

const TYPES = {
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const satisfies Record<FeedFormat, string>;

/** Nothing in it depends on who asks, and its language on the address alone: anybody may keep it, and asks whether it is still the same. */
const PUBLIC = 'public, no-cache';

const calendar = (c: Ask, text: string, name: string): Response => {
  c.header('Content-Type', 'text/calendar; charset=utf-8');
  c.header('Content-Disposition', `inline; filename="${name}.ics"`);
  return c.body(text);
};

/** The filters, each given once: of two the one that is not used would be lost without a word. The language is none. */
function filtersOf(c: Ask): Record<string, string> {
  const filters: Record<string, string> = {};
  for (const [name, [value = '', ...more]] of Object.entries(c.req.queries())) {
    if (more.length > 0) throw new DulyError('invalid', `${name} is given twice.`, { field: name });
    filters[name] = value;
  }
  const { lang: _, ...others } = filters;
  return others;
}

export function feedRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const feed = async (c: Ask, ask: FeedAsk, file: string): Promise<Response> => {
    const format: FeedFormat = file.endsWith('.json') ? 'json' : 'atom';
    const text = await readFeed(fetching(ctx, c), ask, format);
    c.header('Content-Type', TYPES[format]);
    c.header('Cache-Control', PUBLIC);
    return c.body(text);
  };
  const same = etag();
  routes.get('/:file{feed\\.(?:atom|json)}', same, (c) =>
    feed(c, { of: 'feed', filters: filtersOf(c) }, c.req.param('file')),
  );
  routes.get('/feeds/:file{all\\.(?:atom|json)}', same, (c) =>
    feed(c, { of: 'all', filters: filtersOf(c) }, c.req.param('file')),
  );
  routes.get('/feeds/:file{overdue\\.(?:atom|json)}', same, (c) =>
    feed(c, { of: 'overdue', filters: filtersOf(c) }, c.req.param('file')),
  );
  routes.get('/commitments/:id{[0-9]{1,9}}/:file{feed\\.(?:atom|json)}', same, (c) =>
    feed(c, { of: 'commitment', id: c.req.param('id') }, c.req.param('file')),
  );

  routes.get('/calendar.ics', same, async (c) => {
    const text = await readCalendar(fetching(ctx, c), filtersOf(c));
    c.header('Cache-Control', PUBLIC);
    return calendar(c, text, 'duly');
  });
  routes.get('/commitments/:id{[0-9]{1,9}}/calendar.ics', same, async (c) => {
    const text = await readCalendarOfOne(fetching(ctx, c), c.req.param('id'));
    c.header('Cache-Control', PUBLIC);
    return calendar(c, text, `duly-${c.req.param('id')}`);
  });
  routes.get('/calendar/:file{[\\w.-]+\\.ics}', same, async (c) =>
    calendar(
      c,
      await readCalendarBehind(fetching(ctx, c), c.req.param('file').slice(0, -'.ics'.length)),
      'duly',
    ),
  );
  return routes;
}
