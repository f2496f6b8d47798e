/** Records that somebody looked for evidence and found none: when, by whom, in what. */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { happened, id, line, optional, parse, text } from './input.ts';

export const lookInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  in: line(500).describe('Where was looked, such as "TASS, the site of the ministry"'),
  at: optional(line(60)).describe('When: a day or an ISO 8601 instant; default now'),
  note: optional(text(2_000)).describe('What else there is to say about it'),
  recordedBy: line(200).default('editor').describe('Who looked'),
});

/** Returns the number of the look and the assessment. Throws `invalid` or `not_found`. */
export async function recordLook(
  ctx: Context,
  raw: unknown,
): Promise<{ look: number; assessment: Assessment }> {
  const input = parse(lookInput, raw);
  let look = 0;
  const assessment = await change(ctx, input.id, async ({ before, now, tx }) => {
    const { zone } = before.deadline;
    const row = await tx.look.create({
      data: {
        commitmentId: input.id,
        searched: input.in,
        note: input.note ?? null,
        lookedAt: new Date(happened(input.at, { zone, now, field: 'at', saidAt: null })),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
    look = row.id;
  });
  return { look, assessment };
}
