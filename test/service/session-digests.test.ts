import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { digestOf } from '../../src/service/auth.ts';
import { addPerson, listSessions, revokeSessions } from '../../src/service/people.ts';
import { withSessionDigests } from '../../src/service/session-digests.ts';
import { makeLink, redeemLink, viewerOf } from '../../src/service/sign-in.ts';
import { setup } from '../support/setup.ts';

const asking = (cookie: string) => new Headers({ cookie });

/** Somebody with a session; its cookie, and the token in it. At the present: the library reads the machine's clock. */
async function signedIn() {
  const world = await setup({ at: new Date().toISOString() });
  const eve = await addPerson(
    world.ctx,
    { name: 'Eve', role: 'editor', address: 'eve@example.org' },
    { actor: 'test', invite: false },
  );
  const enter = async () => {
    const link = await makeLink(world.ctx, eve.address);
    const { cookies } = await redeemLink(world.ctx, link.slice(link.lastIndexOf('/') + 1), new Headers());
    const cookie = cookies[0]?.split(';')[0] ?? '';
    const [token = ''] = decodeURIComponent(cookie.slice(cookie.indexOf('=') + 1)).split('.');
    return { cookie, token };
  };
  return { ...world, eve, enter };
}

/** The cookie that whoever knows the secret would make of a token. */
function forge(secret: string, token: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `duly=${encodeURIComponent(`${token}.${signature}`)}`;
}

describe('A2: a copy of the database', () => {
  it('has the digests of tokens and opens no session, not even with the secret', async () => {
    const { ctx, db, enter } = await signedIn();
    const { cookie, token } = await enter();
    expect(token).toMatch(/^\w{32}$/);
    // The forger knows how cookies are made.
    expect(forge(ctx.secret, token)).toBe(cookie);
    const { token: stored } = await db.prisma.session.findFirstOrThrow();
    expect(stored).toBe(digestOf(token));
    expect(await viewerOf(ctx, asking(forge(ctx.secret, stored)))).toBeNull();
    expect(await viewerOf(ctx, asking(cookie))).toMatchObject({ name: 'Eve' });
    const tables = await db.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = current_schema()`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables)
      expect(JSON.stringify(await db.query(`select t::text from "${name}" t`)), name).not.toContain(token);
  });

  it('leaves sessions to be listed and ended, one or all', async () => {
    const { ctx, eve, enter } = await signedIn();
    const [one, two, three] = [await enter(), await enter(), await enter()];
    const who = async ({ cookie }: { cookie: string }) => (await viewerOf(ctx, asking(cookie)))?.name ?? null;
    expect(await listSessions(ctx, eve.id)).toHaveLength(3);
    const sessionId = (await viewerOf(ctx, asking(two.cookie)))?.sessionId ?? 0;
    await revokeSessions(ctx, eve.id, { only: sessionId }, 'Eve');
    expect([await who(one), await who(two), await who(three)]).toEqual(['Eve', null, 'Eve']);
    await revokeSessions(ctx, eve.id, {}, 'Eve');
    expect([await who(one), await who(two), await who(three)]).toEqual([null, null, null]);
  });

  it('is what the migration makes of sessions that are open: they stay so', async () => {
    const { ctx, db, enter } = await signedIn();
    const { cookie, token } = await enter();
    await db.query('alter table session drop constraint session_is_digest');
    await db.query('update session set token = $1', [token]);
    expect(await viewerOf(ctx, asking(cookie))).toBeNull();
    const file = 'prisma/migrations/20261129120000_session_digests/migration.sql';
    for (const statement of readFileSync(join(packageRoot, file), 'utf8').split(';').slice(0, -1))
      await db.query(statement);
    expect(await viewerOf(ctx, asking(cookie))).toMatchObject({ name: 'Eve' });
    await expect(db.query('update session set token = $1', [token])).rejects.toThrow();
  });
});

describe('the layer below the library', () => {
  const digest = (token: string) => `#${token}`;
  const calls: unknown[] = [];
  const adapter = {
    id: 'inner',
    answer: null as unknown,
    async ask(call: unknown) {
      calls.push(call);
      return this.answer;
    },
    async transaction<R>(run: (inner: { ask(call: unknown): Promise<unknown> }) => Promise<R>) {
      return run(this);
    },
  };
  const layer = withSessionDigests(adapter, digest);
  const asked = async (call: unknown, answer: unknown = null) => {
    calls.length = 0;
    adapter.answer = answer;
    return [calls, await layer.ask(call)];
  };
  const session = { model: 'session' };

  it('turns tokens wherever they stand, and gives back only those that were brought', async () => {
    const where = (value: unknown) => [{ field: 'token', value }];
    expect(await asked({ ...session, data: { token: 'a', id: 1 } }, { token: '#a', id: 1 })).toEqual([
      [{ ...session, data: { token: '#a', id: 1 } }],
      { token: 'a', id: 1 },
    ]);
    expect(await asked({ ...session, where: where('a') }, { token: '#a' })).toEqual([
      [{ ...session, where: where('#a') }],
      { token: 'a' },
    ]);
    expect(await asked({ ...session, where: where(['a', 'b']) }, [{ token: '#a' }, { token: '#c' }])).toEqual(
      [[{ ...session, where: where(['#a', '#b']) }], [{ token: 'a' }, { token: '#c' }]],
    );
    for (const name of ['update', 'set'])
      expect((await asked({ ...session, [name]: { token: 'a' } }))[0]).toEqual([
        { ...session, [name]: { token: '#a' } },
      ]);
  });

  it('works in a transaction too, and leaves all else alone', async () => {
    calls.length = 0;
    await layer.transaction((inner) => inner.ask({ ...session, data: { token: 'a' } }));
    expect(calls).toEqual([{ ...session, data: { token: '#a' } }]);
    for (const call of [
      { model: 'passkey', where: [{ field: 'token', value: 'a' }] },
      { ...session, where: [{ field: 'userId', value: 'a' }] },
      { ...session, data: { userId: 'a' } },
      undefined,
    ])
      expect((await asked(call))[0]).toEqual([call]);
    expect(layer.id).toBe('inner');
  });
});
