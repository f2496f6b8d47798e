/** Fulfilments and amounts by form: what has to be said for them, and how it stands afterwards. */
import { describe, expect, it } from 'vitest';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

describe('a fulfilment by form', () => {
  it.each([
    ['met', {}, 'now” would make it “Met, 9 days late”.'],
    ['close', { outcome: 'partly_met', reason: 'a half' }, 'now” would make it “Partly met” on 2025-06-24'],
  ])('does not take a missing day for now once the window has closed: %s', async (name, more, means) => {
    const { ctx, clock, post, text, db } = await openWeb();
    const id = await record(ctx);
    const hint = 'decides whether it was in time';
    expect(await text(`/review/${id}`)).not.toContain(hint);
    clock.set('2025-06-24T12:00+03:00');
    const form = await text(`/review/${id}?do=met`);
    // Met, in part, and an amount.
    expect(form.split(hint)).toHaveLength(4);
    expect(form).toMatch(/<input[^>]* id="met-happenedAt"[^>]* required=""/);
    const typed = { ...more, note: 'Handed over <at> the border', queue: 'all' };
    const refused = await post(`/review/${id}/${name}`, typed);
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(new RegExp(`id="${name}-happenedAt-fault">([^<]*)<`).exec(html)?.[1]).toContain(means);
    expect(html).toContain('Handed over &lt;at&gt; the border</textarea>');
    expect(await db.prisma.verdict.count()).toBe(0);
    const { headers } = await post(`/review/${id}/${name}`, { ...typed, happenedAt: 'now' });
    const said = name === 'met' ? 'It now stands as “Met, 9 days late”.' : 'It now stands as “Partly met”.';
    expect(await text(headers.get('location') ?? '')).toContain(said);
    expect(await text(`/commitments/${id}?done=${name === 'met' ? 'met' : 'closed'}`)).toContain(said);
  });

  it('says beside the reason which amounts speak against a fulfilment', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx);
    await post(`/review/${id}/progress`, { amount: '400', note: 'a part' });
    const refused = await post(`/review/${id}/met`, { note: 'Seen <all>' });
    expect(refused.status).toBe(400);
    const html = await refused.text();
    const fault = /id="met-reason-fault">([^<]*)</.exec(html)?.[1];
    expect(fault).toMatch(/on record: 400 of 6,000 bodies\. Say why it counts as fulfilled all the same\./);
    expect(html).toContain('Seen &lt;all&gt;</textarea>');
    expect(
      (await post(`/review/${id}/met`, { note: 'Seen', reason: 'The rest is not claimed' })).status,
    ).toBe(303);
    expect(await text(`/commitments/${id}`)).toContain('The rest is not claimed');
  });

  it('asks for no day before the window has closed, nor where it was not done', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const [early, never] = [await record(ctx), await record(ctx, { title: 'Another' })];
    const { headers } = await post(`/review/${early}/met`, { note: 'seen' });
    expect(await text(headers.get('location') ?? '')).toContain('It now stands as “Met early”.');
    clock.set('2025-06-24T12:00+03:00');
    const close = { outcome: 'not_met', reason: 'Nothing came', note: 'seen' };
    expect((await post(`/review/${never}/close`, close)).status).toBe(303);
  });

  it('says of an amount whether it counts toward the status', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx, { decides: 'confirmed' });
    const add = async (support: string) => {
      const form = { amount: '1212', note: 'a part', support };
      const { headers } = await post(`/review/${id}/progress`, form);
      return /<p class="notice good"[^>]*>(.*?)<\/p>/s.exec(await text(headers.get('location') ?? ''))?.[1];
    };
    expect(await add('declared')).toContain(
      'Progress added. It does not count toward the status yet: it is declared by one side; confirmed amounts decide: 0 of at least 6,000 bodies count so far.',
    );
    expect(await add('confirmed')).toMatch(/Progress added\.(<|$)/);
  });
});
