/**
 * The one file that knows better-auth, which keeps sessions, redeems links once, and speaks to passkeys. Its own
 * routes are not served: pages of ours call it, and ours is the check where a request comes from. People, links and
 * mails are made by us; their rows are the library's (`Person`, `Session`, `Verification`, `Passkey`).
 */
import { createHash } from 'node:crypto';
import type { BetterAuthOptions } from 'better-auth';
import type { Context } from './context.ts';
import { withSessionDigests } from './session-digests.ts';

/** A session ends after so long, used or not, and after so long without use. */
export const SESSION_DAYS = 30;
export const IDLE_DAYS = 7;

/** What is stored of a token: nobody who reads the database can use it. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** The name of the session's cookie: where it can be, one that no other host or path may set. */
export const cookieName = (ctx: Pick<Context, 'baseUrl'>): string =>
  ctx.baseUrl.startsWith('https:') ? '__Host-duly' : 'duly';

async function build(ctx: Context) {
  // Loaded when somebody signs in: commands that open nothing do not wait for it.
  const [{ betterAuth }, { prismaAdapter }, { magicLink }, { passkey }] = await Promise.all([
    import('better-auth'),
    import('better-auth/adapters/prisma'),
    import('better-auth/plugins/magic-link'),
    import('@better-auth/passkey'),
  ]);
  const secure = ctx.baseUrl.startsWith('https:');
  const { origin, hostname } = new URL(ctx.baseUrl);
  const cookie = (name: string) => ({
    name,
    attributes: { secure, path: '/', sameSite: 'lax', httpOnly: true } as const,
  });
  return betterAuth({
    appName: 'Duly',
    baseURL: origin,
    secret: ctx.secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: (options: BetterAuthOptions) =>
      withSessionDigests(prismaAdapter(ctx.db.prisma, { provider: 'postgresql' })(options), digestOf),
    user: { modelName: 'person' },
    session: {
      expiresIn: SESSION_DAYS * 86_400,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      freshAge: 86_400,
    },
    rateLimit: { enabled: false },
    advanced: {
      // Our migrations are the last word; the library's table of passwords and foreign accounts is not among them.
      database: { generateId: 'serial', validateSchema: false },
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      cookies: {
        session_token: cookie(cookieName(ctx)),
        'duly-passkey': cookie(`${cookieName(ctx)}-passkey`),
      },
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: { type: 'custom-hasher', hash: async (token) => digestOf(token) },
        sendMagicLink: async () => undefined,
      }),
      passkey({
        rpID: hostname,
        rpName: 'Duly',
        origin,
        advanced: { webAuthnChallengeCookie: 'duly-passkey' },
      }),
    ],
  });
}

const opened = new WeakMap<Context['db'], Map<string, ReturnType<typeof build>>>();

/** The library on this database, built once for each public address. */
export function authOf(ctx: Context): ReturnType<typeof build> {
  const own = opened.get(ctx.db) ?? new Map<string, ReturnType<typeof build>>();
  opened.set(ctx.db, own);
  const auth = own.get(ctx.baseUrl) ?? build(ctx);
  own.set(ctx.baseUrl, auth);
  return auth;
}
