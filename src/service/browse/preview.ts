/**
 * What a deadline would become, before it is saved: the same reading as when it is recorded or moved, nothing
 * stored. So a person sees the window and how it follows from the words, and can still say it otherwise.
 */
import { assess } from '../../domain/assess.ts';
import { assertZone, parseInstant } from '../../domain/civil.ts';
import { resolve } from '../../domain/deadline/resolve.ts';
import type { Alternative, Said, Window } from '../../domain/deadline/types.ts';
import { DulyError } from '../../domain/errors.ts';
import { readRecords } from '../../store/records.ts';
import type { Context } from '../context.ts';
import { type DeadlineInput, deadlineFrom } from '../deadline-input.ts';
import { parse } from '../input.ts';
import { moveInput } from '../move.ts';
import { recordInput } from '../record.ts';

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
}

function preview(input: DeadlineInput, said: Said, now: number): DeadlinePreview {
  const row = deadlineFrom(input, said);
  const byWords = input.deadline !== undefined && row.rule !== 'by-hand';
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
  };
}

/** The deadline of a commitment that is about to be recorded. Throws `DulyError('invalid')` as recording would. */
export function previewRecord(ctx: Context, raw: unknown): DeadlinePreview {
  const now = ctx.clock.now();
  const input = parse(recordInput, raw);
  const zone = assertZone(input.zone, 'zone');
  return preview(input, { saidAt: parseInstant(input.saidAt, zone, 'saidAt'), zone }, now);
}

/** The deadline that a move would bring. Throws `invalid` and `not_found` as moving would. */
export async function previewMove(ctx: Context, raw: unknown): Promise<DeadlinePreview> {
  const now = ctx.clock.now();
  const input = parse(moveInput, raw);
  const record = (await readRecords(ctx.db.query, [input.id])).get(input.id);
  if (record === undefined) throw new DulyError('not_found', `There is no commitment ${input.id}.`);
  const zone = input.zone === undefined ? assess(record, now).deadline.zone : assertZone(input.zone, 'zone');
  const saidAt = input.saidAt === undefined ? now : parseInstant(input.saidAt, zone, 'saidAt');
  return preview({ ...input, deadlineReason: input.reason }, { saidAt, zone }, now);
}
