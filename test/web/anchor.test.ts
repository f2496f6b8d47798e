import { describe, expect, it } from 'vitest';
import { derive } from '../../src/service/derive.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

describe('the event that a deadline waits for, by web', () => {
  it('is recorded on the page of the commitment, which then says what the date hangs on', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const id = await record(ctx, { deadline: 'within 60 days of signing' });
    const page = await text(`/commitments/${id}`);
    expect(page).toContain('It waits for <bdi>signing</bdi>, which is not on record yet.');
    expect(page).toContain('<p class="when">waits for <bdi>signing</bdi></p>');
    expect(await text('/')).toContain('<p class="when">waits for <bdi>signing</bdi></p>');
    expect(page).toContain(`action="/review/${id}/anchor"`);
    expect(page).not.toContain('It was recorded in error');
    clock.advance(8 * 86_400_000);
    const saved = await post(`/review/${id}/anchor`, {
      ...{ happenedOn: '2025-06-09', happenedAt: '', url: 'https://example.org/s', note: '<b>signed</b>' },
    });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/commitments/${id}?done=anchor`]);
    expect(await text(`/commitments/${id}?done=anchor`)).toContain('A worker is about to work out the date');
    await derive(ctx);
    const dated = await text(`/commitments/${id}`);
    expect(dated).toContain('href="https://example.org/s"');
    expect(dated).toContain('signing happened on Mon 9 Jun 2025</a>');
    expect(dated).toContain('&lt;b&gt;signed&lt;/b&gt;');
    expect(dated).toContain('How the date came about');
    expect(dated).toContain('Fri 8 Aug 2025 24:00');

    expect(dated).toContain('It was recorded in error');
    const back = await post(`/review/${id}/anchor`, { withdraw: 'on', note: 'never signed' });
    expect(back.headers.get('location')).toBe(`/commitments/${id}?done=withdrawn`);
    expect(await text(`/commitments/${id}?done=withdrawn`)).toContain(
      'The event is taken back, and the date with it',
    );
    await derive(ctx);
    expect(await text(`/commitments/${id}`)).toContain('waits for “signing”, then 60 days after it');
  });

  it('shows what is wrong beside its field, and keeps what was typed', async () => {
    const { ctx, post, db } = await openWeb();
    const id = await record(ctx, { deadline: 'within 60 days of signing' });
    const ahead = await post(`/review/${id}/anchor`, { happenedOn: '2025-07-01', note: 'planned' });
    expect(ahead.status).toBe(400);
    const html = await ahead.text();
    expect(html).toContain('lies in the future');
    expect(html).toContain('value="2025-07-01"');
    expect(html).toContain('planned');
    expect([...html.matchAll(/action="\/review\/[^"]*"/g)].map(String)).toEqual([
      `action="/review/${id}/anchor"`,
    ]);
    expect(html.match(/role="alert"/g)).toHaveLength(1);
    const none = await post(`/review/${id}/anchor`, {});
    expect(await none.text()).toContain('Say when the event happened');
    expect(await db.prisma.anchorEvent.count()).toBe(0);
  });

  it('offers no form where nothing is waited for, nor to whoever is elsewhere', async () => {
    const { ctx, text, post } = await openWeb();
    const dated = await record(ctx);
    expect(await text(`/commitments/${dated}`)).not.toContain('/anchor"');
    expect((await post(`/review/${dated}/anchor`, { happenedOn: '2025-06-01' })).status).toBe(409);
    const id = await record(ctx, { deadline: 'within 60 days of signing' });
    const other = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } };
    expect((await post(`/review/${id}/anchor`, { happenedOn: '2025-06-01' }, other)).status).toBe(403);
  });

  it('is what a commitment that was just recorded says it has no date without', async () => {
    const { ctx, text } = await openWeb();
    const waiting = await record(ctx, { deadline: 'within 60 days of signing' });
    const vague = await record(ctx, { deadline: 'soon' });
    const done = (id: number) => text(`/commitments/${id}?done=recorded`);
    expect(await done(waiting)).toContain('It has no date until it is on record when “signing” happened.');
    expect(await done(vague)).toMatch(/somebody will be asked to look at it again on \w{3} \d+ Jul 2025\./);
    expect(await done(await record(ctx))).toContain('It will be flagged');
  });
});
