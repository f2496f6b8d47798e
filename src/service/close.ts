/**
 * An editor's decision: met (with evidence), in part, not met, withdrawn, superseded or void; and its reversal.
 * 1. read the input, 2. keep the evidence, 3. write the verdict, 4. judge anew. A decision in force must be
 * reversed before another is made. Two at once: the row lock puts them in order, and the second is refused.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { isZone } from '../domain/civil.ts';
import { requireDayOf } from '../domain/day-needed.ts';
import { DulyError } from '../domain/errors.ts';
import { type CommitmentRecord, OUTCOMES, type VerdictFact } from '../domain/record.ts';
import { verdictInForce } from '../domain/settle.ts';
import { shortfall } from '../domain/shortfall.ts';
import { formatInstant } from '../domain/shown.ts';
import type { Tx } from '../store/database.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { evidenceFields, keepEvidence, requireEvidence, whenSaid } from './evidence-input.ts';
import { happened, id, line, optional, parse } from './input.ts';

const about = {
  side: optional(line(200)).describe('The one side that is meant, when the target holds per party'),
};

export const closeInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  outcome: z
    .enum(OUTCOMES, { error: `must be one of ${OUTCOMES.join(', ')}` })
    .describe(`The decision: ${OUTCOMES.join(', ')}`),
  reason: line(1_000).describe('Why'),
  look: optional(id).describe(
    'Number of a recorded look that found nothing (`duly look`); it is the evidence then',
  ),
  ...about,
  ...evidenceFields,
});

/** Marking met: the reason may be left to the evidence, unless the amounts on record speak against it. */
export const metInput = closeInput.omit({ outcome: true, look: true }).extend({
  reason: optional(line(1_000)).describe('Why; needed where the amounts on record fall short'),
});

export const reopenInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  reason: line(1_000).describe('Why the decision is taken back'),
  ...about,
  recordedBy: line(200).default('editor').describe('Who takes it back'),
});

/** The committer that `side` names; null when the whole is meant. */
async function sideMeant(tx: Tx, record: CommitmentRecord, side: string | undefined): Promise<number | null> {
  if (side === undefined) return null;
  const party = await tx.party.findUnique({ where: { name: side } });
  if (record.target?.perParty === true && party !== null && record.committers.includes(party.id))
    return party.id;
  throw new DulyError('invalid', 'side must name one of the committers of a target that holds per party.', {
    field: 'side',
  });
}

/** The decision that waits for a second person; null when none does. */
function waiting(record: CommitmentRecord, partyId: number | null): VerdictFact | null {
  const answered = new Set(record.more.approvals.map((approval) => approval.verdictId));
  const reversed = new Set(record.verdicts.map((verdict) => verdict.reversesId));
  const gone = new Set(record.more.withdrawals.map((withdrawal) => withdrawal.evidenceId));
  return (
    record.verdicts.find(
      (one) =>
        one.needsApproval &&
        one.partyId === partyId &&
        !answered.has(one.id) &&
        !reversed.has(one.id) &&
        (one.evidenceId === null || !gone.has(one.evidenceId)),
    ) ?? null
  );
}

/** What a look says, as the evidence of a decision. */
async function lookAsNote(tx: Tx, commitmentId: number, look: number, zone: string): Promise<string> {
  const row = await tx.look.findFirst({ where: { id: look, commitmentId } });
  if (row === null)
    throw new DulyError('invalid', `Commitment ${commitmentId} has no look ${look}.`, { field: 'look' });
  const day = formatInstant(row.lookedAt.getTime(), isZone(zone) ? zone : 'UTC', { time: false });
  return `No evidence found: last looked on ${day}, by ${row.recordedBy}, in ${row.searched}.`;
}

/** How it stands after a decision. */
export interface Decided extends Assessment {
  /** Number of the decision. */
  readonly decision: number;
  /** It decides nothing before a second person has approved it. */
  readonly waitsForApproval: boolean;
}

