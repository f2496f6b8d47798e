/**
 * A relay that refuses one message has something against it; one that refuses message after message, whoever they go
 * to, has something against us. Then the way out is paused and each further refusal is put off instead of failing,
 * until one message is taken: after a pause the next one probes it.
 */
import { createHash } from 'node:crypto';
import type { SendOutcome } from '../domain/send-outcome.ts';
import { keepRefused, refusedInARow } from '../store/delivery-log.ts';
import type { Context } from './context.ts';

const SERIES = 10;

export interface Refusals {
  /** The outcome as it is to be taken: a refusal in a series is no fault of the message. */
  judge(address: string, outcome: SendOutcome): SendOutcome;
  /** Keeps the count for the next pass. */
  keep(): Promise<void>;
}

export async function openRefusals(ctx: Pick<Context, 'db'>, channel: string): Promise<Refusals> {
  const before = await refusedInARow(ctx.db.query, channel);
  // Digests: this list must not keep the address of anybody.
  const refused = new Set(before);
  const digest = (address: string) => createHash('sha256').update(address).digest('hex').slice(0, 16);
  let changed = false;
  return {
    judge(address, outcome) {
      if (outcome.outcome === 'sent' && refused.size > 0) {
        refused.clear();
        changed = true;
      }
      if (outcome.outcome !== 'refused' || outcome.refuses !== 'message') return outcome;
      const size = refused.size;
      if (size < SERIES) refused.add(digest(address));
      changed ||= refused.size > size;
      if (refused.size < SERIES) return outcome;
      const answer = `${refused.size} messages in a row were refused, the last with: ${outcome.answer}`.slice(
        0,
        500,
      );
      return { outcome: 'channel', answer };
    },
    keep: async () => {
      if (changed) await keepRefused(ctx.db.query, channel, [...refused]);
    },
  };
}
