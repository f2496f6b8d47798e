/**
 * Records when the event happens that deadlines wait for, or that this had been recorded in error: 1. read the input,
 * 2. lock the commitments in the order of their numbers, 3. see that each waits for an event, 4. write the report,
 * 5. ask the workers for the date; all in one transaction, so that of several commitments all are recorded or none.
 * Earlier reports stay; the latest one counts. Two at once: the row locks put them in order.
 */
import { z } from 'zod';
import { addMonths, civilDate, parseCivilDate, parseInstant, yearOf } from '../domain/civil.ts';
import { type AnchorTime, isAhead } from '../domain/deadline/anchored.ts';
import { countsForward } from '../domain/deadline/offset.ts';
import { DulyError } from '../domain/errors.ts';
import { formatDate, formatInstant } from '../domain/shown.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Query, Tx } from '../store/database.ts';
import { requestDerivations, type StoredDeadline, storedDeadline } from '../store/derivations.ts';
import { lockRecord } from '../store/records.ts';
import type { Context } from './context.ts';
import { eventTime, fromEvent } from './derivation.ts';
import { flag, id, line, list, optional, parse, text, webAddress } from './input.ts';

export const anchorInput = z.strictObject({
  ids: list(id, 200)
    .refine((ids) => ids.length > 0, { error: 'must name at least one commitment' })
    .describe('Numbers of the commitments that wait for the event'),
  happenedOn: optional(line(10)).describe('Day on which it happened, where the deadline counts'),
  happenedAt: optional(line(60)).describe('Instant at which it happened, for deadlines of hours'),
  withdraw: flag.describe('It was recorded in error: the deadline waits again; needs note'),
  note: optional(text(2_000)).describe('What is known about it, in words'),
  url: optional(webAddress).describe('Link to what shows it'),
  recordedBy: line(200).default('editor').describe('Who records it'),
});
type Input = z.output<typeof anchorInput>;

/** The same for one commitment, as its page asks it. */
export const anchorOneInput = anchorInput.omit({ ids: true }).extend({ id });

/** What was reported about one commitment. */
export interface AnchorReport {
  readonly id: number;
  /** The words that name the event. */
  readonly anchor: string;
  /** Civil date; null when an instant was given, and when the report was withdrawn. */
  readonly happenedOn: string | null;
  /** Epoch milliseconds. */
  readonly happenedAt: number | null;
  readonly zone: string;
}

function assertWhole({ happenedOn, happenedAt, withdraw, note }: Input): void {
  const refuse = (message: string, field: string) => new DulyError('invalid', message, { field });
  const given = [happenedOn, happenedAt].filter((time) => time !== undefined).length;
  if (withdraw && given > 0)
    throw refuse('Either the event is taken back (withdraw), or it has a day: not both.', 'withdraw');
  if (withdraw && note === undefined)
    throw refuse('Say in a note why the event is taken back: it stays on record.', 'note');
  if (given === 2) throw refuse('Give happenedOn or happenedAt, not both.', 'happenedAt');
  if (!withdraw && given === 0)
    throw refuse('Say when the event happened: give happenedOn (a day) or happenedAt.', 'happenedOn');
}

function timeOf(input: Input, zone: string): AnchorTime | null {
  if (input.happenedOn !== undefined) return { on: parseCivilDate(input.happenedOn, 'happenedOn') };
  return input.happenedAt === undefined ? null : { at: parseInstant(input.happenedAt, zone, 'happenedAt') };
}

/** Refuses what cannot be so: nothing waits, nothing to take back, or an event to count from that lies ahead. */
function assertPossible(
  stored: StoredDeadline | null,
  time: AnchorTime | null,
  id: number,
  now: number,
): void {
  if (stored === null || stored.anchor === null || stored.offset === null)
    throw new DulyError('conflict', `The deadline of commitment ${id} waits for no event.`, { field: 'ids' });
  const { anchor, offset, zone } = stored;
  const before = eventTime(stored);
  if (time === null) {
    if (before !== null) return;
    throw new DulyError(
      'conflict',
      `Commitment ${id}: “${anchor}” is not on record, so nothing is taken back.`,
    );
  }
  if (isAhead(time, now, zone) && countsForward(offset)) {
    const field = 'on' in time ? 'happenedOn' : 'happenedAt';
    const today = formatDate(civilDate(now, zone));
    throw new DulyError(
      'invalid',
      `${field} lies in the future (today is ${today} in ${zone}): commitment ${id} counts on from “${anchor}”, so record ` +
        'that when it has happened. Only what counts back from an event takes a planned day.',
      { field },
    );
  }
  if (before !== null && JSON.stringify(before) === JSON.stringify(time)) {
    const when = 'on' in time ? formatDate(time.on) : formatInstant(time.at, zone);
    throw new DulyError('conflict', `Commitment ${id}: “${anchor}” is on record for ${when} already.`);
  }
}

