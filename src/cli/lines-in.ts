/** A file or stdin as lines, one at a time, each of bounded length. */
import { open } from 'node:fs/promises';
import { DulyError } from '../domain/errors.ts';
import type { Io } from './command.ts';

/**
 * The lines without their ends; bytes that are no UTF-8 are refused, and so is a line of more than `longest`
 * characters. Throws `DulyError` `not_found`, `invalid` or `too_large`.
 */
export async function* linesIn(file: string, io: Pick<Io, 'stdin'>, longest: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw new DulyError('invalid', 'The input is not UTF-8 text.', { cause, field: 'file' });
    }
  };
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunksOf(file, io)) {
    const pieces = (typeof chunk === 'string' ? chunk : decode(chunk)).split('\n');
    for (const [index, piece] of pieces.entries()) {
      parts.push(piece);
      length += piece.length;
      if (length > longest) throw new DulyError('too_large', `A line is longer than ${longest} characters.`);
      if (index === pieces.length - 1) continue;
      yield parts.join('');
      parts = [];
      length = 0;
    }
  }
  const rest = parts.join('') + decode();
  if (rest !== '') yield rest;
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
