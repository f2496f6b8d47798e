/**
 * Reading an export into an empty database, all of it or nothing: 1. check the first line, 2. check each line and
 * write rows in batches, in the order in which they stand, 3. check count and hash at the end, 4. let the sequences
 * go on. One transaction: whatever is wrong, nothing has been changed. No event is written and nobody is told.
 */
import { createHash } from 'node:crypto';
import { DulyError } from '../domain/errors.ts';
import { type ExportTable, exportTables, lastMigration } from '../store/catalogue.ts';
import { tryChainLock } from '../store/chain.ts';
import type { Query } from '../store/database.ts';
import { announcedAfter, beginImport, filled, setSequences, writeRows } from '../store/export.ts';
import { LONGEST_LINE } from './bounded-lines.ts';
import type { Context } from './context.ts';
import { EXPORT_VERSION, type Exported } from './export.ts';

const BATCH_BYTES = 1_000_000;
const BATCH_ROWS = 1_000;

const refuse = (line: number, what: string): DulyError =>
  new DulyError('invalid', `Line ${line}: ${what} Nothing was changed.`, { field: 'file' });

function parsed(text: string, line: number): Record<string, unknown> {
  if (text.length > LONGEST_LINE) throw refuse(line, 'it is longer than any line of an export.');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below, with the line.
  }
  throw refuse(line, 'this is no line of JSON as an export has them.');
}

function checkHeader(header: Record<string, unknown>, schema: string): void {
  if (header.duly !== 'export') throw refuse(1, 'this is no export of Duly: it begins with another line.');
  if (header.version !== EXPORT_VERSION)
    throw refuse(1, `the format is version ${String(header.version)}; this program reads ${EXPORT_VERSION}.`);
  if (header.kind !== 'full')
    throw refuse(1, 'a proof cannot be read in, because it lacks who is told: give a full export.');
  if (header.schema !== schema)
    throw refuse(
      1,
      `it was written under ${String(header.schema)}, and this database stands at ${schema}: use the same version of Duly for both, and upgrade afterwards.`,
    );
}

/** The row's own text within its line; the numbers in it are for the database to read. */
function rowText(text: string, value: Record<string, unknown>, table: ExportTable, line: number): string {
  const head = `{"table":"${table.name}","row":`;
  const { row } = value;
  if (!text.startsWith(head) || typeof row !== 'object' || row === null || Array.isArray(row))
    throw refuse(line, 'this is no line of JSON as an export has them.');
  const given = new Set(Object.keys(row));
  for (const { name } of table.columns)
    if (!given.delete(name)) throw refuse(line, `the row of “${table.name}” lacks “${name}”.`);
  const [unknown] = given;
  if (unknown !== undefined) throw refuse(line, `“${table.name}” has no “${unknown.slice(0, 60)}”.`);
  return text.slice(head.length, -1);
}

/** Says in a line's words why the database would not take it: its class of error is one of data or of a limit. */
function translated(error: unknown, from: number, to: number): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || !/^(22|23|54|P0)/.test(code)) return error;
  return new DulyError('invalid', `Lines ${from} to ${to}: ${String(message)}. Nothing was changed.`, {
    cause: error,
    field: 'file',
  });
}

/** Takes rows one by one and writes them in batches. */
function batches(query: Query, tables: readonly ExportTable[]) {
  let current: ExportTable | null = null;
  let rows: string[] = [];
  let bytes = 0;
  let began = 0;
  const write = async (line: number): Promise<void> => {
    if (current === null || rows.length === 0) return;
    try {
      await writeRows(query, current, `[${rows.join(',')}]`);
    } catch (error) {
      throw translated(error, began, line);
    }
    rows = [];
    bytes = 0;
  };
  return {
    write,
    async take(text: string, value: Record<string, unknown>, line: number): Promise<string> {
      const at = tables.findIndex(({ name }) => name === value.table);
      const table = tables[at];
      if (table === undefined) throw refuse(line, `there is no table “${String(value.table).slice(0, 60)}”.`);
      if (table !== current) {
        if (current !== null && at < tables.indexOf(current))
          throw refuse(line, `“${table.name}” stands out of order.`);
        await write(line - 1);
        current = table;
      }
      if (rows.length === 0) began = line;
      const row = rowText(text, value, table, line);
      rows.push(row);
      bytes += row.length;
      if (rows.length >= BATCH_ROWS || bytes >= BATCH_BYTES) await write(line);
      return table.name;
    },
  };
}

