import { describe, expect, it } from 'vitest';
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
