/** Who is told: counted, listed with addresses that nobody can read, and one of them looked at. */
import { z } from 'zod';
import { DulyError } from '../../domain/errors.ts';
import { parseAddress } from '../../mail/address.ts';
import {
  besideSubscription,
  type Count,
  newestOf,
  type Sent,
  type SubscriberRow,
  sentTo,
  subscriberCounts,
  subscriberRows,
} from '../../store/browse/subscribers.ts';
import type { Context } from '../context.ts';
import { id, optional, parse } from '../input.ts';

export const SUBSCRIBER_STATES = ['active', 'unconfirmed', 'suspended', 'ended'] as const;
export type SubscriberState = (typeof SUBSCRIBER_STATES)[number];

/** `r…@example.org`: enough to recognise what one knows already. */
export const masked = (address: string): string => address.replace(/^(.).*@/su, '$1…@');

/** An answer of a mail server often says whom it was for. */
const withoutAddresses = (text: string): string =>
  text.replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, masked);

/** A subscription without the address itself. */
export interface Subscriber extends SubscriberRow {
  /** In words: `everything`, `the tag prisoners`. */
  readonly followed: string;
}

function hidden(row: SubscriberRow): Subscriber {
  const name = row.name ?? '';
  const words: Record<string, string> = {
    party: name,
    tag: `the tag ${name}`,
    source: `the source “${name}”`,
    commitment: `“${name}”`,
  };
  const why = row.why === null ? null : withoutAddresses(row.why);
  return { ...row, address: masked(row.address), why, followed: words[row.follows] ?? 'everything' };
}

const PAGE = 50;

const listInput = z.strictObject({
  state: optional(z.enum(SUBSCRIBER_STATES, { error: `must be one of ${SUBSCRIBER_STATES.join(', ')}` })),
  before: optional(id),
});

export interface Subscribers {
  /** Different addresses by state; one may stand in several. */
  readonly addresses: Readonly<Record<SubscriberState, number>>;
  readonly follows: readonly Count[];
  readonly rhythm: readonly Count[];
  readonly kind: readonly Count[];
  readonly list: readonly Subscriber[];
  /** Pass as `before` for the next ones; null when there are no more. */
  readonly more: number | null;
}

/** Counts, and a page of the list. Throws `DulyError('invalid')`. */
export async function readSubscribers(ctx: Pick<Context, 'db'>, raw: unknown = {}): Promise<Subscribers> {
  const { state = null, before = null } = parse(listInput, raw);
  const { addresses, ...counts } = await subscriberCounts(ctx.db.query);
  const rows = await subscriberRows(ctx.db.query, { state, before, limit: PAGE + 1 });
  const list = rows.slice(0, PAGE).map(hidden);
  const of = (one: SubscriberState): number => addresses.find((row) => row.state === one)?.count ?? 0;
  return {
    addresses: {
      active: of('active'),
      unconfirmed: of('unconfirmed'),
      suspended: of('suspended'),
      ended: of('ended'),
    },
    ...counts,
    list,
    more: rows.length > PAGE ? (list.at(-1)?.id ?? null) : null,
  };
}

/** The number of the newest subscription of exactly this address. Throws `invalid`, or `not_found`. */
export async function findSubscriber(ctx: Pick<Context, 'db'>, address: string): Promise<number> {
  const found = await newestOf(ctx.db.query, parseAddress(address));
  if (found === null)
    throw new DulyError('not_found', 'Nobody subscribes with this address.', { field: 'address' });
  return found;
}

export interface SubscriberView {
  readonly one: Subscriber;
  /** All of its address, this one too, newest first. */
  readonly all: readonly Subscriber[];
  readonly messages: readonly Sent[];
  /** Bounces and complaints by kind. */
  readonly returns: readonly Sent[];
  /** Alerts that wait to be told. */
  readonly waiting: number;
}

/** One subscription with all of its address. Throws `not_found`. */
export async function readSubscriber(ctx: Pick<Context, 'db'>, number: number): Promise<SubscriberView> {
  const rows = (await besideSubscription(ctx.db.query, number)).map(hidden);
  const one = rows.find((row) => row.id === number);
  if (one === undefined) throw new DulyError('not_found', `There is no subscription ${number} by mail.`);
  const sent = await sentTo(
    ctx.db.query,
    rows.map((row) => row.id),
  );
  return { one, all: rows, ...sent };
}
