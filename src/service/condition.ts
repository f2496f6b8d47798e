/**
 * What is known of the condition that a commitment depends on: 1. read the input, 2. see that it has a condition and
 * that this is news, 3. write the report, 4. judge anew. Earlier reports stay; the latest counts. Two at once: the row
 * lock puts them in order.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { happened, id, line, optional, parse, text, webAddress } from './input.ts';

export const CONDITION_STATES = ['met', 'failed', 'open'] as const;
export type ConditionState = (typeof CONDITION_STATES)[number];

export const conditionInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  state: z
    .enum(CONDITION_STATES, { error: `must be one of ${CONDITION_STATES.join(', ')}` })
    .describe('met, failed, or open, which takes the earlier report back'),
  url: optional(webAddress).describe('Link to what shows it'),
  note: optional(text(2_000)).describe('What shows it, in words'),
  happenedAt: optional(line(60)).describe('When it happened: a day or an ISO 8601 instant; default now'),
  recordedBy: line(200).default('editor').describe('Who records it'),
});

/** Refuses what is no news. `before` is the state of the latest report, null without one. */
function assertNews(id: number, state: ConditionState, before: string | null, weighed: boolean): void {
  if (state === before)
    throw new DulyError('conflict', `The condition of commitment ${id} is on record as ${state} already.`);
  // On an older row, which nobody has weighed, "open" is how weighing begins.
  if (state === 'open' && before === null && weighed)
    throw new DulyError(
      'conflict',
      `Nothing has been reported about the condition of commitment ${id}, so there is nothing to take back.`,
    );
}

/** Records the report and returns the new assessment. Throws `invalid`, `not_found` or `conflict`. */
export async function reportCondition(ctx: Context, raw: unknown): Promise<Assessment> {
  const input = parse(conditionInput, raw);
  if (input.url === undefined && input.note === undefined)
    throw new DulyError('invalid', 'Say what shows it: give url (a link) or note (in words).', {
      field: 'url',
    });
  return change(ctx, input.id, async ({ before, now, tx }) => {
    const { condition, weighed } = await tx.commitment.findUniqueOrThrow({
      where: { id: input.id },
      select: { condition: true, weighed: true },
    });
    if (condition === null)
      throw new DulyError('conflict', `Commitment ${input.id} depends on no condition.`, { field: 'state' });
    const latest = await tx.conditionReport.findFirst({
      where: { commitmentId: input.id },
      orderBy: { id: 'desc' },
    });
    assertNews(input.id, input.state, latest?.state ?? null, weighed);
    const { zone } = before.deadline;
    const happenedAt = happened(input.happenedAt, { zone, now, field: 'happenedAt', saidAt: null });
    await tx.conditionReport.create({
      data: {
        commitmentId: input.id,
        state: input.state,
        url: input.url ?? null,
        note: input.note ?? null,
        happenedAt: new Date(happenedAt),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
    if (!weighed) await tx.commitment.update({ where: { id: input.id }, data: { weighed: true } });
  });
}
