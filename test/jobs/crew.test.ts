/** What `/queues` says about workers and ticks, with real workers on both engines. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBell } from '../../jobs/bell.ts';
import { startWorkers } from '../../jobs/workers.ts';
import { systemClock } from '../../src/clock.ts';
import { housekeep } from '../../src/service/housekeep.ts';
import { createWeb } from '../../src/web/server.ts';
import { hasRedis, NEEDS_REDIS, startRedis, type TestRedis } from '../support/redis.ts';
import { setup } from '../support/setup.ts';
import { until } from '../support/until.ts';

/** A worker reports every ten seconds; what one that stops had in hand comes again within a minute. */
const REPORTED_MS = 80_000;

async function open(redisUrl: string | undefined, webRedisUrl = redisUrl) {
  const { ctx: still, db, url } = await setup();
  const ctx = { ...still, clock: systemClock };
  const options = { databaseUrl: url, clock: ctx.clock, log: ctx.log };
  const bell = await openBell({ ...options, redisUrl: webRedisUrl });
  onTestFinished(() => bell.close());
  const app = createWeb({ ...ctx, embedded: true }, { queue: bell.view });
  const page = async (path = '/queues'): Promise<string> => {
    const here = { incoming: { socket: { remoteAddress: '127.0.0.1' }, httpVersion: '1.1' } };
    const request = { headers: { host: 'localhost' } };
    const answer = await app.request(`http://localhost${path}`, request, here);
    expect(answer.status).toBe(200);
    return (await answer.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  };
  const work = async (workerName = 'first') => {
    const workers = await startWorkers({ ...ctx, workerName }, { databaseUrl: url, redisUrl });
    let closed: Promise<void> | undefined;
    const close = (): Promise<void> => (closed ??= workers.close());
    onTestFinished(close);
    return close;
  };
  /** Until the page says it. */
  const says = (words: RegExp) =>
    until(async () => {
      const text = await page();
      return words.test(text) ? text : null;
    }, REPORTED_MS);
  return { ctx, db, page, work, says };
}

const SWEEP =
  /Look at deadlines sweep ✓ well [-\d]{10} [:\d]{8} UTC , took [\d.]+ (ms|s), by first next [-\d]{10} [:\d]{8} UTC , every 5 s/;

for (const engine of ['postgresql', 'redis'] as const) {
  const runs = engine === 'postgresql' || hasRedis;
  describe.skipIf(!runs)(`/queues with workers on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    let redis: TestRedis | undefined;
    beforeAll(async () => {
      if (engine === 'redis') redis = await startRedis();
    });
    afterAll(async () => {
      await redis?.stop();
    });

    it('says when each tick last ran, how long it took and when it comes next, and that nobody works any more', async () => {
      const { page, work, says } = await open(redis?.url);
      expect(await page()).toContain('No worker has ever been seen.');
      expect(await page('/admin')).toContain('No worker has ever been seen.');
      const close = await work();
      const text = await says(SWEEP);
      expect(text).toContain('1 at work: first.');
      expect(text).toMatch(/at work first , queues on (PostgreSQL|Redis at 127\.0\.0\.1:\d+, as duly-)/);
      expect(text).toMatch(/Tidy up housekeep has not run yet|Tidy up housekeep ✓ well/);
      expect(text).not.toContain('No worker has');
      expect(await page('/admin')).toContain('Nothing needs attention.');
      await close();
      const after = await page();
      expect(after).toMatch(/No worker has been seen since [-\d]{10} [:\d]{8} UTC\. Start one/);
      expect(after).toContain('The work does not go on as it should.');
      expect(after).toContain('stopped first');
      expect(await page('/admin')).toContain('No worker has been seen since');
    }, 200_000);

    it('says that a tick failed, why, and that it failed even when the next one did not', async () => {
      const { db, page, work, says } = await open(redis?.url);
      await db.query('alter table task rename to task_elsewhere');
      const close = await work();
      const failed = await says(/Do long work task ✕ failed/);
      expect(failed).toMatch(/Last failed [-\d]{10} [:\d]{8} UTC : .*relation \S*task\S* does not exist/);
      expect(await page('/admin')).toMatch(/task failed: .*relation \S*task\S* does not exist/);
      await close();
      await db.query('alter table task_elsewhere rename to task');
      await work('second');
      const well = await says(/Do long work task ✓ well/);
      expect(well).toMatch(/Last failed [-\d]{10} [:\d]{8} UTC : .*relation \S*task\S* does not exist/);
      expect(well).not.toContain('task failed:');
    }, 200_000);

    if (engine === 'redis') {
      it('says that workers take their work from another queue than this process rings in', async () => {
        const { work, says } = await open(redis?.url, `${redis?.url}/1`);
        await work();
        const text = await says(/Another queue than that of this process/);
        expect(text).toContain('(not the queue of this process)');
        expect(text).toContain('Give all the same REDIS_URL.');
      }, 200_000);

      it('says what it can while Redis is away', async () => {
        const { db, page, work, says } = await open(redis?.url);
        const close = await work();
        await says(SWEEP);
        await close();
        await redis?.crash();
        onTestFinished(() => redis?.restart());
        const text = await page();
        expect(text).toMatch(/When they come next is not known: the queue does not answer/);
        expect(text).toMatch(/sweep ✓ well .* next: not scheduled; due every 5 s/);
        expect(await db.prisma.tick.count()).toBeGreaterThan(5);
      }, 200_000);
    }
  });
}

describe('a worker that was killed', () => {
  it('is silent after a minute, what it had in hand is missing, and it is forgotten unless it was the last', async () => {
    const { ctx, db, page, work, says } = await open(undefined);
    const close = await work();
    await says(SWEEP);
    await close();
    // As a killed one leaves it: not ended, and seen two minutes ago.
    const past = (minutes: number) =>
      db.query(
        `with w as (update worker set ended_at = null, running = '{seal}', started_at = started_at - $1::int * interval '1 minute',
           seen_at = seen_at - $1::int * interval '1 minute')
         update tick set ran_at = ran_at - $1::int * interval '1 minute'`,
        [minutes],
      );
    await past(2);
    const text = await page();
    expect(text).toContain('silent first');
    expect(text).toContain('No worker has been seen since');
    expect(text).toContain('seal ✕ missing');
    expect(text).toContain('sweep has not run since');
    // Made every minute: two of them are no sign yet.
    expect(text).toContain('make-ahead ✓ well');
    await past(8 * 24 * 60);
    await housekeep(ctx);
    expect(await page()).toContain('No worker has been seen since');
    await db.query(
      `insert into worker (name, queue, started_at, seen_at) values ('later', 'PostgreSQL', now(), now())`,
    );
    await housekeep(ctx);
    expect(await db.prisma.worker.findMany({ select: { name: true } })).toEqual([{ name: 'later' }]);
  }, 200_000);
});
