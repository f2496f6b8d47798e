import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { addProgress } from '../../src/service/progress.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const EVIL = '</p><script>alert(1)</script>';

describe('A12: a file as evidence', () => {
  it('is taken from a form and only ever handed over as a download', async () => {
    const { ctx, ask, text } = await openWeb();
    const id = await record(ctx);
    const form = new FormData();
    form.set('amount', '1000');
    form.set('support', 'declared');
    form.set('file', new File(['%PDF-1.7'], 'list "ü".pdf', { type: 'text/html' }));
    const headers = { 'sec-fetch-site': 'same-origin' };
    const sent = await ask(`/review/${id}/progress`, { method: 'POST', body: form }, { headers });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/commitments/${id}?done=progress`]);
    expect(await text(`/commitments/${id}`)).toContain('<a href="/evidence/1">Evidence 1</a>');
    const file = await ask('/evidence/1/file');
    expect(await file.text()).toBe('%PDF-1.7');
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[ -~]*"; filename\*=UTF-8''list.*%C3%BC/,
    );
  });

  it('is told in the zone of its commitment, and in the review with every sum', async () => {
    const { ctx, text } = await openWeb();
    const id = await record(ctx, { decides: 'confirmed' });
    await addProgress(ctx, { id, amount: 1000, note: 'counted' });
    expect(await text('/evidence/1')).toContain('Istanbul');
    expect(await text('/evidence/1')).not.toContain('UTC');
    expect(await text(`/review/${id}`)).toContain('Amounts: declared 1,000, confirmed 0');
  });

  it('that is not what its name says is refused, and what was typed stays', async () => {
    const { ctx, ask, db } = await openWeb();
    const id = await record(ctx);
    const form = new FormData();
    form.set('amount', '1000');
    form.set('note', 'A list of names');
    form.set('support', 'declared');
    form.set('file', new File(['<html>'], 'list.pdf'));
    const headers = { 'sec-fetch-site': 'same-origin' };
    const sent = await ask(`/review/${id}/progress`, { method: 'POST', body: form }, { headers });
    expect(sent.status).toBe(400);
    const page = await sent.text();
    expect(page).toContain('A list of names');
    expect(page).toContain('Choose the file again');
    expect(await db.prisma.evidence.count()).toBe(0);
  });
});

describe('by web', () => {
  it('a look is recorded and closes what was not met', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx);
    const look = { in: `TASS ${EVIL}`, at: '2025-06-02', recordedBy: 'Ann' };
    expect((await post(`/review/${id}/look`, look)).headers.get('location')).toContain('done=looked');
    const page = await text(`/commitments/${id}`);
    expect(page).not.toContain(EVIL);
    expect(page).toContain('Last looked on Mon 2 Jun 2025, by Ann, in TASS');
    expect(await text('/')).toContain('Last looked on Mon 2 Jun 2025, by Ann, in TASS');
    const close = { outcome: 'not_met', reason: 'Nothing came', look: '1', support: 'declared' };
    expect((await post(`/review/${id}/close`, close)).status).toBe(303);
    expect(await text(`/commitments/${id}`)).toContain('No evidence found: last looked on');
  });

  it('a decision waits for a second person, who is another', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx);
    expect(await text(`/review/${id}`)).not.toContain('Approve or reject');
    const decision = { id, outcome: 'not_met', reason: 'nothing', note: 'seen', recordedBy: 'Ann' };
    await closeCommitment({ ...ctx, secondPerson: true }, decision);
    expect(await text(`/commitments/${id}`)).toContain('Waits for a second person');
    expect(await text(`/review/${id}`)).toContain('<option value="1">1, Not met, by Ann: nothing</option>');
    const word = { verdict: '1', reason: 'as I saw', recordedBy: 'Ann' };
    const refused = await post(`/review/${id}/approve`, word);
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(page).toContain('Ann made this decision: somebody else approves it.');
    expect(page).toContain('value="as I saw"');
    expect((await post(`/review/${id}/approve`, { ...word, recordedBy: 'Ben' })).status).toBe(303);
    expect(await text(`/commitments/${id}`)).toMatch(/Approved by <bdi>Ben<\/bdi>: <span[^>]*>as I saw/);
  });

  it('nothing is approved or withdrawn by the page of another commitment', async () => {
    const { ctx, post, db } = await openWeb();
    const id = await record(ctx);
    const other = await record(ctx, { title: 'Another' });
    const decision = { id, outcome: 'not_met', reason: 'nothing', note: 'seen', recordedBy: 'Ann' };
    await closeCommitment({ ...ctx, secondPerson: true }, decision);
    const approve = await post(`/review/${other}/approve`, { verdict: '1', recordedBy: 'Ben' });
    expect(approve.status).toBe(400);
    const withdraw = await post(`/review/${other}/withdraw`, { evidence: '1', reason: 'x' });
    expect(withdraw.status).toBe(400);
    expect(await db.prisma.approval.count()).toBe(0);
    expect(await db.prisma.evidenceWithdrawal.count()).toBe(0);
  });

  it('evidence is withdrawn, marked where it stands, and offered no more', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx);
    await addProgress(ctx, { id, amount: 1000, claimedBy: 'Russia', note: 'a list', origin: 'TASS' });
    expect(await text(`/review/${id}`)).toContain('<option value="1">1, 1,000 bodies: a list</option>');
    const form = { evidence: '1', reason: 'TASS took it back', recordedBy: 'Ann' };
    expect((await post(`/review/${id}/withdraw`, form)).headers.get('location')).toContain('done=taken');
    const page = await text(`/commitments/${id}`);
    expect(page).toMatch(/<b>Withdrawn<\/b> by <bdi>Ann<\/bdi>: <span[^>]*>TASS took it back/);
    expect(page).toContain('; from <bdi>TASS</bdi>');
    expect(await text(`/review/${id}`)).not.toContain('Withdraw evidence');
    expect((await post(`/review/${id}/withdraw`, form)).status).toBe(409);
  });

  it('criteria get a new version; what cannot be decided is listed with its question', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const id = await record(ctx, { fulfilledWhen: '6,000 received' });
    clock.set('2025-06-17T12:00+03:00');
    const form = {
      fulfilledWhen: 'They support it',
      unmeasurable: 'on',
      question: '',
      reason: 'Lists differ',
    };
    const refused = await post(`/review/${id}/criteria`, form);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('They support it');
    const sent = await post(`/review/${id}/criteria`, { ...form, question: 'Whose list?' });
    expect(sent.headers.get('location')).toContain('done=vague');
    const page = await text(`/commitments/${id}?done=vague`);
    expect(page).toContain('may be hard to decide by');
    expect(page).toContain('(written after the deadline)');
    expect(page).toMatch(/To ask: <span[^>]*>Whose list\?/);
    expect(await text('/?unmeasurable=1')).toContain('Whose list?');
    expect((await post(`/review/${id}/criteria`, { measurable: 'on', reason: 'Agreed' })).status).toBe(303);
    expect(await text('/?unmeasurable=1')).not.toContain('Hand over');
  });

  it('a decision is about one side, where the target holds for each', async () => {
    const { ctx, post, text } = await openWeb();
    const each = { quantity: 1000, perParty: true, committers: ['Russia', 'Ukraine'] };
    const id = await record(ctx, each);
    expect(await text(`/review/${id}`)).toContain('Only about this side');
    const form = { side: 'Russia', note: 'seen', support: 'declared', recordedBy: 'Ann' };
    expect((await post(`/review/${id}/met`, form)).status).toBe(303);
    expect(await text(`/commitments/${id}`)).toMatch(/<b>Met<\/b> for <bdi>Russia<\/bdi>/);
    const back = await post(`/review/${id}/reopen`, { side: 'Russia', reason: 'by mistake' });
    expect(back.status).toBe(303);
    const plain = await record(ctx);
    expect(await text(`/review/${plain}`)).not.toContain('Only about this side');
  });

  it('a part is recorded with its whole, which tally decides and why, and a hint about its words', async () => {
    const { ctx, post, text } = await openWeb();
    const whole = await record(ctx);
    const form = {
      quote: 'We will support it next week.',
      speaker: 'Somebody',
      saidAt: '2025-06-02T15:57',
      zone: 'Europe/Istanbul',
      sourceTitle: 'A report',
      title: 'A part',
      modality: 'commitment',
      deadline: 'next week',
      partOf: String(whole),
      fulfilledWhen: 'They support it',
      unmeasurable: 'on',
      question: 'What would show it?',
      decides: 'verified',
      decidesWhy: 'Neither side counts',
    };
    const looked = await (await post('/record', { ...form, step: 'preview' })).text();
    expect(looked).toContain('A hint about fulfilment: “support” can be said of almost anything');
    const seen = /name="seen" value="([^"]*)"/.exec(looked)?.[1] ?? '';
    expect((await post('/record', { ...form, step: 'save', seen })).status).toBe(303);
    const page = await text('/commitments/2');
    expect(page).toContain('A part of <a href="/commitments/1">');
    expect(page).toMatch(/Verified amounts decide: <span[^>]*>Neither side counts/);
    const missing = await post('/record', { ...form, partOf: '99', step: 'save', seen });
    expect(missing.status).toBe(400);
    expect(await missing.text()).toContain('There is no commitment 99 to be a part of.');
  });
});
