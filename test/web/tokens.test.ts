import { describe, expect, it } from 'vitest';
import { tokenFor } from '../../src/service/link.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { follow } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const away = { peer: '203.0.113.9', headers: { 'sec-fetch-site': 'same-origin' } };

async function withReader() {
  const world = await openWeb();
  const id = await follow(world.ctx, 'reader@example.org');
  const row = await world.db.prisma.subscription.findUniqueOrThrow({ where: { id } });
  const link = (purpose: 'confirm' | 'manage' | 'unsubscribe') =>
    `/${purpose}/${tokenFor(world.ctx.secret, purpose, row)}`;
  const now = () => world.db.prisma.subscription.findUniqueOrThrow({ where: { id } });
  return { ...world, id, link, now };
}

describe('A9, A10: links in mails', () => {
  it('change nothing however often they are only opened', async () => {
    const { ctx, ask, db } = await openWeb();
    await subscribe(ctx, { address: 'new@example.org' });
    const waiting = await db.prisma.subscription.findFirstOrThrow();
    await follow(ctx, 'reader@example.org');
    const before = JSON.stringify(await db.prisma.subscription.findMany({ orderBy: { id: 'asc' } }));
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      for (const purpose of ['confirm', 'manage', 'unsubscribe'] as const)
        for (let again = 0; again < 3; again += 1) {
          const answer = await ask(`/${purpose}/${tokenFor(ctx.secret, purpose, waiting)}`, { method }, away);
          expect([200, 404]).toContain(answer.status);
        }
    expect(JSON.stringify(await db.prisma.subscription.findMany({ orderBy: { id: 'asc' } }))).toBe(before);
  });

  it('confirm with the button, once and again', async () => {
    const { ctx, ask, post, db } = await openWeb();
    await subscribe(ctx, { address: 'new@example.org' });
    const row = await db.prisma.subscription.findFirstOrThrow();
    const path = `/confirm/${tokenFor(ctx.secret, 'confirm', row)}`;
    expect(await (await ask(path, {}, away)).text()).toContain('Yes, send me these alerts');
    const german = { ...away, headers: { 'accept-language': 'de' } };
    expect(await (await ask(path, {}, german)).text()).toContain('sollen Benachrichtigungen gehen zu:');
    for (let again = 0; again < 2; again += 1) {
      const answer = await post(path, {}, away);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('Your alerts are confirmed');
    }
    expect((await db.prisma.subscription.findFirstOrThrow()).state).toBe('active');
  });

  it('confirm what else the page shows, if it is chosen, and nothing else', async () => {
    const { ctx, ask, post, db } = await openWeb();
    const address = 'new@example.org';
    await subscribe(ctx, { address });
    await subscribe(ctx, { address, follows: 'tag', tag: 'shown' });
    const [first, shown] = await db.prisma.subscription.findMany({ orderBy: { id: 'asc' } });
    if (first === undefined || shown === undefined) throw new Error('two rows were asked for');
    const path = `/confirm/${tokenFor(ctx.secret, 'confirm', first)}`;
    expect(await (await ask(path, {}, away)).text()).toContain('the tag shown');
    await subscribe(ctx, { address, follows: 'tag', tag: 'slipped in' });
    const stranger = await follow(ctx, 'stranger@example.org');
    const also = [String(shown.id), String(stranger), 'x'];
    await post(
      path,
      also.map((id) => ['also', id]),
      away,
    );
    const rows = await db.prisma.subscription.findMany({ where: { address }, orderBy: { id: 'asc' } });
    expect(rows.map(({ state }) => state)).toEqual(['active', 'active', 'unconfirmed']);
  });

  it('unsubscribe with one click from a mail provider: no cookie, no origin, no redirect, at once', async () => {
    const { ask, link, now } = await withReader();
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    const answer = await ask(
      link('unsubscribe'),
      { method: 'POST', body, redirect: 'manual' },
      { peer: '198.51.100.7' },
    );
    expect(answer.status).toBe(200);
    expect((await now()).state).toBe('ended');
    const form = { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) };
    expect((await ask(link('unsubscribe'), form, { peer: '198.51.100.7' })).status).toBe(200);
  });

  it('do not unsubscribe by a post that says nothing', async () => {
    const { post, ask, link, now } = await withReader();
    expect((await post(link('unsubscribe'), {}, away)).status).toBe(400);
    const odd = {
      method: 'POST',
      body: '--x',
      headers: { 'content-type': 'multipart/form-data; boundary=y' },
    };
    expect((await ask(link('unsubscribe'), odd)).status).toBe(400);
    expect((await now()).state).toBe('active');
  });

  it('end everything of the address when asked for everything', async () => {
    const { ctx, clock, post, link, db } = await withReader();
    clock.advance(3_700_000);
    await follow(ctx, 'reader@example.org', { follows: 'tag', tag: 'prisoners' });
    await follow(ctx, 'other@example.org');
    await post(link('unsubscribe'), { unsubscribe: 'yes', everything: 'on' }, away);
    const rows = await db.prisma.subscription.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ state }) => state)).toEqual(['ended', 'ended', 'active']);
  });

  it('change what is told, and show what was wrong without losing what was chosen', async () => {
    const { post, link, now } = await withReader();
    const chosen: [string, string][] = [
      ['kinds', 'overdue'],
      ['kinds', 'met'],
      ['leads', '3'],
      ['zone', 'Europe/Berlin'],
    ];
    expect(await (await post(link('manage'), chosen, away)).text()).toContain('Saved.');
    expect(await now()).toMatchObject({ kinds: ['overdue', 'met'], leadDays: [3], zone: 'Europe/Berlin' });
    const wrong = await post(
      link('manage'),
      [
        ['kinds', 'progress'],
        ['zone', 'Mars/Olympus'],
      ],
      away,
    );
    expect(wrong.status).toBe(400);
    const html = await wrong.text();
    expect(html).toContain('value="Mars/Olympus"');
    expect(html).toMatch(/id="kinds-progress"[^>]*checked|checked[^>]*id="kinds-progress"/);
    expect((await post(link('manage'), { zone: 'UTC' }, away)).status).toBe(400);
    expect(await now()).toMatchObject({ zone: 'Europe/Berlin' });
    expect((await post(`${link('manage')}/end`, {}, away)).status).toBe(200);
    expect((await now()).state).toBe('ended');
    expect((await post(link('manage'), chosen, away)).status).toBe(409);
  });

  it('open nothing when they are forged, swapped or cut', async () => {
    const { ctx, ask, post, link, now } = await withReader();
    const other = await follow(ctx, 'other@example.org');
    const token = link('manage').slice('/manage/'.length);
    const flipped = token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const texts = new Set<string>();
    const forged = [
      `/confirm/${token}`,
      `/unsubscribe/${token}`,
      `/manage/${flipped}`,
      `/manage/${token.slice(0, -1)}`,
      `/manage/${token.replace(/^\d+/, String(other))}`,
      `/manage/99999.${token.split('.')[1]}`,
      `/manage/1%00`,
    ];
    for (const path of forged) {
      const answer = await ask(path, {}, away);
      expect([path, answer.status]).toEqual([path, 404]);
      texts.add((/<p class="lead">([^<]*)/.exec(await answer.text()) ?? [])[1] ?? '');
      const changed = await post(path, { unsubscribe: 'yes', kinds: 'met' }, away);
      expect([path, changed.status]).toEqual([path, 404]);
    }
    expect(texts.size).toBe(1);
    expect((await now()).state).toBe('active');
  });
});
