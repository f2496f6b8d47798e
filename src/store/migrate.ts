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
import { openDatabase, type Query } from './database.ts';
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
      'A migration stopped half-way on this database. Restore the backup, or repair it and mark it with ' +
      '`prisma migrate resolve`; see docs/operations.md.',
  } satisfies Record<typeof state, string>;
  return new DulyError('config', text[state], { field: 'schema' });
}

/**
 * Applies what is missing and returns the names of the migrations applied, none when the database is current.
 * Throws `DulyError('config')` when the database is newer or a migration failed half-way.
 */
export async function migrate(url: string): Promise<string[]> {
  const db = openDatabase(url, { poolSize: 1 });
  try {
    const state = await schemaState(db.query);
    if (state === 'current') return [];
    if (state !== 'older') throw schemaRefusal(state);
  } finally {
    await db.close();
  }
  const migrationsList = await readMigrations();
  const applied = await withSchemaEngine(url, await readSchema(), (engine) =>
    engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
  );
  return applied.appliedMigrationNames;
}
