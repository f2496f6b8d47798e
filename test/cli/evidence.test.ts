import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { record } from '../support/setup.ts';
import { setupCli } from './duly.ts';

const BY = ['--by', 'Ann'];

describe('duly list --unmeasurable', () => {
  it('lists what cannot be decided as it is written, with the question, until it can be', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx, { title: 'Counted' });
    await record(ctx, { title: 'Vague', unmeasurable: true, question: 'Who counts?' });
    const { out } = await run(['list', '--unmeasurable']);
    expect(out).toContain('cannot be decided yet: Who counts?');
    expect(out).not.toContain('Counted');
    expect(await run(['criteria', '2', '--measurable', '--reason', 'A list is public', ...BY])).toMatchObject(
      { code: 0 },
    );
    expect((await run(['list', '--unmeasurable'])).out).toBe('No commitment matches.\n');
    const ask = ['--unmeasurable', '--question', 'Whose list?', '--reason', 'The lists differ', ...BY];
    await run(['criteria', '1', ...ask]);
    expect(JSON.parse((await run(['list', '--unmeasurable', '--json'])).out)).toMatchObject({
      count: 1,
      commitments: [{ title: 'Counted', question: 'Whose list?' }],
    });
  });
});

describe('duly look', () => {
  it('says where nothing was found, also in the list of what is overdue', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    const look = await run(['look', '1', '--in', 'TASS', '--at', '2025-06-20', ...BY]);
    expect(look).toMatchObject({ code: 0, out: 'Recorded look 1: no evidence found for 1.\n' });
    expect((await run(['overdue'])).out).toContain('last looked on Fri 20 Jun 2025, by Ann, in TASS');
    expect(await run(['look', '1', ...BY])).toMatchObject({ code: 1 });
  });
});

describe('duly evidence', () => {
  it('takes no file that never ends, whatever size it says it has', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    const found = await run(['progress', '1', '5', '--file', '/dev/zero', ...BY]);
    expect(found).toMatchObject({ code: 1, err: expect.stringContaining('larger than 10 MB') });
  });

  it('lists and shows pieces, and says what rested on the one that is withdrawn', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    const tass = ['--note', 'seen', '--origin', 'TASS, 9 June 2025', ...BY];
    await run(['progress', '1', '1000', '--happened-at', '2025-06-09', ...tass]);
    await run(['close', '1', '--outcome', 'void', '--reason', 'misread', ...tass]);
    expect((await run(['evidence', 'list', '1'])).out).toBe(
      '1  seen (declared; entry 1; from TASS, 9 June 2025)\n2  seen (declared; decision 1; from TASS, 9 June 2025)\n',
    );
    const withdraw = [
      'evidence',
      'withdraw',
      '--origin',
      'TASS, 9 June 2025',
      '--reason',
      'Taken back',
      ...BY,
    ];
    expect((await run(withdraw)).out).toContain(
      'Evidence 2 of commitment 1 is withdrawn; decision 1 rested on it; void → overdue.',
    );
    expect((await run(['evidence', 'show', '2'])).out).toContain('; withdrawn: Taken back)');
    expect((await run(['show', '1'])).out).toMatch(
      /declared, from TASS, 9 June 2025: seen .*; withdrawn: Taken back\)/,
    );
    expect(await run(withdraw)).toMatchObject({
      code: 1,
      err: expect.stringContaining('No evidence comes from'),
    });
    expect(await run(['evidence', 'show', '9'])).toMatchObject({ code: 1 });
    expect(await run(['evidence', 'burn', '1'])).toMatchObject({ code: 1 });
    expect(JSON.parse((await run(['evidence', 'list', '1', '--json'])).out)).toHaveLength(2);
  });
});

describe('duly criteria', () => {
  it('keeps every version, marks one that came after the deadline, and hints at vague words', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx, {
      fulfilledWhen: '6,000 received',
      decides: 'declared',
      decidesWhy: 'One side counts',
    });
    expect(await run(['criteria', '1', '--fulfilled-when', 'Support it', ...BY])).toMatchObject({ code: 1 });
    const why = ['--decides', 'confirmed', '--reason', 'Both count now', ...BY];
    const revised = await run(['criteria', '1', '--fulfilled-when', 'They support it', ...why]);
    expect(revised.err).toContain('“support” can be said of almost anything');
    expect(revised.out).toMatch(/1 {2}6,000 received\n.*declared amounts decide/);
    expect(revised.out).toContain('confirmed amounts decide; written after the deadline');
    const shown = (await run(['show', '1'])).out;
    expect(shown).toContain('1  6,000 received (declared amounts decide: One side counts');
    expect(shown).toContain(
      '(in force; confirmed amounts decide: Both count now; written after the deadline)',
    );
  });
});

