/**
 * Workers that die, are asked to stop, or stand still in the middle of sending (F1, F2, F4, F31): real processes,
 * killed by their id, on both engines.
 */
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../src/clock.ts';
import { LEASE_MS } from '../../src/service/lease.ts';
import { hasRedis, NEEDS_REDIS } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { copies, ENGINES, openWorld } from '../support/world.ts';

const MAILS = 30;
/** A worker looks at least this often, and a machine that runs other tests too may be slow. */
const TICK_MS = 15_000;

for (const engine of ENGINES) {
  const runs = engine === 'postgresql' || hasRedis;
  const suite = runs ? describe.concurrent : describe.skip;
  suite(`workers on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    it('killed at the final dot: another takes over within the lease, and one message comes twice', async ({
      onTestFinished: finished,
    }) => {
      const world = await openWorld(engine, finished);
      await world.overdueMails(MAILS);
      const first = world.worker();
      let dots = 0;
      let killedAt = 0;
      world.smtp.script({
        onDot: () => {
          dots += 1;
          if (dots !== 10) return;
          first.signal('SIGKILL');
          killedAt = monotonicMs();
        },
      });
      await until(() => killedAt > 0, 30_000, 'the kill');
      world.worker();
      await world.drained(MAILS + 1, LEASE_MS + TICK_MS);
      expect(monotonicMs() - killedAt).toBeLessThan(LEASE_MS + TICK_MS);
      const { length } = world.smtp.messages;
      expect({ length, ...copies(world.smtp.messages) }).toEqual({
        length: MAILS + 1,
        mailboxes: MAILS,
        repeated: 1,
        most: 2,
        alike: true,
      });
    }, 90_000);

    it('asked to stop: finishes the one in flight and gives the rest back at once', async ({
      onTestFinished: finished,
    }) => {
      const world = await openWorld(engine, finished);
      await world.overdueMails(MAILS);
      const first = world.worker();
      let stopped: ReturnType<typeof first.stop> | undefined;
      let dots = 0;
      world.smtp.script({
        onDot: async () => {
          dots += 1;
          if (dots !== 5) return;
          const second = world.worker();
          await second.ready();
          stopped = first.stop();
          // The server thinks about the fifth until everybody else has got theirs, from the second worker.
          await until(() => world.smtp.messages.length === MAILS - 1, 8_000, 'the rest');
        },
      });
      await until(() => stopped, 60_000, 'the signal');
      const { code, tookMs } = (await stopped) ?? { code: null, tookMs: 0 };
      expect(code).toBe(0);
      expect(tookMs).toBeLessThan(10_000);
      await world.drained(MAILS, 30_000);
      expect(copies(world.smtp.messages)).toMatchObject({ mailboxes: MAILS, repeated: 0 });
    }, 90_000);

    // The timer that renews the lease was the first thing to run, so it sent what another had taken over.
    it('frozen for longer than the lease: sends nothing any more that another has taken over', async ({
      onTestFinished: finished,
    }) => {
      const world = await openWorld(engine, finished);
      await world.overdueMails(MAILS);
      const first = world.worker();
      let dots = 0;
      world.smtp.script({
        onDot: async () => {
          dots += 1;
          if (dots === 5) first.signal('SIGSTOP');
          // The second worker is in the middle of its work when the first comes back.
          if (dots === 15) first.signal('SIGCONT');
          if (dots >= 15) await new Promise((resolve) => setTimeout(resolve, 60));
        },
      });
      await until(() => dots >= 5, 30_000, 'the freeze');
      world.worker();
      await world.drained(MAILS + 1, LEASE_MS + TICK_MS);
      await until(() => first.log.includes('delivered'), 10_000, 'the end of the frozen pass');
      expect(copies(world.smtp.messages)).toEqual({ mailboxes: MAILS, repeated: 1, most: 2, alike: true });
    }, 90_000);
  });
}