/** Refuses a fulfilment without a reason while the amounts on record say otherwise: readers see both side by side. */
async function requireReason(
  tx: Tx,
  record: CommitmentRecord,
  before: Assessment,
  partyId: number | null,
): Promise<void> {
  const parties = await tx.party.findMany({ where: { id: { in: [...record.committers] } } });
  const names = new Map(parties.map(({ id: party, name }) => [party, name]));
  const short = shortfall(before, record.target, partyId, names);
  if (short !== null)
    throw new DulyError('invalid', `${short} Say why it counts as fulfilled all the same.`, {
      field: 'reason',
    });
}

/** What stands where nobody gave a reason: in Duly's words, not in those of whoever recorded it. */
const NO_REASON = 'No reason was given; the evidence stands for itself.';

/** Records the decision and returns the new assessment. Throws `invalid`, `not_found` or `conflict`. */
export async function closeCommitment(ctx: Context, raw: unknown): Promise<Decided> {
  return decide(ctx, parse(closeInput, raw));
}

/** Marks a commitment met, with evidence. Throws as `closeCommitment`. */
export async function markMet(ctx: Context, raw: unknown): Promise<Decided> {
  return decide(ctx, { ...parse(metInput, raw), outcome: 'met' });
}

/** Only a fulfilment may come without a reason. */
type Decision = Omit<z.output<typeof closeInput>, 'reason' | 'look'> & {
  reason?: string | undefined;
  look?: number | undefined;
};

async function decide(ctx: Context, { look, ...input }: Decision): Promise<Decided> {
  if (look === undefined) requireEvidence(input);
  else if (input.outcome !== 'not_met')
    throw new DulyError('invalid', 'That nothing was found shows only that it was not met.', {
      field: 'look',
    });
  const waitsForApproval = ctx.secondPerson === true;
  let decision = 0;
  const assessment = await change(ctx, input.id, async ({ record, before, now, tx }) => {
    const partyId = await sideMeant(tx, record, input.side);
    const standing = verdictInForce(record, partyId);
    if (standing !== null)
      throw new DulyError(
        'conflict',
        `Commitment ${input.id} has been decided (${standing.outcome}): reopen it first.`,
      );
    const open = waiting(record, partyId);
    if (open !== null)
      throw new DulyError(
        'conflict',
        `Decision ${open.id} (${open.outcome}) waits for a second person: approve or reject it first.`,
      );
    if (input.reason === undefined) await requireReason(tx, record, before, partyId);
    const { zone } = before.deadline;
    if (input.happenedAt === undefined)
      requireDayOf(input.outcome, { ...before.deadline, graceMs: record.graceMs, now });
    const fulfils = input.outcome === 'met' || input.outcome === 'partly_met';
    const saidAt = fulfils ? await whenSaid(tx, input.id) : null;
    const happenedAt = happened(input.happenedAt, { zone, now, field: 'happenedAt', saidAt });
    const where = { commitmentId: input.id, happenedAt, now };
    const note = look === undefined ? undefined : await lookAsNote(tx, input.id, look, zone);
    const { id: written } = await tx.verdict.create({
      data: {
        commitmentId: input.id,
        outcome: input.outcome,
        partyId,
        reason: input.reason ?? NO_REASON,
        needsApproval: waitsForApproval,
        evidenceId: await keepEvidence(
          tx,
          { ...input, note: [note, input.note].filter((part) => part !== undefined).join(' ') || undefined },
          where,
        ),
        happenedAt: new Date(happenedAt),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
    decision = written;
  });
  return { ...assessment, decision, waitsForApproval };
}

/** Takes the decision in force back; both stay in the history. */
export async function reopenCommitment(ctx: Context, raw: unknown): Promise<Assessment> {
  const input = parse(reopenInput, raw);
  return change(ctx, input.id, async ({ record, now, tx }) => {
    const partyId = await sideMeant(tx, record, input.side);
    const standing = verdictInForce(record, partyId) ?? waiting(record, partyId);
    if (standing === null)
      throw new DulyError('conflict', `Commitment ${input.id} has no decision that could be taken back.`);
    await tx.verdict.create({
      data: {
        commitmentId: input.id,
        reversesId: standing.id,
        partyId,
        reason: input.reason,
        happenedAt: new Date(now),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
}
