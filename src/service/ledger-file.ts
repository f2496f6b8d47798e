/**
 * An export as a ledger: NDJSON, one object a line, `{"table":"event","row":{...}}`. The file is read several times
 * instead of being kept. Events stand in it by id and links by their number, which is nearly the same order: an event
 * that comes before its link is laid aside until then.
 */
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { StoredLink } from '../domain/chain.ts';
import { DulyError } from '../domain/errors.ts';
import { type FactTable, isFactTable, type Row } from '../domain/facts.ts';
import type { Ledger } from './verify.ts';

const BATCH = 1_000;
/** Said at the beginning of a line; lines of other tables are then not even parsed. */
const TABLE = /^\{\s*"table"\s*:\s*"(\w+)"/;

interface Line {
  readonly table: string;
  readonly row: Row;
}

function parseLine(text: string, number: number): Line & Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DulyError('invalid', `Line ${number} of the export is not JSON.`, { field: 'file', cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DulyError('invalid', `Line ${number} of the export is not a JSON object.`, { field: 'file' });
  return value as Line & Row;
}

/** The rows of those tables for which `wanted` says yes, in batches. */
async function* linesOf(file: string, wanted: (table: string) => boolean): AsyncGenerator<Line[]> {
  const input = createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 });
  let number = 0;
  let batch: Line[] = [];
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      const named = TABLE.exec(text)?.[1];
      if (text.trim() === '' || (named !== undefined && !wanted(named))) continue;
      const line = parseLine(text, number);
      if (typeof line.table !== 'string' || !wanted(line.table)) continue;
      if (typeof line.row !== 'object' || line.row === null)
        throw new DulyError('invalid', `Line ${number} of the export has no row.`, { field: 'file' });
      batch.push(line);
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  } finally {
    input.destroy();
  }
}

async function readHeader(file: string): Promise<void> {
  const input = createReadStream(file, { encoding: 'utf8' });
  try {
    for await (const text of createInterface({ input })) {
      const { duly, version } = parseLine(text, 1);
      if (duly === 'export' && version === 1) return;
      break;
    }
  } finally {
    input.destroy();
  }
  throw new DulyError('invalid', `${file} is no export of Duly that this program can read.`, {
    field: 'file',
  });
}

/** Events in the file's order, of which those can be asked for that a link names. */
function eventsOf(file: string) {
  const lines = linesOf(file, (table) => table === 'event');
  const aside = new Map<number, Row>();
  let batch: Line[] = [];
  let next = 0;
  const pull = async (): Promise<Row | null> => {
    while (next === batch.length) {
      const { value, done } = await lines.next();
      if (done === true) return null;
      batch = value;
      next = 0;
    }
    return batch[next++]?.row ?? null;
  };
  return {
    /** The event of this number, or null when the file has none (left). */
    async take(id: number): Promise<Row | null> {
      const waiting = aside.get(id);
      if (waiting !== undefined) {
        aside.delete(id);
        return waiting;
      }
      for (let row = await pull(); row !== null; row = await pull()) {
        if (Number(row.id) === id) return row;
        aside.set(Number(row.id), row);
      }
      return null;
    },
    /** All that nobody asked for. */
    async *rest(): AsyncGenerator<Row[]> {
      yield [...aside.values()];
      for (let row = await pull(); row !== null; row = await pull()) yield [row];
    },
  };
}

/** Opens an export. Throws `DulyError` when there is none, or when it is none. */
export async function openLedgerFile(file: string): Promise<Ledger> {
  await access(file, constants.R_OK).catch((cause: NodeJS.ErrnoException) => {
    const code = cause.code === 'ENOENT' ? 'not_found' : 'invalid';
    const what = cause.code === 'ENOENT' ? 'does not exist' : `cannot be read (${cause.code})`;
    throw new DulyError(code, `The file ${file} ${what}.`, { field: 'file', cause });
  });
  await readHeader(file);
  let instanceId: unknown;
  for await (const lines of linesOf(file, (table) => table === 'instance')) instanceId = lines[0]?.row.id;
  if (typeof instanceId !== 'string')
    throw new DulyError('invalid', 'The export does not say from which instance it is.', { field: 'file' });
  let events = eventsOf(file);
  return {
    instanceId,
    async *links() {
      events = eventsOf(file);
      for await (const lines of linesOf(file, (table) => table === 'link')) {
        const links: StoredLink[] = [];
        for (const { row } of lines) {
          const eventId = Number(row.event_id);
          const event = await events.take(eventId);
          links.push({ seq: Number(row.seq), eventId, hash: String(row.hash), event });
        }
        yield links;
      }
    },
    unsealed: () => events.rest(),
    async *facts() {
      for await (const lines of linesOf(file, isFactTable))
        for (const { table, row } of lines) yield { table: table as FactTable, rows: [row] };
    },
  };
}
