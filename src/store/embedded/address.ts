import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, processIdentity } from './process.ts';

/** One file for each process that serves pages: two of them do not overwrite each other. */
const NOTE = /^service-(\d+)\.json$/;

interface Note {
  readonly url: string;
  /** Of the process that wrote it: its id may belong to another one after a crash. */
  readonly identity: string;
}

const noteOf = (dataDir: string, pid: number): string => path.join(dataDir, `service-${pid}.json`);

/**
 * Notes beside the data where this process serves pages, for the links that commands print. Returns what takes the
 * note back. Notes of processes that died without doing so are removed.
 */
export async function noteAddress(dataDir: string, url: string): Promise<() => Promise<void>> {
  await eachNote(dataDir, async (pid, lives) => {
    if (!lives) await rm(noteOf(dataDir, pid), { force: true });
  });
  const file = noteOf(dataDir, process.pid);
  const note: Note = { url, identity: await processIdentity(process.pid) };
  await writeFile(`${file}.new`, `${JSON.stringify(note)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return () => rm(file, { force: true });
}

/** Where pages of this data folder are served at this moment; undefined when nobody does. */
export async function servedAt(dataDir: string): Promise<string | undefined> {
  let url: string | undefined;
  await eachNote(dataDir, async (_, lives) => {
    url ??= lives?.url;
  });
  return url;
}

/** Goes through the notes; `lives` is undefined where the process has ended, or its id is another's now. */
async function eachNote(
  dataDir: string,
  take: (pid: number, lives: Note | undefined) => Promise<void>,
): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = Number(NOTE.exec(name)?.[1] ?? 0);
    if (pid > 0) await take(pid, await readNote(dataDir, pid));
  }
}

async function readNote(dataDir: string, pid: number): Promise<Note | undefined> {
  if (!isAlive(pid)) return undefined;
  try {
    const { url, identity } = JSON.parse(await readFile(noteOf(dataDir, pid), 'utf8')) as Note;
    return identity === (await processIdentity(pid)) && URL.canParse(url) ? { url, identity } : undefined;
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError;
    if (gone) return undefined; // taken back in this moment, or cut short by a crash of the machine
    throw error;
  }
}
