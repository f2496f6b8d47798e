/**
 * What the holder of a signed link can do: confirm, look, change what is sent, end one subscription or all of the
 * address. Each is safe to repeat, and nothing here happens on a GET.
 */
import { assertNever, DulyError } from '../domain/errors.ts';
import { inAddress, type Language } from '../domain/language.ts';
import { describeSearch, searchIn } from '../domain/search.ts';
import { retimeAlerts } from '../store/gather.ts';
import type { Context } from './context.ts';
import { parse } from './input.ts';
import { linkFor, type Purpose, subscriptionBehind, subscriptionsBehind } from './link.ts';
import { type Chosen, chosenIn, preferencesInput, preferencesOf } from './preferences.ts';

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
  /** Everything that the link is for: what a message was sent for, when it came by several subscriptions. */
  readonly meant: readonly string[];
  /** What else goes to the address, for whoever may manage it. */
  readonly others: readonly { readonly followed: string; readonly manageUrl: string }[];
  readonly chosen: Chosen;
  readonly manageUrl: string;
  /** The calendar of what is followed; whoever has the address can read it. */
  readonly calendarUrl: string;
};

type Row = Awaited<ReturnType<typeof subscriptionBehind>>;

/** German has them in the dative, as in “folgt dem Schlagwort”. */
const FOLLOWED = {
  en: {
    party: 'a party',
    tag: (tag: string) => `the tag ${tag}`,
    source: (title: string) => `the source “${title}”`,
    commitment: (title: string) => `“${title}”`,
    all: 'everything',
  },
  de: {
    party: 'einer Seite',
    tag: (tag: string) => `dem Schlagwort ${tag}`,
    source: (title: string) => `der Quelle „${title}“`,
    commitment: (title: string) => `„${title}“`,
    all: 'allem',
  },
};

export function describeFollowed(row: Row, language: Language = 'en'): string {
  const words = FOLLOWED[language];
  if (row.follows === 'party') return row.party?.name ?? words.party;
  if (row.follows === 'tag') return words.tag(row.tag ?? '');
  if (row.follows === 'source') return words.source(row.source?.title ?? '');
  if (row.follows === 'commitment') return words.commitment(row.commitment?.title ?? '');
  if (row.follows === 'search') return describeSearch(searchIn(row.search), language);
  return words.all;
}

const view = (
  ctx: Context,
  row: Row,
  more: Partial<Pick<SubscriptionView, 'alsoWaiting' | 'meant' | 'others'>> = {},
): SubscriptionView => ({
  id: row.id,
  address: row.address,
  state: row.state,
  suspendedWhy: row.state === 'suspended' ? row.endedWhy : null,
  followed: describeFollowed(row, ctx.language),
  alsoWaiting: [],
  meant: [describeFollowed(row, ctx.language)],
  others: [],
  ...more,
  chosen: chosenIn(row),
  manageUrl: linkFor(ctx, 'manage', row),
  calendarUrl: inAddress(`${linkFor(ctx, 'calendar', row)}.ics`, ctx.language),
});

/** Everything else of the address in that state. */
const beside = (ctx: Context, row: Row, state: 'active' | 'unconfirmed'): Promise<Row[]> =>
  ctx.db.prisma.subscription.findMany({
    where: { address: row.address, state, id: { not: row.id } },
    include: { party: true, source: { select: { title: true } }, commitment: { select: { title: true } } },
    orderBy: { id: 'asc' },
  });

/** The subscription behind a link, for showing; changes nothing. Throws `not_found` for any bad token. */
export async function lookBehind(
  ctx: Context,
  purpose: Exclude<Purpose, 'calendar'>,
  token: string,
): Promise<SubscriptionView> {
  const rows = await subscriptionsBehind(ctx, purpose, token);
  const [first] = rows;
  switch (purpose) {
    case 'confirm': {
      const waiting = await beside(ctx, first, 'unconfirmed');
      return view(ctx, first, {
        alsoWaiting: waiting.map((other) => ({
          id: other.id,
          followed: describeFollowed(other, ctx.language),
        })),
      });
    }
    case 'manage': {
      const others = await beside(ctx, first, 'active');
      return view(ctx, first, {
        others: others.map((other) => ({
          followed: describeFollowed(other, ctx.language),
          manageUrl: linkFor(ctx, 'manage', other),
        })),
      });
    }
    case 'unsubscribe': {
      const live = rows.filter(({ state }) => state !== 'ended');
      return view(ctx, live[0] ?? first, {
        meant: (live.length > 0 ? live : rows).map((row) => describeFollowed(row, ctx.language)),
      });
    }
    default:
      return assertNever(purpose);
  }
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
  const waiting = await beside(ctx, row, 'unconfirmed');
  const meant = waiting.map((other) => other.id).filter((id) => also.includes(id));
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

/**
 * Changes what is told and when. What is queued keeps to the new hours: it moves to the next digest, or goes now.
 * What is not given has its default, except the zone and the language, which stay.
 */
export async function changePreferences(
  ctx: Context,
  token: string,
  raw: unknown,
): Promise<SubscriptionView> {
  const now = ctx.clock.now();
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
    ...preferencesOf(input, now, row),
    leadDays: input.leads.filter((lead) => lead !== 'none'),
  };
  await ctx.db.write(async (tx, query) => {
    await tx.subscription.update({ where: { id: row.id }, data });
    await retimeAlerts(query, { id: row.id, at: data.nextSlotAt?.getTime() ?? now });
  });
  ctx.wake('deliver', data.nextSlotAt?.getTime() ?? now);
  return lookBehind(ctx, 'manage', token);
}

/**
 * Ends the subscriptions behind the link, those that its message was sent for, or with `everything` all of their
 * address. What is queued is dropped; a
 * message already being handed over may still arrive. Ending what has ended is fine.
 */
export async function unsubscribe(
  ctx: Context,
  token: string,
  options: { everything?: boolean; purpose?: 'unsubscribe' | 'manage' } = {},
): Promise<SubscriptionView> {
  const now = ctx.clock.now();
  const rows = await subscriptionsBehind(ctx, options.purpose ?? 'unsubscribe', token);
  const [row] = rows;
  await ctx.db.write(async (tx, query) => {
    const where =
      options.everything === true ? { address: row.address } : { id: { in: rows.map(({ id }) => id) } };
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
  return view(
    ctx,
    { ...row, state: 'ended' },
    { meant: rows.map((row) => describeFollowed(row, ctx.language)) },
  );
}
