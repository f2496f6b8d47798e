/** Evidence that a command reads from the disk: a file as it is, and the text of a snapshot. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DulyError } from '../domain/errors.ts';
import { MOST_FILE_BYTES } from '../domain/file-kind.ts';
import { readText } from './body.ts';
import type { Call, Flag } from './command.ts';
import { fieldsOf } from './flags.ts';

/** Fields that `evidenceFlags` stand for, to leave out of those made from the schema. */
export const FROM_DISK = ['file', 'snapshot'];

export const evidenceFlags: readonly Flag[] = [
  {
    name: 'file',
    value: 'FILE',
    about: 'A file that shows it: pdf, png, jpeg, webp, gif, txt, csv or eml, at most 10 MB',
  },
  {
    name: 'snapshotFile',
    value: 'FILE',
    about: 'The text as it was read, kept with its SHA-256; - is stdin',
  },
];

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const handle = await open(path);
    // Not by its size: a device says 0 and never ends. The stream closes the handle.
    const parts: Buffer[] = [];
    for await (const part of handle.createReadStream({ end: MOST_FILE_BYTES })) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    if (bytes.length > MOST_FILE_BYTES)
      throw new DulyError('too_large', `The file ${path} is larger than 10 MB.`, { field: 'file' });
    return bytes;
  } catch (error) {
    if (error instanceof DulyError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new DulyError('not_found', `The file ${path} does not exist.`, { cause: error });
    throw new DulyError('invalid', `The file ${path} cannot be read (${code}).`, { cause: error });
  }
}

/** The fields of a call, with what its files hold in place of their names. */
export async function evidenceOf(call: Pick<Call, 'flags' | 'io'>): Promise<Record<string, unknown>> {
  const { file, snapshotFile, ...fields } = fieldsOf(call);
  return {
    ...fields,
    ...(typeof file === 'string' ? { file: { name: basename(file), bytes: await readBytes(file) } } : {}),
    ...(typeof snapshotFile === 'string' ? { snapshot: await readText(snapshotFile, call.io) } : {}),
  };
}
