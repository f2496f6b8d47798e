/** Every version of what counts as fulfilled, the first one recorded with the commitment. */
import { isZone } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import type { Context } from '../context.ts';
import { id as idInput, parse } from '../input.ts';

/** `recordedAt` in epoch milliseconds. Throws `invalid`, or `not_found` when there is no such commitment. */
export async function readCriteria(ctx: Context, rawId: unknown) {
  const id = parse(idInput, rawId);
  const row = await ctx.db.prisma.commitment.findUnique({
    where: { id },
    include: { deadlines: { where: { supersededAt: null } }, criteria: { orderBy: { version: 'asc' } } },
  });
  if (row === null) throw new DulyError('not_found', `There is no commitment ${id}.`);
  const closesAt = row.deadlines[0]?.closesAt ?? null;
  const zone = row.deadlines[0]?.zone ?? 'UTC';
  const first = { ...row, version: 1, reason: row.decidesWhy };
  const versions = [first, ...row.criteria].map((one) => ({
    version: one.version,
    fulfilledWhen: one.fulfilledWhen,
    measurable: one.measurable,
    question: one.question,
    decides: one.decides,
    reason: one.reason,
    /** Written when the outcome may have been known already. */
    afterDeadline: closesAt !== null && one.recordedAt.getTime() >= closesAt.getTime(),
    recordedAt: one.recordedAt.getTime(),
    recordedBy: one.recordedBy,
  }));
  return { id, zone: isZone(zone) ? zone : 'UTC', versions };
}
