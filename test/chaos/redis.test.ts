/**
 * What Redis can do to us (F13, F14, F15): forget, die, fill up, stand still, come late. It only wakes workers, so
 * nothing is lost, nothing is repeated, and nobody waits for it.
 */
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBell } from '../../jobs/bell.ts';
import { monotonicMs, systemClock } from '../../src/clock.ts';
import { addresses, readers } from '../support/passes.ts';
import { freePort, hasRedis, NEEDS_REDIS, startRedis, type TestRedis } from '../support/redis.ts';
import { setup } from '../support/setup.ts';
import { until } from '../support/until.ts';
import { closingIn, copies, openWorld } from '../support/world.ts';

/** Without its queue a worker looks by itself every ten seconds; alerts gather first and are sent at the next. */
const WITHOUT_MS = 45_000;
const SCHEDULES = '*:duly-monitor:repeat:*';

type World = Awaited<ReturnType<typeof openWorld>>;

/** A commitment that closes in a second; resolves when its only reader has been told. */
async function toldOf(world: World, name: string, wake = world.ctx.wake): Promise<void> {
  const before = world.smtp.messages.length;
  await readers(world.ctx, [`${name}@example.org`], { follows: 'tag', tag: name, kinds: ['overdue'] });
  await closingIn({ ...world.ctx, wake }, 1, { title: name, quote: `${name}.`, tags: [name] });
  await until(() => world.smtp.messages.length > before, WITHOUT_MS, `the mail about ${name}`);
}

const suite = hasRedis ? describe.concurrent : describe.skip;
suite(`with a Redis that fails ${NEEDS_REDIS}`, () => {
  interface Fault {
    name: string;
    breaks(redis: TestRedis): Promise<void> | void;
    heals(redis: TestRedis): Promise<void> | void;
  }
  const faults: Fault[] = [
    { name: 'forgets everything', breaks: (redis) => redis.flushAll(), heals: () => undefined },
    {
      name: 'dies and comes back empty',
      breaks: (redis) => redis.crash(),
      heals: (redis) => redis.restart(),
    },
    { name: 'stands still', breaks: (redis) => redis.freeze(), heals: (redis) => redis.thaw() },
    { name: 'is full', breaks: (redis) => redis.full(true), heals: (redis) => redis.full(false) },
  ];
  it.for(faults)(
    'that $name: every reader is told once, meanwhile and afterwards',
    { timeout: 120_000 },
    async ({ breaks, heals }, { onTestFinished: finished }) => {
      const world = await openWorld('redis', finished);
      const redis = world.redis as TestRedis;
      finished(() => redis.thaw());
      const worker = world.worker();
      await worker.ready();
      const bell = await openBell({
        databaseUrl: world.url,
        redisUrl: redis.url,
        clock: systemClock,
        log: world.ctx.log,
      });
      finished(() => bell.close());
      await toldOf(world, 'before', bell.wake);
      await breaks(redis);
      await toldOf(world, 'meanwhile', bell.wake);
      await heals(redis);
      await until(async () => (await redis.count(SCHEDULES)) > 0, WITHOUT_MS, 'the ticks');
      await toldOf(world, 'afterwards', bell.wake);
      await world.drained(3, 30_000);
      expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: 3, repeated: 0 });
      expect(worker.running).toBe(true);
      expect((await worker.stop()).code).toBe(0);
    },
  );

  // BullMQ remembers a first command that failed and refuses every later one.
  it('that is not there yet: the work is done without it, and with it once it has come', async ({
    onTestFinished: finished,
  }) => {
    const world = await openWorld('postgresql', finished);
    const port = await freePort();
    const redisUrl = `redis://127.0.0.1:${port}`;
    const worker = world.worker({ redisUrl });
    const bell = await openBell({
      databaseUrl: world.url,
      redisUrl,
      clock: systemClock,
      log: world.ctx.log,
    });
    finished(() => bell.close());
    await worker.ready();
    await toldOf(world, 'before', bell.wake);
    const redis = await startRedis(port);
    finished(() => redis.stop());
    await until(async () => (await redis.count(SCHEDULES)) > 0, WITHOUT_MS, 'the ticks');
    // Somebody who only rings is heard again, too.
    await toldOf(world, 'afterwards', bell.wake);
    await until(
      async () => {
        bell.wake('sweep', systemClock.now() + 5_000);
        return (await redis.count('*:duly-monitor:sweep-*')) > 0;
      },
      15_000,
      'the bell',
    );
    expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: 2, repeated: 0 });
    expect((await worker.stop()).code).toBe(0);
  }, 120_000);

  it('that never comes: a worker that is asked to stop does not wait for it', async ({
    onTestFinished: finished,
  }) => {
    const world = await openWorld('postgresql', finished);
    const worker = world.worker({ redisUrl: `redis://127.0.0.1:${await freePort()}` });
    await worker.ready();
    const { code, tookMs } = await worker.stop();
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
  }, 150_000);

  it('that forgets everything in the middle of sending: each of 40 mails comes once', async ({
    onTestFinished: finished,
  }) => {
    const world = await openWorld('redis', finished);
    await world.overdueMails(40);
    let dots = 0;
    world.smtp.script({
      onDot: async () => {
        dots += 1;
        if (dots === 10 || dots === 25) await world.redis?.flushAll();
      },
    });
    world.worker();
    world.worker();
    await world.drained(40, 30_000);
    expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: 40, repeated: 0 });
  }, 150_000);

  it('or PostgreSQL in its place: the engine is changed twice with work pending, and nothing comes twice', async ({
    onTestFinished: finished,
  }) => {
    const world = await openWorld('redis', finished);
    await world.overdueMails(40);
    let dots = 0;
    world.smtp.script({
      onDot: async () => {
        dots += 1;
        await new Promise((resolve) => setTimeout(resolve, 30));
      },
    });
    for (const [redisUrl, from] of [
      [undefined, 8],
      [world.redis?.url, 20],
    ] as const) {
      const worker = world.worker({ redisUrl });
      await until(() => dots >= from, 30_000, `${from} mails`);
      expect((await worker.stop()).code).toBe(0);
      expect(world.smtp.messages.length).toBeLessThan(40);
    }
    await world.overdueMails(5, 'later');
    world.worker({ redisUrl: undefined });
    await world.drained(45, 30_000);
    expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: 45, repeated: 0 });
    expect(new Set(world.smtp.messages.map(({ to }) => to[0]))).toEqual(
      new Set([...addresses(40), ...addresses(5, 'later')]),
    );
  }, 120_000);
});

describe.skipIf(!hasRedis)(`with a Redis that stands still ${NEEDS_REDIS}`, () => {
  it('no request waits for it', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const { ctx, url } = await setup();
    const real = { ...ctx, clock: systemClock };
    const options = { databaseUrl: url, redisUrl: redis.url, clock: systemClock, log: ctx.log };
    const bell = await openBell(options);
    onTestFinished(() => bell.close());
    const timed = async (): Promise<number> => {
      const began = monotonicMs();
      await closingIn({ ...real, wake: bell.wake }, 5);
      return monotonicMs() - began;
    };
    await timed(); // the first connections and statements cost more
    redis.freeze();
    // A command that Redis does not answer is given up after three seconds.
    for (let n = 0; n < 3; n += 1) expect(await timed()).toBeLessThan(2_500);
    redis.thaw();
  });
});
