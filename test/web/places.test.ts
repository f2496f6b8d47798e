import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const QUOTE = 'We will hand over six thousand bodies next week.';
const TEXT = `In Istanbul he said: “${QUOTE}” Then he left.`;
/** The timeline of a page: what is drawn, and nothing of what is listed. */
const drawn = (html: string): string => /<svg class="timeline".*?<\/svg>/s.exec(html)?.[0] ?? '';

describe('the page of a source', () => {
  it('marks each quote where it stands, with a link to what became of it', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx, { sourceText: TEXT, language: 'en' });
    clock.set('2025-06-17T12:00+03:00');
    const html = await text('/sources/1');
    expect(html).toContain(`he said: “<mark><a href="/commitments/${id}">${QUOTE}</a></mark>`);
    expect(html).toMatch(/<a class="chip overdue" href="\/commitments\/1"[^>]*><span aria-hidden="true">▲/);
    for (const words of ['TASS', 'SHA-256 of the text', '/subscribe?sourceOf=1', '/feed.atom?source=1'])
      expect(html).toContain(words);
  });

  it('shows the quotes alone where no text is kept', async () => {
    const { ctx, text } = await openWeb();
    await record(ctx);
    const html = await text('/sources/1');
    expect(html).toContain('is not kept here');
    expect(html).toContain(QUOTE);
  });

  it('names the language of the document in that of the reader, and what is no language as it was typed', async () => {
    const { ctx, text } = await openWeb();
    await record(ctx, { language: 'en' });
    await record(ctx, { sourceTitle: 'Another', language: 'as spoken' });
    const german = { headers: { 'accept-language': 'de' } };
    expect(await text('/sources/1')).toContain('<dd>English</dd>');
    expect(await text('/sources/1', german)).toContain('<dd>Englisch</dd>');
    expect(await text('/sources/2', german)).toContain('<dd>as spoken</dd>');
  });

  it('can be followed by a feed and a calendar of its own', async () => {
    const { ctx, text, ask } = await openWeb();
    await record(ctx, { title: 'Of the first' });
    await record(ctx, { title: 'Of the second', sourceTitle: 'Another' });
    for (const path of ['/feed.atom?source=2', '/calendar.ics?source=2']) {
      expect(await text(path)).toContain('Of the second');
      expect(await text(path)).not.toContain('Of the first');
    }
    expect((await ask('/feed.atom?source=3')).status).toBe(404);
  });
});

