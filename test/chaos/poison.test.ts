/** A job that nobody knows (F28), in the queue of running workers, on both engines. */
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '../../jobs/engine.ts';
import { QUEUES } from '../../jobs/queues.ts';
import { startWorkers } from '../../jobs/workers.ts';
import { systemClock } from '../../src/clock.ts';
import { hasRedis, NEEDS_REDIS, startRedis } from '../support/redis.ts';
import { setup } from '../support/setup.ts';
import { until } from '../support/until.ts';
import { closingIn, ENGINES } from '../support/world.ts';

for (const engine of ENGINES) {
  const runs = engine === 'postgresql' || hasRedis;
  describe.skipIf(!runs)(`an unknown job on ${engine} ${engine === 'redis' ? NEEDS_REDIS : ''}`, () => {
    it('fails once, is said in the log, and the others flow', async () => {
      const redis = engine === 'redis' ? await startRedis() : undefined;
      onTestFinished(() => redis?.stop());
      const { ctx, db, url } = await setup();
      const lines: string[] = [];
      const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
      const options = { databaseUrl: url, redisUrl: redis?.url, log };
      const workers = await startWorkers({ ...ctx, clock: systemClock, log }, options);
      onTestFinished(() => workers.close());
      const stranger = await openEngine(options);
      const queue = stranger.queue(QUEUES.monitor);
      onTestFinished(async () => {
        await queue.close();
        await stranger.close();
      });
      await queue.add('dance', { commitment: 'none' });
      await until(() => lines.length > 0, 10_000, 'the complaint');
      const id = await closingIn({ ...ctx, clock: systemClock }, 1);
      await until(() => db.prisma.event.findFirst({ where: { commitmentId: id, kind: 'overdue' } }));
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { job: 'dance', msg: 'there is no such job: it stays among the failed ones' },
      ]);
    });
  });
}
