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
    expect(ended).toEqual({
      endedOn: '2025-06-16',
      voided: [{ id: ids[5], title: 'Report on the exchange (Mon 7 Jul to Sun 13 Jul 2025)' }],
      dryRun: false,
    });
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
      message: expect.stringContaining(
        'was ended before, on Mon 2 Jun 2025 by anna: its last day is Mon 16 Jun 2025 (The talks were broken off)',
      ),
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
    const end = { id: 1, on: '2025-06-16', reason: 'it was over then', yes: true };
    const back = await endSeries(other.ctx, end);
    expect(back.voided).toHaveLength(2);
  });

  it('shows first what it would close, and closes more than one only when that was agreed to', async () => {
    const { ctx, db } = await setup();
    await reports(ctx, { rrule: 'FREQ=WEEKLY', opensOn: '2025-06-02', closesOn: '2025-06-08' });
    await makeAhead(ctx);
    const end = { id: 1, on: '2025-06-23', reason: 'agreed' };
    const looked = await endSeries(ctx, { ...end, dryRun: true });
    expect(looked.voided.map(({ id }) => id)).toEqual([5, 6]);
    await expect(endSeries(ctx, end)).rejects.toMatchObject({
      code: 'invalid',
      field: 'yes',
      message: expect.stringMatching(/closes 2 commitments as void.*give yes:\n {2}5 {2}Report.*\n {2}6 /),
    });
    expect(await db.prisma.verdict.count()).toBe(0);
    expect(await db.prisma.seriesEnd.count()).toBe(0);
    expect(await endSeries(ctx, { ...end, yes: true })).toEqual({ ...looked, dryRun: false });
    expect(await db.prisma.verdict.count()).toBe(2);
  });

  it('lies neither before the series nor before a time of it that is over', async () => {
    const { ctx, clock, db } = await setup();
    await reports(ctx, { rrule: 'FREQ=WEEKLY', opensOn: '2025-06-02', closesOn: '2025-06-08' });
    await makeAhead(ctx);
    await expect(endSeries(ctx, { id: 1, on: '2025-06-01', reason: 'x' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'on',
      message: expect.stringContaining('begins on Mon 2 Jun 2025 and cannot have ended before'),
    });
    clock.set('2025-06-25T12:00:00+03:00');
    await expect(
      endSeries(ctx, { id: 1, on: '2025-06-15', reason: 'x', dryRun: true }),
    ).rejects.toMatchObject({
      code: 'invalid',
      field: 'on',
      message: expect.stringContaining(
        'began on Mon 16 Jun 2025 and is over, so series 1 went on until then',
      ),
    });
    expect(await db.prisma.verdict.count()).toBe(0);
  });
});
