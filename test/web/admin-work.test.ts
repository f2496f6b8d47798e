import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/service/context.ts';
import { erase } from '../../src/service/erase.ts';
import { housekeep } from '../../src/service/housekeep.ts';
import { runTask } from '../../src/service/run-task.ts';
import { askTask } from '../../src/service/tasks.ts';
import { sealAll } from '../support/export-file.ts';
import { follow, record } from '../support/setup.ts';
import { openWebWithPeople } from './people.ts';

type World = Awaited<ReturnType<typeof openWebWithPeople>>;

const begin = ({ post, as }: World, kind: string) => post('/work', { kind }, as('administrator'));
const look = (world: World): Promise<string> => world.text('/work', world.as('administrator'));
const fetchFile = ({ post, as }: World, id: number) => post(`/work/${id}/file`, {}, as('administrator'));

/** As a worker that took it up half a minute ago, wrote a part of its file and was killed. */
async function dieHolding({ db }: Pick<Context, 'db'>): Promise<void> {
  await db.query(
    `update task set state = 'running', starts = 1, done = 7, leased_by = 'dead',
       lease_until = clock_timestamp() - interval '1 second'`,
  );
  await db.query(`insert into task_chunk (task_id, start, part, bytes) values (1, 1, 0, 'half of it')`);
}

describe('/work', () => {
  it('checks the record: asked for, left, and found done by whoever comes back', async () => {
    const world = await openWebWithPeople();
    await record(world.ctx);
    await sealAll(world.ctx);
    expect(await look(world)).toContain('Nothing was asked for yet.');
    const asked = await begin(world, 'verify');
    expect(asked.headers.get('location')).toBe('/work?done=asked');
    expect((await begin(world, 'verify')).headers.get('location')).toBe('/work?done=already');
    expect(world.woken.map(({ work }) => work)).toContain('task');
    expect(await look(world)).toContain('1 under way or waiting.');
    expect(await runTask(world.ctx)).toEqual({ ran: true });
    expect(await runTask(world.ctx)).toEqual({ ran: false });
    const html = await look(world);
    expect(html).toContain('Nothing was rewritten.');
    expect(html).toContain('Nothing is under way.');
    expect(await world.db.prisma.task.findFirstOrThrow()).toMatchObject({ state: 'done', starts: 1 });
    expect(await world.db.prisma.audit.findFirst({ where: { about: 'task 1' } })).toMatchObject({
      actor: 'administrator',
      what: 'asked for a check of the record',
    });
  });

  it('says what is not as it was recorded', async () => {
    const world = await openWebWithPeople();
    await record(world.ctx);
    await sealAll(world.ctx);
    await world.db.query('alter table statement disable trigger user');
    await world.db.query(`update statement set quote = 'something else'`);
    await begin(world, 'verify');
    await runTask(world.ctx);
    expect(await look(world)).toContain('is not as it was recorded: quote.');
  });

  it('tells the log again', async () => {
    const world = await openWebWithPeople();
    await record(world.ctx, { saidAt: new Date(world.ctx.clock.now()).toISOString() });
    await begin(world, 'replay');
    await runTask(world.ctx);
    expect(await look(world)).toContain('The log and the code agree.');
  });

  it('exports in parts that make one file, noted for whoever fetches it and gone after a day', async () => {
    const world = await openWebWithPeople();
    const { ctx, db, clock } = world;
    // More than two parts, with a letter of several bytes across their edges.
    for (let n = 0; n < 3; n += 1)
      await record(ctx, {
        title: `Number ${n}`,
        sourceTitle: `Source ${n}`,
        sourceText: `${n}${'ж'.repeat(400_000)} We will hand over six thousand bodies next week.`,
      });
    await begin(world, 'proof');
    await runTask(ctx);
    expect(await db.prisma.taskChunk.count()).toBeGreaterThan(2);
    const answer = await fetchFile(world, 1);
    expect(answer.headers.get('content-disposition')).toMatch(
      /filename="duly-proof-\d{4}-\d\d-\d\d\.ndjson"/,
    );
    const text = await answer.text();
    expect(String(Buffer.byteLength(text))).toBe(answer.headers.get('content-length'));
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ duly: 'export', kind: 'proof' });
    expect(lines.at(-1)).toMatchObject({ end: true, rows: lines.length - 2 });
    expect(await db.prisma.audit.findFirst({ where: { what: 'downloaded a proof file' } })).toMatchObject({
      actor: 'administrator',
    });
    clock.advance(25 * 3_600_000);
    await housekeep(ctx);
    expect(await db.prisma.taskChunk.count()).toBe(0);
    // What came of it stays for a month.
    expect(await db.prisma.task.count()).toBe(1);
  });

  it('is taken up anew when its worker has died, and nothing of the first try is in the file', async () => {
    const world = await openWebWithPeople();
    await record(world.ctx);
    await begin(world, 'proof');
    await dieHolding(world.ctx);
    expect(await look(world)).toContain('nothing was heard of its worker');
    expect(await runTask({ ...world.ctx, workerName: 'second' })).toEqual({ ran: true });
    const text = await (await fetchFile(world, 1)).text();
    expect(text).toMatch(/^\{"duly":"export"/);
    expect(text).not.toContain('half of it');
    expect(await look(world)).toContain('begun 2 times');
  });

  it('is not taken from a worker that is alive, and two workers do one each', async () => {
    const { ctx, db } = await openWebWithPeople();
    await record(ctx);
    await askTask(ctx, 'replay', 'Ada');
    await askTask(ctx, 'verify', 'Ada');
    const ran = await Promise.all(
      ['one', 'two', 'three'].map((workerName) => runTask({ ...ctx, workerName })),
    );
    expect(ran.filter((one) => one.ran)).toHaveLength(2);
    const tasks = await db.prisma.task.findMany();
    expect(tasks.map(({ state, starts }) => [state, starts])).toEqual([
      ['done', 1],
      ['done', 1],
    ]);
  });

  it('is given back by a worker that is to stop, and given up when it ends whoever takes it', async () => {
    const world = await openWebWithPeople();
    const { ctx, db } = world;
    await record(ctx);
    await begin(world, 'replay');
    expect(await runTask(ctx, AbortSignal.abort())).toEqual({ ran: false });
    expect(await db.prisma.task.findFirstOrThrow()).toMatchObject({ state: 'queued', leasedBy: null });
    await db.query('update task set starts = 10');
    await runTask(ctx);
    expect(await look(world)).toContain('Whoever took it up ended before it was done');
  });

  it('keeps no address in a file that was made before it was erased', async () => {
    const world = await openWebWithPeople();
    const { ctx, db } = world;
    await follow(ctx, 'erased.reader@example.org');
    await begin(world, 'export');
    await runTask(ctx);
    expect(await (await fetchFile(world, 1)).text()).toContain('erased.reader@example.org');
    await erase(ctx, { address: 'erased.reader@example.org', reason: 'Asked' });
    expect(await db.prisma.taskChunk.count()).toBe(0);
    expect((await fetchFile(world, 1)).status).toBe(409);
    expect(await look(world)).toContain('Its file was deleted because an address was erased.');
  });
});
