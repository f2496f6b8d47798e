/** Evidence as people give it, shared by progress, fulfilment and closing. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { fileKind } from '../domain/file-kind.ts';
import { SUPPORTS } from '../domain/record.ts';
import type { Tx } from '../store/database.ts';
import { flag, line, optional, text, webAddress } from './input.ts';

export const evidenceFields = {
  evidenceUrl: optional(webAddress).describe('Link to what shows it'),
  note: optional(text(2_000)).describe('What shows it, in words'),
  file: optional(
    z.custom<EvidenceFile>(
      (value) =>
        typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array,
      { error: 'must be a file' },
    ),
  ).describe('A file that shows it: pdf, png, jpeg, webp, gif, txt, csv or eml, at most 10 MB'),
  origin: optional(line(300)).describe(
    'Where the report comes from in the first place, such as "TASS, 9 June 2025"; copies of it count once',
  ),
  snapshot: optional(text(500_000)).describe('The text as it was read, kept with its SHA-256'),
  support: z
    .enum(SUPPORTS, { error: `must be one of ${SUPPORTS.join(', ')}` })
    .default('declared')
    .describe('declared, confirmed (by the other side) or verified (by a third)'),
  happenedAt: optional(line(60)).describe(
    'When it happened: a day, today, yesterday, now or an ISO 8601 instant; default now, but once the window has closed a fulfilment needs it',
  ),
  exampleData: flag.describe('Made up for a demonstration; shown as such'),
  recordedBy: line(200).default('editor').describe('Who records it'),
};

/** A file as it was handed over; what its name and content are worth is found out when it is kept. */
export interface EvidenceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface EvidenceInput {
  readonly evidenceUrl?: string | undefined;
  readonly note?: string | undefined;
  readonly file?: EvidenceFile | undefined;
  readonly origin?: string | undefined;
  readonly snapshot?: string | undefined;
  readonly support: string;
  readonly exampleData: boolean;
  readonly recordedBy: string;
}

/** Refuses a claim without anything to show for it, and a file that is not what it should be. */
export function requireEvidence(input: Pick<EvidenceInput, 'evidenceUrl' | 'note' | 'file'>): void {
  if (input.file !== undefined) fileKind(input.file.name, input.file.bytes);
  if (input.evidenceUrl !== undefined || input.note !== undefined || input.file !== undefined) return;
  throw new DulyError(
    'invalid',
    'Say what shows it: give evidenceUrl (a link) or note (in words) or file (a document or picture).',
    { field: 'evidenceUrl' },
  );
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Stores the bytes once, whoever brings them again; returns how they are found. */
async function keepFile(tx: Tx, file: EvidenceFile, by: { recordedAt: Date; recordedBy: string }) {
  const { name, mediaType } = fileKind(file.name, file.bytes);
  const hash = sha256(file.bytes);
  const bytes = Uint8Array.from(file.bytes);
  await tx.storedFile.createMany({
    data: { sha256: hash, mediaType, size: bytes.byteLength, bytes, ...by },
    skipDuplicates: true,
  });
  return { fileSha256: hash, fileName: name };
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
  const recorded = { recordedAt: new Date(where.now), recordedBy: input.recordedBy };
  const snapshot = input.snapshot;
  const row = await tx.evidence.create({
    data: {
      commitmentId: where.commitmentId,
      kind: input.evidenceUrl === undefined ? (input.file === undefined ? 'note' : 'file') : 'link',
      url: input.evidenceUrl ?? null,
      note: input.note ?? null,
      ...(input.file === undefined ? {} : await keepFile(tx, input.file, recorded)),
      origin: input.origin ?? null,
      ...(snapshot === undefined
        ? {}
        : { snapshot, snapshotSha256: sha256(snapshot), snapshotAt: recorded.recordedAt }),
      support: input.support,
      happenedAt: new Date(where.happenedAt),
      ...recorded,
      exampleData: input.exampleData,
    },
  });
  return row.id;
}
