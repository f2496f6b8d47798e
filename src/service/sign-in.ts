/**
 * Signing in: a link by mail, from the command line or printed at the first start, redeemed once by a button. The
 * token exists only in the link: it is made when the mail is composed, and its digest is kept. Ten who redeem one
 * link at once make one session: the row of the token goes to one of them.
 */
import { randomBytes } from 'node:crypto';
import { DulyError } from '../domain/errors.ts';
import type { Role } from '../domain/roles.ts';
import { parseAddress } from '../mail/address.ts';
import { hostOf } from '../mail/links.ts';
import {
  behindSession,
  counts,
  dropTokens,
  endSession,
  endSessions,
  hasToken,
  keepToken,
  note,
  queueLink,
  seen,
  takeToken,
} from '../store/people.ts';
import { authOf, cookieName, digestOf, IDLE_DAYS } from './auth.ts';
import type { Context } from './context.ts';
import { parse } from './input.ts';
import { addPersonIn, personInput } from './people.ts';

/** Somebody who is signed in. */
export interface Viewer {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  /** In which zone they want times shown too; null: only in that of the place. */
  readonly zone: string | null;
  readonly sessionId: number;
}

/** What a redeemed link brings: the cookies to set. */
interface SignedIn {
  readonly cookies: readonly string[];
  readonly viewer: Viewer;
}

export const LINK_MINUTES = 10;
const LINK_MS = LINK_MINUTES * 60_000;
/** The printed link waits for whoever has just installed it. */
const FIRST_MS = 86_400_000;
/**
 * Mails with a link to one mailbox: one in so many milliseconds, and the one that is there still works when the next
 * may be asked for. So nobody is locked out by a stranger who asks and asks, and nobody's mailbox is filled.
 */
const SPACING_MS = 300_000;
const ALL_PER_HOUR = 1_000;
const FIRST = 'first:';
const MINUTE_MS = 60_000;

const wrong = () =>
  new DulyError(
    'not_found',
    'This link is not valid, or no longer: it works once, for a few minutes. Ask for a new one.',
  );

/** Asks for a link by mail. The answer is the same whether anybody has this address. Throws `invalid`. */
export async function askForLink(ctx: Context, raw: string): Promise<void> {
  const now = ctx.clock.now();
  const address = parseAddress(raw.trim()).toLowerCase();
  await ctx.db.inTransaction(async (query) => {
    // One request for a mailbox at a time, so that two at once do not both find that nothing was sent.
    await query(`select pg_advisory_xact_lock(hashtextextended('sign-in:' || $1, 0))::text`, [address]);
    const limits = { spacingMs: SPACING_MS, most: ALL_PER_HOUR };
    await queueLink(query, { address, now, host: hostOf(ctx.baseUrl), ...limits });
  });
  ctx.wake('deliver');
}

/** Makes a link that signs in whoever has `address` (in lower case), once, within ten minutes. */
export async function makeLink(ctx: Context, address: string): Promise<string> {
  const now = ctx.clock.now();
  const token = randomBytes(32).toString('base64url');
  const value = JSON.stringify({ email: address });
  await keepToken(ctx.db.query, { digest: digestOf(token), value, now, until: now + LINK_MS });
  return `${ctx.baseUrl}/sign-in/link/${token}`;
}

/**
 * The link with which the first administrator makes themselves, good for a day; null when there is one already. Links
 * that were printed before are void.
 */
export async function makeFirstLink(ctx: Context): Promise<string | null> {
  const now = ctx.clock.now();
  await dropTokens(ctx.db.query, now, FIRST);
  if ((await counts(ctx.db.query)).administrators > 0) return null;
  const token = randomBytes(32).toString('base64url');
  await keepToken(ctx.db.query, {
    digest: FIRST + digestOf(token),
    value: 'first',
    now,
    until: now + FIRST_MS,
  });
  return `${ctx.baseUrl}/sign-in/first/${token}`;
}

/** Whether a printed link can still be used. Throws `not_found`. */
export async function lookAtFirst(ctx: Context, token: string): Promise<void> {
  const found = await hasToken(ctx.db.query, FIRST + digestOf(token), ctx.clock.now());
  if (!found || (await counts(ctx.db.query)).administrators > 0) throw wrong();
}

export const firstInput = personInput.omit({ role: true });

