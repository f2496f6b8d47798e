import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { recordLook } from '../../src/service/look.ts';
import { presuming, recordedSince, seenNow } from '../../src/service/presuming.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { record, setup } from '../support/setup.ts';

const closing = { outcome: 'not_met', reason: 'nothing came', note: 'asked twice' };

describe('two editors on one item', () => {
  it('the second is not saved unseen, and is told what the first has recorded', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    const seen = await seenNow(ctx, id);
    await addProgress(ctx, { id, amount: 500, note: 'half a train', recordedBy: 'Anna' });
    await expect(closeCommitment(presuming(ctx, { id, seen }), { id, ...closing })).rejects.toMatchObject({
      code: 'conflict',
      field: 'seen',
      message: expect.stringContaining('Anna'),
    });
    expect(await db.prisma.verdict.count()).toBe(0);
    expect(await recordedSince(ctx, { id, seen })).toMatchObject([
      { text: 'Evidence: half a train', by: 'Anna' },
      { text: 'An amount: 500', by: 'Anna' },
    ]);
    const again = await seenNow(ctx, id);
    await closeCommitment(presuming(ctx, { id, seen: again }), { id, ...closing });
    expect(await db.prisma.verdict.count()).toBe(1);
  });

  it('of two that save at the same moment one is saved', async () => {
    const { ctx, db } = await setup();
    for (let round = 0; round < 5; round += 1) {
      const id = await record(ctx);
      const seen = await seenNow(ctx, id);
      const ends = await Promise.allSettled(
        [1, 2, 3].map(() => closeCommitment(presuming(ctx, { id, seen }), { id, ...closing })),
      );
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await db.prisma.verdict.count({ where: { commitmentId: id } })).toBe(1);
    }
  });

  it('what time alone brings is no surprise, nor what is recorded about another item', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    const other = await record(ctx, { title: 'Open the road' });
    const seen = await seenNow(ctx, id);
    clock.set('2025-06-20T12:00:00+03:00');
    await sweep(ctx);
    await recordLook(ctx, { id: other, in: 'TASS' });
    await recordLook(presuming(ctx, { id, seen }), { id, in: 'the site of the ministry' });
    expect(await recordedSince(ctx, { id, seen })).toMatchObject([
      { text: 'Looked and found nothing: the site of the ministry' },
    ]);
  });
});
