import { describe, expect, it } from 'vitest';
import { answerObjection } from '../../../src/service/answer.ts';
import { readBoard } from '../../../src/service/browse/board.ts';
import { readCommitment } from '../../../src/service/browse/commitment.ts';
import { readCriteria } from '../../../src/service/browse/criteria.ts';
import { listEvidence, readEvidence } from '../../../src/service/browse/evidence.ts';
import { closeCommitment } from '../../../src/service/close.ts';
import { reportCondition } from '../../../src/service/condition.ts';
import type { Context } from '../../../src/service/context.ts';
import { recordLook } from '../../../src/service/look.ts';
import { moveDeadline } from '../../../src/service/move.ts';
import { holdReminders } from '../../../src/service/notice.ts';
import { raiseObjection } from '../../../src/service/object.ts';
import { addProgress } from '../../../src/service/progress.ts';
import { sweep } from '../../../src/service/sweep.ts';
import { withdrawEvidence } from '../../../src/service/withdraw-evidence.ts';
import { record, setup } from '../../support/setup.ts';

const note = 'A note that shows it.';
const none = { deadline: undefined, reviewOn: '2025-06-16' };

/** Due by 15 June; on 20 June it is learnt that all was handed over on the 14th. */
async function learntLate() {
  const world = await setup();
  const { ctx, clock } = world;
  const id = await record(ctx);
  clock.set('2025-06-16T08:00+03:00');
  await sweep(ctx);
  clock.set('2025-06-20T12:00+03:00');
  await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-14', note });
  return { ...world, id };
}

const ids = (board: Awaited<ReturnType<typeof readBoard>>): number[] =>
  Object.values(board.groups).flatMap((items) => items.map((item) => item.id));

