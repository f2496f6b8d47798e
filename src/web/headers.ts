/** What every answer says about itself: nothing foreign runs in it, nobody frames it, tokens stay where they are. */
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { WebEnv } from './env.ts';
import { readerLanguage, rememberLanguage } from './reader-language.ts';

/** No script at all; one stylesheet, one icon, and forms that go nowhere else. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For the pages with the one script there is: a file of ours, which asks nobody but us. */
export const SCRIPTED_POLICY = `${POLICY}; script-src 'self'; connect-src 'self'`;

/** The same address shows another language to another reader. */
export const VARY = 'Accept-Language, Cookie';

/** Paths that carry a secret, or show messages that do. */
const SECRET = /^\/(confirm|manage|unsubscribe|calendar|outbox|sign-in|account|people|subscribers)(\/|$)/;

/** Sets the headers of every answer, errors included; a handler may have been stricter already. */
export const headers =
  (baseUrl: string): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    c.set('requestId', randomUUID());
    c.set('viewer', null);
    c.set('machine', false);
    c.set('language', readerLanguage(c));
    await next();
    const { headers } = c.res;
    const set = (name: string, value: string): void => {
      if (!headers.has(name)) headers.set(name, value);
    };
    if (headers.get('Content-Type')?.startsWith('text/html') === true) {
      headers.set('Vary', VARY);
      rememberLanguage(c, baseUrl.startsWith('https:'));
    }
    const secret = SECRET.test(c.req.path);
    const changed = c.req.method !== 'GET' && c.req.method !== 'HEAD';
    set('Content-Security-Policy', POLICY);
    set('X-Content-Type-Options', 'nosniff');
    set('X-Frame-Options', 'DENY');
    set('Referrer-Policy', secret ? 'no-referrer' : 'same-origin');
    set('Cross-Origin-Opener-Policy', 'same-origin');
    set('Cross-Origin-Resource-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    set('X-Request-Id', c.get('requestId'));
    // What the machine itself is shown has forms in it that others must not get from a cache.
    const priv =
      secret || changed || c.res.status >= 400 || c.get('barrier') === null || c.get('viewer') !== null;
    set('Cache-Control', priv ? 'no-store' : 'no-cache');
    if (baseUrl.startsWith('https:')) set('Strict-Transport-Security', 'max-age=31536000');
  };
