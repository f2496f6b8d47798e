/**
 * Who is asking, and what of it they may do. Somebody who is signed in has their role. While nobody is on the list of
 * people, the embedded default is changed by whoever sits at the machine itself, as before; from the first person on,
 * signing in decides. Which route needs what stands in access.ts.
 *
 * Every method but GET, HEAD and OPTIONS is a change, and what no row names is refused.
 */
import type { MiddlewareHandler } from 'hono';
import { DulyError } from '../domain/errors.ts';
import { isAtLeast, ROLES, type Role, safeNext } from '../domain/roles.ts';
import type { Context } from '../service/context.ts';
import { hasPeople, type Viewer, viewerOf } from '../service/sign-in.ts';
import { type Least, leastFor } from './access.ts';
import { type Ask, peerOf, type WebEnv } from './env.ts';
import { keptForm } from './kept-form.tsx';

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
function barrierFor(c: Ask, ctx: Pick<Context, 'embedded'>): string | null {
  if (!ctx.embedded) return 'Details are for the machine that runs Duly itself.';
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

/** Who asks: somebody signed in, the machine itself while it knows nobody, or a visitor and why they change nothing. */
async function asker(
  c: Ask,
  ctx: Context,
): Promise<{ viewer: Viewer | null; machine: boolean; why: string }> {
  const viewer = await viewerOf(ctx, c.req.raw.headers);
  const signIn = 'This is for people who are signed in.';
  if (viewer !== null || !ctx.embedded) return { viewer, machine: false, why: signIn };
  if (await hasPeople(ctx)) return { viewer, machine: false, why: signIn };
  const barrier = barrierFor(c, ctx);
  return { viewer, machine: barrier === null, why: barrier ?? signIn };
}

const READING = ['GET', 'HEAD', 'OPTIONS'];
const isRole = (least: Least): least is Role => (ROLES as readonly string[]).includes(least);
const PRIVATE =
  'This page holds addresses and private links, so it is shown only in a browser on the machine that runs Duly itself, at http://localhost and not through a proxy, until somebody can sign in.';
/** Where nobody can ask for anything: not worth a look at who does. */
const isPlain = (path: string): boolean => /^\/(assets\/|healthz$|readyz$|metrics$|hooks\/)/.test(path);

/** Stands before everything: notes who is asking, and refuses what is not theirs. `keep` bounds what it reads. */
export const guard =
  (ctx: Context, keep: MiddlewareHandler<WebEnv>): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const path = c.req.path;
    const { viewer, machine, why } = isPlain(path)
      ? { viewer: null, machine: barrierFor(c, ctx) === null, why: '' }
      : await asker(c, ctx);
    const edits = machine || (viewer !== null && isAtLeast(viewer.role, 'editor'));
    c.set('viewer', viewer);
    c.set('machine', machine);
    c.set('barrier', edits ? null : why);
    const reading = READING.includes(c.req.method);
    const least = leastFor(c.req.method, path);
    if (least === null) {
      if (reading) return next();
      throw new DulyError('forbidden', 'Nothing can be changed here.');
    }
    if (!reading && least !== 'anyone' && !fromOurPage(c, ctx, least === 'bearer'))
      throw new DulyError(
        'forbidden',
        'This request did not come from a page of this site, so nothing was changed. Open the page here and try again.',
      );
    if (!isRole(least) || (machine && path !== '/account')) return next();
    if (viewer !== null) {
      if (isAtLeast(viewer.role, least)) return next();
      throw new DulyError('forbidden', `This is for people with the role ${least}; yours is ${viewer.role}.`);
    }
    // Nobody can sign in on a fresh installation: whoever sits elsewhere is told how it is.
    if (ctx.embedded && !(await hasPeople(ctx)))
      throw new DulyError('forbidden', least === 'administrator' ? PRIVATE : why);
    if (!reading)
      return keep(c, async () => {
        c.res = await keptForm(c);
      });
    const query = new URL(c.req.url).search;
    return c.redirect(`/sign-in?next=${encodeURIComponent(safeNext(path + query))}`, 303);
  };