describe('one commitment as it was known then', () => {
  it('was overdue on 18 June, and with what was learnt on the 20th had been met by the 15th', async () => {
    const { ctx, id } = await learntLate();
    const then = await readCommitment(ctx, id, { asOf: '2025-06-18' });
    expect(then).toMatchObject({ status: 'overdue', progress: [], settledAt: null });
    expect(then.events.map(({ kind }) => kind)).toEqual(['recorded', 'due', 'overdue']);
    const later = await readCommitment(ctx, id, { asOf: '2025-06-20', on: '2025-06-15' });
    expect(later).toMatchObject({
      status: 'met',
      late: false,
      progressText: '6,000 of at least 6,000 bodies',
    });
    expect(later.events.map(({ kind }) => kind)).toEqual(['recorded', 'due', 'progress', 'met']);
  });

  it('is not overdue on its last day, in its own zone', async () => {
    const { ctx, id } = await learntLate();
    expect(await readCommitment(ctx, id, { asOf: '2025-06-15' })).toMatchObject({ status: 'due' });
    const inUtc = await readCommitment(ctx, id, { asOf: '2025-06-15', zone: 'UTC' });
    expect(inUtc.status).toBe('overdue');
  });

  it('was not on record before it was recorded, and says so', async () => {
    const { ctx, id } = await learntLate();
    for (const read of [readCommitment, readCriteria, listEvidence])
      await expect(read(ctx, id, { asOf: '2025-06-01' })).rejects.toMatchObject({
        code: 'not_found',
        message: expect.stringContaining(`Commitment ${id} was not on record yet on Sun 1 Jun 2025`),
      });
  });

  it('has the date, the slips, the criteria, objections, looks and reminders of then', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { fulfilledWhen: 'All are received.' });
    clock.set('2025-06-12T12:00+03:00');
    await moveDeadline(ctx, { id, closesOn: '2025-06-30', reason: 'said so' });
    clock.set('2025-06-14T12:00+03:00');
    await raiseObjection(ctx, { id, raisedBy: 'Ukraine', reason: 'The lists came late' });
    await recordLook(ctx, { id, in: 'TASS', note });
    clock.set('2025-07-02T12:00+03:00');
    await reviewed(ctx, id);
    const before = await readCommitment(ctx, id, { asOf: '2025-06-11' });
    expect(before).toMatchObject({ status: 'due', slips: 0, objections: [], looks: [], disputed: false });
    expect(before.explanation).toContain('15 Jun');
    const then = await readCommitment(ctx, id, { asOf: '2025-06-15' });
    expect(then).toMatchObject({ status: 'upcoming', slips: 1, disputed: true, held: null, notices: [] });
    expect(then.objections).toMatchObject([{ answer: null }]);
    expect(then.looks).toHaveLength(1);
    const now = await readCommitment(ctx, id);
    expect(now).toMatchObject({ status: 'overdue', disputed: false, past: null });
    expect(now.objections[0]?.answer).not.toBeNull();
    expect(now.held).not.toBeNull();
  });

  it('still rests on evidence that was taken back later', async () => {
    const { ctx, clock, id } = await learntLate();
    clock.set('2025-06-25T12:00+03:00');
    const [piece] = await listEvidence(ctx, id);
    await withdrawEvidence(ctx, { evidence: piece?.id, reason: 'The paper took it back' });
    expect((await readCommitment(ctx, id)).status).toBe('overdue');
    const then = await readCommitment(ctx, id, { asOf: '2025-06-21' });
    expect(then).toMatchObject({ status: 'met', progress: [{ evidence: { withdrawn: null } }] });
    expect(await listEvidence(ctx, id, { asOf: '2025-06-21' })).toMatchObject([{ withdrawn: null }]);
    expect(await listEvidence(ctx, id, { asOf: '2025-06-19' })).toEqual([]);
    await expect(readEvidence(ctx, piece?.id, { asOf: '2025-06-19' })).rejects.toThrow(/not on record then/);
  });

  it('did not wait for a condition that nobody weighed then', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx, { condition: 'the ceasefire holds' });
    const young = await record(ctx, { condition: 'the ceasefire holds' });
    // As a row from before conditions were weighed: its fact came into the log after what had happened to it.
    await db.query('alter table commitment disable trigger commitment_marks_stay');
    await db.prisma.commitment.update({ where: { id }, data: { weighed: false } });
    await db.query('alter table event disable trigger all');
    await db.query('update event set id = id + 100000 where key = $1', [`fact:commitment:${id}`]);
    clock.set('2025-06-12T12:00+03:00');
    for (const one of [id, young]) await reportCondition(ctx, { id: one, state: 'met', note });
    clock.set('2025-06-14T12:00+03:00');
    const status = async (one: number, asOf: string) => (await readCommitment(ctx, one, { asOf })).status;
    expect(await status(id, '2025-06-11')).toBe('due');
    expect(await status(young, '2025-06-11')).toBe('pending');
    expect(await readCommitment(ctx, id, { asOf: '2025-06-11' })).toMatchObject({ weighed: false });
    expect(await status(id, '2025-06-13')).toBe('due');
  });
});

/** What came of it in July: an answer, other criteria, and reminders held. */
async function reviewed(ctx: Context, id: number): Promise<void> {
  const objection = await ctx.db.prisma.objection.findFirstOrThrow();
  await answerObjection(ctx, { objection: objection.id, outcome: 'rejected', answer: 'They came in time.' });
  await holdReminders(ctx, { id, kind: 'snoozed', until: '2025-07-10', note });
}

/** Something in every group, with an objection, a slip, a look, a question, a part and a decision. */
async function varied() {
  const world = await setup();
  const { ctx, clock } = world;
  const made = async (title: string, more = {}) => record(ctx, { title, tags: ['deal'], ...more });
  const late = await made('Late');
  const moved = await made('Moved');
  const met = await made('Met');
  const gone = await made('Withdrawn', { speaker: 'Rustem Umerov', committers: ['Ukraine'] });
  await made('Coming', { deadline: 'between June 25 and 30' });
  await made('Undated', none);
  await made('Conditional', { condition: 'the ceasefire holds' });
  await made('A part', { partOf: late, deadline: '', closesOn: '2025-06-18' });
  await made('Vague', { unmeasurable: true, question: 'Who counts?', deadline: '', closesOn: '2025-06-28' });
  clock.set('2025-06-12T12:00+03:00');
  await moveDeadline(ctx, { id: moved, closesOn: '2025-06-30', reason: 'said so' });
  await addProgress(ctx, { id: met, amount: 6000, happenedAt: '2025-06-11', note });
  clock.set('2025-06-17T12:00+03:00');
  await raiseObjection(ctx, { id: late, raisedBy: 'Ukraine', reason: 'Not so.' });
  await recordLook(ctx, { id: late, in: 'TASS', note });
  await closeCommitment(ctx, { id: gone, outcome: 'withdrawn', reason: 'Taken back.', note });
  await sweep(ctx);
  clock.set('2025-06-20T12:00+03:00');
  return { ...world, late, moved, met, gone };
}

