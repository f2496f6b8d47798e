import { describe, expect, it } from 'vitest';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

describe('commands that change a commitment', () => {
  it('adds progress, also late-learnt, until the target is met in time', async () => {
    const { run, ctx } = await setupCli();
    const id = String(await record(ctx));
    const first = await run([
      'progress',
      id,
      '2000',
      '--note',
      'a first group',
      '--happened-at',
      '2025-06-11',
    ]);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^Amount 1 added\. Commitment 1: Overdue.*\nAmounts: declared /);
    const second = await run([
      'progress',
      id,
      '4000',
      '--evidence-url',
      'https://example.org/b',
      '--happened-at',
      '2025-06-14',
      '--json',
    ]);
    expect(second.code).toBe(0);
    expect(JSON.parse(second.out)).toMatchObject({
      id: 1,
      status: 'met',
      late: false,
      settledAt: '2025-06-14T00:00:00+03:00',
      progress: { total: 6000 },
      deadline: { closesAt: '2025-06-16T00:00:00+03:00', version: 1 },
    });
  });

  it('marks met with evidence, late by civil days', async () => {
    const { run, ctx, db } = await setupCli();
    const id = String(await record(ctx));
    const { code, out } = await run([
      'met',
      id,
      '--note',
      'handed over',
      '--happened-at',
      '2025-06-17',
      '--by',
      'Ann',
      '--support',
      'verified',
    ]);
    expect({ code, out }).toEqual({
      code: 0,
      out:
        'Marked met. Commitment 1: Met, 2 days late; ' +
        'Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 Europe/Istanbul.\n',
    });
    expect(await db.prisma.evidence.findFirst()).toMatchObject({ support: 'verified', recordedBy: 'Ann' });
  });

  it('moves a date, closes, and takes the closing back', async () => {
    const { run, ctx, db } = await setupCli();
    const id = String(await record(ctx));
    const moved = await run([
      'move',
      id,
      '--closes-on',
      '2999-06-30',
      '--reason',
      'the ministry asked for more time',
      '--json',
    ]);
    expect(JSON.parse(moved.out)).toMatchObject({
      status: 'upcoming',
      deadline: { closesAt: '2999-07-01T00:00:00+03:00', version: 2 },
    });
    const words = ['--deadline', 'by 30 June', '--said-at', '2025-06-12T10:00', '--reason', 'said again'];
    expect((await run(['move', id, ...words])).out).toContain('Mon 30 Jun 2025 00:00');

    const closed = await run([
      'close',
      id,
      '--outcome',
      'withdrawn',
      '--reason',
      'taken back',
      '--note',
      'seen',
    ]);
    expect(closed.out).toMatch(/^Closed\. Commitment 1: Withdrawn/);
    const again = await run(['close', id, '--outcome', 'void', '--reason', 'x', '--note', 'seen', '--json']);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(again.err).error).toMatchObject({ code: 'conflict' });
    const reopened = await run(['reopen', id, '--reason', 'by mistake', '--json']);
    expect(JSON.parse(reopened.out)).toMatchObject({ status: 'overdue' });
    expect(await db.prisma.verdict.count()).toBe(2);
  });

  it.each([
    ['met without evidence', ['met', '1'], 1, 'give --evidence-url (a link) or --note (in words)'],
    [
      'met in the future',
      ['met', '1', '--note', 'x', '--happened-at', '2999-01-01'],
      1,
      'lies in the future',
    ],
    [
      'met on a day that is none',
      ['met', '1', '--note', 'x', '--happened-at', '2025-06-31'],
      1,
      '2025-06-31',
    ],
    ['a negative amount', ['progress', '1', '-5', '--note', 'x'], 1, 'AMOUNT must be greater than zero'],
    ['an amount that is none', ['progress', '1', 'many', '--note', 'x'], 1, 'AMOUNT must be a number'],
    [
      'a side that nobody knows',
      ['progress', '1', '5', '--note', 'x', '--side', 'Mars'],
      1,
      'no party “Mars”',
    ],
    ['an unknown commitment', ['met', '999', '--note', 'x'], 1, 'There is no commitment 999'],
    [
      'a number that is none',
      ['close', 'one', '--outcome', 'void', '--reason', 'x', '--note', 'seen'],
      1,
      'ID must be a number such as 12',
    ],
    [
      'an outcome that is none',
      ['close', '1', '--outcome', 'lost', '--reason', 'x'],
      1,
      'must be one of met',
    ],
    ['closing without a reason', ['close', '1', '--outcome', 'void'], 1, 'reason is required'],
    ['moving without a reason', ['move', '1', '--closes-on', '2999-01-01'], 1, 'reason is required'],
    [
      'moving to nowhere',
      ['move', '1', '--deadline', 'when pigs fly', '--reason', 'x'],
      1,
      'No date could be read',
    ],
    [
      'moving to an unknown zone',
      ['move', '1', '--closes-on', '2999-01-01', '--zone', 'Mars/Base', '--reason', 'x'],
      1,
      'Mars/Base',
    ],
    ['reopening what is open', ['reopen', '1', '--reason', 'x'], 1, 'no decision that could be taken back'],
    ['no number at all', ['met'], 2, "missing required argument 'id'"],
    ['one number too many', ['reopen', '1', '2'], 2, 'too many arguments'],
    ['a flag that is none', ['met', '1', '--notes', 'x'], 2, '--note'],
  ])('refuses %s and changes nothing', async (_, argv, code, message) => {
    const { run, ctx, contents } = await setupCli();
    await record(ctx);
    const before = await contents();
    const people = await run(argv);
    expect(people).toMatchObject({ code, out: '' });
    expect(people.err).toContain(message);
    const scripts = await run([...argv, '--json']);
    expect(scripts).toMatchObject({ code, out: '' });
    expect(JSON.parse(scripts.err).error.message).toContain(message);
    expect(await contents()).toEqual(before);
  });
});
