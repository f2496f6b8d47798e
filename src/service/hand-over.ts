/**
 * Hands an item to a colleague, or gives it back: 1. read the input, 2. see that it is still open, 3. write it down,
 * 4. in the same transaction queue the mail that tells the colleague, if they sign in here. It decides nothing about
 * the commitment. Two at once: the row lock puts them in order, and the later counts.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import { isAtLeast } from '../domain/roles.ts';
import { hostOf } from '../mail/links.ts';
import { queueHanded } from '../store/handed.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { id, line, optional, parse, text } from './input.ts';
import { listPeople } from './people.ts';

export const handOverInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  to: optional(line(200)).describe('To whom; left out: it is given back'),
  note: text(2_000).describe('What is known, and what has to be done'),
  recordedBy: line(200).default('editor').describe('Who hands it over'),
});

/** Items handed to one person one after the other travel in one message: it waits so long for the next of them. */
const COMPANY_MS = 5_000;
/** And so long for all of them. */
const ALL_COMPANY_MS = 60_000;

/** Names of those who may decide, in alphabetical order; nobody while nobody signs in. */
export async function namesOfEditors(ctx: Pick<Context, 'db'>): Promise<string[]> {
  const everybody = await listPeople(ctx);
  return everybody
    .filter(({ role, state }) => state === 'active' && isAtLeast(role, 'editor'))
    .map(({ name }) => name);
}

/**
 * Returns the assessment. Throws `invalid` (also for somebody who may not decide, once anybody signs in), `not_found`,
 * or `conflict` when it is settled.
 */
export async function handOver(ctx: Context, raw: unknown): Promise<Assessment> {
  const clockNow = ctx.clock.now();
  const input = parse(handOverInput, raw);
  const editors = await namesOfEditors(ctx);
  if (input.to !== undefined && editors.length > 0 && !editors.includes(input.to))
    throw new DulyError('invalid', `must be one of those who may decide: ${editors.join(', ')}`, {
      field: 'to',
    });
  let tellAt: number | null = null;
  const assessment = await change(ctx, input.id, async ({ before, now, tx, query }) => {
    if (before.settledAt !== null)
      throw new DulyError('conflict', `Commitment ${input.id} is settled: there is nothing to hand over.`);
    const { id: assignmentId } = await tx.assignment.create({
      data: {
        commitmentId: input.id,
        toName: input.to ?? null,
        note: input.note,
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
    tellAt =
      input.to === undefined
        ? null
        : await queueHanded(query, {
            ...{ assignmentId, to: input.to, by: input.recordedBy, now: clockNow },
            ...{ host: hostOf(ctx.baseUrl), waitMs: COMPANY_MS, mostMs: ALL_COMPANY_MS },
          });
  });
  if (tellAt !== null) ctx.wake('deliver', tellAt);
  return assessment;
}
