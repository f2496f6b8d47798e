import { describe, expect, it } from 'vitest';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { reportCondition } from '../../src/service/condition.ts';
import { record, setup } from '../support/setup.ts';

const condition = 'the ceasefire holds';
const note = 'reported by both sides';

describe('a condition', () => {
  it('is reported met, failed or open again, each report staying with both its times', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { condition });
    expect(await readCommitment(ctx, id)).toMatchObject({ conditionState: null, weighed: true });
    clock.set('2025-06-10T12:00:00+03:00');
    await reportCondition(ctx, { id, state: 'met', note, happenedAt: '2025-06-09', recordedBy: 'Ann' });
    await reportCondition(ctx, { id, state: 'open', note: 'it was another town' });
    await reportCondition(ctx, { id, state: 'failed', url: 'https://example.org/a' });
    const view = await readCommitment(ctx, id);
    expect(view.conditionState).toBe('failed');
    expect(view.conditionReports).toMatchObject([
      { state: 'met', note, happenedAt: Date.parse('2025-06-09T00:00+03:00'), recordedBy: 'Ann' },
      { state: 'open', recordedBy: 'editor' },
      { state: 'failed', url: 'https://example.org/a' },
    ]);
  });

  it('of an older row is weighed from the first report on', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx, { condition });
    await db.query('alter table commitment disable trigger commitment_marks_stay');
    await db.prisma.commitment.update({ where: { id }, data: { weighed: false } });
    await db.query('alter table commitment enable trigger commitment_marks_stay');
    await reportCondition(ctx, { id, state: 'open', note: 'weighed from now on' });
    expect(await readCommitment(ctx, id)).toMatchObject({ weighed: true, conditionState: 'open' });
  });

  it.each([
    ['of a commitment that has none', {}, { state: 'met', note }, 'conflict'],
    ['that nobody reported, taken back', { condition }, { state: 'open', note }, 'conflict'],
    ['without anything to show', { condition }, { state: 'met' }, 'invalid'],
    ['from tomorrow', { condition }, { state: 'met', note, happenedAt: '2025-06-03' }, 'invalid'],
    ['in a state there is not', { condition }, { state: 'perhaps', note }, 'invalid'],
  ])('is refused %s', async (_, about, report, code) => {
    const { ctx, db } = await setup();
    const id = await record(ctx, about);
    await expect(reportCondition(ctx, { id, ...report })).rejects.toMatchObject({ code });
    expect(await db.prisma.conditionReport.count()).toBe(0);
  });

  it('is no news twice', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx, { condition });
    const twice = await Promise.allSettled(
      [1, 2].map(() => reportCondition(ctx, { id, state: 'met', note })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await db.prisma.conditionReport.count()).toBe(1);
  });
});
