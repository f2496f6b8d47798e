import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { findBinaries } from '../../src/store/embedded/binaries.ts';
import { withLock } from '../../src/store/embedded/lock.ts';
import { openEmbedded } from '../../src/store/embedded/open.ts';
import { findPlace } from '../../src/store/embedded/place.ts';
import { run } from '../../src/store/embedded/process.ts';
import type { Settings } from '../../src/store/embedded/server.ts';

export interface TestPostgres {
  /** Connection string of the administrator's database; tests work in databases made from it. */
  readonly url: string;
  /** Crashes the server and starts it again on the same port; resolves when it answers. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

// Nothing here outlives the run, so nothing waits for the disk.
const FAST: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Starts one server for a whole test run, in a temporary folder, on a port of its own. */
export async function startTestPostgres(options: { settings?: Settings } = {}): Promise<TestPostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'duly-test-'));
  const settings = { ...FAST, ...options.settings };
  try {
    const embedded = await openEmbedded({ dataDir, settings, log: () => {} });
    return {
      url: embedded.url,
      crash: () => crashAndStart(dataDir),
      stop: async () => {
        await embedded.close();
        await removeDataFolder(dataDir);
      },
    };
  } catch (error) {
    await removeDataFolder(dataDir);
    throw error;
  }
}

/**
 * Makes a database with a new name for one test, empty or as a copy of `template` (to which nobody may be
 * connected). `drop()` throws out whoever is still connected.
 */
export async function createTestDatabase(
  adminUrl: string,
  options: { template?: string } = {},
): Promise<TestDatabase> {
  const url = new URL(adminUrl);
  // The machine may have a server of its own; tests have no business there.
  if (url.hostname !== '127.0.0.1' || ['', '5432'].includes(url.port)) {
    throw new Error(`tests only work on their own server, not on ${url.host}`);
  }
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = options.template ?? 'template0';
  await withAdmin(adminUrl, `create database ${name} template ${pg.escapeIdentifier(template)}`);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => withAdmin(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

/**
 * `restart` keeps the port and the settings of the start before. Under the folder's lock, so that nobody who has it
 * open starts the server in between.
 */
async function crashAndStart(dataDir: string): Promise<void> {
  const place = await findPlace({
    dataDir,
    binaries: await findBinaries(),
    rootMode: undefined,
    log: () => {},
  });
  const { code, output } = await withLock(path.join(dataDir, 'postgres.lock'), () =>
    run(place.runAs, place.binaries.pgCtl, [
      ...['restart', '-w', '-s', '-m', 'immediate', '-D', place.cluster, '-l', place.serverLog],
    ]),
  );
  if (code !== 0) throw new Error(`the test server did not come back: ${output}`);
}

/** Deletes the folder of a server that has stopped, and the cluster if that had to be kept elsewhere. */
export async function removeDataFolder(dataDir: string): Promise<void> {
  const note = await readFile(path.join(dataDir, 'postgres.location'), 'utf8').catch(ignoreMissing);
  const home = note?.split('\n')[0];
  if (home !== undefined) await rm(home, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}

async function withAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({
    connectionString: adminUrl,
    ssl: false,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  });
  client.on('error', () => {}); // the query that was running reports it
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
