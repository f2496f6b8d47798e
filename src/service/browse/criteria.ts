/** Every version of what counts as fulfilled, the first one recorded with the commitment. */
import { isZone } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import type { Support } from '../../domain/record.ts';
import { formatInstant } from '../../domain/shown.ts';
import { inForceThen, type Past, readPastOf } from '../as-of.ts';
import type { Context } from '../context.ts';
import { id as idInput, parse } from '../input.ts';

/** For what had not been recorded by the time that was asked for. */
export const notOnRecordThen = (id: number, { asOf, zone }: Past): DulyError =>
  new DulyError(
    'not_found',
    `Commitment ${id} was not on record yet on ${formatInstant(asOf, zone)} ${zone}.`,
  );

const decidedBefore = (before: Support | undefined, now: Support): Support | null =>
  before === undefined || before === now ? null : before;

/**
 * `recordedAt` in epoch milliseconds; `asked` may name the times of `asOfInput`. Throws `invalid`, or `not_found` when
 * there is, or then was, no such commitment.
 */
export async function readCriteria(ctx: Context, rawId: unknown, asked: unknown = {}) {
  const now = ctx.clock.now();
  const id = parse(idInput, rawId);
  const row = await ctx.db.prisma.commitment.findUnique({
    where: { id },
    include: { deadlines: { orderBy: { version: 'asc' } }, criteria: { orderBy: { version: 'asc' } } },
  });
  if (row === null) throw new DulyError('not_found', `There is no commitment ${id}.`);
  const past = readPastOf(asked, row.deadlines.at(-1)?.zone ?? 'UTC', now);
  if (past !== null && row.recordedAt.getTime() > past.asOf) throw notOnRecordThen(id, past);
  const inForce = ({ version, recordedAt }: { version: number; recordedAt: Date }): boolean =>
    past === null || version === 1 || inForceThen(past)({ recordedAt: recordedAt.getTime() });
  const zone = row.deadlines.findLast(inForce)?.zone ?? 'UTC';
  // A date that is moved later does not take back that words were written after the one that held then.
  const closedBy = (written: Date): boolean => {
    const then = row.deadlines.findLast(({ version, recordedAt }) => version === 1 || recordedAt <= written);
    return then?.closesAt != null && written >= then.closesAt;
  };
  const first = { ...row, version: 1, reason: row.decidesWhy };
  const said = ({ version, fulfilledWhen, reason, measurable }: typeof first): boolean =>
    version > 1 || fulfilledWhen !== null || reason !== null || !measurable;
  const all = [first, ...row.criteria].filter(inForce);
  const versions = all.map((one, index) => ({
    version: one.version,
    fulfilledWhen: one.fulfilledWhen,
    measurable: one.measurable,
    question: one.question,
    decides: one.decides as Support,
    reason: one.reason,
    /** It says something, and was written after the deadline of that time: the outcome may have been known. */
    afterDeadline: said({ ...first, ...one }) && closedBy(one.recordedAt),
    /** The tally that decided before, where this version put another in its place; otherwise null. */
    decidedBefore: decidedBefore(all[index - 1]?.decides as Support | undefined, one.decides as Support),
    recordedAt: one.recordedAt.getTime(),
    recordedBy: one.recordedBy,
  }));
  return { id, zone: isZone(zone) ? zone : 'UTC', past, versions };
}
