import { describe, expect, it } from 'vitest';
import { addProgress } from '../../src/service/progress.ts';
import { follow, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const STATEMENT = {
  quote: 'We will hand over six thousand bodies next week.',
  speaker: 'Vladimir Medinsky',
  saidAt: '2025-06-02T15:57',
  zone: 'Europe/Istanbul',
  sourceTitle: 'Second round in Istanbul',
  title: 'Hand over the bodies',
  committers: 'Russia',
  modality: 'commitment',
  comparator: 'at_least',
  quantity: '6000',
  unit: 'bodies',
  deadline: 'next week',
};
const seenIn = (html: string): string => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';

describe('recording by form', () => {
  it('shows the date and how it follows before anything is saved, then saves it', async () => {
    const { post, text, db } = await openWeb();
    const looked = await (await post('/record', { ...STATEMENT, step: 'preview' })).text();
    expect(looked).toContain('Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00');
    expect(looked).toContain('(rule next-week/1)');
    expect(looked).toContain('value="Vladimir Medinsky"');
    expect(await db.prisma.commitment.count()).toBe(0);
    const saved = await post('/record', { ...STATEMENT, step: 'save', seen: seenIn(looked) });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/commitments/1?done=recorded']);
    const html = await text('/commitments/1?done=recorded');
    expect(html).toContain('Recorded. It will be flagged');
    expect(html).toContain('at least 6,000 bodies');
  });

  it('takes an amount as people write it, and nothing about an amount as done or not done', async () => {
    const { post, text } = await openWeb();
    const save = async (more: Record<string, string>) => {
      const form = { ...STATEMENT, ...more };
      const seen = seenIn(await (await post('/record', form)).text());
      return (await post('/record', { ...form, step: 'save', seen })).headers.get('location');
    };
    expect(await save({ quantity: '6,000' })).toBe('/commitments/1?done=recorded');
    expect(await text('/commitments/1')).toContain('at least 6,000 bodies');
    expect(await save({ comparator: '', quantity: '', unit: '' })).toBe('/commitments/2?done=recorded');
    expect(await text('/commitments/2')).not.toContain('How much');
  });

  it('warns before saving and says which of words and dates counts', async () => {
    const { post } = await openWeb();
    const look = async (more: Record<string, string>) =>
      (await post('/record', { ...STATEMENT, ...more })).text();
    const both = await look({ closesOn: '2025-06-20', deadlineReason: 'as printed' });
    expect(both).toContain('The words are kept; the dates set by hand count.');
    expect(await look({ deadline: '', reviewOn: '2025-06-01' })).toContain('has come already');
  });

  it('opens where something is to be read, without a fragment that would stay in the address', async () => {
    const { ctx, post, text } = await openWeb();
    const id = await record(ctx);
    const looked = await (await post('/record', STATEMENT)).text();
    expect(looked).toMatch(/<div class="notice preview"[^>]* autofocus/);
    for (const html of [looked, await text(`/review/${id}`)]) expect(html).not.toMatch(/ action="[^"]*#/);
    const refused = await (await post(`/review/${id}/met`, {})).text();
    expect(refused.match(/ autofocus/g)).toHaveLength(1);
    expect(refused).toContain('<li><a href="#met-evidenceUrl">Link to the evidence</a>');
    expect(refused).toContain('give “Link to the evidence” (a link) or “What shows it” (in words)');
  });

  it('does not save a date that nobody has seen', async () => {
    const { post, db } = await openWeb();
    const looked = await (await post('/record', { ...STATEMENT, step: 'preview' })).text();
    const other = await post('/record', {
      ...STATEMENT,
      deadline: 'by 30 June',
      step: 'save',
      seen: seenIn(looked),
    });
    expect(await other.text()).toContain('The date is another now');
    expect((await post('/record', { ...STATEMENT, step: 'save' })).status).toBe(200);
    expect(await db.prisma.commitment.count()).toBe(0);
  });

  it.each([
    ['an unknown zone', { zone: 'Mars/Olympus' }, 'zone', /unknown time zone/],
    [
      'a window that closes before it opens',
      { opensOn: '2025-06-15', closesOn: '2025-06-09' },
      'closesOn',
      /before it opens/,
    ],
    ['a negative quantity', { quantity: '-5' }, 'quantity', /This must be greater than zero\./],
    ['what is said in the future', { saidAt: '2025-06-03T00:00' }, 'saidAt', /“When” lies in the future/],
    [
      'an amount without a unit',
      { unit: '' },
      'unit',
      /needs “Counted”, “How many” and “Of what”; “Of what” is missing/,
    ],
    ['points between thousands', { quantity: '1.000' }, 'quantity', /This must be written .* \(write 1\)\./],
    ['a comma for a point', { quantity: '6,5' }, 'quantity', /must have a point before decimals/],
    ['dates by hand without a reason', { closesOn: '2025-06-20' }, 'deadlineReason', /need a reason/],
    ['an impossible date', { closesOn: '2025-06-31' }, 'closesOn', /Jun 2025 has 30 days/],
    [
      'words without a date',
      { deadline: 'whenever' },
      'deadline',
      /set the dates by hand \(“By hand: last day”\)/,
    ],
    ['a link that is none', { sourceUrl: 'javascript:alert(1)' }, 'sourceUrl', /This must be a web address/],
    ['nothing said', { quote: '' }, 'quote', /This is required/],
    ['a line break in a line', { title: 'a\nb' }, 'title', /one line/],
    ['a NUL', { speaker: 'a\u0000b' }, 'speaker', /control characters/],
    [
      'a field that stands there twice',
      [
        ['title', 'one'],
        ['title', 'two'],
      ],
      'title',
      /is required/,
    ],
  ])('says beside the field what is wrong with %s, and loses nothing', async (_, more, field, message) => {
    const { post, db } = await openWeb();
    const form: [string, string][] = Array.isArray(more)
      ? [...Object.entries(STATEMENT).filter(([name]) => name !== field), ...(more as [string, string][])]
      : Object.entries({ ...STATEMENT, ...more });
    const answer = await post('/record', form);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    const fault = new RegExp(`<p class="fault" id="f-${field}-fault">([^<]*)</p>`).exec(html)?.[1];
    expect(fault).toMatch(message);
    expect(html).toMatch(
      new RegExp(`name="${field}"[^>]*aria-describedby="[^"]*f-${field}-fault"[^>]*aria-invalid="true"`),
    );
    expect(html).toContain('Second round in Istanbul');
    expect(html).toContain(`<li><a href="#f-${field}">`);
    expect(await db.prisma.commitment.count()).toBe(0);
  });
});

describe('deciding by form', () => {
  it('marks an overdue item fulfilled with evidence, and takes it back', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const id = await record(ctx);
    clock.set('2025-06-17T12:00+03:00');
    expect(await text('/review')).toContain(`/review/${id}?do=met`);
    const refused = await post(`/review/${id}/met`, { happenedAt: '2025-06-14', exampleData: 'on' });
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(html).toContain('Say what shows it');
    expect(html).toContain('value="2025-06-14"');
    const done = await post(`/review/${id}/met`, {
      happenedAt: '2025-06-14',
      note: 'Handed over at the border',
      evidenceUrl: '',
      support: 'confirmed',
      exampleData: 'on',
    });
    expect(done.headers.get('location')).toBe(`/commitments/${id}?done=met`);
    const page = await text(`/commitments/${id}`);
    expect(page).toContain('Handed over at the border');
    expect(page).toContain('confirmed by the other side');
    expect(page.match(/example data/g)?.length).toBeGreaterThanOrEqual(2);
    expect(await text('/review')).toContain('Nothing is overdue');
    expect((await post(`/review/${id}/met`, { note: 'again' })).status).toBe(409);
    expect((await post(`/review/${id}/reopen`, { reason: 'the wrong one' })).status).toBe(303);
    expect(await text(`/commitments/${id}`)).toContain('taken back later');
  });

  it('adds progress, and closes with a reason', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const id = await record(ctx);
    clock.set('2025-06-10T12:00+03:00');
    expect(
      (await post(`/review/${id}/progress`, { amount: '1212', note: 'a part', claimedBy: 'Russia' })).status,
    ).toBe(303);
    expect(await text(`/commitments/${id}`)).toContain('1,212 of at least 6,000 bodies');
    expect(
      (await post(`/review/${id}/progress`, { amount: '1', note: 'x', claimedBy: 'Nobody' })).status,
    ).toBe(400);
    expect(
      (
        await post(`/review/${id}/close`, {
          outcome: 'withdrawn',
          reason: 'taken back by the speaker',
          note: 'seen',
        })
      ).status,
    ).toBe(303);
    expect(await text(`/commitments/${id}`)).toContain('Withdrawn');
  });

  it('shows the new date before it moves, and keeps the first one on record', async () => {
    const { ctx, clock, post, text } = await openWeb();
    const id = await record(ctx);
    clock.set('2025-06-10T12:00+03:00');
    const move = { reason: 'said so on television', deadline: 'within 3 days' };
    const looked = await (await post(`/review/${id}/move`, { ...move, step: 'preview' })).text();
    expect(looked).toMatch(/value="save"[^>]*>Move the date<\/button>/);
    const saidAt = /name="saidAt"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="saidAt"/.exec(looked);
    expect(saidAt?.[1] ?? saidAt?.[2]).toBe('2025-06-10T12:00:00');
    // A minute of thought later it is still the date that was shown.
    clock.advance(60_000);
    const saving = { ...move, saidAt: '2025-06-10T12:00:00', step: 'save', seen: seenIn(looked) };
    expect((await post(`/review/${id}/move`, { ...saving, seen: '' })).status).toBe(200);
    expect((await post(`/review/${id}/move`, saving)).status).toBe(303);
    const page = await text(`/commitments/${id}`);
    expect(page).toContain('Moved once, 2 days earlier in all');
    expect(page).toContain('(rule next-week/1)');
    expect(page).toContain('said so on television');
  });

  it('offers only what can be done as things stand', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx);
    const done = await record(ctx, { title: 'Done or not', comparator: '', quantity: '', unit: '' });
    clock.advance(1000);
    expect(await text(`/review/${done}`)).not.toContain(`/review/${done}/progress`);
    await addProgress(ctx, { id, amount: 6000, note: 'all' });
    const html = await text(`/review/${id}`);
    expect(html).toContain(`/review/${id}/close`);
    expect(html).not.toMatch(new RegExp(`action="/review/${id}/(met|move|reopen)`));
  });

  it('answers 404 for a commitment that is none', async () => {
    const { ask, post } = await openWeb();
    expect((await ask('/review/9')).status).toBe(404);
    expect((await post('/review/9/met', { note: 'x' })).status).toBe(404);
    expect((await post('/review/9/move', { deadline: 'next week', reason: 'x' })).status).toBe(404);
    expect((await post('/review/9/destroy', { note: 'x' })).status).toBe(404);
  });
});

