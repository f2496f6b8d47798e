import { describe, expect, it } from 'vitest';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import type { Context } from '../../src/service/context.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { relate, unrelate, unrelateOne } from '../../src/service/relate.ts';
import { record, setup } from '../support/setup.ts';

const reason = 'the same exchange';
const many = async (ctx: Context, count: number): Promise<number[]> => {
  const ids: number[] = [];
  for (let n = 1; n <= count; n += 1) ids.push(await record(ctx, { title: `Account ${n}` }));
  return ids;
};
const link = (ctx: Context, id: number, kind: string, other: number) =>
  relate(ctx, { id, kind, other, reason });

describe('accounts of one matter', () => {
  it('are linked and shown on both pages, and stay two', async () => {
    const { ctx, db } = await setup();
    const [one = 0, two = 0] = await many(ctx, 2);
    const drawn = await link(ctx, two, 'restates', one);
    await link(ctx, two, 'contradicts', one);
    expect((await readCommitment(ctx, two)).links).toMatchObject([
      {
        id: drawn.id,
        text: 'says again',
        otherId: one,
        other: { title: 'Account 1', status: 'upcoming' },
        reason,
      },
      { text: 'tells differently' },
    ]);
    expect((await readCommitment(ctx, one)).links.map(({ text }) => text)).toEqual([
      'is said again by',
      'is told differently by',
    ]);
    expect(await db.prisma.commitment.count()).toBe(2);
  });

  it('are linked once, in whichever direction, also by three at a time', async () => {
    const { ctx, db } = await setup();
    const [one = 0, two = 0] = await many(ctx, 2);
    const tries = [
      link(ctx, one, 'restates', two),
      link(ctx, two, 'restates', one),
      link(ctx, one, 'restates', two),
    ];
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await db.prisma.commitmentLink.count()).toBe(1);
  });

  it('never go round in a circle of restatements, however they are drawn at once', async () => {
    const { ctx, db } = await setup();
    const [a = 0, b = 0, c = 0] = await many(ctx, 3);
    const ring = [link(ctx, a, 'restates', b), link(ctx, b, 'restates', c), link(ctx, c, 'restates', a)];
    const outcomes = await Promise.allSettled(ring);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await db.prisma.commitmentLink.count()).toBe(2);
    // To contradict in a circle is what three accounts do.
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const)
      await link(ctx, from, 'contradicts', to);
  });

  it('are taken back once, with a reason, and can be linked anew', async () => {
    const { ctx } = await setup();
    const [one = 0, two = 0, three = 0] = await many(ctx, 3);
    const { id: end } = await link(ctx, two, 'restates', one);
    await expect(unrelateOne(ctx, { id: three, end, reason })).rejects.toMatchObject({
      code: 'invalid',
      field: 'end',
    });
    expect(await unrelate(ctx, { end, reason: 'another exchange', recordedBy: 'Ann' })).toMatchObject({
      ended: true,
    });
    await expect(unrelate(ctx, { end, reason })).rejects.toMatchObject({ code: 'conflict' });
    expect((await readCommitment(ctx, one)).links).toMatchObject([
      { id: end, end: { reason: 'another exchange', recordedBy: 'Ann' } },
    ]);
    await link(ctx, one, 'restates', two);
    expect((await readCommitment(ctx, one)).links).toHaveLength(2);
  });

  it('are none within one series, and none between a whole and what it consists of', async () => {
    const { ctx, db } = await setup();
    const [whole = 0] = await many(ctx, 1);
    const part = await record(ctx, { title: 'Part', partOf: whole });
    const inner = await record(ctx, { title: 'Part of a part', partOf: part });
    const beside = await record(ctx, { title: 'Another part', partOf: whole });
    for (const [one, other] of [
      [whole, part],
      [part, whole],
      [inner, whole],
    ] as const) {
      const saying = link(ctx, one, 'restates', other);
      await expect(saying).rejects.toThrow(/one is a part of the other: they count as one already/);
      await expect(saying).rejects.toMatchObject({ code: 'invalid', field: 'other' });
    }
    await record(ctx, { title: 'Report', quote: 'A report every Friday.', deadline: 'every Friday' });
    await makeAhead(ctx);
    const series = await db.prisma.commitment.findMany({
      where: { seriesId: { not: null } },
      orderBy: { id: 'asc' },
    });
    const [first, second] = series.map(({ id }) => id);
    await expect(link(ctx, second ?? 0, 'restates', first ?? 0)).rejects.toThrow(/round in one series/);
    // Two parts may be told as one by mistake, and what comes again may be told differently.
    await link(ctx, beside, 'restates', part);
    await link(ctx, second ?? 0, 'contradicts', first ?? 0);
  });

  it('are refused when there is nothing to link', async () => {
    const { ctx, db } = await setup();
    const [one = 0] = await many(ctx, 1);
    await expect(link(ctx, one, 'restates', one)).rejects.toMatchObject({ code: 'invalid', field: 'other' });
    await expect(link(ctx, one, 'restates', 99)).rejects.toMatchObject({ code: 'not_found' });
    await expect(link(ctx, one, 'copies', 99)).rejects.toMatchObject({ code: 'invalid', field: 'kind' });
    await expect(unrelate(ctx, { end: 7, reason })).rejects.toMatchObject({ code: 'not_found' });
    expect(await db.prisma.commitmentLink.count()).toBe(0);
  });
});
