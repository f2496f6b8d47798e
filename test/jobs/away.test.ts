import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startWorkers } from '../../jobs/workers.ts';
import { systemClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openProxy } from '../support/proxy.ts';
import { setup } from '../support/setup.ts';
import { until } from '../support/until.ts';

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly error?: string;
}

describe('a database that is away', () => {
  it('is said once a minute, not once for every job that fails meanwhile', async () => {
    const { ctx, url } = await setup();
    const lines: Line[] = [];
    const log = pino(
      { level: 'debug' },
      { write: (line: string) => void lines.push(JSON.parse(line) as Line) },
    );
    // The record is reached by another way than the queues, which go on ticking while it is away.
    const { hostname, port } = new URL(url);
    const proxy = await openProxy({ host: hostname, port: Number(port) });
    const through = new URL(url);
    through.port = String(proxy.port);
    const db = openDatabase(through.href, { ssl: false, poolSize: 5 });
    const workers = await startWorkers(
      { ...ctx, db, log, clock: systemClock },
      { databaseUrl: url, redisUrl: undefined },
    );
    onTestFinished(async () => {
      await workers.close();
      await db.close();
    });
    await db.query('select 1');
    await proxy.close();
    const failed = (level: string) =>
      lines.filter((line) => line.level === pino.levels.values[level] && line.msg.startsWith('job failed'));
    await until(() => failed('debug').length >= 10);
    expect(failed('error').map(({ error }) => error)).toEqual([
      expect.stringMatching(/^The database does not answer as it should/),
    ]);
    expect(lines.filter(({ level }) => level > 40)).toHaveLength(1);
  });
});