describe('subscribing by form', () => {
  const away = { peer: '203.0.113.9', headers: { 'sec-fetch-site': 'same-origin' } };

  it('answers known, waiting and unknown addresses alike', async () => {
    const { ctx, post, db } = await openWeb();
    await follow(ctx, 'known@example.org');
    const bodies = [];
    for (const name of ['known', 'fresh', 'fresh', 'other']) {
      const answer = await post('/subscribe', { address: `${name}@example.org`, follows: 'all' }, away);
      expect(answer.status).toBe(200);
      bodies.push((await answer.text()).replaceAll(`${name}@`, 'name@'));
    }
    expect(new Set(bodies).size).toBe(1);
    expect(await db.prisma.delivery.count({ where: { kind: 'confirm' } })).toBe(3);
  });

  it.each([
    ['a line break', 'a@example.org\nBcc: b@example.org'],
    ['two addresses', 'a@example.org, b@example.org'],
    ['no address', 'nobody'],
    ['nothing', ''],
    ['a name around it', 'A <a@example.org>'],
  ])('refuses %s as an address', async (_, address) => {
    const { post, db } = await openWeb();
    const answer = await post('/subscribe', { address }, away);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/<p class="fault" id="f-address-fault">[^<]+</);
    expect(await db.prisma.subscription.count()).toBe(0);
  });

  it('takes no lead time as none, and offers only alerts that come', async () => {
    const { post, text, db } = await openWeb();
    const form = await text('/subscribe');
    expect(form).toContain('<input type="hidden" name="leads" value="none"');
    expect(form).not.toContain('value="unattended"');
    const leadsOf = async (address: string, ...leads: string[]) => {
      const fields: [string, string][] = leads.map((lead) => ['leads', lead]);
      expect((await post('/subscribe', [['address', address], ...fields], away)).status).toBe(200);
      return (await db.prisma.subscription.findFirstOrThrow({ where: { address } })).leadDays;
    };
    expect(await leadsOf('none@example.org', 'none')).toEqual([]);
    expect(await leadsOf('three@example.org', 'none', '3')).toEqual([3]);
    expect(await leadsOf('silent@example.org')).toEqual([7, 1, 0]);
  });

  it('keeps what was chosen when the party is unknown', async () => {
    const { post } = await openWeb();
    const form = {
      address: 'a@example.org',
      follows: 'party',
      party: 'Nobody <b>',
      kinds: 'met',
      zone: 'UTC',
    };
    const html = await (await post('/subscribe', form, away)).text();
    expect(html).toContain('There is no party');
    expect(html).toContain('value="Nobody &lt;b&gt;"');
  });

  it('counts requests by the address of the connection, whatever a header claims', async () => {
    const { post, clock } = await openWeb({ web: { subscribePerHour: 3 } });
    const ask = async (peer: string, round: number) => {
      const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': `198.51.100.${round}` };
      return (await post('/subscribe', { address: `r${round}@example.org` }, { peer, headers })).status;
    };
    expect([await ask('203.0.113.9', 1), await ask('203.0.113.9', 2), await ask('203.0.113.9', 3)]).toEqual([
      200, 200, 200,
    ]);
    expect(await ask('203.0.113.9', 4)).toBe(429);
    expect(await ask('203.0.113.10', 5)).toBe(200);
    for (const host of ['1', '2', '3']) expect(await ask(`2001:db8:0:1::${host}`, 6)).toBe(200);
    expect(await ask('2001:db8:0:1:ffff::4', 7)).toBe(429);
    expect(await ask('2001:db8:0:2::1', 8)).toBe(200);
    clock.advance(3_600_000);
    expect(await ask('203.0.113.9', 9)).toBe(200);
  });
});

describe('bodies', () => {
  it('are refused above 64 kB, however they are sent', async () => {
    const { ask, post } = await openWeb();
    const away = { peer: '203.0.113.9', headers: { 'sec-fetch-site': 'same-origin' } };
    expect((await post('/subscribe', { address: 'a'.repeat(70_000) }, away)).status).toBe(413);
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new TextEncoder().encode('address='.padEnd(16_000, 'a'))),
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const endless = { method: 'POST', body: stream, duplex: 'half', headers } as RequestInit;
    expect((await ask('/subscribe', endless, away)).status).toBe(413);
  });

  it('are refused when they are no form', async () => {
    const { ask } = await openWeb();
    const json = {
      method: 'POST',
      body: '{"address":"a@example.org"}',
      headers: { 'content-type': 'application/json' },
    };
    expect((await ask('/subscribe', json, { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(
      400,
    );
  });
});
