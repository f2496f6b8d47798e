import { describe, expect, it } from 'vitest';
import { answerObjection } from '../../src/service/answer.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { closeCommitment, reopenCommitment } from '../../src/service/close.ts';
import type { Context } from '../../src/service/context.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { record, setup } from '../support/setup.ts';

const note = 'seen by a journalist';
const reason = 'Only half of them were handed over.';
const at = (text: string): number => Date.parse(text);

/** A commitment with one amount that Russia claims. */
async function claimed(ctx: Context) {
  const id = await record(ctx);
  await addProgress(ctx, { id, amount: 1000, claimedBy: 'Russia', note });
  const { id: entry } = await ctx.db.prisma.progress.findFirstOrThrow({ where: { commitmentId: id } });
  return { id, entry };
}

describe('an objection', () => {
  it('stands beside the claim, attributed, and wants an answer within fourteen civil days', async () => {
    const { ctx } = await setup();
    const { id, entry } = await claimed(ctx);
    const raised = await raiseObjection(ctx, {
      id,
      progress: entry,
      raisedBy: 'Ukraine',
      reason,
      recordedBy: 'Ann',
    });
    expect(raised).toMatchObject({
      objectionId: 1,
      commitmentId: id,
      answerBy: at('2025-06-17T00:00+03:00'),
    });
    const view = await readCommitment(ctx, id);
    expect(view.objections).toMatchObject([
      { progressId: entry, verdictId: null, raisedBy: 'Ukraine', reason, recordedBy: 'Ann', answer: null },
    ]);
    expect(view.progress).toMatchObject([{ amount: 1000, claimedBy: 'Russia' }]);
  });

  it.each([
    ['2025-06-10', '2025-06-11T00:00+03:00'],
    ['within 7 days', '2025-06-10T00:00+03:00'],
    ['by 20 June', '2025-06-21T00:00+03:00'],
    ['2025-06-05T12:00', '2025-06-05T12:00+03:00'],
  ])('takes %s as the day by which an answer is wanted, to its end', async (answerBy, end) => {
    const { ctx } = await setup();
    const id = await record(ctx);
    expect(await raiseObjection(ctx, { id, raisedBy: 'Ukraine', reason, answerBy })).toMatchObject({
      answerBy: at(end),
    });
  });

  it('is answered once, and the answer stays', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    const { objectionId: objection } = await raiseObjection(ctx, { id, raisedBy: 'Ukraine', reason });
    const rejected = { objection, outcome: 'rejected', answer: 'The Red Cross saw all of them.' };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => answerObjection(ctx, rejected)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(answerObjection(ctx, { ...rejected, outcome: 'upheld' })).rejects.toMatchObject({
      code: 'conflict',
      message: `Objection ${objection} has its answer already (rejected), and that stays on record.`,
    });
    expect(await db.prisma.objectionAnswer.count()).toBe(1);
    expect((await readCommitment(ctx, id)).objections).toMatchObject([{ answer: { outcome: 'rejected' } }]);
  });

  it('is taken once from the same party while it waits, and again after its answer', async () => {
    const { ctx } = await setup();
    const { id, entry } = await claimed(ctx);
    const again = { id, progress: entry, raisedBy: 'Ukraine', reason };
    const { objectionId: objection } = await raiseObjection(ctx, again);
    await expect(raiseObjection(ctx, again)).rejects.toMatchObject({ code: 'conflict' });
    await raiseObjection(ctx, { ...again, progress: undefined });
    await answerObjection(ctx, { objection, outcome: 'withdrawn', answer: 'So they wrote on 3 June.' });
    expect((await raiseObjection(ctx, again)).objectionId).toBe(objection + 2);
  });

  it('is about what is on record here and stands', async () => {
    const { ctx, db } = await setup();
    const { entry } = await claimed(ctx);
    const other = await record(ctx, { title: 'Another' });
    const raise = (more: object) => raiseObjection(ctx, { id: other, raisedBy: 'Ukraine', reason, ...more });
    await expect(raise({ progress: entry })).rejects.toMatchObject({ code: 'invalid', field: 'progress' });
    await expect(raise({ verdict: 99 })).rejects.toMatchObject({ code: 'invalid', field: 'verdict' });
    await closeCommitment(ctx, { id: other, outcome: 'withdrawn', reason: 'said so', note });
    const { id: verdict } = await db.prisma.verdict.findFirstOrThrow({ where: { commitmentId: other } });
    await expect(raise({ verdict, progress: entry })).rejects.toMatchObject({ field: 'verdict' });
    await raise({ verdict });
    await reopenCommitment(ctx, { id: other, reason: 'misread' });
    await expect(raise({ verdict, raisedBy: 'Russia' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'verdict',
    });
    expect(await db.prisma.objection.count()).toBe(1);
  });

  it.each([
    ['a day that has passed', { answerBy: '2025-06-01' }, 'answerBy'],
    ['today as words that read two ways', { answerBy: '3/7' }, 'answerBy'],
    ['a day beyond a year', { answerBy: '2026-06-03' }, 'answerBy'],
    ['words without a day', { answerBy: 'when it suits' }, 'answerBy'],
    ['no reason', { reason: '' }, 'reason'],
    ['nobody', { raisedBy: undefined }, 'raisedBy'],
    ['a link that is none', { url: 'javascript:alert(1)' }, 'url'],
  ])('is refused with %s, and nothing is kept', async (_, more, field) => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    const parties = await db.prisma.party.count();
    await expect(raiseObjection(ctx, { id, raisedBy: 'Red Cross', reason, ...more })).rejects.toMatchObject({
      code: 'invalid',
      field,
    });
    expect([await db.prisma.objection.count(), await db.prisma.party.count()]).toEqual([0, parties]);
  });

  it('is missed by name when there is none to answer', async () => {
    const { ctx } = await setup();
    const answer = answerObjection(ctx, { objection: 5, outcome: 'upheld', answer: 'yes' });
    await expect(answer).rejects.toMatchObject({ code: 'not_found', message: 'There is no objection 5.' });
  });
});
