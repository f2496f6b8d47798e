/** A file or stdin as lines, one at a time, each of bounded length. */
import { open } from 'node:fs/promises';
import { DulyError } from '../domain/errors.ts';
import { boundedLines } from '../service/bounded-lines.ts';
import type { Io } from './command.ts';

/**
 * The lines without their ends; bytes that are no UTF-8 are refused, and so is a line of more than `longest`
 * characters. Throws `DulyError` `not_found`, `invalid` or `too_large`.
 */
export async function* linesIn(file: string, io: Pick<Io, 'stdin'>, longest: number): AsyncGenerator<string> {
  yield* boundedLines(chunksOf(file, io), longest);
}

async function* chunksOf(file: string, io: Pick<Io, 'stdin'>): AsyncGenerator<Uint8Array | string> {
  if (file === '-') {
    yield* io.stdin;
    return;
  }
  try {
    const handle = await open(file);
    yield* handle.createReadStream();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new DulyError('not_found', `The file ${file} does not exist.`, { cause: error, field: 'file' });
    if (['EACCES', 'EPERM', 'EISDIR'].includes(code ?? ''))
      throw new DulyError('invalid', `The file ${file} cannot be read (${code}).`, {
        cause: error,
        field: 'file',
      });
    throw error;
  }
}
