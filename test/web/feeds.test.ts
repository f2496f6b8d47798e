/** Atom and JSON Feed, as programs read them. */
import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { holdReminders } from '../../src/service/notice.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { NASTY_TEXTS } from '../mail/messages.ts';
import { follow, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';
import { entriesOf, type JsonFeed } from './feeds.ts';

async function world() {
  const web = await openWeb();
  return {
    ...web,
    atom: async (path: string) => entriesOf(web.db, await web.text(path)),
    json: async (path: string) => JSON.parse(await web.text(path)) as JsonFeed,
    titles: async (path: string) =>
      (JSON.parse(await web.text(path)) as JsonFeed).items.map(({ title }) => title),
  };
}

describe('A13: a feed', () => {
  it('tells what happened, newest first, with the quote, the speaker, the derivation and the status then', async () => {
    const { ctx, clock, db, ask, atom, json } = await world();
    const id = await record(ctx, { tags: ['prisoners'] });
    clock.set('2025-06-17T12:00+03:00');
    // Nobody looked for two weeks: what was due then is told as it was then.
    await sweep(ctx);
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-17', note: 'seen' });

    const answer = await ask('/feeds/all.atom');
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const entries = await entriesOf(db, await answer.text());
    const title = 'Hand over the bodies of the dead';
    expect(entries.map((entry) => entry.title)).toEqual([
      `Met, 2 days late: ${title}`,
      `Progress: ${title}`,
      `Overdue: ${title}`,
      `Due: ${title}`,
      `On record: ${title}`,
    ]);
    expect(entries[2]).toMatchObject({
      url: `http://localhost:8470/commitments/${id}`,
      published: '2025-06-15T21:00:00.000Z',
      updated: '2025-06-17T09:00:00.000Z',
    });
    expect(entries[2]?.id).toMatch(/^tag:localhost,2025:event\/\d+$/);
    expect(entries[2]?.content).toContain('We will hand over six thousand bodies next week.');
    expect(entries[2]?.content).toContain('Said by <bdi>Vladimir Medinsky</bdi>. “next week”');

    const feed = await json('/feeds/all.json');
    expect(feed).toMatchObject({ version: 'https://jsonfeed.org/version/1.1', title: 'Duly: everything' });
    expect(feed.items.map((item) => item.id)).toEqual(entries.map((entry) => entry.id));
    expect(feed.items.map((item) => item.content_html)).toEqual(entries.map((entry) => entry.content));
    expect(feed.items.map((item) => item._duly.status)).toEqual([
      'Met, 2 days late',
      'Met, 2 days late',
      'Overdue',
      'Due',
      'Upcoming',
    ]);
    expect(feed.items[2]?._duly).toMatchObject({
      ...{ event: 'overdue', commitment: id, speaker: 'Vladimir Medinsky' },
      ...{ occurredAt: '2025-06-15T21:00:00.000Z', recordedAt: '2025-06-17T09:00:00.000Z' },
    });
    expect(await atom(`/commitments/${id}/feed.atom`)).toEqual(entries);
    expect((await json(`/commitments/${id}/feed.json`)).items).toEqual(feed.items);
  });

  it('never changes an entry that is out, whatever happens later', async () => {
    const { ctx, clock, json } = await world();
    const id = await record(ctx);
    clock.set('2025-06-16T12:00+03:00');
    await sweep(ctx);
    const before = (await json('/feed.json')).items;
    clock.advance(60_000);
    await closeCommitment(ctx, { id, outcome: 'not_met', reason: 'nothing came', note: 'looked' });
    const after = (await json('/feed.json')).items;
    expect(after[0]?.title).toBe('Not met: Hand over the bodies of the dead');
    expect(after.slice(1)).toEqual(before);
  });

  it('is picked by party, tag, group, dispute, and by what became overdue', async () => {
    const { ctx, clock, titles, json } = await world();
    const bodies = await record(ctx, { title: 'Bodies', tags: ['Dead'] });
    const lists = { speaker: 'Rustem Umerov', committers: ['Ukraine'], beneficiaries: [] };
    await record(ctx, { title: 'Lists', quote: 'Lists by 30 June.', ...lists, deadline: 'by 30 June' });
    clock.set('2025-06-16T12:00+03:00');
    await sweep(ctx);
    await raiseObjection(ctx, { id: bodies, raisedBy: 'Russia', reason: 'They lie at the border.' });
    const of = async (path: string) => [
      ...new Set((await titles(path)).map((one) => one.replace(/.*: /, ''))),
    ];
    expect((await of('/feed.json')).sort()).toEqual(['Bodies', 'Lists']);
    expect(await of('/feed.json?party=Russia')).toEqual(['Bodies']);
    expect(await of('/feed.json?party=Vladimir%20Medinsky')).toEqual(['Bodies']);
    // For whom it is done counts as its speaker and its committers do, as on the board.
    expect((await of('/feed.json?party=Ukraine')).sort()).toEqual(['Bodies', 'Lists']);
    expect(await of('/feed.json?party=Rustem%20Umerov')).toEqual(['Lists']);
    expect(await of('/feed.json?tag=DEAD')).toEqual(['Bodies']);
    expect(await of('/feed.json?group=overdue')).toEqual(['Bodies']);
    expect(await of('/feed.json?group=upcoming')).toEqual(['Lists']);
    expect(await of('/feed.json?disputed=on&party=Russia')).toEqual(['Bodies']);
    expect(await of('/feed.json?slipped=1')).toEqual([]);
    expect(await titles('/feeds/overdue.json')).toEqual(['Overdue: Bodies']);
    expect(await titles('/feeds/overdue.json?party=Rustem%20Umerov')).toEqual([]);
    const feed = await json('/feed.json?tag=Dead&party=Russia');
    expect(feed).toMatchObject({
      title: 'Duly: Russia, the tag dead',
      feed_url: 'http://localhost:8470/feed.json?party=Russia&tag=dead',
    });
  });

  it('is well-formed while there is nothing, and has fifty entries at most', async () => {
    const { ctx, atom, json } = await world();
    expect(await atom('/feed.atom')).toEqual([]);
    for (let n = 1; n <= 51; n += 1) await record(ctx, { title: `Title ${n}`, quote: `Quote ${n}` });
    const entries = await atom('/feed.atom');
    expect(entries).toHaveLength(50);
    expect(entries.map(({ title }) => title)).toEqual(
      Array.from({ length: 50 }, (_, n) => `On record: Title ${51 - n}`),
    );
    expect((await json('/feed.json')).items).toHaveLength(50);
  });

  it('keeps hostile words words', async () => {
    const { ctx, db, atom, text } = await world();
    // What older or foreign rows might hold: the writers are the last to look.
    await record(ctx, { tags: ['tag'] });
    await db.query('alter table commitment disable trigger user');
    await db.query('alter table statement disable trigger user');
    await db.query('alter table party disable trigger user');
    await db.query('alter table commitment_tag disable trigger user, drop constraint commitment_tag_form');
    const storable = NASTY_TEXTS.map((nasty) => nasty.replace(/\u0000|\ud800/g, ''));
    for (const nasty of [
      ...storable,
      ']]></content><x>',
      '&amp; &lt;b&gt;',
      'no\ufffecharacter\uffff',
      '"\'',
    ]) {
      await db.query('update commitment set title = $1, unit = $1', [nasty]);
      await db.query('update statement set quote = $1', [nasty]);
      await db.query('update party set name = $1 || id', [nasty.slice(0, 150)]);
      await db.query('update commitment_tag set tag = $1', [nasty.slice(0, 50)]);
      const [entry, ...others] = await atom('/feed.atom');
      expect(others).toEqual([]);
      const tags = [...(entry?.content ?? '').matchAll(/<\/?([^\s>]+)/g)].map(([, tag]) => tag);
      const known = ['p', 'b', 'time', 'blockquote', 'bdi', 'a', 'br'];
      expect(tags.filter((tag) => !known.includes(tag ?? ''))).toEqual([]);
      expect((JSON.parse(await text('/feed.json')) as JsonFeed).items).toHaveLength(1);
    }
    await db.query(`update commitment set title = 'AT&amp;T <b>'`);
    expect((await atom('/feed.atom'))[0]?.title).toBe('On record: AT&amp;T <b>');
  });

  it('tells whoever has it already that it is the same, and answers HEAD like GET', async () => {
    const { ctx, clock, ask } = await world();
    await record(ctx);
    for (const path of ['/feed.atom', '/feed.json', '/feeds/overdue.atom', '/calendar.ics']) {
      const first = await ask(path);
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[0-9a-f]{40}"$/);
      expect(first.headers.get('cache-control')).toBe('public, no-cache');
      const head = await ask(path, { method: 'HEAD' });
      expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, tag, '']);
      const again = await ask(path, { headers: { 'if-none-match': `"other", W/${tag}` } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(tag);
      expect((await ask(path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    }
    const tag = (await ask('/feed.atom')).headers.get('etag') ?? '';
    clock.set('2025-06-10T12:00+03:00');
    await sweep(ctx);
    expect((await ask('/feed.atom', { headers: { 'if-none-match': tag } })).status).toBe(200);
  });

  it.each([
    ['/feed.atom?group=nonsense', 400],
    ['/feed.json?slipped=x', 400],
    ['/feed.atom?party=a&party=b', 400],
    ['/feeds/overdue.atom?limit=3', 400],
    ['/calendar.ics?group=nonsense', 400],
    ['/feed.atom?lang=fr', 400],
    ['/calendar.ics?lang=de-DE', 400],
    ['/commitments/1/badge.svg?lang=fr', 400],
    ['/feed.atom?lang=de&lang=en', 400],
    ['/feed.atom?party=Nobody', 404],
    ['/feed.json?tag=none', 404],
    ['/calendar.ics?tag=none', 404],
    ['/commitments/999/feed.atom', 404],
    ['/commitments/0/feed.atom', 400],
    ['/commitments/999/calendar.ics', 404],
    ['/feeds/nothing.atom', 404],
    ['/feed.rss', 404],
  ])('answers %s with %i', async (path, status) => {
    const { ask } = await world();
    expect((await ask(path, {}, { peer: '203.0.113.9' })).status).toBe(status);
  });

  it('says nothing of subscribers, nor of who had what in hand', async () => {
    const { ctx, clock, text, titles } = await world();
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org', { follows: 'commitment', commitment: id });
    clock.set('2025-06-17T12:00+03:00');
    await sweep(ctx);
    await holdReminders(ctx, {
      kind: 'acknowledged',
      id,
      until: '2025-06-20',
      note: 'I ask them',
      recordedBy: 'Ada',
    });
    clock.set('2025-06-22T12:00+03:00');
    await sweep(ctx);
    expect(await text(`/commitments/${id}`)).toContain('It was in hand until now');
    expect(await titles('/feed.json')).toHaveLength(3);
    for (const path of [
      '/feed.atom',
      '/feed.json',
      '/feeds/overdue.json',
      '/calendar.ics',
      `/commitments/${id}/calendar.ics`,
    ])
      expect(await text(path)).not.toMatch(/reader@|example\.org|Ada/);
  });

  it('is announced in the head of the pages, with what they are filtered by, and linked on them', async () => {
    const { ctx, text, ask } = await world();
    const id = await record(ctx, { tags: ['a&b'] });
    const head = (html: string) => html.slice(0, html.indexOf('</head>'));
    const board = await text('/?tag=a%26b&group=upcoming');
    expect(head(board)).toContain('type="application/atom+xml"');
    const linked = [...board.matchAll(/href="(\/(?:feed|calendar)[^"]*)"/g)].map(([, href]) => href ?? '');
    expect(linked).toEqual([
      '/feed.atom?tag=a%26b&amp;group=upcoming',
      '/feed.json?tag=a%26b&amp;group=upcoming',
      '/feed.atom?tag=a%26b&amp;group=upcoming',
      '/calendar.ics?tag=a%26b&amp;group=upcoming',
      '/feeds/overdue.atom',
    ]);
    for (const href of linked) expect((await ask(href.replaceAll('&amp;', '&'))).status).toBe(200);
    const page = await text(`/commitments/${id}`);
    expect(head(page)).toContain(`href="/commitments/${id}/feed.json"`);
    expect(page).toContain(`<a href="/commitments/${id}/feed.atom">Feed</a>`);
    expect(page).toContain(`<a href="/commitments/${id}/calendar.ics">Calendar</a>`);
    expect(head(await text('/subscribe'))).not.toContain('alternate');
  });
});
