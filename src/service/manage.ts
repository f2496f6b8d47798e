/**
 * What the holder of a signed link can do: confirm, look, change what is sent, end one subscription or all of the
 * address. Each is safe to repeat, and nothing here happens on a GET.
 */
import { z } from 'zod';
import { assertZone } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import type { Context } from './context.ts';
import { parse } from './input.ts';
import { linkFor, type Purpose, subscriptionBehind } from './link.ts';
import { leadTimes, preferenceFields } from './subscribe.ts';

export type SubscriptionView = {
  readonly id: number;
  readonly address: string;
  readonly state: string;
  /** Why nothing is sent to the address any more; null unless it is suspended. */
  readonly suspendedWhy: string | null;
  /** What is followed, in words: "everything", "Vladimir Medinsky", "the tag prisoners". */
  readonly followed: string;
  /** What else the same address waits for; one confirmation can be for all of it. */
  readonly alsoWaiting: readonly { readonly id: number; readonly followed: string }[];
  readonly kinds: readonly string[];
  readonly leads: readonly number[];
  readonly zone: string;
  readonly manageUrl: string;
};

type Row = Awaited<ReturnType<typeof subscriptionBehind>>;

function describe(row: Row): string {
  if (row.follows === 'party') return row.party?.name ?? 'a party';
  if (row.follows === 'tag') return `the tag ${row.tag ?? ''}`;
  if (row.follows === 'commitment') return `“${row.commitment?.title ?? ''}”`;
  return 'everything';
}

const view = (
  ctx: Context,
  row: Row,
  alsoWaiting: SubscriptionView['alsoWaiting'] = [],
): SubscriptionView => ({
  id: row.id,
  address: row.address,
  state: row.state,
  suspendedWhy: row.state === 'suspended' ? row.endedWhy : null,
  followed: describe(row),
  alsoWaiting,
  kinds: row.kinds,
  leads: row.leadDays,
  zone: row.zone,
  manageUrl: linkFor(ctx, 'manage', row),
});

/** What else the address of `row` has asked for and not confirmed. */
const waitingBeside = (ctx: Context, row: Row): Promise<Row[]> =>
  ctx.db.prisma.subscription.findMany({
    where: { address: row.address, state: 'unconfirmed', id: { not: row.id } },
    include: { party: true, commitment: { select: { title: true } } },
    orderBy: { id: 'asc' },
  });

/** The subscription behind a link, for showing; changes nothing. Throws `not_found` for any bad token. */
export async function lookBehind(ctx: Context, purpose: Purpose, token: string): Promise<SubscriptionView> {
  const row = await subscriptionBehind(ctx, purpose, token);
  return view(
    ctx,
    row,
    purpose === 'confirm'
      ? (await waitingBeside(ctx, row)).map((other) => ({ id: other.id, followed: describe(other) }))
      : [],
  );
}

/**
 * Confirms the address; from now on it is told. `also` names what else of the same address is meant: only what its
 * owner has been shown, since anybody may have entered more in the meantime. Throws `conflict` when the subscription
 * was ended.
 */
export async function confirm(
  ctx: Context,
  token: string,
  also: readonly number[] = [],
): Promise<SubscriptionView> {
  const now = new Date(ctx.clock.now());
  const row = await subscriptionBehind(ctx, 'confirm', token);
  if (row.state === 'ended')
    throw new DulyError(
      'conflict',
      'This subscription was ended. Subscribe again to get a new confirmation mail.',
    );
  const beside = await waitingBeside(ctx, row);
  const meant = beside.map((other) => other.id).filter((id) => also.includes(id));
  await ctx.db.prisma.subscription.updateMany({
    where: {
      OR: [
        { id: row.id, state: { in: ['unconfirmed', 'suspended'] } },
        { id: { in: meant }, state: 'unconfirmed' },
      ],
    },
    data: { state: 'active', confirmedAt: now, endedWhy: null },
  });
  return view(ctx, { ...row, state: 'active', confirmedAt: now });
}

export const preferencesInput = z.strictObject(preferenceFields);

/** Changes which alerts come, with which lead times, and the reader's zone. */
export async function changePreferences(
  ctx: Context,
  token: string,
  raw: unknown,
): Promise<SubscriptionView> {
  const row = await subscriptionBehind(ctx, 'manage', token);
  const input = parse(preferencesInput, raw);
  if (row.state !== 'active')
    throw new DulyError(
      'conflict',
      'Only an active subscription can be changed: confirm it first, or subscribe again.',
    );
  if (input.kinds.length === 0)
    throw new DulyError('invalid', 'Choose at least one kind of alert, or unsubscribe instead.', {
      field: 'kinds',
    });
  const data = {
    kinds: input.kinds,
    leadDays: leadTimes(input.leads),
    zone: assertZone(input.zone ?? row.zone, 'zone'),
  };
  await ctx.db.prisma.subscription.update({ where: { id: row.id }, data });
  return view(ctx, { ...row, ...data });
}

/**
 * Ends the subscription behind the link, or with `everything` all of its address. What is queued is dropped; a
 * message already being handed over may still arrive. Ending what has ended is fine.
 */
export async function unsubscribe(
  ctx: Context,
  token: string,
  options: { everything?: boolean; purpose?: 'unsubscribe' | 'manage' } = {},
): Promise<SubscriptionView> {
  const now = ctx.clock.now();
  const row = await subscriptionBehind(ctx, options.purpose ?? 'unsubscribe', token);
  await ctx.db.write(async (tx, query) => {
    const where = options.everything === true ? { address: row.address } : { id: row.id };
    const live = await tx.subscription.findMany({
      where: { ...where, state: { not: 'ended' } },
      select: { id: true },
    });
    const ids = live.map((subscription) => subscription.id);
    await tx.subscription.updateMany({
      where: { id: { in: ids } },
      data: { state: 'ended', endedAt: new Date(now), endedWhy: 'unsubscribed' },
    });
    await query(
      `update alert set state = 'dropped', why = 'unsubscribed' where state = 'queued' and subscription_id = any($1::int[])`,
      [ids],
    );
  });
  return view(ctx, { ...row, state: 'ended' });
}
