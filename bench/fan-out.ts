/**
 * The fan-out: one event told to everybody who follows everything, until no occasion is open. Its limit is one bare
 * INSERT ... SELECT of the same rows into the same table, with nothing to match and nothing to remember.
 */
import { systemClock } from '../src/clock.ts';
import { fanOut } from '../src/service/fan-out.ts';
import { sweep } from '../src/service/sweep.ts';
import { at } from '../src/store/database.ts';
import { compareRates, type Stretch, stretch, takeTurns } from './course/measure.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines, seedEvents, seedSubscriptions } from './course/seed.ts';
import type { Stand } from './course/world.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 3;
const BARE = `insert into alert (occasion_id, subscription_id, not_before_at)
  select o.id, s.id, ${at('$1')} from occasion o, subscription s`;

await run(async (world, { quick }) => {
  const size = quick ? 20_000 : 100_000;
  const closesAt = systemClock.now() - 1_000;
  const opensAt = closesAt - 30 * DAY_MS;
  const crowd: Crowd = {
    count: 1,
    status: 'due',
    opensAt,
    closesAt,
    nextCheck: 'closes',
    knownUntil: closesAt - DAY_MS,
  };
  const template = await world.prepare(async (query) => {
    await seedCommitments(query, crowd);
    await seedDeadlines(query, crowd);
    await seedEvents(query, crowd);
    await seedSubscriptions(query, size, opensAt);
  });
  const side = (work: (stand: Stand) => Promise<unknown>) => async (): Promise<Stretch> => {
    const stand = await template.copy();
    try {
      await sweep(stand.app.ctx); // raises the one occasion
      const measured = await stretch(() => work(stand));
      const [row] = await stand.app.ctx.db.query<{ n: number }>(`select count(*)::int as n from alert`);
      if (row?.n !== size) throw new Error(`${row?.n} alerts for ${size} subscriptions`);
      return measured;
    } finally {
      await stand.close();
    }
  };
  const sides = await takeTurns(ROUNDS, {
    ours: side(async ({ app }) => {
      while ((await fanOut(app.ctx)).more);
    }),
    bare: side(({ app }) => app.ctx.db.query(BARE, [app.ctx.clock.now()])),
  });
  const { ours, limit, ratio, memory } = compareRates(size, sides.ours, sides.bare);
  return [
    {
      what: 'fan-out: one event to everybody',
      size: `${size.toLocaleString('en-GB')} subscriptions`,
      unit: '/s',
      ours,
      limit: { value: limit, what: 'one bare INSERT ... SELECT', ratio },
      target: { atLeast: 0.5 },
      memory,
    },
  ];
});
