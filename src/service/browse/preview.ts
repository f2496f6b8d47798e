/**
 * What a deadline would become, before it is saved: the same reading as when it is recorded or moved, nothing
 * stored. So a person sees the window and how it follows from the words, chooses among fair readings, and can still
 * say it otherwise.
 */
import { z } from 'zod';
import { assess } from '../../domain/assess.ts';
import { assertZone, parseInstant } from '../../domain/civil.ts';
import { vagueness } from '../../domain/criteria.ts';
import { isRead, languagesRead } from '../../domain/deadline/locale.ts';
import { resolve } from '../../domain/deadline/resolve.ts';
import type { Confidence, Said, Window } from '../../domain/deadline/types.ts';
import { namesOnlyItsEnd } from '../../domain/deadline/windows.ts';
import { DulyError } from '../../domain/errors.ts';
import { describeTarget } from '../../domain/words.ts';
import { readRecords } from '../../store/records.ts';
import { calendarForMove, calendarNamed } from '../calendar-input.ts';
import { type Coming, comingOf } from '../coming.ts';
import type { Context } from '../context.ts';
import { type DeadlineInput, deadlineFields, deadlineFrom, isByHand } from '../deadline-input.ts';
import type { DeadlineRow, SaidByCalendar } from '../deadline-row.ts';
import { id, line, optional, parse } from '../input.ts';
import { assertMoves, moveInput, revisionOf, sourceLanguage } from '../move.ts';
import { findReading, isOpen, likelyReading, type Reading, readingsOf } from '../readings.ts';
import { readRecording, type recordInput } from '../record.ts';

export interface DeadlinePreview {
  /** Null: no date; then `reviewAt` or `anchor` says what it waits for. */
  readonly window: Window | null;
  /** Whether the words named the end of the window alone. */
  readonly by: boolean;
  readonly zone: string;
  readonly basis: string;
  /** How it follows from the words, in one sentence. */
  readonly explanation: string;
  /** Epoch milliseconds. */
  readonly reviewAt: number | null;
  /** The event it waits for, in words. */
  readonly anchor: string | null;
  /** How sure the resolver is; null when the dates are set by hand or there are none. */
  readonly confidence: Confidence | null;
  /** What only a person can answer; null when there is nothing to ask. */
  readonly question: string | null;
  /** Every fair reading of the words, the one taken first; empty when there is but one and nothing is asked. */
  readonly readings: readonly Reading[];
  /** The `key` of the reading that counts; null while one has to be chosen. */
  readonly chosen: string | null;
  /** The series that the words name; `window` is its first occurrence. */
  readonly coming: Coming | null;
  /** Whether the window has closed already: it would be overdue at once. */
  readonly past: boolean;
  /** What a person should know before saving; nothing of it is in the way. */
  readonly notes: readonly string[];
}

function notesOn(
  input: DeadlineInput,
  row: DeadlineRow,
  { said, now }: { said: Said; now: number },
): string[] {
  const notes: string[] = [];
  if (isByHand(input) && input.deadline !== undefined)
    notes.push('The words are kept; the dates set by hand count.');
  if (row.reviewAt !== null && row.reviewAt.getTime() <= now)
    notes.push('The day to look again has come already: it would be asked for at once.');
  if (input.deadline !== undefined && !isByHand(input) && said.locale !== undefined && !isRead(said.locale))
    notes.push(
      `Only ${languagesRead()} are read: words in another language are read as if they were English.`,
    );
  return notes;
}

/** What the words alone say beyond the row that would be stored. */
function wordsOf(input: DeadlineInput, said: Said) {
  const nothing = { confidence: null, question: null, readings: [], chosen: null, coming: null };
  if (input.deadline === undefined || isByHand(input)) return nothing;
  const resolution = resolve(input.deadline, said);
  if (resolution.outcome === 'none') return nothing;
  const { confidence, question = null, alternatives } = resolution;
  const all = readingsOf(resolution);
  const given = input.reading === undefined ? undefined : findReading(resolution, input.reading);
  const chosen = given ?? (isOpen(resolution) ? undefined : all[0]);
  const coming = comingOf(chosen === undefined ? resolution : { ...resolution, window: chosen.window });
  const readings = alternatives.length === 0 && question === null ? [] : all;
  return { confidence, question, readings, chosen: chosen?.key ?? null, coming };
}

function preview(input: DeadlineInput, row: DeadlineRow, said: Said, now: number): DeadlinePreview {
  const window =
    row.opensAt === null || row.closesAt === null
      ? null
      : { opensAt: row.opensAt.getTime(), closesAt: row.closesAt.getTime() };
  return {
    ...wordsOf(input, said),
    window,
    by: window !== null && namesOnlyItsEnd(window, row),
    zone: row.zone,
    basis: row.basis,
    explanation: row.explanation,
    reviewAt: row.reviewAt?.getTime() ?? null,
    anchor: row.anchor,
    past: window !== null && window.closesAt <= now,
    notes: notesOn(input, row, { said, now }),
  };
}

