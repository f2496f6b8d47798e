import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DulyError } from '../../domain/errors.ts';
import type { Place } from './place.ts';
import { run } from './process.ts';

/** The superuser and the database of every embedded cluster. */
export const CLUSTER_NAME = 'duly';

// A new cluster takes 40 MB, its write-ahead log grows beside it.
const ROOM_MB = 200;

/**
 * Makes the cluster if there is none, and returns the password of its superuser.
 *
 * The password is written before the cluster and the cluster is built under another name, so that a crash at
 * any point leaves either nothing or a cluster that opens.
 *
 * @throws DulyError `config` when the disk is full, the cluster is of another major version or its password
 * is lost.
 */
export async function ensureCluster(
  place: Place,
  dataDir: string,
  log: (line: string) => void,
): Promise<string> {
  const passwordFile = path.join(dataDir, 'postgres.password');
  const password = await readIfThere(passwordFile);
  const version = await readIfThere(path.join(place.cluster, 'PG_VERSION'));
  if (version === undefined) {
    const fresh = password ?? (await writePassword(passwordFile));
    await createCluster(place, fresh, log);
    return fresh;
  }
  if (version !== place.binaries.major) throw otherMajor(place, version);
  if (password !== undefined) return password;
  throw new DulyError(
    'config',
    `the password of the embedded database is missing: restore ${passwordFile} from a backup, or move ` +
      `${place.cluster} away to begin with an empty database`,
  );
}

async function createCluster(place: Place, password: string, log: (line: string) => void): Promise<void> {
  const disk = await statfs(place.home);
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 1_000_000);
  if (freeMb < ROOM_MB) throw diskFull(place, `${freeMb} MB are free, ${ROOM_MB} MB are needed`);
  log(`making a new database in ${place.cluster}`);
  const draft = `${place.cluster}.new`;
  const passwordCopy = `${place.cluster}.initial`;
  try {
    await rm(draft, { recursive: true, force: true }); // left by a start that was killed; we hold the lock
    await rm(passwordCopy, { force: true });
    await writeFile(passwordCopy, password, { mode: 0o600, flag: 'wx' });
    await giveTo(place, passwordCopy);
    await initdb(place, draft, passwordCopy, log);
    await rename(draft, place.cluster);
  } finally {
    await rm(passwordCopy, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Text is compared and folded by PostgreSQL itself, alike on every machine (builtin C.UTF-8). The machine's
 * own C.UTF-8 only tells letters from punctuation in full-text search; where it has none, C has to do.
 */
async function initdb(
  place: Place,
  folder: string,
  passwordFile: string,
  log: (line: string) => void,
): Promise<void> {
  for (const letters of ['C.UTF-8', 'C']) {
    await mkdir(folder, { mode: 0o700 });
    await giveTo(place, folder);
    const { code, output } = await run(place.runAs, place.binaries.initdb, [
      ...['-D', folder, '-U', CLUSTER_NAME, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--locale=C', `--lc-ctype=${letters}`, '--set', 'timezone=UTC', '--no-instructions'],
    ]);
    if (code === 0) return;
    await rm(folder, { recursive: true, force: true });
    if (letters === 'C' || !/invalid locale name/i.test(output)) throw initFault(place, code, output);
    log('this machine has no locale C.UTF-8: full-text search will know fewer kinds of punctuation');
  }
}

/** Makes the user who runs PostgreSQL the owner of `file`, where that is not the user who made it. */
export async function giveTo(place: Place, file: string): Promise<void> {
  const { ids } = place.runAs;
  if (ids !== undefined) await chown(file, ids.uid, ids.gid);
}

/** The fault of a full disk, found beforehand or in the words of PostgreSQL. */
export function diskFull(place: Place, detail: string): DulyError {
  return new DulyError(
    'config',
    `no disk space for the embedded database in ${place.home} (${detail}): free some, or set DULY_DATA to a ` +
      'folder on another disk',
  );
}

async function writePassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const draft = `${file}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await rename(draft, file);
  return password;
}

/** The trimmed text of a small file; undefined when it is not there or empty. */
async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const fault = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new DulyError('config', `${file} cannot be read (${fault}): run as the user who owns it`, {
      cause,
    });
  }
}

function initFault(place: Place, code: number, output: string): DulyError {
  if (code === 126 || code === 127) {
    const cure = 'it needs glibc, which Alpine Linux lacks; set DATABASE_URL to a PostgreSQL 14 or newer';
    return new DulyError(
      'config',
      `the embedded PostgreSQL does not run on this machine (${output}): ${cure}`,
    );
  }
  if (/No space left|Disk quota/i.test(output))
    return diskFull(place, 'it ran full while the database was made');
  const tail = output.slice(-1500);
  return new DulyError('config', `a new database cannot be made in ${place.cluster}; initdb says:\n${tail}`);
}

const otherMajor = (place: Place, version: string): DulyError =>
  new DulyError(
    'config',
    `the database in ${place.cluster} was made by PostgreSQL ${version} and this Duly carries PostgreSQL ` +
      `${place.binaries.major}: export it with the Duly that made it and import it into an empty DULY_DATA, or ` +
      'set DATABASE_URL to a server that holds it',
  );
