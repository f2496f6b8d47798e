import { describe, expect, it } from 'vitest';
import { tokenFor } from '../../src/service/link.ts';
import { follow, record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

describe('what every answer says about itself', () => {
  it('forbids scripts, frames and sniffing on every page, also on errors', async () => {
    const { ctx, ask, post, db } = await openWeb();
    const id = await record(ctx);
    const subscription = await follow(ctx, 'reader@example.org');
    const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id: subscription } });
    const manage = `/manage/${tokenFor(ctx.secret, 'manage', row)}`;
    const answers = [
      await ask('/'),
      await ask(`/commitments/${id}`),
      await ask('/commitments/999'),
      await ask('/series/999'),
      await ask('/commitments/none'),
      await ask('/?limit=1&group=nonsense'),
      await ask(manage),
      await ask('/manage/1.forged'),
      await ask('/outbox', {}, { peer: '203.0.113.9' }),
      await ask('/healthz'),
      await ask('/readyz'),
      await post('/subscribe', {}, {}),
      await post('/subscribe', { address: 'no address' }),
      await post('/nowhere'),
    ];
    for (const answer of answers) {
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|script-src|\*/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/);
      expect(answer.headers.get('cache-control')).toMatch(/no-store|no-cache/);
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers.get('strict-transport-security')).toBeNull();
      expect(await answer.text()).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
    }
  });

  it('brings a choice of language with a page only: what any cache may keep has no cookie in it', async () => {
    const { ctx, ask, text } = await openWeb();
    const id = await record(ctx);
    const [style = ''] = /\/assets\/style[^"]*/.exec(await text('/')) ?? [];
    const chosen = async (path: string) => (await ask(`${path}?lang=de`)).headers.get('set-cookie');
    for (const path of ['/', `/commitments/${id}`, '/commitments/999', '/sign-in'])
      expect([path, await chosen(path)]).toEqual([path, expect.stringMatching(/^lang=de;/)]);
    for (const path of [style, `/commitments/${id}/badge.svg`, `/commitments/${id}/feed.atom`])
      expect([path, await chosen(path)]).toEqual([path, null]);
  });

  it('keeps tokens where they are: no referrer, no cache', async () => {
    const { ctx, ask, db } = await openWeb();
    const id = await follow(ctx, 'reader@example.org');
    const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id } });
    for (const purpose of ['confirm', 'manage', 'unsubscribe'] as const) {
      const answer = await ask(
        `/${purpose}/${tokenFor(ctx.secret, purpose, row)}`,
        {},
        { peer: '203.0.113.9' },
      );
      expect(answer.status).toBe(200);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('lets files of ours run, only on the pages that they serve, and ask only us', async () => {
    const { ctx, ask } = await openWeb();
    const id = await record(ctx);
    const scripts = {
      '/record': ['live', 'alike'],
      [`/review/${id}`]: ['queue', 'live'],
      '/review': ['queue'],
    };
    for (const [path, names] of Object.entries(scripts)) {
      const answer = await ask(path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'; connect-src 'self'");
      expect(policy).not.toMatch(/unsafe|\*/);
      const html = await answer.text();
      expect(html.match(/<script[^>]*>[^<]*/g)).toEqual(
        names.map((name) =>
          expect.stringMatching(new RegExp(`^<script src="/assets/${name}-[0-9a-f]{12}\\.js" defer="">$`)),
        ),
      );
      for (const [, script] of html.matchAll(/<script src="([^"]*)"/g)) {
        const file = await ask(script ?? '');
        expect(file.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
        expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
        expect((await file.arrayBuffer()).byteLength).toBeLessThan(5_000);
      }
    }
  });

  it('has text in the size that its reader has set', async () => {
    const { ask, text } = await openWeb();
    const [, sheet = ''] = /<link rel="stylesheet" href="([^"]*)"/.exec(await text('/')) ?? [];
    const [body = ''] = /\bbody ?\{[^}]*\}/.exec(await (await ask(sheet)).text()) ?? [];
    expect(body).toMatch(/font: ?1rem\//);
    expect(body).not.toMatch(/font[^;]*\d(px|pt)/);
  });

  it('asks for https from then on only when it is reached by https', async () => {
    const { ask } = await openWeb({ baseUrl: 'https://duly.example.org' });
    expect((await ask('/')).headers.get('strict-transport-security')).toMatch(/^max-age=31536000$/);
  });

  it('lets the stylesheet be kept for ever under a name that changes with it', async () => {
    const { ask, text } = await openWeb();
    const [, path] = /href="(\/assets\/style-[0-9a-f]{12}\.css)"/.exec(await text('/')) ?? [];
    const answer = await ask(path ?? '');
    expect(answer.headers.get('content-type')).toContain('text/css');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await ask('/assets/style-000000000000.css')).status).toBe(404);
  });
});
