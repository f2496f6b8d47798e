import { describe, expect, it } from 'vitest';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { moveDeadline } from '../../src/service/move.ts';
import type { RecordInput } from '../../src/service/record.ts';
import type { Database } from '../../src/store/database.ts';
import { reports } from '../support/series.ts';
import { record, setup } from '../support/setup.ts';

const count = (db: Database): Promise<number> => db.prisma.commitment.count();

describe('what comes again', () => {
  it.each<[string, Partial<RecordInput>]>([
    [
      'needs the dates of its first time',
      { opensOn: undefined, closesOn: undefined, reviewOn: '2025-07-01' },
    ],
    ['repeats whole days', { closesOn: undefined, closesAt: '2025-06-30T17:00' }],
    ['does not fall on 2025-06-01', { rrule: 'FREQ=MONTHLY;BYMONTHDAY=15' }],
    ['names no second time', { rrule: 'FREQ=MONTHLY;COUNT=1' }],
    ['more than 1000 occurrences', { rrule: 'FREQ=DAILY', opensOn: '2020-06-01', closesOn: '2020-06-01' }],
    ['cannot begin before 1900-01-01', { opensOn: '1899-06-01', closesOn: '1899-06-01' }],
    ['FREQ must be one of', { rrule: 'FREQ=SECONDLY' }],
  ])('%s', async (told, wrong) => {
    const { ctx, db } = await setup();
    await expect(reports(ctx, wrong)).rejects.toMatchObject({
      code: 'invalid',
      field: 'rrule',
      message: expect.stringContaining(told),
    });
    expect(await count(db)).toBe(0);
    expect(await db.prisma.series.count()).toBe(0);
  });

  it('follows from words that name a series, from the first time that is not over', async () => {
    const { ctx, db } = await setup();
    const words = { opensOn: undefined, closesOn: undefined, deadlineReason: undefined, rrule: undefined };
    await reports(ctx, { ...words, deadline: 'weekly from 1 July until the end of the year' });
    await reports(ctx, { ...words, deadline: 'every Friday' });
    expect(await db.prisma.series.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { rrule: 'FREQ=WEEKLY;UNTIL=20251231', lastsUnit: 'week', firstOn: new Date('2025-07-01') },
      { rrule: 'FREQ=WEEKLY;BYDAY=FR', lastsUnit: 'day', firstOn: new Date('2025-06-06') },
    ]);
    await makeAhead(ctx);
    const second = await db.prisma.deadline.findFirstOrThrow({
      where: { commitment: { seriesId: 2, occurrence: 2 } },
    });
    expect(second).toMatchObject({ phrase: 'every Friday', precision: 'day', basis: 'stated' });
    expect(second.explanation).toBe(
      '“every Friday”, a series from Fri 6 Jun 2025, every Friday: the 2nd → ' +
        'Fri 13 Jun 2025 00:00 to Fri 13 Jun 2025 24:00 (rule series/1)',
    );
  });

  it('keeps a rule that is given beside the words of the first time', async () => {
    const { ctx, db } = await setup();
    const first = {
      opensOn: undefined,
      closesOn: undefined,
      deadline: 'next week',
      rrule: 'rrule:freq=weekly',
    };
    await reports(ctx, first);
    expect(await db.prisma.series.findFirstOrThrow()).toMatchObject({ rrule: 'FREQ=WEEKLY', lastsCount: 7 });
  });

  it('is not what a commitment can be moved to: that has one date of its own', async () => {
    const { ctx } = await setup();
    const id = await record(ctx);
    await expect(
      moveDeadline(ctx, { id, deadline: 'every Friday', reason: 'said today' }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'deadline' });
  });

  it('may begin far ahead, and rests until then', async () => {
    const { ctx, db } = await setup();
    await reports(ctx, { opensOn: '2027-01-01', closesOn: '2027-01-31', rrule: 'FREQ=MONTHLY' });
    const { nextMakeAt } = await db.prisma.series.findFirstOrThrow();
    expect(nextMakeAt).toEqual(new Date('2026-12-28T00:00+03:00'));
    expect(await makeAhead(ctx)).toMatchObject({ made: 0, nextMakeAt: nextMakeAt?.getTime() });
  });

  it('takes its length from its first window', async () => {
    const { ctx, db } = await setup();
    const lengths = [];
    for (const [opensOn, closesOn, rrule] of [
      ['2025-06-02', '2025-06-08', 'FREQ=WEEKLY'],
      ['2025-04-01', '2025-06-30', 'FREQ=MONTHLY;INTERVAL=3'],
      ['2025-01-31', '2025-02-27', 'FREQ=MONTHLY'],
      ['2025-01-01', '2025-12-31', 'FREQ=YEARLY'],
    ]) {
      await reports(ctx, { opensOn, closesOn, rrule });
      const { lastsUnit, lastsCount } = await db.prisma.series.findFirstOrThrow({ orderBy: { id: 'desc' } });
      lengths.push(`${lastsCount} ${lastsUnit}`);
    }
    expect(lengths).toEqual(['7 day', '3 month', '28 day', '12 month']);
  });
});
