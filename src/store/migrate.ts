/**
 * Brings a database to the schema of this program, and tells what state it is in.
 *
 * Several processes may boot at once: the engine's advisory lock lets one apply and the others find nothing to
 * do. A database that knows a migration this program does not is newer: refused, nothing is changed.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import { DulyError } from '../domain/errors.ts';
import { packageRoot } from '../package-root.ts';
import { openDatabase, type Query, translate } from './database.ts';
import { withSchemaEngine } from './schema-engine.ts';

const folder = join(packageRoot, 'prisma', 'migrations');

/** How a database stands to this program's migrations. */
export type SchemaState = 'current' | 'older' | 'newer' | 'failed';

export async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(join(folder, path, 'migration.sql'), 'utf8');
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    }),
  );
  const content = await readFile(join(folder, 'migration_lock.toml'), 'utf8');
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content },
    shadowDbInitScript: '',
    migrationDirectories,
  };
}

export const readSchema = (): Promise<string> =>
  readFile(join(packageRoot, 'prisma', 'schema.prisma'), 'utf8');

/** Reads Prisma's ledger without the engine: cheap enough for every start and every readiness probe. */
export async function schemaState(query: Query): Promise<SchemaState> {
  const known = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const [ledger] = await query<{ exists: boolean }>(
    `select to_regclass('public._prisma_migrations') is not null as exists`,
  );
  if (ledger?.exists !== true) return 'older';
  const rows = await query<{ name: string; finished: boolean }>(
    `select migration_name as name, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null`,
  );
  if (rows.some((row) => !known.includes(row.name))) return 'newer';
  if (rows.some((row) => !row.finished)) return 'failed';
  return rows.length < known.length ? 'older' : 'current';
}

/** Explains a schema state that this program cannot work with. */
export function schemaRefusal(state: Exclude<SchemaState, 'current'>): DulyError {
  const text = {
    older: 'The database schema is older than this program. Run `duly migrate` first.',
    newer:
      'The database schema is newer than this program: it was migrated by a later version. ' +
      'Install that version or a later one; nothing was changed.',
    failed:
      'A migration has not finished on this database: it is being applied right now, or it stopped and left ' +
      'nothing behind. Run `duly migrate`: it waits for the one and repeats the other.',
  } satisfies Record<typeof state, string>;
  return new DulyError('config', text[state], { field: 'schema' });
}

/** Names of migrations that were begun and neither finished nor taken back. */
async function unfinished(url: string): Promise<string[]> {
  const db = openDatabase(url, { poolSize: 1 });
  try {
    const rows = await db.query<{ name: string }>(
      `select migration_name as name from _prisma_migrations where finished_at is null and rolled_back_at is null`,
    );
    return rows.map((row) => row.name);
  } finally {
    await db.close();
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

/** What to tell the person whose database could not be migrated. */
async function failure(url: string, error: unknown): Promise<unknown> {
  const translated = translate(error);
  if (translated instanceof DulyError) return translated;
  if (codeOf(error) === 'P3005') {
    const text = 'This database holds other tables and none of Duly: give Duly an empty database of its own.';
    return new DulyError('config', text, { cause: error, field: 'DATABASE_URL' });
  }
  const [name] = await unfinished(url);
  if (name === undefined) return error;
  const why = error instanceof Error ? error.message : String(error);
  const text = `The migration ${name} failed and left nothing behind: ${why}. Remove the cause, then run \`duly migrate\` again.`;
  return new DulyError('config', text, { cause: error, field: 'schema' });
}

/**
 * Applies what is missing and returns the names of the migrations applied, none when the database is current.
 * One that stopped half-way is taken back and tried again: each script is one transaction, so it left nothing.
 * Throws `DulyError('config')` when the database is newer, not Duly's, or a migration fails, which is then named.
 */
export async function migrate(url: string): Promise<string[]> {
  const db = openDatabase(url, { poolSize: 1 });
  try {
    const state = await schemaState(db.query);
    if (state === 'current') return [];
    if (state === 'newer') throw schemaRefusal(state);
    // "Failed" may also be another process in the middle of its work: the engine waits for its lock.
  } finally {
    await db.close();
  }
  const migrationsList = await readMigrations();
  try {
    return await withSchemaEngine(url, await readSchema(), async (engine) => {
      const apply = async (): Promise<string[]> => {
        const filters = { externalTables: [], externalEnums: [] };
        return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
      };
      try {
        return await apply();
      } catch (error) {
        if (codeOf(error) !== 'P3009') throw error;
        for (const migrationName of await unfinished(url))
          await engine.markMigrationRolledBack({ migrationName }).catch((refused) => {
            // Somebody else was faster.
            if (codeOf(refused) !== 'P3012') throw refused;
          });
        return await apply();
      }
    });
  } catch (error) {
    throw await failure(url, error);
  }
}
