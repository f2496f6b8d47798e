import type { onTestFinished } from 'vitest';
import type { Context } from '../../src/service/context.ts';
import { createWeb, type WebOptions } from '../../src/web/server.ts';
import { setup } from '../support/setup.ts';

/** Tests ask faster than anybody, while their clock stands still; those about the limits of reading set them. */
export const UNCOUNTED = { each: 1e9, all: 1e9, editor: 1e9 };

export const HERE = 'http://localhost:8470';

export interface Ask {
  /** Where the connection comes from; default this machine. */
  readonly peer?: string;
  readonly headers?: Record<string, string>;
  readonly base?: string;
  readonly httpVersion?: string;
}

/** The application on a fresh database, and ways to ask it like somebody at the machine itself. */
export async function openWeb(
  options: {
    web?: WebOptions;
    embedded?: boolean;
    baseUrl?: string;
    at?: string;
    /** For what a whole file shares. */
    finished?: typeof onTestFinished;
    /** Default: says nothing. */
    log?: Context['log'];
    mailer?: Context['mailer'];
  } = {},
) {
  const { at, finished, mailer } = options;
  const world = await setup({
    ...(at === undefined ? {} : { at }),
    ...(finished === undefined ? {} : { finished }),
    ...(mailer === undefined || mailer === null ? {} : { mailer }),
  });
  const ctx = {
    ...world.ctx,
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.embedded === undefined ? {} : { embedded: options.embedded }),
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
  };
  const app = createWeb(ctx, { reading: UNCOUNTED, ...options.web });
  const ask = (path: string, init: RequestInit = {}, from: Ask = {}) => {
    const base = from.base ?? HERE;
    const headers = {
      host: new URL(base).host,
      ...(init.headers as Record<string, string>),
      ...from.headers,
    };
    const { peer = '127.0.0.1', httpVersion = '1.1' } = from;
    const env = { incoming: { socket: { remoteAddress: peer }, httpVersion } };
    return Promise.resolve(app.request(base + path, { ...init, headers }, env));
  };
  /** Posts a form from a page of ours, unless `from` says otherwise. */
  const post = (
    path: string,
    form: Record<string, string> | [string, string][] = {},
    from: Ask = { headers: { 'sec-fetch-site': 'same-origin' } },
  ) => ask(path, { method: 'POST', body: new URLSearchParams(form) }, from);
  const text = async (path: string, from: Ask = {}) => (await ask(path, {}, from)).text();
  return { ...world, ctx, app, ask, post, text };
}
