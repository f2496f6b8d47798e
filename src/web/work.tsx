/** `/work`: long work is asked for, watched and left; what came of it is fetched here. */
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { Context } from '../service/context.ts';
import { askTask, listTasks, openFile } from '../service/tasks.ts';
import { actorOf, type WebEnv } from './env.ts';
import { readForm, typedOne } from './form.ts';
import { page } from './page.tsx';
import { WorkPage } from './views/work.tsx';

const SAID: Readonly<Record<string, string>> = {
  asked: 'Asked for. A worker takes it up within seconds.',
  already: 'This was asked for already and is not done: there is one at a time.',
};

export function workRoutes(ctx: Context): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get('/work', async (c) => {
    const view = { tasks: await listTasks(ctx), done: SAID[c.req.query('done') ?? ''] ?? null };
    return page(c, { title: 'Long work', script: 'watch' }, <WorkPage {...view} />);
  });
  routes.post('/work', async (c) => {
    const typed = await readForm(c, ['kind']);
    const { added } = await askTask(ctx, typedOne(typed, 'kind'), actorOf(c));
    return c.redirect(`/work?done=${added ? 'asked' : 'already'}`, 303);
  });
  // A form, not a link: it is noted who takes it, and no program that follows links does.
  routes.post('/work/:id{[0-9]{1,9}}/file', async (c) => {
    const { name, bytes, parts } = await openFile(ctx, Number(c.req.param('id')), actorOf(c));
    return c.body(Readable.toWeb(Readable.from(parts)) as ReadableStream, 200, {
      'Content-Type': 'application/x-ndjson',
      'Content-Disposition': `attachment; filename="${name}"`,
      ...(bytes === null ? {} : { 'Content-Length': String(bytes) }),
    });
  });
  return routes;
}
