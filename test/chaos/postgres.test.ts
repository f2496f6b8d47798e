/**
 * What PostgreSQL can do to us (F7, F8, F10), with workers in processes of their own.
 */
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../src/clock.ts';
import { LEASE_MS } from '../../src/service/lease.ts';
import { openDatabase } from '../../src/store/database.ts';
import { startTestPostgres } from '../support/postgres.ts';
import { openProxy } from '../support/proxy.ts';
import { hasRedis, NEEDS_REDIS } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { closingIn, copies, ENGINES, openWorld } from '../support/world.ts';

const MAILS = 40;
const TICK_MS = 15_000;
/** A crash must not lose what was committed; the disk itself is not what is tried here. */
const SAFE = { settings: { synchronous_commit: 'on' } };
const slowly = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

for (const engine of ENGINES) {
  const runs = engine === 'postgresql' || hasRedis;
  const suite = runs ? describe.concurrent : describe.skip;
  suite(`a database that crashes, queues on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    it('in the middle of sending: the worker goes on, nothing is lost and nothing comes twice', async ({
      onTestFinished: finished,
    }) => {
      const server = await startTestPostgres(SAFE);
      finished(() => server.stop());
      const world = await openWorld(engine, finished, { server });
      await world.overdueMails(MAILS);
      const worker = world.worker();
      let dots = 0;
      let back: Promise<void> | undefined;
      world.smtp.script({
        onDot: async () => {
          dots += 1;
          if (dots === 10) back = server.crash();
          await slowly(20)();
        },
      });
      await until(() => dots >= 10, 30_000, 'the crash');
      await back;
      await world.drained(MAILS, LEASE_MS + TICK_MS);
      await world.overdueMails(2, 'afterwards');
      await world.drained(MAILS + 2, TICK_MS);
      expect(worker.running).toBe(true);
      expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: MAILS + 2, repeated: 0 });
      expect((await worker.stop()).code).toBe(0);
    }, 120_000);
  });
}

describe.concurrent('a database that no longer answers', () => {
  it('on connections that look alive: the worker gives them up, and goes on when it can', async ({
    onTestFinished: finished,
  }) => {
    let proxy: Awaited<ReturnType<typeof openProxy>> | undefined;
    const world = await openWorld('postgresql', finished, {
      databaseUrl: async (url) => {
        const through = new URL(url);
        proxy = await openProxy({ host: through.hostname, port: Number(through.port) });
        finished(async () => proxy?.close());
        through.port = String(proxy.port);
        through.searchParams.set('query_timeout', '2000');
        return through.href;
      },
    });
    await world.overdueMails(MAILS);
    const worker = world.worker();
    world.smtp.script({ onDot: slowly(20) });
    await until(() => world.smtp.messages.length >= 10, 30_000, 'the first mails');
    proxy?.silence();
    const silentAt = proxy?.connections ?? 0;
    // It has given up at least one connection and tried another.
    await until(() => (proxy?.connections ?? 0) > silentAt, 20_000, 'a new connection');
    proxy?.heal();
    await world.drained(MAILS, LEASE_MS + TICK_MS);
    await world.overdueMails(2, 'afterwards');
    await world.drained(MAILS + 2, LEASE_MS);
    expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: MAILS + 2, repeated: 0 });
    expect(worker.running).toBe(true);
  }, 120_000);

  it('because others hold all its connections: refuses in bounded time, and the worker outlives it', async ({
    onTestFinished: finished,
  }) => {
    const server = await startTestPostgres({ settings: { max_connections: '30' } });
    finished(() => server.stop());
    const world = await openWorld('postgresql', finished, { server });
    const worker = world.worker();
    await worker.ready();
    await world.overdueMails(2, 'before');
    await world.drained(2, TICK_MS);
    const holders: pg.Client[] = [];
    finished(async () => {
      await Promise.all(holders.map((holder) => holder.end()));
    });
    const hold = async (): Promise<boolean> => {
      const holder = new pg.Client({ connectionString: world.url, ssl: false });
      holder.on('error', () => {});
      try {
        await holder.connect();
        holders.push(holder);
        return false;
      } catch (error) {
        return (error as { code?: string }).code === '53300';
      }
    };
    await until(hold, 10_000, 'the last connection');
    const late = openDatabase(world.url, { ssl: false, poolSize: 2 });
    finished(() => late.close());
    const began = monotonicMs();
    await expect(late.query('select 1')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(closingIn({ ...world.ctx, db: late }, 60)).rejects.toMatchObject({ code: 'unavailable' });
    expect(monotonicMs() - began).toBeLessThan(12_000);
    await Promise.all(holders.splice(0).map((holder) => holder.end()));
    await world.overdueMails(2, 'afterwards');
    await world.drained(4, LEASE_MS);
    expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: 4, repeated: 0 });
    expect(worker.running).toBe(true);
  }, 90_000);
});
