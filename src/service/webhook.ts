/**
 * A webhook as a channel: what is chosen becomes a small JSON document, which is signed and posted anew on each
 * attempt; an endpoint that is gone, or from which nothing but failures has come for days, is disabled.
 */
import type { SendOutcome } from '../domain/send-outcome.ts';
import { suspendAddress } from '../store/deliveries.ts';
import { type EndpointRow, endpointAt, endpointFails, endpointWorks } from '../store/endpoints.ts';
import { outcomeOfPost } from '../webhook/outcome.ts';
import { type HookAlert, hookMessage } from '../webhook/payload.ts';
import { endpointSecret, hookId, signedHeaders } from '../webhook/signature.ts';
import type { Addressed } from './channels.ts';
import type { Context } from './context.ts';
import { type Chosen, lineFor, sentAs } from './letter.ts';

/** So long nothing but failures, and an endpoint is disabled. */
export const DISABLED_AFTER_MS = 5 * 86_400_000;
export const BY_HAND = 'disabled by hand';

const USER_AGENT = 'Duly (Standard Webhooks)';

function alertOf(chosen: Chosen, baseUrl: string): HookAlert {
  const { alert, present } = chosen;
  const line = lineFor(chosen, baseUrl, 'en');
  const { window, zone } = present.assessment.deadline;
  return {
    commitment: present.story.id,
    url: line.url,
    title: line.title,
    status: present.assessment.status,
    kind: line.kind,
    reason: { word: sentAs(chosen), sentence: line.reason },
    window,
    zone,
    derivation: line.explanation,
    key: alert.key,
    corrects: line.kind === 'corrected' ? alert.corrects : [],
    exampleData: line.exampleData,
    occurredAt: line.occurredAt,
  };
}

/** The request that tells of all that was chosen. */
export function writeAlerts(ctx: Context, chosen: readonly Chosen[]): { raw: Buffer; subject: string } {
  const { subject, body } = hookMessage(chosen.map((one) => alertOf(one, ctx.baseUrl)));
  return { raw: Buffer.from(body), subject };
}

/** The secrets that sign at `now` (epoch milliseconds): the new one, and the one before while it still counts. */
export function secretsOf(
  ctx: Pick<Context, 'secret'>,
  endpoint: Pick<EndpointRow, 'id' | 'salt' | 'previousSalt' | 'previousUntil'>,
  now: number,
): string[] {
  const { id, salt, previousSalt, previousUntil } = endpoint;
  const old = previousSalt !== null && previousUntil !== null && previousUntil > now ? [previousSalt] : [];
  return [salt, ...old].map((one) => endpointSecret(ctx.secret, { id, salt: one }));
}

/** Signs and posts a body to an endpoint, once. */
export async function postSigned(
  ctx: Context,
  endpoint: Pick<EndpointRow, 'id' | 'url' | 'salt' | 'previousSalt' | 'previousUntil'>,
  message: { id: string; body: string },
): Promise<SendOutcome> {
  const now = ctx.clock.now();
  const headers = {
    'content-type': 'application/json',
    'user-agent': USER_AGENT,
    ...signedHeaders({ ...message, at: now, secrets: secretsOf(ctx, endpoint, now) }),
  };
  const result = await ctx.poster.post(endpoint.url, headers, message.body);
  return outcomeOfPost(result, now);
}

/** One attempt at a delivery. Its id is the same on every attempt, also after a worker has died. */
export async function postAlerts(ctx: Context, to: Addressed, raw: Buffer): Promise<SendOutcome> {
  const endpoint = await endpointAt(ctx.db.query, to.address);
  if (endpoint === null)
    return { outcome: 'refused', code: 0, answer: 'the endpoint is no longer on record', refuses: 'message' };
  return postSigned(ctx, endpoint, { id: hookId(to.messageId), body: raw.toString('utf8') });
}

/** Notes how an endpoint fares, and disables one that says it is gone or that has failed for days. */
export async function endpointFared(
  ctx: Context,
  { address }: Addressed,
  outcome: SendOutcome,
): Promise<void> {
  const endpoint = await endpointAt(ctx.db.query, address);
  if (endpoint === null) return;
  const { id } = endpoint;
  const disable = async (why: string): Promise<void> => {
    await suspendAddress(ctx.db.query, address, why);
    ctx.log.error({ webhook: id, why }, 'webhook disabled; `duly webhook enable` opens it again');
  };
  if (outcome.outcome === 'sent') return endpointWorks(ctx.db.query, id);
  if (outcome.outcome === 'refused') {
    if (outcome.refuses === 'mailbox') await disable(`the endpoint says it is gone: ${outcome.answer}`);
    return;
  }
  const now = ctx.clock.now();
  const since = await endpointFails(ctx.db.query, id, now);
  if (now - since >= DISABLED_AFTER_MS)
    await disable(
      `nothing but failures for ${DISABLED_AFTER_MS / 86_400_000} days; the last: ${outcome.answer}`,
    );
}
