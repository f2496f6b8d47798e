import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { answerObjection } from '../../src/service/answer.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import type { Context } from '../../src/service/context.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import type { TestClock } from '../support/clock.ts';
import { addresses, pass, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';

/** The text of the newest message, after everything that waits has been told. */
async function lastMail({ ctx, clock }: { ctx: Context; clock: TestClock }): Promise<string> {
  await pass(ctx, clock);
  const row = await ctx.db.prisma.delivery.findFirstOrThrow({
    where: { raw: { not: null } },
    orderBy: { id: 'desc' },
  });
  return (await simpleParser(row.raw ?? '')).text ?? '';
}

describe('a message names both sides', () => {
  it('with the objection, who raised it and until when, and later its answer', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    const id = await record(ctx);
    await readers(ctx, addresses(1));
    const reason = 'The lists\ncame late.';
    const { objectionId: objection } = await raiseObjection(ctx, { id, raisedBy: 'Russia', reason });
    const raised = await lastMail(world);
    expect(raised).toContain('DISPUTED: Hand over the bodies of the dead');
    expect(raised).toContain(
      'Objection: Russia: The lists came late. — an answer is wanted by Mon 16 Jun 2025 24:00\n',
    );
    clock.advance(60_000);
    await answerObjection(ctx, { objection, outcome: 'rejected', answer: 'They came on 1 June.' });
    const answered = await lastMail(world);
    expect(answered).toContain('What was disputed has been answered; both sides stay on record.');
    expect(answered).toContain('Objection: Russia: The lists came late. — rejected: They came on 1 June.\n');
  });

  it('side by side, where a target holds for each', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    const each = { quantity: 1000, unit: 'prisoners', perParty: true, committers: ['Russia', 'Ukraine'] };
    const id = await record(ctx, each);
    await readers(ctx, addresses(1), { kinds: ['progress'] });
    clock.set('2025-06-12T12:00+03:00');
    const add = (side: string, amount: number) =>
      addProgress(ctx, { id, side, amount, note: 'a list', support: 'confirmed', happenedAt: '2025-06-11' });
    await add('Russia', 1000);
    await add('Ukraine', 640);
    expect(await lastMail(world)).toContain(
      'Progress: Russia met, Ukraine 640 of 1,000 (at least 1,000 prisoners from each side)\n',
    );
  });
});

describe('a whole', () => {
  it('names its parts with their states, and each part its whole, on the page and in the mail', async () => {
    const world = await setup();
    const { ctx, clock, db } = world;
    const whole = await record(ctx, {
      title: 'Whole',
      comparator: undefined,
      quantity: undefined,
      unit: undefined,
    });
    const parts = [
      await record(ctx, { title: 'First part', partOf: whole }),
      await record(ctx, { title: 'Second part', partOf: whole }),
    ];
    await db.prisma.commitment.update({ where: { id: whole }, data: { hasParts: true } });
    await readers(ctx, addresses(1), { kinds: ['overdue'], follows: 'commitment', commitmentId: whole });
    clock.set('2025-06-12T12:00+03:00');
    const done = { amount: 6000, note: 'a list', support: 'confirmed', happenedAt: '2025-06-11' };
    await addProgress(ctx, { id: parts[0], ...done });
    expect(await readCommitment(ctx, whole)).toMatchObject({
      parts: [
        { title: 'First part', status: 'met' },
        { title: 'Second part', status: 'due' },
      ],
    });
    expect(await readCommitment(ctx, parts[1])).toMatchObject({ whole: { id: whole, title: 'Whole' } });
    clock.set('2025-06-16T00:00+03:00');
    const mail = await lastMail(world);
    expect(mail).toContain('Part: Met: First part\nhttp://localhost:8470/commitments/2\n');
    expect(mail).toContain('Part: Overdue: Second part\nhttp://localhost:8470/commitments/3\n');
  });
});
