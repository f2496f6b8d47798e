/**
 * Signed links for people without an account: who (a subscription), and what for. The purpose is part of what is
 * signed, so a link to manage cannot confirm, and the address too, so a row that is reused opens no old link.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { DulyError } from '../domain/errors.ts';
import type { Context } from './context.ts';

export type Purpose = 'confirm' | 'manage' | 'unsubscribe';

function signature(secret: string, purpose: Purpose, subscription: { id: number; address: string }): string {
  return createHmac('sha256', secret)
    .update(`${purpose}\n${subscription.id}\n${subscription.address}`)
    .digest('base64url');
}

/** The token for one purpose: `id.signature`, safe in a path. */
export function tokenFor(
  secret: string,
  purpose: Purpose,
  subscription: { id: number; address: string },
): string {
  return `${subscription.id}.${signature(secret, purpose, subscription)}`;
}

/** The address of the page or POST behind a link. */
export function linkFor(
  ctx: Pick<Context, 'baseUrl' | 'secret'>,
  purpose: Purpose,
  subscription: { id: number; address: string },
): string {
  return `${ctx.baseUrl}/${purpose}/${tokenFor(ctx.secret, purpose, subscription)}`;
}

/**
 * The subscription behind a token. Throws `DulyError('not_found')` with one text for every fault, so that nobody
 * learns which part was wrong.
 */
export async function subscriptionBehind(ctx: Context, purpose: Purpose, token: string) {
  const wrong = () =>
    new DulyError(
      'not_found',
      'This link is not valid, or no longer. Use the link from the latest mail, or subscribe again.',
    );
  const match = /^(\d{1,9})\.([\w-]{43})$/.exec(token);
  if (match?.[1] === undefined || match[2] === undefined) throw wrong();
  const row = await ctx.db.prisma.subscription.findUnique({
    where: { id: Number(match[1]) },
    include: { party: true, commitment: { select: { title: true } } },
  });
  if (row === null) throw wrong();
  // As text, not as bytes: the last character has bits to spare, and each link has one spelling.
  const given = Buffer.from(match[2]);
  const expected = Buffer.from(signature(ctx.secret, purpose, row));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw wrong();
  return row;
}
