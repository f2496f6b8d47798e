/**
 * The answer to an objection: 1. find what it is about, 2. see that it has none yet, 3. write the answer, 4. judge
 * anew. Upheld: what the objection is about no longer counts. Two at once: the row lock puts them in order, and the
 * second is refused.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { ANSWERS } from '../domain/record.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { id, line, parse, text } from './input.ts';

export const answerInput = z.strictObject({
  objection: id.describe('Number of the objection'),
  outcome: z
    .enum(ANSWERS, { error: `must be one of ${ANSWERS.join(', ')}` })
    .describe(
      'upheld (it no longer counts), rejected, or withdrawn (by those who raised it, and nobody else)',
    ),
  answer: text(2_000).describe('Why, or for one that was withdrawn: where they said so'),
  recordedBy: line(200).default('editor').describe('Who records it'),
});

/** The same from the page of a commitment, which has to be the one that the objection is about. */
export const answerOneInput = answerInput.extend({ id });

/** Records the answer. Throws `invalid`, `not_found` or `conflict`; nothing is changed then. */
export async function answerObjection(
  ctx: Context,
  raw: unknown,
): Promise<{ commitmentId: number; assessment: Assessment }> {
  const input = parse(answerInput, raw);
  const stored = await ctx.db.prisma.objection.findUnique({ where: { id: input.objection } });
  if (stored === null) throw new DulyError('not_found', `There is no objection ${input.objection}.`);
  const { commitmentId } = stored;
  const assessment = await change(ctx, commitmentId, async ({ now, tx }) => {
    const before = await tx.objectionAnswer.findUnique({ where: { objectionId: input.objection } });
    if (before !== null)
      throw new DulyError(
        'conflict',
        `Objection ${input.objection} has its answer already (${before.outcome}), and that stays on record.`,
      );
    await tx.objectionAnswer.create({
      data: {
        commitmentId,
        objectionId: input.objection,
        outcome: input.outcome,
        answer: input.answer,
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
  return { commitmentId, assessment };
}

/** Records the answer from the page of commitment `id`. Throws as `answerObjection`. */
export async function answerOne(ctx: Context, raw: unknown): Promise<void> {
  const { id: commitment, ...input } = parse(answerOneInput, raw);
  const stored = await ctx.db.prisma.objection.findUnique({ where: { id: input.objection } });
  if (stored?.commitmentId !== commitment)
    throw new DulyError(
      'invalid',
      `objection: commitment ${commitment} has no objection ${input.objection}.`,
      {
        field: 'objection',
      },
    );
  await answerObjection(ctx, input);
}
