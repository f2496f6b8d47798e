import { describe, expect, it } from 'vitest';
import { recordAnchor } from '../../src/service/anchor.ts';
import { derive } from '../../src/service/derive.ts';
import { record, setup } from '../support/setup.ts';

const DAY = 86_400_000;
const waiting = { deadline: 'within 60 days of signing' };

describe('an event that is none', () => {
  it.each<[string, object, string, RegExp]>([
    ['no day', {}, 'happenedOn', /Say when the event happened/],
    [
      'a day and an instant',
      { happenedOn: '2025-06-01', happenedAt: '2025-06-01T12:00' },
      'happenedAt',
      /not both/,
    ],
    ['a day that is none', { happenedOn: '2025-06-31' }, 'happenedOn', /30 days/],
    ['a day ahead, counted on from', { happenedOn: '2025-06-03' }, 'happenedOn', /has happened/],
    ['taking back without why', { withdraw: true }, 'note', /why/],
    [
      'a day that is taken back',
      { withdraw: true, note: 'x', happenedOn: '2025-06-01' },
      'withdraw',
      /not both/,
    ],
    ['a script for a link', { happenedOn: '2025-06-01', url: 'javascript:alert(1)' }, 'url', /http/],
  ])('refuses %s', async (_, report, field, message) => {
    const { ctx } = await setup();
    const ids = [await record(ctx, waiting)];
    await expect(recordAnchor(ctx, { ids, ...report })).rejects.toMatchObject({
      code: 'invalid',
      field,
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, string, object, string, RegExp]>([
    [
      'a mistyped year',
      'within 60 days of signing',
      { happenedOn: '0025-06-09' },
      'happenedOn',
      /more than 50 years before the words were said \(2025-06-02\): an event from 1975-06-02 on/,
    ],
    [
      'the year 1',
      'two weeks before the summit',
      { happenedOn: '0001-01-05' },
      'happenedOn',
      /Is its year mistyped/,
    ],
    [
      'an instant of long ago',
      'within 24 hours of receipt',
      { happenedAt: '1925-06-01T10:00Z' },
      'happenedAt',
      /^happenedAt 1925-06-01 lies/,
    ],
    [
      'a plan whose date nobody lives to see',
      'two weeks before the summit',
      { happenedOn: '9999-07-15' },
      'happenedOn',
      /9999-07-15 would give commitment \d+ a date \(-P2W from “summit”\) outside the years 1000 to 8999/,
    ],
  ])(
    'refuses %s as the day of an event, and records nothing',
    async (_, deadline, report, field, message) => {
      const { ctx, clock, db } = await setup();
      const ids = [await record(ctx, { deadline })];
      clock.advance(DAY);
      await expect(recordAnchor(ctx, { ids, ...report })).rejects.toMatchObject({
        code: 'invalid',
        field,
        message: expect.stringMatching(message),
      });
      expect([await db.prisma.anchorEvent.count(), await db.prisma.derivation.count()]).toEqual([0, 0]);
    },
  );

  it('takes an event of years before the words', async () => {
    const { ctx, db } = await setup();
    const ids = [await record(ctx, waiting)];
    await recordAnchor(ctx, { ids, happenedOn: '1975-06-02' });
    expect(await derive(ctx)).toEqual({ taken: 1, moved: 1, faults: 0 });
    const dated = await db.prisma.deadline.findFirstOrThrow({ where: { supersededAt: null } });
    expect(dated.closesAt?.toISOString()).toBe('1975-08-01T21:00:00.000Z');
  });

  it('refuses to take back what is not on record, and to record the same twice', async () => {
    const { ctx } = await setup();
    const ids = [await record(ctx, waiting)];
    const back = { ids, withdraw: true, note: 'a mistake' };
    await expect(recordAnchor(ctx, back)).rejects.toThrow(/not on record/);
    await recordAnchor(ctx, { ids, happenedOn: '2025-06-01' });
    await expect(recordAnchor(ctx, { ids, happenedOn: '2025-06-01' })).rejects.toThrow(
      /on record .* already/,
    );
  });
});
