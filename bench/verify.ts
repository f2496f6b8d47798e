/**
 * Verifying: the chain of a million events walked from its beginning, with every stored fact set against the event
 * that tells of it. Its limit is reading the same rows in the same pages and hashing the same bytes once, event by
 * event. Beside it stands hashing alone, with everything in memory and nothing read. That memory stays flat is seen by
 * verifying a tenth of it first, and by a heap that could not hold it all (bin/bench.mjs).
 */
import { hash } from 'node:crypto';
import { monotonicMs, systemClock } from '../src/clock.ts';
import { canonicalEvent } from '../src/domain/chain.ts';
import type { Context } from '../src/service/context.ts';
import { seal } from '../src/service/seal.ts';
import { verify } from '../src/service/verify.ts';
import { readFacts, readLinks } from '../src/store/chain.ts';
import type { Query } from '../src/store/database.ts';
import { growth, median, type Stretch, stretch, widest } from './course/measure.ts';
import { run } from './course/run.ts';
import { type Crowd, seedCommitments, seedDeadlines, seedEvents } from './course/seed.ts';
import type { World } from './course/world.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 3;
/** Statement, commitment and deadline are facts; that it was recorded and is due are moments. */
const EVENTS_EACH = 5;

/** A sealed record of `count` events, nearly: the one source and what it holds. */
async function record(world: World, count: number) {
  const now = systemClock.now();
  const [opensAt, closesAt] = [now - 10 * DAY_MS, now + 10 * DAY_MS];
  const commitments = count / EVENTS_EACH;
  const crowd: Crowd = {
    ...{ count: commitments, status: 'due', opensAt, closesAt, nextCheck: 'closes', knownUntil: now },
  };
  const fill = async (query: Query): Promise<void> => {
    await query(`set duly.importing = 'off'`);
    await seedCommitments(query, crowd);
    await seedDeadlines(query, crowd);
    await seedEvents(query, crowd);
  };
  const template = await world.prepare(fill, async (ctx) => {
    while ((await seal(ctx)).more);
  });
  return template.open();
}

/** The least that must be done: read all there is, and hash each event's bytes; making them is not counted. */
async function bare(query: Query): Promise<{ ms: number; hashing: number }> {
  const begin = monotonicMs();
  let hashing = 0;
  let making = 0;
  let previous = '0'.repeat(64);
  for await (const links of readLinks(query)) {
    const before = monotonicMs();
    const texts = links.map(({ event }) => canonicalEvent(event ?? {}));
    const from = monotonicMs();
    making += from - before;
    for (const text of texts) previous = hash('sha256', `${previous}\n${text}`);
    hashing += monotonicMs() - from;
  }
  for await (const { rows } of readFacts(query)) if (rows.length === 0) break;
  return { ms: monotonicMs() - begin - making, hashing };
}

async function ours(ctx: Context, size: number): Promise<Stretch> {
  return stretch(async () => {
    const { ok, links } = await verify(ctx);
    if (!ok || links < size) throw new Error(`of ${size} events ${links} were verified, ok: ${ok}`);
  });
}

await run(async (world, { quick }) => {
  const size = quick ? 50_000 : 1_000_000;
  const few = await record(world, size / 10);
  const small = await ours(few.app.ctx, size / 10).finally(() => few.close());
  const { app, close } = await record(world, size);
  try {
    const { ctx } = app;
    const verified: Stretch[] = [];
    const limits: { ms: number; hashing: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      verified.push(await ours(ctx, size));
      limits.push(await bare(ctx.db.query));
    }
    const ratioTo = (what: 'ms' | 'hashing'): number =>
      median(verified.map(({ ms }, round) => (limits[round]?.[what] ?? Number.NaN) / ms));
    const rate = (ms: number): number => (size * 1_000) / ms;
    const memory = widest(verified.map((one) => one.memory));
    return [
      {
        what: 'verify: the chain and every fact against it',
        size: `${size.toLocaleString('en-GB')} events, three in five of them facts`,
        unit: '/s',
        ours: rate(median(verified.map(({ ms }) => ms))),
        limit: {
          value: rate(median(limits.map(({ ms }) => ms))),
          what: 'reading the same rows and SHA-256 of the same bytes',
          ratio: ratioTo('ms'),
        },
        target: { atLeast: 0.3 },
        memory,
        beside: {
          'hashing alone': `${Math.round(rate(median(limits.map(({ hashing }) => hashing)))).toLocaleString('en-GB')}/s, ratio ${ratioTo('hashing').toFixed(2)}`,
          growth: growth(small.memory, memory),
        },
      },
    ];
  } finally {
    await close();
  }
});
