/** `/`: what is overdue, due, coming, undated and settled. */
import { Hono } from 'hono';
import { GROUPS } from '../domain/groups.ts';
import { readBoard } from '../service/browse/board.ts';
import type { Context } from '../service/context.ts';
import type { WebEnv } from './env.ts';
import { page } from './page.tsx';
import { BoardView, pullQuery } from './views/board.tsx';

/** How many of each group the board shows at once; one group alone shows more. */
const SHOWN = 25;

const isOn = (flag: string | undefined): boolean => /^(on|true|yes|1)$/.test(flag ?? '');

export function boardRoutes(ctx: Context): Hono<WebEnv> {
  return new Hono<WebEnv>().get('/', async (c) => {
    const ask = {
      party: c.req.query('party'),
      tag: c.req.query('tag'),
      group: c.req.query('group'),
      cursor: c.req.query('cursor'),
      disputed: c.req.query('disputed'),
      unmeasurable: c.req.query('unmeasurable'),
      slipped: c.req.query('slipped'),
    };
    const board = await readBoard(ctx, { ...ask, limit: ask.group === undefined ? SHOWN : 100 });
    const shown = GROUPS.filter((group) => ask.group === undefined || ask.group === group);
    const filter = {
      party: ask.party || null,
      tag: ask.tag || null,
      disputed: isOn(ask.disputed) ? 'on' : null,
      unmeasurable: isOn(ask.unmeasurable) ? 'on' : null,
      slipped: ask.slipped || null,
    };
    return page(
      c,
      { title: 'Board', feed: { path: '/feed', query: pullQuery(filter, shown) } },
      <BoardView board={board} shown={shown} filter={filter} local={c.get('barrier') === null} />,
    );
  });
}
