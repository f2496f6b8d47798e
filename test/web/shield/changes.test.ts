import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ROLES, type Role } from '../../../src/domain/roles.ts';
import { leastFor } from '../../../src/web/access.ts';
import { HERE } from '../ask.ts';
import { openWebWithPeople } from '../people.ts';
import { changingOf, everything, fill, type Route, routesOf } from './filled.ts';
import { keepOpen } from './kept.ts';

// Every route, several times over: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

const kept = keepOpen();
let world: Awaited<ReturnType<typeof openWebWithPeople>>;
let routes: Route[];

beforeAll(async () => {
  world = await openWebWithPeople({ finished: kept.finished });
  routes = routesOf(world.app, await fill(world, (field) => `some ${field}`));
});

const isAnyones = ({ path }: Route): boolean => leastFor('POST', path) === 'anyone';
const needs = ({ method, path }: Route): number => ROLES.indexOf(leastFor(method, path) as Role);

describe('every changing route of the router', () => {
  it('A1: is refused with the cookies of somebody who may, unless a page of ours sends it', async () => {
    const guarded = changingOf(routes).filter((one) => !isAnyones(one));
    expect(guarded.length).toBeGreaterThan(40);
    const before = await everything(world.ctx);
    const cookie = world.cookies.administrator;
    const strangers: Record<string, Record<string, string>> = {
      'another origin': { origin: 'https://evil.example' },
      'no origin at all': {},
      'an opaque origin, without a word of where': { 'sec-fetch-site': 'cross-site', origin: 'null' },
      'cross-site with our origin': { 'sec-fetch-site': 'cross-site', origin: HERE },
      'a sister of ours': { 'sec-fetch-site': 'same-site', origin: 'http://evil.localhost:8470' },
      'an origin like ours': { origin: `${HERE}.evil.example` },
    };
    const bodies: Record<string, string> = {
      'application/x-www-form-urlencoded': 'outcome=void&reason=x&note=x&role=administrator&name=x',
      'text/plain': '{"outcome":"void","x":"="}',
      'application/json': '{"outcome":"void","reason":"x"}',
    };
    for (const { path } of guarded)
      for (const [who, headers] of Object.entries(strangers))
        for (const [type, body] of Object.entries(bodies)) {
          const init = { method: 'POST', body, headers: { 'content-type': type } };
          const { status } = await world.ask(path, init, { headers: { ...headers, cookie } });
          expect([path, who, type, status]).toEqual([path, who, type, 403]);
        }
    expect(await everything(world.ctx)).toBe(before);
  });

  it('A1: needs no page of ours only where a provider posts for people', () => {
    expect(
      changingOf(routes)
        .filter(isAnyones)
        .map(({ pattern }) => pattern)
        .sort(),
    ).toEqual(['/hooks/bounces', '/unsubscribe/:token']);
  });

  it('A23: says what is wrong with a body that is no form, and is never at a loss', async () => {
    const odd: [string, string | FormData][] = [
      ['application/json', '['.repeat(50_000)],
      ['application/json', '{"__proto__":{"role":"administrator"},"id":["1"]}'],
      [
        'application/x-www-form-urlencoded',
        'id=1&id=2&id[]=3&__proto__[role]=x&outcome=%ZZ&address=%00&name=%E0%A4%A',
      ],
      ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="note"\r\n'],
      ['multipart/form-data', 'no boundary'],
      ['', ''],
    ];
    // Not those that end what the others need.
    const harmless = changingOf(routes).filter(
      ({ path }) => !/sign-out|\/end$|\/sessions$|\/remove$|\/link\/|^\/unsubscribe/.test(path),
    );
    for (const { path } of harmless)
      for (const [type, body] of odd) {
        const init = { method: 'POST', body, ...(type === '' ? {} : { headers: { 'content-type': type } }) };
        const { status } = await world.ask(path, init, world.as('administrator'));
        expect([path, type, status < 500]).toEqual([path, type, true]);
      }
  });
});

describe('every route with a role', () => {
  it('A8: is shut to all below it, also the ones that end, remove and take away', async () => {
    const below: (readonly [Route, Role | null])[] = routes.flatMap((route) =>
      [null, ...ROLES].slice(0, needs(route) + 1).map((role) => [route, role] as const),
    );
    // What would pass with an empty table, or with one row for everything, is no check.
    expect(below.filter(([, role]) => role === null).length).toBeGreaterThan(40);
    expect(below.filter(([, role]) => role === 'reader').length).toBeGreaterThan(20);
    expect(below.filter(([, role]) => role === 'editor').length).toBeGreaterThanOrEqual(8);
    const before = await everything(world.ctx);
    for (const [{ method, path }, role] of below) {
      const answer = await world.ask(path, { method }, world.as(role));
      const shut =
        role === null && method === 'GET'
          ? answer.status === 303 && answer.headers.get('location')?.startsWith('/sign-in?next=') === true
          : answer.status === (role === null ? 401 : 403);
      expect([method, path, role, answer.status, shut]).toEqual([method, path, role, answer.status, true]);
    }
    expect(await everything(world.ctx)).toBe(before);
  });

  it('A8: opens to each that has it, and answers them by itself', async () => {
    // Of what is not there nothing is ended: the answer is the route's own, and not the guard's.
    const away = (path: string): string =>
      path.replace(/\/1(?=\/|$)/, '/999999999').replace(/people\/\d+/, 'people/999999999');
    const shutBy = 'This is for people';
    let opened = 0;
    for (const route of routes.filter((one) => needs(one) >= 0 && one.path !== '/account/sessions/end'))
      for (const role of ROLES.slice(needs(route))) {
        const answer = await world.ask(away(route.path), { method: route.method }, world.as(role));
        const html = await answer.text();
        expect([route.pattern, role, html.includes(shutBy), answer.status === 401]).toEqual([
          route.pattern,
          role,
          false,
          false,
        ]);
        expect(answer.headers.get('location') ?? '').not.toContain('/sign-in');
        opened += 1;
      }
    expect(opened).toBeGreaterThan(60);
  });
});
