/** Corrections of what was told by way of something else: by a correction, or in the line of something graver. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { closeCommitment, reopenCommitment } from '../../src/service/close.ts';
import { reportCondition } from '../../src/service/condition.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { withdrawEvidence } from '../../src/service/withdraw-evidence.ts';
import { addresses, pass, quickMailer, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { startSmtp } from '../support/smtp.ts';
import { toldMails } from '../support/told.ts';

const note = 'seen by a journalist';

/** The bodies, or what is wished, and one reader; `told` makes a pass and says the subjects up to the title, and the status in each mail. */
async function story(kinds?: readonly string[], wish: Parameters<typeof record>[1] = {}) {
  const { ctx, clock, db } = await setup();
  const id = await record(ctx, wish);
  await readers(ctx, addresses(1), kinds === undefined ? {} : { kinds: [...kinds] });
  const told = async (): Promise<string[]> => {
    await pass(ctx, clock);
    const mails = await toldMails(db);
    return mails.map(
      ({ subject, text }) => `${subject.replace(/:.*/, '')}: ${/^Status: (.*)$/m.exec(text)?.[1]}`,
    );
  };
  return { ctx, clock, id, told };
}

describe('whoever was told something', () => {
  // A correction once counted as telling nothing, so that what it said could never be corrected.
  it('by a correction is corrected again when that was wrong too', async () => {
    const { ctx, clock, id, told } = await story();
    clock.set('2025-06-16T00:00+03:00');
    await told();
    clock.set('2025-06-17T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-14', note });
    expect((await told()).at(-1)).toBe('Correction: Met');
    clock.set('2025-06-18T12:00+03:00');
    await withdrawEvidence(ctx, { evidence: 1, reason: 'The report was made up.' });
    expect((await told()).at(-1)).toBe('Correction: Overdue');
    clock.set('2025-06-19T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-13', note });
    expect((await told()).at(-1)).toBe('Correction: Met');
  });

  // Who came after it was overdue heard of it only by the correction that opened it again, and that counted as nothing.
  it('is overdue only by a correction is corrected when it was fulfilled in time', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    clock.set('2025-06-16T12:00+03:00');
    await pass(ctx, clock);
    await readers(ctx, addresses(1));
    const told = async () => {
      await pass(ctx, clock);
      return (await toldMails(db)).map(({ subject }) => subject.replace(/:.*/, ''));
    };
    clock.set('2025-06-17T12:00+03:00');
    await closeCommitment(ctx, {
      id,
      outcome: 'met',
      reason: 'seen',
      happenedAt: '2025-06-16T14:00+03:00',
      note,
    });
    expect(await told()).toEqual(['Met late']);
    clock.set('2025-06-18T12:00+03:00');
    await reopenCommitment(ctx, { id, reason: 'It was another hand-over.' });
    expect((await told()).slice(1)).toEqual(['Correction']);
    clock.set('2025-06-19T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-13', note });
    expect((await told()).slice(2)).toEqual(['Correction']);
  });

  // It was told of what the news corrects for anybody, and this reader had never heard that it was overdue.
  it('is told that it was wrong, and nothing that others were told', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    await readers(ctx, addresses(1), { kinds: ['closed'] });
    clock.set('2025-06-16T00:00+03:00');
    await pass(ctx, clock);
    await closeCommitment(ctx, { id, outcome: 'not_met', reason: 'It was not.', note });
    await pass(ctx, clock);
    clock.set('2025-06-17T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-14', note });
    await withdrawEvidence(ctx, { evidence: 1, reason: 'The report was made up.' });
    await pass(ctx, clock);
    const { subject, text } = (await toldMails(db)).at(-1) ?? expect.fail('no mail');
    expect(subject).toMatch(/^Correction:/);
    expect(text).toContain('We told you this was closed.');
    expect(text).not.toContain('We told you this was overdue');
  });

  // The correction was dropped for what came after it, of which this reader had chosen to hear nothing: "Met" for ever.
  it.each([
    ['is met', ['met'], 'Not met'],
    ['is met, and follows what tells them better', ['met', 'closed'], 'Not met'],
  ] as const)(
    'that it %s hears once how it stands when it was reopened and closed before their digest',
    async (_, kinds, now) => {
      const { ctx, clock, db } = await setup();
      const id = await record(ctx);
      const weekly = {
        rhythm: 'weekly',
        weekday: 1,
        localHour: 8,
        nextSlotAt: new Date('2025-06-09T08:00Z'),
      };
      await readers(ctx, addresses(1), { kinds: [...kinds], ...weekly });
      const digest = async (at: string): Promise<string[]> => {
        await pass(ctx, clock);
        clock.set(at);
        await pass(ctx, clock);
        await pass(ctx, clock);
        return (await toldMails(db)).map(({ text }) => /^Status: (.*)$/m.exec(text)?.[1] ?? '');
      };
      await addProgress(ctx, { id, amount: 6000, note });
      expect(await digest('2025-06-09T08:00:05Z')).toHaveLength(1);
      await withdrawEvidence(ctx, { evidence: 1, reason: 'The report was made up.' });
      await pass(ctx, clock);
      clock.advance(3_600_000);
      await closeCommitment(ctx, { id, outcome: 'not_met', reason: 'It was not.', note });
      expect((await digest('2025-06-16T08:00:05Z')).slice(1)).toEqual([now]);
      expect((await digest('2025-06-23T08:00:05Z')).slice(2)).toEqual([]);
    },
  );

  it('by a correction to a decision is corrected when the decision is taken back', async () => {
    const { ctx, clock, id, told } = await story();
    clock.set('2025-06-12T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, note });
    expect((await told()).at(-1)).toBe('Met: Met');
    clock.set('2025-06-13T12:00+03:00');
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'It was never agreed.', note });
    expect((await told()).at(-1)).toBe('Correction: Void');
    clock.set('2025-06-14T12:00+03:00');
    await withdrawEvidence(ctx, { evidence: 1, reason: 'The report was made up.' });
    await reopenCommitment(ctx, { id, reason: 'It was agreed.' });
    expect((await told()).at(-1)).toBe('Correction: Due');
  });

  it('of a time that had come is corrected when its condition is taken back, and told anew when it is met again', async () => {
    const { ctx, clock, id, told } = await story(['overdue'], { condition: 'if the ceasefire holds' });
    const report = (state: string): Promise<unknown> => reportCondition(ctx, { id, state, note });
    await report('met');
    clock.set('2025-06-16T00:00+03:00');
    expect(await told()).toEqual(['Overdue: Overdue']);
    clock.set('2025-06-17T12:00+03:00');
    await report('open');
    expect((await told()).slice(1)).toEqual(['Correction: Pending']);
    clock.set('2025-06-18T12:00+03:00');
    await report('met');
    expect((await told()).slice(2)).toEqual(['Overdue: Overdue']);
    clock.set('2025-06-19T12:00+03:00');
    await report('failed');
    expect((await told()).slice(3)).toEqual(['Correction: Void']);
    clock.set('2025-06-20T12:00+03:00');
    await report('open');
    await report('met');
    // That it was void is put right, in one message with what it is now.
    expect((await told()).slice(4)).toEqual(['Correction: Overdue']);
  });

  // What a graver line of the same mail told once counted as not told, because it had no line of its own.
  it('in the line of something graver is corrected when it was wrong', async () => {
    const { ctx, clock, id, told } = await story();
    clock.set('2025-06-12T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, note });
    await raiseObjection(ctx, { id, raisedBy: 'Ukraine', reason: 'It is not so.' });
    expect((await told()).at(-1)).toBe('Disputed: Met');
    clock.set('2025-06-13T12:00+03:00');
    await withdrawEvidence(ctx, { evidence: 1, reason: 'The report was made up.' });
    expect((await told()).at(-1)).toBe('Correction: Due');
  });

  it('of overdue in the line of a dispute is corrected, whatever else is followed', async () => {
    const { ctx, clock, id, told } = await story(['overdue', 'disputed']);
    clock.set('2025-06-16T00:00+03:00');
    await raiseObjection(ctx, { id, raisedBy: 'Ukraine', reason: 'It is not so.' });
    expect((await told()).at(-1)).toBe('Disputed: Overdue');
    clock.set('2025-06-17T12:00+03:00');
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-14', note });
    expect((await told()).at(-1)).toBe('Correction: Met');
  });
});

