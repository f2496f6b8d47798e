import { describe, expect, it } from 'vitest';
import { exportFile, exportLines, sealAll } from '../support/export-file.ts';
import { follow, record } from '../support/setup.ts';
import { duly, setupCli } from './duly.ts';

describe('duly verify', () => {
  it('prints the count and the head, which it knows again; an export comes to the same without a database', async () => {
    const { run, ctx, db, contents } = await setupCli();
    await record(ctx);
    await sealAll(ctx);
    const before = await contents();
    const live = await run(['verify']);
    expect(live).toMatchObject({ code: 0, err: '' });
    const [, head] = /^Head: ([0-9a-f]{64}@\d+)$/m.exec(live.out) ?? [];
    expect((await run(['verify', '--expect', head ?? ''])).code).toBe(0);
    expect(await contents()).toEqual(before);
    const file = await exportFile(await exportLines(db));
    expect(await duly(['verify', file])).toEqual(live);
    const other = await duly(['verify', file, '--expect', 'f'.repeat(64)]);
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('not part of this chain') });
  });

  it('names the first broken link and the columns of a rewritten fact, and exits with 1', async () => {
    const { run, ctx, db } = await setupCli();
    await record(ctx);
    await sealAll(ctx);
    await db.inTransaction(async (query) => {
      await query('set local session_replication_role = replica');
      await query(`update event set actor = 'eve' where id = 2`);
      await query(`update statement set quote = 'Nothing.'`);
    });
    const { code, out, err } = await run(['verify']);
    expect(code).toBe(1);
    expect(out).toContain('Something is not as it was recorded.');
    expect(err).toContain('broken at link 2 (event 2, fact:party:1): its event was changed');
    expect(err).toContain('statement:1 is not as it was recorded: quote.');
    const data = JSON.parse((await run(['verify', '--json'])).out);
    expect(data).toMatchObject({
      ok: false,
      broken: { seq: 2, eventId: 2 },
      differences: [{ key: 'statement:1' }],
    });
  });

  it('refuses a hash that is none, and a file that is none', async () => {
    expect((await duly(['verify', '--expect', 'abc'])).code).toBe(2);
    expect((await duly(['verify', '/nowhere/record.ndjson'])).code).toBe(1);
  });
});

describe('duly erase', () => {
  it('deletes the address and says how much, and refuses to keep it in the reason', async () => {
    const { run, ctx, db } = await setupCli();
    await follow(ctx, 'reader@example.org');
    const kept = await run(['erase', 'reader@example.org', '--reason', 'reader@example.org asked']);
    expect(kept).toMatchObject({
      code: 1,
      err: expect.stringContaining('--reason must not contain the address'),
    });
    const { code, out } = await run(['erase', 'reader@example.org', '--reason', 'Asked for', '--by', 'anna']);
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Erased: 1 subscriptions') });
    expect(await db.prisma.subscription.count()).toBe(0);
  });
});
