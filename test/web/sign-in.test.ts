import { describe, expect, it } from 'vitest';
import { safeNext } from '../../src/domain/roles.ts';
import { deliver } from '../../src/service/deliver.ts';
import { addPerson } from '../../src/service/people.ts';
import { makeFirstLink, makeLink } from '../../src/service/sign-in.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';
import { openWebWithPeople } from './people.ts';

const now = () => ({ at: new Date().toISOString() });
const visitor = { headers: { 'sec-fetch-site': 'same-origin' } };

describe('signing in by web', () => {
  it('gives the known and the unknown the same answer, and mails the known only', async () => {
    const world = await openWebWithPeople();
    const ask = async (address: string) => {
      const answer = await world.post('/sign-in', { address, next: '/record' }, visitor);
      return [answer.status, (await answer.text()).replaceAll(address, 'X')];
    };
    expect(await ask('editor@example.org')).toEqual(await ask('nobody@example.org'));
    await deliver(world.ctx);
    const mails = await world.db.prisma.delivery.findMany({ include: { person: true } });
    expect(mails.map(({ person }) => person?.name)).toEqual(['editor']);
    expect((await world.post('/sign-in', { address: 'no address' }, visitor)).status).toBe(400);
  });

  it('bounds how often one visitor may ask, and a link that is there still works', async () => {
    const world = await openWeb({ ...now(), web: { signInPerHour: 3 } });
    await addPerson(
      world.ctx,
      { name: 'Ada', address: 'ada@example.org', role: 'administrator' },
      { actor: 'test', invite: false },
    );
    const link = new URL(await makeLink(world.ctx, 'ada@example.org')).pathname;
    const statuses = [];
    for (let n = 0; n < 5; n += 1)
      statuses.push((await world.post('/sign-in', { address: 'ada@example.org' }, visitor)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await world.post(link, {}, visitor)).status).toBe(303);
  });

  it('changes nothing while a link is only opened, keeps its page from caches and referrers, and works once', async () => {
    const world = await openWebWithPeople();
    const link = new URL(await makeLink(world.ctx, 'editor@example.org')).pathname;
    const sessions = await world.db.prisma.session.count();
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
      const answer = await world.ask(link, { method }, visitor);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect(await world.db.prisma.session.count()).toBe(sessions);
    expect((await world.post(link, {}, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    const answer = await world.post(link, {}, visitor);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toMatch(/^duly=.*HttpOnly.*SameSite=Lax/i);
    const again = await world.post(link, {}, visitor);
    expect([again.status, again.headers.get('set-cookie')]).toEqual([404, null]);
  });

  it('gives a cookie that no other host can set, where the address is https', async () => {
    const base = 'https://duly.example.org';
    const world = await openWeb({ ...now(), baseUrl: base, embedded: false });
    await addPerson(
      world.ctx,
      { name: 'Ada', address: 'ada@example.org', role: 'administrator' },
      { actor: 'test', invite: false },
    );
    const link = new URL(await makeLink(world.ctx, 'ada@example.org')).pathname;
    const answer = await world.post(link, {}, { base, headers: { origin: base } });
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('__Host-duly=')) ?? '';
    expect(cookie).toMatch(/Secure/i);
    expect(cookie).toMatch(/Path=\/(;|$)/);
    expect(cookie).not.toMatch(/Domain/i);
    const name = cookie.split(';')[0] ?? '';
    expect((await world.ask('/people', {}, { base, headers: { cookie: name } })).status).toBe(200);
  });

  it('takes an editor to where they wanted to go, and never to another site', async () => {
    const world = await openWebWithPeople();
    const sent = await world.ask('/review/7', {}, visitor);
    expect(sent.headers.get('location')).toBe('/sign-in?next=%2Freview%2F7');
    for (const evil of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/\t/evil',
      '',
      '/sign-out',
      'javascript:x',
      '/ /x',
    ])
      expect([evil, safeNext(evil)]).toEqual([evil, '/']);
    expect(safeNext('/review/7?a=b')).toBe('/review/7?a=b');
    const asked = await world.post('/sign-in', { address: 'editor@example.org', next: '/review/7' }, visitor);
    const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const link = new URL(await makeLink(world.ctx, 'editor@example.org')).pathname;
    const answer = await world.post(link, {}, { headers: { ...visitor.headers, cookie } });
    expect(answer.headers.get('location')).toBe('/review/7');
  });

  it('loses nothing of a form that comes after the session has ended', async () => {
    const world = await openWebWithPeople();
    const id = await record(world.ctx);
    await world.post('/sign-out', {}, world.as('editor'));
    const form = { outcome: 'void', reason: 'a long "reason" <b>', note: 'seen' };
    const late = await world.post(`/review/${id}/close`, form, world.as('editor'));
    expect(late.status).toBe(401);
    const html = await late.text();
    expect(html).toContain(`action="/review/${id}/close"`);
    expect(html).toContain('value="a long &quot;reason&quot; &lt;b&gt;"');
    expect(html).toContain('target="_blank"');
    expect(await world.db.prisma.verdict.count()).toBe(0);
  });

  it('keeps every typed field of a late form with a large file, and asks for the file again', async () => {
    const world = await openWebWithPeople();
    const id = await record(world.ctx);
    await world.post('/sign-out', {}, world.as('editor'));
    const send = (size: number) => {
      const body = new FormData();
      body.set('amount', '1200');
      body.set('file', new File(['%PDF-'.padEnd(size, 'é')], 'a "scan".pdf'));
      body.set('note', 'counted twice,\r\n<b>here</b>');
      const from = { ...world.as('editor'), peer: '127.0.0.1' };
      return world.ask(`/review/${id}/progress`, { method: 'POST', body }, from);
    };
    const late = await send(3_000_000);
    expect(late.status).toBe(401);
    const html = await late.text();
    expect(html.length).toBeLessThan(20_000);
    expect(html).toContain('name="amount" value="1200"');
    expect(html).toMatch(/name="note" value="counted twice,\r\n&lt;b&gt;here&lt;\/b&gt;"/);
    expect(html).toContain(`action="/review/${id}/progress" enctype="multipart/form-data"`);
    expect(html).toContain('type="file"');
    expect(html).toContain('You had chosen a &quot;scan&quot;.pdf');
    expect((await send(12_000_000)).status).toBe(413);
    expect(await world.db.prisma.evidence.count()).toBe(0);
  });

  it('does not build a page of thousands of fields for somebody who is not signed in', async () => {
    const world = await openWebWithPeople();
    const many = (count: number) => Array.from({ length: count }, (): [string, string] => ['a', '']);
    expect((await world.post('/record', many(400), visitor)).status).toBe(401);
    expect((await world.post('/record', many(30_000), visitor)).status).toBe(413);
    const body = new FormData();
    for (const [name, value] of many(600)) body.append(name, value);
    expect((await world.ask('/review/1/met', { method: 'POST', body }, visitor)).status).toBe(413);
  });

  it('counts questions for a passkey, and writes no row beyond', async () => {
    const world = await openWeb({ ...now(), web: { signInPerHour: 2 } });
    const statuses = [];
    for (let n = 0; n < 4; n += 1)
      statuses.push((await world.post('/sign-in/passkey/options', {}, visitor)).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(await world.db.prisma.verification.count()).toBe(2);
    // Links to sign in are counted for themselves.
    expect((await world.post('/sign-in', { address: 'a@example.org' }, visitor)).status).toBe(200);
  });

  it('makes the first administrator by a printed link, once; a newer one voids it', async () => {
    const world = await openWeb(now());
    const old = new URL((await makeFirstLink(world.ctx)) ?? '').pathname;
    const link = new URL((await makeFirstLink(world.ctx)) ?? '').pathname;
    const form = { name: 'Ada', address: 'ada@example.org' };
    expect((await world.post(old, form, visitor)).status).toBe(404);
    expect((await world.post(link, { ...form, address: 'none' }, visitor)).status).toBe(400);
    expect(await world.text(link)).toContain('The first administrator');
    const answer = await world.post(link, form, visitor);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/people']);
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    expect((await world.ask('/people', {}, { headers: { cookie } })).status).toBe(200);
    expect((await world.post(link, form, visitor)).status).toBe(404);
    expect(await makeFirstLink(world.ctx)).toBeNull();
  });

  it('lets an administrator add an editor and end their sessions; the last administrator stays', async () => {
    const world = await openWebWithPeople();
    const admin = world.as('administrator');
    const form = { name: 'Bea', address: 'bea@example.org', role: 'editor' };
    expect((await world.post('/people', form, admin)).status).toBe(303);
    expect(
      (await world.post('/people', { ...form, address: 'b@example.org', name: 'BEA' }, admin)).status,
    ).toBe(409);
    await deliver(world.ctx);
    expect(await world.db.prisma.delivery.findFirstOrThrow()).toMatchObject({
      kind: 'invite',
      subject: 'You can sign in to Duly',
    });
    const { id } = await world.db.prisma.person.findFirstOrThrow({ where: { name: 'editor' } });
    expect((await world.ask('/record', {}, world.as('editor'))).status).toBe(200);
    await world.post(`/people/${id}/sessions`, {}, admin);
    expect((await world.ask('/record', {}, world.as('editor'))).status).toBe(303);
    const own = await world.db.prisma.person.findFirstOrThrow({ where: { name: 'administrator' } });
    for (const [what, typed] of [
      ['remove', {}],
      ['role', { role: 'reader' }],
    ] as const) {
      const refused = await world.post(`/people/${own.id}/${what}`, typed, admin);
      expect(refused.status).toBe(409);
      const page = await refused.text();
      expect(page).toContain('administrator is the last administrator: make somebody else one first.');
      expect(page).toContain('<h1>People</h1>');
      expect(page).toContain('bea@example.org');
    }
  });

  it('asks before somebody is removed, and says what follows', async () => {
    const world = await openWebWithPeople();
    const admin = world.as('administrator');
    const { id } = await world.db.prisma.person.findFirstOrThrow({ where: { name: 'editor' } });
    const page = await world.text('/people', admin);
    expect(page).toContain('signed in once, ');
    const folded = page
      .split('<details>')
      .slice(1)
      .map((one) => one.split('</details>')[0] ?? '');
    const press = `action="/people/${id}/remove"`;
    expect(page.split(press)).toHaveLength(2);
    const asked = folded.find((one) => one.includes(press)) ?? '';
    expect(asked).toMatch(/open sessions end at once[^<]*never given to anybody else/);
    expect((await world.post(`/people/${id}/remove`, {}, admin)).headers.get('location')).toBe(
      '/people?done=removed',
    );
    expect(await world.text('/people', admin)).toContain(`action="/people/${id}/return"`);
  });
});
