/**
 * Signed links for people without an account: who (a subscription, or several of one address that a message was sent
 * for), and what for. The purpose is part of what is signed, so a link to manage cannot confirm, and the address too,
 * so a row that is reused opens no old link; and all numbers are, so that none can be added or left out.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DulyError } from '../domain/errors.ts';
import type { Context } from './context.ts';

export type Purpose = 'confirm' | 'manage' | 'unsubscribe' | 'calendar';

/** One or several subscriptions of one address. */
interface Holder {
  readonly ids: readonly number[];
  readonly address: string;
}

/** A link has room for so many: a message for more ends the first of them, and its page the others. */
const MOST = 60;

function signature(secret: string, purpose: Purpose, { ids, address }: Holder): string {
  return createHmac('sha256', secret)
    .update(`${purpose}\n${ids.join('-')}\n${address}`)
    .digest('base64url');
}

/** The token for one purpose: `id.signature`, safe in a path. */
export function tokenFor(
  secret: string,
  purpose: Purpose,
  subscription: { id: number; address: string },
): string {
  return `${subscription.id}.${signature(secret, purpose, { ids: [subscription.id], address: subscription.address })}`;
}

/** The address of the page or POST behind a link. */
export function linkFor(
  ctx: Pick<Context, 'baseUrl' | 'secret'>,
  purpose: Purpose,
  subscription: { id: number; address: string },
): string {
  return `${ctx.baseUrl}/${purpose}/${tokenFor(ctx.secret, purpose, subscription)}`;
}

/** The same for several subscriptions of one address, `id-id.signature`: in what it does they are one. */
export function linkForSeveral(
  ctx: Pick<Context, 'baseUrl' | 'secret'>,
  purpose: Purpose,
  { ids, address }: Holder,
): string {
  const own = { ids: [...new Set(ids)].sort((a, b) => a - b).slice(0, MOST), address };
  return `${ctx.baseUrl}/${purpose}/${own.ids.join('-')}.${signature(ctx.secret, purpose, own)}`;
}

/**
 * The subscriptions behind a token, in the order of their numbers; all are of one address. Throws
 * `DulyError('not_found')` with one text for every fault, so that nobody learns which part was wrong.
 */
export async function subscriptionsBehind(ctx: Context, purpose: Purpose, token: string) {
  const wrong = () =>
    new DulyError(
      'not_found',
      'This link is not valid, or no longer. Use the link from the latest mail, or subscribe again.',
    );
  const match = /^(\d{1,9}(?:-\d{1,9}){0,59})\.([\w-]{43})$/.exec(token.slice(0, 700));
  if (match?.[1] === undefined || match[2] === undefined) throw wrong();
  const ids = match[1].split('-').map(Number);
  const rows = await ctx.db.prisma.subscription.findMany({
    where: { id: { in: ids } },
    include: { party: true, source: { select: { title: true } }, commitment: { select: { title: true } } },
    orderBy: { id: 'asc' },
  });
  // One that was deleted meanwhile is as good as ended; the others must be of one address.
  const [first, ...others] = rows;
  if (first === undefined || others.some(({ address }) => address !== first.address)) throw wrong();
  // As text, not as bytes: the last character has bits to spare, and each link has one spelling.
  const given = Buffer.from(match[2]);
  const expected = Buffer.from(signature(ctx.secret, purpose, { ids, address: first.address }));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw wrong();
  return [first, ...others] as const;
}

/** The first subscription behind a token, for what is done with one. */
export const subscriptionBehind = async (ctx: Context, purpose: Purpose, token: string) =>
  (await subscriptionsBehind(ctx, purpose, token))[0];
