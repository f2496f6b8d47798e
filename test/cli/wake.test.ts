import { describe, expect, it } from 'vitest';
import { BODIES, setupCli } from './duly.ts';

describe('a command and the workers', () => {
  it('wakes them for what it leaves behind, before it ends', async () => {
    const { run, db } = await setupCli();
    expect((await run(['add', ...BODIES])).code).toBe(0);
    const jobs = await db.query<{ name: string }>('select name from bullmq.job order by name');
    expect(jobs.map(({ name }) => name)).toEqual(['fan-out']);
  });

  it('opens no queue when it only looks, or was refused', async () => {
    const { run, db } = await setupCli();
    expect((await run(['list'])).code).toBe(0);
    expect((await run(['met', '7', '--note', 'x'])).code).toBe(1);
    expect(await db.query(`select 1 from pg_namespace where nspname = 'bullmq'`)).toEqual([]);
  });

  it('is done all the same when the queue is away: a tick finds the work', async () => {
    const { run, db } = await setupCli();
    // Port 9 discards; nothing listens there on a machine of today.
    const env = { REDIS_URL: 'redis://127.0.0.1:9', LOG_LEVEL: 'silent' };
    const { code, out } = await run(['add', ...BODIES, '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(out).id).toBe(1);
    expect(await db.prisma.event.count({ where: { kind: { not: 'fact' } } })).toBe(3);
  });
});
