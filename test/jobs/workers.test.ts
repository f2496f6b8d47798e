import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startWorkers } from '../../jobs/workers.ts';
import { systemClock } from '../../src/clock.ts';
import type { Context } from '../../src/service/context.ts';
import { askTask } from '../../src/service/tasks.ts';
import { hasRedis, NEEDS_REDIS, startRedis, type TestRedis } from '../support/redis.ts';
import { follow, record, setup } from '../support/setup.ts';
import { until } from '../support/until.ts';

/** Real time: the queue engines count in it. */
async function onRealTime() {
  const { ctx, db, url } = await setup();
  return { ctx: { ...ctx, clock: systemClock }, db, url };
}

const inSeconds = (seconds: number): string => new Date(systemClock.now() + seconds * 1_000).toISOString();

/** A commitment that opened an hour ago and closes in some seconds. */
const closingIn = (ctx: Context, seconds: number, more = {}): Promise<number> =>
  record(ctx, {
    saidAt: inSeconds(-7_200),
    zone: 'UTC',
    deadline: undefined,
    opensAt: inSeconds(-3_600),
    closesAt: inSeconds(seconds),
    ...more,
  });

for (const engine of ['postgresql', 'redis'] as const) {
  const runs = engine === 'postgresql' || hasRedis;
  describe.skipIf(!runs)(`workers on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    let redis: TestRedis | undefined;
    beforeAll(async () => {
      if (engine === 'redis') redis = await startRedis();
    });
    afterAll(async () => {
      await redis?.stop();
    });
    const start = async (ctx: Context, databaseUrl: string) => {
      const workers = await startWorkers(ctx, { databaseUrl, redisUrl: redis?.url });
      onTestFinished(() => workers.close());
      return workers;
    };

    it('flags a deadline within three seconds of its instant and sends the mail once', async () => {
      const { ctx, db, url } = await onRealTime();
      await follow(ctx, 'reader@example.org');
      const workers = await start(ctx, url);
      const id = await closingIn({ ...ctx, wake: workers.wake }, 6);
      const overdue = await until(() =>
        db.prisma.event.findFirst({ where: { commitmentId: id, kind: 'overdue' } }),
      );
      expect(overdue.recordedAt.getTime() - overdue.occurredAt.getTime()).toBeLessThan(3_000);
      const mail = await until(() =>
        db.prisma.delivery.findFirst({ where: { subject: { startsWith: 'Overdue' } } }),
      );
      expect(mail.state).toBe('sent');
      expect(await db.prisma.delivery.count({ where: { kind: 'alerts', state: 'sent' } })).toBe(2);
    });

    it('finds by its ticks what nobody rang for', async () => {
      const { ctx, db, url } = await onRealTime();
      await start(ctx, url);
      const id = await closingIn(ctx, 1);
      await until(() => db.prisma.event.findFirst({ where: { commitmentId: id, kind: 'overdue' } }));
    });

    it('shares the work between two processes without doing anything twice', async () => {
      const { ctx, db, url } = await onRealTime();
      await follow(ctx, 'reader@example.org');
      const [one] = [await start(ctx, url), await start({ ...ctx, workerName: 'second' }, url)];
      const ids = [];
      for (let n = 0; n < 20; n += 1)
        ids.push(await closingIn({ ...ctx, wake: one.wake }, 2, { title: `Number ${n}` }));
      await until(async () => (await db.prisma.event.count({ where: { kind: 'overdue' } })) === 20);
      await until(
        async () => (await db.prisma.alert.count({ where: { state: { in: ['queued', 'claimed'] } } })) === 0,
      );
      await until(async () => (await db.prisma.occasion.count({ where: { doneAt: null } })) === 0);
      const told = await db.prisma.alert.findMany({
        where: { state: 'sent', occasion: { kind: 'overdue' } },
      });
      expect(told).toHaveLength(20);
    });

    it('takes up long work that was asked for, while everything else goes on', async () => {
      const { ctx, db, url } = await onRealTime();
      const workers = await start(ctx, url);
      await record(ctx);
      await askTask({ ...ctx, wake: workers.wake }, 'replay', 'Ada');
      const done = await until(() => db.prisma.task.findFirst({ where: { state: 'done' } }));
      expect(done.result).toMatchObject({ ok: true });
    });

    if (engine === 'redis')
      it('goes on after FLUSHALL: schedulers come back and nothing is lost or repeated', async () => {
        const { ctx, db, url } = await onRealTime();
        await follow(ctx, 'reader@example.org');
        await start(ctx, url);
        const before = await closingIn(ctx, 1, { title: 'Before the flush' });
        await until(() => db.prisma.event.findFirst({ where: { commitmentId: before, kind: 'overdue' } }));
        await redis?.flushAll();
        const after = await closingIn(ctx, 1, { title: 'After the flush' });
        await until(
          () => db.prisma.event.findFirst({ where: { commitmentId: after, kind: 'overdue' } }),
          60_000,
        );
        // In one message or two: what the flush has held up may travel together.
        const told = { occasion: { kind: 'overdue' }, state: 'sent' };
        await until(async () => (await db.prisma.alert.count({ where: told })) === 2, 60_000);
        expect(await db.prisma.alert.count({ where: { state: { in: ['queued', 'claimed'] } } })).toBe(0);
      }, 180_000);
  });
}