/** What is to be counted, as it was read; where it holds for each of them, side by side. Null: done or not done. */
function targetNote(input: z.output<typeof recordInput>): string | null {
  const { committers, comparator = 'at_least', quantity, unit, perParty } = input;
  if (quantity === undefined || unit === undefined) return null;
  const target = { comparator, quantity, unit, perParty: false };
  if (!perParty) return `What counts: ${describeTarget(target)}.`;
  const names = [...new Set(committers)];
  const [only] = names;
  if (names.length === 1)
    return `It holds for each of those who must act, but only ${only} is named: name the others, or leave it out.`;
  return `It holds for each side: ${names.map((name) => `${name} ${describeTarget(target)}`).join('; ')}.`;
}

/**
 * The deadline of a commitment that is about to be recorded. Throws `DulyError('invalid')` as recording would, and
 * when dates are set by hand without a reason: whoever sets them at a form can be asked.
 */
export async function previewRecord(ctx: Context, raw: unknown): Promise<DeadlinePreview> {
  const now = ctx.clock.now();
  const read = await readRecording(ctx.db.query, raw, now, likelyReading);
  const { input, deadline, saidAt, zone, calendar } = read;
  if (isByHand(input) && input.deadlineReason === undefined)
    throw new DulyError('invalid', 'Dates set by hand need a reason: say where they come from.', {
      field: 'deadlineReason',
    });
  const looked = preview(input, deadline, { saidAt, zone, locale: input.language, calendar }, now);
  const hint = input.fulfilledWhen === undefined ? null : vagueness(input.fulfilledWhen);
  const about = hint === null ? null : `A hint about fulfilment: ${hint}`;
  const notes = [...looked.notes, targetNote(input), about].filter((note) => note !== null);
  if (read.series === null || looked.window === null) return { ...looked, notes };
  return {
    ...looked,
    notes,
    coming: comingOf({ ...looked, window: looked.window, recurrence: read.series }),
  };
}

/** The deadline that a move would bring. Throws `invalid`, `conflict` and `not_found` as moving would. */
export async function previewMove(ctx: Context, raw: unknown): Promise<DeadlinePreview> {
  const now = ctx.clock.now();
  const input = parse(moveInput, raw);
  const record = (await readRecords(ctx.db.query, [input.id])).get(input.id);
  if (record === undefined) throw new DulyError('not_found', `There is no commitment ${input.id}.`);
  const language = await sourceLanguage(ctx.db.prisma, input.id);
  const before = assess(record, now);
  const calendar = await calendarForMove(ctx.db.query, input.id, input.calendar);
  const { deadline, said } = revisionOf(input, before, { now, language, calendar, choose: likelyReading });
  const looked = preview(input, deadline, said, now);
  // The same words as before may be chosen to mean another of their readings.
  if (looked.readings.length === 0) assertMoves(input.id, deadline, before);
  return looked;
}

/** What a form has while words are being typed into it: the words, and when and where they were said. */
export const typedInput = z.strictObject({
  deadline: deadlineFields.deadline,
  reading: deadlineFields.reading,
  calendar: deadlineFields.calendar,
  saidAt: optional(line(60)),
  zone: optional(line(60)),
  language: optional(line(20)),
  reviewOn: deadlineFields.reviewOn,
  /** The words move the date of this one: what the form does not ask for is as it stands there. */
  commitment: optional(id),
});

async function circumstances(
  ctx: Context,
  input: z.output<typeof typedInput>,
  now: number,
): Promise<SaidByCalendar> {
  const { query, prisma } = ctx.db;
  const at = (zone: string): number | undefined =>
    input.saidAt === undefined ? undefined : parseInstant(input.saidAt, zone, 'saidAt');
  if (input.commitment === undefined) {
    if (input.zone === undefined) throw missing('zone', 'In which time zone were the words said?');
    const zone = assertZone(input.zone, 'zone');
    const saidAt = at(zone);
    if (saidAt === undefined) throw missing('saidAt', 'When were the words said?');
    return { saidAt, zone, locale: input.language, calendar: await calendarNamed(query, input.calendar) };
  }
  const record = (await readRecords(query, [input.commitment])).get(input.commitment);
  if (record === undefined) throw new DulyError('not_found', `There is no commitment ${input.commitment}.`);
  const { zone } = assess(record, now).deadline;
  const locale = input.language ?? (await sourceLanguage(prisma, record.id));
  const calendar = await calendarForMove(query, record.id, input.calendar);
  return { saidAt: at(zone) ?? now, zone, locale, calendar };
}

const missing = (field: string, question: string): DulyError =>
  new DulyError('invalid', `${question} The date counts from there.`, { field });

/**
 * The deadline that words would bring, while somebody types them: nothing else of the form need be there yet.
 * Throws `DulyError('invalid')` that says what is missing or wrong.
 */
export async function previewWords(ctx: Context, raw: unknown): Promise<DeadlinePreview> {
  const now = ctx.clock.now();
  const input = parse(typedInput, raw);
  const said = await circumstances(ctx, input, now);
  if (said.saidAt > now)
    throw new DulyError('invalid', 'saidAt lies in the future: words are recorded after they were said.', {
      field: 'saidAt',
    });
  return preview(input, deadlineFrom(input, said, likelyReading), said, now);
}
