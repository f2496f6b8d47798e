import { describe, expect, it } from 'vitest';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

// docs/deadlines.md says so under "What each date takes".
describe('what each date takes', () => {
  it('words for a deadline and for a day to look again', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    for (const args of [
      ['move', '1', '--deadline', 'by 30 September', '--reason', 'said again'],
      ['snooze', '1', '--until', 'within 7 days', '--note', 'can wait'],
      ['object', '1', '--raised-by', 'Russia', '--reason', 'Not so', '--answer-by', 'within 3 days'],
    ])
      expect(await run(args)).toMatchObject({ code: 0, err: '' });
  });

  it('a day or an instant and no such words for when something happened or was said', async () => {
    const { run, ctx, db } = await setupCli();
    await record(ctx);
    const seen = ['--note', 'seen', '--happened-at'];
    for (const words of ['last Friday', 'next week', 'by 9 June']) {
      const { code, err } = await run(['met', '1', ...seen, words]);
      expect({ words, code }).toEqual({ words, code: 1 });
      expect(err).toContain('--happened-at');
    }
    const said = ['--title', 'a', '--quote', 'b', '--speaker', 'c', '--source-title', 'd'];
    const added = await run(['add', ...said, '--zone', 'UTC', '--deadline', 'in July', '--said-at', 'today']);
    expect(added).toMatchObject({ code: 1, err: expect.stringContaining('--said-at') });
    expect(await db.prisma.verdict.count()).toBe(0);
    expect((await run(['met', '1', ...seen, '2025-06-02'])).code).toBe(0);
  });
});
