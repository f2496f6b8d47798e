/** Input that comes as JSON, from a file or from stdin: bounded, and refused with what is wrong about it. */
import { open } from 'node:fs/promises';
import { DulyError } from '../domain/errors.ts';
import type { Io } from './command.ts';

/** Larger input is refused before it is read to its end. */
const MOST_BYTES = 10_000_000;

async function readBounded(chunks: AsyncIterable<Uint8Array | string>, from: string): Promise<string> {
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
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch (cause) {
    throw new DulyError('invalid', `${from} is not UTF-8 text: convert it first.`, { cause });
  }
}

const nameOf = (file: string): string => (file === '-' ? 'The input on stdin' : `The file ${file}`);

/** The text in `file`, or on stdin when `file` is `-`. Throws `DulyError` `invalid`, `not_found` or `too_large`. */
export const readText = (file: string, io: Pick<Io, 'stdin'>): Promise<string> =>
  file === '-' ? readBounded(io.stdin, nameOf(file)) : readFile(file, nameOf(file));

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

async function readFile(file: string, from: string): Promise<string> {
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
