/**
 * Latency: deadlines spread over some seconds, flagged by real workers on each queue engine. What is measured is
 * what a reader of the log sees: how long after a deadline passed it was noticed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorkers } from '../jobs/workers.ts';
import { monotonicMs, systemClock } from '../src/clock.ts';
import { quantile, stretch } from './course/measure.ts';
import { startRedis } from './course/redis.ts';
import type { Finding } from './course/report.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines, seedEvents, seedSubscriptions } from './course/seed.ts';
import type { Stand, World } from './course/world.ts';

const DAY_MS = 86_400_000;
/** Time for the workers to start before the first deadline passes. */
const AHEAD_MS = 4_000;
const PATIENCE_MS = 10_000;

async function lateness(stand: Stand, count: number): Promise<number[]> {
  const giveUpAt = monotonicMs() + PATIENCE_MS;
  for (;;) {
    const rows = await stand.app.ctx.db.query<{ ms: number }>(
      `select round(date_part('epoch', recorded_at - occurred_at) * 1000) as ms from event where kind = 'overdue'`,
    );
    if (rows.length === count) return rows.map(({ ms }) => ms);
    if (monotonicMs() > giveUpAt) throw new Error(`${rows.length} of ${count} deadlines were flagged`);
    await sleep(100);
  }
}

async function onEngine(
  world: World,
  input: { engine: string; redisUrl: string | undefined; count: number; seconds: number },
): Promise<Finding> {
  const { engine, redisUrl, count, seconds } = input;
  const everyMs = (seconds * 1_000) / count;
  const template = await world.prepare((query) => seedSubscriptions(query, 1, systemClock.now() - DAY_MS));
  const stand = await template.open();
  try {
    const { ctx } = stand.app;
    const closesAt = ctx.clock.now() + AHEAD_MS;
    const opensAt = closesAt - 30 * DAY_MS;
    const knownUntil = ctx.clock.now();
    const crowd: Crowd = {
      count,
      status: 'due',
      opensAt,
      closesAt,
      everyMs,
      nextCheck: 'closes',
      knownUntil,
    };
    await seedCommitments(ctx.db.query, crowd);
    await seedDeadlines(ctx.db.query, crowd);
    await seedEvents(ctx.db.query, crowd);
    const workers = await startWorkers(ctx, { databaseUrl: stand.url, redisUrl });
    try {
      const { memory } = await stretch(() => sleep(AHEAD_MS + seconds * 1_000));
      const late = await lateness(stand, count);
      const [p50, p99, most] = [0.5, 0.99, 1].map((share) => `${quantile(late, share)} ms`);
      return {
        what: `latency: from a deadline to its flag, workers on ${engine}, p99`,
        size: `${count} deadlines over ${seconds} seconds`,
        unit: 'ms',
        ours: quantile(late, 0.99),
        limit: null,
        target: { atMost: 1_000 },
        memory,
        beside: { 'p50, p99, most': `${p50}, ${p99}, ${most}` },
      };
    } finally {
      await workers.close();
    }
  } finally {
    await stand.close();
  }
}

await run(async (world, { quick }) => {
  const load = quick ? { count: 50, seconds: 5 } : { count: 200, seconds: 20 };
  const findings = [await onEngine(world, { engine: 'PostgreSQL', redisUrl: undefined, ...load })];
  const redis = await startRedis();
  if (redis === null) {
    process.stderr.write('latency on Redis was not measured: no redis-server can be started here\n');
    return findings;
  }
  try {
    findings.push(await onEngine(world, { engine: 'Redis', redisUrl: redis.url, ...load }));
  } finally {
    await redis.stop();
  }
  return findings;
});
