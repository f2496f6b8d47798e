/**
 * What a deadline would become, before it is saved: the same reading as when it is recorded or moved, nothing
 * stored. So a person sees the window and how it follows from the words, and can still say it otherwise.
 */
import { assess } from '../../domain/assess.ts';
import { resolve } from '../../domain/deadline/resolve.ts';
import type { Alternative, Said, Window } from '../../domain/deadline/types.ts';
import { DulyError } from '../../domain/errors.ts';
import { readRecords } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { type DeadlineInput, type DeadlineRow, isByHand } from '../deadline-input.ts';
import { parse } from '../input.ts';
import { moveInput, revisionOf } from '../move.ts';
import { readRecording } from '../record.ts';

export interface DeadlinePreview {
  /** Null: no date; then `reviewAt` or `anchor` says what it waits for. */
  readonly window: Window | null;
  readonly zone: string;
  readonly basis: string;
  /** How it follows from the words, in one sentence. */
  readonly explanation: string;
  /** Epoch milliseconds. */
  readonly reviewAt: number | null;
  /** The event it waits for, in words. */
  readonly anchor: string | null;
  /** Other fair readings of the same words. */
  readonly alternatives: readonly Alternative[];
  /** Whether the window has closed already: it would be overdue at once. */
  readonly past: boolean;
  /** What a person should know before saving; nothing of it is in the way. */
  readonly notes: readonly string[];
}

function notesOn(input: DeadlineInput, row: DeadlineRow, now: number): string[] {
  const notes: string[] = [];
  if (isByHand(input) && input.deadline !== undefined)
    notes.push('The words are kept; the dates set by hand count.');
  if (row.reviewAt !== null && row.reviewAt.getTime() <= now)
    notes.push('The day to look again has come already: it would be asked for at once.');
  return notes;
}

function preview(input: DeadlineInput, row: DeadlineRow, said: Said, now: number): DeadlinePreview {
  const byWords = input.deadline !== undefined && !isByHand(input);
  const resolution = byWords ? resolve(input.deadline ?? '', said) : null;
  const window =
    row.opensAt === null || row.closesAt === null
      ? null
      : { opensAt: row.opensAt.getTime(), closesAt: row.closesAt.getTime() };
  return {
    window,
    zone: row.zone,
    basis: row.basis,
    explanation: row.explanation,
    reviewAt: row.reviewAt?.getTime() ?? null,
    anchor: row.anchor,
    alternatives: resolution?.outcome === 'window' ? resolution.alternatives : [],
    past: window !== null && window.closesAt <= now,
    notes: notesOn(input, row, now),
  };
}

/**
 * The deadline of a commitment that is about to be recorded. Throws `DulyError('invalid')` as recording would, and
 * when dates are set by hand without a reason: whoever sets them at a form can be asked.
 */
export function previewRecord(ctx: Context, raw: unknown): DeadlinePreview {
  const now = ctx.clock.now();
  const { input, deadline, saidAt, zone } = readRecording(raw, now);
  if (isByHand(input) && input.deadlineReason === undefined)
    throw new DulyError('invalid', 'Dates set by hand need a reason: say where they come from.', {
      field: 'deadlineReason',
    });
  return preview(input, deadline, { saidAt, zone }, now);
}

/** The deadline that a move would bring. Throws `invalid`, `conflict` and `not_found` as moving would. */
export async function previewMove(ctx: Context, raw: unknown): Promise<DeadlinePreview> {
  const now = ctx.clock.now();
  const input = parse(moveInput, raw);
  const record = (await readRecords(ctx.db.query, [input.id])).get(input.id);
  if (record === undefined) throw new DulyError('not_found', `There is no commitment ${input.id}.`);
  const { deadline, said } = revisionOf(input, assess(record, now), now);
  return preview(input, deadline, said, now);
}
