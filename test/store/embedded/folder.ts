import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import {
  type EmbeddedDatabase,
  type EmbeddedOptions,
  openEmbedded,
} from '../../../src/store/embedded/open.ts';
import { removeDataFolder } from '../../support/postgres.ts';

/** A data folder of its own that only this user can enter, and everything opened in it, closed at the end. */
export async function ownFolder(finished: typeof onTestFinished = onTestFinished) {
  const parent = await mkdtemp(path.join(tmpdir(), 'duly-embedded-'));
  const dataDir = path.join(parent, 'data');
  const opened: EmbeddedDatabase[] = [];
  const lines: string[] = [];
  finished(async () => {
    for (const database of opened) await database.close();
    await removeDataFolder(dataDir);
    await rm(parent, { recursive: true, force: true });
  });
  const open = async (options: Partial<EmbeddedOptions> = {}) => {
    const database = await openEmbedded({ dataDir, log: (line) => lines.push(line), ...options });
    opened.push(database);
    return database;
  };
  return { dataDir, lines, open };
}

/** The first field of the first row of the answer. */
export async function ask<T>(url: string, sql: string): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** The process id of the server of a cluster, as its pid file says. */
export async function serverPid(cluster: string): Promise<number> {
  return Number((await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}
