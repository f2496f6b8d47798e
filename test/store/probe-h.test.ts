import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { it, inject } from 'vitest';
import { createTestDatabase } from '../support/postgres.ts';
import { migrate, readMigrations, readSchema } from '../../src/store/migrate.ts';
import { withSchemaEngine } from '../../src/store/schema-engine.ts';
import { openDatabase } from '../../src/store/database.ts';
const run = promisify(execFile);
it('deploy', async () => {
  const { url } = await createTestDatabase(inject('adminUrl'));
  console.log(await migrate(url));
  const r = await run(process.execPath, ['node_modules/prisma/build/index.js', 'migrate', 'deploy'], { env: { ...process.env, DATABASE_URL: url, PRISMA_SCHEMA_ENGINE_BINARY: `${process.cwd()}/test/support/schema-engine.mjs`, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' } }).catch((e) => e);
  console.log(r.stdout, r.stderr, r.code);
  const u2 = (await createTestDatabase(inject('adminUrl'))).url;
  const r2 = await run(process.execPath, ['node_modules/prisma/build/index.js', 'migrate', 'deploy'], { env: { ...process.env, DATABASE_URL: u2, PRISMA_SCHEMA_ENGINE_BINARY: `${process.cwd()}/test/support/schema-engine.mjs`, CHECKPOINT_DISABLE: '1' } }).catch((e) => e);
  console.log('fresh deploy', r2.stdout, r2.stderr, r2.code);
});
it('diff', async () => {
  const { url } = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
  const schema = await readSchema();
  const list = await readMigrations();
  await withSchemaEngine(url, schema, async (e) => {
    const filters = { externalTables: [], externalEnums: [] };
    const d = await e.diff({ from: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] }, to: { tag: 'url', url }, script: true, exitCode: null, shadowDatabaseUrl: null, filters } as any).catch((x: any) => x);
    console.log('url', d.stdout ?? d);
    console.log(await e.diagnoseMigrationHistory({ migrationsList: list, optInToShadowDatabase: false, filters }));
  });
});
it('conflict', async () => {
  const { url } = await createTestDatabase(inject('adminUrl'));
  const db = openDatabase(url, { ssl: false });
  await db.query('create function refuse_rewriting() returns trigger language plpgsql as $$ begin return new; end $$');
  for (let i = 0; i < 2; i++) {
    const e = await migrate(url).catch((x) => x);
    console.log('failed', e?.constructor?.name, e.code, e.message, JSON.stringify(e).slice(0, 800));
    console.log(await db.query('select migration_name, finished_at, rolled_back_at, left(logs, 300) logs from _prisma_migrations'));
  }
  await db.close();
});
it('killed', async () => {
  const { url } = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
  const db = openDatabase(url, { ssl: false });
  const list = await readMigrations();
  list.migrationDirectories.push({ path: '20991231000000_slow', migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: 'create table half (id int); select pg_sleep(60);' } } });
  const schema = await readSchema();
  const p = withSchemaEngine(url, schema, (e) => e.applyMigrations({ migrationsList: list, filters: { externalTables: [], externalEnums: [] } })).catch((x) => x);
  for (let i = 0; i < 100; i++) {
    const rows = await db.query<{ ok: boolean }>("select pg_terminate_backend(pid) ok from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()");
    if (rows.length) break;
    await new Promise((r) => setTimeout(r, 20));
  }
  const e = await p;
  console.log('killed', e?.constructor?.name, e.code, e.message, JSON.stringify(e).slice(0, 500));
  console.log(await db.query("select migration_name, finished_at, rolled_back_at, logs, to_regclass('half') from _prisma_migrations"));
  const e2 = await withSchemaEngine(url, schema, (e) => e.applyMigrations({ migrationsList: list, filters: { externalTables: [], externalEnums: [] } })).catch((x) => x);
  console.log('again', e2?.constructor?.name, e2.code, e2.message);
  await db.close();
});
