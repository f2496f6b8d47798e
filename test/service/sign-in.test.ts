import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { checkKey, createKey, revokeKey } from '../../src/service/keys.ts';
import { addPerson, changeRole, listSessions, removePerson } from '../../src/service/people.ts';
import { askForLink, makeLink, redeemLink, viewerOf } from '../../src/service/sign-in.ts';
import { setup } from '../support/setup.ts';

const AGENT = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const browser = (cookie = '') => new Headers({ ...AGENT, ...(cookie === '' ? {} : { cookie }) });
const cookieOf = (cookies: readonly string[]) => cookies.map((one) => one.split(';')[0]).join('; ');
const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1);

/** A world at the present: the library that keeps sessions reads the machine's clock. */
async function withPeople() {
  const world = await setup({ at: new Date().toISOString() });
  const add = (name: string, role: string) =>
    addPerson(world.ctx, { name, role, address: `${name}@Example.org` }, { actor: 'test', invite: false });
  return { ...world, ada: await add('Ada', 'administrator'), eve: await add('Eve', 'editor') };
}

describe('A3: signing in by link', () => {
  it('makes one session of ten redemptions at once, and none of a second try', async () => {
    const { ctx, eve } = await withPeople();
    const token = tokenIn(await makeLink(ctx, eve.address));
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => redeemLink(ctx, token, browser())),
    );
    const good = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(good).toHaveLength(1);
    expect(await listSessions(ctx, eve.id)).toMatchObject([{ browser: 'Firefox on Linux' }]);
    await expect(redeemLink(ctx, token, browser())).rejects.toMatchObject({ code: 'not_found' });
    const cookie = cookieOf(good[0]?.cookies ?? []);
    expect(await viewerOf(ctx, browser(cookie))).toMatchObject({ name: 'Eve', role: 'editor' });
    expect(await viewerOf(ctx, browser(cookie.replace('=', '=x')))).toBeNull();
  });

  it('keeps no token that could be used in the database, and ends a link after ten minutes', async () => {
    const { ctx, db, eve } = await withPeople();
    const token = tokenIn(await makeLink(ctx, eve.address));
    const rows = await db.query(`select t::text from sign_in_token t`);
    expect(JSON.stringify(rows)).not.toContain(token);
    await db.query(`update sign_in_token set expires_at = expires_at - interval '601 seconds'`);
    await expect(redeemLink(ctx, token, browser())).rejects.toMatchObject({ code: 'not_found' });
    expect(await listSessions(ctx, eve.id)).toEqual([]);
  });

  it('mails the known only, one mail in five minutes however often they are asked, and the owner still gets in', async () => {
    const { ctx, db, clock } = await withPeople();
    for (const address of ['eve@example.org', 'EVE@example.org', 'nobody@example.org'])
      await Promise.all(Array.from({ length: 20 }, () => askForLink(ctx, address)));
    await deliver(ctx);
    const mails = () => db.prisma.delivery.findMany({ where: { kind: 'sign_in' }, orderBy: { id: 'asc' } });
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    const link =
      /http:\/\/localhost:8470\/sign-in\/link\/[\w-]{43}/.exec(
        mail?.raw?.replaceAll('=\r\n', '') ?? '',
      )?.[0] ?? '';
    expect(await redeemLink(ctx, tokenIn(link), browser())).toMatchObject({ viewer: { name: 'Eve' } });
    clock.advance(300_001);
    await askForLink(ctx, 'eve@example.org');
    expect(await mails()).toHaveLength(2);
  });

  it('follows a change of role at once, and lets nobody in who has left', async () => {
    const { ctx, ada, eve } = await withPeople();
    const { cookies } = await redeemLink(ctx, tokenIn(await makeLink(ctx, eve.address)), browser());
    const headers = browser(cookieOf(cookies));
    await changeRole(ctx, String(eve.id), 'reader', 'Ada');
    expect(await viewerOf(ctx, headers)).toMatchObject({ role: 'reader' });
    const link = await makeLink(ctx, eve.address);
    await removePerson(ctx, String(eve.id), 'Ada');
    expect(await viewerOf(ctx, headers)).toBeNull();
    await expect(redeemLink(ctx, tokenIn(link), browser())).rejects.toMatchObject({ code: 'not_found' });
    await expect(redeemLink(ctx, tokenIn(await makeLink(ctx, eve.address)), browser())).rejects.toThrow();
    expect(await listSessions(ctx, eve.id)).toEqual([]);
    await expect(removePerson(ctx, String(ada.id), 'Ada')).rejects.toMatchObject({ code: 'conflict' });
    await expect(changeRole(ctx, String(ada.id), 'editor', 'Ada')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('ends a session that was not used for a week, and the one before in the same browser', async () => {
    const { ctx, db, eve } = await withPeople();
    const first = await redeemLink(ctx, tokenIn(await makeLink(ctx, eve.address)), browser());
    const old = browser(cookieOf(first.cookies));
    const second = await redeemLink(ctx, tokenIn(await makeLink(ctx, eve.address)), old);
    expect(second.viewer.sessionId).not.toBe(first.viewer.sessionId);
    expect(await viewerOf(ctx, old)).toBeNull();
    await db.query(`update session set seen_at = seen_at - interval '8 days'`);
    expect(await viewerOf(ctx, browser(cookieOf(second.cookies)))).toBeNull();
    expect(await listSessions(ctx, eve.id)).toEqual([]);
  });
});

describe('A7: a key for programs', () => {
  it('may do what its scopes and its owner may, is kept as a digest, and ends when it is revoked', async () => {
    const { ctx, db, eve } = await withPeople();
    await expect(createKey(ctx, eve.id, { name: 'x', scopes: 'admin' }, 'Eve')).rejects.toMatchObject({
      code: 'invalid',
    });
    const { id, key } = await createKey(ctx, eve.id, { name: 'import', scopes: 'read,record' }, 'Eve');
    expect(JSON.stringify(await db.query('select k::text from api_key k'))).not.toContain(key);
    expect(await checkKey(ctx, `Bearer ${key}`, 'record')).toEqual({ id: eve.id, name: 'Eve' });
    await expect(checkKey(ctx, `Bearer ${key}`, 'decide')).rejects.toMatchObject({ code: 'forbidden' });
    await changeRole(ctx, String(eve.id), 'reader', 'Ada');
    await expect(checkKey(ctx, `Bearer ${key}`, 'record')).rejects.toMatchObject({ code: 'forbidden' });
    await revokeKey(ctx, id, eve.id, 'Eve');
    await expect(checkKey(ctx, `Bearer ${key}`, 'read')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('A31: what was done beside the record', () => {
  it('is noted without addresses, and cannot be rewritten', async () => {
    const { ctx, db, eve } = await withPeople();
    await redeemLink(ctx, tokenIn(await makeLink(ctx, eve.address)), browser());
    const rows = await db.query(`select actor, what, about from audit order by id`);
    expect(rows).toEqual([
      { actor: 'test', what: 'added', about: 'Ada' },
      { actor: 'test', what: 'added', about: 'Eve' },
      { actor: 'Eve', what: 'signed in', about: null },
    ]);
    expect(JSON.stringify(await db.query(`select a::text from audit a`))).not.toContain('@');
    for (const verb of ['delete from audit', `update audit set actor = 'x'`])
      await expect(db.query(verb)).rejects.toThrow(/never changed/);
  });
});