describe('the board as it was known then', () => {
  it('is for now the board of now, whatever is asked for', async () => {
    const { ctx } = await varied();
    const now = '2025-06-20T12:00:00+03:00';
    for (const ask of [
      {},
      { status: 'open' },
      { status: 'settled' },
      { group: 'overdue' },
      { party: 'Ukraine' },
      { tag: 'DEAL' },
      { party: 'Nobody' },
      { disputed: true },
      { unmeasurable: true },
      { slipped: 14 },
      { limit: 1 },
    ]) {
      const { past, ...then } = await readBoard(ctx, { ...ask, asOf: now });
      expect(past).toMatchObject({ asOf: Date.parse(now), on: Date.parse(now) });
      const { past: _, ...today } = await readBoard(ctx, ask);
      expect(then).toEqual(today);
    }
  });

  it('shows what was overdue and disputed then, and nothing that was not on record', async () => {
    const { ctx, clock, late, moved, met, gone } = await varied();
    clock.set('2025-08-01T12:00+03:00');
    const zone = 'Europe/Istanbul';
    expect(ids(await readBoard(ctx, { asOf: '2025-06-01', zone }))).toEqual([]);
    const first = await readBoard(ctx, { asOf: '2025-06-11', zone });
    expect(first).toMatchObject({ total: 9, counts: { overdue: 0, settled: 0 } });
    const due = first.groups.due.find(({ id }) => id === moved);
    expect(due).toMatchObject({ slipText: null, explanation: expect.stringContaining('15 Jun') });
    const then = await readBoard(ctx, { asOf: '2025-06-16', group: 'overdue', zone });
    expect(ids(then)).toEqual([late, gone]);
    expect(then.groups.overdue[0]).toMatchObject({ look: null, disputed: false });
    expect(ids(await readBoard(ctx, { asOf: '2025-06-16', disputed: true, zone }))).toEqual([]);
    expect(ids(await readBoard(ctx, { asOf: '2025-06-17', disputed: true, zone }))).toEqual([late]);
    expect(ids(await readBoard(ctx, { asOf: '2025-06-11', slipped: 1, zone }))).toEqual([]);
    expect(ids(await readBoard(ctx, { asOf: '2025-06-12', slipped: 1, zone }))).toEqual([moved]);
    expect(ids(await readBoard(ctx, { asOf: '2025-06-12', status: 'met', zone }))).toEqual([met]);
  });

  it('goes on from page to page without gaps or repeats', async () => {
    const { ctx } = await varied();
    const asOf = '2025-06-11';
    const whole = (await readBoard(ctx, { asOf, group: 'due' })).groups.due.map(({ id }) => id);
    const seen: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await readBoard(ctx, { asOf, group: 'due', limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.groups.due.map(({ id }) => id));
      cursor = page.more.due;
    }
    expect(seen).toEqual(whole);
    expect(whole.length).toBeGreaterThan(3);
  });

  it('refuses a day that nobody can know of yet', async () => {
    const { ctx } = await setup();
    await expect(readBoard(ctx, { asOf: '2031-01-01' })).rejects.toMatchObject({ field: 'asOf' });
    await expect(readBoard(ctx, { asOf: '2025-06-01', zone: 'Mars' })).rejects.toMatchObject({
      field: 'zone',
    });
  });
});
