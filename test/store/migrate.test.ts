import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { openDatabase, type Query } from '../../src/store/database.ts';
import { migrate, readMigrations, readSchema, schemaState } from '../../src/store/migrate.ts';
import { withSchemaEngine } from '../../src/store/schema-engine.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { until } from '../support/until.ts';

/** A database with nothing in it. */
async function empty(): Promise<{ url: string; query: Query }> {
  const database = await createTestDatabase(inject('adminUrl'));
  const db = openDatabase(database.url, { ssl: false, poolSize: 3 });
  onTestFinished(async () => {
    await db.close();
    await database.drop();
  });
  return { url: database.url, query: db.query };
}

const names = async (): Promise<string[]> =>
  (await readMigrations()).migrationDirectories.map((migration) => migration.path);

interface LedgerRow {
  name: string;
  checksum: string;
  finished: boolean;
  rolledBack: boolean;
}
const ledger = (query: Query): Promise<LedgerRow[]> =>
  query<LedgerRow>(
    `select migration_name as name, checksum, finished_at is not null as finished,
       rolled_back_at is not null as "rolledBack" from _prisma_migrations order by started_at`,
  );
const tables = async (query: Query): Promise<string[]> =>
  (await query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`)).map(
    (row) => row.name,
  );

/** Holds a name that the first migration needs, without having it yet: whoever creates it waits. */
async function obstacle(url: string) {
  const client = new pg.Client({ connectionString: url, ssl: false });
  client.on('error', () => undefined); // dropped with its database
  await client.connect();
  await client.query(
    'begin; create function "refuse_rewriting"() returns int language sql as $$ select 1 $$',
  );
  return {
    letGo: async () => {
      await client.query('rollback');
      await client.end();
    },
  };
}

/** The process id of whoever waits for the end of another transaction, or for the lock of migrations. */
const waiting = (query: Query, wait: 'transactionid' | 'advisory') => async () => {
  const rows = await query<{ pid: number }>(
    `select pid from pg_stat_activity where wait_event = $1 and datname = current_database()`,
    [wait],
  );
  return rows[0]?.pid;
};

describe('migrating', () => {
  it('brings an empty database up to date, and a second run finds nothing to do', async () => {
    const { url, query } = await empty();
    expect(await schemaState(query)).toBe('older');
    expect(await migrate(url)).toEqual(await names());
    expect(await schemaState(query)).toBe('current');
    expect(await migrate(url)).toEqual([]);
  });

  it('applies once when four start at once', async () => {
    const { url, query } = await empty();
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url)));
    expect(applied.filter((list) => list.length > 0)).toEqual([await names()]);
    expect((await ledger(query)).map((row) => row.name)).toEqual(await names());
  });

  it('waits for one that is in the middle of it, instead of calling that a failure', async () => {
    // The ledger cannot tell "at work" from "failed"; only the lock can.
    const { url, query } = await empty();
    const held = await obstacle(url);
    const first = migrate(url);
    await until(waiting(query, 'transactionid'));
    expect(await schemaState(query)).toBe('failed');
    const second = migrate(url);
    await until(waiting(query, 'advisory'));
    await held.letGo();
    expect([await first, await second]).toEqual([await names(), []]);
    expect((await ledger(query)).map((row) => row.rolledBack)).not.toContain(true);
  });

  it('leaves nothing when it is killed half-way, and does it again next time', async () => {
    const { url, query } = await empty();
    const held = await obstacle(url);
    const killed = migrate(url).catch((error: unknown) => error);
    const pid = await until(waiting(query, 'transactionid'));
    await query('select pg_terminate_backend($1)', [pid]);
    expect(await killed).toMatchObject({ name: 'DulyError', code: 'unavailable' });
    expect(await tables(query)).toEqual(['_prisma_migrations']);
    await held.letGo();
    expect(await migrate(url)).toEqual(await names());
    expect((await ledger(query)).map(({ finished, rolledBack }) => ({ finished, rolledBack }))).toEqual([
      { finished: false, rolledBack: true },
      ...(await names()).map(() => ({ finished: true, rolledBack: false })),
    ]);
  });

  it('names the migration that fails and what PostgreSQL said, and goes on once the cause is gone', async () => {
    const { url, query } = await empty();
    await query('create function "refuse_rewriting"() returns int language sql as $$ select 1 $$');
    for (const _attempt of ['first', 'second'])
      await expect(migrate(url)).rejects.toMatchObject({
        code: 'config',
        message: expect.stringMatching(/_record failed and left nothing behind: function .* already exists/),
      });
    expect(await tables(query)).toEqual(['_prisma_migrations']);
    await query('drop function "refuse_rewriting"');
    expect(await migrate(url)).toEqual(await names());
  });

  it('refuses a database that a later version has migrated, and changes nothing', async () => {
    const { url, query } = await empty();
    await migrate(url);
    await query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ('later', '', '29990101000000_later', now(), 1)`,
    );
    const before = await ledger(query);
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('newer'),
    });
    expect(await ledger(query)).toEqual(before);
  });

  it('keeps out of a database with tables of somebody else', async () => {
    const { url, query } = await empty();
    await query('create table theirs (id int)');
    await expect(migrate(url)).rejects.toMatchObject({ code: 'config', field: 'DATABASE_URL' });
    expect(await tables(query)).toEqual(['theirs']);
  });

  it('says that the database is away when it is', async () => {
    await expect(migrate('postgresql://duly@127.0.0.1:9/duly')).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

describe('Prisma itself', () => {
  const run = promisify(execFile);
  const deploy = async (url: string): Promise<string> => {
    const env = {
      ...process.env,
      DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(packageRoot, 'test/support/schema-engine.mjs'),
      CHECKPOINT_DISABLE: '1',
    };
    const cli = path.join(packageRoot, 'node_modules/prisma/build/index.js');
    return (await run(process.execPath, [cli, 'migrate', 'deploy'], { env, cwd: packageRoot })).stdout;
  };

  it('finds nothing to do with `prisma migrate deploy` where Duly has migrated', async () => {
    const { url, query } = await empty();
    await migrate(url);
    const before = await ledger(query);
    expect(await deploy(url)).toContain('No pending migrations to apply.');
    expect(await ledger(query)).toEqual(before);
  });

  it('leaves nothing for Duly to do where `prisma migrate deploy` has run', async () => {
    const { url } = await empty();
    expect(await deploy(url)).toContain('All migrations have been successfully applied.');
    expect(await migrate(url)).toEqual([]);
  });

  it('finds its ledger in order: every file is there with its checksum, none edited, none failed', async () => {
    const { url, query } = await empty();
    await migrate(url);
    const migrationsList = await readMigrations();
    const rows = (await ledger(query)).map(({ name, checksum }) => ({ name, checksum }));
    const files = migrationsList.migrationDirectories.map(({ path: name, migrationFile: { content } }) => ({
      name,
      checksum: createHash('sha256')
        .update(content.tag === 'ok' ? content.value : '')
        .digest('hex'),
    }));
    expect(rows).toEqual(files);
    const filters = { externalTables: [], externalEnums: [] };
    const diagnosis = await withSchemaEngine(url, await readSchema(), (engine) =>
      engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
    );
    expect(diagnosis).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
  });
});

/** Everything in a schema that Prisma's language can speak of, and what it cannot, one line each. */
async function catalogue(query: Query): Promise<string[]> {
  const rows = await query<{ line: string }>(`
    select format('column %s.%s %s%s default %s', table_name, column_name, udt_name || coalesce('(' ||
      coalesce(datetime_precision, numeric_precision)::text || ')', ''), case is_nullable when 'NO' then ' not null'
      else '' end, column_default) as line
      from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'
    union all select 'index ' || indexname || ' ' || indexdef from pg_indexes
      where schemaname = 'public' and tablename <> '_prisma_migrations'
    union all select format('constraint %s %s %s', contype, conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid <> '_prisma_migrations'::regclass
    union all select format('trigger %s', tgname) from pg_trigger where not tgisinternal
    union all select format('function %s', proname) from pg_proc where pronamespace = 'public'::regnamespace
    order by 1`);
  return rows.map((row) => row.line);
}

describe('schema.prisma', () => {
  it('says what the migrations make, but for what its language cannot say', async () => {
    const migrated = await empty();
    await migrate(migrated.url);
    const schema = await readSchema();
    const { stdout } = await withSchemaEngine(migrated.url, schema, (engine) =>
      engine.diff({
        from: { tag: 'empty' },
        to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      } as Parameters<typeof engine.diff>[0]),
    );
    const declared = await empty();
    await declared.query(`${stdout ?? ''}; create table _prisma_migrations (id int)`);
    const [inDatabase, inLanguage] = [await catalogue(migrated.query), await catalogue(declared.query)];
    expect(inLanguage.length).toBeGreaterThan(100);
    expect(inLanguage.filter((line) => !inDatabase.includes(line))).toEqual([]);
    const more = inDatabase.filter((line) => !inLanguage.includes(line));
    const unsaid = more
      // Checks and triggers are listed, each by its name, in constraints.test.ts.
      .filter((line) => !/^(constraint c|trigger) /.test(line))
      .map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(unsaid).toMatchInlineSnapshot(`
      [
        "constraint t",
        "function commitment_keeps_its_place",
        "function deadline_has_successor",
        "function deadline_only_superseded",
        "function delivery_takes_channel",
        "function event_of_fact",
        "function fact_of",
        "function instance_keeps_its_name",
        "function keep_an_administrator",
        "function keep_words",
        "function key_of_part",
        "function mark_has_more",
        "function mark_has_parts",
        "function marks_stay",
        "function refuse_foreign_about",
        "function refuse_foreign_end",
        "function refuse_foreign_event",
        "function refuse_foreign_fact",
        "function refuse_foreign_reversal",
        "function refuse_own_approval",
        "function refuse_rewriting",
        "function series_only_goes_on",
        "function words_asked",
        "function words_of",
        "function write_fact",
        "function write_fact_of_whole",
        "index alert_delivery_idx",
        "index alert_patient_idx",
        "index alert_queue_idx",
        "index commitment_disputed_idx",
        "index commitment_fault_idx",
        "index commitment_next_check_idx",
        "index commitment_settled_idx",
        "index commitment_settled_recorded_idx",
        "index commitment_settled_title_idx",
        "index commitment_status_idx",
        "index commitment_unmeasurable_idx",
        "index deadline_calendar_idx",
        "index deadline_closes_idx",
        "index deadline_in_force_key",
        "index deadline_opens_idx",
        "index delivery_lease_idx",
        "index delivery_queue_idx",
        "index event_of_none_key",
        "index event_overdue_idx",
        "index evidence_origin_idx",
        "index instance_one_key",
        "index occasion_open_idx",
        "index person_name_key",
        "index series_fault_idx",
        "index series_next_make_idx",
        "index subscription_all_idx",
        "index subscription_commitment_idx",
        "index subscription_editor_key",
        "index subscription_once_key",
        "index subscription_party_idx",
        "index subscription_search_idx",
        "index subscription_slot_idx",
        "index subscription_source_idx",
        "index subscription_tag_idx",
        "index subscription_unconfirmed_idx",
        "index task_open_key",
      ]
    `);
  });
});
