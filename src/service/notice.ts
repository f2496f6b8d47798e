/**
 * Reminders held for a while: 1. read the input, 2. see that there is something to be reminded of, 3. write the notice,
 * 4. judge anew. Acknowledged: somebody has it in hand, and the next editor is told when nothing came of it by then.
 * Snoozed: it is put off. Neither lacks an end. Two at once: the row lock puts them in order, and the later counts.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { id, line, parse, text } from './input.ts';
import { untilFrom } from './until-input.ts';

export const HOLDS = ['acknowledged', 'snoozed'] as const;

export const holdInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  kind: z.enum(HOLDS, { error: `must be one of ${HOLDS.join(', ')}` }).describe('acknowledged or snoozed'),
  until: line(300).describe(
    'Until when: a date (its whole day), or words such as "within 7 days"; at most a year',
  ),
  note: text(2_000).describe('What is being done, or why it can wait'),
  recordedBy: line(200).default('editor').describe('Who says so'),
});

export const resumeInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  note: text(2_000).describe('Why reminders go on'),
  recordedBy: line(200).default('editor').describe('Who says so'),
});

/** What holds the reminders of a commitment. */
export interface Hold {
  /** Epoch milliseconds. */
  readonly until: number;
  readonly zone: string;
  readonly assessment: Assessment;
}

/** Holds the reminders. Throws `invalid`, `not_found`, or `conflict` when it is settled; nothing is changed then. */
export async function holdReminders(ctx: Context, raw: unknown): Promise<Hold> {
  const input = parse(holdInput, raw);
  let until = 0;
  const assessment = await change(ctx, input.id, async ({ before, now, tx }) => {
    if (before.settledAt !== null)
      throw new DulyError('conflict', `Commitment ${input.id} is settled: nobody is reminded of it.`);
    until = untilFrom(input.until, { now, zone: before.deadline.zone, field: 'until' });
    await tx.notice.create({
      data: {
        commitmentId: input.id,
        kind: input.kind,
        untilAt: new Date(until),
        note: input.note,
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
  return { until, zone: assessment.deadline.zone, assessment };
}

/** Lets the reminders go on. Throws `invalid`, `not_found`, or `conflict` when nothing holds them. */
export async function resumeReminders(ctx: Context, raw: unknown): Promise<Assessment> {
  const input = parse(resumeInput, raw);
  return change(ctx, input.id, async ({ now, tx }) => {
    const latest = await tx.notice.findFirst({ where: { commitmentId: input.id }, orderBy: { id: 'desc' } });
    if (latest?.untilAt == null || latest.untilAt.getTime() <= now)
      throw new DulyError('conflict', `Nothing holds the reminders of commitment ${input.id}.`);
    await tx.notice.create({
      data: {
        commitmentId: input.id,
        kind: 'resumed',
        note: input.note,
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
  });
}
