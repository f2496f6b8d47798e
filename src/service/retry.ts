/**
 * Sends a message again because somebody asks for it: 1. lock it, 2. refuse what would reach nobody or say what no
 * longer holds, 3. put it back to wait under its Message-ID, so that a reader who got it after all sees it once,
 * 4. note who asked. Two at once: the second finds it waiting already.
 */
import { z } from 'zod';
import { stillHolds } from '../domain/alerts.ts';
import { assess } from '../domain/assess.ts';
import { RETRIABLE, shownState } from '../domain/delivery-state.ts';
import { DulyError } from '../domain/errors.ts';
import type { Query } from '../store/database.ts';
import { lockForRetry, queueAgain, type Retriable, toldIn } from '../store/delivery-log.ts';
import { readRecords } from '../store/records.ts';
import type { Context } from './context.ts';
import { stillHanded } from './handed-mail.ts';
import { line, parse } from './input.ts';

export const retryInput = z.strictObject({
  id: z.coerce
    .number({ error: 'must be a number such as 12' })
    .int({ error: 'must be a whole number such as 12' })
    .min(1, { error: 'must be a whole number such as 12' })
    .max(Number.MAX_SAFE_INTEGER, { error: 'there is no such number' })
    .describe('Number of the message'),
  recordedBy: line(200).default('editor').describe('Who asks for it'),
});

const conflict = (id: number, why: string): DulyError =>
  new DulyError('conflict', `Message ${id} is not sent again: ${why}.`);

/** Mail to people who sign in here, and what to do instead: its link is good for minutes, and made when it is written. */
const NOT_AGAIN: Readonly<Partial<Record<Retriable['kind'], string>>> = {
  sign_in: 'its link is good for a few minutes only; its reader can ask for a new one at /sign-in',
  invite: 'an invitation holds no link; tell them to sign in at /sign-in, or use `duly user link`',
};

/** Why nobody would get it; null when somebody would. */
function unreachable({ kind, readerState, subscriptionWhy }: Retriable): string | null {
  if (kind === 'handed') return readerState === 'active' ? null : 'its reader does not sign in here any more';
  if (kind === 'confirm')
    return readerState === 'unconfirmed' || readerState === 'suspended'
      ? null
      : `the subscription is ${readerState} and asks for no confirmation`;
  if (readerState === 'active') return null;
  const why = subscriptionWhy === null ? '' : ` (${subscriptionWhy})`;
  return `the subscription is ${readerState}${why}; its reader can subscribe again`;
}

/** Whether anything of it still holds at `now`; a commitment that cannot be judged holds nothing. */
async function holds(query: Query, id: number, now: number): Promise<boolean> {
  const told = await toldIn(query, id);
  const records = await readRecords(query, [...new Set(told.map((one) => one.commitmentId))]);
  return told.some((one) => {
    const record = records.get(one.commitmentId);
    if (record === undefined) return false;
    try {
      return stillHolds(one, assess(record, now));
    } catch {
      return false; // the sender would set it aside for the same fault
    }
  });
}

/** Queues message `id` anew. Throws `DulyError` `invalid`, `not_found`, or `conflict` with the reason. */
export async function retryDelivery(ctx: Context, raw: unknown): Promise<{ id: number; was: string }> {
  const now = ctx.clock.now();
  const { id, recordedBy } = parse(retryInput, raw);
  const was = await ctx.db.inTransaction(async (query) => {
    const row = await lockForRetry(query, id);
    if (row === null) throw new DulyError('not_found', `There is no message ${id} in the outbox.`);
    const instead = NOT_AGAIN[row.kind];
    if (instead !== undefined) throw conflict(id, instead);
    const shown = shownState({ ...row, tried: row.attempts > 0 });
    if (shown === 'deferred' && row.state === 'sent')
      throw conflict(id, 'the mail server of its reader has it and still tries');
    if (!RETRIABLE.includes(shown))
      throw conflict(id, `it is ${shown}, and only what failed, bounced or was deferred can be`);
    const nobody = unreachable(row);
    if (nobody !== null) throw conflict(id, nobody);
    if (
      row.kind === 'handed' &&
      (await stillHanded({ ...ctx, db: { ...ctx.db, query } }, id, now)).why !== null
    )
      throw conflict(id, 'what it says no longer holds');
    if (row.kind === 'alerts' && !(await holds(query, id, now)))
      throw conflict(id, 'what it says no longer holds');
    await queueAgain(query, { id, was: shown, askedBy: recordedBy, now });
    return shown;
  });
  ctx.log.info(
    { delivery: id, was, by: recordedBy },
    'a message is sent again because somebody asked for it',
  );
  ctx.wake('deliver');
  return { id, was };
}
