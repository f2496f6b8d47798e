import { createHash } from 'node:crypto';
import { chown, mkdir, mkdtemp, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DulyError } from '../../domain/errors.ts';
import { type Binaries, reachableBinaries } from './binaries.ts';
import { asUser, canEnter, NAMESPACE, namespaceWorks, type RootMode, systemUser } from './privilege.ts';
import { OURSELVES, type RunAs } from './process.ts';

/** Where root keeps what another user has to reach. */
const SHARED_HOME = '/var/lib/duly';

/** Where a cluster lies and under whose rights it runs. */
export interface Place {
  /** The folder that holds the two below. */
  readonly home: string;
  readonly cluster: string;
  readonly serverLog: string;
  readonly runAs: RunAs;
  readonly binaries: Binaries;
}

/**
 * Makes the data folder if it is not there and returns its real path.
 *
 * @throws DulyError `config` when it cannot be made or its path would not survive pg_ctl.
 */
export async function openDataFolder(dataDir: string): Promise<string> {
  try {
    await makeFolder(dataDir);
    return refuseShellCharacters(await realpath(dataDir));
  } catch (cause) {
    if (cause instanceof DulyError) throw cause;
    throw notWritable(dataDir, cause);
  }
}

/**
 * Makes a folder and those above it. Node's own `recursive` goes round in circles for ever where a folder exists
 * but nothing can be made in it, such as /proc.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = path.dirname(folder);
    const parentIsThere = await stat(parent).then(
      () => true,
      () => false,
    );
    if (code !== 'ENOENT' || parentIsThere || parent === folder) throw error;
    await makeFolder(parent);
    await makeFolder(folder);
  }
}

/** The same fault wherever it shows: the data folder does not take what we write. */
export function notWritable(dataDir: string, cause: unknown): DulyError {
  const fault = (cause as NodeJS.ErrnoException).code ?? String(cause);
  const cure = ['ENOSPC', 'EDQUOT'].includes(fault)
    ? 'the disk is full, free some of it'
    : 'set DULY_DATA to a folder that this user may write, or DATABASE_URL to a PostgreSQL server';
  return new DulyError('config', `the data folder ${dataDir} cannot be used (${fault}): ${cure}`, { cause });
}

/**
 * Finds the cluster of a data folder, or decides where a new one goes. As root the owner of an existing
 * cluster decides how it runs; `rootMode` only forces the choice for a new one.
 *
 * @throws DulyError `config` when nobody can be found under whose rights it could run.
 */
export async function findPlace(input: {
  dataDir: string;
  binaries: Binaries;
  rootMode: RootMode | undefined;
  log: (line: string) => void;
}): Promise<Place> {
  const { dataDir, binaries, rootMode, log } = input;
  const noted = await readNote(dataDir);
  const home = noted ?? dataDir;
  const owner = (await ownerOf(path.join(home, 'postgres'))) ?? (noted && (await ownerOf(noted)));
  const uid = process.getuid?.();
  if (uid !== 0) {
    if (owner && uid !== undefined && owner.uid !== uid) throw wrongOwner(home, owner.uid, uid);
    return placeAt(home, OURSELVES, binaries);
  }
  if (owner && owner.uid !== 0) {
    const runAs = asUser(owner);
    if (!(await canEnter(runAs, home))) throw closedTo(runAs, home);
    return placeAt(home, runAs, await reachableBinaries({ binaries, runAs, sharedHome: SHARED_HOME, log }));
  }
  if (rootMode !== 'user' && (await namespaceWorks(binaries, home)))
    return placeAt(home, NAMESPACE, binaries);
  const user = await systemUser();
  if (owner) throw needsNamespace(home, user);
  if (rootMode === 'namespace') throw noNamespace();
  const reachable = (await canEnter(user, dataDir)) ? dataDir : await moveOut(dataDir, user, log);
  const programs = await reachableBinaries({ binaries, runAs: user, sharedHome: SHARED_HOME, log });
  return placeAt(reachable, user, programs);
}

function placeAt(home: string, runAs: RunAs, binaries: Binaries): Place {
  refuseShellCharacters(binaries.root);
  return {
    home,
    cluster: path.join(home, 'postgres'),
    serverLog: path.join(home, 'postgres.log'),
    runAs,
    binaries,
  };
}

const notePath = (dataDir: string): string => path.join(dataDir, 'postgres.location');

/** The first line of the note is the folder; the rest explains it to whoever finds the file. */
async function readNote(dataDir: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(notePath(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw notWritable(dataDir, error);
  }
  const home = text.split('\n')[0]?.trim() ?? '';
  if (path.isAbsolute(home) && (await ownerOf(home))) return home;
  const cure = `bring that folder back, or delete ${notePath(dataDir)} to begin with an empty database`;
  throw new DulyError('config', `the database of ${dataDir} was kept in "${home}", which is gone: ${cure}`);
}

async function moveOut(dataDir: string, user: RunAs, log: (line: string) => void): Promise<string> {
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  try {
    await mkdir(SHARED_HOME, { recursive: true, mode: 0o755 });
    // A new name each time: an older folder of the same path would have a password that nobody knows now.
    const home = await mkdtemp(path.join(SHARED_HOME, `${digest}-`));
    if (user.ids !== undefined) await chown(home, user.ids.uid, user.ids.gid);
    const why = `PostgreSQL does not run as root, and ${user.name} cannot enter ${dataDir}.`;
    await writeFile(notePath(dataDir), `${home}\n\nThe database of this folder is kept there:\n${why}\n`);
    log(`the database is kept in ${home}: ${why}`);
    return home;
  } catch (cause) {
    throw notWritable(SHARED_HOME, cause);
  }
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw notWritable(folder, error);
  }
}

/** pg_ctl hands its paths to a shell between double quotes. */
function refuseShellCharacters(folder: string): string {
  const bad = process.platform === 'win32' ? /["\n\r]/ : /["$`\\\n\r]/;
  if (!bad.test(folder)) return folder;
  throw new DulyError(
    'config',
    `the path ${JSON.stringify(folder)} has a quote, dollar, backtick, backslash or line break, which ` +
      'PostgreSQL does not take: use another folder',
  );
}

const wrongOwner = (home: string, owner: number, uid: number): DulyError =>
  new DulyError(
    'config',
    `the database in ${home} belongs to the user ${owner} and this is the user ${uid}: run as that user, or ` +
      `as root "chown -R ${uid} ${home}"`,
  );

const closedTo = (runAs: RunAs, home: string): DulyError =>
  new DulyError(
    'config',
    `the database in ${home} belongs to ${runAs.name}, who cannot enter that folder: let others pass ` +
      `("chmod o+x" on it and its parents)`,
  );

const needsNamespace = (home: string, user: RunAs): DulyError =>
  new DulyError(
    'config',
    `the database in ${home} belongs to root, PostgreSQL does not run as root, and user namespaces are not ` +
      `available here: stop Duly and "chown -R ${user.ids?.uid}:${user.ids?.gid} ${home}/postgres ` +
      `${home}/postgres.log", or run Duly as an ordinary user`,
  );

const noNamespace = (): DulyError =>
  new DulyError(
    'config',
    'user namespaces are not available here ("unshare --user" fails): leave DULY_EMBEDDED_ROOT unset or ' +
      'set it to "user"',
  );
