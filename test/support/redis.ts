import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Whether a `redis-server` can be started on this machine. */
export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;

/** What to put into the title of a suite that needs it. */
export const NEEDS_REDIS = '[needs redis-server: apt-get install redis-server]';

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface TestRedis {
  readonly url: string;
  flushAll(): Promise<void>;
  /** Holds no more than it has: every write is refused until `full(false)`. */
  full(isFull: boolean): Promise<void>;
  /** How many keys match. */
  count(pattern: string): Promise<number>;
  /** Stands still, connections open, until `thaw()`. */
  freeze(): void;
  thaw(): void;
  /** Dies at once, with all it held; `restart()` begins empty on the same port. */
  crash(): Promise<void>;
  restart(): void;
  stop(): Promise<void>;
}

/** Starts an own Redis that keeps nothing on disk, on a free port unless told otherwise; never the standard one. */
export async function startRedis(onPort?: number): Promise<TestRedis> {
  const port = onPort ?? (await freePort());
  const dir = await mkdtemp(join(tmpdir(), 'duly-redis-'));
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    dir,
  ];
  const start = () => spawn('redis-server', args, { stdio: 'ignore' });
  let server = start();
  const crash = async (): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await gone;
  };
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: 100 });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url,
    flushAll: async () => {
      await client.flushall();
    },
    full: async (isFull) => {
      await client.config('SET', 'maxmemory', isFull ? '1' : '0');
    },
    count: async (pattern) => (await client.keys(pattern)).length,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    crash,
    restart: () => {
      server = start();
    },
    stop: async () => {
      client.disconnect();
      await crash();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
