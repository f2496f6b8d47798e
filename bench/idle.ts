/**
 * The idle tick: a sweep that finds nothing due, with a million commitments at rest against a thousand. Half of
 * them are settled for good, half wait for a window that opens in a month. Both take turns, tick by tick.
 */
import { monotonicMs, systemClock } from '../src/clock.ts';
import { sweep } from '../src/service/sweep.ts';
import type { Query } from '../src/store/database.ts';
import { median, stretch } from './course/measure.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines } from './course/seed.ts';
import type { Stand } from './course/world.ts';

const DAY_MS = 86_400_000;
const FEW = 1_000;
const TICKS = 600;

async function seedAtRest(query: Query, count: number): Promise<void> {
  const now = systemClock.now();
  const [opensAt, closesAt] = [now + 30 * DAY_MS, now + 60 * DAY_MS];
  const crowd: Crowd = { count, status: 'upcoming', opensAt, closesAt, nextCheck: 'opens', knownUntil: now };
  await seedCommitments(query, crowd);
  await seedDeadlines(query, crowd);
  await query(`update commitment set status = 'met', late = false, next_check_at = null where id % 2 = 0`);
}

async function tick({ app }: Stand): Promise<number> {
  const from = monotonicMs();
  const { examined } = await sweep(app.ctx);
  if (examined !== 0) throw new Error(`a tick that should be idle found ${examined} rows`);
  return monotonicMs() - from;
}

await run(async (world, { quick }) => {
  const count = quick ? 100_000 : 1_000_000;
  const many = await (await world.prepare((query) => seedAtRest(query, count))).open();
  const few = await (await world.prepare((query) => seedAtRest(query, FEW))).open();
  try {
    const times = { many: [] as number[], few: [] as number[] };
    const turns = async (ticks: number): Promise<void> => {
      for (let n = 0; n < ticks; n += 1) {
        times.few.push(await tick(few));
        times.many.push(await tick(many));
      }
    };
    await turns(TICKS / 10); // both connections open, both plans made
    times.few.length = 0;
    times.many.length = 0;
    const { memory } = await stretch(() => turns(TICKS));
    const ours = median(times.many);
    const limit = median(times.few);
    return [
      {
        what: 'idle tick: a sweep with nothing due',
        size: `${count.toLocaleString('en-GB')} rows at rest, median of ${TICKS} ticks`,
        unit: 'ms',
        ours,
        limit: {
          value: limit,
          what: `the same with ${FEW.toLocaleString('en-GB')} rows`,
          ratio: ours / limit,
        },
        target: { atMost: 1.3 },
        memory,
      },
    ];
  } finally {
    await few.close();
    await many.close();
  }
});
