import { describe, expect, it } from 'vitest';
import { readTrackRecord } from '../../../src/service/browse/track-record.ts';
import { closeCommitment, markMet } from '../../../src/service/close.ts';
import { relate } from '../../../src/service/relate.ts';
import { record, setup } from '../../support/setup.ts';

const note = 'A note that shows it.';

async function history() {
  const { ctx, clock, db } = await setup();
  const ids = [];
  for (let n = 1; n <= 6; n += 1)
    ids.push(
      await record(ctx, { title: `Delivery ${n}`, quote: `We will deliver ${n} next week.`, tags: ['deal'] }),
    );
  clock.set('2025-06-20T12:00:00+03:00');
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = ids;
  for (const id of [first, second, third]) await markMet(ctx, { id, note, happenedAt: '2025-06-12' });
  await markMet(ctx, { id: fourth, note, happenedAt: '2025-06-17' });
  await closeCommitment(ctx, { id: fifth, outcome: 'not_met', reason: 'It was not delivered.', note });
  return { ctx, clock, db, ids };
}

describe('a track record', () => {
  it('counts for party, speaker, source and tag, with numerator and denominator', async () => {
    const { ctx } = await history();
    for (const whose of [
      { party: 'Russia' },
      { speaker: 'Vladimir Medinsky' },
      { source: 'Second round in Istanbul' },
      { tag: 'DEAL' },
    ]) {
      const view = await readTrackRecord(ctx, whose);
      expect(view.binding.counts).toMatchObject({ kept_on_time: 3, kept_late: 1, not_kept: 1, overdue: 1 });
      expect(view.binding.onTime).toMatchObject({ kept: 3, settled: 5 });
    }
  });

  it('is as it was known then', async () => {
    const { ctx } = await history();
    const then = await readTrackRecord(ctx, { party: 'Russia', asOf: '2025-06-18', zone: 'Europe/Istanbul' });
    expect(then.binding.counts).toMatchObject({ overdue: 6, kept_on_time: 0 });
    const before = await readTrackRecord(ctx, { party: 'Russia', on: '2025-06-15', zone: 'Europe/Istanbul' });
    expect(before.binding.counts).toMatchObject({ kept_on_time: 3, not_yet_due: 3 });
  });

  it('counts a matter that was said again once, and intentions apart', async () => {
    const { ctx, db, ids } = await history();
    const again = await record(ctx, {
      title: 'Delivery 1, again',
      quote: 'As I said: next week.',
      tags: ['deal'],
    });
    await db.prisma.commitmentLink.create({
      data: {
        ...{ fromId: again, toId: ids[0] ?? 0, kind: 'restates', reason: 'The same delivery.' },
        ...{ recordedAt: new Date(ctx.clock.now()), recordedBy: 'anna' },
      },
    });
    await record(ctx, {
      title: 'A plan',
      quote: 'We are preparing it.',
      modality: 'intention',
      tags: ['deal'],
    });
    const view = await readTrackRecord(ctx, { tag: 'deal' });
    expect(view.restated).toBe(1);
    expect(view.binding.onTime).toMatchObject({ kept: 3, settled: 5 });
    expect(Object.values(view.apart.counts).reduce((a, b) => a + b)).toBe(1);
  });

  it('counts once what was said again by way of somebody else, or of two at once', async () => {
    const { ctx, clock } = await setup();
    const titles = ['First', 'Second', 'Third', 'Fourth'];
    const [first = 0, second = 0, third = 0, fourth = 0] = await Promise.all(
      titles.map((title) => record(ctx, { title, quote: `${title}.` })),
    );
    const other = await record(ctx, { title: 'Other', quote: 'Other.', speaker: 'Rustem Umerov' });
    const again = (id: number, of: number) => relate(ctx, { id, other: of, kind: 'restates', reason: note });
    await again(other, first);
    await again(second, other);
    await again(fourth, other);
    await again(fourth, third);
    clock.advance(1000);
    const view = await readTrackRecord(ctx, { speaker: 'Vladimir Medinsky' });
    expect(view.items.map(({ id }) => id)).toEqual([Math.min(first, second, third, fourth)]);
    expect(view.restated).toBe(3);
    const before = await readTrackRecord(ctx, { speaker: 'Vladimir Medinsky', asOf: '2025-06-01' });
    expect(before.items).toEqual([]);
  });

  it('keeps a whole that was linked with its own part, before that was refused', async () => {
    const { ctx, db } = await setup();
    const whole = await record(ctx, { title: 'Whole' });
    const part = await record(ctx, { title: 'Part', partOf: whole });
    await db.prisma.commitmentLink.create({
      data: {
        ...{ fromId: whole, toId: part, kind: 'restates', reason: 'The same.' },
        ...{ recordedAt: new Date(ctx.clock.now()), recordedBy: 'anna' },
      },
    });
    const view = await readTrackRecord(ctx, { party: 'Russia' });
    expect([view.items.map(({ id }) => id), view.restated]).toEqual([[whole], 1]);
  });

  it('leaves out nothing that was recorded before the clock was set back', async () => {
    const { ctx, clock } = await setup();
    const first = await record(ctx);
    const again = await record(ctx, { title: 'Again' });
    clock.set('2025-06-12T12:00:00+03:00');
    await markMet(ctx, { id: first, note });
    await relate(ctx, { id: again, other: first, kind: 'restates', reason: note });
    clock.set('2025-06-12T11:00:00+03:00');
    const { binding, restated } = await readTrackRecord(ctx, { party: 'Russia' });
    expect([binding.counts.kept_on_time, restated]).toEqual([1, 1]);
  });

  it('takes only the period asked for, by the day on which a window closed', async () => {
    const { ctx } = await history();
    const of = (from: string, to: string) =>
      readTrackRecord(ctx, { party: 'Russia', from, to, zone: 'Europe/Istanbul' });
    expect((await of('2025-06-15', '2025-06-15')).items).toHaveLength(6);
    expect((await of('2025-06-16', '2025-07-01')).items).toHaveLength(0);
  });

  it('says what is wrong with the question', async () => {
    const { ctx } = await history();
    await expect(readTrackRecord(ctx, {})).rejects.toMatchObject({ code: 'invalid', field: 'party' });
    await expect(readTrackRecord(ctx, { party: 'Nobody' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(readTrackRecord(ctx, { tag: 'deal', asOf: '2031-01-01' })).rejects.toMatchObject({
      field: 'asOf',
    });
  });
});
