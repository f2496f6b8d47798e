/** A relay that refuses everything, a message that kills its worker (F28), and a burst that must not be one (F20). */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Mailer } from '../../src/mail/mailer.ts';
import { deliver } from '../../src/service/deliver.ts';
import { claimDeliveries } from '../../src/store/deliveries.ts';
import { parkKillers } from '../../src/store/delivery-log.ts';
import { addresses, leasesEnd, pass, quickMailer, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { type SmtpOptions, startSmtp } from '../support/smtp.ts';

const PAUSE = 300_000;

async function dueFor(count: number, options: SmtpOptions = {}) {
  const server = await startSmtp(options);
  const mailer: Mailer = quickMailer(server.url);
  onTestFinished(async () => {
    await mailer.close(50);
    await server.close();
  });
  const world = await setup({ mailer });
  await record(world.ctx);
  await readers(world.ctx, addresses(count));
  world.clock.set('2025-06-09T00:00:00+03:00');
  const states = async () => {
    const rows = await world.db.prisma.delivery.groupBy({ by: ['state'], _count: true });
    return Object.fromEntries(rows.map((row) => [row.state, row._count]));
  };
  return { ...world, server, states };
}

describe('a relay that refuses message after message', () => {
  it('costs nine of them; the rest wait, are probed one at a time, and go out when it is mended', async () => {
    const { ctx, clock, server, states, db } = await dueFor(30, { data: 554 });
    await pass(ctx, clock);
    expect(await states()).toEqual({ failed: 9, queued: 21 });
    expect(await deliver(ctx)).toMatchObject({ claimed: 0 });
    for (let times = 0; times < 3; times += 1) {
      clock.advance(PAUSE + 1_000);
      await deliver(ctx);
      expect(await states()).toEqual({ failed: 9, queued: 21 });
    }
    server.script({});
    clock.advance(PAUSE + 1_000);
    await deliver(ctx);
    expect(await states()).toEqual({ failed: 9, sent: 21 });
    expect(await db.prisma.channel.findFirst()).toMatchObject({ pausedUntil: null, refused: [] });
  });

  it('is not known by messages that are refused here and there', async () => {
    const bad = new Set(addresses(40).filter((_, index) => index % 3 !== 0));
    const { ctx, clock, server, states } = await dueFor(40);
    server.script({
      onDot: ({ to }) => server.script({ data: bad.has(to[0] ?? '') ? 554 : 250 } as SmtpOptions),
    });
    await pass(ctx, clock);
    expect((await states()).queued).toBeUndefined();
  });
});

describe('a message that kills its worker', () => {
  it('is parked after five starts, and takes nobody along', async () => {
    const { ctx, clock, db, states, server } = await dueFor(10);
    await pass({ ...ctx, mailer: null }, clock); // gathered and kept: begin anew from there
    await db.query(
      `update delivery set state = 'queued', next_attempt_at = created_at, sent_at = null, raw = null`,
    );
    await db.query(`update alert set state = 'claimed' where state = 'sent'`);
    const poison = (await db.prisma.delivery.findFirstOrThrow({ orderBy: { id: 'asc' } })).id.toString();
    /** A pass that dies as soon as it has the poison among what it took; whether it did. */
    const work = async (): Promise<boolean> => {
      const claim = {
        channel: 'email',
        oneAtATime: false,
        now: clock.now(),
        leaseMs: 30_000,
        limit: 500,
        by: 'dies',
      };
      const harmless = new Error('the poison is not among them');
      try {
        await db.inTransaction(async (inside) => {
          await parkKillers(inside, clock.now());
          const taken = await claimDeliveries(inside, claim);
          if (!taken.some((one) => one.id === poison)) throw harmless;
        });
        await leasesEnd(db);
        return true;
      } catch (error) {
        if (error !== harmless) throw error;
        await deliver(ctx); // does the same, and lives
        return false;
      }
    };
    let deaths = 0;
    for (let times = 0; times < 20; times += 1) if (await work()) deaths += 1;
    expect(deaths).toBe(5);
    expect(await states()).toEqual({ failed: 1, sent: 9 });
    const parked = await db.prisma.delivery.findFirstOrThrow({
      where: { state: 'failed' },
      include: { tries: true },
    });
    expect(parked.id.toString()).toBe(poison);
    expect(parked.why).toMatch(/^parked/);
    expect(parked.tries.map((attempt) => attempt.outcome)).toContain('parked');
    expect(server.messages).toHaveLength(9);
  });
});

describe('MAIL_PER_SECOND', () => {
  it('spaces messages out, over all lanes together', async () => {
    const { ctx, clock, states } = await dueFor(150);
    const began = performance.now();
    await pass({ ...ctx, mailPerSecond: 100 }, clock);
    const took = performance.now() - began;
    expect(await states()).toEqual({ sent: 150 });
    expect(took).toBeGreaterThan(1_400);
  });

  it('gives the rest back at once when it is asked to stop', async () => {
    const { ctx, clock, states } = await dueFor(20);
    await pass({ ...ctx, mailer: null }, clock);
    await ctx.db.query(`update delivery set state = 'queued', next_attempt_at = created_at, sent_at = null`);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 200);
    const began = performance.now();
    await deliver({ ...ctx, mailPerSecond: 0.1 }, { signal: stop.signal });
    expect(performance.now() - began).toBeLessThan(8_000);
    expect((await states()).sending).toBeUndefined();
    expect((await states()).queued).toBeGreaterThanOrEqual(17);
  });
});
