/** Rows as text, out of the database and into it: PostgreSQL writes and reads the JSON, so that no number is rounded. */
import type { ExportTable } from './catalogue.ts';
import { at, type Query } from './database.ts';

const PAGE = 2_000;
/** Bytes of one page are bounded by its rows: those of these tables may be large. */
const LARGE: Readonly<Record<string, number>> = { stored_file: 1, source: 20, delivery: 200, evidence: 100 };

const quoted = (name: string): string => `"${name}"`;
/** Texts in the order of their bytes, which is the same everywhere. */
const ordered = (table: ExportTable): string =>
  table.key.map(({ name, type }) => quoted(name) + (type === 'text' ? ' collate "C"' : '')).join(', ');

/** What was being sent has not been sent. */
const ROW: Readonly<Record<string, string>> = {
  delivery: `to_jsonb(t) || case when t.state = 'sending' then '{"state": "queued"}'::jsonb else '{}'::jsonb end`,
};

const OWN = (column: string): string =>
  `(t.${column} is null or exists (select from delivery d where d.id = t.${column} and d.person_id is null))`;
/** Rows that stay behind: mail to people who sign in here. */
const WHICH: Readonly<Record<string, string>> = {
  delivery: 't.person_id is null',
  attempt: OWN('delivery_id'),
  feedback: OWN('delivery_id'),
  delivery_retry: OWN('delivery_id'),
};

/** From here on the transaction sees one moment, and can write nothing. To be its first statement. */
export const holdStill = (query: Query): Promise<unknown> =>
  query('set transaction isolation level repeatable read, read only');

/** The rows of a table as JSON text, in the order of its primary key, a page at a time; `only` is SQL about `t`. */
export async function* rowsOf(
  query: Query,
  table: ExportTable,
  only = 'true',
): AsyncGenerator<readonly string[]> {
  const names = table.key.map(({ name }) => quoted(name));
  const from = table.key.map(
    ({ type }, index) => `$${index + 2}::${type}${type === 'text' ? ' collate "C"' : ''}`,
  );
  const left = table.columns.map(({ name }) => name);
  const page = LARGE[table.name] ?? PAGE;
  const row = `(select jsonb_object_agg(key, value) from jsonb_each(${ROW[table.name] ?? 'to_jsonb(t)'})
    where key = any($1::text[]))::text`;
  for (let after: string[] | null = null; ; ) {
    const all = `${WHICH[table.name] ?? 'true'} and ${only}`;
    const where: string =
      after === null ? `where ${all}` : `where ${all} and (${names.join(', ')}) > (${from.join(', ')})`;
    const rows: { row: string; key: string[] }[] = await query<{ row: string; key: string[] }>(
      `select ${row} as row, array[${names.map((name) => `${name}::text`).join(', ')}] as key
       from ${quoted(table.name)} t ${where} order by ${ordered(table)} limit ${page}`,
      [left, ...(after ?? [])],
    );
    if (rows.length > 0) yield rows.map((one) => one.row);
    if (rows.length < page) return;
    after = rows.at(-1)?.key ?? null;
  }
}

/** Which of the tables have rows already; apart from the name of the instance, which every database has. */
export async function filled(query: Query, tables: readonly ExportTable[]): Promise<string[]> {
  const names: string[] = [];
  for (const { name } of tables.filter((table) => table.name !== 'instance')) {
    const [row] = await query<{ any: boolean }>(`select exists (select from ${quoted(name)}) as any`);
    if (row?.any === true) names.push(name);
  }
  return names;
}

/** Says to the triggers that rows are read in together with what they would write. For this transaction. */
export async function beginImport(query: Query): Promise<void> {
  await query(`set local duly.importing = 'on'`);
  const [row] = await query<{ there: boolean }>(`select to_regclass('instance') is not null as there`);
  if (row?.there === true) await query('delete from instance');
}

/** Writes rows as `rowsOf` gave them; `rows` is one JSON array. */
export async function writeRows(query: Query, table: ExportTable, rows: string): Promise<void> {
  const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
  await query(
    `insert into ${quoted(table.name)} (${columns})
     select ${columns} from jsonb_populate_recordset(null::${quoted(table.name)}, $1::jsonb)`,
    [rows],
  );
}

/** A commitment that was announced after `instant`, epoch milliseconds; null when there is none. */
export async function announcedAfter(query: Query, instant: number): Promise<number | null> {
  const [row] = await query<{ id: number }>(
    `select id from commitment where known_until > ${at('$1')} order by id limit 1`,
    [instant],
  );
  return row?.id ?? null;
}

/** Lets every sequence go on after the highest number that is there. */
export async function setSequences(query: Query, tables: readonly ExportTable[]): Promise<void> {
  for (const { name, columns } of tables)
    for (const column of columns) {
      const [row] = await query<{ sequence: string | null }>(
        `select pg_get_serial_sequence($1, $2) as sequence`,
        [quoted(name), column.name],
      );
      if (row?.sequence == null) continue;
      await query(
        `select setval($1::regclass, greatest(1, (select coalesce(max(${quoted(column.name)}), 0) from ${quoted(name)})),
           (select count(*) > 0 from ${quoted(name)}))`,
        [row.sequence],
      );
    }
}
