import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { COMPANY_MS } from '../../src/domain/company.ts';
import { recordAnchor } from '../../src/service/anchor.ts';
import { closeCommitment, markMet, reopenCommitment } from '../../src/service/close.ts';
import type { Context } from '../../src/service/context.ts';
import { derive } from '../../src/service/derive.ts';
import { addProgress } from '../../src/service/progress.ts';
import { withdrawEvidence } from '../../src/service/withdraw-evidence.ts';
import type { TestClock } from '../support/clock.ts';
import { pass } from '../support/passes.ts';
import { follow, record, setup } from '../support/setup.ts';

/** The text of the newest message, after everything that waits has been told. */
async function lastMail({ ctx, clock }: { ctx: Context; clock: TestClock }): Promise<string> {
  await pass(ctx, clock);
  const row = await ctx.db.prisma.delivery.findFirstOrThrow({
    where: { kind: { not: 'confirm' }, raw: { not: null } },
    orderBy: { id: 'desc' },
  });
  return (await simpleParser(row.raw ?? '')).text ?? '';
}

describe('a mail about a clock time by which', () => {
  it('gives the end alone, on the clocks of the place and of the reader', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    await follow(ctx, 'reader@example.org', { zone: 'Asia/Tokyo' });
    await record(ctx, { deadline: 'by Friday 17:00' });
    clock.set('2025-06-06T17:00+03:00');
    const text = await lastMail(world);
    expect(text).toContain('by Fri 6 Jun 2025 17:00 (Europe/Istanbul)');
    expect(text).toContain('by Fri 6 Jun 2025 23:00 (Asia/Tokyo)');
  });
});

describe('a mail about what was done', () => {
  it('names the evidence, who recorded it and the day, newest first and three at most', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    clock.set('2025-06-13T12:00+03:00');
    for (const part of ['one', 'two', 'three', 'four']) {
      await addProgress(ctx, {
        id,
        amount: 1500,
        happenedAt: '2025-06-12',
        note: `part ${part}`,
        evidenceUrl: `https://example.org/${part}`,
        support: 'confirmed',
        recordedBy: 'Ana',
      });
      clock.advance(1000);
    }
    const text = await lastMail(world);
    expect(text).toContain(
      'Evidence: part four — Thu 12 Jun 2025 (Istanbul); confirmed by the other side, recorded by Ana\nhttps://example.org/four\n',
    );
    expect(text.match(/^Evidence: part \w+/gm)).toEqual([
      'Evidence: part four',
      'Evidence: part three',
      'Evidence: part two',
    ]);
    expect(text).toContain('Progress: 6,000 of at least 6,000 bodies\n');
    expect(text).not.toContain('Why it was decided');
  });

  it('says that a decision made it met when the amounts on record do not, and why', async () => {
    const world = await setup();
    const id = await record(world.ctx);
    await follow(world.ctx, 'reader@example.org');
    world.clock.set('2025-06-13T12:00+03:00');
    await markMet(world.ctx, { id, note: 'all of them', reason: 'Both sides say so.' });
    const text = await lastMail(world);
    expect(text).toContain(
      "Progress on record: 0 of at least 6,000 bodies; met by an editor's decision\nWhy it was decided: Both sides say so.\n",
    );
    expect(text).not.toMatch(/^Progress: /m);
  });

  it('leaves out the evidence and the reason of a decision that was taken back', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    clock.set('2025-06-13T12:00+03:00');
    await markMet(ctx, { id, note: 'a mistaken report', reason: 'It was in the news.' });
    expect(await lastMail(world)).toContain('a mistaken report');
    await reopenCommitment(ctx, { id, reason: 'the news were wrong' });
    clock.advance(1000);
    await closeCommitment(ctx, {
      id,
      outcome: 'withdrawn',
      reason: 'Taken back by the speaker.',
      note: 'seen',
    });
    const text = await lastMail(world);
    expect(text).toContain('Why it was decided: Taken back by the speaker.');
    expect(text).not.toMatch(/mistaken report|in the news/);
  });

  it('says why a decision was taken back, where that is what it corrects', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    clock.set('2025-06-13T12:00+03:00');
    await markMet(ctx, { id, note: 'a report', reason: 'It was in the news.' });
    await lastMail(world);
    clock.advance(60_000);
    await reopenCommitment(ctx, { id, reason: 'The report was about another exchange' });
    const back = await lastMail(world);
    expect(back).toContain('That was taken back');
    expect(back).toContain('Why the decision was taken back: The report was about another exchange\n');
    // A later correction has another cause, and does not repeat this one.
    clock.advance(60_000);
    await addProgress(ctx, { id, amount: 6000, note: 'all of them' });
    expect(await lastMail(world)).not.toContain('taken back');
    const { evidenceId } = await ctx.db.prisma.progress.findFirstOrThrow();
    clock.advance(60_000);
    await withdrawEvidence(ctx, { evidence: evidenceId, reason: 'It was made up.' });
    const shaken = await lastMail(world);
    expect(shaken).toContain('That was taken back');
    expect(shaken).not.toContain('another exchange');
  });

  it('says once how late it was', async () => {
    const world = await setup();
    const id = await record(world.ctx);
    await follow(world.ctx, 'reader@example.org');
    world.clock.set('2025-06-18T12:00+03:00');
    await addProgress(world.ctx, { id, amount: 6000, note: 'all', happenedAt: '2025-06-17' });
    const text = await lastMail(world);
    expect(text).toContain('Status: Met, 2 days late\n');
    expect(text.match(/days late/g)).toHaveLength(1);
  });
});

describe('a mail about a new date', () => {
  it('says whether it was set, corrected or taken back, with the event and what shows it', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    const id = await record(ctx, { deadline: 'within 60 days of signing' });
    await follow(ctx, 'reader@example.org');
    clock.set('2025-06-20T12:00+03:00');
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-10', url: 'https://example.org/signed' });
    await derive(ctx);
    const set = await lastMail(world);
    expect(set).toMatch(/^DATE SET/im);
    expect(set).toContain('Event: What shows it\nhttps://example.org/signed\n');
    expect(set).not.toMatch(/^Before: /m);

    clock.advance(COMPANY_MS);
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-11', note: 'a day later' });
    await derive(ctx);
    const corrected = await lastMail(world);
    expect(corrected).toMatch(/^DATE MOVED/im);
    expect(corrected).toContain('has been corrected, and the date with it');
    expect(corrected).toContain('signing happened on Wed 11 Jun 2025: a day later');
    expect(corrected).toMatch(/^Before: Sat 9 Aug 2025 00:00 to Sat 9 Aug 2025 24:00/m);
    expect(corrected).toMatch(/^Deadline: Sun 10 Aug 2025/m);

    clock.advance(COMPANY_MS);
    await recordAnchor(ctx, { ids: id, withdraw: true, note: 'never signed' });
    await derive(ctx);
    const open = await lastMail(world);
    expect(open).toMatch(/^DATE OPEN AGAIN/im);
    expect(open).toMatch(/^Before: .*Sun 10 Aug 2025/m);
  });
});
