/** `/`: what is overdue, due, coming, undated and settled; `/board.csv`: the same as a table. */
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { GROUP_STATUSES, GROUPS, type Group } from '../domain/groups.ts';
import { readBoard } from '../service/browse/board.ts';
import { readBoardCsv } from '../service/browse/board-csv.ts';
import { suggestNames } from '../service/browse/names.ts';
import { readBoardTimeline } from '../service/browse/timeline.ts';
import type { Context } from '../service/context.ts';
import { askedOf, samePast } from './asked.ts';
import type { Ask, WebEnv } from './env.ts';
import { openKept } from './kept.ts';
import { page } from './page.tsx';
import { speaking } from './reader-language.ts';
import { ownZone } from './reader-zone.ts';
import { BoardView } from './views/board.tsx';
import { ASKS, type BoardAsk, pullQuery } from './views/board-filter.tsx';
import { TimelineSection } from './views/timeline.tsx';
import { BOARD } from './words/board.tsx';

/** How many of each group the board shows at once: 50 in all, so that it stays light; one group alone shows 50. */
const SHOWN = 10;
const SHOWN_ALONE = 50;

const isOn = (flag: string | undefined): boolean => /^(on|true|yes|1)$/.test(flag ?? '');
/** The days that the picture shows: to look closer at a week takes nothing off the lists. */
const DRAWN = { from: 'drawnFrom', to: 'drawnTo' } as const;
const LISTED = [...ASKS, 'group', 'cursor', 'asOf', 'on'] as const;
const NAMES = [...LISTED, DRAWN.from, DRAWN.to] as const;
/** A table has neither pages nor a picture. */
const TABLE_NAMES = LISTED.filter((name) => name !== 'cursor');

/** Which groups are shown: those in which anything of the status can be. */
function shownOf({ group, status }: Record<string, string | undefined>): Group[] {
  const holds = (one: Group): boolean => {
    if (!status) return true;
    if (status === 'open' || status === 'settled') return (one === 'settled') === (status === 'settled');
    return GROUP_STATUSES[one].some((each) => each === status);
  };
  return GROUPS.filter((one) => (!group || one === group) && holds(one));
}

export function boardRoutes(ctx: Context): Hono<WebEnv> {
  const kept = openKept(ctx);
  const board = async (c: Ask): Promise<Response> => {
    const { drawnFrom, drawnTo, ...ask } = askedOf(c, NAMES);
    const spoken = speaking(ctx, c);
    const board = await readBoard(spoken, { ...ask, limit: ask.group ? SHOWN_ALONE : SHOWN });
    const filter: BoardAsk = {
      ...Object.fromEntries(ASKS.map((name) => [name, ask[name]?.trim() || null])),
      disputed: isOn(ask.disputed) ? 'on' : null,
      unmeasurable: isOn(ask.unmeasurable) ? 'on' : null,
      ...(board.past === null ? {} : { zone: null }),
    };
    const shown = shownOf(ask);
    const { unmeasurable, status, sort: _, from, to, ...drawn } = filter;
    // A picture needs both ends; with one of them the lists are all there is.
    const half = (from === null) !== (to === null);
    const timeline =
      ask.group || unmeasurable || status || board.past !== null || half
        ? null
        : await readBoardTimeline(
            spoken,
            drawn,
            drawnFrom && drawnTo ? { from: drawnFrom, to: drawnTo } : { from, to },
          );
    const suggestions = await suggestNames(ctx);
    const feed = { path: '/feed', query: pullQuery(filter, shown) };
    const zone = filter.zone ?? timeline?.zone ?? null;
    return page(
      c,
      { title: BOARD[c.get('language')].title, translated: true, ...(board.past === null ? { feed } : {}) },
      <BoardView
        {...{
          board,
          shown,
          filter,
          suggestions,
          local: c.get('barrier') === null,
          presumed: ownZone(c),
          counted: timeline?.zone ?? null,
        }}
      >
        {timeline === null ? null : (
          <TimelineSection timeline={timeline} path="/" query={{ ...filter, zone }} names={DRAWN} listed />
        )}
      </BoardView>,
    );
  };
  return new Hono<WebEnv>()
    .get('/', samePast, (c) => kept(c, () => board(c)))
    .get('/board.csv', etag(), async (c) => {
      const text = await readBoardCsv(ctx, askedOf(c, TABLE_NAMES, { only: true }));
      c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
      c.header('Content-Disposition', 'attachment; filename="duly-board.csv"');
      return c.body(text);
    });
}
