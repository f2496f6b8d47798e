import { describe, expect, it } from 'vitest';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { addProgress } from '../../src/service/progress.ts';
import { reports } from '../support/series.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const ASKED = 'asOf=2025-06-18&zone=Europe%2FIstanbul';

async function learntLate() {
  const world = await openWeb();
  const id = await record(world.ctx, { tags: ['deal'] });
  world.clock.set('2025-06-20T12:00+03:00');
  await addProgress(world.ctx, { id, amount: 6000, happenedAt: '2025-06-14', note: 'handed over' });
  return { ...world, id };
}

describe('the past on a page', () => {
  it('is told apart by a banner, leads back to now, and keeps to its times from link to link', async () => {
    const { text, id } = await learntLate();
    const board = await text(`/?${ASKED}&tag=deal`);
    expect(board).toContain('As it was known on Wed 18 Jun 2025');
    expect(board).toContain('<a href="/?tag=deal">Back to now</a>');
    const href = `/commitments/${id}?${ASKED}`.replace('&', '&amp;');
    expect(board).toContain(`href="${href}"`);
    expect(board).toContain('chip overdue');
    expect(board).not.toContain('/feed.atom');
    const page = await text(`/commitments/${id}?${ASKED}`);
    expect(page).toContain(`<a href="/commitments/${id}">Back to now</a>`);
    expect(page).toContain('chip overdue');
    const times = ASKED.replace('&', '&amp;');
    expect(page).toContain(`href="/parties/named?${times}&amp;name=Russia"`);
    expect(page).toContain(`href="/tags/deal?${times}"`);
    const known = await text(`/commitments/${id}?asOf=2025-06-20&on=2025-06-15`);
    expect(known).toContain('about Sun 15 Jun 2025');
    expect(known).toContain('chip met');
    expect(known).toMatch(/href="\/evidence\/\d+\?asOf=/);
  });

  it('offers nothing that changes something, and no form but those that ask', async () => {
    const { text, id } = await learntLate();
    const now = await text(`/commitments/${id}`);
    expect(now).toContain(`href="/review/${id}"`);
    expect(now).toContain('As of another day');
    for (const path of [`/commitments/${id}?${ASKED}`, `/?${ASKED}`]) {
      const past = await text(path);
      expect(past).not.toContain(`href="/review/${id}"`);
      expect(past).not.toContain('method="post"');
      for (const [form] of past.matchAll(/<form[^>]*>/g)) expect(form).toContain('method="get"');
    }
  });

  it('asks again, with all that was given, for a day that has not come and for a zone that there is none of', async () => {
    const { ask, id } = await learntLate();
    for (const [query, field] of [
      ['asOf=2031-01-01&on=2025-06-15&zone=Europe%2FIstanbul', 'asOf'],
      ['on=June&asOf=2025-06-18', 'on'],
      ['asOf=2025-06-18&zone=Istanbul', 'zone'],
    ] as const)
      for (const path of ['/', `/commitments/${id}`, '/parties/2']) {
        const refused = await ask(`${path}?${query}`);
        expect(refused.status).toBe(400);
        const page = await refused.text();
        expect(page).toContain(`<form method="get" action="${path}"`);
        for (const [name, value] of new URLSearchParams(query))
          expect(page).toMatch(
            new RegExp(
              `<input[^>]* name="${name}" value="${value}"[^>]*${name === field ? 'aria-invalid="true"' : '/>'}`,
            ),
          );
      }
    const future = await (await ask('/?asOf=2031-01-01')).text();
    expect(future).toContain('“As it was known on” lies in the future');
    const tag = await (await ask('/?tag=%22%3E%3Cb%3E&from=soon')).text();
    expect(tag).toContain('name="tag" value="&quot;&gt;&lt;b&gt;"');
  });

  it('is had of parties, sources, tags and their lists too, each of which leads to the others of then', async () => {
    const { ctx, ask, text, id } = await learntLate();
    await record(ctx, { title: 'A later one', tags: ['deal'], committers: ['Mission'] });
    const times = ASKED.replace('&', '&amp;');
    for (const path of ['/parties/2', '/sources/1', '/tags/deal']) {
      expect(await text(path)).toContain('As of another day');
      const past = await text(`${path}?${ASKED}`);
      expect(past).toContain('As it was known on Wed 18 Jun 2025');
      expect(past).toContain(`<a href="${path}">Back to now</a>`);
      expect(past).toContain(`href="/commitments/${id}?${times}"`);
      expect(past).toContain('chip overdue');
      expect(past).not.toContain('A later one');
      expect(past).toContain('The line is the time that is asked about.');
      for (const word of ['/feed.atom', '/subscribe?', 'method="post"']) expect(past).not.toContain(word);
      const before = await ask(`${path}?asOf=2025-06-01`);
      expect(before.status).toBe(404);
      expect(await before.text()).toContain('not on record then');
    }
    const names = await text(`/parties?${ASKED}`);
    expect(names).toContain(`href="/parties/2?${times}"`);
    expect(names).not.toContain('Mission');
    expect(names).not.toContain('method="post"');
    const named = await ask(`/parties/named?name=Russia&${ASKED}`);
    expect(named.headers.get('location')).toBe(`/parties/2?${ASKED}`);
    expect((await ask('/parties?asof=2025-06-18')).status).toBe(400);
    expect(await text(`/parties/2?${ASKED}&done=added`)).not.toContain('is on record as a party now');
    // The ways to a source keep the times too.
    expect(await text(`/commitments/${id}?${ASKED}`)).toContain(`href="/sources/1?${times}"`);
    expect(await text(`/?source=1&${ASKED}`)).toContain(`href="/sources/1?${times}"`);
  });

  it('is had of a series, by the page and from its times', async () => {
    const { ctx, clock, text, ask } = await openWeb();
    await reports(ctx);
    clock.set('2025-07-10T12:00+03:00');
    await makeAhead(ctx);
    const past = await text(`/series/1?${ASKED}`);
    expect(past).toContain('As it was known on Wed 18 Jun 2025');
    expect(past).toContain(`href="/commitments/1?${ASKED.replace('&', '&amp;')}"`);
    expect(past).not.toContain('/commitments/2');
    expect(await text('/series/1')).toContain('/commitments/2');
    expect(await text(`/commitments/1?${ASKED}`)).toContain(`/series/1?${ASKED.replace('&', '&amp;')}`);
    expect((await ask('/series/1?asOf=2025-06-01')).status).toBe(404);
  });

  it('answers not found for what was not on record, and shows a board on which nothing was', async () => {
    const { ask, text, id } = await learntLate();
    expect((await ask(`/commitments/${id}?asOf=2025-06-01`)).status).toBe(404);
    expect((await ask('/?asOf=nonsense')).status).toBe(400);
    const empty = await text('/?asOf=2025-06-01&on=');
    expect(empty).toContain('As it was known on');
    expect(empty).not.toContain('Nothing is on record yet');
    expect(await text('/tags?asOf=2025-06-01')).toContain('No tag was on record then.');
  });
});
