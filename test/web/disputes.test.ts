import { describe, expect, it } from 'vitest';
import { recordLook } from '../../src/service/look.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { relate } from '../../src/service/relate.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const note = 'seen by a journalist';
const EVIL = '</p><script>alert(1)</script>';

describe('an objection by web', () => {
  it('is put beside the amount, waits, and gets its answer once', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx);
    await addProgress(ctx, { id, amount: 1000, claimedBy: 'Russia', note });
    expect(await text(`/review/${id}`)).toContain('<option value="1">1,000 bodies, as Russia says</option>');
    const form = { raisedBy: 'Ukraine', progress: '1', verdict: '', reason: EVIL, recordedBy: 'Ann' };
    const sent = await post(`/review/${id}/object`, { ...form, answerBy: 'within 7 days' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/commitments/${id}?done=objected`]);
    const page = await text(`/commitments/${id}?done=objected`);
    expect(page).not.toContain(EVIL);
    expect(page).toContain('it waits for its answer');
    expect(page).toMatch(/<a href="#objection-1"><bdi>Ukraine<\/bdi> objects<\/a>/);
    expect(page).toMatch(/An answer is wanted by <time[^>]*>Mon 9 Jun 2025 24:00 Istanbul/);
    expect(page).toContain('</span> disputed</span>');
    const answer = { objection: '1', outcome: 'upheld', answer: 'Counted twice.', recordedBy: 'Ben' };
    expect((await post(`/review/${id}/answer`, answer)).status).toBe(303);
    const answered = await text(`/commitments/${id}`);
    expect(answered).toMatch(/<b>Upheld<\/b>: <span[^>]*>Counted twice\./);
    expect(answered).not.toContain('</span> disputed</span>');
    expect((await post(`/review/${id}/answer`, answer)).status).toBe(409);
    expect(await text(`/review/${id}`)).not.toContain('Answer an objection');
  });

  it('keeps what was typed when something is wrong, and says it beside its field', async () => {
    const { ctx, post, db } = await openWeb();
    const id = await record(ctx);
    const refused = await post(`/review/${id}/object`, {
      raisedBy: 'Ukraine',
      reason: 'Not so.',
      answerBy: '2025-06-01',
    });
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(html).toContain('value="2025-06-01"');
    expect(html).toContain('Not so.');
    expect(html).toMatch(/id="object-answerBy-fault">\s*“Answer wanted by” must lie ahead/);
    expect(await db.prisma.objection.count()).toBe(0);
  });

  it('is answered only on the page of what it is about, and only from the machine itself', async () => {
    const { ctx, post, db } = await openWeb();
    const [one, two] = [await record(ctx), await record(ctx, { title: 'Another' })];
    await post(`/review/${one}/object`, { raisedBy: 'Ukraine', reason: 'Not so.' });
    const answer = { objection: '1', outcome: 'rejected', answer: 'It was.' };
    expect((await post(`/review/${two}/answer`, answer)).status).toBe(400);
    const away = { peer: '203.0.113.9', headers: { 'sec-fetch-site': 'same-origin' } };
    expect((await post(`/review/${one}/answer`, answer, away)).status).toBe(403);
    expect(await db.prisma.objectionAnswer.count()).toBe(0);
  });
});

describe('a condition by web', () => {
  it('waits, binds once it is met, and voids when it fails', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx, { condition: 'the ceasefire holds' });
    expect(await text(`/commitments/${id}`)).toContain('the ceasefire holds (not reported yet)');
    const report = (state: string) => post(`/review/${id}/condition`, { state, note, recordedBy: 'Ann' });
    expect((await report('failed')).headers.get('location')).toBe(`/commitments/${id}?done=condition`);
    const failed = await text(`/commitments/${id}`);
    expect(failed).toContain('</span> Void</span>');
    expect(failed).toContain('the ceasefire holds (failed)');
    expect((await report('open')).status).toBe(303);
    expect(await text(`/commitments/${id}`)).toContain('</span> Pending</span>');
    expect((await report('met')).status).toBe(303);
    expect(await text(`/commitments/${id}`)).toContain('</span> Upcoming</span>');
    expect(await text(`/review/${await record(ctx, { title: 'Plain' })}`)).not.toContain(
      'Report on the condition',
    );
  });
});

describe('the queue', () => {
  it('lists apart what is in hand or put off, until when and by whom', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const id = await record(ctx, { title: 'Put off' });
    await record(ctx, { title: 'Waiting' });
    clock.set('2025-06-20T12:00+03:00');
    expect(await text('/review')).not.toContain('In hand or put off');
    const hold = { kind: 'snoozed', until: '2025-06-25', note: 'Talks are on.', recordedBy: 'Ann' };
    expect((await post(`/review/${id}/hold`, { ...hold, until: '' })).status).toBe(400);
    expect((await post(`/review/${id}/hold`, hold)).status).toBe(303);
    const queue = await text('/review');
    const [open, held] = queue.split('In hand or put off');
    expect([open?.includes('Waiting'), open?.includes('>Put off<'), held?.includes('>Put off<')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(held).toMatch(
      /Put off until <time[^>]*><b>in 5 days<\/b> · Wed 25 Jun 24:00 Istanbul<\/time>, by <bdi>Ann/,
    );
    expect((await post(`/review/${id}/resume`, { note: 'They ended.' })).status).toBe(303);
    expect(await text('/review')).not.toContain('In hand or put off');
  });
});

describe('what belongs together', () => {
  it('is linked and taken back by form, and shown on both pages', async () => {
    const { ctx, post, text } = await openWeb();
    const [one, two] = [await record(ctx, { title: 'In Moscow' }), await record(ctx, { title: 'In Kyiv' })];
    const link = { kind: 'contradicts', other: String(one), reason: 'Kyiv speaks of 1,000.' };
    expect((await post(`/review/${two}/relate`, link)).status).toBe(303);
    expect(await text(`/commitments/${two}`)).toMatch(/This tells differently <a href="\/commitments\/1">/);
    expect(await text(`/commitments/${one}`)).toMatch(
      /This is told differently by <a href="\/commitments\/2">/,
    );
    expect((await post(`/review/${one}/relate`, { ...link, other: String(two) })).status).toBe(409);
    expect((await post(`/review/${one}/unrelate`, { end: '1', reason: 'Another matter.' })).status).toBe(303);
    expect(await text(`/commitments/${two}`)).toContain('Another matter.');
  });

  it('names its parts with their states, and each part its whole', async () => {
    const { ctx, text } = await openWeb();
    const whole = await record(ctx, { title: 'Whole' });
    const part = await record(ctx, { title: 'A part', partOf: whole });
    expect(await text(`/commitments/${whole}`)).toMatch(
      /<h3>Parts<\/h3><ul><li><a href="\/commitments\/2"><bdi>A part<\/bdi><\/a>.*Upcoming/,
    );
    expect(await text(`/commitments/${part}`)).toMatch(
      /A part of <a href="\/commitments\/1"><bdi>Whole<\/bdi>/,
    );
  });

  it('takes nothing for a filter that is none', async () => {
    const { ctx, ask, text } = await openWeb();
    await record(ctx);
    for (const query of ['slipped=many', 'slipped=0', 'disputed=perhaps'])
      expect((await ask(`/?${query}`)).status).toBe(400);
    expect(await text('/?disputed=no')).not.toContain('Show everything');
  });

  it('is found on the board: what is disputed, and what has slipped', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const id = await record(ctx, { title: 'Slipped' });
    await record(ctx, { title: 'Kept' });
    const doubted = await record(ctx, { title: 'Doubted' });
    await relate(ctx, { id, kind: 'restates', other: doubted, reason: 'the same' });
    clock.advance(1000);
    await moveDeadline(ctx, { id, deadline: 'by 29 June', reason: 'said so' });
    await post(`/review/${doubted}/object`, { raisedBy: 'Ukraine', reason: 'Not so.' });
    const titles = (html: string) =>
      ['Slipped', 'Kept', 'Doubted'].filter((title) => html.includes(`>${title}</a>`));
    expect(titles(await text('/'))).toEqual(['Slipped', 'Kept', 'Doubted']);
    expect(titles(await text('/?disputed=on'))).toEqual(['Doubted']);
    expect(titles(await text('/?slipped=14'))).toEqual(['Slipped']);
    expect(titles(await text('/?slipped=15'))).toEqual([]);
    expect(await text('/?slipped=1')).toContain('slipped once, 14 days in all');
    expect(await text(`/commitments/${id}`)).toContain('(14 days later)');
  });
});

describe('a form that names what is not on record', () => {
  const text = 'Typed with <care>';
  it.each([
    ['relate', 'other', { kind: 'restates', other: '999', reason: text }],
    ['unrelate', 'end', { end: '999', reason: text }],
    ['object', 'raisedBy', { raisedBy: 'Nobody', reason: text }],
    ['object', 'progress', { raisedBy: 'Ukraine', progress: '999', reason: text }],
    ['object', 'verdict', { raisedBy: 'Ukraine', verdict: '999', reason: text }],
    ['answer', 'objection', { objection: '999', outcome: 'rejected', answer: text }],
    ['progress', 'claimedBy', { amount: '1', claimedBy: 'Nobody', note: text }],
    ['progress', 'confirms', { amount: '1', confirms: '999', note: text }],
    ['close', 'look', { outcome: 'not_met', look: '999', reason: text }],
    ['move', 'calendar', { deadline: 'by 30 June', calendar: 'none', reason: text }],
    ['withdraw', 'evidence', { evidence: '999', reason: text }],
    ['approve', 'verdict', { verdict: '999', reason: text, recordedBy: 'Ben' }],
  ])('%s, %s: comes back with the fault at its field and all that was typed', async (name, field, form) => {
    const { ctx, post, db } = await openWeb();
    const id = await record(ctx);
    // The form asks for a look where there is one.
    await recordLook(ctx, { id, in: 'TASS' });
    const facts = await db.prisma.event.count();
    const refused = await post(`/review/${id}/${name}`, form);
    const html = await refused.text();
    expect([400, 404]).toContain(refused.status);
    expect(html).toContain(`id="${name}-${field}-fault"`);
    expect(html).toMatch(/<details open="" id="fold-/);
    expect(html).toContain('Typed with &lt;care&gt;');
    expect(await db.prisma.event.count()).toBe(facts);
  });

  it('is gone itself only when the commitment is', async () => {
    const { post } = await openWeb();
    const refused = await post('/review/9/relate', { kind: 'restates', other: '8', reason: text });
    expect(refused.status).toBe(404);
    expect(await refused.text()).toContain('There is no commitment 9.');
  });
});
