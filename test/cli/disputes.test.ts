import { describe, expect, it } from 'vitest';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

const BY = ['--by', 'Ann'];

describe('what is easily typed wrongly', () => {
  it('is a tag that nothing carries, which is said; and a reason is explained for both ways of duly relate', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx, { tags: ['dead'] });
    const follow = ['subscribe', 'reader@example.org', '--tag'];
    expect((await run([...follow, 'nosuch'])).err).toContain('Nothing carries the tag “nosuch” yet');
    expect((await run([...follow, 'Dead'])).err).toBe('');
    expect((await run(['relate', '--help'])).out).toMatch(
      /How you know that it is the same matter; with --end/,
    );
  });
});

describe('duly object and duly answer', () => {
  it('say until when an answer is wanted, and show both sides side by side', async () => {
    const { run, ctx } = await setupCli();
    const id = String(await record(ctx));
    await run([
      'progress',
      id,
      '1000',
      '--claimed-by',
      'Russia',
      '--note',
      'a list',
      '--happened-at',
      '2025-06-11',
    ]);
    const object = [
      'object',
      id,
      '--progress',
      '1',
      '--raised-by',
      'Ukraine',
      '--reason',
      'Only 900 came',
      ...BY,
    ];
    const raised = await run([...object, '--answer-by', 'within 7 days']);
    expect(raised).toMatchObject({ code: 0, err: '' });
    expect(raised.out).toMatch(
      /^Objection 1 is on record; an answer is wanted by .* 24:00 Europe\/Istanbul\. /,
    );
    const shown = (await run(['show', id])).out;
    expect(shown).toContain('1,000 bodies, claimed by Russia; declared: a list (amount 1)');
    expect(shown).toMatch(
      /Objections\n {2}1 {2}.*Ukraine, about amount 1: Only 900 came\n {5}answer wanted by/,
    );
    expect(shown).toMatch(/Disputed +yes/);
    expect((await run(['list', '--disputed'])).out).toContain('disputed');
    const answer = ['answer', '1', 'upheld', '--answer', 'Counted twice', ...BY];
    expect((await run(answer)).out).toMatch(/^Objection 1 is answered: upheld\. Commitment 1: /);
    expect((await run(['show', id])).out).toMatch(/upheld by Ann, .*: Counted twice/);
    expect(await run(answer)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has its answer already'),
    });
    expect((await run(['list', '--disputed'])).out).toBe('No commitment matches.\n');
  });

  it('print JSON with instants in the zone that counts, and call flags by their names', async () => {
    const { run, ctx } = await setupCli();
    const id = String(await record(ctx));
    const object = ['object', id, '--raised-by', 'Ukraine', '--reason', 'not so', '--json'];
    expect(JSON.parse((await run(object)).out)).toMatchObject({
      objection: 1,
      commitment: 1,
      answerBy: expect.stringMatching(/T00:00:00\+03:00$/),
    });
    const data = JSON.parse((await run(['show', id, '--json'])).out);
    expect(data).toMatchObject({ disputed: true, objections: [{ raisedBy: 'Ukraine', answer: null }] });
    const refused = await run([...object.slice(0, -1), '--answer-by', '2020-01-01']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('--answer-by must lie ahead');
    expect((await run(['answer', '1'])).code).toBe(2);
  });
});

describe('duly condition', () => {
  it('is reported, fails, and is taken back', async () => {
    const { run, ctx } = await setupCli();
    const id = String(await record(ctx, { condition: 'the ceasefire holds' }));
    const report = (state: string) => run(['condition', id, state, '--note', 'as both say', ...BY]);
    expect((await run(['show', id])).out).toMatch(/Condition +the ceasefire holds \(not reported yet\)/);
    expect((await report('failed')).out).toMatch(
      /^The condition is on record as failed\. Commitment 1: Void/,
    );
    expect((await report('open')).out).toMatch(/Commitment 1: Pending/);
    expect((await run(['show', id])).out).toMatch(/Condition\n.*failed: as both say \(recorded .* by Ann\)/);
    expect((await report('open')).code).toBe(1);
  });
});

describe('duly relate', () => {
  it('links two, shows it on both, and takes it back', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx, { title: 'In Moscow' });
    await record(ctx, { title: 'In Kyiv' });
    const why = ['--reason', 'the same exchange', ...BY];
    expect((await run(['relate', '2', 'restates', '1', ...why])).out).toContain(
      'Link 1: commitment 2 restates',
    );
    expect((await run(['show', '1'])).out).toContain('this is said again by 2 In Kyiv');
    expect((await run(['show', '2'])).out).toContain('this says again 1 In Moscow');
    expect(await run(['relate', '1', 'restates', '2', ...why])).toMatchObject({ code: 1 });
    expect((await run(['relate', '--end', '1', ...why])).out).toContain('Link 1 is taken back');
    expect((await run(['show', '2'])).out).toContain('taken back by Ann: the same exchange');
    expect((await run(['relate', '1', 'restates', ...why])).code).toBe(2);
    expect((await run(['relate', '1', 'restates', '2', '--end', '1', ...why])).code).toBe(2);
  });
});

describe('duly ack, snooze and resume', () => {
  it('hold the reminders with a note and an end, and say so where it is overdue', async () => {
    const { run, ctx } = await setupCli();
    const id = String(await record(ctx));
    const held = await run(['snooze', id, '--until', 'within 7 days', '--note', 'Talks are on', ...BY]);
    expect(held.out).toMatch(
      /^No reminders until .* 24:00 Europe\/Istanbul; `duly resume 1` lets them go on\./,
    );
    expect((await run(['overdue'])).out).toMatch(/put off until .* 24:00 by Ann: Talks are on/);
    expect((await run(['resume', id, '--note', 'They ended', ...BY])).out).toMatch(/^Reminders go on\./);
    expect((await run(['overdue'])).out).not.toContain('put off');
    const acked = ['ack', id, '--until', 'within 2 days', '--note', 'I call them', ...BY];
    expect(JSON.parse((await run([...acked, '--json'])).out)).toMatchObject({ id: 1, kind: 'acknowledged' });
    expect((await run(['show', id])).out).toMatch(/Reminders +in hand until .* by Ann: I call them/);
    expect(await run(['snooze', id, '--note', 'for ever'])).toMatchObject({ code: 1 });
  });
});

describe('duly list --slipped', () => {
  it('finds what has slipped at all, or by so many days', async () => {
    const { run, ctx } = await setupCli();
    const id = String(await record(ctx));
    await record(ctx, { title: 'Kept' });
    for (const day of ['2999-06-15', '2999-06-29'])
      await run(['move', id, '--closes-on', day, '--reason', 'said so', ...BY]);
    const { out } = await run(['list', '--slipped']);
    expect(out).toMatch(/slipped 2 times, [\d]+ days in all/);
    expect(out).not.toContain('Kept');
    expect(JSON.parse((await run(['list', '--slipped', '999999', '--json'])).out)).toMatchObject({
      count: 0,
    });
    expect((await run(['show', id])).out).toMatch(
      /Slips\n {2}date 2: \d+ days later\n {2}date 3: 14 days later/,
    );
    expect(await run(['list', '--slipped', 'many'])).toMatchObject({ code: 1 });
  });
});
