/** Takes a port and serves on it, with an end to every wait, and closes without cutting anybody off. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { DulyError } from '../domain/errors.ts';

/** Who sends this slowly has no request to make; both are far above what a phone on a bad line needs. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
const IDLE_MS = 5_000;
/** How long a request in flight may take once closing has begun. */
const DRAIN_MS = 8_000;

/** Anything with a `fetch`, such as what `createWeb` returns. Methods, so that any kind of bindings fits. */
export interface Fetching {
  fetch(request: Request, bindings?: unknown): Response | Promise<Response>;
}

export interface Listening {
  /** With the real port, also when any free one (0) was asked for. */
  readonly url: string;
  /** Takes no new requests, lets those in flight finish, and cuts off what is left after a bounded time. */
  close(): Promise<void>;
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  const place = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new DulyError(
        'config',
        `Port ${port} on ${host} is taken, perhaps by a Duly that is already running. Stop it, or set PORT to another port (0 takes any free one).`,
        { cause: error },
      );
    case 'EACCES':
      return new DulyError(
        'config',
        `This user may not listen on ${place}. Set PORT to a number above 1023, such as 8470.`,
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new DulyError(
        'config',
        `${host} is no address of this machine. Set HOST to one it has, such as 127.0.0.1 or 0.0.0.0.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/** The address for people: an address that means "all of them" is no place to go to. */
function urlOf(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

/**
 * Serves `app` until `close()`. `requestMs`: how long a whole request may take to come in. Throws
 * `DulyError('config')`, with the cure, when the port cannot be had.
 */
export async function listen(
  app: Fetching,
  at: { host: string; port: number; requestMs?: number },
): Promise<Listening> {
  const { host, port, requestMs = REQUEST_MS } = at;
  const server = createAdaptorServer({
    fetch: (request, bindings) => app.fetch(request, bindings),
    serverOptions: {
      headersTimeout: Math.min(HEADERS_MS, requestMs),
      requestTimeout: requestMs,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: 1_000,
    },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
  let closed: Promise<void> | undefined;
  return {
    url: urlOf(host, (server.address() as AddressInfo).port),
    close: () => {
      closed ??= new Promise((resolve, reject) => {
        const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
        server.close((error) => {
          clearTimeout(cut);
          if (error === undefined) resolve();
          else reject(error);
        });
        server.closeIdleConnections();
      });
      return closed;
    },
  };
}
