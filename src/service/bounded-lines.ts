/** A stream as lines, in bounded memory whatever comes: nobody knows who has written a file. */
import { DulyError } from '../domain/errors.ts';

/** Characters of the longest line of an export: it may hold a file of 10 MB in hexadecimal. */
export const LONGEST_LINE = 24_000_000;

/**
 * The lines without their ends, one at a time; the last one needs no end. Bytes that are no UTF-8 are refused, a
 * compressed file therefore too, and so is a line of more than `longest` characters as soon as it gets there. Throws
 * `DulyError` `invalid` or `too_large`.
 */
export async function* boundedLines(
  chunks: AsyncIterable<Uint8Array | string>,
  longest: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw new DulyError('invalid', 'The input is not UTF-8 text. A compressed file is unpacked first.', {
        cause,
        field: 'file',
      });
    }
  };
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const pieces = (typeof chunk === 'string' ? chunk : decode(chunk)).split('\n');
    for (const [index, piece] of pieces.entries()) {
      parts.push(piece);
      length += piece.length;
      if (length > longest)
        throw new DulyError('too_large', `A line is longer than ${longest} characters.`, { field: 'file' });
      if (index === pieces.length - 1) continue;
      yield parts.join('');
      parts = [];
      length = 0;
    }
  }
  const rest = parts.join('') + decode();
  if (rest !== '') yield rest;
}
