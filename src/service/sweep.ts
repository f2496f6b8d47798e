/**
 * One bounded pass over the commitments whose next check has come: 1. claim a batch, 2. judge each, 3. write
 * statuses, events and the outbox in one statement, 4. commit. Two sweeps at once skip each other's rows; what
 * is already written is not written again.
 *
 * A row that cannot be judged, or whose news cannot be written, is set aside with its error and looked at again
 * after an hour; the rest of the batch goes on.
 */
import { occasionsSince } from '../domain/alerts.ts';
import { assess } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import type { CommitmentRecord } from '../domain/record.ts';
import { type Announcement, setAside, writeAnnouncements } from '../store/announce.ts';
import type { Query } from '../store/database.ts';
import { claimDue, nearestCheck } from '../store/records.ts';
import type { Context } from './context.ts';

export interface SweepResult {
  /** Rows looked at; equal to the limit when more may be waiting. */
  readonly examined: number;
  readonly events: number;
  readonly occasions: number;
  readonly faults: number;
  /** The nearest next check, epoch milliseconds: at once when more may be waiting, null when nothing is scheduled. */
  readonly nextCheckAt: number | null;
}

const RETRY_FAULT_MS = 3_600_000;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What is new about a commitment; nothing else of it stays in memory while the batch waits for its statement. */
function judge(record: CommitmentRecord, now: number): Announcement {
  const assessment = assess(record, now);
  const { status, late, nextCheckAt, at, disputed } = assessment;
  const since = record.knownUntil;
  return {
    id: record.id,
    assessment: { status, late, nextCheckAt, at, disputed },
    moments: assessment.moments.filter((moment) => moment.knownAt > since),
    occasions: occasionsSince(record, assessment, since),
  };
}

type Written = Pick<SweepResult, 'events' | 'occasions'>;
type SetAside = (id: number, error: unknown) => Promise<void>;
type Write = (query: Query, batch: readonly Announcement[], fault: SetAside) => Promise<Written>;

/** Writes the batch as one, and is refused when anything is wrong with any of it. */
const whole: Write = (query, batch) => writeAnnouncements(query, batch, 'refuse');

/** Writes the batch, and finds the rows that the database refuses by writing it in ever smaller halves. */
const inHalves: Write = async (query, batch, fault) => {
  const none = { events: 0, occasions: 0 };
  if (batch.length === 0) return none;
  await query('savepoint batch');
  try {
    return await writeAnnouncements(query, batch, 'skip');
  } catch (error) {
    await query('rollback to savepoint batch');
    if (batch.length === 1) {
      await fault(batch[0]?.id ?? 0, error);
      return none;
    }
    const half = Math.ceil(batch.length / 2);
    const left = await inHalves(query, batch.slice(0, half), fault);
    const right = await inHalves(query, batch.slice(half), fault);
    return { events: left.events + right.events, occasions: left.occasions + right.occasions };
  }
};

/** The pass itself, in one transaction. */
function pass(ctx: Context, { now, limit, write }: { now: number; limit: number; write: Write }) {
  return ctx.db.inTransaction(async (query) => {
    const records = await claimDue(query, now, limit);
    let faults = 0;
    const fault: SetAside = async (id, error) => {
      faults += 1;
      ctx.log.error({ commitment: id, error: messageOf(error) }, 'commitment set aside');
      await setAside(query, { id, fault: messageOf(error), now, retryAt: now + RETRY_FAULT_MS });
    };
    const batch: Announcement[] = [];
    for (const record of records) {
      try {
        batch.push(judge(record, now));
      } catch (error) {
        await fault(record.id, error);
      }
    }
    const examined = records.length;
    const { events, occasions } = await write(query, batch, fault);
    return { examined, events, occasions, faults };
  });
}

/** Runs one pass over at most `limit` rows (default 1,000). */
export async function sweep(ctx: Context, limit = 1_000): Promise<SweepResult> {
  const now = ctx.clock.now();
  // A savepoint would cost every row a second lock, so they are only set when a pass has been refused.
  const result = await pass(ctx, { now, limit, write: whole }).catch((error) => {
    if (error instanceof DulyError) throw error;
    return pass(ctx, { now, limit, write: inHalves });
  });
  if (result.occasions > 0) ctx.wake('fan-out');
  if (result.events > 0) ctx.log.info(result, 'swept');
  return { ...result, nextCheckAt: result.examined === limit ? now : await nearestCheck(ctx.db.query) };
}
