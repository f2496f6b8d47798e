/** Evidence for reading: one piece with its text, the pieces of a commitment, the bytes of a file. */
import { DulyError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { id as idInput, parse } from '../input.ts';

const WITH = {
  withdrawal: true,
  commitment: { select: { title: true } },
  file: { select: { mediaType: true, size: true } },
  progress: { select: { id: true } },
  verdicts: { select: { id: true } },
} as const;

/** Instants are epoch milliseconds. */
export type EvidenceView = Awaited<ReturnType<typeof listEvidence>>[number] & {
  readonly snapshot: string | null;
};

const find = (ctx: Context, where: { id: number } | { commitmentId: number }) =>
  ctx.db.prisma.evidence.findMany({ where, include: WITH, omit: { snapshot: true }, orderBy: { id: 'asc' } });

/** Every piece on record about commitment `rawId`. Throws `invalid`, or `not_found` when there is no such thing. */
export async function listEvidence(ctx: Context, rawId: unknown) {
  const id = parse(idInput, rawId);
  if ((await ctx.db.prisma.commitment.count({ where: { id } })) === 0)
    throw new DulyError('not_found', `There is no commitment ${id}.`);
  return (await find(ctx, { commitmentId: id })).map(view);
}

const view = (row: Awaited<ReturnType<typeof find>>[number]) => ({
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

/** One piece, with the text that was stored of it. Throws `invalid` or `not_found`. */
export async function readEvidence(ctx: Context, rawId: unknown): Promise<EvidenceView> {
  const id = parse(idInput, rawId);
  const [row] = await find(ctx, { id });
  if (row === undefined) throw new DulyError('not_found', `There is no evidence ${id}.`);
  const text = await ctx.db.prisma.evidence.findUnique({ where: { id }, select: { snapshot: true } });
  return { ...view(row), snapshot: text?.snapshot ?? null };
}

/** The stored bytes. Throws `invalid`, or `not_found` when it has no file. */
export async function readEvidenceFile(ctx: Context, rawId: unknown) {
  const id = parse(idInput, rawId);
  const row = await ctx.db.prisma.evidence.findUnique({ where: { id }, include: { file: true } });
  if (row === null || row.file === null)
    throw new DulyError('not_found', `There is no file with evidence ${id}.`);
  return { name: row.fileName ?? 'file', mediaType: row.file.mediaType, bytes: row.file.bytes };
}
