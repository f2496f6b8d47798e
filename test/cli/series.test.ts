import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { addDays, civilDate } from '../../src/domain/civil.ts';
import { closeCommitment } from '../../src/service/close.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { BODIES, setupCli } from './duly.ts';

const at = BODIES.indexOf('--deadline');
const UNDATED = [...BODIES.slice(0, at), ...BODIES.slice(at + 2)];
const EVERY = ['--opens-on', '2025-06-01', '--closes-on', '2025-06-30', '--every', 'FREQ=MONTHLY;COUNT=3'];

async function withSeries() {
  const made = await setupCli();
  const added = await made.run(['add', ...UNDATED, ...EVERY]);
  expect(added.code).toBe(0);
  expect(added.out).toContain('Hand over the bodies (Jun 2025)');
  await makeAhead(made.ctx);
  return made;
}

describe('duly series', () => {
  it('is recorded with --every, listed, shown, and led to by each of its commitments', async () => {
    const { run, ctx } = await withSeries();
    await closeCommitment(ctx, {
      id: 1,
      outcome: 'met',
      reason: 'done',
      note: 'done',
      happenedAt: '2025-06-10',
    });
    expect((await run(['series', 'list'])).out).toMatchInlineSnapshot(`
      "ID  TITLE                 RULE              STANDS
      1   Hand over the bodies  monthly, 3 times  2 on record, kept 1 of 1 settled, 1 overdue
      "
    `);
    expect((await run(['series', 'show', '1'])).out).toMatchInlineSnapshot(`
      "Series 1  Hand over the bodies
      monthly, 3 times; 2 on record, kept 1 of 1 settled, 1 overdue
      ID  TIME  STATUS   WINDOW                                                         TITLE
      2   2     Overdue  Tue 1 Jul 2025 00:00 to Thu 31 Jul 2025 24:00 Europe/Istanbul  Hand over the bodies (Jul 2025)
      1   1     Met      Sun 1 Jun 2025 00:00 to Mon 30 Jun 2025 24:00 Europe/Istanbul  Hand over the bodies (Jun 2025)
      "
    `);
    const shown = (await run(['show', '2'])).out;
    expect(shown).toContain('2nd of a series: monthly, 3 times; previous 1, all: duly series show 1');
    expect(shown).toContain('time 2 of series 1');
    const data = JSON.parse((await run(['series', 'show', '1', '--json'])).out);
    expect(data).toMatchObject({
      id: 1,
      rrule: 'FREQ=MONTHLY;COUNT=3',
      kept: 1,
      settled: 1,
      nextMakeAt: '2025-06-27T00:00:00+03:00',
      occurrences: [
        { id: 2, number: 2 },
        { id: 1, number: 1, status: 'met' },
      ],
    });
    expect(JSON.parse((await run(['series', 'list', '--json'])).out).series).toHaveLength(1);
    expect(JSON.parse((await run(['show', '1', '--json'])).out).series).toMatchObject({ id: 1, nextId: 2 });
    expect((await run(['series', 'show', '1', '--up-to', '1'])).out).not.toContain('Jul 2025');
  });

  it('takes the rule from JSON, and makes what is wanted with a sweep by hand', async () => {
    const { run } = await setupCli();
    const item = {
      title: 'Report',
      quote: 'We will report every week.',
      speaker: 'Jane Doe',
      saidAt: '2025-06-02T12:00:00Z',
      zone: 'UTC',
      sourceTitle: 'Press conference',
      opensOn: '2025-06-02',
      closesOn: '2025-06-08',
      rrule: 'FREQ=WEEKLY;COUNT=3',
    };
    expect((await run(['add'], { stdin: JSON.stringify(item) })).code).toBe(0);
    const swept = await run(['sweep']);
    expect(swept.out).toContain('Put 2 occurrences of series on record.');
    expect((await run(['list'])).out).toContain('Report (Mon 16 Jun to Sun 22 Jun 2025)');
  });

  it('ends on a day, with a reason', async () => {
    const { run, db } = await withSeries();
    const ended = await run([
      'series',
      'end',
      '1',
      '--on',
      '2999-06-30',
      '--reason',
      'Agreed',
      '--by',
      'Ann',
    ]);
    expect(ended).toMatchObject({
      code: 0,
      out: 'Series 1 ends on Sun 30 Jun 2999. Nothing on record after that day had to be closed.\n',
    });
    expect(await db.prisma.seriesEnd.findFirst()).toMatchObject({ recordedBy: 'Ann', reason: 'Agreed' });
    expect((await run(['series', 'list'])).out).toContain('ended on Sun 30 Jun 2999 by Ann: Agreed');
    const again = await run(['series', 'end', '1', '--on', '2999-07-30', '--reason', 'Again']);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('was ended before') });
  });

  it('shows what an end would close, closes it when told to, and names it', async () => {
    const { run, ctx, clock, contents } = await setupCli();
    // The command line goes by the clock of the machine.
    const now = systemClock.now();
    clock.set(new Date(now).toISOString());
    const first = addDays(civilDate(now, 'Europe/Istanbul'), 2);
    const dates = ['--opens-on', first, '--closes-on', first, '--every', 'FREQ=WEEKLY'];
    await run(['add', ...UNDATED, ...dates]);
    await makeAhead(ctx);
    const before = await contents();
    const end = ['series', 'end', '1', '--on', first, '--reason', 'Agreed'];
    const looked = await run([...end, '--dry-run']);
    expect(looked.out).toMatch(/^Series 1 would end on .* It would close as void:\n {2}2 {2}Hand over/);
    expect(looked.out).toMatch(/\nNothing was changed\.\n$/);
    const refused = await run(end);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/cannot be undone\. To do it, give --yes:\n {2}2 {2}Hand over/);
    expect(await contents()).toEqual(before);
    const ended = await run([...end, '--yes', '--json']);
    const { voided, dryRun } = JSON.parse(ended.out);
    expect([voided[0], dryRun]).toEqual([{ id: 2, title: expect.stringContaining('Hand over') }, false]);
    expect(voided.length).toBeGreaterThan(1);
  });

  it('says what is wrong with the line, the rule or the number', async () => {
    const { run } = await setupCli();
    expect((await run(['series', 'list'])).out).toContain('No series.');
    for (const [line, told] of [
      [['stop', '1'], 'say list, show or end'],
      [['__proto__'], 'say list, show or end'],
      [['show'], 'say which series to show'],
      [['list', '1'], 'list takes no number'],
      [['show', '1', '--reason', 'x'], '--reason does not go with show'],
    ] as const)
      expect(await run(['series', ...line])).toMatchObject({ code: 2, err: expect.stringContaining(told) });
    expect(await run(['series', 'show', '7'])).toMatchObject({
      code: 1,
      err: 'duly: There is no series 7: `duly series list` shows those there are.\n',
    });
    expect((await run(['series', 'end', '1', '--on', 'June', '--reason', 'x'])).err).toContain(
      'is not a date',
    );
    const wrong = await run(['add', ...UNDATED, ...EVERY.slice(0, 4), '--every', 'monthly']);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('write it like FREQ=MONTHLY') });
  });
});
