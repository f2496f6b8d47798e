/**
 * What a worker does about dates that are to be worked out anew, one at a time: 1. take a request, 2. lock its
 * commitment, 3. work the date out from the event and the calendar on record, 4. if it moves, supersede it with
 * the reason, judge anew and announce, 5. drop the request; all in one transaction.
 *
 * Two workers at once skip each other's requests, and of two requests for one commitment the second finds nothing
 * to move. A worker that dies leaves the request where it was. One that cannot be done is set aside with its error
 * and looked at again after an hour; the others go on.
 */
import { assertNever, DulyError } from '../domain/errors.ts';
import type { Status } from '../domain/record.ts';
import { readCalendar, readCalendarVersion } from '../store/calendars.ts';
import type { Query } from '../store/database.ts';
import {
  claimDerivation,
  type DerivationRequest,
  deadlineByRule,
  finishDerivation,
  postponeDerivation,
  type StoredDeadline,
  storedDeadline,
} from '../store/derivations.ts';
import { changeWithin } from './change.ts';
import type { Context } from './context.ts';
import type { DeadlineRow } from './deadline-row.ts';
import { byCalendar, fromEvent, sameWindow, supersede, whyMoved } from './derivation.ts';

export interface DeriveResult {
  /** Requests taken; equal to the limit when more may be waiting. */
  readonly taken: number;
  readonly moved: number;
  readonly faults: number;
}

const RETRY_FAULT_MS = 3_600_000;

/** The date as it is to be now; null when it stays. */
async function workOut(query: Query, stored: StoredDeadline, now: number): Promise<DeadlineRow | null> {
  const calendar = stored.calendar === null ? null : await readCalendar(query, stored.calendar);
  if (stored.anchor !== null) {
    const row = fromEvent(stored, calendar ?? undefined, now);
    return row === null || sameWindow(row, stored) ? null : row;
  }
  // Somebody may have set the date by hand since it was asked for.
  const byRule = await deadlineByRule(query, stored.commitmentId);
  if (byRule === null || calendar === null || byRule.calendarId === null) return null;
  const from = await readCalendarVersion(query, byRule.calendarId);
  return byCalendar(byRule, { from, to: calendar, now });
}

/**
 * Whether it is to be dated anew. A fact dates also what was done or not: it may have been late. What nobody is
 * held to any more has no date to move, and a calendar moves open dates only.
 */
function isDated({ anchor }: StoredDeadline, status: Status): boolean {
  switch (status) {
    case 'undated':
    case 'pending':
    case 'upcoming':
    case 'due':
    case 'overdue':
      return true;
    case 'met':
    case 'partly_met':
    case 'not_met':
      return anchor !== null;
    case 'withdrawn':
    case 'superseded':
    case 'void':
      return false;
    default:
      return assertNever(status);
  }
}

type Done = { moved: boolean; nextCheckAt: number | null };

/** Takes one request and does it; null when none is there. */
function one(ctx: Context, failed: (request: DerivationRequest) => void): Promise<Done | null> {
  const clockNow = ctx.clock.now();
  return ctx.db.write(async (tx, query) => {
    const request = await claimDerivation(query, clockNow);
    if (request === null) return null;
    failed(request);
    const { id, commitmentId, requestedBy } = request;
    let moved = false;
    const assessment = await changeWithin(
      { tx, query, id: commitmentId, clockNow },
      async ({ record, before, now }) => {
        const stored = await storedDeadline(query, commitmentId);
        if (stored === null || !isDated(stored, before.status)) return;
        const row = await workOut(query, stored, now);
        if (row === null) return;
        await supersede(tx, record, { row, ...whyMoved(stored, row, now), now, by: requestedBy });
        moved = true;
      },
    );
    await finishDerivation(query, id);
    return { moved, nextCheckAt: assessment.nextCheckAt };
  });
}

/** Does at most `limit` requests (default 200). Throws `DulyError('unavailable')` when the database is away. */
export async function derive(ctx: Context, limit = 200): Promise<DeriveResult> {
  const result = { taken: 0, moved: 0, faults: 0 };
  while (result.taken < limit) {
    let request: DerivationRequest | null = null;
    try {
      const done = await one(ctx, (claimed) => {
        request = claimed;
      });
      if (done === null) break;
      if (done.moved) {
        result.moved += 1;
        ctx.wake('fan-out');
        if (done.nextCheckAt !== null) ctx.wake('sweep', done.nextCheckAt);
      }
    } catch (error) {
      const claimed = request as DerivationRequest | null;
      if (claimed === null || (error instanceof DulyError && error.code === 'unavailable')) throw error;
      const fault = error instanceof Error ? error.message : String(error);
      ctx.log.error({ commitment: claimed.commitmentId, error: fault }, 'date could not be worked out');
      const notBeforeAt = ctx.clock.now() + RETRY_FAULT_MS;
      await postponeDerivation(ctx.db.query, { id: claimed.id, fault, notBeforeAt });
      result.faults += 1;
    }
    result.taken += 1;
  }
  if (result.moved > 0) ctx.log.info(result, 'dates worked out anew');
  return result;
}
