/**
 * A second person's word on a decision that waits for one: 1. find it, 2. refuse whoever made it, 3. write the word,
 * 4. judge anew. Two at once: the row lock puts them in order, and the second is refused.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { flag, id, line, optional, parse, titleLine } from './input.ts';

export const approveInput = z.strictObject({
  verdict: id.describe('Number of the decision'),
  reject: flag.describe('It is not approved; say why'),
  reason: optional(line(1_000)).describe('Why'),
  recordedBy: titleLine(200).describe('Who approves or rejects it: another than its author'),
});

/** The same from the page of commitment `id`. */
export const approveOneInput = approveInput.extend({ id: id.describe('Number of the commitment') });

/** A name as it is heard: other capitals, spaces, forms of the same letters or signs that nobody sees make nobody else. */
const heard = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase();
const sameName = (a: string, b: string): boolean => heard(a) === heard(b);

/** Records the word; returns the commitment and its new assessment. Throws `invalid`, `not_found` or `conflict`. */
export async function approveVerdict(
  ctx: Context,
  raw: unknown,
): Promise<{ id: number; approved: boolean; assessment: Assessment }> {
  const input = parse(approveInput, raw);
  if (input.reject && input.reason === undefined)
    throw new DulyError('invalid', 'Say why it is rejected: give reason.', { field: 'reason' });
  const found = await ctx.db.prisma.verdict.findUnique({ where: { id: input.verdict } });
  if (found === null) throw new DulyError('not_found', `There is no decision ${input.verdict}.`);
  const assessment = await change(ctx, found.commitmentId, async ({ record, now, tx }) => {
    const verdict = record.verdicts.find((one) => one.id === input.verdict);
    const taken = record.verdicts.some((one) => one.reversesId === input.verdict);
    const answered = record.more.approvals.some((one) => one.verdictId === input.verdict);
    if (verdict === undefined || !verdict.needsApproval || taken || answered)
      throw new DulyError('conflict', `Decision ${input.verdict} waits for nobody.`);
    if (!input.reject && sameName(verdict.recordedBy, input.recordedBy))
      throw new DulyError('invalid', `${verdict.recordedBy} made this decision: somebody else approves it.`, {
        field: 'recordedBy',
      });
    await tx.approval.create({
      data: {
        commitmentId: record.id,
        verdictId: input.verdict,
        approved: !input.reject,
        reason: input.reason ?? null,
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
  return { id: found.commitmentId, approved: !input.reject, assessment };
}

/** Records the word from the page of commitment `id`. Throws as `approveVerdict`. */
export async function approveOne(ctx: Context, raw: unknown): Promise<void> {
  const { id: commitment, ...input } = parse(approveOneInput, raw);
  const found = await ctx.db.prisma.verdict.findUnique({ where: { id: input.verdict } });
  if (found?.commitmentId !== commitment)
    throw new DulyError('invalid', `Commitment ${commitment} has no decision ${input.verdict}.`, {
      field: 'verdict',
    });
  await approveVerdict(ctx, input);
}
