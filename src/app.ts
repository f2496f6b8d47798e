/**
 * The composition root: the only place that builds the world. Everything that is opened here is closed by
 * `close()`, in reverse order, also when opening stops half-way.
 */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { openMailer } from './mail/mailer.ts';
import type { Context } from './service/context.ts';
import { openDatabase } from './store/database.ts';
import { noteAddress, servedAt } from './store/embedded/address.ts';
import { openEmbedded } from './store/embedded/open.ts';
import { migrate, schemaRefusal, schemaState } from './store/migrate.ts';
import { openQueuePool as queuePool } from './store/queue-pool.ts';
import { openPoster } from './webhook/request.ts';

export interface App {
  readonly ctx: Context;
  readonly config: Config;
  /** The database in use, with its password: for the queues, never for printing. */
  readonly databaseUrl: string;
  /** Names of the migrations that opening has applied. */
  readonly migrated: readonly string[];
  /** Why links begin as they do: BASE_URL, a service that runs on the same data, or neither is known. */
  readonly linksFrom: 'setting' | 'service' | 'default';
  /** Tells other processes on the same data folder, until `close()`, that pages are served at `url`. */
  noteAddress(url: string): Promise<void>;
  close(): Promise<void>;
}

export interface AppOptions {
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Rings for the workers; default: nobody listens, the next tick finds the work. */
  readonly wake?: Context['wake'];
  /** Whether to bring the schema up to date; default: for the embedded database only. */
  readonly migrate?: boolean;
  /** Connections to the database at most; default 10. */
  readonly poolSize?: number;
  /** Where log lines go; default stderr. */
  readonly log?: Logger;
}

/** JSON lines on stderr (or where `stream` leads), so that stdout stays for answers. */
export const openLog = (level: Config['logLevel'], stream?: { write(line: string): unknown }): Logger =>
  pino(
    { level, base: null, redact: ['*.secret', '*.password', '*.token'] },
    stream === undefined
      ? pino.destination({ dest: 2, sync: true })
      : { write: (line) => void stream.write(line) },
  );

/** The database connections that the queues may use when they run on PostgreSQL; jobs/ knows no SQL of its own. */
export const openQueuePool = (databaseUrl: string, onError: (error: Error) => void) =>
  queuePool(databaseUrl, onError);

/** The instance's secret: the configured one, or for the embedded default one that is made once and kept. */
async function secretOf(config: Config): Promise<string> {
  if (config.secret !== undefined) return config.secret;
  const file = join(config.dataDir, 'secret');
  // Two first starts at once: only one may write, both read what was written.
  await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 }).catch(
    (error) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    },
  );
  return (await readFile(file, 'utf8')).trim();
}

/**
 * Opens everything a use case needs. Throws `DulyError('config')` for a wrong configuration or schema and
 * `DulyError('unavailable')` when the database is away.
 */
export async function openApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? openLog(config.logLevel);
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const shut of opened.splice(0).reverse()) await shut();
  };
  try {
    let databaseUrl = config.databaseUrl;
    if (databaseUrl === undefined) {
      const rootMode = config.embeddedRoot;
      const embedded = await openEmbedded({
        dataDir: config.dataDir,
        log: (line) => log.info({ embedded: true }, line),
        warn: (line) => log.warn({ embedded: true }, line),
        ...(rootMode === undefined ? {} : { rootMode }),
      });
      opened.push(() => embedded.close());
      databaseUrl = embedded.url;
    }
    const embedded = config.databaseUrl === undefined;
    const served = embedded && config.baseUrl === undefined ? await servedAt(config.dataDir) : undefined;
    const secret = await secretOf(config);
    const db = openDatabase(databaseUrl, {
      poolSize: options.poolSize ?? 10,
      ...(embedded ? { ssl: false as const } : {}),
      onError: (error) => log.warn({ error: error.message }, 'a database connection was lost'),
    });
    opened.push(() => db.close());
    let migrated: string[] = [];
    if (options.migrate ?? embedded) {
      migrated = await migrate(databaseUrl);
      if (migrated.length > 0) log.info({ migrated }, 'database migrated');
    } else {
      const state = await schemaState(db.query);
      if (state !== 'current') throw schemaRefusal(state);
    }
    const mailer =
      config.smtpUrl === undefined
        ? null
        : openMailer({ smtpUrl: config.smtpUrl, mailFrom: config.mailFrom, connections: 10, log });
    if (mailer !== null) opened.push(() => mailer.close());
    const ctx: Context = {
      db,
      clock: options.clock ?? systemClock,
      log,
      mailer,
      poster: openPoster({ privateNetworks: config.allowPrivateNetworks }),
      mailFrom: config.mailFrom,
      bounceAddress: config.bounceAddress,
      hookSecret: config.hookSecret,
      mailPerSecond: config.mailPerSecond,
      baseUrl: config.baseUrl ?? served ?? `http://localhost:${config.port}`,
      secret,
      embedded,
      secondPerson: config.secondPerson,
      workerName: `${hostname()}:${process.pid}`,
      wake: options.wake ?? (() => undefined),
    };
    return {
      ...{ ctx, config, databaseUrl, migrated, close },
      linksFrom: config.baseUrl !== undefined ? 'setting' : served !== undefined ? 'service' : 'default',
      noteAddress: async (url) => {
        if (embedded) opened.push(await noteAddress(config.dataDir, url));
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
