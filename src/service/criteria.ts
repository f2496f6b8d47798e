/**
 * A new version of what counts as fulfilled: 1. read what holds now, 2. change what is given, 3. write the version,
 * 4. judge anew. The version before stays. Two at once: the row lock puts them in order; both become versions.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { SUPPORTS } from '../domain/record.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { flag, id, line, optional, parse, text } from './input.ts';

export const criteriaFields = {
  fulfilledWhen: optional(text(2_000)).describe('How fulfilment would be recognised'),
  decides: optional(z.enum(SUPPORTS, { error: `must be one of ${SUPPORTS.join(', ')}` })).describe(
    'Which tally decides: declared, confirmed or verified amounts',
  ),
  unmeasurable: flag.describe('It cannot be decided as it is written; give the question to ask'),
  question: optional(line(500)).describe('The question whose answer would make it decidable'),
};

export const criteriaInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  ...criteriaFields,
  measurable: flag.describe('It can be decided now'),
  reason: line(1_000).describe('Why it changes, or why this tally decides'),
  recordedBy: line(200).default('editor').describe('Who writes it'),
});

/** Returns the new version and the assessment. Throws `invalid` or `not_found`. */
export async function reviseCriteria(
  ctx: Context,
  raw: unknown,
): Promise<{ version: number; assessment: Assessment }> {
  const input = parse(criteriaInput, raw);
  if (input.unmeasurable && input.measurable)
    throw new DulyError('invalid', 'It can be decided or not: give measurable or unmeasurable.', {
      field: 'unmeasurable',
    });
  let version = 0;
  const assessment = await change(ctx, input.id, async ({ now, tx }) => {
    const base = await tx.commitment.findUniqueOrThrow({ where: { id: input.id } });
    const latest = await tx.criterion.findFirst({
      where: { commitmentId: input.id },
      orderBy: { version: 'desc' },
    });
    const last = latest ?? base;
    const measurable = input.unmeasurable ? false : input.measurable ? true : last.measurable;
    const question = input.question ?? (measurable ? null : last.question);
    if (!measurable && question === null)
      throw new DulyError('invalid', 'What cannot be decided needs question: what would have to be known?', {
        field: 'question',
      });
    version = (latest?.version ?? 1) + 1;
    await tx.criterion.create({
      data: {
        commitmentId: input.id,
        version,
        fulfilledWhen: input.fulfilledWhen ?? last.fulfilledWhen,
        measurable,
        question,
        decides: input.decides ?? last.decides,
        reason: input.reason,
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
  return { version, assessment };
}
