/** What follows from objections, conditions and held reminders: statuses, and the mails that readers get. */
import { describe, expect, it } from 'vitest';
import { answerObjection } from '../../src/service/answer.ts';
import { readBoard } from '../../src/service/browse/board.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { reportCondition } from '../../src/service/condition.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { holdReminders, resumeReminders } from '../../src/service/notice.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { addresses, pass, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';

const note = 'seen by a journalist';
const condition = 'the ceasefire holds';

/** A commitment that one reader follows; `mails` are the subjects of what was sent, up to the title. */
async function story(more: Parameters<typeof record>[1] = {}) {
  const { ctx, clock, db } = await setup();
  const id = await record(ctx, more);
  await readers(ctx, addresses(1));
  const mails = async (): Promise<string[]> => {
    await pass(ctx, clock);
    const kept = await db.prisma.delivery.findMany({ where: { raw: { not: null } }, orderBy: { id: 'asc' } });
    return kept.flatMap(({ subject }) => (subject === null ? [] : [subject.replace(/:.*/, '')]));
  };
  const status = async () => (await readCommitment(ctx, id)).status;
  return { ctx, clock, db, id, mails, status };
}

describe('an objection', () => {
  it('that is upheld takes the amount out of the count and opens what it had met; readers are corrected', async () => {
    const { ctx, clock, id, mails, status } = await story();
    clock.set('2025-06-12T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-11', note, support: 'verified' });
    expect(await status()).toBe('met');
    const before = await mails();
    expect(before.at(-1)).toBe('Met');
    const { objectionId: objection } = await raiseObjection(ctx, {
      id,
      progress: 1,
      raisedBy: 'Ukraine',
      reason: 'no',
    });
    expect(await readCommitment(ctx, id)).toMatchObject({ status: 'met', disputed: true });
    expect((await readBoard(ctx, { disputed: true })).groups.settled).toMatchObject([{ id, disputed: true }]);
    expect((await mails()).slice(before.length)).toEqual(['Disputed']);
    clock.advance(60_000);
    await answerObjection(ctx, { objection, outcome: 'upheld', answer: 'Counted twice.' });
    expect(await readCommitment(ctx, id)).toMatchObject({ status: 'due', disputed: false });
    expect((await readBoard(ctx, { disputed: true })).counts).toMatchObject({ settled: 0, due: 0 });
    expect((await mails()).slice(before.length + 1)).toEqual(['Correction']);
  });

  it('that is rejected leaves what it is about standing, and the mail says that the dispute is settled', async () => {
    const { ctx, clock, id, mails, status } = await story();
    clock.set('2025-06-12T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-11', note, support: 'verified' });
    const { objectionId: objection } = await raiseObjection(ctx, {
      id,
      progress: 1,
      raisedBy: 'Ukraine',
      reason: 'no',
    });
    expect((await mails()).at(-1)).toBe('Disputed');
    clock.advance(60_000);
    await answerObjection(ctx, { objection, outcome: 'rejected', answer: 'All were seen.' });
    expect([await status(), (await readCommitment(ctx, id)).disputed]).toEqual(['met', false]);
    // A subject that says “disputed” of what is so no more would be wrong by the time it is read.
    expect((await mails()).at(-1)).toBe('Dispute settled');
  });

  it('that nobody answers by its day is flagged then, and told once', async () => {
    const { ctx, clock, db, id, mails } = await story({ closesOn: '2025-12-31', deadline: undefined });
    await raiseObjection(ctx, { id, raisedBy: 'Ukraine', reason: 'no', answerBy: '2025-06-10' });
    const before = (await mails()).length;
    clock.set('2025-06-10T23:59:59+03:00');
    await sweep(ctx);
    expect(await db.prisma.event.count({ where: { kind: 'objection_unanswered' } })).toBe(0);
    clock.set('2025-06-11T00:00:00+03:00');
    expect((await mails()).slice(before)).toEqual(['Disputed']);
    const event = await db.prisma.event.findFirstOrThrow({ where: { kind: 'objection_unanswered' } });
    expect(event.occurredAt.toISOString()).toBe('2025-06-10T21:00:00.000Z');
    clock.set('2025-06-20T00:00:00+03:00');
    expect(await mails()).toHaveLength(before + 1);
  });
});