/** What was announced ahead of time would put every later fact after it. A day covers clocks that differ. */
async function refuseTomorrow(query: Query, now: number): Promise<void> {
  const id = await announcedAfter(query, now + 86_400_000);
  if (id !== null)
    throw new DulyError(
      'invalid',
      `Commitment ${id} says that it was announced at a time to come. Nothing was changed.`,
      { field: 'file' },
    );
}

/** What undoes the transaction of a dry run. */
class DryRun extends Error {}

/**
 * Imports `lines` (without their line ends). With `dryRun` everything is done but the last step, and undone. Throws
 * `DulyError` `invalid` with the line, or `conflict` when there is a record already.
 */
export async function importAll(
  ctx: Pick<Context, 'db' | 'wake' | 'clock'>,
  lines: AsyncIterable<string>,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Exported> {
  const now = ctx.clock.now();
  let result: Exported | null = null;
  // Lines are read once, so a second try after a tie with somebody else is not had: there is nobody else yet.
  let read = false;
  try {
    await ctx.db.inTransaction(async (query) => {
      if (read)
        throw new DulyError(
          'conflict',
          'Somebody else is at work in this database: import when all is quiet.',
        );
      read = true;
      result = await readInto(query, lines, dryRun);
      await refuseTomorrow(query, now);
      if (dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
  }
  if (result === null) throw new Error('unreachable: the export was read or refused');
  if (!dryRun)
    for (const work of ['sweep', 'derive', 'make-ahead', 'fan-out', 'deliver'] as const) ctx.wake(work);
  return result;
}

async function readInto(query: Query, lines: AsyncIterable<string>, dryRun: boolean): Promise<Exported> {
  const tables = await exportTables(query, true);
  const [taken] = await filled(query, tables);
  if (taken !== undefined)
    throw new DulyError(
      'conflict',
      `There is a record in this database already (in “${taken}”): an export is read into an empty one.`,
    );
  const schema = await lastMigration(query);
  // Whoever seals just now would hang a chain on the name that is about to go.
  if (!(await tryChainLock(query)))
    throw new DulyError('conflict', 'Workers are at work in this database: stop them, and import then.');
  await beginImport(query);
  const hash = createHash('sha256');
  const into = batches(query, tables);
  const counts: Record<string, number> = {};
  let line = 0;
  let rows = 0;
  let end: Record<string, unknown> | null = null;
  for await (const text of lines) {
    line += 1;
    if (end !== null) throw refuse(line, 'there is something after the last line of the export.');
    const value = parsed(text, line);
    if (line === 1) checkHeader(value, schema);
    else if (value.end === true) {
      end = value;
      continue;
    } else {
      const table = await into.take(text, value, line);
      counts[table] = (counts[table] ?? 0) + 1;
      rows += 1;
    }
    hash.update(`${text}\n`);
  }
  await into.write(line);
  const sha256 = hash.digest('hex');
  if (end === null) throw refuse(line + 1, 'the export ends before its last line: it was cut off.');
  if (end.rows !== rows || end.sha256 !== sha256)
    throw refuse(
      line,
      'count and hash are not those of the lines before: the export was changed on its way.',
    );
  // Without its name nothing could be sealed or verified any more.
  if (counts.instance !== 1) throw refuse(line, 'the export does not say from which instance it is.');
  // A sequence that has been moved stays moved, also when all else is undone.
  if (!dryRun) await setSequences(query, tables);
  return { rows, sha256, tables: counts };
}