describe('the page of a party', () => {
  it('says what it must do, what it said and what is promised to it, and why there is no rate', async () => {
    const { ctx, clock, text, ask } = await openWeb();
    await record(ctx, { title: 'Send bodies' });
    await record(ctx, { title: 'Send names', committers: ['Ukraine'], beneficiaries: ['Russia'] });
    clock.set('2025-06-17T12:00+03:00');
    const to = (await ask('/parties/named?name=Russia')).headers.get('location') ?? '';
    const html = await text(to);
    const part = (role: string) => html.slice(html.indexOf(`<h2 id="${role}"`)).split('</section>')[0];
    expect(part('committer')).toContain('Send bodies');
    expect(part('committer')).not.toContain('Send names');
    expect(part('beneficiary')).toContain('Send names');
    expect(part('speaker')).toContain('Nothing on record was said by it');
    expect(html).toContain('No rate: fewer than 5 are settled');
    expect(html).toContain('href="/subscribe?party=Russia"');
  });

  it('gives the rate with its numerator, its denominator and its interval from five on', async () => {
    const { ctx, clock, text } = await openWeb();
    const ids: number[] = [];
    for (let number = 0; number < 5; number += 1) ids.push(await record(ctx, { title: `Number ${number}` }));
    clock.set('2025-06-12T12:00+03:00');
    for (const [index, id] of ids.entries())
      await closeCommitment(ctx, {
        id,
        outcome: index < 4 ? 'met' : 'not_met',
        reason: 'seen',
        note: 'seen',
      });
    const html = await text('/tags/none');
    expect(html).toContain('No commitment carries the tag');
    const { id } = await ctx.db.prisma.party.findUniqueOrThrow({ where: { name: 'Russia' } });
    expect(await text(`/parties/${id}`)).toMatch(/Kept on time: 4 of 5<\/b> settled, 80 % \(38 % to 96 %/);
  });

  it('teaches where it is not found', async () => {
    const { ask, text } = await openWeb();
    for (const path of ['/parties/9', '/sources/9', '/tags/none', '/parties/named?name=Nobody'])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    expect(await text('/parties/9')).toContain('All are listed under Parties');
    expect((await ask('/parties/named')).status).toBe(400);
    for (const [path, words] of [
      ['/parties', 'No party is on record yet'],
      ['/sources', 'No source is on record yet'],
      ['/tags', 'No tag is on record yet'],
    ] as const)
      expect(await text(path)).toContain(words);
  });
});

describe('a meeting, as the page of its tag', () => {
  it('counts by status, draws all of it and lists it by party', async () => {
    const { ctx, clock, text } = await openWeb();
    await record(ctx, { title: 'Send bodies', tags: ['Istanbul-2'] });
    await record(ctx, { title: 'Meet again', tags: ['istanbul-2'], committers: ['Ukraine'], deadline: '' });
    await record(ctx, { title: 'Elsewhere' });
    clock.set('2025-06-17T12:00+03:00');
    const html = await text('/tags/istanbul-2');
    expect(html).toMatch(/<\/span> 1 overdue/);
    expect(html).toMatch(/<\/span> 1 undated/);
    expect(html).toContain('href="/calendar.ics?tag=istanbul-2"');
    expect(html).not.toContain('Elsewhere');
    expect(drawn(html)).toContain('Send bodies');
    expect(html.indexOf('Meet again')).toBeGreaterThan(html.indexOf('<bdi>Ukraine</bdi>'));
  });
});

describe('the lists', () => {
  it('are searched by plain text and turned page by page', async () => {
    const { ctx, text, ask } = await openWeb();
    await record(ctx, { committers: ['100% sure', '100 percent'] });
    expect(await text('/parties?q=0%25')).toContain('100% sure');
    expect(await text('/parties?q=0%25')).not.toContain('100 percent');
    expect(await text('/parties?q=_')).toContain('Nothing has “<bdi>_</bdi>” in its name');
    const names = Array.from({ length: 51 }, (_, number) => ({
      ...{ name: `Party ${100 + number}`, recordedAt: new Date(0), recordedBy: 'anna' },
    }));
    await ctx.db.prisma.party.createMany({ data: names });
    const first = await text('/parties?q=party');
    expect(first.match(/href="\/parties\/\d+"/g)).toHaveLength(50);
    const next = /href="(\/parties\?[^"]*after=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await text(next)).match(/href="\/parties\/\d+"/g)).toHaveLength(1);
    expect((await ask('/sources?after=x')).status).toBe(400);
  });
});

