/**
 * How every recorded fact enters: 1. lock the commitment and what it is a part of, 2. let knowledge time move on,
 * 3. write the fact, 4. judge anew, 5. write statuses, events and the outbox, also of the wholes, all in one
 * transaction; 6. wake the workers.
 *
 * Two at once: the row lock puts them in order. Knowledge time is lifted above what was already announced, so
 * that a machine whose clock is behind cannot record a fact into the past, where nobody would look for it.
 */
import { occasionsSince } from '../domain/alerts.ts';
import { type Assessment, assess } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { type CommitmentRecord, isOpen, type Status } from '../domain/record.ts';
import { writeAnnouncements } from '../store/announce.ts';
import type { Query, Tx } from '../store/database.ts';
import { deadlineByRule, requestDerivations, storedDeadline } from '../store/derivations.ts';
import { lockRecord, lockWholes, type Whole } from '../store/records.ts';
import type { Context } from './context.ts';

/** What the writer of a fact is given: the record before it, and the instant at which it is recorded. */
export interface Change {
  readonly record: CommitmentRecord;
  readonly before: Assessment;
  readonly now: number;
  readonly tx: Tx;
  readonly query: Query;
}

/** Judges a commitment whose facts have changed and writes down what that brings; returns the assessment. */
export async function announce(query: Query, id: number, now: number, since: number): Promise<Assessment> {
  const record = await lockRecord(query, id);
  if (record === null) throw new DulyError('not_found', `There is no commitment ${id}.`);
  const assessment = assess(record, now);
  const moments = assessment.moments.filter((moment) => moment.knownAt > since);
  const occasions = occasionsSince(record, assessment, since);
  await writeAnnouncements(query, [{ id, assessment, moments, occasions }], 'skip');
  return assessment;
}

/** Judges anew what something that has changed is a part of; `wholes` are locked, from the nearest upwards. */
export async function announceWholes(query: Query, wholes: readonly Whole[], now: number): Promise<void> {
  for (const { id, knownUntil } of wholes) await announce(query, id, now, knownUntil);
}

/** Whether a change let a date matter again that nobody was held to before it, or only as a matter of record. */
const opensAgain = (before: Status, after: Status): boolean => !isOpen(before) && before !== after;

/**
 * While nobody was held to it, what came to be known of its event, or of its calendar of working days, was noted and
 * moved no date: that is caught up with, whichever fact opened it again.
 */
async function askForDate(query: Query, assessment: Assessment, id: number, now: number): Promise<void> {
  const waits = typeof (await storedDeadline(query, id))?.anchor === 'string';
  if (!waits && typeof (await deadlineByRule(query, id))?.calendarId !== 'number') return;
  const by = assessment.moments.findLast(({ knownAt }) => knownAt === now)?.actor ?? 'worker';
  await requestDerivations(query, [id], { by, now });
}

/** The same within a transaction that does more; whoever calls it wakes the workers when that has been committed. */
export async function changeWithin(
  { tx, query, id, clockNow }: { tx: Tx; query: Query; id: number; clockNow: number },
  write: (change: Change) => Promise<void>,
): Promise<Assessment> {
  const record = await lockRecord(query, id);
  if (record === null) throw new DulyError('not_found', `There is no commitment ${id}.`);
  const wholes = await lockWholes(query, id);
  // Later than what has been announced of any of them, or the news would be looked for where nobody looks.
  const now = Math.max(clockNow, record.knownUntil + 1, ...wholes.map((whole) => whole.knownUntil + 1));
  const before = assess(record, now);
  await write({ record, before, now, tx, query });
  const assessment = await announce(query, id, now, record.knownUntil);
  if (opensAgain(before.status, assessment.status)) await askForDate(query, assessment, id, now);
  await announceWholes(query, wholes, now);
  return assessment;
}

/**
 * Records a fact about commitment `id`; `write` inserts it with `recordedAt` = the given `now`.
 * Throws `DulyError('not_found')`, and whatever `write` refuses; nothing is changed then.
 */
export async function change(
  ctx: Context,
  id: number,
  write: (change: Change) => Promise<void>,
): Promise<Assessment> {
  const clockNow = ctx.clock.now();
  let before: Status | undefined;
  const noted = (given: Change): Promise<void> => {
    before = given.before.status;
    return write(given);
  };
  const assessment = await ctx.db.write((tx, query) => changeWithin({ tx, query, id, clockNow }, noted));
  ctx.wake('fan-out');
  if (assessment.nextCheckAt !== null) ctx.wake('sweep', assessment.nextCheckAt);
  if (before !== undefined && opensAgain(before, assessment.status)) ctx.wake('derive');
  return assessment;
}
