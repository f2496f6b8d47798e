/** Input that comes as JSON, from a file or from stdin: bounded, and refused with what is wrong about it. */
import { open } from 'node:fs/promises';
import { DulyError } from '../domain/errors.ts';
import type { Io } from './command.ts';

/** Larger input is refused before it is read to its end. */
const MOST_BYTES = 10_000_000;

async function readBounded(chunks: AsyncIterable<Uint8Array | string>, from: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    size += bytes.byteLength;
    if (size > MOST_BYTES)
      throw new DulyError(
        'too_large',
        `${from} is larger than ${MOST_BYTES / 1_000_000} MB: split it into several.`,
      );
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function decoded(bytes: Buffer, from: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DulyError('invalid', `${from} is not UTF-8 text: convert it first.`, { cause });
  }
}

const nameOf = (file: string): string => (file === '-' ? 'The input on stdin' : `The file ${file}`);

/** What is in `file`, or on stdin when `file` is `-`. Throws `DulyError` `invalid`, `not_found` or `too_large`. */
export const readBytes = (file: string, io: Pick<Io, 'stdin'>): Promise<Buffer> =>
  file === '-' ? readBounded(io.stdin, nameOf(file)) : readFile(file, nameOf(file));

/** The same as text. */
export const readText = async (file: string, io: Pick<Io, 'stdin'>): Promise<string> =>
  decoded(await readBytes(file, io), nameOf(file));

/** The JSON in `file`, or on stdin when `file` is `-`. Throws `DulyError` `invalid`, `not_found` or `too_large`. */
export async function readJson(file: string, io: Pick<Io, 'stdin'>): Promise<unknown> {
  const from = nameOf(file);
  const text = await readText(file, io);
  if (text.trim() === '')
    throw new DulyError('invalid', `${from} is empty: give a JSON object, or an array of them.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DulyError('invalid', `${from} is not JSON: ${(cause as Error).message}.`, { cause });
  }
}

async function readFile(file: string, from: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    // The stream closes the handle when it ends, also when it is left early.
    return await readBounded(handle.createReadStream(), from);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new DulyError('not_found', `${from} does not exist.`, { cause: error });
    if (['EACCES', 'EPERM', 'EISDIR'].includes(code ?? ''))
      throw new DulyError('invalid', `${from} cannot be read (${code}).`, { cause: error });
    throw error;
  }
}
