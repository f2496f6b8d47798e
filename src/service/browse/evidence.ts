/** Evidence for reading: one piece with its text, the pieces of a commitment, the bytes of a file. */

import { describeAsKnown } from '../../domain/as-known.ts';
import { DulyError } from '../../domain/errors.ts';
import { happenedThen, type Past, readPastOf } from '../as-of.ts';
import type { Context } from '../context.ts';
import { id as idInput, parse } from '../input.ts';
import { notOnRecordThen } from './criteria.ts';

const WITH = {
  withdrawal: true,
  commitment: { select: { title: true } },
  file: { select: { mediaType: true, size: true } },
  progress: { select: { id: true, happenedAt: true, recordedAt: true } },
  verdicts: { select: { id: true, happenedAt: true, recordedAt: true } },
} as const;
/** When a commitment was recorded, and the zone of its deadline in force. */
const ZONE = {
  recordedAt: true,
  deadlines: { where: { supersededAt: null }, select: { zone: true } },
} as const;

/** Instants are epoch milliseconds. */
export type EvidenceView = Awaited<ReturnType<typeof listEvidence>>[number] & {
  readonly snapshot: string | null;
  /** In which its commitment counts its days. */
  readonly zone: string;
  /** The times that were asked for; null when it is about now. */
  readonly past: Past | null;
};

const find = (ctx: Context, where: { id: number } | { commitmentId: number }) =>
  ctx.db.prisma.evidence.findMany({ where, include: WITH, omit: { snapshot: true }, orderBy: { id: 'asc' } });

/**
 * Every piece on record about commitment `rawId`; `asked` may name the times of `asOfInput`. Throws `invalid`, or
 * `not_found` when there is, or then was, no such thing.
 */
export async function listEvidence(ctx: Context, rawId: unknown, asked: unknown = {}) {
  const now = ctx.clock.now();
  const id = parse(idInput, rawId);
  const commitment = await ctx.db.prisma.commitment.findUnique({ where: { id }, select: ZONE });
  if (commitment === null) throw new DulyError('not_found', `There is no commitment ${id}.`);
  const past = readPastOf(asked, commitment.deadlines[0]?.zone ?? 'UTC', now);
  const pieces = await find(ctx, { commitmentId: id });
  if (past === null) return pieces.map(view);
  if (commitment.recordedAt.getTime() > past.asOf) throw notOnRecordThen(id, past);
  return pieces.map((row) => viewThen(view(row), row, past)).filter(happenedThen(past));
}

/** What was known of the piece: withdrawn if that was, and what rested on it then. */
function viewThen<T extends ReturnType<typeof view>>(piece: T, row: Row, past: Past): T {
  const then = (one: Row['progress'][number]): boolean =>
    happenedThen(past)({ recordedAt: one.recordedAt.getTime(), happenedAt: one.happenedAt.getTime() });
  const { withdrawn } = piece;
  return {
    ...piece,
    entries: row.progress.filter(then).map((entry) => entry.id),
    verdicts: row.verdicts.filter(then).map((verdict) => verdict.id),
    withdrawn: withdrawn !== null && withdrawn.recordedAt <= past.asOf ? withdrawn : null,
  };
}

type Row = Awaited<ReturnType<typeof find>>[number];
const view = (row: Row) => ({
  id: row.id,
  commitmentId: row.commitmentId,
  title: row.commitment.title,
  kind: row.kind,
  url: row.url,
  note: row.note,
  support: row.support,
  origin: row.origin,
  exampleData: row.exampleData,
  file:
    row.file === null ? null : { name: row.fileName ?? 'file', sha256: row.fileSha256 ?? '', ...row.file },
  snapshotSha256: row.snapshotSha256,
  snapshotAt: row.snapshotAt?.getTime() ?? null,
  happenedAt: row.happenedAt.getTime(),
  recordedAt: row.recordedAt.getTime(),
  recordedBy: row.recordedBy,
  entries: row.progress.map(({ id }) => id),
  verdicts: row.verdicts.map(({ id }) => id),
  withdrawn:
    row.withdrawal === null
      ? null
      : {
          reason: row.withdrawal.reason,
          recordedAt: row.withdrawal.recordedAt.getTime(),
          recordedBy: row.withdrawal.recordedBy,
        },
});

/**
 * One piece, with the text that was stored of it; `asked` may name the times of `asOfInput`. Throws `invalid`, or
 * `not_found` when there is, or then was, no such piece.
 */
export async function readEvidence(ctx: Context, rawId: unknown, asked: unknown = {}): Promise<EvidenceView> {
  const now = ctx.clock.now();
  const id = parse(idInput, rawId);
  const [row] = await find(ctx, { id });
  if (row === undefined) throw new DulyError('not_found', `There is no evidence ${id}.`);
  const text = await ctx.db.prisma.evidence.findUnique({ where: { id }, select: { snapshot: true } });
  const about = await ctx.db.prisma.commitment.findUnique({ where: { id: row.commitmentId }, select: ZONE });
  const zone = about?.deadlines[0]?.zone ?? 'UTC';
  const past = readPastOf(asked, zone, now);
  const piece = { ...view(row), snapshot: text?.snapshot ?? null, past, zone };
  if (past === null) return piece;
  if (!happenedThen(past)(piece))
    throw new DulyError(
      'not_found',
      `Evidence ${id} was not on record then. ${describeAsKnown(past, past.zone)}.`,
    );
  return viewThen(piece, row, past);
}

/** The stored bytes. Throws `invalid`, or `not_found` when it has no file. */
export async function readEvidenceFile(ctx: Context, rawId: unknown) {
  const id = parse(idInput, rawId);
  const row = await ctx.db.prisma.evidence.findUnique({ where: { id }, include: { file: true } });
  if (row === null || row.file === null)
    throw new DulyError('not_found', `There is no file with evidence ${id}.`);
  return { name: row.fileName ?? 'file', mediaType: row.file.mediaType, bytes: row.file.bytes };
}
