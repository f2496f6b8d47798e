import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readQueues } from '../../../src/service/browse/queues.ts';
import { sealFinding } from '../../../src/service/browse/sealing.ts';
import { seal } from '../../../src/service/seal.ts';
import { createTestDatabase, startTestPostgres } from '../../support/postgres.ts';
import { record, setup } from '../../support/setup.ts';

const WRITES = `create table scratch as select 1 as n`;

/** A record on a server of its own, and somebody else's database beside it. */
async function besideAnother() {
  const server = await startTestPostgres({ settings: { max_prepared_transactions: '2' } });
  onTestFinished(() => server.stop());
  const world = await setup({ server });
  const other = await createTestDatabase(server.url);
  const client = new pg.Client({
    connectionString: other.url,
    ssl: false,
    application_name: 'nightly report',
  });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await other.drop();
  });
  const [row] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows;
  return { ...world, client, pid: row?.pid ?? 0, name: new URL(other.url).pathname.slice(1) };
}

/** PostgreSQL says for how long by its own clock, which no test advances: two looks may be a second apart. */
const sinceAnyTime = (text: string): string => text.replace(/open for \d+ s/, 'open for some seconds');

describe('what holds up sealing', () => {
  it('is named: an idle transaction in another database, with the cure', async () => {
    const { ctx, clock, client, pid, name } = await besideAnother();
    await client.query(`begin; ${WRITES}`);
    await record(ctx);
    expect(await seal(ctx)).toMatchObject({ sealed: 0 });
    expect(await sealFinding(ctx)).toMatchObject({ ok: true });
    clock.advance(5 * 60_000);
    const found = await sealFinding(ctx);
    expect(found.ok).toBe(false);
    expect(found.text).toMatch(
      new RegExp(
        `^\\d+ events are not sealed, for 5 min now, because of the transaction of process ${pid} ` +
          `\\(database ${name}, user duly, application nightly report, idle in transaction, open for \\d+ s\\) ` +
          `on this PostgreSQL server\\. .*pg_terminate_backend\\(${pid}\\)`,
      ),
    );
    const { checks } = await readQueues(ctx);
    const shown = checks.find(({ name }) => name === 'seal');
    expect(shown?.state).toBe('warning');
    expect(sinceAnyTime(shown?.text ?? '')).toBe(sinceAnyTime(found.text));

    await client.query('rollback');
    expect((await sealFinding(ctx)).text).toContain('Is a worker running');
    while ((await seal(ctx)).more);
    expect(await sealFinding(ctx)).toEqual({ ok: true, text: 'Every event is sealed.' });
  });

  it('is named: a transaction prepared for a commit that nobody gave', async () => {
    const { ctx, clock, client, name } = await besideAnother();
    await client.query(`begin; ${WRITES}; prepare transaction 'it''s waiting'`);
    await record(ctx);
    clock.advance(3 * 3_600_000);
    expect((await sealFinding(ctx)).text).toMatch(
      new RegExp(
        `not sealed, for 3 h now, because of the transaction 'it''s waiting' ` +
          `\\(database ${name}, user duly, no session, prepared, open for \\d+ s\\) .*ROLLBACK PREPARED 'it''s waiting'\\.`,
      ),
    );
    await client.query(`rollback prepared 'it''s waiting'`);
    expect(await seal(ctx)).not.toMatchObject({ sealed: 0 });
  });

  it('is never somebody who only reads, however old the moment that they look at', async () => {
    const { ctx, clock, client } = await besideAnother();
    await client.query('begin isolation level repeatable read; select 1');
    await record(ctx);
    clock.advance(3_600_000);
    expect((await sealFinding(ctx)).text).toContain('Is a worker running');
    expect(await seal(ctx)).not.toMatchObject({ sealed: 0 });
  });

  it('is named to a role that may not see everything, too', async () => {
    const { ctx, clock, client, db } = await besideAnother();
    await client.query(`begin; ${WRITES}`);
    await record(ctx);
    clock.advance(5 * 60_000);
    await db.inTransaction(async (query) => {
      await query('create role humble');
      await query('grant select on all tables in schema public to humble');
      await query('set local role humble');
      const humble = { ...ctx, db: { ...db, query } };
      expect((await sealFinding(humble)).text).toMatch(
        /user duly, application nightly report, since when only pg_read_all_stats may see\)/,
      );
    });
  });
});
