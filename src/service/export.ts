/**
 * Everything on record as lines of JSON: 1. hold one moment still, 2. name the format, 3. write every row of every
 * table, parents first, 4. end with the count and the hash of all lines before. What is exported and read back is
 * exported again to the same bytes. Memory does not grow with the record.
 */
import { createHash } from 'node:crypto';
import { DulyError } from '../domain/errors.ts';
import { ofThePresent } from '../domain/facts.ts';
import { type ExportTable, exportTables, lastMigration } from '../store/catalogue.ts';
import { holdStill, rowsOf } from '../store/export.ts';
import { belongs, cutAt } from '../store/proof-then.ts';
import { readAsOf } from './as-of.ts';
import type { Context } from './context.ts';

/** The format, raised when a reader of the last one could not read it any more. */
export const EXPORT_VERSION = 1;

export interface ExportOptions {
  /** Only what a third party needs to check the record: nobody who is told, and nothing that was sent. */
  readonly proof: boolean;
  /**
   * Of a proof: as it would have been given out then, a day (to its end, UTC) or an ISO 8601 instant. Its rows have
   * the facts only, and nothing of how they stand today.
   */
  readonly asOf?: string | undefined;
  /** Told how many rows were written since it was last told; what it throws ends the export. */
  readonly each?: (rows: number) => void;
}

export interface Exported {
  readonly rows: number;
  readonly sha256: string;
  /** Rows by table, without the empty ones. */
  readonly tables: Readonly<Record<string, number>>;
}

const factsOnly = (table: ExportTable): ExportTable => {
  const present = ofThePresent(table.name);
  return { ...table, columns: table.columns.filter(({ name }) => !present.has(name)) };
};

/** Exports through `write`, which takes whole lines and resolves when it has room for more. */
export async function exportAll(
  ctx: Pick<Context, 'db' | 'clock'>,
  { proof, asOf, each }: ExportOptions,
  write: (lines: string) => Promise<void>,
): Promise<Exported> {
  const past = readAsOf({ asOf }, 'UTC', ctx.clock.now());
  if (past !== null && !proof)
    throw new DulyError(
      'invalid',
      'Only a proof can be had as of another day: a full export also tells who is told, and how things stand.',
      { field: 'asOf' },
    );
  return ctx.db.inTransaction(async (query) => {
    await holdStill(query);
    const hash = createHash('sha256');
    const out = (lines: string): Promise<void> => {
      hash.update(lines);
      return write(lines);
    };
    const kind = proof ? 'proof' : 'full';
    const cut = past === null ? null : await cutAt(query, past.asOf);
    const schema = cut?.schema ?? (await lastMigration(query));
    const header = { duly: 'export', version: EXPORT_VERSION, schema, kind };
    await out(
      `${JSON.stringify(past === null ? header : { ...header, asOf: new Date(past.asOf).toISOString() })}\n`,
    );
    const tables: Record<string, number> = {};
    let rows = 0;
    for (const found of await exportTables(query, !proof)) {
      const table = cut === null ? found : factsOnly(found);
      const only = cut === null ? undefined : belongs(table.name, cut);
      for await (const page of rowsOf(query, table, only)) {
        await out(page.map((row) => `{"table":"${table.name}","row":${row}}\n`).join(''));
        rows += page.length;
        each?.(page.length);
        tables[table.name] = (tables[table.name] ?? 0) + page.length;
      }
    }
    const sha256 = hash.digest('hex');
    await write(`${JSON.stringify({ end: true, rows, sha256 })}\n`);
    return { rows, sha256, tables };
  });
}