describe('whoever was not told', () => {
  // It was being sent while the relay was away, and was dropped; the correction went out all the same.
  it.each([
    ['hears of no error', 'withdrawn', []],
    ['hears what it is now as plain news', 'decided', ['Void']],
  ])('because no mail left, %s', async (_, then, heard) => {
    const server = await startSmtp({ data: 451 });
    onTestFinished(() => server.close());
    const mailer = quickMailer(server.url);
    onTestFinished(() => mailer.close(50));
    const { ctx, clock } = await setup({ mailer });
    const id = await record(ctx);
    await readers(ctx, addresses(1), { leadDays: [] });
    clock.set('2025-06-12T12:00+03:00');
    await pass(ctx, clock);
    await addProgress(ctx, { id, amount: 6000, note });
    await pass(ctx, clock);
    if (then === 'withdrawn') await withdrawEvidence(ctx, { evidence: 1, reason: 'The report was made up.' });
    else await closeCommitment(ctx, { id, outcome: 'void', reason: 'It was never agreed.', note });
    clock.advance(10_000);
    await pass(ctx, clock);
    server.script({});
    for (let hour = 0; hour < 3; hour += 1) {
      clock.advance(3_600_000);
      await pass(ctx, clock);
    }
    const subjects = await Promise.all(server.messages.map(async (one) => (await one.parsed()).subject));
    expect(subjects.map((subject) => subject?.replace(/:.*/, '')).filter((word) => word !== 'Due')).toEqual(
      heard,
    );
  });
});
