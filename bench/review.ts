/**
 * The queue of what is overdue, and the board in every order that can be asked for, with 10,000 overdue among 100,000
 * commitments: requests a second beside the bare SQL of the same page, and what all the others cost where as many are
 * overdue.
 */
import { systemClock } from '../src/clock.ts';
import { SORTS } from '../src/domain/groups.ts';
import { at, type Query } from '../src/store/database.ts';
import { listen } from '../src/web/listen.ts';
import { createWeb } from '../src/web/server.ts';
import { asked, bare, LANES, noting } from './course/asking.ts';
import { compareRates, takeTurns } from './course/measure.ts';
import type { Finding } from './course/report.ts';
import { run } from './course/run.ts';
import { seedCommitments } from './course/seed.ts';

const HOUR_MS = 3_600_000;
const ROUNDS = 3;
/** What a small database can hold beside its few others. */
const FEW = 800;
/** Overdue ones that were handed to somebody, or taken in hand: one in so many. */
const HANDED = 10;

interface Filling {
  readonly count: number;
  readonly overdue: number;
  readonly now: number;
}

/** Half firm, a third soft, the others plans; overdue since minutes or weeks; all others are settled. */
async function seed(query: Query, { count, overdue, now }: Filling): Promise<void> {
  const crowd = { count, opensAt: now, closesAt: now, nextCheck: 'never', knownUntil: now } as const;
  await seedCommitments(query, { ...crowd, status: 'met' });
  await query(
    `insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
       explanation, recorded_at, recorded_by)
     select n, 1, 'by-hand', 1, 'assumed', 'minute', 'Europe/Istanbul', closes - interval '10 days', closes,
       'dates set by hand', closes - interval '30 days', 'bench'
     from generate_series(1, $1::int) n,
       lateral (select ${at('$2')} - interval '1 minute' * (1 + n * 7919 % 100000) as closes) each`,
    [count, now],
  );
  // What is stored at one instant in one go was said and recorded one after the other.
  for (const table of ['statement', 'commitment']) await query(`alter table ${table} disable trigger user`);
  await query(`update statement set said_at = said_at - id * interval '1 minute'`);
  await query(`update commitment set recorded_at = recorded_at - id * 7919 % 100000 * interval '1 minute'`);
  await query(
    `update commitment set status = 'overdue', next_check_at = ${at('$2')}, force = case when id % 3 = 1 then 'soft' else 'firm' end,
       modality = case when id % 7 = 1 then 'intention' else 'commitment' end
     where id * 7919 % $3::int < $1::int`,
    [overdue, now + 6 * HOUR_MS, count],
  );
  for (const table of ['statement', 'commitment']) await query(`alter table ${table} enable trigger user`);
  await query(
    `insert into commitment_party (commitment_id, party_id, role) select id, 2, 'committer' from commitment`,
  );
  await query(
    `insert into assignment (commitment_id, to_name, note, recorded_at, recorded_by)
     select id, 'Bea', 'asked the ministry', ${at('$1')}, 'bench' from commitment where status = 'overdue' and id % ${HANDED} = 1`,
    [now],
  );
  await query(
    `insert into notice (commitment_id, kind, until_at, note, recorded_at, recorded_by)
     select id, 'snoozed', ${at('$1')}, 'after the holidays', ${at('$2')}, 'bench' from commitment
     where status = 'overdue' and id % ${HANDED} = 2`,
    [now + 48 * HOUR_MS, now],
  );
}

const plural = (count: number): string => count.toLocaleString('en-GB');

await run(async (world, { quick }): Promise<Finding[]> => {
  const now = systemClock.now();
  const [all, overdue] = quick ? [20_000, 2_000] : [100_000, 10_000];
  const made = quick ? 40 : 100;
  const open = async (filling: Omit<Filling, 'now'>) => {
    const template = await world.prepare((query) => seed(query, { ...filling, now }));
    const stand = await template.open();
    const noted = noting(stand.app.ctx);
    const web = await listen(createWeb(noted.ctx), { host: '127.0.0.1', port: 0 });
    /** The statements of one page, which must show 50 items. */
    const statementsOf = async (path: string) => {
      noted.statements.length = 0;
      const page = await (await fetch(`${web.url}${path}`)).text();
      const shown = page.split('<article').length - 1;
      const [least, most] = path.startsWith('/review') ? [50, 50] : [20, 50];
      if (shown < least || shown > most) throw new Error(`${shown} items at ${path} of ${filling.count}`);
      return [...noted.statements];
    };
    return { stand, web, statementsOf };
  };
  const large = await open({ count: all, overdue });
  const sized = await open({ count: all, overdue: FEW });
  const small = await open({ count: 1_000, overdue: FEW });
  /** One page of the large database beside its statements. */
  const beside = async (what: string, path: string): Promise<Finding> => {
    const statements = await large.statementsOf(path);
    // Each address is asked once, so that nothing that is kept can answer it.
    const fresh = `${path}${path.includes('?') ? '&' : '?'}round=${systemClock.now()}-COUNT`;
    const turns = await takeTurns(ROUNDS, {
      ours: asked(`${large.web.url}${fresh}`, made),
      bare: bare(large.stand.app.ctx.db.query, statements, made),
    });
    const { ours, limit, ratio, memory } = compareRates(made, turns.ours, turns.bare);
    return {
      what,
      size: `${made} requests on ${LANES} connections, ${plural(overdue)} overdue of ${plural(all)}`,
      ...{ unit: '/s', ours, memory, target: { atLeast: 0.25 } },
      limit: { value: limit, what: `its ${statements.length} statements alone`, ratio },
    };
  };
  try {
    const findings = [
      await beside('the queue of what is overdue', '/review'),
      await beside('the queue, its last page', `/review?page=${overdue / 50}`),
      await beside('the board in its own order', '/'),
    ];
    for (const sort of SORTS) findings.push(await beside(`the board by ${sort}`, `/?sort=${sort}`));
    // Here too each address is asked once.
    const queue = ({ web }: typeof large) =>
      asked(`${web.url}/review?round=${systemClock.now()}-COUNT`, made);
    const turns = await takeTurns(ROUNDS, { sized: queue(sized), small: queue(small), many: queue(large) });
    const size = compareRates(made, turns.sized, turns.small);
    const many = compareRates(made, turns.many, turns.sized);
    return [
      ...findings,
      {
        what: 'the queue: how the size of the database slows it',
        size: `${plural(all)} commitments against 1,000, ${FEW} of them overdue`,
        ...{ unit: 'ms', ours: 1_000 / size.ours, memory: null, target: { atMost: 1.5 } },
        limit: { value: 1_000 / size.limit, what: 'the smaller one', ratio: 1 / size.ratio },
      },
      {
        what: 'the queue: how many overdue slow it',
        size: `${plural(overdue)} overdue against ${FEW}, of ${plural(all)} commitments`,
        ...{ unit: 'ms', ours: 1_000 / many.ours, memory: null, target: null },
        limit: { value: 1_000 / many.limit, what: 'the fewer ones', ratio: 1 / many.ratio },
      },
    ];
  } finally {
    for (const { web, stand } of [small, sized, large]) {
      await web.close();
      await stand.close();
    }
  }
});
