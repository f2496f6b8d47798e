/**
 * Where a path is measured: an own PostgreSQL in a temporary folder, with the durable settings that Duly starts
 * its database with, and databases on it that are filled once and copied for every round, so that each side of
 * a comparison begins with the same rows, the same indexes and the same statistics.
 */
import pg from 'pg';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Context } from '../../src/service/context.ts';
import type { Query } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createTestDatabase, startTestPostgres, type TestDatabase } from '../../test/support/postgres.ts';

// Both sides wait for the disk, as they would in service.
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

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

async function standOn(database: TestDatabase, settings: Settings): Promise<Stand> {
  await within(database.url, async (query) => {
    await query('checkpoint');
  });
  const app = await openOn(database.url, settings);
  return {
    app,
    url: database.url,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

export async function openWorld(): Promise<World> {
  const server = await startTestPostgres({ settings: DURABLE });
  return {
    prepare: async (fill, goOn) => {
      const database = await createTestDatabase(server.url);
      await migrate(database.url);
      await within(database.url, fill);
      if (goOn !== undefined) {
        const app = await openOn(database.url, {});
        await goOn(app.ctx).finally(() => app.close());
      }
      await within(database.url, async (query) => {
        await query('vacuum (analyze)');
      });
      const template = new URL(database.url).pathname.slice(1);
      return {
        copy: async (settings = {}) => standOn(await createTestDatabase(server.url, { template }), settings),
        open: (settings = {}) => standOn(database, settings),
      };
    },
    close: () => server.stop(),
  };
}