/** Makes the first administrator and signs them in. Throws `invalid`, or `not_found` for a link that was used. */
export async function redeemFirst(
  ctx: Context,
  token: string,
  raw: unknown,
  headers: Headers,
): Promise<SignedIn> {
  const now = ctx.clock.now();
  const input = parse(firstInput, raw);
  const { address } = await ctx.db.inTransaction(async (query) => {
    if (!(await takeToken(query, FIRST + digestOf(token), now)) || (await counts(query)).administrators > 0)
      throw wrong();
    return addPersonIn(query, { ...input, role: 'administrator' }, { now, actor: input.name });
  });
  const link = await makeLink(ctx, address);
  return redeemLink(ctx, link.slice(link.lastIndexOf('/') + 1), headers);
}

/** The browser and the system, and nothing that tells two people apart. */
export function coarse(agent: string): string {
  const browser = /Firefox/.test(agent)
    ? 'Firefox'
    : /Edg/.test(agent)
      ? 'Edge'
      : /Chrome/.test(agent)
        ? 'Chrome'
        : /Safari/.test(agent)
          ? 'Safari'
          : 'A browser';
  const system = /Android/.test(agent)
    ? 'Android'
    : /iPhone|iPad/.test(agent)
      ? 'iOS'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : '';
  return system === '' ? browser : `${browser} on ${system}`;
}

/** Counts a fresh session in: whose it is, with which browser; the one before in this browser ends. */
async function begin(ctx: Context, response: Response, headers: Headers, by: string): Promise<SignedIn> {
  const now = ctx.clock.now();
  const { session } = (await response.json()) as { session: { id: string } };
  const before = await viewerOf(ctx, headers);
  await seen(ctx.db.query, Number(session.id), now, coarse(headers.get('user-agent') ?? ''));
  const person = await behindSession(ctx.db.query, Number(session.id));
  if (person === null) {
    // Somebody who has left may still have had a link.
    await endSession(ctx.db.query, Number(session.id));
    throw wrong();
  }
  if (before !== null) await endSessions(ctx.db.query, before.id, { only: before.sessionId });
  await note(ctx.db.query, { now, actor: person.name, what: 'signed in', detail: by });
  const { id, name, role, zone } = person;
  const viewer = { id, name, role, zone, sessionId: Number(session.id) };
  return { cookies: response.headers.getSetCookie(), viewer };
}

/** Signs in by the token of a link. Throws `not_found` with one text for every fault. */
export async function redeemLink(ctx: Context, token: string, headers: Headers): Promise<SignedIn> {
  if (!/^[\w-]{43}$/.test(token)) throw wrong();
  const auth = await authOf(ctx);
  const response = await auth.api.magicLinkVerify({ query: { token }, headers, asResponse: true });
  if (response.status !== 200) throw wrong();
  return begin(ctx, response, headers, 'by link');
}

/** Signs in by a passkey's answer, whose shape the library checks. Throws `forbidden`. */
export async function redeemPasskey(
  ctx: Context,
  answer: Record<string, unknown>,
  headers: Headers,
): Promise<SignedIn> {
  const auth = await authOf(ctx);
  const response = await auth.api.verifyPasskeyAuthentication({
    body: { response: answer as never },
    headers,
    asResponse: true,
  });
  if (response.status !== 200) throw new DulyError('forbidden', 'This passkey does not open anything here.');
  return begin(ctx, response, headers, 'by passkey');
}

/** Who is asking, by the cookie of their session; null for a visitor. Role and state are as they are now. */
export async function viewerOf(ctx: Context, headers: Headers): Promise<Viewer | null> {
  if (!(headers.get('cookie') ?? '').includes(`${cookieName(ctx)}=`)) return null;
  const now = ctx.clock.now();
  const auth = await authOf(ctx);
  const found = await auth.api.getSession({ headers });
  if (found === null) return null;
  const sessionId = Number(found.session.id);
  const person = await behindSession(ctx.db.query, sessionId);
  if (person === null) return null;
  if (now - person.seenAt > IDLE_DAYS * 86_400_000) {
    await endSessions(ctx.db.query, person.id, { only: sessionId });
    return null;
  }
  if (now - person.seenAt > MINUTE_MS)
    await seen(ctx.db.query, sessionId, now, coarse(headers.get('user-agent') ?? ''));
  const { id, name, role, zone } = person;
  return { id, name, role, zone, sessionId };
}

/** Whether anybody is on the list of people. */
export const hasPeople = async (ctx: Pick<Context, 'db'>): Promise<boolean> =>
  (await counts(ctx.db.query)).people > 0;
