/** What programs fetch, in German where its address asks for it. */
import { describe, expect, it } from 'vitest';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';
import { entriesOf, type JsonFeed } from './feeds.ts';

async function world() {
  const web = await openWeb();
  return {
    ...web,
    atom: async (path: string) => entriesOf(web.db, await web.text(path)),
    json: async (path: string) => JSON.parse(await web.text(path)) as JsonFeed & Record<string, unknown>,
  };
}

describe('a feed in German', () => {
  it('speaks German at an address that asks for it, and at no other, whatever the reader prefers', async () => {
    const { ctx, clock, ask, text, atom, json } = await world();
    const id = await record(ctx, { tags: ['prisoners'] });
    clock.set('2025-06-17T12:00+03:00');
    await sweep(ctx);
    await addProgress(ctx, { id, amount: 6000, happenedAt: '2025-06-17', note: 'seen' });
    const german = await atom('/feed.atom?tag=Prisoners&lang=de');
    const title = 'Hand over the bodies of the dead';
    expect(german.map((entry) => entry.title)).toEqual([
      `Erfüllt, 2 Tage zu spät: ${title}`,
      `Fortschritt: ${title}`,
      `Überfällig: ${title}`,
      `Fällig: ${title}`,
      `Verzeichnet: ${title}`,
    ]);
    const content = german[2]?.content ?? '';
    expect(content).toContain('Die Frist ist verstrichen');
    expect(content).toContain('Mo. 16. Juni 2025</time>, Ortszeit Istanbul');
    expect(content).toContain('We will hand over six thousand bodies next week.');
    expect(content).toContain('<span lang="en">“next week”');
    expect(content).toContain('Stand damals: Überfällig.');
    expect(german[2]?.url).toBe(`http://localhost:8470/commitments/${id}?lang=de`);

    const document = await text('/feed.atom?tag=Prisoners&lang=de');
    expect(document).toContain('xml:lang="de"');
    const feed = await json('/feed.json?lang=de&tag=Prisoners');
    expect(feed).toMatchObject({
      ...{ language: 'de', title: 'Duly: das Schlagwort prisoners' },
      description: 'Was mit öffentlichen Zusagen geschah (nur das Schlagwort prisoners), das Neueste zuerst.',
      feed_url: 'http://localhost:8470/feed.json?tag=prisoners&lang=de',
      home_page_url: 'http://localhost:8470/?tag=prisoners&lang=de',
    });
    // A reader that has both must not take one for the other.
    const english = await atom('/feed.atom');
    expect(feed.items.map((item) => item.id)).toEqual(english.map((entry) => `${entry.id}/de`));
    expect(await json(`/commitments/${id}/feed.json?lang=de`)).toMatchObject({
      feed_url: `http://localhost:8470/commitments/${id}/feed.json?lang=de`,
      description: 'Was mit dieser Zusage geschah, das Neueste zuerst.',
    });

    const prefers = { headers: { 'accept-language': 'de', cookie: 'lang=de' } };
    for (const path of [
      '/feed.atom',
      '/feeds/overdue.json',
      `/commitments/${id}/feed.atom`,
      '/calendar.ics',
    ]) {
      const plain = await ask(path);
      const preferring = await ask(path, prefers);
      expect(await preferring.text()).toBe(await plain.text());
      expect(preferring.headers.get('vary')).toBeNull();
      expect(await text(`${path}?lang=en`)).toBe(await text(path));
    }
  });

  it('is linked in German on a German page, and every such link leads to German', async () => {
    const { ctx, text, ask } = await world();
    const id = await record(ctx, { tags: ['prisoners'] });
    const pulls =
      /(?:href|src)="(\/(?:feeds?|calendar|commitments\/\d+\/(?:feed|calendar|badge))[./][^"]*)"/g;
    for (const path of ['/', '/?tag=prisoners', '/tags/prisoners', `/commitments/${id}`]) {
      const page = await text(`${path}${path.includes('?') ? '&' : '?'}lang=de`);
      const linked = [...page.matchAll(pulls)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
      expect(linked.length).toBeGreaterThan(3);
      for (const href of linked) {
        expect(href).toMatch(/[?&]lang=de$/);
        const answer = await ask(href);
        expect([href, answer.status]).toEqual([href, 200]);
        expect(await answer.text()).toMatch(
          /xml:lang="de"|"language": "de"|Commitments\/\/DE|svg[^>]*lang="de"/,
        );
      }
    }
  });
});
