/** A fulfilment after the window has closed needs its day, whatever has been decided or waits meanwhile. */
import { describe, expect, it } from 'vitest';
import { closeCommitment, markMet, reopenCommitment } from '../../src/service/close.ts';
import { reportCondition } from '../../src/service/condition.ts';
import { addProgress } from '../../src/service/progress.ts';
import { record, setup } from '../support/setup.ts';

const note = 'A note that shows it.';
const AFTER = '2025-06-19T12:00+03:00';
const asked = (means: string) => ({
  ...{ code: 'invalid', field: 'happenedAt' },
  message: expect.stringContaining(`“now” would make it ${means}`),
});

describe('once the window has closed', () => {
  it('an amount needs its day also while a decision stands, which may be taken back', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.set(AFTER);
    await closeCommitment(ctx, { id, outcome: 'not_met', reason: 'none came', note });
    const amount = { id, amount: 6000, note };
    await expect(addProgress(ctx, amount)).rejects.toMatchObject(asked('an amount of 2025-06-19'));
    await addProgress(ctx, { ...amount, happenedAt: '2025-06-14' });
    expect(await reopenCommitment(ctx, { id, reason: 'They had come' })).toMatchObject({
      ...{ status: 'met', late: false },
    });
  });

  it('a decision about the whole needs it also where the sides have been decided', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { quantity: 1000, perParty: true, committers: ['Russia', 'Ukraine'] });
    clock.set(AFTER);
    const seen = { id, reason: 'seen', note };
    await markMet(ctx, { ...seen, side: 'Russia', happenedAt: '2025-06-12' });
    await closeCommitment(ctx, { ...seen, side: 'Ukraine', outcome: 'not_met' });
    await expect(markMet(ctx, seen)).rejects.toMatchObject(asked('“Met, 4 days late”'));
  });

  it('says what “now” would make of it, also before its condition is met, after it failed, and where it is met already', async () => {
    const { ctx, clock } = await setup();
    const waits = await record(ctx, { condition: 'if they do' });
    const done = await record(ctx, { title: 'Another' });
    clock.set('2025-06-12T12:00+03:00');
    await addProgress(ctx, { id: done, amount: 6000, note });
    clock.set(AFTER);
    const late = asked('“Met, 4 days late”');
    await expect(markMet(ctx, { id: waits, reason: 'seen', note })).rejects.toMatchObject(late);
    await reportCondition(ctx, { id: waits, state: 'failed', note });
    await expect(markMet(ctx, { id: waits, reason: 'seen', note })).rejects.toMatchObject(late);
    await expect(markMet(ctx, { id: done, note })).rejects.toMatchObject(late);
  });
});
