/**
 * Where a path is measured: an own PostgreSQL in a temporary folder, started as Duly starts its own (every commit
 * waits for the disk), and databases on it that are filled once and copied for every round, so that each side of
 * a comparison begins with the same rows, the same indexes and the same statistics.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Context } from '../../src/service/context.ts';
import type { Query } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded/open.ts';
import { migrate } from '../../src/store/migrate.ts';

type Settings = Readonly<Record<string, string>>;

/** A database with a world opened on it. */
export interface Stand {
  readonly app: App;
  readonly url: string;
  /** Closes the world and drops the database. */
  close(): Promise<void>;
}

/** A filled database that nobody is connected to. `settings` are environment settings of a world on it. */
export interface Template {
  /** A world on a copy, with everything already on disk. */
  copy(settings?: Settings): Promise<Stand>;
  /** A world on the database itself, which is then used up. */
  open(settings?: Settings): Promise<Stand>;
}

export interface World {
  /**
   * Makes a migrated database, lets `fill` write into it and use cases go on from there, and leaves it vacuumed
   * and analysed.
   */
  prepare(fill: (query: Query) => Promise<void>, goOn?: (ctx: Context) => Promise<void>): Promise<Template>;
  close(): Promise<void>;
}

/** Runs `work` on one connection without any limit of time: a million rows take their while. */
async function within(url: string, work: (query: Query) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, ssl: false, options: '-c timezone=UTC' });
  await client.connect();
  try {
    await work(
      async <Row>(text: string, values: readonly unknown[] = []) =>
        (await client.query(text, [...values])).rows as Row[],
    );
  } finally {
    await client.end();
  }
}

function openOn(url: string, settings: Settings): Promise<App> {
  return openApp(
    readConfig({
      DATABASE_URL: url,
      DULY_SECRET: 'a secret that is only used while measuring',
      BASE_URL: 'https://duly.example.org',
      MAIL_FROM: 'Duly <duly@example.org>',
      LOG_LEVEL: 'silent',
      ...settings,
    }),
  );
}

/** Deletes a data folder, and the cluster where that had to be kept elsewhere (as root, for example). */
async function removeData(dataDir: string): Promise<void> {
  const note = await readFile(join(dataDir, 'postgres.location'), 'utf8').catch(() => '');
  const [home] = note.split('\n');
  if (home) await rm(home, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}

export async function openWorld(): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'duly-bench-'));
  const server = await openEmbedded({ dataDir, log: () => undefined });
  let made = 0;
  const command = (statement: string): Promise<void> =>
    within(server.url, async (query) => {
      await query(statement);
    });
  const create = async (template: string): Promise<{ name: string; url: string }> => {
    made += 1;
    const name = `bench_${made}`;
    await command(`create database ${name} template ${template}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return { name, url: url.href };
  };
  const standOn = async (
    { name, url }: { name: string; url: string },
    settings: Settings,
  ): Promise<Stand> => {
    await command('checkpoint');
    const app = await openOn(url, settings);
    return {
      app,
      url,
      close: async () => {
        await app.close();
        await command(`drop database ${name} with (force)`);
      },
    };
  };
  return {
    prepare: async (fill, goOn) => {
      const database = await create('template0');
      await migrate(database.url);
      await within(database.url, fill);
      if (goOn !== undefined) {
        const app = await openOn(database.url, {});
        await goOn(app.ctx).finally(() => app.close());
      }
      await within(database.url, async (query) => {
        await query('vacuum (analyze)');
      });
      return {
        copy: async (settings = {}) => standOn(await create(database.name), settings),
        open: (settings = {}) => standOn(database, settings),
      };
    },
    close: async () => {
      await server.close();
      await removeData(dataDir);
    },
  };
}
