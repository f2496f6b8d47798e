/**
 * The queue engine: BullMQ on Redis when there is one, on PostgreSQL otherwise. Everything else in jobs/ is the
 * same for both. Queues carry wake-ups only, so nothing here can be lost that a tick would not find again.
 */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPostgresBackend,
  type PostgresConnectionOptions,
  type Processor,
  Queue,
  runMigrations,
  Worker,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { openQueuePool } from '../src/app.ts';
import { DulyError } from '../src/domain/errors.ts';

export interface EngineOptions {
  readonly databaseUrl: string;
  /** Unset: the queues run on PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly log: Logger;
}

/** The part of a queue that Duly uses, whatever is behind it. */
export type WorkQueue = Pick<Queue, 'add' | 'upsertJobScheduler' | 'getJobScheduler' | 'close' | 'name'>;
export type WorkWorker = Pick<Worker, 'close' | 'name'>;

export interface Engine {
  readonly kind: 'postgresql' | 'redis';
  /** Where the queues are, for people and to compare: processes that differ in it do not hear each other. */
  readonly place: string;
  queue(name: string): WorkQueue;
  worker(name: string, process: Processor, concurrency: number): WorkWorker;
  /** Closes the connections; queues and workers must be closed before. */
  close(): Promise<void>;
}

/** Two Dulys may share one Redis: each keeps to the names of its own database. */
function prefixFor(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `duly-${createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12)}`;
}

const BEGIN_AGAIN_MS = 1_000;
const SETTINGS = {
  ...{ lockDuration: 30_000, stalledInterval: 15_000, maxStalledCount: 1_000, drainDelay: 2 },
  /** How long a worker whose queue is away waits before it asks again. */
  runRetryDelay: BEGIN_AGAIN_MS,
};
const PER_MINUTE_MS = 60_000;

/** One log line a minute for a queue that is away, not one a retry. */
function quietly(log: Logger, what: string): (error: Error) => void {
  let silent = false;
  return (error) => {
    if (silent) return;
    silent = true;
    setTimeout(() => {
      silent = false;
    }, PER_MINUTE_MS).unref();
    log.warn(
      { error: error.message || String(error) },
      `${what} does not answer; work goes on from the database`,
    );
  };
}

/**
 * A queue that begins anew when its first command has failed, which BullMQ's own remembers for ever: Redis may come
 * up later than the service, and PostgreSQL may end just then.
 */
function reopening(name: string, open: () => Queue): WorkQueue {
  let current = open();
  const ready = async (): Promise<Queue> => {
    const queue = current;
    try {
      await queue.waitUntilReady();
    } catch (error) {
      if (queue === current) {
        current = open();
        await queue.close();
      }
      throw error;
    }
    return queue;
  };
  return {
    name,
    add: async (...job) => (await ready()).add(...job),
    upsertJobScheduler: async (...scheduler) => (await ready()).upsertJobScheduler(...scheduler),
    getJobScheduler: async (id) => (await ready()).getJobScheduler(id),
    close: () => current.close(),
  };
}

/**
 * A worker that takes jobs only once its first look at the database went well, and is made anew until then. BullMQ's
 * own remembers for ever that it failed, and asks on without taking breath, so that nothing else in the process runs.
 */
function beginning(name: string, open: () => Worker, complain: (error: Error) => void): WorkWorker {
  let current = open();
  const closing = new AbortController();
  const begin = async (): Promise<void> => {
    for (;;) {
      try {
        await current.waitUntilReady();
        break;
      } catch (error) {
        if (closing.signal.aborted) return;
        complain(error as Error);
        await current.close();
        // It rejects only when `close` cuts it short, which is asked next.
        await sleep(BEGIN_AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
        if (closing.signal.aborted) return;
        current = open();
      }
    }
    if (!closing.signal.aborted) await current.run();
  };
  const running = begin().catch(complain);
  return {
    name,
    close: async () => {
      closing.abort();
      await current.close();
      await running;
    },
  };
}

function redisEngine(options: EngineOptions & { redisUrl: string }): Engine {
  const prefix = prefixFor(options.databaseUrl);
  const { host, pathname } = new URL(options.redisUrl);
  const connections: Redis[] = [];
  const complain = quietly(options.log, 'Redis');
  const connect = (forWorker: boolean): Redis => {
    const redis = new Redis(options.redisUrl, {
      // A worker waits for Redis as long as it takes. A producer gives up soon: nobody waits for a bell. (Without
      // the offline queue BullMQ's first command fails before the connection stands, and it never recovers.)
      maxRetriesPerRequest: forWorker ? null : 1,
      connectTimeout: 5_000,
      ...(forWorker ? {} : { commandTimeout: 3_000 }),
      retryStrategy: (times) => Math.min(times * 200, 5_000),
    });
    redis.on('error', complain);
    connections.push(redis);
    return redis;
  };
  return {
    kind: 'redis',
    place: `Redis at ${host}${pathname === '/' ? '' : pathname}, as ${prefix}`,
    queue: (name) => {
      const connection = connect(false);
      return reopening(name, () => {
        const queue = new Queue(name, { connection, prefix, skipWaitingForReady: true });
        queue.on('error', complain);
        return queue;
      });
    },
    worker: (name, process, concurrency) => {
      const worker = new Worker(name, process, {
        connection: connect(true),
        prefix,
        concurrency,
        ...SETTINGS,
      });
      worker.on('error', complain);
      return worker;
    },
    close: async () => {
      for (const redis of connections) redis.disconnect();
    },
  };
}

async function postgresEngine(options: EngineOptions): Promise<Engine> {
  const complain = quietly(options.log, 'the queue');
  const pool = openQueuePool(options.databaseUrl, complain);
  const client = await pool.connect().catch(async (error: Error) => {
    await pool.end();
    throw new DulyError('unavailable', `The database does not answer: ${error.message}`, { cause: error });
  });
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  // BullMQ describes node-postgres in its own words, which differ in overloads only.
  const connection = pool as unknown as PostgresConnectionOptions;
  const onPostgres = withBackend(createPostgresBackend);
  return {
    kind: 'postgresql',
    place: 'PostgreSQL',
    queue: (name) =>
      reopening(name, () => {
        const queue = new onPostgres.Queue(name, { connection });
        queue.on('error', complain);
        return queue as unknown as Queue;
      }),
    worker: (name, process, concurrency) => {
      const how = { connection, concurrency, ...SETTINGS, autorun: false };
      const open = (): Worker => {
        const worker = new onPostgres.Worker(name, process, how);
        worker.on('error', complain);
        return worker as unknown as Worker;
      };
      return beginning(name, open, complain);
    },
    close: () => pool.end(),
  };
}

export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { redisUrl } = options;
  return redisUrl === undefined ? postgresEngine(options) : redisEngine({ ...options, redisUrl });
}

/** Looks whether the queue engine answers, and what is unwise about it; for `duly doctor`. */
export async function checkEngine(
  options: EngineOptions,
): Promise<{ engine: Engine['kind']; warnings: string[] }> {
  if (options.redisUrl === undefined) return { engine: 'postgresql', warnings: [] };
  const redis = new Redis(options.redisUrl, {
    lazyConnect: true,
    connectTimeout: 3_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as [string, string?];
    const warnings =
      policy === undefined || policy === 'noeviction'
        ? []
        : [`Redis evicts keys when it is full (maxmemory-policy ${policy}); set it to noeviction.`];
    return { engine: 'redis', warnings };
  } catch (error) {
    throw new DulyError(
      'unavailable',
      `Redis does not answer: ${(error as Error).message}. Check REDIS_URL.`,
      { cause: error },
    );
  } finally {
    redis.disconnect();
  }
}
