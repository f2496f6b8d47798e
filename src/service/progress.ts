/**
 * Adds progress towards a target: 1. read the input, 2. keep the evidence, 3. write the entry, 4. judge anew.
 * Two at once: the commitment's row lock puts them in order, and both count.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { evidenceFields, keepEvidence, requireEvidence, whenSaid } from './evidence-input.ts';
import { happened, id, line, optional, parse, quantity } from './input.ts';

export const progressInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  amount: quantity.describe('How much was done, in the unit of the target'),
  side: optional(line(200)).describe('The party it counts for, when the target holds per party'),
  claimedBy: optional(line(200)).describe('Who says so'),
  ...evidenceFields,
});

/** Records the entry and returns the new assessment. Throws `invalid`, `not_found` or `conflict`. */
export async function addProgress(ctx: Context, raw: unknown): Promise<Assessment> {
  const input = parse(progressInput, raw);
  requireEvidence(input);
  return change(ctx, input.id, async ({ record, before, now, tx }) => {
    if (record.target === null)
      throw new DulyError(
        'conflict',
        `Commitment ${input.id} has no quantity to add to: mark it met instead.`,
      );
    const { zone } = before.deadline;
    const saidAt = await whenSaid(tx, input.id);
    const happenedAt = happened(input.happenedAt, { zone, now, field: 'happenedAt', saidAt });
    const find = async (name: string | undefined, field: string): Promise<number | null> => {
      if (name === undefined) return null;
      const party = await tx.party.findUnique({ where: { name } });
      if (party === null) throw new DulyError('invalid', `${field}: there is no party “${name}”.`, { field });
      return party.id;
    };
    const partyId = await find(input.side, 'side');
    if (record.target.perParty && (partyId === null || !record.committers.includes(partyId)))
      throw new DulyError('invalid', 'The target holds per party: side must name one of the committers.', {
        field: 'side',
      });
    const claimedById = await find(input.claimedBy, 'claimedBy');
    const evidenceId = await keepEvidence(tx, input, { commitmentId: input.id, happenedAt, now });
    await tx.progress.create({
      data: {
        commitmentId: input.id,
        amount: input.amount,
        partyId,
        claimedById,
        evidenceId,
        happenedAt: new Date(happenedAt),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
}
