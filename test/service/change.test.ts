import { describe, expect, it } from 'vitest';
import { closeCommitment, markMet, reopenCommitment } from '../../src/service/close.ts';
import type { Context } from '../../src/service/context.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { fingerprint } from '../support/rows.ts';
import { record, setup } from '../support/setup.ts';

const events = async (ctx: Context, id: number): Promise<string[]> =>
  (
    await ctx.db.prisma.event.findMany({
      where: { commitmentId: id, kind: { not: 'fact' } },
      orderBy: { id: 'asc' },
    })
  ).map(({ kind }) => kind);
const note = 'seen by a journalist';

describe('progress', () => {
  it('adds up to met on time, with when it happened and when we learnt it', async () => {
    const { ctx, clock, db } = await setup({ at: '2025-06-08T12:00:00+03:00' });
    const id = await record(ctx, { saidAt: '2025-06-02T15:57:00+03:00' });
    clock.set('2025-06-12T12:00:00+03:00');
    expect(await addProgress(ctx, { id, amount: '4000', happenedAt: '2025-06-10', note })).toMatchObject({
      status: 'due',
      progress: { total: 4000, reachedAt: null },
    });
    clock.set('2025-06-18T12:00:00+03:00');
    const met = await addProgress(ctx, { id, amount: 2000, happenedAt: '2025-06-15', note });
    expect(met).toMatchObject({
      status: 'met',
      late: false,
      settledAt: Date.parse('2025-06-15T00:00+03:00'),
    });
    expect(await events(ctx, id)).toEqual(['recorded', 'due', 'progress', 'overdue', 'progress', 'met']);
    expect(await db.query('select status, late, next_check_at from commitment')).toEqual([
      { status: 'met', late: false, next_check_at: null },
    ]);
  });

  it('from each side is met only when each side has done its own', async () => {
    const { ctx } = await setup();
    const id = await record(ctx, {
      quantity: 1000,
      unit: 'prisoners',
      perParty: true,
      committers: 'Russia,Ukraine',
    });
    const add = (side: string, amount: number) => addProgress(ctx, { id, side, amount, note });
    expect((await add('Russia', 5000)).status).toBe('upcoming');
    expect((await add('Ukraine', 999)).status).toBe('upcoming');
    expect((await add('Ukraine', 1)).status).toBe('met');
  });

  it('keeps a large sum exact to the last unit', async () => {
    const { ctx } = await setup();
    const id = await record(ctx, { quantity: 999_761_080_453, unit: 'roubles' });
    expect(await addProgress(ctx, { id, amount: 999_761_080_453, note })).toMatchObject({ status: 'met' });
  });
});

describe('a decision', () => {
  it('marks met late, with the days, and tells the evidence from the decision', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    clock.set('2025-06-20T12:00:00+03:00');
    await sweep(ctx);
    const met = await markMet(ctx, { id, happenedAt: '2025-06-17T09:00', note, support: 'verified' });
    expect(met).toMatchObject({ status: 'met', late: true, daysLate: 2 });
    expect(await events(ctx, id)).toEqual(['recorded', 'due', 'overdue', 'met']);
    expect(await db.query('select outcome, evidence_id is not null as shown from verdict')).toEqual([
      { outcome: 'met', shown: true },
    ]);
  });

  it('closes, is reopened with both on record, and can be made anew', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'misread', note: 'seen' });
    expect((await reopenCommitment(ctx, { id, reason: 'it was not' })).status).toBe('upcoming');
    expect(
      (await closeCommitment(ctx, { id, outcome: 'withdrawn', reason: 'taken back', note: 'seen' })).status,
    ).toBe('withdrawn');
    expect(await events(ctx, id)).toEqual(['recorded', 'closed', 'reopened', 'closed']);
    expect(await fingerprint(db)).toMatchObject({ verdict: 3 });
  });
});

describe('a moved date', () => {
  it('is a version of its own, resolved against the new words, and the first stays on record', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    clock.set('2025-06-12T12:00:00+03:00');
    const moved = await moveDeadline(ctx, { id, deadline: 'next week', reason: 'said so again' });
    expect(moved.deadline.window).toEqual({
      opensAt: Date.parse('2025-06-16T00:00+03:00'),
      closesAt: Date.parse('2025-06-23T00:00+03:00'),
    });
    clock.set('2025-06-16T00:00:00+03:00');
    await sweep(ctx);
    expect(await events(ctx, id)).not.toContain('overdue');
    const versions = await db.query(
      'select version, reason, superseded_at is null as "inForce" from deadline order by 1',
    );
    expect(versions).toEqual([
      { version: 1, reason: null, inForce: false },
      { version: 2, reason: 'said so again', inForce: true },
    ]);
  });

  it('lets what waited for an event become undated, which looks the same but for the waiting', async () => {
    // Both have no window and no day to look again, and were taken for the same.
    const { ctx } = await setup();
    const id = await record(ctx, { deadline: 'within 60 days of signing' });
    expect(await moveDeadline(ctx, { id, reason: 'there will be no signing' })).toMatchObject({
      status: 'undated',
    });
  });
});

