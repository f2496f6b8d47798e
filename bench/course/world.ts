/**
 * Where a path is measured: an own PostgreSQL in a temporary folder, with the durable settings that Duly starts
 * its database with, and databases on it that are filled once and copied for every round, so that each side of
 * a comparison begins with the same rows, the same indexes and the same statistics.
 */
import pg from 'pg';
import { type App, openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Query } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createTestDatabase, startTestPostgres } from '../../test/support/postgres.ts';

// Both sides wait for the disk, as they would in service.
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** A database with a world opened on it. */
export interface Stand {
  readonly app: App;
  readonly url: string;
  /** Closes the world and drops the database. */
  close(): Promise<void>;
}

/** A filled database that nobody is connected to. */
export interface Template {
  /** A copy with a world on it, everything already on disk; `settings` are environment settings. */
  copy(settings?: Readonly<Record<string, string>>): Promise<Stand>;
}

export interface World {
  /** Makes a migrated database, lets `fill` write into it, and leaves it vacuumed and analysed. */
  prepare(fill: (query: Query) => Promise<void>): Promise<Template>;
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

export async function openWorld(): Promise<World> {
  const server = await startTestPostgres({ settings: DURABLE });
  return {
    prepare: async (fill) => {
      const { url } = await createTestDatabase(server.url);
      await migrate(url);
      await within(url, async (query) => {
        await fill(query);
        await query('vacuum (analyze)');
      });
      const template = new URL(url).pathname.slice(1);
      return {
        copy: async (settings = {}) => {
          const database = await createTestDatabase(server.url, { template });
          const config = readConfig({
            DATABASE_URL: database.url,
            DULY_SECRET: 'a secret that is only used while measuring',
            BASE_URL: 'https://duly.example.org',
            MAIL_FROM: 'Duly <duly@example.org>',
            LOG_LEVEL: 'silent',
            ...settings,
          });
          const app = await openApp(config);
          await app.ctx.db.query('checkpoint');
          return {
            app,
            url: database.url,
            close: async () => {
              await app.close();
              await database.drop();
            },
          };
        },
      };
    },
    close: () => server.stop(),
  };
}
