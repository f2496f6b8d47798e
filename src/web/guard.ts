/**
 * Who may change what by web. Until people can sign in, the record is changed only in the embedded default, by
 * whoever sits at the machine itself; visitors can subscribe and use the links in their mails.
 *
 * Every method but GET, HEAD and OPTIONS is a change, and what no rule names is for the machine itself: a new
 * route is closed until somebody opens it here.
 */
import type { MiddlewareHandler } from 'hono';
import { DulyError } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import { type Ask, peerOf, type WebEnv } from './env.ts';

/**
 * - `anyone`: no questions asked, because a mail provider unsubscribes (RFC 8058) or reports without cookie, origin or
 *   browser;
 * - `bearer`: whoever holds the link, from a page of ours;
 * - `visitor`: from a page of ours;
 * - `local`: from a page of ours, on the machine itself.
 */
type Who = 'anyone' | 'bearer' | 'visitor' | 'local';

const OPENED: readonly { path: RegExp; who: Who }[] = [
  { path: /^\/unsubscribe\/[^/]+$/, who: 'anyone' },
  // Its route asks for a secret first.
  { path: /^\/hooks\/bounces$/, who: 'anyone' },
  { path: /^\/confirm\/[^/]+$/, who: 'bearer' },
  { path: /^\/manage\/[^/]+(\/end)?$/, who: 'bearer' },
  { path: /^\/subscribe$/, who: 'visitor' },
];

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
const FORWARDED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

const nameIn = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');

/** Why a change to the record is refused to whoever asks; null when it is not. */
export function barrierFor(c: Ask, ctx: Pick<Context, 'embedded'>): string | null {
  if (!ctx.embedded)
    return 'Pages only show this record: changes are made with the command line, `duly`, until people can sign in.';
  const elsewhere = 'The record is changed only in a browser on the machine that runs Duly itself';
  if (!/^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/.test(peerOf(c))) return `${elsewhere}.`;
  // nginx as it comes adds no header and asks for this machine's own name, but by HTTP/1.0, which no browser speaks.
  const old = c.env?.incoming?.httpVersion === '1.0';
  if (old || FORWARDED.some((name) => c.req.header(name) !== undefined))
    return `${elsewhere}; this request came through a proxy.`;
  // A name that somebody else's server points at this machine is not this machine's name.
  const names = [new URL(c.req.url).host, c.req.header('host') ?? 'localhost'];
  if (!names.every((host) => LOOPBACK_NAMES.includes(nameIn(host))))
    return `${elsewhere}; open it as http://localhost.`;
  return null;
}

/** Whether a change comes from a page of ours, as the browser says. A request that says nothing does not. */
function fromOurPage(c: Ask, ctx: Pick<Context, 'baseUrl'>, opaque: boolean): boolean {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return site !== undefined;
  // Pages that send no referrer send no origin either; browsers that say no more than that are believed only
  // when they hold the secret link.
  if (origin === 'null') return site !== undefined || opaque;
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin);
  return given.origin === new URL(ctx.baseUrl).origin || given.host === new URL(c.req.url).host;
}

const READING = ['GET', 'HEAD', 'OPTIONS'];

/** Stands before everything: notes who is asking, and refuses changes that are not theirs to make. */
export const guard =
  (ctx: Context): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const barrier = barrierFor(c, ctx);
    c.set('barrier', barrier);
    if (!READING.includes(c.req.method)) {
      const who = OPENED.find(({ path }) => path.test(c.req.path))?.who ?? 'local';
      if (who === 'local' && barrier !== null) throw new DulyError('forbidden', barrier);
      if (who !== 'anyone' && !fromOurPage(c, ctx, who === 'bearer'))
        throw new DulyError(
          'forbidden',
          'This request did not come from a page of this site, so nothing was changed. Open the page here and try again.',
        );
    }
    return next();
  };

/** Stands before pages that only the machine itself may read. */
export const localOnly: MiddlewareHandler<WebEnv> = async (c, next) => {
  const barrier = c.get('barrier');
  if (barrier !== null) throw new DulyError('forbidden', barrier);
  return next();
};