describe('a refused change', () => {
  const each: [what: string, how: (ctx: Context, id: number) => Promise<unknown>, error: object][] = [
    [
      'progress without evidence',
      (ctx, id) => addProgress(ctx, { id, amount: 1 }),
      { code: 'invalid', field: 'evidenceUrl' },
    ],
    ['no amount', (ctx, id) => addProgress(ctx, { id, note }), { code: 'invalid', field: 'amount' }],
    [
      'a negative amount',
      (ctx, id) => addProgress(ctx, { id, amount: -1, note }),
      { code: 'invalid', field: 'amount' },
    ],
    [
      'progress from tomorrow',
      (ctx, id) => addProgress(ctx, { id, amount: 1, note, happenedAt: '2025-06-03' }),
      { code: 'invalid', field: 'happenedAt' },
    ],
    // A mistyped year once told everybody that a commitment was met.
    [
      'progress from before the words were said',
      (ctx, id) => addProgress(ctx, { id, amount: 6000, note, happenedAt: '2019-06-01' }),
      { code: 'invalid', field: 'happenedAt' },
    ],
    [
      'met before the words were said',
      (ctx, id) => markMet(ctx, { id, note, happenedAt: '2025-06-01' }),
      { code: 'invalid', field: 'happenedAt' },
    ],
    [
      'a decision about tomorrow',
      (ctx, id) =>
        closeCommitment(ctx, {
          id,
          outcome: 'void',
          reason: 'x',
          note,
          happenedAt: '2025-06-02T16:01+03:00',
        }),
      { code: 'invalid', field: 'happenedAt' },
    ],
    [
      'an unknown claimant',
      (ctx, id) => addProgress(ctx, { id, amount: 1, note, claimedBy: 'Nobody' }),
      { code: 'invalid', field: 'claimedBy' },
    ],
    ['met without evidence', (ctx, id) => markMet(ctx, { id }), { code: 'invalid', field: 'evidenceUrl' }],
    [
      'partly met without evidence',
      (ctx, id) => closeCommitment(ctx, { id, outcome: 'partly_met', reason: 'x' }),
      { code: 'invalid', field: 'evidenceUrl' },
    ],
    [
      'a decision without a reason',
      (ctx, id) => closeCommitment(ctx, { id, outcome: 'void' }),
      { code: 'invalid', field: 'reason' },
    ],
    [
      'an unknown outcome',
      (ctx, id) => closeCommitment(ctx, { id, outcome: 'fine', reason: 'x' }),
      { code: 'invalid', field: 'outcome' },
    ],
    ['reopening what is open', (ctx, id) => reopenCommitment(ctx, { id, reason: 'x' }), { code: 'conflict' }],
    [
      'a move to the same date',
      (ctx, id) => moveDeadline(ctx, { id, deadline: 'next week', reason: 'x' }),
      { code: 'conflict' },
    ],
    [
      'a move without a reason',
      (ctx, id) => moveDeadline(ctx, { id, deadline: 'by Friday' }),
      { code: 'invalid', field: 'reason' },
    ],
    [
      'a move by words from the future',
      (ctx, id) =>
        moveDeadline(ctx, { id, deadline: 'by Friday', reason: 'x', saidAt: '2025-06-03T10:00+03:00' }),
      { code: 'invalid', field: 'saidAt' },
    ],
    [
      'a move to an unknown zone',
      (ctx, id) => moveDeadline(ctx, { id, deadline: 'by Friday', reason: 'x', zone: 'Mars/Base' }),
      { code: 'invalid', field: 'zone' },
    ],
    [
      'a move to a window that closes before it opens',
      (ctx, id) => moveDeadline(ctx, { id, reason: 'x', opensOn: '2025-07-02', closesOn: '2025-07-01' }),
      { code: 'invalid', field: 'closesOn' },
    ],
    [
      'an id that is none',
      (ctx) => addProgress(ctx, { id: 'twelve', amount: 1, note }),
      { code: 'invalid', field: 'id' },
    ],
    [
      'an id beyond the table',
      (ctx) => addProgress(ctx, { id: 2 ** 31, amount: 1, note }),
      { code: 'invalid', field: 'id' },
    ],
    [
      'an unknown commitment: progress',
      (ctx) => addProgress(ctx, { id: 99, amount: 1, note }),
      { code: 'not_found' },
    ],
    [
      'an unknown commitment: closing',
      (ctx) => closeCommitment(ctx, { id: 99, outcome: 'void', reason: 'x', note: 'seen' }),
      { code: 'not_found' },
    ],
    [
      'an unknown commitment: reopening',
      (ctx) => reopenCommitment(ctx, { id: 99, reason: 'x' }),
      { code: 'not_found' },
    ],
    [
      'an unknown commitment: moving',
      (ctx) => moveDeadline(ctx, { id: 99, deadline: 'soon', reason: 'x' }),
      { code: 'not_found' },
    ],
  ];

  it('says why, and nothing is changed', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    const before = await fingerprint(db);
    for (const [what, how, error] of each)
      await expect(how(ctx, id), what).rejects.toMatchObject({ name: 'DulyError', ...error });
    expect(await fingerprint(db)).toEqual(before);
  });

  it('of something decided or done: nothing is changed', async () => {
    const { ctx, db } = await setup();
    const [decided, done, plain] = [
      await record(ctx),
      await record(ctx),
      await record(ctx, { comparator: undefined, quantity: undefined, unit: undefined }),
    ];
    await closeCommitment(ctx, { id: decided, outcome: 'void', reason: 'misread', note: 'seen' });
    await addProgress(ctx, { id: done, amount: 6000, note });
    const sides = await record(ctx, { perParty: true, committers: 'Russia,Ukraine' });
    const before = await fingerprint(db);
    const conflict = { name: 'DulyError', code: 'conflict' };
    await expect(
      closeCommitment(ctx, { id: decided, outcome: 'met', reason: 'x', note }),
    ).rejects.toMatchObject(conflict);
    await expect(
      moveDeadline(ctx, { id: decided, deadline: 'by Friday', reason: 'x' }),
    ).rejects.toMatchObject(conflict);
    await expect(moveDeadline(ctx, { id: done, deadline: 'by Friday', reason: 'x' })).rejects.toMatchObject(
      conflict,
    );
    await expect(reopenCommitment(ctx, { id: done, reason: 'x' })).rejects.toMatchObject(conflict);
    await expect(addProgress(ctx, { id: plain, amount: 1, note })).rejects.toMatchObject(conflict);
    for (const side of [undefined, 'Vladimir Medinsky'])
      await expect(addProgress(ctx, { id: sides, amount: 1, note, side })).rejects.toMatchObject({
        field: 'side',
      });
    expect(await fingerprint(db)).toEqual(before);
  });
});

