import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { monotonicMs } from '../../src/clock.ts';
import { DulyError } from '../../src/domain/errors.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { openProxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';

const AWAY = { name: 'DulyError', code: 'unavailable' };

async function open(options: Parameters<typeof openDatabase>[1] = {}, through?: (url: URL) => Promise<void>) {
  const database = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
  const url = new URL(database.url);
  await through?.(url);
  const lost: Error[] = [];
  const onError = (error: Error): void => {
    lost.push(error);
  };
  const db = openDatabase(url.href, { ssl: false, poolSize: 3, onError, ...options });
  const direct = openDatabase(database.url, { ssl: false, poolSize: 2 });
  onTestFinished(async () => {
    await db.close();
    await direct.close();
    await database.drop();
  });
  await direct.query(`insert into channel (name) values ('a'), ('b')`);
  return { db, direct, lost };
}

/** The three ways to the database, each running one statement. */
const WAYS: [string, (db: Database, sql: string) => Promise<unknown>][] = [
  ['a plain query', (db, sql) => db.query(sql)],
  ['a transaction', (db, sql) => db.inTransaction((query) => query(sql))],
  ['a transaction with Prisma', (db, sql) => db.write((_, query) => query(sql))],
];

/** Ends the server process that sleeps. */
const terminateSleeper = (direct: Database) =>
  until(async () => {
    const rows = await direct.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event = 'PgSleep'`,
    );
    return rows.length > 0;
  });

describe.each(WAYS)('%s', (_way, run) => {
  it('says "unavailable" when nobody listens', async () => {
    const db = openDatabase('postgresql://duly@127.0.0.1:9/duly', { ssl: false });
    onTestFinished(() => db.close());
    await expect(run(db, 'select 1')).rejects.toMatchObject(AWAY);
  });

  it('says "unavailable" when its server process is ended, and the next one works', async () => {
    const { db, direct } = await open();
    const broken = run(db, 'select pg_sleep(30)::text').catch((error: unknown) => error);
    await terminateSleeper(direct);
    expect(await broken).toMatchObject(AWAY);
    await expect(run(db, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it('fails by its timeout on a half-open connection, and recovers when the way is free', async () => {
    const waits = { connect: 300, query: 300, statement: 250, transaction: 400 };
    let proxy: Awaited<ReturnType<typeof openProxy>> | undefined;
    const { db } = await open({ waits, poolSize: 1 }, async (url) => {
      proxy = await openProxy({ host: url.hostname, port: Number(url.port) });
      onTestFinished(() => proxy?.close());
      url.port = String(proxy.port);
    });
    // On a busy machine the first connection may take longer than it may.
    await until(() => run(db, 'select 1').catch(() => null), 45_000);
    proxy?.silence();
    const from = monotonicMs();
    await expect(run(db, 'select 1')).rejects.toMatchObject(AWAY);
    expect(monotonicMs() - from).toBeLessThan(5_000);
    proxy?.heal();
    // What hangs in the silent connection may need its own timeout before the pool lets go of it.
    await until(() => run(db, 'select 1').catch(() => null), 45_000);
  });

  it('waits for a free connection no longer than it may', async () => {
    const { db, direct } = await open({ waits: { connect: 200 }, poolSize: 1 });
    const busy = db.query('select pg_sleep(30)').catch((error: unknown) => error);
    await until(async () => {
      const rows = await direct.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
      );
      return rows.length > 0;
    });
    await expect(run(db, 'select 1')).rejects.toMatchObject(AWAY);
    await terminateSleeper(direct);
    await busy;
    await expect(run(db, 'select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it('says "unavailable" on a database that has become read-only', async () => {
    const { db, direct } = await open();
    await direct.query(
      `do $$ begin execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`,
    );
    await expect(run(db, `update channel set why = 'x'`)).rejects.toMatchObject(AWAY);
  });
});

describe('an idle connection', () => {
  it('that dies takes nobody down: it is reported, and the next query opens a new one', async () => {
    const { db, direct, lost } = await open();
    await db.query('select 1');
    await direct.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await until(() => lost.length > 0);
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe.each(WAYS.slice(1))('%s', (way) => {
  const prisma = way.endsWith('Prisma');
  const transaction = <T>(
    db: Database,
    work: (run: (sql: string) => Promise<unknown>) => Promise<T>,
  ): Promise<T> => (prisma ? db.write((_, query) => work(query)) : db.inTransaction(work));

  it('is tried again when it lost a deadlock, and both succeed', async () => {
    const { db } = await open();
    let attempts = 0;
    let arrived = 0;
    let meet = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const cross = (first: string, second: string): Promise<unknown> =>
      transaction(db, async (run) => {
        attempts += 1;
        await run(`update channel set why = coalesce(why, '') || '${first}' where name = '${first}'`);
        arrived += 1;
        if (arrived === 2) meet();
        await both;
        await run(`update channel set why = coalesce(why, '') || '${first}' where name = '${second}'`);
      });
    await Promise.all([cross('a', 'b'), cross('b', 'a')]);
    expect(attempts).toBe(3);
    const rows = await db.query<{ why: string }>('select why from channel order by name');
    expect(rows.map(({ why }) => [...why].sort().join(''))).toEqual(['ab', 'ab']);
  });

  it('is tried again a bounded number of times when serialization fails', async () => {
    const { db } = await open();
    let attempts = 0;
    const failing = transaction(db, (run) => {
      attempts += 1;
      return run(`do $$ begin raise exception 'busy' using errcode = 'serialization_failure'; end $$`);
    });
    await expect(failing).rejects.toThrow();
    expect(attempts).toBe(5);
  });

  // Between two statements nobody waits for an answer, so the news came as an event that ended the whole process.
  it('says "unavailable" when its server process is ended between two statements', async () => {
    const { db, direct, lost } = await open({ poolSize: 1 });
    const failing = transaction(db, async (run) => {
      const [row] = (await run('select pg_backend_pid() as pid')) as { pid: number }[];
      await direct.query('select pg_terminate_backend($1)', [row?.pid]);
      await until(async () => {
        const rows = await direct.query('select 1 from pg_stat_activity where pid = $1', [row?.pid]);
        return rows.length === 0;
      });
      await direct.query('select 1'); // the news has come by now, too
      return run('select 1');
    });
    await expect(failing).rejects.toMatchObject(AWAY);
    expect(lost).toEqual([]);
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('leaves nothing of what it did when it throws, and throws what was thrown', async () => {
    const { db } = await open({ poolSize: 1 });
    const refused = new DulyError('conflict', 'no');
    const failing = transaction(db, async (run) => {
      await run(`update channel set why = 'changed'`);
      throw refused;
    });
    await expect(failing).rejects.toBe(refused);
    expect(await db.query('select why from channel')).toEqual([{ why: null }, { why: null }]);
  });
});
