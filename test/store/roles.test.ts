import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FACT_TABLES } from '../../src/domain/facts.ts';
import { packageRoot } from '../../src/package-root.ts';
import { rewritable } from '../../src/service/browse/guard.ts';
import { deliver } from '../../src/service/deliver.ts';
import { erase } from '../../src/service/erase.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { handOver } from '../../src/service/hand-over.ts';
import { housekeep } from '../../src/service/housekeep.ts';
import { createKey, revokeKey } from '../../src/service/keys.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { chooseZone } from '../../src/service/own-zone.ts';
import { addPerson, removePerson } from '../../src/service/people.ts';
import { makeLink, redeemLink, viewerOf } from '../../src/service/sign-in.ts';
import { sweep } from '../../src/service/sweep.ts';
import { verify } from '../../src/service/verify.ts';
import { openDatabase } from '../../src/store/database.ts';
import { sealAll } from '../support/export-file.ts';
import { follow, record, setup } from '../support/setup.ts';

/** The set-up with two roles as docs/proof.md has it, under a name of this test's own. */
async function asApplication(options: Parameters<typeof setup>[0] = {}) {
  const { ctx, db, clock, url } = await setup(options);
  const docs = await readFile(path.join(packageRoot, 'docs/proof.md'), 'utf8');
  const role = `duly_app_${randomBytes(6).toString('hex')}`;
  const sql = /```sql\n([\s\S]*?)```/.exec(docs)?.[1]?.replaceAll('duly_app', role);
  await db.query(sql ?? '');
  const own = new URL(url);
  own.username = role;
  own.password = encodeURIComponent('choose one');
  const app = openDatabase(own.href, { ssl: false, poolSize: 3 });
  // What was opened last is closed first.
  onTestFinished(async () => {
    await app.close();
    await db.query(`drop owned by ${role}; drop role ${role}`);
  });
  return { owner: ctx, ctx: { ...ctx, db: app, embedded: false }, app, clock };
}

describe('the role of the application', () => {
  it('does all its work: records, moves, sweeps, tells, seals, verifies and erases', async () => {
    const { ctx, clock } = await asApplication();
    const id = await record(ctx, { tags: ['bodies'] });
    await moveDeadline(ctx, { id, deadline: 'by 8 June', reason: 'Sooner', recordedBy: 'anna' });
    await follow(ctx, 'reader@example.org');
    clock.set('2025-06-09T00:00:00+03:00');
    expect(await sweep(ctx)).toMatchObject({ faults: 0 });
    while ((await fanOut(ctx)).more);
    clock.advance(60_000);
    await deliver(ctx);
    await sealAll(ctx);
    await erase(ctx, { address: 'reader@example.org', reason: 'Asked' });
    expect(await verify(ctx)).toMatchObject({ ok: true, differences: [] });
    expect(await rewritable(ctx)).toMatchObject({ guarded: true });
  });

  it('lets people sign in, choose a zone, hand over and hear of it, and leave', async () => {
    // Sessions end by the machine's clock.
    const { ctx, clock } = await asApplication({ at: new Date().toISOString() });
    const by = { actor: 'Ann', invite: true };
    await addPerson(ctx, { name: 'Ann', address: 'ann@example.org', role: 'administrator' }, by);
    const ben = await addPerson(ctx, { name: 'Ben', address: 'ben@example.org' }, by);
    const token = new URL(await makeLink(ctx, ben.address)).pathname.split('/').at(-1) ?? '';
    const { viewer, cookies } = await redeemLink(ctx, token, new Headers());
    const headers = new Headers({ cookie: cookies.map((one) => one.split(';')[0]).join('; ') });
    await chooseZone(ctx, ben.address, { zone: 'Europe/Berlin' }, viewer.name);
    expect(await viewerOf(ctx, headers)).toMatchObject({ name: 'Ben', zone: 'Europe/Berlin' });
    await handOver(ctx, { id: await record(ctx), to: 'Ben', note: 'Yours', recordedBy: 'Ann' });
    clock.advance(5_000);
    expect(await deliver(ctx)).toMatchObject({ sent: 3 });
    const { key, id } = await createKey(ctx, ben.id, { name: 'mine', scopes: 'read' }, 'Ben');
    expect(key).toMatch(/^duly_/);
    await revokeKey(ctx, id, ben.id, 'Ben');
    await housekeep(ctx);
    await removePerson(ctx, ben.address, 'Ann');
    expect(await viewerOf(ctx, headers)).toBeNull();
  });

  it.each(['event', 'link', 'instance', ...FACT_TABLES])(
    'cannot rewrite "%s", whatever it tries',
    async (table) => {
      const { ctx, app } = await asApplication();
      await record(ctx);
      const [column] = await app.query<{ name: string }>(
        `select attname as name from pg_attribute where attrelid = '${table}'::regclass and attnum = 1`,
      );
      const name = column?.name ?? '';
      for (const attempt of [
        `update ${table} set "${name}" = "${name}"`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
        `alter table ${table} disable trigger all`,
        `drop table ${table} cascade`,
        `create or replace function refuse_rewriting() returns trigger language plpgsql as 'begin return null; end'`,
        `create trigger mine before insert on ${table} for each row execute function refuse_rewriting()`,
        `set session_replication_role = replica`,
        `set role postgres`,
        `grant update on ${table} to current_user`,
      ]) {
        // A grant by somebody who may not is no error, but a warning that nothing was granted.
        const done = await app.query(attempt).then(
          () => true,
          (error: { code?: string }) =>
            ['42501', '22023', '23000'].includes(error.code ?? '') ? false : error,
        );
        if (attempt.startsWith('grant')) {
          const [may] = await app.query(`select has_table_privilege('${table}', 'UPDATE') as may`);
          expect(may, attempt).toEqual({ may: false });
        } else expect(done, attempt).toBe(false);
      }
    },
  );

  it('is told from one that could rewrite the record', async () => {
    const { ctx: embedded } = await setup();
    expect(await rewritable(embedded)).toMatchObject({
      guarded: false,
      text: expect.stringContaining('superuser'),
    });
    const { ctx, owner } = await asApplication();
    const [row] = await ctx.db.query<{ role: string }>('select current_user as role');
    await owner.db.query(`alter table event owner to ${row?.role}`);
    expect(await rewritable(ctx)).toMatchObject({ guarded: false, text: expect.stringContaining('owns') });
    await owner.db.query(`alter table event owner to current_user`);
  });
});