describe('clocks and others at work', () => {
  it('records into the present on a machine whose clock is behind', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    clock.set('2025-06-16T00:00:00+03:00');
    await sweep(ctx);
    // This machine believes that the window is still open.
    clock.set('2025-06-14T12:00:00+03:00');
    const met = await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-14', note });
    expect(met).toMatchObject({
      status: 'met',
      late: false,
      at: Date.parse('2025-06-16T00:00:00.001+03:00'),
    });
    expect(await events(ctx, id)).toEqual(['recorded', 'due', 'overdue', 'progress', 'met']);
    const [row] = await db.query(
      `select (select max(recorded_at) from progress) > (select max(recorded_at) from event where kind = 'overdue') as after`,
    );
    expect(row).toEqual({ after: true });
    clock.set('2025-06-10T00:00:00+03:00');
    expect(await sweep(ctx)).toMatchObject({ examined: 0 });
  });

  it('lets two changes of one commitment land one after the other, and both count', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    const amounts = [1000, 2000, 500, 2500];
    await Promise.all(amounts.map((amount) => addProgress(ctx, { id, amount, note })));
    const rows = await db.query<{ at: string; amount: number }>(
      'select recorded_at::text as at, amount::int as amount from progress order by id',
    );
    expect(rows.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([500, 1000, 2000, 2500]);
    // Knowledge time moves on with each, so the record can be told in order.
    expect(new Set(rows.map(({ at }) => at)).size).toBe(4);
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).sort());
    expect((await events(ctx, id)).at(-1)).toBe('met');
  });

  it('lets one of two decisions win, and refuses the other', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    const outcomes = ['void', 'withdrawn'].map((outcome) =>
      closeCommitment(ctx, { id, outcome, reason: 'x', note: 'seen' }),
    );
    const settled = await Promise.allSettled(outcomes);
    expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(settled.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect(await fingerprint(db)).toMatchObject({ verdict: 1 });
  });

  it('lets a sweep and a change meet at the closing instant without saying overdue twice or losing either', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.set('2025-06-16T00:00:00+03:00');
    await Promise.all([
      sweep(ctx),
      addProgress(ctx, { id, amount: 10, happenedAt: '2025-06-15', note }),
      sweep(ctx),
    ]);
    await sweep(ctx);
    expect((await events(ctx, id)).sort()).toEqual(['due', 'overdue', 'progress', 'recorded']);
  });
});
