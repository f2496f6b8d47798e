/**
 * Records a new date for the same act: 1. read the input, 2. resolve it against when and where the new words
 * were said, 3. supersede the deadline in force, 4. write the next version with its reason, 5. judge anew.
 * The first date stays on record. Two at once: the row lock puts them in order; each is a version of its own.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { assertZone, parseInstant } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';
import type { StoredCalendar } from '../store/calendars.ts';
import type { Tx } from '../store/database.ts';
import { requestDerivations } from '../store/derivations.ts';
import { calendarForMove, keepCalendar } from './calendar-input.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { type Choose, deadlineFields, deadlineFrom } from './deadline-input.ts';
import type { DeadlineRow, SaidByCalendar } from './deadline-row.ts';
import { supersede } from './derivation.ts';
import { id, line, optional, parse } from './input.ts';
import { recurrenceOf } from './series-input.ts';

const { deadlineReason: _, ...fields } = deadlineFields;

export const moveInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  reason: line(1_000).describe('Why the date has moved, and who said so'),
  saidAt: optional(line(60)).describe('When the new date was said; default now'),
  zone: optional(line(60)).describe('Time zone of the new words; default that of the commitment'),
  language: optional(line(20)).describe(
    'Language of the new words, such as en-GB; default that of the source',
  ),
  recordedBy: line(200).default('editor').describe('Who records it'),
  ...fields,
});

/** A deadline for the same act, and when and where its words were said. */
export interface Revision {
  readonly deadline: DeadlineRow;
  readonly said: SaidByCalendar;
}

/** Language of the document in which the first words were said; new words are taken to be in it as well. */
export async function sourceLanguage(tx: Pick<Tx, 'commitment'>, id: number): Promise<string> {
  const select = { statement: { select: { source: { select: { language: true } } } } };
  return (await tx.commitment.findUniqueOrThrow({ where: { id }, select })).statement.source.language;
}

/**
 * The deadline that a move brings, without storing anything: the form's preview asks the same, with its own way to
 * `choose` a reading. `before` is how the commitment stands at `now` (epoch milliseconds), `language` that of its
 * source, `calendar` the one that working days are counted by. Throws `invalid`, or `conflict` when it is settled.
 */
export function revisionOf(
  input: z.output<typeof moveInput>,
  before: Assessment,
  given: { now: number; language: string; calendar: StoredCalendar | undefined; choose?: Choose },
): Revision {
  const { now, calendar, choose } = given;
  if (before.settledAt !== null)
    throw new DulyError(
      'conflict',
      `Commitment ${input.id} is settled (${before.status}): reopen it before moving its date.`,
    );
  const zone = input.zone === undefined ? before.deadline.zone : assertZone(input.zone, 'zone');
  const saidAt = input.saidAt === undefined ? now : parseInstant(input.saidAt, zone, 'saidAt');
  if (saidAt > now)
    throw new DulyError('invalid', 'saidAt lies in the future: a new date is recorded after it was said.', {
      field: 'saidAt',
    });
  const said = { saidAt, zone, locale: input.language ?? given.language, calendar };
  const deadline = deadlineFrom({ ...input, deadlineReason: input.reason }, said, choose);
  if (recurrenceOf(input, said) !== null)
    throw new DulyError(
      'invalid',
      `“${input.deadline}” names a series, and this is one commitment: give its own new date, or record the series.`,
      { field: 'deadline' },
    );
  return { deadline, said };
}

/** Throws `DulyError('conflict')` when commitment `id` stands with this very deadline already. */
export function assertMoves(id: number, deadline: DeadlineRow, before: Assessment): void {
  const same =
    deadline.opensAt?.getTime() === before.deadline.window?.opensAt &&
    deadline.closesAt?.getTime() === before.deadline.window?.closesAt &&
    (deadline.reviewAt?.getTime() ?? null) === before.deadline.reviewAt &&
    (deadline.anchor !== null && deadline.opensAt === null) === before.deadline.pending;
  if (same)
    throw new DulyError('conflict', `Nothing moves: commitment ${id} has this deadline already.`, {
      field: 'deadline',
    });
}

/** Records the revision and returns the new assessment. Throws `invalid`, `not_found` or `conflict`. */
export async function moveDeadline(ctx: Context, raw: unknown): Promise<Assessment> {
  const input = parse(moveInput, raw);
  const assessment = await change(ctx, input.id, async ({ record, before, now, tx, query }) => {
    const language = await sourceLanguage(tx, input.id);
    const calendar = await calendarForMove(query, input.id, input.calendar);
    await keepCalendar(query, calendar);
    const { deadline } = revisionOf(input, before, { now, language, calendar });
    assertMoves(input.id, deadline, before);
    const { reason, recordedBy: by } = input;
    await supersede(tx, record, { row: deadline, cause: 'stated', reason, now, by });
    // The event that the new words wait for may be on record already.
    if (deadline.anchor !== null) await requestDerivations(query, [input.id], { by, now });
  });
  if (assessment.deadline.pending) ctx.wake('derive');
  return assessment;
}
