import { beforeAll, describe, expect, it } from 'vitest';
import { readOutbox } from '../../../src/service/browse/outbox.ts';
import { deliver } from '../../../src/service/deliver.ts';
import { handOver } from '../../../src/service/hand-over.ts';
import { makeLink } from '../../../src/service/sign-in.ts';
import { record } from '../../support/setup.ts';
import { HERE } from '../ask.ts';
import { openWebWithPeople } from '../people.ts';
import { keepOpen } from './kept.ts';

const kept = keepOpen();
let world: Awaited<ReturnType<typeof openWebWithPeople>>;
beforeAll(async () => {
  world = await openWebWithPeople({ finished: kept.finished });
});

const ELSEWHERE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/a',
  'HTTPS:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\t/evil.example',
  '/\r\nSet-Cookie: a=b',
  '/%0d%0aSet-Cookie:%20a=b',
  '/%2f%2fevil.example',
  '/%5cevil.example',
  '/@evil.example',
  'evil.example',
  '/sign-out',
  '/./\\evil.example',
  `/${'a'.repeat(3_000)}`,
  '%',
  '/review/\u202e',
  '',
];

/** Where a browser at a page of ours would go. */
const isHere = (location: string): boolean =>
  location.startsWith('/') && new URL(location, HERE).origin === HERE && !/[\r\n\\]/.test(location);

describe('A17: an address to go to after signing in', () => {
  it.each(ELSEWHERE)('never leads away: %j', async (next) => {
    const asked = encodeURIComponent(next);
    const already = await world.ask(`/sign-in?next=${asked}`, {}, world.as('editor'));
    expect(already.status).toBe(303);
    expect([next, isHere(already.headers.get('location') ?? '')]).toEqual([next, true]);
    expect(already.headers.getSetCookie()).toEqual([]);
    const html = await world.text(`/sign-in?next=${asked}`);
    for (const [, value = ''] of html.matchAll(/name="next" value="([^"]*)"|data-next="([^"]*)"/g))
      expect([next, isHere(value || '/')]).toEqual([next, true]);
    const sent = await world.post('/sign-in', { address: 'editor@example.org', next }, world.as(null));
    expect(sent.status).toBe(200);
    const cookie = sent.headers.getSetCookie().map((one) => one.split(';')[0]);
    const link = new URL(await makeLink(world.ctx, 'editor@example.org')).pathname;
    const answer = await world.post(link, {}, world.as(null, { cookie: cookie.join('; ') }));
    expect(answer.status).toBe(303);
    expect([next, isHere(answer.headers.get('location') ?? '')]).toEqual([next, true]);
  });

  it.each(['%', '%25', '%2525', '%E0%A4%A', '//evil.example', '%2F%2Fevil.example', 'a; b', '"'])(
    'that was put into the cookie by somebody else leads to the board, and the link is not lost: %s',
    async (cookie) => {
      const link = new URL(await makeLink(world.ctx, 'editor@example.org')).pathname;
      const answer = await world.post(link, {}, world.as(null, { cookie: `duly-next=${cookie}` }));
      expect([cookie, answer.status, answer.headers.get('location')]).toEqual([cookie, 303, '/']);
    },
  );

  it('and a line of a mail that only looks like an address of ours is no link', async () => {
    const away = [`${HERE}//evil.example/a`, `${HERE}/\\evil.example/b`];
    const id = await record(world.ctx, { title: 'Repair the road', quote: 'We will repair the road.' });
    const note = [...away, `${HERE}/commitments/${id}`].join('\n');
    await handOver(world.ctx, { id, to: 'editor', note, recordedBy: 'administrator' });
    world.clock.advance(5_000);
    await deliver(world.ctx);
    const { mails } = await readOutbox(world.ctx, { commitment: id });
    const html = await world.text(`/outbox/${mails[0]?.id}`, world.as('administrator'));
    for (const line of away) expect(html).toContain(line);
    expect(html).toContain(`<a href="/commitments/${id}">`);
    for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g))
      expect([href, new URL(href, HERE).origin]).toEqual([href, HERE]);
  });

  it('and a page that leads to another leads to one of ours', async () => {
    await record(world.ctx, { committers: ['//evil.example'] });
    const named = await world.ask('/parties/named?name=%2F%2Fevil.example');
    expect(named.headers.get('location')).toMatch(/^\/parties\/\d+$/);
  });
});
