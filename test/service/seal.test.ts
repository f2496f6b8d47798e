import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { seal } from '../../src/service/seal.ts';
import { verify } from '../../src/service/verify.ts';
import { sealAll } from '../support/export-file.ts';
import { record, setup } from '../support/setup.ts';
import { until } from '../support/until.ts';

const EVENT = `insert into event (commitment_id, kind, key, occurred_at, recorded_at, actor)
  values ($1, 'due', $2, '2025-06-09T00:00Z', '2025-06-09T00:00Z', 'time') returning id::int`;

async function client(url: string): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: url, ssl: false });
  await one.connect();
  onTestFinished(() => one.end());
  return one;
}

describe('sealing', () => {
  it('gives every event one link, in batches, and a second pass finds nothing', async () => {
    const { ctx, db } = await setup();
    await record(ctx);
    const events = await db.prisma.event.count();
    await until(async () => (await seal(ctx, 2)).sealed === 2);
    expect(await sealAll(ctx)).toBe(events - 2);
    expect(await seal(ctx)).toEqual({ sealed: 0, more: false });
    const links = await db.prisma.link.findMany({ orderBy: { seq: 'asc' } });
    expect(links.map(({ seq }) => Number(seq))).toEqual(links.map((_, index) => index + 1));
    expect((await verify(ctx)).ok).toBe(true);
  });

  it('waits for a transaction that commits late, instead of leaving its event out', async () => {
    const { ctx, url, db } = await setup();
    const id = await record(ctx);
    await sealAll(ctx);
    const slow = await client(url);
    await slow.query('begin');
    const late = (await slow.query<{ id: number }>(EVENT, [id, 'late'])).rows[0]?.id;
    const soon = (await (await client(url)).query<{ id: number }>(EVENT, [id, 'soon'])).rows[0]?.id;
    expect(late).toBeLessThan(soon ?? 0);
    // What was written and committed meanwhile would come after it in the chain.
    expect(await seal(ctx)).toEqual({ sealed: 0, more: false });
    await slow.query('commit');
    await sealAll(ctx);
    const links = await db.prisma.link.findMany({ orderBy: { seq: 'desc' }, take: 2 });
    expect(links.map(({ eventId }) => Number(eventId))).toEqual([soon, late]);
    expect(await verify(ctx)).toMatchObject({ ok: true, unsealed: { count: 0 } });
  });

  it('is done once when several seal at once', async () => {
    const { ctx, db } = await setup({ poolSize: 8 });
    for (let n = 0; n < 5; n += 1) await record(ctx, { title: `Bodies ${n}`, quote: `Quote ${n}.` });
    const events = await db.prisma.event.count();
    let sealed = 0;
    await until(async () => {
      const passes = await Promise.all(Array.from({ length: 8 }, () => seal(ctx, 3)));
      sealed += passes.reduce((sum, pass) => sum + pass.sealed, 0);
      return sealed >= events;
    });
    expect(sealed).toBe(events);
    expect(await verify(ctx)).toMatchObject({ ok: true, links: events, unsealed: { count: 0 } });
  });

  it('loses nothing when a process dies between writing and sealing, or while it seals', async () => {
    const { ctx, url, db } = await setup();
    await record(ctx);
    const dying = await client(url);
    dying.on('error', () => undefined);
    await dying.query('begin');
    await dying.query(`insert into link (seq, event_id, hash) values (1, 1, repeat('0', 64))`);
    const [self] = (await dying.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
    await db.query('select pg_terminate_backend($1)', [self?.pid]);
    expect(await verify(ctx)).toMatchObject({ ok: true, links: 0 });
    await sealAll(ctx);
    expect(await verify(ctx)).toMatchObject({ ok: true, unsealed: { count: 0 } });
  });

  it('goes on where a record that came from elsewhere ends, and seals what that had left open', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    await sealAll(ctx);
    // As a restored dump has it: the numbers of transactions are those of another server.
    await db.inTransaction(async (query) => {
      await query('set local session_replication_role = replica');
      await query(`update event set xid = (900000000 + id)::text::xid8`);
      await query('delete from link where seq > 2');
    });
    const events = await db.prisma.event.count();
    expect(await sealAll(ctx)).toBe(events - 2);
    await db.query(EVENT, [id, 'after']);
    expect(await sealAll(ctx)).toBe(1);
    await db.query(EVENT, [id, 'and after that']);
    expect(await sealAll(ctx)).toBe(1);
    expect(await verify(ctx)).toMatchObject({ ok: true, links: events + 2 });
  });
});
