/**
 * Takes in what came back for a message: 1. find the message, 2. weigh one report about an address at a time,
 * 3. write it down once, 4. act: a mailbox that is gone is suspended at once, one that fails again and again after
 * some times, one whose owner complains at once. A rule that refused a message does nothing to the address.
 *
 * Two at once, or the same report twice: the key is unique, and the second finds it.
 */
import { createHash } from 'node:crypto';
import type { FeedbackKind } from '../domain/delivery-state.ts';
import type { Query } from '../store/database.ts';
import {
  addFeedback,
  feedbackCounts,
  feedbackKnown,
  lockFeedback,
  type Matched,
  type NewFeedback,
  softCount,
  suspendFor,
} from '../store/feedback.ts';
import type { Context } from './context.ts';

const DAY_MS = 86_400_000;
/** So many messages of one address that came back as "not now" within so many days are as good as gone. */
const SOFT_LIMIT = 5;
const SOFT_DAYS = 7;

export interface Weighed {
  readonly kind: FeedbackKind;
  readonly status: string | null;
  readonly diagnostic: string;
}

/** Why the address is suspended, as its owner is told; null when it is not. */
async function consequence(
  query: Query,
  { kind, status }: Weighed,
  about: Matched,
  now: number,
): Promise<string | null> {
  // Whoever has confirmed since then can be reached, and wants to be.
  if (about.sentAt !== null && about.confirmedAt !== null && about.sentAt < about.confirmedAt) return null;
  switch (kind) {
    case 'hard':
      return `mail to the address came back: there is no such mailbox${status === null ? '' : ` (${status})`}`;
    case 'complaint':
      return 'a message was reported as unwanted';
    case 'soft': {
      const since = Math.max(now - SOFT_DAYS * DAY_MS, about.confirmedAt ?? 0);
      const count = (await softCount(query, about.address, since)) + 1;
      return count >= SOFT_LIMIT ? `${count} messages in ${SOFT_DAYS} days could not be delivered` : null;
    }
    case 'policy':
    case 'delay':
      return null;
  }
}

/** Takes in one report; `id` names it when no message is known that it is about. */
export async function takeFeedback(
  ctx: Context,
  input: { about: Matched; said: Weighed; via: NewFeedback['via']; id?: string | undefined },
): Promise<'taken' | 'repeated'> {
  const now = ctx.clock.now();
  const { about, said, via, id } = input;
  const content = [about.address, said.kind, said.status, said.diagnostic, Math.floor(now / DAY_MS)];
  const key =
    about.deliveryId === null
      ? `report:${createHash('sha256')
          .update(id ?? JSON.stringify(content))
          .digest('hex')}`
      : `delivery:${about.deliveryId}:${about.round}:${said.kind}`;
  const taken = await ctx.db.inTransaction(async (query) => {
    await lockFeedback(query, about.address);
    if (await feedbackKnown(query, key)) return null;
    const why = await consequence(query, said, about, now);
    const suspended = why === null ? 0 : await suspendFor(query, about.address, why);
    const action = suspended > 0 ? 'suspended' : 'none';
    const { deliveryId, round, address } = about;
    await addFeedback(query, { ...said, key, deliveryId, round, address, via, action, reportedAt: now });
    return action;
  });
  if (taken === null) return 'repeated';
  const { kind, status } = said;
  ctx.log.info({ delivery: about.deliveryId, kind, status, via, action: taken }, 'something came back');
  return 'taken';
}

/** What came back in the last seven days, and how many addresses are suspended. */
export const readReturns = async (ctx: Context) => {
  const counts = await feedbackCounts(ctx.db.query, ctx.clock.now() - SOFT_DAYS * DAY_MS);
  const { hard = 0, soft = 0, policy = 0, complaint = 0, delay = 0 } = counts.kinds;
  return { days: SOFT_DAYS, ...counts, kinds: { hard, soft, policy, complaint, delay } };
};
export type Returns = Awaited<ReturnType<typeof readReturns>>;

/** More of what is sent than this comes back: providers begin to refuse everything. */
const TOLERATED = 0.05;
const ENOUGH = 20;

/** The counts, and what of them or of how they are heard of wants a person: one finding for page and command. */
export async function returnsFinding(ctx: Context): Promise<{ readonly ok: boolean; readonly text: string }> {
  const found = await readReturns(ctx);
  const { hard, soft, complaint } = found.kinds;
  const back = hard + soft + complaint;
  const heard = ctx.bounceAddress !== undefined || ctx.hookSecret !== undefined || ctx.mailer === null;
  const wrong = !heard
    ? 'Nothing hears of bounces: set BOUNCE_ADDRESS or BOUNCE_HOOK_SECRET.'
    : back >= ENOUGH && back > TOLERATED * found.sent
      ? `That is more than ${100 * TOLERATED} % of ${found.sent} messages sent.`
      : null;
  const text = returnsText(found);
  return wrong === null ? { ok: true, text } : { ok: false, text: `${text} ${wrong}` };
}

/** The counts in one sentence, the same on page, command and check-up. */
export function returnsText({ days, kinds, suspended, failed }: Returns): string {
  const { hard, soft, policy, complaint, delay } = kinds;
  return (
    `In the last ${days} days: ${hard} hard bounces, ${soft} soft, ${policy} refused by a rule, ${complaint} complaints, ` +
    `${delay} delays, ${failed} not sent. Suspended addresses: ${suspended}.`
  );
}
