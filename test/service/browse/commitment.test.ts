import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/domain/civil.ts';
import { readCommitment } from '../../../src/service/browse/commitment.ts';
import { closeCommitment, reopenCommitment } from '../../../src/service/close.ts';
import { moveDeadline } from '../../../src/service/move.ts';
import { addProgress } from '../../../src/service/progress.ts';
import { record, setup } from '../../support/setup.ts';

describe('one commitment', () => {
  it('is read with everything that is on record about it', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, {
      sourceUrl: 'https://example.org/report',
      sourceText: 'He said: We will hand over six thousand bodies next week.',
      publishedOn: '2025-06-02',
      tags: ['bodies'],
      graceDays: 1,
    });
    clock.set('2025-06-10T12:00+03:00');
    await addProgress(ctx, {
      id,
      amount: 1212.5,
      happenedAt: '2025-06-09',
      note: 'part',
      claimedBy: 'Russia',
      exampleData: true,
    });
    clock.advance(1000);
    await moveDeadline(ctx, { id, deadline: 'by 20 June', reason: 'said so' });
    const view = await readCommitment(ctx, id);
    expect(view).toMatchObject({
      id,
      status: 'upcoming',
      quote: 'We will hand over six thousand bodies next week.',
      speaker: 'Vladimir Medinsky',
      speakerRole: 'head of the Russian delegation',
      saidAt: parseInstant('2025-06-02T15:57+03:00'),
      saidZone: 'Europe/Istanbul',
      source: { title: 'Second round in Istanbul', publisher: 'TASS', publishedOn: '2025-06-02' },
      modality: 'commitment',
      targetText: 'at least 6,000 bodies',
      progressText: '1,212.5 of at least 6,000 bodies',
      tags: ['bodies'],
      graceMs: 86_400_000,
      slips: 1,
      exampleData: true,
      settledBy: null,
      fault: null,
    });
    expect(view.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(view.parties.map(({ name, role }) => [name, role])).toEqual([
      ['Russia', 'committer'],
      ['Ukraine', 'beneficiary'],
    ]);
    expect(view.deadlines.map(({ version, rule, reason }) => [version, rule, reason])).toEqual([
      [1, 'next-week', null],
      [2, 'by-date', 'said so'],
    ]);
    expect(view.explanation).toBe(view.deadlines[1]?.explanation);
    expect(view.progress[0]).toMatchObject({
      amount: 1212.5,
      claimedBy: 'Russia',
      happenedAt: parseInstant('2025-06-09T00:00+03:00'),
      recordedAt: parseInstant('2025-06-10T12:00+03:00'),
      evidence: { note: 'part', support: 'declared', exampleData: true },
    });
    expect(view.events.map(({ kind }) => kind)).toEqual(['recorded', 'due', 'progress', 'deadline_moved']);
  });

  it('says how it stands now, whatever was last announced', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.set('2025-06-16T00:00+03:00');
    expect(await readCommitment(ctx, id)).toMatchObject({ announced: 'upcoming', status: 'overdue' });
  });

  it('keeps decisions and their reversals side by side', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.advance(1000);
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'a mistake', note: 'seen' });
    expect(await readCommitment(ctx, id)).toMatchObject({ status: 'void', settledBy: 'verdict' });
    clock.advance(1000);
    await reopenCommitment(ctx, { id, reason: 'no mistake' });
    const { verdicts, status } = await readCommitment(ctx, id);
    expect(status).toBe('upcoming');
    expect(verdicts.map(({ outcome, reversed, reason }) => [outcome, reversed, reason])).toEqual([
      ['void', true, 'a mistake'],
      [null, false, 'no mistake'],
    ]);
    expect(verdicts[1]?.reversesId).toBe(verdicts[0]?.id);
  });

  it('is refused in words when there is none', async () => {
    const { ctx } = await setup();
    await expect(readCommitment(ctx, 7)).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no commitment 7.',
    });
    await expect(readCommitment(ctx, 'seven')).rejects.toMatchObject({ code: 'invalid' });
  });
});
