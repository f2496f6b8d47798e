/**
 * The hour of a digest: 100,000 readers whose day's alerts have come due are planned, batch after batch as the sender
 * does it, until each has one message to be sent with all of theirs in it. Its limit is one bare statement that opens
 * the same deliveries and marks the same alerts, for it is told beforehand that everything goes.
 */
import { systemClock } from '../src/clock.ts';
import { gather } from '../src/service/gather.ts';
import { at, type Query } from '../src/store/database.ts';
import { compareRates, type Stretch, stretch, takeTurns } from './course/measure.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines, seedEvents, seedSubscriptions } from './course/seed.ts';
import type { Stand } from './course/world.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 3;
/** What waits for each reader. */
const EACH = 3;
/** As many as the sender gathers at once. */
const LIMIT = 20_000;

const OPEN = `insert into delivery (kind, subscription_id, message_id, state, next_attempt_at, created_at)
  select distinct 'alerts', subscription_id, '<' || subscription_id || '@duly.example.org>', 'queued', ${at('$1')}, ${at('$1')}
  from alert where state = 'queued' and not_before_at <= ${at('$1')} returning id, subscription_id`;
const MARK = `update alert a set state = 'claimed', delivery_id = d.id from opened d
  where a.subscription_id = d.subscription_id and a.state = 'queued' and a.not_before_at <= ${at('$1')}`;
const BARE = `with opened as (${OPEN}) ${MARK}`;
/** Planning also notes when each reader was told last, on which what comes next depends. */
const NOTED = `with opened as (${OPEN}), noted as (
  update subscription s set told_at = ${at('$1')} from opened d where s.id = d.subscription_id) ${MARK}`;

/** What was told to everybody during the day, and waits for the hour of the digest, `slotAt`. */
async function seedAlerts(query: Query, slotAt: number): Promise<void> {
  await query(
    `insert into occasion (commitment_id, kind, key, version, occurred_at, created_at, done_at)
     select id, 'due', 'due:v1', 1, ${at('$1')}, ${at('$1')}, ${at('$1')} from commitment order by id`,
    [slotAt - DAY_MS / 2],
  );
  await query(
    `insert into alert (occasion_id, subscription_id, not_before_at, patient)
     select o.id, s.id, ${at('$1')}, true from occasion o, subscription s order by o.id, s.id`,
    [slotAt],
  );
}

await run(async (world, { quick }) => {
  const readers = quick ? 20_000 : 100_000;
  const slotAt = systemClock.now() - 1_000;
  const [opensAt, closesAt] = [slotAt - DAY_MS / 2, slotAt + 30 * DAY_MS];
  const crowd: Crowd = {
    ...{ count: EACH, status: 'due', opensAt, closesAt, nextCheck: 'closes', knownUntil: slotAt },
  };
  const template = await world.prepare(async (query) => {
    await seedCommitments(query, crowd);
    await seedDeadlines(query, crowd);
    await seedEvents(query, crowd);
    await seedSubscriptions(query, readers, opensAt - DAY_MS, { localHour: 8, nextSlotAt: slotAt + DAY_MS });
    await seedAlerts(query, slotAt);
  });
  const side = (work: (stand: Stand) => Promise<unknown>) => async (): Promise<Stretch> => {
    const stand = await template.copy();
    try {
      const measured = await stretch(() => work(stand));
      const [found] = await stand.app.ctx.db.query<{ deliveries: number; alerts: number }>(
        `select count(distinct delivery_id)::int as deliveries, count(*)::int as alerts from alert a
         where state = 'claimed' and exists (
           select 1 from delivery d where d.id = a.delivery_id and d.subscription_id = a.subscription_id)`,
      );
      if (found?.deliveries !== readers || found.alerts !== readers * EACH)
        throw new Error(`${found?.deliveries} messages of ${found?.alerts} alerts for ${readers} readers`);
      return measured;
    } finally {
      await stand.close();
    }
  };
  let passes = 0;
  const sides = await takeTurns(ROUNDS, {
    ours: side(async ({ app: { ctx } }) => {
      passes = 0;
      for (let alerts = 1; alerts > 0; passes += 1) {
        const wanted = { now: ctx.clock.now(), limit: LIMIT, host: 'duly.example.org' };
        ({ alerts } = await ctx.db.inTransaction((inside) => gather(inside, wanted)));
      }
    }),
    bare: side(({ app: { ctx } }) => ctx.db.query(BARE, [ctx.clock.now()])),
    noted: side(({ app: { ctx } }) => ctx.db.query(NOTED, [ctx.clock.now()])),
  });
  const { ours, limit, ratio, memory } = compareRates(readers, sides.ours, sides.bare);
  const noted = compareRates(readers, sides.ours, sides.noted);
  return [
    {
      what: 'digest: the messages of one hour planned',
      size: `${readers.toLocaleString('en-GB')} readers of ${EACH} alerts each`,
      unit: '/s',
      ours,
      limit: {
        value: limit,
        what: 'one bare statement: the same deliveries opened, the same alerts marked',
        ratio,
      },
      target: { atLeast: 0.3 },
      memory,
      beside: {
        'against one that also notes who was told': `${Math.round(noted.limit).toLocaleString('en-GB')}/s, ratio ${noted.ratio.toFixed(2)}`,
        passes: `${passes}, of ${LIMIT.toLocaleString('en-GB')} alerts at most`,
      },
    },
  ];
});
