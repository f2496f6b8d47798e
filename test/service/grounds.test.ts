/** What a mail says of why something was decided and what shows it: only what counts still. */
import { describe, expect, it } from 'vitest';
import { answerObjection } from '../../src/service/answer.ts';
import { approveVerdict } from '../../src/service/approve.ts';
import { closeCommitment } from '../../src/service/close.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { withdrawEvidence } from '../../src/service/withdraw-evidence.ts';
import { addresses, pass, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { toldMails } from '../support/told.ts';

const COUNTED = { amount: 6000, note: 'Counted by the Red Cross' };
const refused = { outcome: 'not_met', reason: 'They lied about all of it.', note: 'An anonymous call' };

/** The bodies, one reader, and the lines of the last mail that give grounds. */
async function story(more: { secondPerson?: true } = {}) {
  const world = await setup();
  const ctx = { ...world.ctx, ...more };
  const id = await record(ctx);
  await readers(ctx, addresses(1));
  world.clock.set('2025-06-10T12:00+03:00');
  await pass(ctx, world.clock);
  const told = async (): Promise<string[]> => {
    world.clock.advance(3_600_000);
    await pass(ctx, world.clock);
    const text = (await toldMails(world.db)).at(-1)?.text ?? '';
    return text.split('\n').filter((line) => /^(Evidence|Why it was decided):/.test(line));
  };
  return { ctx, id, told };
}

const red = [expect.stringMatching(/^Evidence: Counted by the Red Cross/)];

describe('a mail about what was fulfilled', () => {
  it('gives no reason of a decision that a second person refused, nor what was beside it', async () => {
    const { ctx, id, told } = await story({ secondPerson: true });
    await closeCommitment(ctx, { id, ...refused, recordedBy: 'Anna' });
    await approveVerdict(ctx, { verdict: 1, reject: true, reason: 'No source.', recordedBy: 'Ben' });
    await addProgress(ctx, { id, ...COUNTED });
    expect(await told()).toEqual(red);
  });

  it('nor of one that fell with an objection', async () => {
    const { ctx, id, told } = await story();
    await closeCommitment(ctx, { id, ...refused, recordedBy: 'Anna' });
    expect(await told()).toEqual([
      'Why it was decided: They lied about all of it.',
      expect.stringMatching(/^Evidence: An anonymous call/),
    ]);
    await raiseObjection(ctx, { id, verdict: 1, raisedBy: 'Ukraine', reason: 'Nobody saw it.' });
    await answerObjection(ctx, { objection: 1, outcome: 'upheld', answer: 'Nobody did.' });
    expect(await told()).toEqual([]);
    await addProgress(ctx, { id, ...COUNTED });
    expect(await told()).toEqual(red);
  });

  it('names nothing that was withdrawn, neither when it is taken back nor afterwards', async () => {
    const { ctx, id, told } = await story();
    await addProgress(ctx, { id, amount: 6000, note: 'A forged protocol' });
    expect(await told()).toEqual([expect.stringMatching(/^Evidence: A forged protocol/)]);
    await withdrawEvidence(ctx, { evidence: 1, reason: 'It was forged.' });
    expect(await told()).toEqual([]);
    await addProgress(ctx, { id, ...COUNTED });
    expect(await told()).toEqual(red);
  });
});
