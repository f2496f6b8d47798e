/** Makers of occurrences that die half-way, work side by side, or lose their queue (F1, F5, F6, F13). */
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/service/context.ts';
import { endSeries } from '../../src/service/end-series.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import type { Database, Query } from '../../src/store/database.ts';
import { hasRedis, NEEDS_REDIS } from '../support/redis.ts';
import { record, setup } from '../support/setup.ts';
import { until } from '../support/until.ts';
import { ENGINES, openWorld } from '../support/world.ts';

/** A series of single days by `rrule`. */
const series = (ctx: Context, title: string, more: Record<string, unknown> = {}): Promise<number> =>
  record(ctx, {
    title,
    quote: `About ${title}.`,
    deadline: undefined,
    opensOn: '2025-06-02',
    closesOn: '2025-06-02',
    rrule: 'FREQ=WEEKLY',
    ...more,
  });

/** Every occurrence with its day and events, without numbers that depend on order. */
const made = (db: Database) =>
  db.query<{ occurrence: number; status: string }>(
    `select s.title, c.occurrence, c.title as name, c.status, d.opens_at, d.closes_at,
       array(select key from event e where e.commitment_id = c.id and e.kind <> 'fact' order by key) as events,
       array(select kind || key from occasion o where o.commitment_id = c.id order by 1) as told,
       (select count(*)::int from deadline v where v.commitment_id = c.id) as versions, s.made, s.next_make_at
     from commitment c join series s on s.id = c.series_id join deadline d on d.commitment_id = c.id
     order by s.title, c.occurrence`,
  );

/** The database of a process that dies at its `nth` statement. */
function dyingAt(db: Database, nth: number): { db: Database; statements: () => number } {
  let count = 0;
  const dying =
    (query: Query): Query =>
    async (text, values) => {
      count += 1;
      if (count >= nth) throw new Error('killed here');
      return query(text, values);
    };
  return {
    db: {
      ...db,
      query: dying(db.query),
      inTransaction: (work) => db.inTransaction((query) => work(dying(query))),
    },
    statements: () => count,
  };
}

async function world() {
  const { ctx, clock, db } = await setup({ poolSize: 10 });
  for (const title of ['One', 'Two', 'Three']) await series(ctx, title);
  clock.set('2025-09-01T12:00:00+03:00');
  return { ctx, clock, db };
}

describe('making occurrences', () => {
  it('leaves nothing half-done when it dies at any step: the next pass ends where an undisturbed one does', async () => {
    const calm = await world();
    while ((await makeAhead(calm.ctx)).more);
    const expected = await made(calm.db);
    // 14 Mondays until 1 September, and five that come within 35 days.
    expect(expected).toHaveLength(3 * (14 + 5));

    const { ctx, db } = await world();
    let crashes = 0;
    for (let nth = 1; ; nth += 1) {
      const dying = dyingAt(db, nth);
      const died = await makeAhead({ ...ctx, db: dying.db }, 5).then(
        () => false,
        () => true,
      );
      if (dying.statements() < nth) break;
      expect(died, `at statement ${nth}`).toBe(true);
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(5);
    while ((await makeAhead(ctx, 5)).more);
    expect(await made(db)).toEqual(expected);
  });

  it('is done once by eight at once', async () => {
    const calm = await world();
    while ((await makeAhead(calm.ctx)).more);
    const { ctx, db } = await world();
    const results = await Promise.all(
      Array.from({ length: 8 }, async () => {
        let count = 0;
        for (let more = true; more; ) {
          const pass = await makeAhead(ctx, 7);
          count += pass.made;
          more = pass.more;
        }
        return count;
      }),
    );
    expect(results.reduce((sum, one) => sum + one, 0)).toBe(3 * (14 + 4));
    expect(await made(db)).toEqual(await made(calm.db));
  });

  it('stops where the series is ended meanwhile: nothing after its last day stays open', async () => {
    const { ctx, db } = await world();
    const making = Array.from({ length: 4 }, async () => {
      while ((await makeAhead(ctx, 2)).more);
    });
    const ends = [1, 2, 3].map((id) => endSeries(ctx, { id, on: '2025-09-05', reason: 'over', yes: true }));
    await Promise.all([...making, ...ends]);
    while ((await makeAhead(ctx)).more);
    const rows = await made(db);
    expect(rows.filter(({ occurrence }) => occurrence <= 14)).toHaveLength(3 * 14);
    for (const { occurrence, status } of rows) expect(status === 'void').toBe(occurrence > 14);
  });

  it('is kept from doubling by the database, even when two believe to hold the same series', async () => {
    const { ctx, db } = await world();
    while ((await makeAhead(ctx)).more);
    const before = await made(db);
    await db.query('alter table series disable trigger series_only_goes_on');
    await db.query(`update series set made = 1, next_make_at = '2025-06-01'`);
    for (let more = true; more; ) {
      const pass = await makeAhead(ctx, 10);
      expect(pass.made).toBe(0);
      more = pass.more;
    }
    expect(await made(db)).toEqual(before);
  });
});

for (const engine of ENGINES) {
  const runs = engine === 'postgresql' || hasRedis;
  describe.skipIf(!runs)(`workers on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    it('make what an outage has left, though one is killed and the queue is wiped', async ({
      onTestFinished: finished,
    }) => {
      const { ctx, db, redis, worker } = await openWorld(engine, finished);
      const begun = new Date(ctx.clock.now() - 300 * 86_400_000).toISOString().slice(0, 10);
      const daily = { rrule: 'FREQ=DAILY', opensOn: begun, closesOn: begun };
      const common = { zone: 'UTC', saidAt: `${begun}T00:00Z` };
      for (const title of ['One', 'Two', 'Three']) await series(ctx, title, { ...daily, ...common });
      const first = worker();
      await until(async () => (await db.prisma.commitment.count()) > 100, 60_000, 'the first occurrences');
      first.signal('SIGKILL');
      await redis?.flushAll();
      worker();
      worker();
      const rests = () =>
        db.prisma.series.count({ where: { nextMakeAt: { lte: new Date(ctx.clock.now()) } } });
      await until(async () => (await rests()) === 0, 60_000, 'all occurrences');
      const counts = await db.prisma.commitment.groupBy({
        by: ['seriesId'],
        _count: true,
        _max: { occurrence: true },
      });
      // 301 days until today, and 35 ahead (one more when midnight has passed meanwhile).
      for (const { _count, _max } of counts) {
        expect(_max.occurrence).toBe(_count);
        expect([336, 337]).toContain(_count);
      }
      expect(counts).toHaveLength(3);
    }, 150_000);
  });
}
