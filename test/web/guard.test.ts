import { describe, expect, it } from 'vitest';
import { tokenFor } from '../../src/service/link.ts';
import { follow, record } from '../support/setup.ts';
import { type Ask, HERE, openWeb } from './ask.ts';

type World = Awaited<ReturnType<typeof openWeb>>;

/** Everything that a request could have changed. */
async function everything({ db }: World): Promise<string> {
  const tables = [
    'source',
    'statement',
    'commitment',
    'deadline',
    'evidence',
    'progress',
    'verdict',
    'event',
  ];
  const rows = await Promise.all(
    [...tables, 'subscription', 'delivery', 'alert', 'occasion'].map((table) =>
      db.query(`select * from ${table} t order by t::text`),
    ),
  );
  return JSON.stringify(rows);
}

/** Every route that changes something, taken from the router, with real numbers and tokens in its path. */
async function changes(world: World): Promise<string[]> {
  const { app, ctx, db } = world;
  await record(ctx);
  const id = await follow(ctx, 'reader@example.org');
  const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id } });
  const routes = app.routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS', 'ALL'].includes(method));
  const paths = routes.map(({ path }) =>
    path
      .replace(/:id\{[^/]*\}/, '1')
      .replace(
        /^\/(confirm|manage|unsubscribe)\/:token/,
        (_, purpose: 'confirm' | 'manage' | 'unsubscribe') =>
          `/${purpose}/${tokenFor(ctx.secret, purpose, row)}`,
      ),
  );
  return [...new Set(paths)];
}

const isUnsubscribe = (path: string): boolean => path.startsWith('/unsubscribe/');
const form = { address: 'a@example.org', outcome: 'void', reason: 'x', note: 'x', kinds: 'met', amount: '1' };