describe('what was written after the deadline', () => {
  it('stays marked when the date is moved later, and says that another tally was made to decide', async () => {
    const { run, ctx } = await setupCli();
    const id = await record(ctx);
    const why = ['--decides', 'verified', '--reason', 'Both lists were wrong', ...BY];
    await run(['criteria', String(id), ...why]);
    await moveDeadline(ctx, { id, deadline: 'by 30 June 2027', reason: 'Agreed anew' });
    const { out } = await run(['criteria', String(id)]);
    expect(out).toContain('verified amounts decide; written after the deadline');
    expect(out).toContain(
      'After the deadline it was changed which amounts decide: verified instead of declared.',
    );
    const shown = (await run(['show', String(id)])).out;
    expect(shown).toContain('verified instead of declared.');
    expect(shown).toMatch(/ {5}written .* by Ann/);
  });

  it('is not said of a first version that says nothing, nor of what was written in time', async () => {
    const { run, ctx } = await setupCli();
    await record(ctx);
    await run(['criteria', '1', '--fulfilled-when', '6,000 received', '--reason', 'The deal', ...BY]);
    expect((await run(['criteria', '1'])).out.match(/after the deadline/g)).toHaveLength(1);
  });

  it('shows the three tallies of each side, where the target holds for each', async () => {
    const { run, ctx } = await setupCli();
    const each = { quantity: 1000, perParty: true, committers: ['Russia', 'Ukraine'], decides: 'confirmed' };
    const id = await record(ctx, each);
    const claim = { id, note: 'seen', support: 'declared' };
    await addProgress(ctx, { ...claim, amount: 1000, side: 'Russia' });
    await addProgress(ctx, { ...claim, amount: 640, side: 'Ukraine' });
    const shown = (await run(['show', '1'])).out;
    expect(shown).toContain(
      'Russia: declared 1,000, confirmed 0, verified 0; 1,000 declared are not confirmed. Ukraine: declared 640,',
    );
    expect(shown).not.toContain('1,640');
  });
});

describe('duly party', () => {
  it('adds the third that verifies; a name typed wrongly is refused with what was meant', async () => {
    const { run, ctx, db } = await setupCli();
    await record(ctx, { decides: 'verified' });
    const seen = ['--note', 'seen', '--support', 'verified', ...BY];
    const unknown = await run(['progress', '1', '10', '--claimed-by', 'Red Cross', ...seen]);
    expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('duly party add "Red Cross"') });
    expect((await run(['party', 'add', 'Red Cross'])).out).toContain(
      '“Red Cross” (organisation), is on record',
    );
    expect((await run(['party', 'add', 'Red Cross'])).code).toBe(1);
    const misspelt = await run(['progress', '1', '10', '--claimed-by', 'Red Cros', ...seen]);
    expect(misspelt.err).toContain('Did you mean “Red Cross”?');
    const known = ['progress', '1', '10', '--claimed-by', 'Red Cross', ...seen];
    // Its window has closed: whether it was in time is not to be guessed.
    expect(await run(known)).toMatchObject({ code: 1, err: expect.stringContaining('Say when it happened') });
    expect((await run([...known, '--happened-at', '2025-06-14'])).code).toBe(0);
    const object = ['object', '1', '--raised-by', 'Ukrane', '--reason', 'Not so', ...BY];
    expect((await run(object)).err).toContain('Did you mean “Ukraine”?');
    expect(await db.prisma.party.count({ where: { name: 'Ukrane' } })).toBe(0);
    expect((await run(['party', 'list'])).out).toMatch(/Red Cross +organisation/);
  });
});

describe('the answer of a decision', () => {
  it('says that it waits for a second person, and for which side', async () => {
    const { run, ctx } = await setupCli();
    const id = await record(ctx, { quantity: 1000, perParty: true, committers: ['Russia', 'Ukraine'] });
    const seen = ['--note', 'seen', ...BY];
    const two = { env: { DULY_SECOND_PERSON: 'true' } };
    const day = ['--happened-at', 'now'];
    const met = await run(['met', String(id), '--side', 'Russia', ...day, ...seen], two);
    expect(met.out).toMatch(
      /^Decision 1 for Russia waits for a second person: `duly approve 1 --as NAME`\. Commitment 1: Overdue/,
    );
    expect((await run(['show', '1'])).out).toContain('No reason was given; the evidence stands for itself.');
  });

  it('names the side, and warns that what cannot be decided counts in no score', async () => {
    const { run, ctx } = await setupCli();
    const sides = { quantity: 1000, perParty: true, committers: ['Russia', 'Ukraine'] };
    await record(ctx, { ...sides, unmeasurable: true, question: 'Who counts?' });
    const of = ['--side', 'Russia', '--outcome', 'not_met', '--reason', 'nothing', '--note', 'seen', ...BY];
    expect(await run(['close', '1', ...of])).toMatchObject({
      out: expect.stringMatching(/^Closed for Russia\. /),
      err: expect.stringContaining('it counts in no score'),
    });
  });
});

describe('duly approve', () => {
  it('shows what waits for a second person, and refuses whoever decided', async () => {
    const { run, ctx } = await setupCli();
    const id = await record(ctx);
    const decision = { id, outcome: 'not_met', reason: 'nothing', note: 'seen', recordedBy: 'Ann' };
    await closeCommitment({ ...ctx, secondPerson: true }, decision);
    expect((await run(['show', '1'])).out).toContain('by Ann: waits; duly approve 1 --as NAME');
    expect((await run(['approve', '1'])).code).toBe(2);
    expect(await run(['approve', '1', '--as', 'ann'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('somebody else approves it'),
    });
    expect((await run(['approve', '1', '--as', 'Ben', '--reject'])).code).toBe(1);
    expect((await run(['approve', '1', '--as', 'Ben'])).out).toMatch(/^Approved\. Commitment 1: Not met/);
    expect((await run(['show', '1'])).out).toContain('decision 1, Not met, by Ann: approved by Ben');
  });
});
