/**
 * An editor's decision: met (with evidence), in part, not met, withdrawn, superseded or void; and its reversal.
 * 1. read the input, 2. keep the evidence, 3. write the verdict, 4. judge anew. A decision in force must be
 * reversed before another is made. Two at once: the row lock puts them in order, and the second is refused.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { OUTCOMES } from '../domain/record.ts';
import { verdictInForce } from '../domain/settle.ts';
import { requestDerivations, storedDeadline } from '../store/derivations.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { evidenceFields, keepEvidence, requireEvidence, whenSaid } from './evidence-input.ts';
import { happened, id, line, optional, parse } from './input.ts';

export const closeInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  outcome: z
    .enum(OUTCOMES, { error: `must be one of ${OUTCOMES.join(', ')}` })
    .describe(`The decision: ${OUTCOMES.join(', ')}`),
  reason: line(1_000).describe('Why'),
  ...evidenceFields,
});

/** Marking met: the reason may be left to the evidence. */
export const metInput = closeInput
  .omit({ outcome: true })
  .extend({ reason: optional(line(1_000)).describe('Why') });

export const reopenInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  reason: line(1_000).describe('Why the decision is taken back'),
  recordedBy: line(200).default('editor').describe('Who takes it back'),
});

/** Records the decision and returns the new assessment. Throws `invalid`, `not_found` or `conflict`. */
export async function closeCommitment(ctx: Context, raw: unknown): Promise<Assessment> {
  const input = parse(closeInput, raw);
  const shown = input.evidenceUrl !== undefined || input.note !== undefined;
  if (input.outcome === 'met' || input.outcome === 'partly_met') requireEvidence(input);
  return change(ctx, input.id, async ({ record, before, now, tx }) => {
    const standing = verdictInForce(record);
    if (standing !== null)
      throw new DulyError(
        'conflict',
        `Commitment ${input.id} has been decided (${standing.outcome}): reopen it first.`,
      );
    const { zone } = before.deadline;
    const fulfils = input.outcome === 'met' || input.outcome === 'partly_met';
    const saidAt = fulfils ? await whenSaid(tx, input.id) : null;
    const happenedAt = happened(input.happenedAt, { zone, now, field: 'happenedAt', saidAt });
    const where = { commitmentId: input.id, happenedAt, now };
    await tx.verdict.create({
      data: {
        commitmentId: input.id,
        outcome: input.outcome,
        reason: input.reason,
        evidenceId: shown ? await keepEvidence(tx, input, where) : null,
        happenedAt: new Date(happenedAt),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
}

/** Marks a commitment met, with evidence. */
export async function markMet(ctx: Context, raw: unknown): Promise<Assessment> {
  const { reason, ...input } = parse(metInput, raw);
  requireEvidence(input);
  return closeCommitment(ctx, {
    ...input,
    outcome: 'met',
    reason: reason ?? 'Fulfilled, as the evidence shows.',
  });
}

/** Takes the decision in force back; both stay in the history. */
export async function reopenCommitment(ctx: Context, raw: unknown): Promise<Assessment> {
  const input = parse(reopenInput, raw);
  let waits = false;
  const assessment = await change(ctx, input.id, async ({ record, now, tx, query }) => {
    const standing = verdictInForce(record);
    if (standing === null)
      throw new DulyError('conflict', `Commitment ${input.id} has no decision that could be taken back.`);
    await tx.verdict.create({
      data: {
        commitmentId: input.id,
        reversesId: standing.id,
        reason: input.reason,
        happenedAt: new Date(now),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
    // While nobody was held to it, what is known of its event was noted and moved no date.
    waits = typeof (await storedDeadline(query, input.id))?.anchor === 'string';
    if (waits) await requestDerivations(query, [input.id], { by: input.recordedBy, now });
  });
  if (waits) ctx.wake('derive');
  return assessment;
}
