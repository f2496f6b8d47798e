/**
 * The hold of one pass on what it has claimed. It is short, so that another worker soon takes over from a dead
 * one, and renewed while the pass is alive. A pass that could not renew in time (a blocked process, a database
 * that was away) knows that it has lost its hold and stops sending.
 */
import { randomUUID } from 'node:crypto';
import { monotonicMs } from '../clock.ts';
import { renewLease } from '../store/deliveries.ts';
import type { Context } from './context.ts';

export const LEASE_MS = 30_000;
const RENEW_MS = 8_000;

export interface Lease {
  /** Names this pass in the rows it holds. */
  readonly by: string;
  holds(): boolean;
  end(): void;
}

/** Begins to hold; call it before claiming, so that what it believes ends no later than what the database does. */
export function holdLease(ctx: Context): Lease {
  const by = `${ctx.workerName}:${randomUUID().slice(0, 8)}`;
  let until = monotonicMs() + LEASE_MS;
  const renew = async (): Promise<void> => {
    const next = monotonicMs() + LEASE_MS;
    try {
      await renewLease(ctx.db.query, by, LEASE_MS);
      until = next;
    } catch (error) {
      ctx.log.warn({ error: (error as Error).message }, 'the lease could not be renewed');
    }
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  return {
    by,
    holds: () => monotonicMs() < until,
    end: () => clearInterval(timer),
  };
}