/** An event that lies further back than this before the words is a mistyped year more often than an event. */
const YEARS_BEFORE_THE_WORDS = 50;
/** Years outside of these have no room left for what follows from a date: other zones, grace, reminders. */
const [FIRST_YEAR, LAST_YEAR] = [1000, 8999];

/** The last day of the date that the event would give; null when that leaves the calendar. */
async function derivedDay(
  query: Query,
  stored: StoredDeadline,
  { time, now }: { time: AnchorTime; now: number },
): Promise<string | null> {
  const calendar = stored.calendar === null ? null : await readCalendar(query, stored.calendar);
  const happened = 'on' in time ? { on: time.on, at: null } : { on: null, at: time.at };
  const event = { id: 0, happenedOn: happened.on, happenedAt: happened.at, note: null };
  try {
    const closesAt = fromEvent({ ...stored, event }, calendar ?? undefined, now)?.closesAt;
    return closesAt == null ? null : civilDate(closesAt.getTime() - 1, stored.zone);
  } catch (error) {
    if (error instanceof DulyError && error.code === 'invalid') return null;
    throw error;
  }
}

/** Refuses a mistyped year: it would tell everybody at once that a date of long ago has passed, or never give one. */
async function assertLikely(
  query: Query,
  stored: StoredDeadline,
  { time, now }: { time: AnchorTime; now: number },
): Promise<void> {
  const { zone, saidAt, anchor, commitmentId } = stored;
  const field = 'on' in time ? 'happenedOn' : 'happenedAt';
  const refuse = (why: string): DulyError =>
    new DulyError('invalid', `${field} ${why} Is its year mistyped?`, { field });
  const day = 'on' in time ? time.on : civilDate(time.at, zone);
  const said = civilDate(saidAt, zone);
  const earliest = addMonths(said, -12 * YEARS_BEFORE_THE_WORDS);
  if (day < earliest)
    throw refuse(
      `${day} lies more than ${YEARS_BEFORE_THE_WORDS} years before the words were said (${said}): an event from ` +
        `${earliest} on is taken.`,
    );
  const derived = await derivedDay(query, stored, { time, now });
  const year = derived === null ? 0 : yearOf(derived);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw refuse(
      `${day} would give commitment ${commitmentId} a date (${stored.offset} from “${anchor}”) outside the years ` +
        `${FIRST_YEAR} to ${LAST_YEAR}.`,
    );
}

async function keep(
  tx: Tx,
  input: Input,
  at: { stored: StoredDeadline; time: AnchorTime | null; now: number },
): Promise<AnchorReport> {
  const { stored, time, now } = at;
  const anchor = stored.anchor ?? '';
  const happenedOn = time !== null && 'on' in time ? time.on : null;
  const happenedAt = time !== null && 'at' in time ? time.at : null;
  await tx.anchorEvent.create({
    data: {
      commitmentId: stored.commitmentId,
      anchor,
      happenedOn: happenedOn === null ? null : new Date(happenedOn),
      happenedAt: happenedAt === null ? null : new Date(happenedAt),
      url: input.url ?? null,
      note: input.note ?? null,
      recordedAt: new Date(now),
      recordedBy: input.recordedBy,
    },
  });
  return { id: stored.commitmentId, anchor, happenedOn, happenedAt, zone: stored.zone };
}

/**
 * Records it; a worker then works out the dates. Throws `invalid`, `not_found` or `conflict`; nothing is recorded
 * then, for none of the commitments.
 */
export async function recordAnchor(ctx: Context, raw: unknown): Promise<AnchorReport[]> {
  const clockNow = ctx.clock.now();
  const input = parse(anchorInput, raw);
  assertWhole(input);
  const ids = [...new Set(input.ids)].sort((a, b) => a - b);
  const reports = await ctx.db.write(async (tx, query) => {
    const kept: AnchorReport[] = [];
    for (const id of ids) {
      const record = await lockRecord(query, id);
      if (record === null) throw new DulyError('not_found', `There is no commitment ${id}.`);
      // Knowledge never goes back, whatever this machine's clock says.
      const now = Math.max(clockNow, record.knownUntil + 1);
      const stored = await storedDeadline(query, id);
      const time = timeOf(input, stored?.zone ?? 'UTC');
      assertPossible(stored, time, id, clockNow);
      if (stored !== null && time !== null) await assertLikely(query, stored, { time, now });
      if (stored !== null) kept.push(await keep(tx, input, { stored, time, now }));
    }
    await requestDerivations(query, ids, { by: input.recordedBy, now: clockNow });
    return kept;
  });
  ctx.wake('derive');
  return reports;
}

/** Records it for one commitment. Throws as `recordAnchor`. */
export async function anchorOfOne(ctx: Context, raw: unknown): Promise<AnchorReport[]> {
  const { id, ...input } = parse(anchorOneInput, raw);
  return recordAnchor(ctx, { ...input, ids: [id] });
}
