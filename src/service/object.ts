/**
 * Somebody disagrees with an amount, a decision, or the whole: 1. read the input, 2. see that what it is about is on
 * record, 3. find until when an answer is wanted, 4. write the objection, 5. judge anew. Two at once: the row lock
 * puts them in order, and the second of two that say the same is refused.
 */
import { z } from 'zod';
import type { Assessment } from '../domain/assess.ts';
import { DulyError } from '../domain/errors.ts';
import type { Tx } from '../store/database.ts';
import { change } from './change.ts';
import type { Context } from './context.ts';
import { id, line, nameLine, optional, parse, text, webAddress } from './input.ts';
import { partyNamed } from './party.ts';
import { daysAhead, untilFrom } from './until-input.ts';

/** Civil days in which an answer is wanted when nothing else is said. */
export const ANSWER_DAYS = 14;

export const objectInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  progress: optional(id).describe('Number of the amount it is about'),
  verdict: optional(id).describe('Number of the decision it is about; neither: the whole'),
  raisedBy: nameLine(200).describe('The party that objects, on record (`duly party`)'),
  reason: text(2_000).describe('What is wrong about it, in their words'),
  url: optional(webAddress).describe('Link to where they say so'),
  answerBy: optional(line(300)).describe(
    `By when an answer is wanted: a date, or words such as "within 14 days"; default ${ANSWER_DAYS} days`,
  ),
  recordedBy: line(200).default('editor').describe('Who records it'),
});
type Input = z.output<typeof objectInput>;

/** An objection as it was put on record. */
export interface Raised {
  readonly objectionId: number;
  readonly commitmentId: number;
  /** Epoch milliseconds. */
  readonly answerBy: number;
  readonly assessment: Assessment;
}

async function assertAbout(tx: Tx, input: Input): Promise<void> {
  const refuse = (field: string, message: string) => new DulyError('invalid', message, { field });
  if (input.progress !== undefined && input.verdict !== undefined)
    throw refuse('verdict', 'Give progress or verdict, not both: an objection is about one thing.');
  if (input.progress !== undefined) {
    const entry = await tx.progress.findUnique({ where: { id: input.progress } });
    if (entry?.commitmentId !== input.id)
      throw refuse(
        'progress',
        `progress: commitment ${input.id} has no amount with the number ${input.progress}.`,
      );
  }
  if (input.verdict !== undefined) {
    const verdict = await tx.verdict.findUnique({
      where: { id: input.verdict },
      include: { reversedBy: { select: { id: true } } },
    });
    if (verdict?.commitmentId !== input.id || verdict.outcome === null)
      throw refuse(
        'verdict',
        `verdict: commitment ${input.id} has no decision with the number ${input.verdict}.`,
      );
    if (verdict.reversedBy !== null)
      throw refuse('verdict', `verdict: decision ${input.verdict} has been taken back already.`);
  }
}

async function assertNew(tx: Tx, input: Input, raisedById: number | null): Promise<void> {
  const open = await tx.objection.findFirst({
    where: {
      commitmentId: input.id,
      progressId: input.progress ?? null,
      verdictId: input.verdict ?? null,
      raisedById,
      answer: null,
    },
  });
  if (open === null) return;
  throw new DulyError(
    'conflict',
    `${input.raisedBy} has objected to that already, and waits for an answer: objection ${open.id}.`,
  );
}

/** Records the objection. Throws `invalid`, `not_found` or `conflict`; nothing is changed then. */
export async function raiseObjection(ctx: Context, raw: unknown): Promise<Raised> {
  const input = parse(objectInput, raw);
  let objectionId = 0;
  let answerBy = 0;
  const assessment = await change(ctx, input.id, async ({ before, now, tx }) => {
    const { zone } = before.deadline;
    await assertAbout(tx, input);
    answerBy =
      input.answerBy === undefined
        ? daysAhead(now, zone, ANSWER_DAYS)
        : untilFrom(input.answerBy, { now, zone, field: 'answerBy' });
    const raisedById = await partyNamed(tx, input.raisedBy, 'raisedBy');
    await assertNew(tx, input, raisedById);
    const row = await tx.objection.create({
      data: {
        commitmentId: input.id,
        progressId: input.progress ?? null,
        verdictId: input.verdict ?? null,
        raisedById,
        reason: input.reason,
        url: input.url ?? null,
        answerBy: new Date(answerBy),
        recordedAt: new Date(now),
        recordedBy: input.recordedBy,
      },
    });
    objectionId = row.id;
  });
  return { objectionId, commitmentId: input.id, answerBy, assessment };
}
