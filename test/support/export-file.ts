import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { FACT_KEYS, FACT_TABLES, isFactTable, type Row } from '../../src/domain/facts.ts';
import type { Context } from '../../src/service/context.ts';
import { seal } from '../../src/service/seal.ts';
import type { Database } from '../../src/store/database.ts';
import { until } from './until.ts';

export interface Line {
  table: string;
  row: Record<string, unknown>;
}

/** Instants as an export has them: ISO text with milliseconds. */
function dressed(row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' && (column.endsWith('_at') || column === 'answer_by')
        ? new Date(value).toISOString()
        : value,
    ]),
  );
}

/** The tables that `duly verify` reads, as the lines of an export. */
export async function exportLines(db: Database): Promise<Line[]> {
  const lines: Line[] = [];
  for (const table of ['instance', ...FACT_TABLES, 'event', 'link']) {
    const [key] = isFactTable(table) ? [FACT_KEYS[table]] : [];
    const order = table === 'link' ? 'seq' : (key ?? ['id']).join(', ');
    const rows = await db.query<{ row: Row }>(
      `select to_jsonb(t) - 'xid' as row from ${table} t order by ${order}`,
    );
    for (const { row } of rows) lines.push({ table, row: dressed(row) });
  }
  return lines;
}

/** Writes lines as an export that is gone when the test ends. */
export async function exportFile(
  lines: readonly Line[],
  more: Record<string, unknown> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'duly-export-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'record.ndjson');
  const header = { duly: 'export', version: 1, ...more };
  const text = [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
  const end = { end: true, rows: lines.length, sha256: createHash('sha256').update(text).digest('hex') };
  await writeFile(file, `${text}${JSON.stringify(end)}\n`);
  return file;
}

/** On a busy machine others may keep a transaction open for long. */
const PATIENCE_MS = 60_000;

/** Seals until nothing waits; other tests' transactions on the same server may keep it waiting. */
export async function sealAll(ctx: Context): Promise<number> {
  let sealed = 0;
  await until(async () => {
    sealed += (await seal(ctx)).sealed;
    const [row] = await ctx.db.query<{ open: number }>(
      'select count(*)::int as open from event e where not exists (select 1 from link l where l.event_id = e.id)',
    );
    return row?.open === 0;
  }, PATIENCE_MS);
  return sealed;
}
