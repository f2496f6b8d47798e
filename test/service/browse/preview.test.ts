import { describe, expect, it } from 'vitest';
import { previewMove, previewRecord } from '../../../src/service/browse/preview.ts';
import { markMet } from '../../../src/service/close.ts';
import { bodies, record, setup } from '../../support/setup.ts';

describe('the preview of a record', () => {
  it.each([
    ['said in the future', { saidAt: '2025-06-03T12:00:00+03:00' }, 'saidAt', /future/],
    ['a comparator without an amount', { quantity: '', unit: '' }, 'quantity', /quantity is missing/],
    ['an amount of nothing in particular', { unit: '' }, 'unit', /unit is missing/],
    ['each party, and none named', { perParty: true, committers: [] }, 'committers', /needs the committers/],
    ['an impossible day of publication', { publishedOn: '2025-06-31' }, 'publishedOn', /30 days/],
    ['dates by hand without a reason', { closesOn: '2025-06-20' }, 'deadlineReason', /need a reason/],
  ])('refuses %s, before anybody saves it', async (_, more, field, message) => {
    const { ctx } = await setup();
    const looking = previewRecord(ctx, bodies(more));
    await expect(looking).rejects.toThrow(message);
    await expect(looking).rejects.toMatchObject({ code: 'invalid', field });
  });

  it('takes nothing about an amount as done or not done', async () => {
    const { ctx } = await setup();
    const looked = await previewRecord(ctx, bodies({ comparator: '', quantity: '', unit: '' }));
    expect(looked.window).not.toBeNull();
  });

  it('says which amount it has read', async () => {
    const { ctx } = await setup();
    const looked = await previewRecord(ctx, bodies({ quantity: "1'200" }));
    expect(looked.notes).toEqual(['What counts: at least 1,200 bodies.']);
    const done = await previewRecord(ctx, bodies({ comparator: '', quantity: '', unit: '' }));
    expect(done.notes).toEqual([]);
  });

  it('warns of a day to look again that has come, and says which of words and dates counts', async () => {
    const { ctx } = await setup();
    const done = { comparator: '', quantity: '', unit: '' };
    const past = await previewRecord(ctx, bodies({ ...done, deadline: '', reviewOn: '2025-06-01' }));
    expect(past.notes).toEqual(['The day to look again has come already: it would be asked for at once.']);
    const both = await previewRecord(
      ctx,
      bodies({ ...done, closesOn: '2025-06-20', deadlineReason: 'as printed' }),
    );
    expect(both.notes).toEqual(['The words are kept; the dates set by hand count.']);
    expect(both.explanation).toContain('“next week”, set by hand');
  });
});

describe('the preview of a move', () => {
  it('refuses what moving would refuse', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    const move = { id, reason: 'said so' };
    await expect(
      previewMove(ctx, { ...move, deadline: 'by 20 June', saidAt: '2025-06-03T12:00' }),
    ).rejects.toThrow(/future/);
    await expect(previewMove(ctx, { ...move, deadline: 'next week' })).rejects.toThrow(/Nothing moves/);
    expect((await previewMove(ctx, { ...move, closesOn: '2025-06-20' })).basis).toBe('assumed');
    clock.advance(1000);
    await markMet(ctx, { id, note: 'done' });
    await expect(previewMove(ctx, { ...move, closesOn: '2025-06-20' })).rejects.toThrow(/is settled/);
  });
});
