/** `/commitments/:id`: everything about one. */
import { Hono } from 'hono';
import { readCommitment } from '../service/browse/commitment.ts';
import type { Context } from '../service/context.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { CommitmentPage } from './views/commitment.tsx';

export function commitmentRoutes(ctx: Context): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/commitments/:id{[0-9]{1,9}}', async (c) => {
    const view = await readCommitment(ctx, c.req.param('id'));
    const local = c.get('barrier') === null;
    return page(
      c,
      { title: view.title, feed: { path: `/commitments/${view.id}/feed`, query: '' } },
      <CommitmentPage view={view} local={local} done={c.req.query('done')} />,
    );
  });
}
