/**
 * Takes evidence back, one piece or all of one origin: 1. find the pieces, 2. write each withdrawal with the
 * commitment locked, 3. judge anew. What rested on it counts no more; both stay on record. Of many each is a change
 * of its own: after a failure the rest can be withdrawn by the same call.
 */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import type { Status } from '../domain/record.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { id, line, optional, parse } from './input.ts';

export const withdrawInput = z.strictObject({
  evidence: optional(id).describe('Number of the evidence'),
  origin: optional(line(300)).describe('Withdraw every piece that comes from here, whatever it is about'),
  reason: line(1_000).describe('Why it no longer stands'),
  recordedBy: line(200).default('editor').describe('Who withdraws it'),
});

/** One piece, from the page of commitment `id`. */
export const withdrawOneInput = withdrawInput.omit({ origin: true }).extend({
  id: id.describe('Number of the commitment'),
  evidence: id.describe('Number of the evidence'),
});

/** One piece taken back, and what rested on it. */
export interface Withdrawn {
  readonly evidence: number;
  readonly commitment: number;
  /** Amounts that count no more, by number. */
  readonly entries: readonly number[];
  /** Decisions that count no more, by number. */
  readonly verdicts: readonly number[];
  readonly was: Status;
  readonly status: Status;
}

async function withdrawPiece(
  ctx: Context,
  piece: { id: number; commitmentId: number },
  { reason, recordedBy }: { reason: string; recordedBy: string },
): Promise<Withdrawn> {
  let found: Omit<Withdrawn, 'status'> | null = null;
  const assessment = await change(ctx, piece.commitmentId, async ({ record, before, now, tx }) => {
    if (record.more.withdrawals.some(({ evidenceId }) => evidenceId === piece.id))
      throw new DulyError('conflict', `Evidence ${piece.id} has been withdrawn before.`);
    const restsOnIt = (fact: { evidenceId: number | null }) => fact.evidenceId === piece.id;
    found = {
      evidence: piece.id,
      commitment: piece.commitmentId,
      entries: record.progress.filter(restsOnIt).map((entry) => entry.id),
      verdicts: record.verdicts.filter(restsOnIt).map((verdict) => verdict.id),
      was: before.status,
    };
    await tx.evidenceWithdrawal.create({
      data: {
        commitmentId: piece.commitmentId,
        evidenceId: piece.id,
        reason,
        recordedAt: new Date(now),
        recordedBy,
      },
    });
  });
  if (found === null) throw new Error(`evidence ${piece.id} was not looked at`);
  return { ...(found as Omit<Withdrawn, 'status'>), status: assessment.status };
}

/** Returns what was withdrawn. Throws `invalid`, `not_found` or `conflict`. */
export async function withdrawEvidence(ctx: Context, raw: unknown): Promise<Withdrawn[]> {
  const input = parse(withdrawInput, raw);
  if ((input.evidence === undefined) === (input.origin === undefined))
    throw new DulyError('invalid', 'Give the number of one piece, or the origin of all that come from it.', {
      field: 'evidence',
    });
  const { evidence, origin } = input;
  const pieces = await ctx.db.prisma.evidence.findMany({
    where: evidence !== undefined ? { id: evidence } : { origin: origin ?? null, withdrawal: null },
    select: { id: true, commitmentId: true },
    orderBy: { id: 'asc' },
  });
  if (pieces.length === 0)
    throw new DulyError(
      'not_found',
      evidence === undefined ? `No evidence comes from “${origin}”.` : `There is no evidence ${evidence}.`,
    );
  const withdrawn: Withdrawn[] = [];
  for (const piece of pieces) withdrawn.push(await withdrawPiece(ctx, piece, input));
  return withdrawn;
}

/** Withdraws one piece from the page of commitment `id`. Throws as `withdrawEvidence`. */
export async function withdrawOne(ctx: Context, raw: unknown): Promise<void> {
  const { id: commitment, ...input } = parse(withdrawOneInput, raw);
  const found = await ctx.db.prisma.evidence.findUnique({ where: { id: input.evidence } });
  if (found?.commitmentId !== commitment)
    throw new DulyError('invalid', `Commitment ${commitment} has no evidence ${input.evidence}.`, {
      field: 'evidence',
    });
  await withdrawEvidence(ctx, input);
}
