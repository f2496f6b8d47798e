/** Three workers, three hundred mails, ten random kills (F3), on both engines. */
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../src/clock.ts';
import { LEASE_MS } from '../../src/service/lease.ts';
import { addresses, readers } from '../support/passes.ts';
import { hasRedis, NEEDS_REDIS } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { closingIn, copies, ENGINES, openWorld } from '../support/world.ts';

/** A worker looks at least this often, and a machine that runs other tests too may be slow. */
const TICK_MS = 15_000;

/** A generator of numbers from 0 to 1 that tells the same story for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

for (const engine of ENGINES) {
  const runs = engine === 'postgresql' || hasRedis;
  const suite = runs ? describe.concurrent : describe.skip;
  suite(`under load on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    it('ten random kills lose nothing, and repeat at most what was in flight', async ({
      onTestFinished: finished,
    }) => {
      const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 2 ** 32));
      process.stdout.write(`random kills on ${engine}: CHAOS_SEED=${seed}\n`);
      const random = numbersFrom(seed);
      const world = await openWorld(engine, finished);
      const GROUPS = 60;
      const OF = 5;
      const KILLS = 10;
      for (let group = 0; group < GROUPS; group += 1)
        await readers(world.ctx, addresses(OF, `g${group}-`), {
          follows: 'tag',
          tag: `g${group}`,
          kinds: ['overdue'],
        });
      const crew = [world.worker(), world.worker(), world.worker()];
      await Promise.all(crew.map((worker) => worker.ready()));
      world.smtp.script({ onDot: () => new Promise((resolve) => setTimeout(resolve, 10)) });
      for (let group = 0; group < GROUPS; group += 1) {
        const name = `g${group}`;
        await closingIn(world.ctx, 1 + group * 0.2, { title: name, quote: `${name}.`, tags: [name] });
      }
      for (let kill = 0; kill < KILLS; kill += 1) {
        const seen = world.smtp.messages.length;
        const more = 1 + Math.floor(random() * 25);
        const victim = Math.floor(random() * crew.length);
        // After some more mails, or after a while: what the dead had claimed waits for the end of its lease.
        const latest = monotonicMs() + 1_500;
        await until(() => world.smtp.messages.length >= seen + more || monotonicMs() > latest);
        crew[victim]?.signal('SIGKILL');
        crew[victim] = world.worker();
      }
      await world.drained(GROUPS * OF, LEASE_MS + 2 * TICK_MS);
      const found = copies(world.smtp.messages);
      expect(found).toMatchObject({ mailboxes: GROUPS * OF, alike: true });
      expect(found.most).toBeLessThanOrEqual(2);
      expect(found.repeated).toBeLessThanOrEqual(KILLS);
    }, 150_000);
  });
}
