import { describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../src/domain/roles.ts';
import { leastFor } from '../../src/web/access.ts';
import { createWeb } from '../../src/web/server.ts';
import { record, setup } from '../support/setup.ts';
import { openWeb } from './ask.ts';
import { openWebWithPeople } from './people.ts';

type World = Awaited<ReturnType<typeof openWeb>>;

/** Every route of the router, with something in the place of each parameter. */
function routesOf(app: World['app']): { method: string; path: string }[] {
  const found = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path }) => ({
      method,
      path: path
        .replace(/:file\{(\w+)\\\.\(\?:atom\|json\)\}/g, '$1.atom')
        .replace(/:(id|hash|sha256)\{[^/]*\}(?=\/|$|\.)/g, '1')
        .replace(/:([a-z]+)\{([a-z]+\|[^}]*)\}/g, (_, __, words: string) => words.split('|')[0] ?? '')
        .replace(/:[A-Za-z0-9]+(\{[^/]*\})?/g, 'a1'),
    }));
  return [...new Map(found.map((one) => [`${one.method} ${one.path}`, one])).values()];
}

/** What the guard says before the route has its word. */
const isRefused = (status: number): boolean => status === 403 || status === 401;

describe('every route', () => {
  it('has a row that says for whom it is', async () => {
    const { ctx } = await setup();
    const routes = routesOf(createWeb(ctx));
    expect(routes.length).toBeGreaterThan(60);
    const without = routes.filter(({ method, path }) => leastFor(method, path) === null);
    expect(without).toEqual([]);
  });

  it('is refused when it changes something and has no row', async () => {
    const world = await openWebWithPeople();
    expect(leastFor('POST', '/forgotten')).toBeNull();
    for (const role of [null, ...ROLES])
      expect((await world.post('/forgotten', {}, world.as(role))).status).toBe(403);
  });

  it('lets in whoever has the role or a higher one, and nobody else', { timeout: 120_000 }, async () => {
    const world = await openWebWithPeople();
    await record(world.ctx);
    const roles: (Role | null)[] = [null, ...ROLES];
    const routes = routesOf(world.app).filter(
      ({ path }) => !/sign-out|\/end$|\/remove$|\/sessions$|\/role$/.test(path),
    );
    for (const { method, path } of routes) {
      const least = leastFor(method, path);
      const needs = ROLES.indexOf(least as Role);
      for (const [rank, role] of roles.entries()) {
        const from = world.as(role);
        const answer = method === 'GET' ? await world.ask(path, {}, from) : await world.post(path, {}, from);
        const toSignIn =
          answer.status === 303 && (answer.headers.get('location') ?? '').startsWith('/sign-in');
        const shut = isRefused(answer.status) || toSignIn;
        const may = needs < 0 || rank - 1 >= needs;
        // Some routes refuse by themselves: a hook without its secret, a passkey that is none.
        const own = /hooks|passkey/.test(path);
        if (!own || !may) expect([method, path, role, shut]).toEqual([method, path, role, !may]);
      }
    }
  });

  it('is the machine’s own while it knows nobody, and not a moment longer', async () => {
    const world = await openWeb({ at: new Date().toISOString() });
    for (const path of ['/record', '/outbox', '/webhooks', '/people'])
      expect((await world.ask(path)).status).toBe(200);
    const form = { name: 'Ada', address: 'ada@example.org', role: 'reader' };
    expect((await world.post('/people', form)).status).toBe(303);
    expect(await world.db.prisma.person.findFirstOrThrow()).toMatchObject({ role: 'administrator' });
    for (const path of ['/record', '/outbox', '/webhooks', '/people'])
      expect((await world.ask(path)).status).toBe(303);
    expect((await world.post('/record', {})).status).toBe(401);
  });
});

describe('the menu', () => {
  it('offers the review to editors only, and its address stays open', async () => {
    const world = await openWebWithPeople();
    const offered: (Role | null)[] = [];
    for (const role of [null, ...ROLES]) {
      const menu = /<nav.*?<\/nav>/s.exec(await world.text('/', world.as(role)))?.[0] ?? '';
      expect(menu).toContain('href="/parties"');
      if (menu.includes('href="/review"')) offered.push(role);
    }
    expect(offered).toEqual(['editor', 'administrator']);
    expect((await world.ask('/review', {}, world.as(null))).status).toBe(200);
  });
});

describe('somebody who is signed in', () => {
  it('records under their own name, whatever the form says', async () => {
    const world = await openWebWithPeople();
    const id = await record(world.ctx);
    const html = await world.text(`/review/${id}`, world.as('editor'));
    expect(html).not.toContain('Recorded by');
    const form = { outcome: 'void', reason: 'x', note: 'seen', recordedBy: 'administrator' };
    expect((await world.post(`/review/${id}/close`, form, world.as('editor'))).status).toBe(303);
    expect(await world.db.prisma.verdict.findFirstOrThrow()).toMatchObject({ recordedBy: 'editor' });
  });

  it('ends only their own sessions, keys and passkeys', async () => {
    const world = await openWebWithPeople();
    const { id } = await world.db.prisma.session.findFirstOrThrow({
      where: { person: { role: 'administrator' } },
    });
    await world.post(`/account/sessions/${id}/end`, {}, world.as('reader'));
    expect(await world.db.prisma.session.count({ where: { id } })).toBe(1);
    const made = await world.post(
      '/account/keys',
      { name: 'mine', scopes: 'read' },
      world.as('administrator'),
    );
    expect(await made.text()).toMatch(/duly_[\w-]{43}/);
    expect(await world.text('/account', world.as('administrator'))).not.toMatch(/duly_[\w-]{43}/);
    expect((await world.post('/account/keys/1/end', {}, world.as('reader'))).status).toBe(404);
    expect(
      (await world.post('/account/keys', { name: 'x', scopes: 'admin' }, world.as('reader'))).status,
    ).toBe(400);
  });
});
