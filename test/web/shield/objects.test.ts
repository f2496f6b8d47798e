import { beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../../src/service/keys.ts';
import { tokenFor } from '../../../src/service/link.ts';
import { makeLink } from '../../../src/service/sign-in.ts';
import { follow, record } from '../../support/setup.ts';
import { openWebWithPeople } from '../people.ts';
import { everything } from './filled.ts';
import { keepOpen } from './kept.ts';

const kept = keepOpen();
let world: Awaited<ReturnType<typeof openWebWithPeople>>;
let owner: number;

beforeAll(async () => {
  world = await openWebWithPeople({ finished: kept.finished });
  const { db, ctx } = world;
  owner = (await db.prisma.person.findFirstOrThrow({ where: { role: 'administrator' } })).id;
  await createKey(ctx, owner, { name: 'theirs', scopes: ['read', 'admin'] }, 'test');
  await db.prisma.passkey.create({
    data: {
      userId: owner,
      name: 'theirs',
      publicKey: 'x',
      credentialID: 'theirs',
      counter: 0,
      deviceType: 'singleDevice',
      backedUp: false,
      createdAt: new Date(ctx.clock.now()),
    },
  });
});

describe("A8: somebody else's things", () => {
  it('are neither shown nor ended by whoever knows their numbers', async () => {
    const { db, post, text, as } = world;
    const sessions = await db.prisma.session.findMany({ where: { person: { id: owner } } });
    const keys = await db.query<{ id: number }>('select id from api_key');
    const passkeys = await db.prisma.passkey.findMany();
    expect([sessions.length, keys.length, passkeys.length]).toEqual([1, 1, 1]);
    const before = await everything(world.ctx);
    for (const role of ['reader', 'editor'] as const) {
      await post(`/account/sessions/${sessions[0]?.id}/end`, {}, as(role));
      await post(`/account/keys/${keys[0]?.id}/end`, {}, as(role));
      await post(`/account/passkeys/${passkeys[0]?.id}/end`, {}, as(role));
      expect(await text('/account', as(role))).not.toContain('theirs');
    }
    expect(await everything(world.ctx)).toBe(before);
    expect(await text('/account', as('administrator'))).toContain('theirs');
  });

  it('are not given to oneself by a field that no form has', async () => {
    const { db, post, as, ctx } = world;
    const more = {
      role: 'administrator',
      personId: String(owner),
      id: String(owner),
      state: 'active',
      status: 'met',
    };
    await post('/account/keys', { name: 'mine', scopes: 'read', ...more }, as('reader'));
    const rows = await db.query<{ owner: number }>(
      `select person_id as owner from api_key where name = 'mine'`,
    );
    expect(rows.map((row) => row.owner)).not.toContain(owner);
    expect(
      (await post('/account/keys', { name: 'more', scopes: 'admin', ...more }, as('editor'))).status,
    ).toBe(400);
    await post('/subscribe', { address: 'new@example.org', editorRank: '1', ...more }, as(null));
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({
      state: 'unconfirmed',
      editorRank: null,
    });
    const id = await record(ctx);
    const form = { in: 'TASS', at: '2025-06-02', recordedBy: 'administrator', ...more, id: '999' };
    expect((await post(`/review/${id}/look`, form, as('editor'))).status).toBe(303);
    const looks = await db.query<{ by: string; of: number }>(
      'select recorded_by as by, commitment_id as of from look',
    );
    expect(looks).toEqual([{ by: 'editor', of: id }]);
    const people = await db.query<{ role: string }>('select role from person order by id');
    expect(people.map(({ role }) => role)).toEqual(['administrator', 'editor', 'reader']);
  });

  it('A8, A9: alerts of another are not changed by the link of one', async () => {
    const { ctx, db, post, as } = world;
    const own = await follow(ctx, 'own@example.org');
    const other = await follow(ctx, 'other@example.org');
    const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id: own } });
    const before = await db.query('select * from subscription where id = $1', [other]);
    const form = {
      kinds: 'met',
      zone: 'UTC',
      id: String(other),
      address: 'other@example.org',
      ids: String(other),
    };
    const path = `/manage/${tokenFor(ctx.secret, 'manage', row)}`;
    expect((await post(path, form, as(null))).status).toBe(200);
    expect((await post(`${path}/end`, { everything: 'on', ...form }, as(null))).status).toBe(200);
    expect(await db.query('select * from subscription where id = $1', [other])).toEqual(before);
    expect((await db.prisma.subscription.findUniqueOrThrow({ where: { id: own } })).state).toBe('ended');
  });
});

describe('A2: a session', () => {
  it('is a new one at each signing in, whatever cookie was brought, and the one before ends', async () => {
    const { as, post, db } = world;
    const link = new URL(await makeLink(world.ctx, 'reader@example.org')).pathname;
    const count = await db.prisma.session.count();
    const answer = await post(link, {}, as('reader'));
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(cookie).not.toBe(world.cookies.reader);
    expect(await db.prisma.session.count()).toBe(count);
    expect((await world.ask('/account', {}, as('reader'))).status).toBe(303);
    expect((await world.ask('/account', {}, { headers: { cookie } })).status).toBe(200);
    // A name that somebody planted is no session, and gets none.
    expect((await world.ask('/account', {}, { headers: { cookie: 'duly=planted.by-me' } })).status).toBe(303);
  });
});
