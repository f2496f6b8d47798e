import { describe, expect, it } from 'vitest';
import { findSimilar } from '../../../src/service/browse/similar.ts';
import { makeAhead } from '../../../src/service/make-ahead.ts';
import { record, setup } from '../../support/setup.ts';

describe('whether a matter is on record already', () => {
  it('finds the same words, and much the same words, and leaves another matter alone', async () => {
    const { ctx } = await setup();
    const bodies = await record(ctx);
    const exchange = await record(ctx, {
      title: 'Exchange of prisoners, at least 1,000 from each side',
      quote: 'At least one thousand people from each side will be exchanged.',
    });
    const ids = async (title: string, quote: string) =>
      (await findSimilar(ctx, { title, quote })).map(({ id, how }) => [id, how]);
    expect(await ids('Something else', 'We will hand over six thousand bodies next week.')).toEqual([
      [bodies, 'the same words'],
    ]);
    expect(
      await ids('Handing over the bodies of the dead', 'Six thousand bodies will be handed over next week.'),
    ).toEqual([[bodies, 'much the same words']]);
    expect(
      await ids('Prisoners exchange: at least 1,000 a side', 'People from each side will be exchanged.'),
    ).toEqual([[exchange, 'much the same words']]);
    expect(await ids('Study the memorandum', 'We need a week to study the text.')).toEqual([]);
  });

  it.each(["' | :* & !", '\\', 'a'.repeat(5_000), '" ( <-> )', '😀 ‮', "it's o'clock"])(
    'takes %j as words and nothing else',
    async (hostile) => {
      const { ctx } = await setup();
      await record(ctx, { title: 'A title', quote: hostile.slice(0, 5_000) });
      await expect(findSimilar(ctx, { title: hostile, quote: hostile })).resolves.toBeInstanceOf(Array);
    },
  );

  it('leaves out its own series and its own wholes and parts, however many they are', async () => {
    const { ctx, db } = await setup();
    const words = { title: 'Report on the bodies', quote: 'A report on the bodies every Friday.' };
    const other = await record(ctx, words);
    await record(ctx, { ...words, deadline: 'every Friday' });
    await makeAhead(ctx);
    const occurrences = await db.prisma.commitment.findMany({ where: { seriesId: { not: null } } });
    expect(occurrences.length).toBeGreaterThan(1);
    const ids = async (id: number) => (await findSimilar(ctx, { ...words, id })).map((one) => one.id).sort();
    expect(await ids(occurrences.at(-1)?.id ?? 0)).toEqual([other]);
    const part = await record(ctx, { ...words, partOf: other });
    const inner = await record(ctx, { ...words, partOf: part });
    const beside = await record(ctx, { ...words, partOf: other });
    for (const one of [other, part, inner, beside]) {
      const found = await ids(one);
      expect(found.filter((id) => [other, part, inner, beside].includes(id))).toEqual([]);
      expect(found.length).toBeGreaterThan(0);
    }
  });

  it('asks nothing of an empty form', async () => {
    const { ctx } = await setup();
    await record(ctx);
    expect(await findSimilar(ctx, { title: ' ', quote: '' })).toEqual([]);
  });
});
