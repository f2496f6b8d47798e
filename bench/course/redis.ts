import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

const TRIES = 100;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts a Redis of its own that keeps nothing on disk; null where there is no `redis-server` to start. */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> } | null> {
  const [port, dir] = [await freePort(), await mkdtemp(join(tmpdir(), 'duly-bench-redis-'))];
  const options = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir };
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', words, { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve()); // there is no such program
  });
  const stop = async (): Promise<void> => {
    server.kill();
    await gone;
    await rm(dir, { recursive: true, force: true });
  };
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: TRIES });
  client.on('error', () => undefined); // it is still starting
  const answer = await Promise.race([client.ping().catch(() => null), gone.then(() => null)]);
  client.disconnect();
  if (answer !== null) return { url, stop };
  await stop();
  return null;
}
