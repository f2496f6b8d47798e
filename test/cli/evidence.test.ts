import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

const BY = ['--by', 'Ann'];

describe('duly list --unmeasurable', () => {
  it('lists what cannot be decided as it is written, with the question, until it can be', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx, { title: 'Counted' });
    await record(ctx, { title: 'Vague', unmeasurable: true, question: 'Who counts?' });
    const { out } = await run(['list', '--unmeasurable']);
    expect(out).toContain('cannot be decided yet: Who counts?');
    expect(out).not.toContain('Counted');
    expect(await run(['criteria', '2', '--measurable', '--reason', 'A list is public', ...BY])).toMatchObject(
      { code: 0 },
    );
    expect((await run(['list', '--unmeasurable'])).out).toBe('No commitment matches.\n');
    const ask = ['--unmeasurable', '--question', 'Whose list?', '--reason', 'The lists differ', ...BY];
    await run(['criteria', '1', ...ask]);
    expect(JSON.parse((await run(['list', '--unmeasurable', '--json'])).out)).toMatchObject({
      count: 1,
      commitments: [{ title: 'Counted', question: 'Whose list?' }],
    });
  });
});

describe('duly look', () => {
  it('says where nothing was found, also in the list of what is overdue', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    const look = await run(['look', '1', '--in', 'TASS', '--at', '2025-06-20', ...BY]);
    expect(look).toMatchObject({ code: 0, out: 'Recorded look 1: no evidence found for 1.\n' });
    expect((await run(['overdue'])).out).toContain('last looked on Fri 20 Jun 2025, by Ann, in TASS');
    expect(await run(['look', '1', ...BY])).toMatchObject({ code: 1 });
  });
});

describe('duly evidence', () => {
  it('lists and shows pieces, and says what rested on the one that is withdrawn', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    const tass = ['--note', 'seen', '--origin', 'TASS, 9 June 2025', ...BY];
    await run(['progress', '1', '1000', ...tass]);
    await run(['close', '1', '--outcome', 'void', '--reason', 'misread', ...tass]);
    expect((await run(['evidence', 'list', '1'])).out).toBe(
      '1  seen (declared; entry 1; from TASS, 9 June 2025)\n2  seen (declared; decision 1; from TASS, 9 June 2025)\n',
    );
    const withdraw = [
      'evidence',
      'withdraw',
      '--origin',
      'TASS, 9 June 2025',
      '--reason',
      'Taken back',
      ...BY,
    ];
    expect((await run(withdraw)).out).toContain(
      'Evidence 2 of commitment 1 is withdrawn; decision 1 rested on it; void → overdue.',
    );
    expect((await run(['evidence', 'show', '2'])).out).toContain('; withdrawn: Taken back)');
    expect((await run(['show', '1'])).out).toMatch(
      /declared, from TASS, 9 June 2025: seen .*; withdrawn: Taken back\)/,
    );
    expect(await run(withdraw)).toMatchObject({
      code: 1,
      err: expect.stringContaining('No evidence comes from'),
    });
    expect(await run(['evidence', 'show', '9'])).toMatchObject({ code: 1 });
    expect(await run(['evidence', 'burn', '1'])).toMatchObject({ code: 1 });
    expect(JSON.parse((await run(['evidence', 'list', '1', '--json'])).out)).toHaveLength(2);
  });
});

describe('duly criteria', () => {
  it('keeps every version, marks one that came after the deadline, and hints at vague words', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx, {
      fulfilledWhen: '6,000 received',
      decides: 'declared',
      decidesWhy: 'One side counts',
    });
    expect(await run(['criteria', '1', '--fulfilled-when', 'Support it', ...BY])).toMatchObject({ code: 1 });
    const why = ['--decides', 'confirmed', '--reason', 'Both count now', ...BY];
    const revised = await run(['criteria', '1', '--fulfilled-when', 'They support it', ...why]);
    expect(revised.err).toContain('“support” can be said of almost anything');
    expect(revised.out).toMatch(/1 {2}6,000 received\n.*declared amounts decide/);
    expect(revised.out).toContain('confirmed amounts decide; written after the deadline');
    const shown = (await run(['show', '1'])).out;
    expect(shown).toContain('1  6,000 received (declared amounts decide: One side counts');
    expect(shown).toContain(
      '(in force; confirmed amounts decide: Both count now; written after the deadline)',
    );
  });
});

describe('duly approve', () => {
  it('shows what waits for a second person, and refuses whoever decided', async () => {
    const { run, ctx } = await setupCli();
    const id = await record(ctx);
    const decision = { id, outcome: 'not_met', reason: 'nothing', note: 'seen', recordedBy: 'Ann' };
    await closeCommitment({ ...ctx, secondPerson: true }, decision);
    expect((await run(['show', '1'])).out).toContain('by Ann: waits; duly approve 1 --as NAME');
    expect((await run(['approve', '1'])).code).toBe(2);
    expect(await run(['approve', '1', '--as', 'ann'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('somebody else approves it'),
    });
    expect((await run(['approve', '1', '--as', 'Ben', '--reject'])).code).toBe(1);
    expect((await run(['approve', '1', '--as', 'Ben'])).out).toMatch(/^Approved\. Commitment 1: Not met/);
    expect((await run(['show', '1'])).out).toContain('decision 1, Not met, by Ann: approved by Ben');
  });
});