describe('the timeline of a page', () => {
  it('has a bar with its progress, a ghost of the date that slipped, and the same as a table', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx, { tags: ['t'] });
    clock.set('2025-06-14T12:00+03:00');
    await addProgress(ctx, { id, amount: 1500, note: 'a part' });
    clock.advance(1000);
    await moveDeadline(ctx, { id, deadline: 'by 30 June', reason: 'said so' });
    const html = await text('/tags/t');
    const picture = drawn(html);
    for (const kind of ['bar', 'ghost', 'done'])
      expect(picture.match(new RegExp(`class="${kind}"`, 'g'))).toHaveLength(1);
    expect(picture).toContain('class="now"');
    expect(picture).toContain(`href="/commitments/${id}"`);
    expect(picture).not.toContain('style=');
    const table = html.slice(html.indexOf('The same as a table'));
    expect(table).toContain('before that: Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 Istanbul');
    expect(table).toContain('1,500 of at least 6,000 bodies');
  });

  it('is zoomed by links, and refuses days that are none', async () => {
    const { ctx, ask, text } = await openWeb();
    await record(ctx, { tags: ['t'] });
    expect(await text('/tags/t?from=2025-07-01&to=2025-07-31')).toContain('No window lies in these days');
    const june = await text('/tags/t?from=2025-06-10&to=2025-06-12');
    expect(drawn(june)).toContain('◂');
    expect(drawn(june)).toContain('▸');
    expect(june).toContain('href="/tags/t?from=2025-06-13&amp;to=2025-06-15#timeline"');
    for (const wrong of [
      'from=2025-06-10',
      'from=soon&to=later',
      'from=2025-06-10&to=2025-06-09',
      'from=0001-01-01&to=2025-06-09',
    ])
      expect([wrong, (await ask(`/tags/t?${wrong}`)).status]).toEqual([wrong, 400]);
    expect((await ask('/tags/t?from=0002-01-01&to=9998-12-31')).status).toBe(200);
  });

  it('keeps one of long ago at the edge, counts it, and draws all of it on demand', async () => {
    const { ctx, text } = await openWeb();
    for (const day of ['9', '16', '20', '27'])
      await record(ctx, { title: `June ${day}`, tags: ['t'], deadline: `by ${day} June` });
    const dates = { opensOn: '1998-04-10', closesOn: '1998-04-10' };
    await record(ctx, { title: 'Long ago', tags: ['t'], deadline: undefined, ...dates });
    const html = await text('/tags/t');
    expect(html).toContain('to Sat 28 Jun 2025, in days of Istanbul');
    expect(html).toContain('Beyond the edges, at the arrows: 1 earlier.');
    const picture = drawn(html);
    expect(picture.match(/<a /g)).toHaveLength(5);
    expect(picture.match(/◂/g)).toHaveLength(1);
    expect(picture.match(/class="bar"/g)).toHaveLength(4);
    expect(html.slice(html.indexOf('The same as a table'))).toContain('Fri 10 Apr 1998 00:00');
    const [, href = ''] = /href="(\/tags\/t\?from=[^"]*)">Draw all of it to scale/.exec(html) ?? [];
    const all = await text(href.replace('#timeline', '').replaceAll('&amp;', '&'));
    expect(drawn(all).match(/class="bar"/g)).toHaveLength(5);
    expect(all).not.toMatch(/at the arrows|to scale/);
    expect(await text('/tags/t?lang=de')).toContain('Jenseits der Ränder, bei den Pfeilen: 1 früher.');
  });

  it('draws fifty at most and says so', async () => {
    const { ctx, text } = await openWeb();
    for (let number = 0; number < 51; number += 1) await record(ctx, { title: `No ${number}`, tags: ['t'] });
    const html = await text('/tags/t');
    expect(drawn(html).match(/<a /g)).toHaveLength(50);
    expect(html).toContain('Only the 50 that close nearest to now are drawn');
    const css = /href="(\/assets\/style[^"]*)"/.exec(await text('/'))?.[1] ?? '';
    const away = { peer: '203.0.113.9' };
    const board = (await text('/?from=2025-06-01&to=2025-06-30', away)) + (await text(css));
    expect(board.length).toBeLessThan(60_000);
  });
});

describe('the badge of a commitment', () => {
  it('stands on the pages of others, asks for nothing, and follows the status', async () => {
    const { ctx, clock, ask, text } = await openWeb();
    const id = await record(ctx, { title: 'Bread & <salt>' });
    const answer = await ask(`/commitments/${id}/badge.svg`, {}, { peer: '203.0.113.9' });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300',
    });
    const svg = await answer.text();
    expect(svg).toContain('○ Upcoming');
    expect(svg).toContain('<title>Bread &amp; &lt;salt&gt;: Upcoming</title>');
    expect(svg).not.toMatch(/<script|href=|style=|url\(/);
    clock.set('2025-06-17T12:00+03:00');
    expect(await text(`/commitments/${id}/badge.svg`)).toContain('▲ Overdue');
    expect((await ask('/commitments/99/badge.svg')).status).toBe(404);
    expect(await text(`/commitments/${id}`)).toContain(
      `&lt;img src=&quot;http://localhost:8470/commitments/${id}/badge.svg&quot;`,
    );
  });

  it('speaks the language in its address, not that of whoever sees it', async () => {
    const { ctx, ask, text } = await openWeb();
    const id = await record(ctx);
    const path = `/commitments/${id}/badge.svg`;
    const german = await text(`${path}?lang=de`);
    expect(german).toContain('○ Bevorstehend');
    expect(german).toContain('lang="de" aria-label="Duly: Bevorstehend"');
    const english = await text(path);
    const prefers = { headers: { 'accept-language': 'de', cookie: 'lang=de' } };
    expect(await (await ask(path, prefers)).text()).toBe(english);
    expect(english).not.toContain('lang=');
    expect(await text(`/commitments/${id}?lang=de`)).toContain(
      `&lt;a href=&quot;http://localhost:8470/commitments/${id}?lang=de&quot;&gt;&lt;img src=&quot;http://localhost:8470${path}?lang=de&quot;`,
    );
  });
});
