import { describe, expect, it } from 'vitest';
import { endSeries } from '../../src/service/end-series.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import type { Database } from '../../src/store/database.ts';
import { onRecord, reports } from '../support/series.ts';
import { follow, setup } from '../support/setup.ts';

const count = (db: Database): Promise<number> => db.prisma.commitment.count();

describe('ending a series', () => {
  it('makes no more of it, and closes as void what lies ahead and was not touched', async () => {
    const { ctx, clock, db } = await setup();
    await follow(ctx, 'reader@example.org');
    await reports(ctx, { rrule: 'FREQ=WEEKLY', opensOn: '2025-06-02', closesOn: '2025-06-08' });
    await makeAhead(ctx);
    const ids = (await db.prisma.commitment.findMany({ orderBy: { occurrence: 'asc' } })).map(({ id }) => id);
    expect(ids).toHaveLength(6);
    await addProgress(ctx, { id: ids[3], amount: 1, note: 'begun early' });
    await moveDeadline(ctx, { id: ids[4], closesOn: '2025-07-20', reason: 'asked for' });
    const ended = await endSeries(ctx, {
      id: 1,
      on: '2025-06-16',
      reason: 'The talks were broken off',
      recordedBy: 'anna',
    });
    // The third begins on the last day itself.
    expect(ended).toEqual({ endedOn: '2025-06-16', voided: [ids[5]] });
    clock.set('2025-09-01T00:00:00+03:00');
    expect(await makeAhead(ctx)).toMatchObject({ made: 0, nextMakeAt: null });
    expect(await count(db)).toBe(6);
    const verdicts = await db.prisma.verdict.findMany();
    expect(verdicts).toMatchObject([
      { commitmentId: ids[5], outcome: 'void', reason: 'The talks were broken off', recordedBy: 'anna' },
    ]);
    expect(await db.prisma.occasion.findMany({ where: { kind: 'closed' } })).toMatchObject([
      { commitmentId: ids[5] },
    ]);
    await expect(endSeries(ctx, { id: 1, on: '2025-07-01', reason: 'again' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(endSeries(ctx, { id: 9, on: '2025-07-01', reason: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('still makes what lies before its last day, and leaves what has begun to be judged', async () => {
    const { ctx, clock, db } = await setup();
    await reports(ctx, { rrule: 'FREQ=WEEKLY', opensOn: '2025-06-02', closesOn: '2025-06-08' });
    await makeAhead(ctx);
    clock.set('2025-06-25T12:00:00+03:00');
    const later = await endSeries(ctx, { id: 1, on: '2025-08-01', reason: 'agreed' });
    expect(later.voided).toEqual([]);
    while ((await makeAhead(ctx)).more);
    clock.set('2025-10-01T00:00:00+03:00');
    await makeAhead(ctx);
    expect((await onRecord(db)).at(-1)).toMatch(/^9 .*2025-07-27T21/);

    const other = await setup();
    await reports(other.ctx, { rrule: 'FREQ=WEEKLY', opensOn: '2025-06-02', closesOn: '2025-06-08' });
    await makeAhead(other.ctx);
    other.clock.set('2025-06-25T12:00:00+03:00');
    const back = await endSeries(other.ctx, { id: 1, on: '2025-06-10', reason: 'it was over then' });
    expect(back.voided).toHaveLength(2);
  });
});
