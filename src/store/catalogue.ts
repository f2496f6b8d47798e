/**
 * Which tables and columns an export has: all that there are, but for what is named here with its reason. Read from
 * the database itself, so that a new table cannot be forgotten.
 */
import { DulyError } from '../domain/errors.ts';
import type { Query } from './database.ts';

/** Tables that stay behind, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  _prisma_migrations: 'each database has its own ledger of migrations; the first line names the last of them',
  channel: 'a pause of a mail server ends by itself',
  person: 'who may sign in is decided anew in each place',
  session: 'a session holds in one place',
  sign_in_token: 'a link is good for minutes, in one place',
  passkey: 'a passkey holds for one address of the web',
  api_key: 'a key holds in one place',
  handed_mail: 'mail to who signs in here stays here',
  audit: 'it tells what was done in one place, with the names of those who did it',
  task: 'long work is asked for and done in one place',
  task_chunk: 'it is itself an export',
  worker: 'who works here is another matter elsewhere',
  tick: 'how work goes here is another matter elsewhere',
  presence: 'who has a page open is forgotten within the hour',
  commitment_words: 'a trigger makes them anew from the titles and quotes',
};

/** Columns that stay behind, and why; what was being sent is queued, and keeps its Message-ID. */
export const LEFT_OUT_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  delivery: {
    lease_until: 'a lease holds in one place',
    leased_by: 'a lease holds in one place',
    person_id: 'mail to who signs in here stays here',
  },
  event: { xid: 'the transaction that wrote it, on one server' },
};

/** Who is told, and what was sent to them: personal data, and secrets of endpoints. */
export const SUBSCRIBERS: readonly string[] = [
  ...['subscription', 'alert', 'delivery', 'attempt', 'occasion', 'derivation'],
  ...['endpoint', 'feedback', 'delivery_retry'],
];

export interface Column {
  readonly name: string;
  /** As SQL writes the type, such as `timestamp with time zone`. */
  readonly type: string;
}

export interface ExportTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The primary key, by which rows are ordered. */
  readonly key: readonly Column[];
}

interface Found {
  name: string;
  columns: Column[];
  key: string[];
  parents: string[];
}

const TABLES = `select c.relname as name,
    (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attname)
     from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select jsonb_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
     from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
     where i.indrelid = c.oid and i.indisprimary) as key,
    (select coalesce(jsonb_agg(distinct p.relname), '[]') from pg_constraint f join pg_class p on p.oid = f.confrelid
     where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as parents
  from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname !~ '^bullmq'
  order by c.relname`;

/** The tables of an export, each after those that it refers to. */
export async function exportTables(query: Query, subscribers: boolean): Promise<ExportTable[]> {
  const left = (name: string): boolean => name in LEFT_OUT || (!subscribers && SUBSCRIBERS.includes(name));
  const found = (await query<Found>(TABLES)).filter(({ name }) => !left(name));
  const ordered: ExportTable[] = [];
  const done = new Set<string>();
  while (ordered.length < found.length) {
    const next = found.find(
      ({ name, parents }) =>
        !done.has(name) && parents.every((parent) => done.has(parent) || left(parent) || parent === name),
    );
    if (next === undefined) throw new Error('tables refer to each other in a circle');
    done.add(next.name);
    const columns = next.columns.filter(({ name }) => LEFT_OUT_COLUMNS[next.name]?.[name] === undefined);
    const key = next.key.map((name) => next.columns.find((column) => column.name === name) as Column);
    ordered.push({ name: next.name, columns, key });
  }
  return ordered;
}

/** The name of the last migration before the one of that name, among those that have been applied; empty when it is the first. */
export async function migrationBefore(query: Query, name: string): Promise<string> {
  const [row] = await query<{ name: string | null }>(
    'select max(migration_name collate "C") as name from _prisma_migrations where migration_name < $1 collate "C"',
    [name],
  );
  return row?.name ?? '';
}

/** The name of the last migration that has been applied. */
export async function lastMigration(query: Query): Promise<string> {
  const [row] = await query<{ name: string }>(
    `select migration_name as name from _prisma_migrations where finished_at is not null
     order by migration_name desc limit 1`,
  );
  if (row === undefined)
    throw new DulyError('config', 'The database has not been migrated: run `duly migrate`.');
  return row.name;
}
