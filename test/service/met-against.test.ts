import { describe, expect, it } from 'vitest';
import { closeCommitment, markMet } from '../../src/service/close.ts';
import { addProgress } from '../../src/service/progress.ts';
import { record, setup } from '../support/setup.ts';

const note = 'seen by a journalist';
const EACH = { quantity: 1000, unit: 'prisoners', perParty: true, committers: 'Northland,Southland' };
const WHY = 'Say why it counts as fulfilled all the same.';

async function openExchange() {
  const world = await setup();
  const id = await record(world.ctx, { ...EACH, decides: 'confirmed' });
  const add = (side: string, amount: number, support: string) =>
    addProgress(world.ctx, { id, side, amount, support, note });
  return { ...world, id, add };
}

describe('met against the amounts on record', () => {
  it('is refused without a reason, with the sums of each side, and nothing is kept', async () => {
    const { ctx, db, id, add } = await openExchange();
    await add('Northland', 400, 'confirmed');
    await add('Southland', 900, 'declared');
    const before = await db.prisma.evidence.count();
    await expect(markMet(ctx, { id, note })).rejects.toMatchObject({
      code: 'invalid',
      field: 'reason',
      message: `Confirmed on record: Northland 400 of 1,000, Southland 0 of 1,000. ${WHY}`,
    });
    expect([await db.prisma.verdict.count(), await db.prisma.evidence.count()]).toEqual([0, before]);
    expect(await markMet(ctx, { id, note, reason: 'Both call it complete' })).toMatchObject({
      status: 'met',
    });
  });

  it('asks about no side but the one that is decided about', async () => {
    const { ctx, id, add } = await openExchange();
    await add('Northland', 400, 'confirmed');
    await expect(markMet(ctx, { id, side: 'Northland', note })).rejects.toThrow(
      `Confirmed on record: Northland 400 of 1,000. ${WHY}`,
    );
    // Of this side no amount is on record: nothing speaks against it.
    await markMet(ctx, { id, side: 'Southland', note });
  });

  it.each([
    ['at_least', 400, 'Declared on record: 400 of 1,000 bodies.'],
    ['about', 899, 'Declared on record: 899 of 1,000 bodies.'],
    ['about', 900, null],
    ['exactly', 1001, 'Declared on record: 1,001 of 1,000 bodies.'],
    ['at_most', 1001, 'Declared on record: 1,001 of 1,000 bodies.'],
    ['at_most', 400, null],
  ])('a target of %s 1,000 with %d on record: %j', async (comparator, amount, says) => {
    const { ctx } = await setup();
    const id = await record(ctx, { comparator, quantity: 1000, unit: 'bodies', decides: 'declared' });
    await addProgress(ctx, { id, amount, note });
    const met = markMet(ctx, { id, note });
    if (says === null) expect(await met).toMatchObject({ status: 'met' });
    else await expect(met).rejects.toThrow(`${says} ${WHY}`);
  });

  it('leaves the reason to the evidence where no amount is on record, or another outcome is given', async () => {
    const { ctx, id, add } = await openExchange();
    const bare = await record(ctx, { title: 'Another' });
    expect(await markMet(ctx, { id: bare, note })).toMatchObject({ status: 'met' });
    await add('Northland', 400, 'confirmed');
    const close = { id, outcome: 'partly_met', reason: 'A part of it', note };
    expect(await closeCommitment(ctx, close)).toMatchObject({ status: 'partly_met' });
  });
});
