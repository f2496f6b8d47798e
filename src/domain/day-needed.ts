/**
 * When a fulfilment happened, once the window has closed: left out it would be taken for now, and the public verdict
 * would be "late" without anybody having said so. Then the day has to be given; the word "now" is an answer too. Pure.
 */
import { civilDate } from './civil.ts';
import { daysLate } from './days.ts';
import type { Window } from './deadline/types.ts';
import { DulyError } from './errors.ts';
import type { Outcome } from './record.ts';
import { describeStatus } from './words.ts';

/** What there is to be late for when somebody says, `now` (epoch milliseconds), that it was done. */
export interface Open {
  readonly window: Window | null;
  readonly now: number;
}

export const asksForDay = ({ window, now }: Open): boolean => window !== null && now >= window.closesAt;

const refuse = (means: string): DulyError =>
  new DulyError(
    'invalid',
    `Say when it happened, which need not be when it was learnt: the window has closed, and the day decides whether it was in time. “now” would make it ${means}.`,
    { field: 'happenedAt' },
  );

/**
 * Throws `DulyError('invalid')` that says what "now" would mean, where a fulfilment is decided without its day after the
 * window has closed.
 */
export function requireDayOf(outcome: Outcome, open: Open & { zone: string; graceMs: number }): void {
  const { window, now, zone, graceMs } = open;
  if ((outcome !== 'met' && outcome !== 'partly_met') || !asksForDay(open) || window === null) return;
  // During the grace it is closed and not late yet.
  const late = now >= window.closesAt + graceMs;
  const days = late ? daysLate(now, window.closesAt, zone) : 0;
  const words = describeStatus({ status: outcome, late, daysLate: days });
  throw refuse(outcome === 'met' ? `“${words}”` : `“${words}” on ${civilDate(now, zone)}, after the window`);
}

/** The same for an amount that is added, or supports another. */
export function requireDayOfAmount(open: Open & { zone: string }): void {
  if (asksForDay(open)) throw refuse(`an amount of ${civilDate(open.now, open.zone)}, after the window`);
}
