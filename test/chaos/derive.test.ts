/** Workers that work out dates and die half-way, work side by side, or lose their queue (F1, F5, F6, F13). */
import { describe, expect, it } from 'vitest';
import { recordAnchor } from '../../src/service/anchor.ts';
import type { Context } from '../../src/service/context.ts';
import { derive } from '../../src/service/derive.ts';
import type { Database, Query } from '../../src/store/database.ts';
import { readers } from '../support/passes.ts';
import { hasRedis, NEEDS_REDIS } from '../support/redis.ts';
import { record, setup } from '../support/setup.ts';
import { until } from '../support/until.ts';
import { ENGINES, openWorld } from '../support/world.ts';

/** Everything that a moved date leaves behind, in one row a commitment. */
const written = (db: Database) =>
  db.query(
    `select c.title, c.status,
       array(select version || ' ' || cause || ' ' || coalesce(closes_at::text, '') || ' ' || (superseded_at is null)
         from deadline d where d.commitment_id = c.id order by version) as dates,
       array(select key from event e where e.commitment_id = c.id and e.kind <> 'fact' order by key) as events,
       array(select kind || ' ' || key from occasion o where o.commitment_id = c.id order by 1) as told,
       (select count(*)::int from derivation q where q.commitment_id = c.id) as asked
     from commitment c order by c.title`,
  );

/** The database of a process whose `nth` plain statement in a transaction is its last. */
function dyingAt(db: Database, nth: number): { db: Database; statements: () => number } {
  let count = 0;
  const dying =
    (query: Query): Query =>
    async (text, values) => {
      count += 1;
      if (count >= nth) throw Object.assign(new Error('killed here'), { code: 'ECONNRESET' });
      return query(text, values);
    };
  return {
    db: { ...db, write: (work) => db.write((tx, query) => work(tx, dying(query))) },
    statements: () => count,
  };
}

async function world() {
  const { ctx, clock, db } = await setup({ poolSize: 10 });
  await readers(ctx, ['reader@example.org']);
  const ids: number[] = [];
  for (const title of ['One', 'Two', 'Three'])
    ids.push(await record(ctx, { title, deadline: 'within 3 days of signing' }));
  clock.set('2025-06-10T12:00:00+03:00');
  await recordAnchor(ctx, { ids, happenedOn: '2025-06-09' });
  return { ctx, clock, db };
}

describe('working out dates', () => {
  it('leaves nothing half-done when it dies at any step: the next one ends where an undisturbed one does', async () => {
    const calm = await world();
    await derive(calm.ctx);
    const expected = await written(calm.db);
    expect(expected).toMatchObject([{ asked: 0 }, { asked: 0 }, { asked: 0 }]);
    expect(JSON.stringify(expected)).toContain('deadline_moved moved:v2');

    const { ctx, db } = await world();
    let crashes = 0;
    for (let nth = 1; ; nth += 1) {
      const dying = dyingAt(db, nth);
      const died = await derive({ ...ctx, db: dying.db }).then(
        () => false,
        () => true,
      );
      if (dying.statements() < nth) break;
      expect(died, `at statement ${nth}`).toBe(true);
      crashes += 1;
    }
    expect(crashes).toBeGreaterThan(8);
    expect(await written(db)).toEqual(expected);
  });

  it('does each once with eight at work', async () => {
    const { ctx, db } = await world();
    await Promise.all(Array.from({ length: 8 }, () => derive(ctx)));
    const rows = await written(db);
    for (const row of rows as { dates: string[]; events: string[] }[]) {
      expect(row.dates).toHaveLength(2);
      expect(row.events.filter((key) => key.startsWith('moved'))).toEqual(['moved:v2']);
    }
  });
});

const later = async (ctx: Context): Promise<number[]> => {
  const ids = [];
  for (const title of ['One', 'Two'])
    ids.push(
      await record(ctx, { title, saidAt: '2025-06-02T12:00', deadline: 'within 9000 days of signing' }),
    );
  return ids;
};

for (const engine of ENGINES) {
  const suite = engine === 'postgresql' || hasRedis ? describe : describe.skip;
  suite(`a worker on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    it('finds what was recorded while nobody listened, also with its queue wiped', async ({
      onTestFinished: finished,
    }) => {
      const { ctx, db, worker, redis } = await openWorld(engine, finished);
      const [one, two] = await later(ctx);
      await recordAnchor(ctx, { ids: one, happenedOn: '2025-06-09' });
      const first = worker();
      const dated = (id: number | undefined) => async () =>
        (await db.prisma.deadline.count({ where: { commitmentId: id ?? 0, cause: 'anchor' } })) === 1;
      await until(dated(one), 30_000, 'the first date');
      await redis?.flushAll();
      first.signal('SIGKILL');
      await recordAnchor(ctx, { ids: two, happenedOn: '2025-06-09' });
      worker();
      await until(dated(two), 30_000, 'the second date');
      expect(await db.prisma.derivation.count()).toBe(0);
    }, 90_000);
  });
}
