/**
 * An export as a ledger: NDJSON, one object a line, `{"table":"event","row":{...}}`. The file is read several times
 * instead of being kept. Events stand in it by id and links by their number, which is nearly the same order: an event
 * that comes before its link is laid aside until then.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import type { StoredLink } from '../domain/chain.ts';
import { DulyError } from '../domain/errors.ts';
import { type FactTable, isFactTable, isFactUnder, type Row } from '../domain/facts.ts';
import { boundedLines, LONGEST_LINE } from './bounded-lines.ts';
import type { Ledger } from './verify.ts';

const BATCH = 1_000;
/** A line may hold a file of 10 MB: a batch of such would not fit into memory. */
const BATCH_CHARACTERS = 4_000_000;
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

/** A row as it is compared: a file's bytes are hashed and told only where they are not what it is known by. */
function told({ table, row }: Line): Line {
  if (table !== 'stored_file' || typeof row.bytes !== 'string') return { table, row };
  const { bytes, ...rest } = row;
  const content = createHash('sha256')
    .update(Buffer.from(String(bytes).replace(/^\\x/, ''), 'hex'))
    .digest('hex');
  return { table, row: content === rest.sha256 ? rest : { ...rest, content } };
}

/** The rows of those tables for which `wanted` says yes, in batches. */
async function* linesOf(file: string, wanted: (table: string) => boolean): AsyncGenerator<Line[]> {
  const input = createReadStream(file, { highWaterMark: 1 << 18 });
  let number = 0;
  let batch: Line[] = [];
  let characters = 0;
  try {
    for await (const text of boundedLines(input, LONGEST_LINE)) {
      number += 1;
      const named = TABLE.exec(text)?.[1];
      if (text.trim() === '' || (named !== undefined && !wanted(named))) continue;
      const line = parseLine(text, number);
      if (typeof line.table !== 'string' || !wanted(line.table)) continue;
      if (typeof line.row !== 'object' || line.row === null)
        throw new DulyError('invalid', `Line ${number} of the export has no row.`, { field: 'file' });
      batch.push(told(line));
      characters += text.length;
      if (batch.length === BATCH || characters > BATCH_CHARACTERS) {
        yield batch;
        batch = [];
        characters = 0;
      }
    }
    if (batch.length > 0) yield batch;
  } finally {
    input.destroy();
  }
}

/** What the whole of a file says of itself. */
interface Frame {
  /** The last migration under which it was written; beyond all where a foreign writer does not say. */
  readonly schema: string;
  readonly instanceId: unknown;
  readonly damage: Ledger['damage'];
}

/** Reads the first line, the name of the instance, and whether the last line counts and hashes what is there. */
async function readFrame(file: string): Promise<Frame> {
  const input = createReadStream(file, { highWaterMark: 1 << 18 });
  const hash = createHash('sha256');
  let schema: string | null = null;
  let instanceId: unknown;
  let rows = -1;
  let end: Row | null = null;
  try {
    for await (const text of boundedLines(input, LONGEST_LINE)) {
      if (schema === null) {
        const { duly, version, schema: under } = parseLine(text, 1);
        if (duly !== 'export' || version !== 1) break;
        schema = typeof under === 'string' ? under : '\uffff';
      }
      // Whatever stands behind the last line makes it none.
      end = text.startsWith('{"end":true') ? parseLine(text, rows + 2) : null;
      if (end !== null) continue;
      const table = TABLE.exec(text)?.[1];
      if (table === 'instance') instanceId = parseLine(text, rows + 2).row?.id;
      hash.update(`${text}\n`);
      rows += 1;
    }
  } finally {
    input.destroy();
  }
  if (schema === null)
    throw new DulyError('invalid', `${file} is no export of Duly that this program can read.`, {
      field: 'file',
    });
  const whole = end !== null && end.rows === rows && end.sha256 === hash.digest('hex');
  return { schema, instanceId, damage: end === null ? 'cut off' : whole ? null : 'changed on its way' };
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
  const { schema, instanceId, damage } = await readFrame(file);
  if (typeof instanceId !== 'string')
    throw new DulyError('invalid', 'The export does not say from which instance it is.', { field: 'file' });
  let events = eventsOf(file);
  return {
    instanceId,
    damage,
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
      const wasFact = (table: string): boolean => isFactTable(table) && isFactUnder(table, schema);
      for await (const lines of linesOf(file, wasFact))
        for (const { table, row } of lines) yield { table: table as FactTable, rows: [row] };
    },
  };
}
