import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openWebWithPeople } from '../people.ts';
import { everything, fill, readingOf, routesOf } from './filled.ts';
import { keepOpen } from './kept.ts';

// Every route, several times over: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

type World = Awaited<ReturnType<typeof openWebWithPeople>>;
const kept = keepOpen();
let world: World;
let reading: ReturnType<typeof readingOf>;

beforeAll(async () => {
  world = await openWebWithPeople({ finished: kept.finished });
  reading = readingOf(routesOf(world.app, await fill(world, (field) => `some ${field}`)));
});

/** An answer and what it says of itself; `html` is empty for what is none. */
async function look(path: string, init: RequestInit, from: Parameters<World['ask']>[2]) {
  const answer = await world.ask(path, init, from);
  const type = answer.headers.get('content-type') ?? '';
  const body = await answer.text();
  return { answer, type, html: type.startsWith('text/html') ? body : '' };
}

function isArmoured(path: string, { answer, html }: Awaited<ReturnType<typeof look>>): void {
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")]);
  // A kept mail brings its own style, in a document that may do nothing else.
  const mail = /^\/outbox\/\d+\/html$/.test(path) && answer.status === 200;
  // A file is handed over as a download, which nothing frames.
  const file = path.endsWith('/file') && answer.status === 200;
  expect([path, policy]).toEqual([
    path,
    expect.not.stringMatching(mail ? /script-src|\*/ : /unsafe|\*|data:|https?:/),
  ]);
  if (file) expect(policy).toContain('sandbox');
  else expect(policy).toContain("frame-ancestors 'none'");
  if (mail) expect(policy).toContain('sandbox');
  expect([path, answer.headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
  expect(answer.headers.get('x-frame-options')).toBe('DENY');
  expect(answer.headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/);
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers.get('cache-control')).toMatch(/no-store|no-cache|immutable|max-age/);
  expect(answer.headers.get('server') ?? answer.headers.get('x-powered-by')).toBeNull();
  if (mail) return;
  // Scripts are files of ours; nothing of a page runs or is styled by what stands in it.
  expect([
    path,
    html.match(/<script(?! src="\/assets\/[a-z-]+-[0-9a-f]{12}\.js" defer=""><\/script>)[^>]*>/g),
  ]).toEqual([path, null]);
  expect([path, html.match(/<style|<[^>]*\s(?:style|on[a-z]+)=/gi)]).toEqual([path, null]);
}

describe('every route of the router, asked by a visitor and by an administrator', () => {
  it('A24: forbids frames, sniffing, foreign and inline scripts, in each answer', async () => {
    expect(reading.length).toBeGreaterThan(40);
    for (const { path } of reading)
      for (const role of [null, 'administrator'] as const) {
        const seen = await look(path, {}, world.as(role));
        // Nobody has swept here, so it is not ready: the one 503 that is meant.
        const fine = seen.answer.status < 500 || path === '/readyz';
        expect([path, role, fine]).toEqual([path, role, true]);
        isArmoured(path, seen);
        if (
          role !== null &&
          !/^\/(assets|healthz|readyz|feed|calendar|commitments\/\d+\/(feed|calendar|badge))/.test(path)
        )
          expect([path, seen.answer.headers.get('cache-control')]).toEqual([
            path,
            expect.stringMatching(/no-store|public/),
          ]);
      }
  });

  it('A24: also in what is not found, refused, too large or in a method that is none', async () => {
    for (const path of [
      '/nowhere',
      '/commitments/999',
      '/assets/none.js',
      '/%00',
      '/manage/1.forged',
      '/outbox/999',
    ])
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
        const seen = await look(path, { method }, world.as('administrator'));
        expect([path, method, seen.answer.status]).toEqual([path, method, expect.any(Number)]);
        expect(seen.answer.status).toBeGreaterThanOrEqual(400);
        expect(seen.answer.status).toBeLessThan(500);
        isArmoured(path, seen);
      }
    const large = await look('/record', { method: 'POST', body: 'x'.repeat(100_000) }, world.as('editor'));
    expect(large.answer.status).toBe(413);
    isArmoured('/record', large);
  });

  it('A18: keeps the secrets in its own address from referrers and caches', async () => {
    const secret = reading.filter(({ pattern }) => /:token|calendar\/:file/.test(pattern));
    expect(secret.length).toBeGreaterThanOrEqual(6);
    for (const { path } of secret)
      for (const role of [null, 'administrator'] as const) {
        const { answer } = await look(path, {}, world.as(role));
        expect([path, answer.headers.get('referrer-policy'), answer.headers.get('cache-control')]).toEqual([
          path,
          'no-referrer',
          'no-store',
        ]);
      }
  });

  it('A1, A10: changes nothing by GET, HEAD or OPTIONS', async () => {
    const before = await everything(world.ctx);
    for (const { path } of reading)
      for (const method of ['GET', 'HEAD', 'OPTIONS'])
        for (const role of [null, 'administrator'] as const) await look(path, { method }, world.as(role));
    expect(await everything(world.ctx)).toBe(before);
  });

  it('A28: shows no visitor an address of those who follow or sign in', async () => {
    for (const { path, pattern } of reading.filter((one) => !/:token|:file/.test(one.pattern))) {
      const body = await world.text(path, world.as(null));
      expect([pattern, body.match(/[\w.]+@example\.org/g)]).toEqual([pattern, null]);
    }
  });
});
