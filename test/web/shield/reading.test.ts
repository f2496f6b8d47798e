import { describe, expect, it } from 'vitest';
import { priceOf, READING } from '../../../src/web/costly.ts';
import { record } from '../../support/setup.ts';
import { HERE, openWeb } from '../ask.ts';
import { openWebWithPeople } from '../people.ts';

const away = (peer: string, headers: Record<string, string> = {}) => ({ peer, headers });
const PAST = '/?asOf=2025-06-02';
const COSTLY = ['/board.csv', PAST, '/?on=2025-06-02', '/?q=bodies', '/feed.atom', '/feeds/all.json'];
const PLAIN = ['/', '/commitments/1', '/parties', '/subscribe'];

describe('A22: reading what is costly', () => {
  it('has a price: tables most, then the past, then searches and feeds; the present has none', () => {
    const price = (address: string) => {
      const { pathname, searchParams } = new URL(HERE + address);
      return priceOf(pathname, searchParams);
    };
    expect(['/board.csv', '/audit.csv', '/audit/record.csv'].map(price)).toEqual([20, 20, 20]);
    expect([PAST, '/commitments/1?on=2025-06-02', '/evidence/x?asOf=2025-06-02'].map(price)).toEqual([
      5, 5, 5,
    ]);
    expect(
      ['/feed.atom', '/calendar.ics', '/commitments/1/feed.json', '/?q=x', '/similar?q=x'].map(price),
    ).toEqual([1, 1, 1, 1, 2]);
    expect(price('/board.csv?asOf=2025-06-02&q=x')).toBe(25);
    expect([...PLAIN, '/?q=', '/?asOf='].map(price)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('is bounded for each connection: then 429, when to come back, and what to do', async () => {
    const { ctx, ask, clock } = await openWeb({ web: { reading: { each: 20, all: 1_000, editor: 1_000 } } });
    await record(ctx);
    const peer = '203.0.113.5';
    expect((await ask('/board.csv', {}, away(peer))).status).toBe(200);
    clock.advance(15_000);
    for (const path of COSTLY)
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(path, { method }, away(peer, { 'x-forwarded-for': '198.51.100.1' }));
        expect([path, method, answer.status, answer.headers.get('retry-after')]).toEqual([
          path,
          method,
          429,
          '45',
        ]);
        expect(answer.headers.get('cache-control')).toBe('no-store');
      }
    const html = await (await ask(PAST, {}, away(peer))).text();
    expect(html).toContain('Try again in 45 seconds');
    expect(html).toContain('can still be opened');
    const json = await ask(PAST, {}, away(peer, { accept: 'application/json' }));
    expect(await json.json()).toMatchObject({ status: 429, code: 'too_many' });
    // What is not costly goes on, and so does everybody else.
    for (const path of PLAIN) expect((await ask(path, {}, away(peer))).status).toBe(200);
    expect((await ask(PAST, {}, away('203.0.113.6'))).status).toBe(200);
    clock.advance(45_000);
    expect((await ask('/board.csv', {}, away(peer))).status).toBe(200);
  });

  it('costs the same however the address is spelled', async () => {
    const { ask } = await openWeb({ web: { reading: { each: 20, all: 1_000, editor: 1_000 } } });
    const spelled = [
      '/board%2ecsv',
      '/boar%64.csv',
      '/feed%2Eatom',
      '/%66eeds/all.json',
      '/?as%4ff=2025-06-02',
    ];
    for (const [n, path] of spelled.entries()) {
      const peer = `203.0.113.${n}`;
      expect((await ask('/board.csv', {}, away(peer))).status).toBe(200);
      expect([path, (await ask(path, {}, away(peer))).status]).toEqual([path, 429]);
    }
  });

  it('is bounded for all visitors together, however many connections they have', async () => {
    const { ask } = await openWeb({ web: { reading: { each: 20, all: 40, editor: 1_000 } } });
    const statuses = [];
    for (let n = 1; n <= 10; n += 1) statuses.push((await ask(PAST, {}, away(`203.0.113.${n}`))).status);
    expect(statuses).toEqual([...Array(8).fill(200), 429, 429]);
    const html = await (await ask(PAST, {}, away('203.0.113.77'))).text();
    expect(html).toContain('many people are asking');
    expect((await ask('/', {}, away('203.0.113.77'))).status).toBe(200);
  });

  it('never stops who edits at normal speed, not even while visitors flood', async () => {
    const world = await openWebWithPeople({ web: { reading: { ...READING, each: 20, all: 20 } } });
    for (let n = 0; n < 8; n += 1) await world.ask(PAST, {}, away('203.0.113.5'));
    expect((await world.ask(PAST, {}, away('203.0.113.5'))).status).toBe(429);
    const editor = { peer: '203.0.113.5', ...world.as('editor') };
    // /similar asks while somebody types, at most every 0.6 seconds: two a second for a minute.
    for (let n = 0; n < 60; n += 1) {
      for (const path of ['/similar?title=bodies', '/?q=bodies'])
        expect([path, (await world.ask(path, {}, editor)).status]).toEqual([path, 200]);
      world.clock.advance(1_000);
    }
    // A reader is a visitor who is known.
    const reader = { peer: '203.0.113.5', ...world.as('reader') };
    for (let n = 0; n < 5; n += 1) await world.ask(PAST, {}, reader);
    expect((await world.ask(PAST, {}, reader)).status).toBe(429);
  });

  it('is bounded for who edits as well, far above: for each by name', async () => {
    const world = await openWebWithPeople({ web: { reading: { each: 20, all: 20, editor: 40 } } });
    const statuses = [];
    for (let n = 0; n < 3; n += 1)
      statuses.push((await world.ask('/board.csv', {}, world.as('editor'))).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await world.ask('/board.csv', {}, world.as('administrator'))).status).toBe(200);
  });
});
