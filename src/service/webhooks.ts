/**
 * Looking after webhooks: add, test, replace the secret, disable, enable, remove. Done only from the command line or
 * on the machine itself, so nobody has to confirm anything. A secret is shown once, when it is made.
 *
 * Each is one statement or one transaction on the subscription's state, which the fan-out and the sender ask; two at
 * once leave the later one's word.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import type { SendOutcome } from '../domain/send-outcome.ts';
import { type EndpointRow, endpointRow, endpointWorks } from '../store/endpoints.ts';
import { endpointSecret, hookId } from '../webhook/signature.ts';
import { parseEndpointUrl } from '../webhook/url.ts';
import type { Context } from './context.ts';
import { id as idInput, line, parse } from './input.ts';
import { preferencesOf } from './preferences.ts';
import { followed, subscribeInput } from './subscribe.ts';
import { BY_HAND, postSigned } from './webhook.ts';

/** So long the secret before still signs, milliseconds: time to bring the new one to the endpoint. */
export const ROTATION_MS = 24 * 3_600_000;

export const addWebhookInput = subscribeInput.omit({ address: true }).extend({
  url: z.string({ error: 'is required' }).max(4_000).describe('Address of the endpoint, https:// or http://'),
  recordedBy: line(200).describe('Who adds it'),
});

const salt = (): string => randomBytes(18).toString('base64url');

/** Adds an endpoint and what it follows. Its secret is in the answer and can never be shown again. */
export async function addWebhook(ctx: Context, raw: unknown) {
  const now = ctx.clock.now();
  const input = parse(addWebhookInput, raw);
  const url = parseEndpointUrl(input.url, ctx.poster);
  const fresh = { url, salt: salt(), createdAt: new Date(now), createdBy: input.recordedBy };
  return ctx.db.write(async (tx, query) => {
    await query(`select pg_advisory_xact_lock(hashtextextended('webhook:' || $1, 0))::text`, [url]);
    const same = await tx.subscription.findFirst({
      where: { endpoint: { url }, state: { not: 'ended' } },
      select: { endpointId: true },
    });
    if (same !== null)
      throw new DulyError(
        'conflict',
        `This address is webhook ${same.endpointId} already. Remove that first.`,
        {
          field: 'url',
        },
      );
    const { search, ...target } = await followed(tx, input);
    const { id } = await tx.endpoint.create({ data: fresh });
    const address = `webhook:${id}`;
    await tx.subscription.create({
      data: {
        channel: 'webhook',
        endpointId: id,
        address,
        capKey: address,
        follows: input.follows,
        ...target,
        ...(search === undefined ? {} : { search }),
        ...preferencesOf(input, now),
        state: 'active',
        createdAt: fresh.createdAt,
        confirmedAt: fresh.createdAt,
      },
    });
    return { id, url, secret: endpointSecret(ctx.secret, { id, salt: fresh.salt }) };
  });
}

/** The endpoint of that number. Throws `not_found`, or `conflict` when it was removed. */
async function present(ctx: Context, rawId: unknown): Promise<EndpointRow> {
  const id = parse(idInput, rawId);
  const row = await endpointRow(ctx.db.query, id);
  if (row === null) throw new DulyError('not_found', `There is no webhook ${id}.`);
  if (row.state === 'ended') throw new DulyError('conflict', `Webhook ${id} was removed.`);
  return row;
}

/** Posts a signed test event, whatever the state of the endpoint, and gives back what was answered. */
export async function testWebhook(
  ctx: Context,
  rawId: unknown,
): Promise<{ id: number; outcome: SendOutcome }> {
  const now = ctx.clock.now();
  const row = await present(ctx, rawId);
  const data = { webhook: row.id, message: 'A test. Nothing has happened.' };
  const body = JSON.stringify({ type: 'webhook.test', timestamp: new Date(now).toISOString(), data });
  const outcome = await postSigned(ctx, row, { id: hookId(salt()), body });
  if (outcome.outcome === 'sent') await endpointWorks(ctx.db.query, row.id);
  return { id: row.id, outcome };
}

/** Makes a new secret; for a day requests carry two signatures, the new one's and the one's before. */
export async function rotateWebhook(ctx: Context, rawId: unknown) {
  const now = ctx.clock.now();
  const row = await present(ctx, rawId);
  const previousUntilAt = now + ROTATION_MS;
  const fresh = salt();
  const { count } = await ctx.db.prisma.endpoint.updateMany({
    where: { id: row.id, salt: row.salt },
    data: { salt: fresh, previousSalt: row.salt, previousUntil: new Date(previousUntilAt) },
  });
  if (count === 0) throw new DulyError('conflict', 'Somebody else has just replaced this secret.');
  return { id: row.id, secret: endpointSecret(ctx.secret, { id: row.id, salt: fresh }), previousUntilAt };
}

/** Sends nothing more until it is enabled; what waits is dropped. */
export async function disableWebhook(ctx: Context, rawId: unknown): Promise<{ id: number }> {
  const row = await present(ctx, rawId);
  await ctx.db.prisma.subscription.updateMany({
    where: { endpointId: row.id, state: 'active' },
    data: { state: 'suspended', endedWhy: BY_HAND },
  });
  return { id: row.id };
}

/** Sends again, from now on: what happened meanwhile is not sent afterwards. */
export async function enableWebhook(ctx: Context, rawId: unknown): Promise<{ id: number }> {
  const now = ctx.clock.now();
  const row = await present(ctx, rawId);
  await ctx.db.write(async (tx) => {
    await tx.endpoint.update({ where: { id: row.id }, data: { failingSince: null } });
    await tx.subscription.updateMany({
      where: { endpointId: row.id, state: 'suspended' },
      data: { state: 'active', endedWhy: null, confirmedAt: new Date(now) },
    });
  });
  return { id: row.id };
}

/** Ends it for good; its log stays, its secret signs nothing any more. */
export async function removeWebhook(ctx: Context, rawId: unknown): Promise<{ id: number }> {
  const now = ctx.clock.now();
  const row = await present(ctx, rawId);
  await ctx.db.write(async (tx) => {
    await tx.endpoint.update({
      where: { id: row.id },
      data: { salt: salt(), previousSalt: null, previousUntil: null, failingSince: null },
    });
    await tx.subscription.updateMany({
      where: { endpointId: row.id, state: { not: 'ended' } },
      data: { state: 'ended', endedAt: new Date(now), endedWhy: 'removed' },
    });
  });
  return { id: row.id };
}
