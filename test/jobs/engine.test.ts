import pg from 'pg';
import { pino } from 'pino';
import { expect, inject, it, onTestFinished } from 'vitest';
import { openEngine } from '../../jobs/engine.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { until } from '../support/until.ts';

// BullMQ remembered the failure for ever: the worker asked on without taking breath, and nothing else ran any more.
it('works once the database lets it in, though its first look at it failed', async () => {
  const database = await createTestDatabase(inject('adminUrl'));
  const admin = new pg.Client({ connectionString: inject('adminUrl'), ssl: false });
  await admin.connect();
  onTestFinished(async () => {
    await admin.end();
    await database.drop();
  });
  const name = new URL(database.url).pathname.slice(1);
  const letIn = (allowed: boolean) =>
    admin.query(`alter database ${name} with allow_connections ${allowed ? 'true' : 'false'}`);
  const log = pino({ level: 'silent' });
  const engine = await openEngine({ databaseUrl: database.url, redisUrl: undefined, log });
  await letIn(false);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);

  const done: string[] = [];
  const worker = engine.worker('work', async (job) => void done.push(job.name), 1);
  const queue = engine.queue('work');
  onTestFinished(async () => {
    await worker.close();
    await queue.close();
    await engine.close();
  });
  await expect(queue.add('early', {})).rejects.toThrow('not currently accepting connections');
  await letIn(true);
  await queue.add('later', {});
  await until(() => done.includes('later'), 10_000, 'the job');
});
