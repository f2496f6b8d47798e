/**
 * Replaying: a log of a million events told again by the same code and compared. Its limit is the bare SQL of the
 * same run: the same rows of records, log and outbox read in the same batches, with nothing told and nothing compared.
 * That memory stays flat is seen as for verifying.
 */
import { systemClock } from '../src/clock.ts';
import type { Context } from '../src/service/context.ts';
import { replayLog } from '../src/service/replay.ts';
import type { Query } from '../src/store/database.ts';
import { readRecords } from '../src/store/records.ts';
import { announcedOf, idsAfter, loggedOf } from '../src/store/replay.ts';
import { compareRates, growth, type Stretch, stretch, takeTurns } from './course/measure.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines, seedEvents } from './course/seed.ts';
import type { Stand, World } from './course/world.ts';

const DAY_MS = 86_400_000;
const BATCH = 500;
const ROUNDS = 3;
/** Recorded and due. */
const EVENTS_EACH = 2;

async function readAll(query: Query): Promise<number> {
  let read = 0;
  for (let after = 0; ; ) {
    const ids = await idsAfter(query, { after, limit: BATCH, only: null });
    if (ids.length === 0) return read;
    after = ids.at(-1) ?? after;
    await readRecords(query, ids);
    read += (await loggedOf(query, ids)).length;
    await announcedOf(query, ids);
  }
}

/** The log of `count` commitments that are due. */
async function log(world: World, count: number): Promise<Stand> {
  const now = systemClock.now();
  const [opensAt, closesAt] = [now - 10 * DAY_MS, now + 10 * DAY_MS];
  const crowd: Crowd = { count, status: 'due', opensAt, closesAt, nextCheck: 'closes', knownUntil: now };
  const template = await world.prepare(async (query) => {
    await seedCommitments(query, crowd);
    await seedDeadlines(query, crowd);
    await seedEvents(query, crowd);
  });
  return template.open();
}

const tellAgain = (ctx: Context, size: number): Promise<Stretch> =>
  stretch(async () => {
    const { events, different } = await replayLog(ctx, {});
    if (events !== size || different !== 0)
      throw new Error(`${events} events were told again, with ${different} differences`);
  });

await run(async (world, { quick }) => {
  const count = quick ? 10_000 : 500_000;
  const size = count * EVENTS_EACH;
  const few = await log(world, count / 10);
  const small = await tellAgain(few.app.ctx, size / 10).finally(() => few.close());
  const { app, close } = await log(world, count);
  try {
    const { ctx } = app;
    const sides = await takeTurns(ROUNDS, {
      ours: () => tellAgain(ctx, size),
      limit: () =>
        stretch(async () => {
          const read = await readAll(ctx.db.query);
          if (read !== size) throw new Error(`${read} events were read of ${size}`);
        }),
    });
    const { ours, limit, ratio, memory } = compareRates(size, sides.ours, sides.limit);
    return [
      {
        what: 'replay: the log told again and compared',
        size: `${size.toLocaleString('en-GB')} events of ${count.toLocaleString('en-GB')} commitments`,
        unit: '/s',
        ours,
        limit: { value: limit, what: 'bare SQL: the same rows read in the same batches', ratio },
        target: { atLeast: 0.3 },
        memory,
        beside: { growth: growth(small.memory, memory) },
      },
    ];
  } finally {
    await close();
  }
});