describe('a condition', () => {
  it('that fails voids and drops the mail that waits; undoing it undoes both', async () => {
    const { ctx, clock, db, id, mails, status } = await story({ condition });
    expect(await status()).toBe('pending');
    await reportCondition(ctx, { id, state: 'met', note });
    expect(await status()).toBe('upcoming');
    clock.set('2025-06-09T00:00:00+03:00');
    await sweep(ctx);
    while ((await fanOut(ctx)).more);
    expect(await db.prisma.alert.count({ where: { occasion: { kind: 'due' }, state: 'queued' } })).toBe(1);
    await reportCondition(ctx, { id, state: 'failed', note: 'Shelling was resumed.' });
    expect(await status()).toBe('void');
    const sent = await mails();
    expect(sent).not.toContain('Due');
    expect(sent.at(-1)).toBe('Void');
    expect(await db.prisma.alert.findFirst({ where: { occasion: { kind: 'due' } } })).toMatchObject({
      state: 'dropped',
    });
    clock.advance(60_000);
    await reportCondition(ctx, { id, state: 'open', note: 'That was another town.' });
    expect(await status()).toBe('pending');
    expect((await mails()).slice(sent.length)).toEqual(['Correction']);
    clock.advance(60_000);
    await reportCondition(ctx, { id, state: 'met', note });
    expect(await status()).toBe('due');
  });

  it('that nobody reported never makes overdue, however long it takes', async () => {
    const { ctx, clock, db, mails, status } = await story({ condition });
    clock.set('2025-09-01T00:00:00+03:00');
    expect(await mails()).toEqual([]);
    expect(await status()).toBe('pending');
    expect(await db.prisma.event.count({ where: { kind: 'overdue' } })).toBe(0);
    expect((await readBoard(ctx)).counts.overdue).toBe(0);
  });
});

describe('reminders', () => {
  it('are held until the day that was given and go on after it', async () => {
    const { ctx, clock, id, mails } = await story();
    clock.set('2025-06-16T00:00:00+03:00');
    const before = await mails();
    expect(before.at(-1)).toBe('Overdue');
    await holdReminders(ctx, { id, kind: 'snoozed', until: '2025-06-18', note: 'Talks are on.' });
    for (const day of ['17', '18']) {
      clock.set(`2025-06-${day}T12:00:00+03:00`);
      expect(await mails()).toEqual(before);
    }
    clock.set('2025-06-20T12:00:00+03:00');
    expect((await mails()).slice(before.length)).toEqual(['Still overdue']);
  });

  it('go on at once when somebody says so', async () => {
    const { ctx, clock, id, mails } = await story();
    clock.set('2025-06-16T00:00:00+03:00');
    const before = (await mails()).length;
    await holdReminders(ctx, { id, kind: 'acknowledged', until: '2025-06-30', note: 'I call them.' });
    await resumeReminders(ctx, { id, note: 'They refused.' });
    clock.set('2025-06-17T12:00:00+03:00');
    expect((await mails()).slice(before)).toEqual(['Still overdue']);
  });

  it('that were in hand are nobody’s any more when the day passes and nothing was recorded', async () => {
    const { ctx, clock, db, id, mails } = await story();
    clock.set('2025-06-16T12:00:00+03:00');
    await mails();
    const hold = { id, kind: 'acknowledged', until: '2025-06-20', note: 'I call them.', recordedBy: 'Ann' };
    await holdReminders(ctx, hold);
    clock.set('2025-06-21T00:00:00+03:00');
    await sweep(ctx);
    const unattended = { where: { kind: 'unattended' } };
    expect(await db.prisma.event.findMany(unattended)).toMatchObject([{ data: { by: 'Ann' } }]);
    expect(await db.prisma.occasion.findMany(unattended)).toMatchObject([{ actor: 'Ann' }]);
  });
});

describe('sides', () => {
  it('are told apart: one met, the other part of the way', async () => {
    const sides = { quantity: 1000, unit: 'prisoners', perParty: true, committers: ['Russia', 'Ukraine'] };
    const { ctx, clock, id } = await story(sides);
    clock.set('2025-06-12T12:00+03:00');
    const add = (side: string, amount: number) =>
      addProgress(ctx, { id, side, amount, note, support: 'confirmed', happenedAt: '2025-06-11' });
    await add('Russia', 1000);
    await add('Ukraine', 640);
    const text = 'Russia met, Ukraine 640 of 1,000 (at least 1,000 prisoners from each side)';
    expect(await readCommitment(ctx, id)).toMatchObject({
      progressText: text,
      sides: [
        { party: 'Russia', outcome: 'met', text: 'met' },
        { party: 'Ukraine', outcome: null, text: '640 of 1,000' },
      ],
    });
    expect((await readBoard(ctx)).groups.due).toMatchObject([{ progress: { text } }]);
  });
});
