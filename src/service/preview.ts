/**
 * "What you would have got last month": 1. find what is followed and moved lately, 2. judge it again day by day with
 * the code that decides alerts, 3. put what comes out into messages as the sender would. Changes nothing.
 *
 * It is made from the record and not from what was sent: nobody need have been subscribed.
 */
import { germanReason } from '../domain/german.ts';
import { candidates, intoMessages, type Wish } from '../domain/preview.ts';
import { matterOf, searchIn } from '../domain/search.ts';
import { reasonFor } from '../domain/words.ts';
import { type Followed, followedLately } from '../store/preview.ts';
import { readRecords } from '../store/records.ts';
import type { Context } from './context.ts';
import { parse } from './input.ts';
import { subscriptionBehind } from './link.ts';
import { chosenIn, preferencesInput, preferencesOf } from './preferences.ts';
import { followed, subscribeInput } from './subscribe.ts';

const DAY_MS = 86_400_000;
export const PREVIEW_DAYS = 30;
/** So many commitments are looked at, the newest: a page must not take long for whoever follows everything. */
export const PREVIEW_MOST = 200;

/** What would have been sent. Instants are epoch milliseconds. */
export interface Preview {
  readonly zone: string;
  readonly messages: readonly {
    readonly at: number;
    readonly lines: readonly {
      readonly commitmentId: number;
      readonly title: string;
      readonly kind: string;
      readonly reason: string;
    }[];
  }[];
  /** Whether more is followed than was looked at. */
  readonly cut: boolean;
}

async function lastMonth(ctx: Context, what: Followed, wish: Wish): Promise<Preview> {
  const until = ctx.clock.now();
  const from = until - PREVIEW_DAYS * DAY_MS;
  const found = await followedLately(ctx.db.query, what, { since: from, limit: PREVIEW_MOST + 1 });
  const ids = found.slice(0, PREVIEW_MOST).map(({ id }) => id);
  const titles = new Map(found.map(({ id, title }) => [id, title]));
  const records = await readRecords(ctx.db.query, ids);
  const all = [...records.values()].flatMap((record) => candidates(record, wish, { from, until }));
  const messages = intoMessages(all, wish, until).map(({ at, lines }) => ({
    at,
    lines: lines.map(({ commitmentId, kind, occasion, assessment }) => ({
      commitmentId,
      title: titles.get(commitmentId) ?? '',
      kind,
      reason: (ctx.language === 'de' ? germanReason : reasonFor)(occasion, assessment),
    })),
  }));
  return { zone: wish.zone, messages, cut: found.length > PREVIEW_MOST };
}

type Row = Pick<ReturnType<typeof preferencesOf>, keyof ReturnType<typeof preferencesOf>>;
const wishOf = (row: Row): Wish => ({ ...row, leads: row.leadDays });

/** For the subscription behind a link, with what is typed in its form, or with what it has when nothing is given. */
export async function previewBehind(ctx: Context, token: string, raw?: unknown): Promise<Preview> {
  const row = await subscriptionBehind(ctx, 'manage', token);
  const { minQuantity, hour, weekday, quietFrom, quietTo, minUnit, ...rest } = chosenIn(row);
  const own = Object.fromEntries(
    Object.entries({ minQuantity, hour, weekday, quietFrom, quietTo, minUnit }).filter(
      ([, value]) => value !== null,
    ),
  );
  const input = parse(preferencesInput, raw ?? { ...rest, ...own });
  const search = row.follows === 'search' ? matterOf(searchIn(row.search)) : null;
  return lastMonth(ctx, { ...row, search }, wishOf(preferencesOf(input, ctx.clock.now(), row)));
}

export const previewInput = subscribeInput.omit({ address: true });

/** For a subscription that might be asked for; the input is that of `subscribe`, without an address. */
export async function previewFor(ctx: Context, raw: unknown): Promise<Preview> {
  const input = parse(previewInput, raw);
  const { search, ...target } = await followed(ctx.db.prisma, input);
  const what = {
    ...{ follows: input.follows, ...target },
    search: search === undefined ? null : matterOf(search),
  };
  return lastMonth(ctx, what, wishOf(preferencesOf(input, ctx.clock.now())));
}
