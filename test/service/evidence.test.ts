import { describe, expect, it } from 'vitest';
import { approveVerdict } from '../../src/service/approve.ts';
import { readEvidenceFile } from '../../src/service/browse/evidence.ts';
import { closeCommitment } from '../../src/service/close.ts';
import { recordLook } from '../../src/service/look.ts';
import { addProgress } from '../../src/service/progress.ts';
import { withdrawEvidence } from '../../src/service/withdraw-evidence.ts';
import { record, setup } from '../support/setup.ts';

describe('evidence', () => {
  it('is confirmed by the other side, never by whoever claims it', async () => {
    const { ctx } = await setup();
    const id = await record(ctx, { decides: 'confirmed' });
    await addProgress(ctx, { id, amount: 10, claimedBy: 'Russia', note: 'seen' });
    const confirm = { id, amount: 10, confirms: 1, support: 'confirmed', note: 'seen' };
    await expect(addProgress(ctx, { ...confirm, claimedBy: 'Russia' })).rejects.toThrow('other side');
    const { progress } = await addProgress(ctx, { ...confirm, claimedBy: 'Ukraine' });
    expect(progress?.total).toBe(10);
  });

  it('keeps a file whose content is what its name says, and refuses another', async () => {
    const { ctx } = await setup();
    const id = await record(ctx);
    const file = { name: '../a b.pdf', bytes: new TextEncoder().encode('%PDF-1.7') };
    await addProgress(ctx, { id, amount: 1, file });
    expect(await readEvidenceFile(ctx, 1)).toMatchObject({ name: 'a b.pdf', mediaType: 'application/pdf' });
    const wrong = { ...file, name: 'a.png' };
    await expect(addProgress(ctx, { id, amount: 1, file: wrong })).rejects.toThrow('not what its name says');
  });

  it('that is withdrawn opens the decision again that rested on it', async () => {
    const { ctx } = await setup();
    const id = await record(ctx);
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'misread', note: 'seen' });
    const [done] = await withdrawEvidence(ctx, { evidence: 1, reason: 'taken back' });
    expect(done).toMatchObject({ verdicts: [1], was: 'void', status: 'upcoming' });
  });

  it('may be that nothing was found; and a decision may wait for a second person', async () => {
    const { ctx } = await setup();
    const asked = { ...ctx, secondPerson: true };
    const id = await record(ctx);
    const { look } = await recordLook(ctx, { id, in: 'TASS', recordedBy: 'Ann' });
    const decided = { id, outcome: 'not_met', reason: 'nothing', look, recordedBy: 'Ann' };
    expect((await closeCommitment(asked, decided)).status).toBe('upcoming');
    await expect(approveVerdict(ctx, { verdict: 1, recordedBy: 'ann' })).rejects.toThrow('somebody else');
    // Spelt otherwise, or with what nobody sees, she is still nobody else; and nobody at all is no second person.
    for (const recordedBy of [' ANN ', 'An\u200cn', 'Ａｎｎ', 'Ann\ufe0f'])
      await expect(approveVerdict(ctx, { verdict: 1, recordedBy }), recordedBy).rejects.toThrow(
        'somebody else',
      );
    for (const recordedBy of ['\u200b', '\u200c', '\u3164'])
      await expect(approveVerdict(ctx, { verdict: 1, recordedBy })).rejects.toThrow('visible');
    expect((await approveVerdict(ctx, { verdict: 1, recordedBy: 'Ben' })).assessment.status).toBe('not_met');
  });
});
