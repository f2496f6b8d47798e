/**
 * Everything on record as lines of JSON: 1. hold one moment still, 2. name the format, 3. write every row of every
 * table, parents first, 4. end with the count and the hash of all lines before. What is exported and read back is
 * exported again to the same bytes. Memory does not grow with the record.
 */
import { createHash } from 'node:crypto';
import { exportTables, lastMigration } from '../store/catalogue.ts';
import { holdStill, rowsOf } from '../store/export.ts';
import type { Context } from './context.ts';

/** The format, raised when a reader of the last one could not read it any more. */
export const EXPORT_VERSION = 1;

export interface ExportOptions {
  /** Only what a third party needs to check the record: nobody who is told, and nothing that was sent. */
  readonly proof: boolean;
}

export interface Exported {
  readonly rows: number;
  readonly sha256: string;
  /** Rows by table, without the empty ones. */
  readonly tables: Readonly<Record<string, number>>;
}

/** Exports through `write`, which takes whole lines and resolves when it has room for more. */
export async function exportAll(
  ctx: Pick<Context, 'db'>,
  { proof }: ExportOptions,
  write: (lines: string) => Promise<void>,
): Promise<Exported> {
  return ctx.db.inTransaction(async (query) => {
    await holdStill(query);
    const hash = createHash('sha256');
    const out = (lines: string): Promise<void> => {
      hash.update(lines);
      return write(lines);
    };
    const schema = await lastMigration(query);
    const kind = proof ? 'proof' : 'full';
    await out(`${JSON.stringify({ duly: 'export', version: EXPORT_VERSION, schema, kind })}\n`);
    const tables: Record<string, number> = {};
    let rows = 0;
    for (const table of await exportTables(query, !proof))
      for await (const page of rowsOf(query, table)) {
        await out(page.map((row) => `{"table":"${table.name}","row":${row}}\n`).join(''));
        rows += page.length;
        tables[table.name] = (tables[table.name] ?? 0) + page.length;
      }
    const sha256 = hash.digest('hex');
    await write(`${JSON.stringify({ end: true, rows, sha256 })}\n`);
    return { rows, sha256, tables };
  });
}
