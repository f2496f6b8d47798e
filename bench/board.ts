/**
 * The board: how many requests a second it answers beside a server of the same kind that returns a fixed text of the
 * same size; what its page costs when it has to be made, beside the bare SQL of that page; and whether 100,000
 * commitments slow it against 1,000.
 */
import { Hono } from 'hono';
import { systemClock } from '../src/clock.ts';
import { at, type Query } from '../src/store/database.ts';
import { listen } from '../src/web/listen.ts';
import { createWeb } from '../src/web/server.ts';
import { asked, bare, LANES, noting } from './course/asking.ts';
import { compareRates, takeTurns } from './course/measure.ts';
import type { Finding } from './course/report.ts';
import { run } from './course/run.ts';
import { seedCommitments } from './course/seed.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 3;
/** Of each open group; all others are settled, as they are after some years. */
const OPEN = 200;

async function seed(query: Query, count: number, now: number): Promise<void> {
  const crowd = {
    count,
    status: 'met',
    opensAt: now,
    closesAt: now,
    nextCheck: 'never',
    knownUntil: now,
  } as const;
  await seedCommitments(query, crowd);
  await query(
    `insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
       explanation, recorded_at, recorded_by)
     select n, 1, case when way = 3 then 'none' else 'by-hand' end, 1, case when way = 3 then 'none' else 'assumed' end,
       case when way <> 3 then 'minute' end, 'Europe/Istanbul',
       case when way <> 3 then ${at('$2')} + shift - interval '10 days' end, case when way <> 3 then ${at('$2')} + shift end,
       'dates set by hand', ${at('$3')}, 'bench'
     from (select n, case when n > 4 * ${OPEN} then 4 else n % 4 end as way, n * interval '1 minute' as minutes
       from generate_series(1, $1::int) n) each
     cross join lateral (select case way when 0 then interval '-1 day' - minutes when 1 then interval '1 day' + minutes / 10
       when 2 then interval '20 days' + minutes else interval '-30 days' - minutes end as shift) moved`,
    [count, now, now - 40 * DAY_MS],
  );
  await query(
    `update commitment set status = (array['overdue', 'due', 'upcoming', 'undated'])[1 + id % 4],
       next_check_at = ${at('$1')} where id <= 4 * ${OPEN}`,
    [now + DAY_MS / 4],
  );
  await query(
    `insert into commitment_party (commitment_id, party_id, role) select id, 2, 'committer' from commitment`,
  );
  await query(`insert into commitment_tag (commitment_id, tag) select id, 'roads' from commitment`);
}

await run(async (world, { quick }): Promise<Finding[]> => {
  const now = systemClock.now();
  const [few, many] = [1_000, quick ? 20_000 : 100_000];
  const [requests, made] = quick ? [1_000, 60] : [5_000, 200];
  const open = async (count: number) => {
    const template = await world.prepare((query) => seed(query, count, now));
    const stand = await template.open();
    const noted = noting(stand.app.ctx);
    const web = await listen(createWeb(noted.ctx), { host: '127.0.0.1', port: 0 });
    const page = await (await fetch(web.url)).text();
    const shown = page.split('<article').length - 1;
    if (shown !== 50) throw new Error(`${shown} items on a board of ${count}`);
    return { stand, web, page, statements: [...noted.statements] };
  };
  const small = await open(few);
  const large = await open(many);
  const fixed = await listen(
    new Hono().get('/', (c) => c.html(large.page)),
    { host: '127.0.0.1', port: 0 },
  );
  try {
    const served = await takeTurns(ROUNDS, {
      ours: asked(large.web.url, requests),
      fixed: asked(fixed.url, requests),
    });
    const makes = await takeTurns(ROUNDS, {
      // Each address is asked once, so nothing that is kept can answer it.
      large: asked(`${large.web.url}/?round=${systemClock.now()}-COUNT`, made),
      small: asked(`${small.web.url}/?round=${systemClock.now()}-COUNT`, made),
      bare: bare(large.stand.app.ctx.db.query, large.statements, made),
    });
    const board = compareRates(requests, served.ours, served.fixed);
    const sql = compareRates(made, makes.large, makes.bare);
    const size = compareRates(made, makes.large, makes.small);
    const all = many.toLocaleString('en-GB');
    return [
      {
        what: 'the board, asked by many at once',
        size: `${requests} requests on ${LANES} connections, 50 items of ${all}, ${large.page.length} characters`,
        ...{ unit: '/s', ours: board.ours, memory: board.memory, target: { atLeast: 0.25 } },
        limit: { value: board.limit, what: 'a fixed text of the same size', ratio: board.ratio },
      },
      {
        what: 'the board, made anew for each request',
        size: `${made} requests on ${LANES} connections, 50 items of ${all}`,
        ...{ unit: '/s', ours: sql.ours, memory: null, target: null },
        limit: {
          value: sql.limit,
          what: `its ${large.statements.length} statements alone`,
          ratio: sql.ratio,
        },
      },
      {
        what: 'the board, made anew: how the size of the database slows it',
        size: `${all} commitments against ${few.toLocaleString('en-GB')}, ${4 * OPEN} of them open`,
        ...{ unit: 'ms', ours: 1_000 / size.ours, memory: null, target: { atMost: 1.5 } },
        limit: { value: 1_000 / size.limit, what: 'the smaller one', ratio: 1 / size.ratio },
      },
    ];
  } finally {
    await fixed.close();
    for (const { web, stand } of [small, large]) {
      await web.close();
      await stand.close();
    }
  }
});
