import { describe, expect, it } from 'vitest';
import { bodies, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const FORM = {
  quote: bodies().quote as string,
  speaker: 'Vladimir Medinsky',
  saidAt: '2025-06-02T15:57',
  zone: 'Europe/Istanbul',
  sourceTitle: 'Second round in Istanbul',
  title: 'Hand over the bodies of the dead',
  committers: 'Russia',
  modality: 'commitment',
  deadline: 'next week',
};
const seenIn = (html: string): string => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';

describe('recording what may be on record already', () => {
  it('is warned of before it is saved, is saved all the same, and is linked with two clicks', async () => {
    const { ctx, post, text, db } = await openWeb();
    const first = await record(ctx);
    const looked = await (await post('/record', FORM)).text();
    expect(looked).toContain('This may be on record already');
    expect(looked).toContain(`href="/commitments/${first}"`);
    const saved = await post('/record', { ...FORM, step: 'save', seen: seenIn(looked) });
    const there = await text(saved.headers.get('location') ?? '');
    expect(there).toContain('Is it the same matter?');
    const way = /href="(\/review\/\d+\?restates=\d+)#relate"/.exec(there)?.[1] ?? '';
    const form = await text(way);
    expect(form).toMatch(new RegExp(`name="other"[^>]*|value="${first}"[^>]*name="other"`));
    const second = Number(/\d+/.exec(way)?.[0]);
    await post(`/review/${second}/relate`, {
      kind: 'restates',
      other: String(first),
      reason: 'the same words',
    });
    // What is linked is not asked about again; and a visitor is never asked.
    expect(await text(`/commitments/${second}?done=recorded`)).not.toContain('Is it the same matter?');
    expect(await db.prisma.commitment.count()).toBe(2);
  });

  it('is looked up while it is typed, by editors only, whatever is typed', async () => {
    const { ctx, ask, text } = await openWeb();
    await record(ctx, { title: '<script>alert(1)</script> the bodies of the dead handed over' });
    const typed = `title=${encodeURIComponent('<script>alert(1)</script> the bodies of the dead handed over')}`;
    const html = await text(`/similar?${typed}`);
    expect(html).toContain('This may be on record already');
    expect(html).not.toContain('<script>');
    expect(await text('/similar?title=%00&quote=%00')).toBe('');
    expect(await text('/similar')).toBe('');
    expect((await ask(`/similar?${typed}`, {}, { peer: '203.0.113.7' })).status).toBe(403);
  });

  it('does not break over letters that no text may have', async () => {
    const { post } = await openWeb();
    expect((await post('/record', { ...FORM, title: 'A\0B' })).status).toBe(400);
  });
});

describe('the form for a commitment', () => {
  it('names the sides of a target that holds for each of them, and asks for those that are missing', async () => {
    const { post } = await openWeb();
    const each = { ...FORM, comparator: 'at_least', quantity: '1000', unit: 'prisoners', perParty: 'on' };
    const both = await (await post('/record', { ...each, committers: 'Russia, Ukraine' })).text();
    expect(both).toContain(
      'It holds for each side: Russia at least 1,000 prisoners; Ukraine at least 1,000 prisoners.',
    );
    expect(await (await post('/record', each)).text()).toContain('but only Russia is named');
  });

  it('hints at criteria that nobody could decide by', async () => {
    const { post } = await openWeb();
    const vague = await (await post('/record', { ...FORM, fulfilledWhen: 'relations improve' })).text();
    expect(vague).toContain('A hint about fulfilment');
  });

  it('keeps folded what few need, unless it holds something or has a fault', async () => {
    const { post, text } = await openWeb();
    expect(await text('/record')).not.toContain('<details open');
    const held = await (await post('/record', { ...FORM, tags: 'istanbul' })).text();
    expect(held.match(/<details open/g)).toHaveLength(1);
    const wrong = await (await post('/record', { ...FORM, graceDays: '-1' })).text();
    expect(wrong).toMatch(/<details open[^>]*><summary>Dates by hand/);
  });
});