describe('who may change what', () => {
  it('refuses every changing route from another site, and from nowhere, but one-click unsubscribing', {
    timeout: 90_000,
  }, async () => {
    const world = await openWeb();
    const paths = await changes(world);
    expect(paths).toHaveLength(56);
    const before = await everything(world);
    const strangers: Record<string, Ask['headers']> = {
      'another origin': { origin: 'https://evil.example' },
      'no origin at all': {},
      'cross-site': { 'sec-fetch-site': 'cross-site', origin: HERE },
      'same-site': { 'sec-fetch-site': 'same-site' },
      'another origin that claims to be ours': {
        'sec-fetch-site': 'same-origin',
        origin: 'https://evil.example',
      },
      'an origin that is none': { origin: 'not an origin' },
    };
    // What a provider posts needs no page of ours, but a secret: bounce-hook.test.ts asks for it.
    const guarded = paths.filter((path) => !isUnsubscribe(path) && path !== '/hooks/bounces');
    for (const path of guarded)
      for (const [who, headers] of Object.entries(strangers)) {
        const answer = await world.post(path, form, { headers: headers ?? {} });
        expect([path, who, answer.status]).toEqual([path, who, 403]);
        const plain = {
          method: 'POST',
          body: 'address=a@example.org',
          headers: { 'content-type': 'text/plain' },
        };
        expect((await world.ask(path, plain, { headers: headers ?? {} })).status).toBe(403);
      }
    expect(await everything(world)).toBe(before);
  });

  it('refuses every change to the record to whoever is not at the machine itself', async () => {
    const world = await openWeb();
    const paths = (await changes(world)).filter((path) => /^\/(record|review|parties)/.test(path));
    expect(paths).toHaveLength(22);
    const before = await everything(world);
    const same = { 'sec-fetch-site': 'same-origin' };
    const elsewhere: Record<string, Ask> = {
      'another machine': { peer: '192.168.1.7', headers: same },
      'another machine, IPv6': { peer: '2001:db8::1', headers: same },
      'nobody knows who': { peer: '', headers: same },
      'a loopback look-alike': { peer: '127.0.0.1.example', headers: same },
      'a name that points here': { base: 'http://evil.example:8470', headers: same },
      'a name that begins like ours': { base: 'http://localhost.evil.example', headers: same },
      'a Host header that differs': { headers: { ...same, host: 'evil.example' } },
      'through a proxy': { headers: { ...same, 'x-forwarded-for': '127.0.0.1' } },
      'through a proxy that says so': { headers: { ...same, forwarded: 'for=127.0.0.1' } },
      'through nginx as it comes, which adds no header': { httpVersion: '1.0', headers: same },
      'through a proxy with a host': { headers: { ...same, 'x-forwarded-host': 'localhost' } },
    };
    for (const path of paths)
      for (const [who, from] of Object.entries(elsewhere)) {
        const answer = await world.post(path, form, from);
        expect([path, who, answer.status]).toEqual([path, who, 403]);
      }
    expect(await everything(world)).toBe(before);
  });

  it('refuses every change to the record when the database is not the embedded one', async () => {
    const world = await openWeb({ embedded: false });
    for (const path of (await changes(world)).filter((path) => /^\/(record|review)/.test(path)))
      expect((await world.post(path, form)).status).toBe(401);
    expect((await world.ask('/record')).headers.get('location')).toBe('/sign-in?next=%2Frecord');
  });

  it('lets the machine itself through, by each of its names', async () => {
    const { ctx, post, db } = await openWeb();
    const names = ['http://localhost:8470', 'http://127.0.0.1:8470', 'http://[::1]:8470'];
    const peers = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
    for (const base of names)
      for (const peer of peers) {
        const id = await record(ctx);
        const from = { base, peer, headers: { origin: base } };
        expect(
          (await post(`/review/${id}/close`, { outcome: 'void', reason: 'x', note: 'seen' }, from)).status,
        ).toBe(303);
      }
    expect(await db.prisma.verdict.count()).toBe(9);
  });

  it('keeps the outbox, the forms and the record form to the machine itself, and offers them to nobody else', async () => {
    const { ctx, ask, text } = await openWeb();
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    const away = { peer: '203.0.113.9' };
    for (const path of [
      '/outbox',
      '/outbox/1',
      '/outbox/1/html',
      '/record',
      '/resolve?text=soon',
      `/review/${id}`,
    ]) {
      expect([path, (await ask(path, {}, away)).status]).toEqual([path, 403]);
      expect([path, (await ask(path, { method: 'HEAD' }, away)).status]).toEqual([path, 403]);
    }
    for (const path of ['/', '/review', `/commitments/${id}`]) {
      const html = await text(path, away);
      expect(html).not.toMatch(
        /<form(?! method="get"| method="post" action="\/subscribe")|href="\/(outbox|record|review\/)/,
      );
      expect(html).not.toContain('reader@example.org');
    }
  });

  it('lets visitors from anywhere subscribe, and holders of a link use it, from pages of ours', async () => {
    const { ctx, post, db } = await openWeb({ embedded: false, baseUrl: 'https://duly.example.org' });
    const base = 'https://duly.example.org';
    const peer = '203.0.113.9';
    const ours = { base, peer, headers: { origin: base, 'x-forwarded-for': '198.51.100.1' } };
    expect((await post('/subscribe', { address: 'b@example.org' }, ours)).status).toBe(200);
    const row = await db.prisma.subscription.findFirstOrThrow();
    // A page that sends no referrer sends `Origin: null`, and over plain http nothing else says where it came from.
    const opaque = { base, peer, headers: { origin: 'null' } };
    expect((await post('/subscribe', { address: 'c@example.org' }, opaque)).status).toBe(403);
    expect((await post(`/confirm/${tokenFor(ctx.secret, 'confirm', row)}`, {}, opaque)).status).toBe(200);
    expect((await db.prisma.subscription.findFirstOrThrow()).state).toBe('active');
    // Behind a proxy that does not pass the name on, the public address still is ours.
    const inside = { base: 'http://10.0.0.5:3000', peer, headers: { origin: base } };
    expect((await post('/subscribe', { address: 'd@example.org' }, inside)).status).toBe(200);
  });
});
