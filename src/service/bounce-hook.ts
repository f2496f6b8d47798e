/** What a mail provider tells by webhook: which messages came back or were complained about. Safe to repeat. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { FEEDBACK_KINDS } from '../domain/delivery-state.ts';
import { DulyError } from '../domain/errors.ts';
import { correctedKind, statusIn } from '../domain/report-kind.ts';
import { boundedAnswer } from '../domain/send-outcome.ts';
import { parseAddress } from '../mail/address.ts';
import { matchAddress, matchDelivery } from '../store/feedback.ts';
import type { Context } from './context.ts';
import { takeFeedback } from './feedback.ts';
import { parse } from './input.ts';

const MOST = 500;

const item = z
  .strictObject({
    id: z.string().min(1).max(200).optional().describe('The name of this report, for one without a message'),
    messageId: z.string().min(3).max(400).optional(),
    deliveryId: z
      .union([z.string().regex(/^\d{1,15}$/), z.number().int().positive().transform(String)], {
        error: 'must be the number of a message, such as 12',
      })
      .optional(),
    address: z.string().max(400).optional(),
    kind: z.enum(FEEDBACK_KINDS, { error: `must be one of ${FEEDBACK_KINDS.join(', ')}` }),
    status: z
      .string()
      .regex(/^[245]\.\d{1,3}\.\d{1,3}$/, { error: 'must be an enhanced status such as 5.1.1' })
      .optional(),
    diagnostic: z.string().max(10_000).default(''),
  })
  .refine((one) => (one.messageId ?? one.deliveryId ?? one.address) !== undefined, {
    error: 'give messageId, deliveryId or address',
  });
const hookInput = z.union([z.array(item).max(MOST), item.transform((one) => [one])], {
  error: `must be a report or an array of at most ${MOST}`,
});

type Item = z.output<typeof item>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Throws `DulyError`: `not_found` when no secret is set, `forbidden` for any other than that. */
export function checkHookSecret(ctx: Pick<Context, 'hookSecret'>, authorization: string | undefined): void {
  if (ctx.hookSecret === undefined)
    throw new DulyError('not_found', 'Reports are not taken here: BOUNCE_HOOK_SECRET is not set.');
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  if (!timingSafeEqual(digest(given), digest(ctx.hookSecret)))
    throw new DulyError('forbidden', 'The secret is not that of this installation. Nothing was changed.');
}

async function matched(ctx: Context, one: Item) {
  const { query } = ctx.db;
  if (one.deliveryId !== undefined) return matchDelivery(query, { id: one.deliveryId });
  if (one.messageId !== undefined) {
    const messageId = one.messageId.startsWith('<') ? one.messageId : `<${one.messageId}>`;
    return matchDelivery(query, { messageId });
  }
  return matchAddress(query, parseAddress(one.address ?? ''));
}

export interface HookResult {
  readonly taken: number;
  readonly repeated: number;
  /** About no message or address of ours. */
  readonly unmatched: number;
}

/** Takes in the reports of one call. Throws `DulyError('invalid')` before anything is taken. */
export async function takeHook(ctx: Context, raw: unknown): Promise<HookResult> {
  const items = parse(hookInput, raw);
  for (const { address } of items) if (address !== undefined) parseAddress(address);
  const counts = { taken: 0, repeated: 0, unmatched: 0 };
  for (const one of items) {
    const about = await matched(ctx, one);
    if (about === null) {
      counts.unmatched += 1;
      continue;
    }
    const diagnostic = boundedAnswer(one.diagnostic);
    const status = statusIn(one.status ?? null, diagnostic);
    const said = { kind: correctedKind(one.kind, status), status, diagnostic };
    counts[await takeFeedback(ctx, { about, said, via: 'webhook', id: one.id })] += 1;
  }
  if (counts.unmatched > 0) ctx.log.warn(counts, 'reports came about messages that are not ours');
  return counts;
}
