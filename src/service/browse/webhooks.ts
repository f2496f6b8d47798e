/** Webhooks for looking at: how each fares, and what was sent to it. Secrets are never part of it. */
import { DulyError } from '../../domain/errors.ts';
import { describeSearch, searchIn } from '../../domain/search.ts';
import { type HookDelivery, hookLog } from '../../store/browse/webhooks.ts';
import { type EndpointRow, endpointRow, endpointRows } from '../../store/endpoints.ts';
import type { Context } from '../context.ts';
import { id as idInput, parse } from '../input.ts';
import { BY_HAND } from '../webhook.ts';

export type { HookDelivery } from '../../store/browse/webhooks.ts';

export interface WebhookView {
  readonly id: number;
  readonly url: string;
  readonly state: 'active' | 'failing' | 'disabled' | 'removed';
  /** Why it is disabled; null while it is not. */
  readonly disabledWhy: string | null;
  /** Since when nothing has got through, epoch milliseconds; null when the last request did. */
  readonly failingSinceAt: number | null;
  /** In words: "everything", "the tag prisoners". */
  readonly followed: string;
  readonly kinds: readonly string[];
  readonly leads: readonly number[];
  readonly createdAt: number;
  readonly createdBy: string;
  /** Until when the secret before the present one signs too, epoch milliseconds; null when only one does. */
  readonly rotatingUntilAt: number | null;
  readonly lastSentAt: number | null;
  /** Requests that wait to be sent. */
  readonly waiting: number;
}

const FOLLOWED: Readonly<Record<string, (name: string) => string>> = {
  all: () => 'everything',
  tag: (name) => `the tag ${name}`,
  commitment: (name) => `“${name}”`,
  source: (name) => `the source “${name}”`,
  search: (kept) => describeSearch(searchIn(JSON.parse(kept))),
};

function viewOf(row: EndpointRow, now: number): WebhookView {
  const { id, url, failingSince, kinds, leads, createdAt, createdBy, lastSentAt, waiting } = row;
  const disabled = row.state === 'suspended';
  const open = failingSince === null ? 'active' : 'failing';
  const { previousUntil } = row;
  return {
    id,
    url,
    state: row.state === 'ended' ? 'removed' : disabled ? 'disabled' : open,
    disabledWhy: disabled ? row.why : null,
    failingSinceAt: failingSince,
    followed: (FOLLOWED[row.follows] ?? ((name: string) => name))(row.followed ?? ''),
    kinds,
    leads,
    createdAt,
    createdBy,
    rotatingUntilAt: previousUntil !== null && previousUntil > now ? previousUntil : null,
    lastSentAt,
    waiting,
  };
}

/** All that have not been removed. */
export async function listWebhooks(ctx: Context): Promise<WebhookView[]> {
  const now = ctx.clock.now();
  return (await endpointRows(ctx.db.query)).map((row) => viewOf(row, now));
}

/** One of them, with the latest requests, newest first. Throws `not_found`. */
export async function readWebhook(
  ctx: Context,
  rawId: unknown,
): Promise<WebhookView & { readonly log: readonly HookDelivery[] }> {
  const now = ctx.clock.now();
  const id = parse(idInput, rawId);
  const row = await endpointRow(ctx.db.query, id);
  if (row === null) throw new DulyError('not_found', `There is no webhook ${id}.`);
  return { ...viewOf(row, now), log: await hookLog(ctx.db.query, row.subscriptionId) };
}

/** What a person should look at: those that fail, and those that were disabled by their failures. */
export async function webhookFaults(ctx: Context): Promise<string[]> {
  const all = await listWebhooks(ctx);
  return all.flatMap((one) => {
    if (one.state === 'disabled' && one.disabledWhy !== BY_HAND)
      return [`webhook ${one.id} is disabled (${one.disabledWhy ?? 'no reason on record'})`];
    return one.state === 'failing' ? [`webhook ${one.id} fails`] : [];
  });
}
