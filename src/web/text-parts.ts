/**
 * The text of a form that brings a file, read as it comes: the bytes of files are dropped on the way, so that a large form
 * from somebody who is not signed in takes no more room than what was typed. RFC 7578, as browsers write it.
 */
import { DulyError } from '../domain/errors.ts';

const HEAD_BYTES = 16_384;

export interface TextParts {
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Names of the files that were chosen. */
  readonly files: readonly string[];
}

interface Bounds {
  /** Bytes of text that are kept at most, names of fields and files included. */
  readonly text: number;
  /** Parts that are read at most. */
  readonly parts: number;
  /** Bytes that are read at most. */
  readonly all: number;
}

const tooLarge = (): DulyError =>
  new DulyError('too_large', 'This is more than a form may hold. Nothing was saved.');

/** Takes from `body` piece by piece. */
function openPieces(body: ReadableStream<Uint8Array>, all: number) {
  const reader = body.getReader();
  // The first boundary has no line before it; all others have.
  let held = Buffer.from('\r\n');
  let read = 0;
  const more = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    if (done) return false;
    read += value.length;
    if (read > all) throw tooLarge();
    held = Buffer.concat([held, value]);
    return true;
  };
  return {
    /** What stands before `mark`, which is taken too; nothing of it is kept when `most` is 0. Null at the end. */
    async until(mark: string, most: number): Promise<string | null> {
      const pieces: Buffer[] = [];
      let size = 0;
      for (;;) {
        const at = held.indexOf(mark);
        // A mark may have begun at the end of what is there.
        const end = at === -1 ? Math.max(0, held.length - Buffer.byteLength(mark) + 1) : at;
        if (most > 0) {
          size += end;
          if (size > most) throw tooLarge();
          pieces.push(held.subarray(0, end));
        }
        held = held.subarray(at === -1 ? end : at + Buffer.byteLength(mark));
        if (at !== -1) return Buffer.concat(pieces).toString('utf8');
        if (!(await more())) return null;
      }
    },
    /** Whether the boundary was the last one. */
    async ends(): Promise<boolean> {
      while (held.length < 2) if (!(await more())) return true;
      return held.subarray(0, 2).toString('latin1') === '--';
    },
  };
}

/** What stands in the quotes of a header, as browsers escape it. */
const quoted = (head: string, key: 'name' | 'filename'): string | undefined =>
  new RegExp(`^content-disposition:[^\\r\\n]*?; *${key}="([^"\\r\\n]*)"`, 'im')
    .exec(head)?.[1]
    ?.replaceAll('%22', '"');

/**
 * Reads what was typed into a form of the content type `type`; a form that is cut short gives what came of it. Throws
 * `DulyError('too_large')` beyond `bounds`.
 */
export async function readTextParts(
  body: ReadableStream<Uint8Array>,
  type: string,
  bounds: Bounds,
): Promise<TextParts> {
  const [, inQuotes, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = inQuotes ?? bare;
  const fields: [string, string][] = [];
  const files: string[] = [];
  if (boundary === undefined) return { fields, files };
  const pieces = openPieces(body, bounds.all);
  const mark = `\r\n--${boundary}`;
  let room = bounds.text;
  let parts = 0;
  let found = await pieces.until(mark, 0);
  while (found !== null && !(await pieces.ends())) {
    const head = await pieces.until('\r\n\r\n', HEAD_BYTES);
    if (head === null) break;
    parts += 1;
    const [name, file] = [quoted(head, 'name'), quoted(head, 'filename')];
    room -= Buffer.byteLength(`${name ?? ''}${file ?? ''}`);
    if (parts > bounds.parts || room < 0) throw tooLarge();
    found = await pieces.until(mark, file === undefined ? room + 1 : 0);
    if (file !== undefined && file !== '') files.push(file);
    if (file !== undefined || found === null) continue;
    room -= Buffer.byteLength(found);
    if (room < 0) throw tooLarge();
    if (name !== undefined) fields.push([name, found]);
  }
  return { fields, files };
}
