/**
 * Adds progress towards a target: 1. read the input, 2. keep the evidence, 3. write the entry, 4. judge anew.
 * Two at once: the commitment's row lock puts them in order, and both count.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { requireDayOfAmount } from '../domain/day-needed.ts';
import { DulyError } from '../domain/errors.ts';
import type { CommitmentRecord, ProgressFact, Support } from '../domain/record.ts';
import type { Tx } from '../store/database.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { evidenceFields, keepEvidence, requireEvidence, whenSaid } from './evidence-input.ts';
import { happened, id, line, optional, parse, quantity } from './input.ts';
import { partyNamed } from './party.ts';

export const progressInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  amount: quantity.describe('How much was done, in the unit of the target'),
  side: optional(line(200)).describe('The party it counts for, when the target holds per party'),
  claimedBy: optional(line(200)).describe('Who says so: a party on record (`duly party`)'),
  confirms: optional(id).describe(
    'Number of the entry that it confirms or verifies, or gives another amount for (`duly show` has the numbers)',
  ),
  ...evidenceFields,
});

/** The entry that is meant by `confirms`. Throws `invalid` for one of another commitment, or one that is a support. */
function claimMeant(record: CommitmentRecord, confirms: number | undefined): ProgressFact | null {
  if (confirms === undefined) return null;
  const field = 'confirms';
  const claim = record.progress.find((entry) => entry.id === confirms);
  if (claim === undefined)
    throw new DulyError('invalid', `Commitment ${record.id} has no entry ${confirms}.`, { field });
  if (claim.claimId !== null)
    throw new DulyError(
      'invalid',
      `Entry ${confirms} is itself about entry ${claim.claimId}: name that one.`,
      { field },
    );
  return claim;
}

/** Refuses a word of support that comes from the one it is to support. */
async function checkSupport(
  tx: Tx,
  entry: {
    record: CommitmentRecord;
    support: Support;
    claimedById: number | null;
    partyId: number | null;
    claim: ProgressFact | null;
  },
): Promise<void> {
  const { record, support, claimedById, partyId, claim } = entry;
  if (support === 'declared' || claimedById === null) return;
  const refuse = (why: string) => new DulyError('invalid', why, { field: 'claimedBy' });
  const parties = await tx.commitmentParty.findMany({ where: { commitmentId: record.id } });
  const inRole = (role: string): boolean =>
    parties.some((party) => party.partyId === claimedById && party.role === role);
  if (support === 'verified' && (inRole('committer') || inRole('beneficiary')))
    throw refuse('Verified means by a third: neither who must act nor for whom can verify it.');
  const own = record.target?.perParty === true ? claimedById === partyId : inRole('committer');
  if (own || claim?.claimedById === claimedById)
    throw refuse('Confirmed means by the other side: nobody confirms its own claim.');
}

/** How it stands after an amount was added. */
export interface Added extends Assessment {
  /** Number of the amount, by which others confirm it or object to it. */
  readonly entry: number;
}

/** Records the entry and returns the new assessment. Throws `invalid`, `not_found` or `conflict`. */
export async function addProgress(ctx: Context, raw: unknown): Promise<Added> {
  const input = parse(progressInput, raw);
  requireEvidence(input);
  let entry = 0;
  const assessment = await change(ctx, input.id, async ({ record, before, now, tx }) => {
    if (record.target === null)
      throw new DulyError(
        'conflict',
        `Commitment ${input.id} has no quantity to add to: mark it met instead.`,
      );
    const { zone } = before.deadline;
    const saidAt = await whenSaid(tx, input.id);
    const happenedAt = happened(input.happenedAt, { zone, now, field: 'happenedAt', saidAt });
    const claim = claimMeant(record, input.confirms);
    const side = await partyNamed(tx, input.side, 'side');
    const partyId = side ?? claim?.partyId ?? null;
    if (claim !== null && partyId !== claim.partyId)
      throw new DulyError('invalid', `Entry ${claim.id} counts for another side.`, { field: 'side' });
    if (record.target.perParty && (partyId === null || !record.committers.includes(partyId)))
      throw new DulyError('invalid', 'The target holds per party: side must name one of the committers.', {
        field: 'side',
      });
    const claimedById = await partyNamed(tx, input.claimedBy, 'claimedBy');
    await checkSupport(tx, { record, support: input.support, claimedById, partyId, claim });
    if (input.happenedAt === undefined) requireDayOfAmount({ ...before.deadline, now });
    const evidenceId = await keepEvidence(tx, input, { commitmentId: input.id, happenedAt, now });
    const { id: written } = await tx.progress.create({
      data: {
        commitmentId: input.id,
        amount: input.amount,
        partyId,
        claimedById,
        claimId: claim?.id ?? null,
        evidenceId,
        happenedAt: new Date(happenedAt),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
    entry = written;
  });
  return { ...assessment, entry };
}
