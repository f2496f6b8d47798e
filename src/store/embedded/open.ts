import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../clock.ts';
import { DulyError } from '../../domain/errors.ts';
import { findBinaries } from './binaries.ts';
import { CLUSTER_NAME, ensureCluster } from './cluster.ts';
import { withLock } from './lock.ts';
import { findPlace, notWritable, openDataFolder, type Place } from './place.ts';
import { lastPort } from './port.ts';
import { embeddedUrl, holdPresence, type Presence, withClient } from './presence.ts';
import type { RootMode } from './privilege.ts';
import { reviver } from './revive.ts';
import { runningServer, type Server, type Settings, startServer, stopServer } from './server.ts';
import { boundLog, keepLogBounded } from './server-log.ts';

export interface EmbeddedDatabase {
  /** `postgres://duly:<password>@127.0.0.1:<port>/duly`: a secret, never to be printed. */
  readonly url: string;
  /** Lets go of the server, and stops it when nobody else is connected to the database. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder for the cluster, its password and its log; made when missing. */
  readonly dataDir: string;
  /** Takes one line at a time about what happens, for people. */
  readonly log: (line: string) => void;
  /** The same for what goes wrong while it is open; default: `log`. */
  readonly warn?: (line: string) => void;
  /** How root runs a new cluster; by default what the machine allows. */
  readonly rootMode?: RootMode;
  /** Further PostgreSQL settings, for a server that this call starts. */
  readonly settings?: Settings;
}

const ANSWER_WITHIN_MS = 150_000;
const LEAVING_MS = 500;

/**
 * Opens the embedded PostgreSQL of a data folder.
 *
 * 1. Under a lock of the folder: make the cluster if there is none, and use the server that already runs on
 *    it (of another Duly, or left by one that was killed), else start one.
 * 2. Make the database if it is missing, and hold one connection that says "in use".
 * 3. While it is open: a server that ends is started again, on the same port.
 * 4. `close()`, under the same lock: the last one out stops the server.
 *
 * Two at once, in one process or several: the lock lets one in after the other, so the second finds the
 * first's server, and nobody stops a server that somebody has just found.
 *
 * @throws DulyError `config` or `unavailable`, with the fault and the cure.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries();
  const dataDir = await openDataFolder(options.dataDir);
  const { log, warn = log, rootMode, settings = {} } = options;
  const lock = path.join(dataDir, 'postgres.lock');
  return withFolderFaults(dataDir, () =>
    withLock(lock, async () => {
      const place = await findPlace({ dataDir, binaries, rootMode, log });
      const password = await ensureCluster(place, dataDir, log);
      await boundLog(place.serverLog);
      const server = (await findAnswering(place, password)) ?? (await start(place, options));
      await ensureDatabase(server, password);
      const url = embeddedUrl(server.port, password);
      const { port } = server;
      const revive = reviver({ place, lock, port, settings, warn });
      const presence = await holdPresence(url, revive);
      const stopBounding = keepLogBounded(place.serverLog, log);
      let closing: Promise<void> | undefined;
      const close = async () => {
        stopBounding();
        await presence.settle(); // before the lock: an attempt that is under way needs it too
        try {
          await withFolderFaults(dataDir, () => withLock(lock, () => leave(place, presence, log)));
        } finally {
          await presence.release(); // an open connection would keep this process alive
        }
      };
      return {
        url,
        close: () => {
          closing ??= close();
          return closing;
        },
      };
    }),
  );
}

async function start(place: Place, { log, settings = {} }: EmbeddedOptions): Promise<Server> {
  const server = await startServer(place, settings, { rather: await lastPort(place) });
  log(`PostgreSQL ${place.binaries.major} runs on port ${server.port}, data in ${place.cluster}`);
  return server;
}

/**
 * The server that runs on the cluster, once it answers; it may still be recovering, or be on its way out.
 *
 * @throws DulyError `config` when it does not know our password, `unavailable` when it stays mute.
 */
async function findAnswering(place: Place, password: string): Promise<Server | undefined> {
  const giveUpAt = monotonicMs() + ANSWER_WITHIN_MS;
  for (;;) {
    const server = await runningServer(place);
    if (server === undefined) return undefined;
    const silence = server.port > 0 ? await tryToAsk(server, place, password) : 'it has no port yet';
    if (silence === undefined) return server;
    if (monotonicMs() > giveUpAt) {
      throw new DulyError(
        'unavailable',
        `PostgreSQL runs in ${place.cluster} (process ${server.pid}) but does not answer: ${silence}; see ` +
          place.serverLog,
      );
    }
    await sleep(50);
  }
}

/** Says why the server does not answer yet, or not any more; undefined when it does. */
async function tryToAsk(server: Server, place: Place, password: string): Promise<string | undefined> {
  try {
    const url = embeddedUrl(server.port, password, 'postgres');
    const { rows } = await withClient(url, (client) =>
      client.query<{ folder: string }>(`select current_setting('data_directory') as folder`),
    );
    const folder = path.resolve(rows[0]?.folder ?? '');
    return folder === (await realpath(place.cluster)) ? undefined : `its port belongs to ${folder}`;
  } catch (cause) {
    if ((cause as { code?: string }).code !== '28P01') return (cause as Error).message;
    const cure = 'restore postgres.password from a backup of the data folder';
    throw new DulyError('config', `the database in ${place.cluster} has another password: ${cure}`, {
      cause,
    });
  }
}

/** The cluster is made first and its database after: a crash in between is mended here. */
async function ensureDatabase(server: Server, password: string): Promise<void> {
  await withClient(embeddedUrl(server.port, password, 'postgres'), async (client) => {
    const known = await client.query('select from pg_database where datname = $1', [CLUSTER_NAME]);
    if (known.rowCount === 0) await client.query(`create database ${CLUSTER_NAME}`);
  });
}

async function leave(place: Place, presence: Presence, log: (line: string) => void): Promise<void> {
  const alone = (await runningServer(place)) !== undefined && (await isAlone(presence, log));
  await presence.release();
  if (!alone) return;
  await stopServer(place);
  log('PostgreSQL has stopped');
}

/** Connections that were just closed linger for a moment; another opener does not go away by waiting. */
async function isAlone(presence: Presence, log: (line: string) => void): Promise<boolean> {
  const giveUpAt = monotonicMs() + LEAVING_MS;
  try {
    for (;;) {
      const { connections, openers } = await presence.company();
      if (connections === 0) return true;
      if (openers > 0 || monotonicMs() > giveUpAt) break;
      await sleep(20);
    }
    log('PostgreSQL keeps running: somebody else is connected to the database');
  } catch (error) {
    log(`PostgreSQL is left as it is, because it does not answer: ${(error as Error).message}`);
  }
  return false;
}

/** Node's own refusals about the folder become an error that says what to do; others pass. */
async function withFolderFaults<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (error instanceof DulyError) throw error;
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC', 'EDQUOT'].includes(code)) {
      throw notWritable(dataDir, error);
    }
    throw error;
  }
}
