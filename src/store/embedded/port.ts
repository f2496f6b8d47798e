import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../../clock.ts';
import { DulyError } from '../../domain/errors.ts';
import type { Place } from './place.ts';

/** The children of a server that was killed may hold its port for a moment longer. */
const ORPHANS_LET_GO_MS = 1_000;

/** Where a server is to listen: on this port and no other, or on that one if it is free and else on any. */
export type Port = { readonly only: number } | { readonly rather: number | undefined };

/**
 * The port of the last server that came up on this cluster, as PostgreSQL itself has noted it beside the data.
 * Another Duly whose server was killed keeps to it; undefined before the first start.
 */
export async function lastPort(place: Place): Promise<number | undefined> {
  let options: string;
  try {
    options = await readFile(path.join(place.cluster, 'postmaster.opts'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const port = Number(/"-p" "(\d+)"/.exec(options)?.[1]);
  return port > 0 && port < 65_536 ? port : undefined;
}

/**
 * A port that is free at this moment; somebody may still take it before the server does.
 *
 * @throws DulyError `unavailable` when the only one that will do is taken.
 */
export async function choosePort(wanted: Port): Promise<number> {
  if ('rather' in wanted) return freePort(wanted.rather ?? 0).catch(() => freePort(0));
  const giveUpAt = monotonicMs() + ORPHANS_LET_GO_MS;
  for (;;) {
    try {
      return await freePort(wanted.only);
    } catch (cause) {
      if (monotonicMs() > giveUpAt) throw portTaken(wanted.only, cause);
      await sleep(50);
    }
  }
}

/** A port of 127.0.0.1 that is free now: `port`, or any if that is 0. Throws Node's error when it is taken. */
function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      const free = typeof address === 'object' && address !== null ? address.port : port;
      probe.close(() => resolve(free));
    });
  });
}

const portTaken = (port: number, cause: unknown): DulyError =>
  new DulyError(
    'unavailable',
    `port ${port}, where this Duly expects its PostgreSQL, cannot be had ` +
      `(${(cause as NodeJS.ErrnoException).code}): end the program that has taken it, or restart this Duly, ` +
      'which then takes another port',
    { cause },
  );
