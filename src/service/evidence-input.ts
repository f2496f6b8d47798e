/** Evidence as people give it, shared by progress, fulfilment and closing. */

import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { SUPPORTS } from '../domain/record.ts';
import type { Tx } from '../store/database.ts';
import { flag, line, optional, text, webAddress } from './input.ts';

export const evidenceFields = {
  evidenceUrl: optional(webAddress).describe('Link to what shows it'),
  note: optional(text(2_000)).describe('What shows it, in words'),
  support: z
    .enum(SUPPORTS, { error: `must be one of ${SUPPORTS.join(', ')}` })
    .default('declared')
    .describe('declared, confirmed (by the other side) or verified (by a third)'),
  happenedAt: optional(line(60)).describe('When it happened: a day or an ISO 8601 instant; default now'),
  exampleData: flag.describe('Made up for a demonstration; shown as such'),
  recordedBy: line(200).default('editor').describe('Who records it'),
};

export interface EvidenceInput {
  readonly evidenceUrl?: string | undefined;
  readonly note?: string | undefined;
  readonly support: string;
  readonly exampleData: boolean;
  readonly recordedBy: string;
}

/** Refuses a claim without anything to show for it. */
export function requireEvidence(input: Pick<EvidenceInput, 'evidenceUrl' | 'note'>): void {
  if (input.evidenceUrl !== undefined || input.note !== undefined) return;
  throw new DulyError('invalid', 'Say what shows it: give evidenceUrl (a link) or note (in words).', {
    field: 'evidenceUrl',
  });
}

/** When the words of commitment `id` were said, epoch milliseconds. */
export async function whenSaid(tx: Tx, id: number): Promise<number> {
  const { statement } = await tx.commitment.findUniqueOrThrow({
    where: { id },
    select: { statement: { select: { saidAt: true } } },
  });
  return statement.saidAt.getTime();
}

/** Stores the evidence and returns its id. Instants are epoch milliseconds. */
export async function keepEvidence(
  tx: Tx,
  input: EvidenceInput,
  where: { commitmentId: number; happenedAt: number; now: number },
): Promise<number> {
  const row = await tx.evidence.create({
    data: {
      commitmentId: where.commitmentId,
      kind: input.evidenceUrl === undefined ? 'note' : 'link',
      url: input.evidenceUrl ?? null,
      note: input.note ?? null,
      support: input.support,
      happenedAt: new Date(where.happenedAt),
      recordedAt: new Date(where.now),
      recordedBy: input.recordedBy,
      exampleData: input.exampleData,
    },
  });
  return row.id;
}
