/**
 * Lines from a stream and to one, for commands that answer line by line: each line as soon as it is whole, in bounded
 * memory whatever comes, and no faster than whoever reads the answers.
 */
import { isUtf8 } from 'node:buffer';
import type { Out } from './command.ts';

/** A longer line is dropped as it comes, and only its fault is kept. */
const MOST_BYTES = 1_000_000;
const NEW_LINE = 10;

/** One line without its end, or what makes it none. */
export type Line = { readonly text: string } | { readonly fault: string };

/** The lines of a stream, those of one chunk at a time. The last one needs no end. */
export async function* readLines(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line[]> {
  let kept: Uint8Array[] = [];
  let size = 0;
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size > MOST_BYTES) kept = [];
    else if (part.length > 0) kept.push(part);
  };
  const finish = (part: Uint8Array): Line => {
    keep(part);
    const line = size > MOST_BYTES ? TOO_LONG : decode(kept);
    kept = [];
    size = 0;
    return line;
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEW_LINE); end !== -1; end = bytes.indexOf(NEW_LINE, start)) {
      lines.push(finish(bytes.subarray(start, end)));
      start = end + 1;
    }
    keep(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (size > 0) yield [finish(new Uint8Array())];
}

const TOO_LONG: Line = { fault: `the line is longer than ${MOST_BYTES / 1_000_000} MB` };

function decode(parts: readonly Uint8Array[]): Line {
  const bytes = parts.length === 1 && parts[0] !== undefined ? Buffer.from(parts[0]) : Buffer.concat(parts);
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { fault: 'the line is not UTF-8 text' };
}

/** Writes `text` and waits while the reader is behind; the error when it cannot be written (no reader, no space). */
export function writeAndWait(out: Out, text: string): Promise<Error | null> {
  return new Promise((resolve) => {
    const goOn = out.write(text, (error) => resolve(error ?? null));
    if (goOn !== false) resolve(null);
  });
}
