import { describe, expect, it } from 'vitest';
import { type Health, readHealth } from '../../../src/service/browse/health.ts';
import { deliver } from '../../../src/service/deliver.ts';
import { fanOut } from '../../../src/service/fan-out.ts';
import { sweep } from '../../../src/service/sweep.ts';
import { pauseChannel } from '../../../src/store/deliveries.ts';
import { follow, record, setup } from '../../support/setup.ts';

const faults = ({ checks }: Health) => checks.filter(({ ok }) => !ok).map(({ name }) => name);
/** The test clock stands in 2025, the database's does not. */
const but = (health: Health) => faults(health).filter((name) => name !== 'clock');

describe('health', () => {
  it('finds nothing wrong with a fresh installation but the clocks that differ', async () => {
    const { ctx } = await setup();
    const health = await readHealth(ctx);
    expect(health.ready).toBe(true);
    expect(faults(health)).toEqual(['clock']);
    expect(Math.abs(health.clockSkewMs ?? 0)).toBeGreaterThan(5_000);
  });

  it('agrees with a clock that agrees with the database', async () => {
    const { ctx, clock, db } = await setup();
    const [row] = await db.query<{ at: string }>(
      `select to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SSZ') as at`,
    );
    clock.set(row?.at ?? '');
    expect(await readHealth(ctx)).toMatchObject({ ok: true, ready: true });
  });

  it('is not ready when a passed deadline is not looked at, or a message not sent', async () => {
    const { ctx, clock } = await setup();
    await follow(ctx, 'reader@example.org');
    await deliver(ctx);
    await record(ctx);
    clock.set('2025-06-16T00:01:30+03:00');
    await sweep(ctx);
    for (const station of [async () => undefined, () => fanOut(ctx)]) {
      expect(but(await readHealth(ctx))).toEqual([]);
      clock.advance(600_000);
      const late = await readHealth(ctx);
      expect(but(late)).toEqual(['delivery']);
      expect(late.ready).toBe(false);
      clock.advance(-600_000);
      await station();
    }
    clock.advance(600_000);
    expect(but(await readHealth(ctx))).toEqual(['delivery']);
    clock.set('2025-06-17T01:00+03:00');
    const idle = await readHealth(ctx);
    expect(but(idle)).toEqual(['sweep', 'delivery']);
    expect(idle.sweepLagMs).toBe(3_600_000);
  });

  it('does not take waiting mail for a fault of the sender while the mail server refuses it', async () => {
    const { ctx, clock, db } = await setup();
    const mailer = {
      settlesWithinMs: 1,
      send: () => Promise.reject(new Error('unused')),
      close: async () => {},
    };
    const withMailer = { ...ctx, mailer: mailer as never };
    await follow(ctx, 'reader@example.org');
    clock.advance(600_000);
    await pauseChannel(db.query, {
      name: 'smtp',
      until: clock.now() + 60_000,
      why: '535 bad login',
      now: clock.now(),
    });
    const health = await readHealth(withMailer);
    expect(but(health)).toEqual(['channel']);
    expect(health.ready).toBe(true);
    expect(health.checks.find(({ name }) => name === 'channel')?.text).toContain('535 bad login');
  });

  it('counts what was set aside', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx);
    await db.query('alter table deadline disable trigger all');
    await db.query(`update deadline set zone = 'Mars/Olympus'`);
    clock.set('2025-06-09T00:00+03:00');
    await sweep(ctx);
    const health = await readHealth(ctx);
    expect(but(health)).toEqual(['set-aside']);
    expect(health.ready).toBe(true);
  });

  it('names a schema that does not fit', async () => {
    const { ctx, db } = await setup();
    await db.query(`update _prisma_migrations set migration_name = '29990101000000_later'`);
    const health = await readHealth(ctx);
    expect(health.ready).toBe(false);
    expect(health.checks.at(-1)).toMatchObject({ name: 'schema', ok: false });
    expect(health.checks.at(-1)?.text).toContain('newer than this program');
  });
});
