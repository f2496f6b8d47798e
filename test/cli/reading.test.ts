import { describe, expect, it } from 'vitest';
import { bodies, record } from '../support/setup.ts';
import { BODIES, setupCli, withFlag } from './duly.ts';

// Day first that is 3 July 2025, month first 7 March: only a person can tell.
const UNCERTAIN = withFlag(BODIES, '--deadline', 'by 3/7/2025');
const JULY = '2025-07-03T00:00:00+03:00/2025-07-04T00:00:00+03:00';
const MARCH = '2025-03-07T00:00:00+03:00/2025-03-08T00:00:00+03:00';

describe('words with more than one fair reading', () => {
  it('are not recorded while only a person can say what they mean, and the readings are listed', async () => {
    const { run, contents } = await setupCli();
    const before = await contents();
    const { code, out, err } = await run(['add', ...UNCERTAIN]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('“by 3/7/2025” can be read in several ways.');
    expect(err).toContain('give --reading (its number,');
    expect(err).toContain(`  1  Thu 3 Jul 2025 00:00 to Thu 3 Jul 2025 24:00 Europe/Istanbul   ${JULY}\n`);
    expect(err).toContain(`  2  Fri 7 Mar 2025 00:00 to Fri 7 Mar 2025 24:00 Europe/Istanbul   ${MARCH}\n`);
    expect(await contents()).toEqual(before);
  });

  it.each([
    ['1', '2025-07-04T00:00:00+03:00'],
    ['2', '2025-03-08T00:00:00+03:00'],
    [MARCH, '2025-03-08T00:00:00+03:00'],
  ])('are recorded as reading %s says', async (reading, closesAt) => {
    const { run } = await setupCli();
    const { code, out } = await run(['add', ...UNCERTAIN, '--reading', reading, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).deadline).toMatchObject({ closesAt, basis: 'stated' });
  });

  it('need no choice where the language of the document settles it', async () => {
    const { run } = await setupCli();
    const { code, out } = await run(['add', ...UNCERTAIN, '--language', 'en-GB', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).deadline.closesAt).toBe('2025-07-04T00:00:00+03:00');
  });

  it('are chosen in JSON as well, each item for itself', async () => {
    const { run } = await setupCli();
    const items = [
      bodies({ deadline: 'next Friday', reading: '2' }),
      bodies({ deadline: 'next Friday' }),
      bodies({ deadline: 'next Friday', reading: '3' }),
      bodies({ deadline: 'next week', reading: '1' }),
    ];
    const { code, out } = await run(['add', '--json'], { stdin: JSON.stringify(items) });
    expect(code).toBe(1);
    const { recorded, failed } = JSON.parse(out);
    expect(recorded.map((one: { deadline: { closesAt: string } }) => one.deadline.closesAt)).toEqual([
      '2025-06-07T00:00:00+03:00',
      '2025-06-14T00:00:00+03:00',
      '2025-06-16T00:00:00+03:00',
    ]);
    expect(failed).toMatchObject([{ index: 2, error: { code: 'invalid', field: 'reading' } }]);
    expect(failed[0].error.message).toContain('“3” is no reading of “next Friday”.');
  });

  it('may be one number in JSON, written as a number or as text', async () => {
    const { run } = await setupCli();
    const item = (reading: unknown) => ({ ...bodies({ deadline: 'next Friday' }), reading });
    const items = [item(2), item('2'), item(true)];
    const { recorded, failed } = JSON.parse(
      (await run(['add', '--json'], { stdin: JSON.stringify(items) })).out,
    );
    expect(recorded.map((one: { deadline: { closesAt: string } }) => one.deadline.closesAt)).toEqual([
      '2025-06-07T00:00:00+03:00',
      '2025-06-07T00:00:00+03:00',
    ]);
    expect(failed).toMatchObject([{ index: 2, error: { field: 'reading' } }]);
  });

  it('that were over when they were said are confirmed before they are recorded or moved to', async () => {
    const { run, ctx, contents } = await setupCli();
    const id = String(await record(ctx));
    const before = await contents();
    const over = withFlag(BODIES, '--deadline', 'by 1 May 2025');
    const move = ['move', id, '--deadline', 'by 1 May 2025', '--reason', 'said so'];
    for (const line of [['add', ...over], move]) {
      const { code, out, err } = await run(line);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('This was over when the words were said: is the date right?');
      expect(err).toContain('confirm it: give --reading 1.');
      expect(err).toContain('  1  Thu 1 May 2025 00:00 to Thu 1 May 2025 24:00');
    }
    expect(await contents()).toEqual(before);
    const confirmed = await run(['add', ...over, '--reading', '1', '--json']);
    expect(JSON.parse(confirmed.out).deadline.closesAt).toBe('2025-05-02T00:00:00+03:00');
  });

  it('move a date as the reading says, in the language of the source unless another is given', async () => {
    const { run, ctx, clock } = await setupCli();
    const id = String(await record(ctx, { language: 'en-GB' }));
    clock.advance(60_000);
    const move = ['move', id, '--said-at', '2025-06-02T15:58', '--reason', 'said so', '--json'];
    const words = [...move, '--deadline', 'by 3/7/2025'];
    const british = await run(words);
    expect(JSON.parse(british.out).deadline.closesAt).toBe('2025-07-04T00:00:00+03:00');
    const american = await run([...words, '--language', 'en-US', '--reading', '1']);
    expect(JSON.parse(american.out).deadline.closesAt).toBe('2025-03-08T00:00:00+03:00');
    const other = await run([...move, '--deadline', 'next Friday', '--reading', '2']);
    expect(JSON.parse(other.out).deadline.closesAt).toBe('2025-06-07T00:00:00+03:00');
  });
});
