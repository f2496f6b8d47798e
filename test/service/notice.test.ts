import { describe, expect, it } from 'vitest';
import { readBoard } from '../../src/service/browse/board.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { closeCommitment } from '../../src/service/close.ts';
import { holdReminders, resumeReminders } from '../../src/service/notice.ts';
import { record, setup } from '../support/setup.ts';

const note = 'The ministry answers by the 25th.';
const LATE = '2025-06-20T12:00:00+03:00';

describe('reminders held', () => {
  it('have author, note and an end, which is the end of the day where the deadline counts', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.set(LATE);
    const { until } = await holdReminders(ctx, {
      id,
      kind: 'snoozed',
      until: '2025-06-25',
      note,
      recordedBy: 'Ann',
    });
    expect(until).toBe(Date.parse('2025-06-26T00:00+03:00'));
    const held = { kind: 'snoozed', untilAt: until, note, by: 'Ann' };
    expect(await readCommitment(ctx, id)).toMatchObject({ status: 'overdue', held });
    expect((await readBoard(ctx)).groups.overdue).toMatchObject([{ id, held }]);
    clock.set('2025-06-26T00:00:00+03:00');
    expect((await readCommitment(ctx, id)).held).toBeNull();
    expect((await readBoard(ctx)).groups.overdue).toMatchObject([{ id, held: null }]);
  });

  it('go on when somebody says so, with both words on record', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.set(LATE);
    await holdReminders(ctx, { id, kind: 'acknowledged', until: 'within 7 days', note });
    await resumeReminders(ctx, { id, note: 'They have refused.' });
    const view = await readCommitment(ctx, id);
    expect(view.held).toBeNull();
    expect(view.notices.map(({ kind }) => kind)).toEqual(['acknowledged', 'resumed']);
    await expect(resumeReminders(ctx, { id, note })).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    ['no end', { until: undefined }, 'until'],
    ['an end that has passed', { until: '2025-06-19' }, 'until'],
    ['an end beyond a year', { until: '2026-06-21' }, 'until'],
    ['no note', { note: ' ' }, 'note'],
    ['another kind', { kind: 'forgotten' }, 'kind'],
  ])('are refused with %s', async (_, more, field) => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    clock.set(LATE);
    const held = holdReminders(ctx, { id, kind: 'snoozed', until: '2025-06-25', note, ...more });
    await expect(held).rejects.toMatchObject({ code: 'invalid', field });
    expect(await db.prisma.notice.count()).toBe(0);
  });

  it('may last a year to the day, and make no sense for what is settled', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.set(LATE);
    const { until } = await holdReminders(ctx, { id, kind: 'snoozed', until: '2026-06-20', note });
    expect(until).toBe(Date.parse('2026-06-21T00:00+03:00'));
    await closeCommitment(ctx, { id, outcome: 'withdrawn', reason: 'said so', note });
    await expect(
      holdReminders(ctx, { id, kind: 'snoozed', until: '2025-06-25', note }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
