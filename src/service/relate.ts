/**
 * Links two commitments about the same matter, said again or told differently; they stay two. 1. read the input,
 * 2. see that both are on record and that the link says something new, 3. write it, or its end. Two at once: links are
 * written one after the other, so that no pair is linked twice and no circle closes.
 */
import { z } from 'zod';
import { DulyError } from '../domain/errors.ts';
import { LINK_KINDS } from '../domain/links.ts';
import type { Query } from '../store/database.ts';
import {
  apartByNature,
  findLink,
  type Link,
  linkBetween,
  lockLinks,
  restatesAgain,
  writeLink,
} from '../store/links.ts';
import { readRecords } from '../store/records.ts';
import type { Context } from './context.ts';
import { id, line, parse, text } from './input.ts';

export const relateInput = z.strictObject({
  id: id.describe('Number of the commitment'),
  kind: z
    .enum(LINK_KINDS, { error: `must be one of ${LINK_KINDS.join(', ')}` })
    .describe('restates (says again) or contradicts (tells differently)'),
  other: id.describe('Number of the other commitment'),
  reason: text(1_000).describe('How you know that it is the same matter'),
  recordedBy: line(200).default('editor').describe('Who records it'),
});

export const unrelateInput = z.strictObject({
  end: id.describe('Number of the link to take back'),
  reason: text(1_000).describe('Why it is taken back'),
  recordedBy: line(200).default('editor').describe('Who records it'),
});

/** The same from the page of a commitment, which has to be one of the two. */
export const unrelateOneInput = unrelateInput.extend({ id });

/** A link as it was written, or taken back. */
export interface Related extends Link {
  readonly ended: boolean;
}

/** The instant to record at. Throws `not_found`, at the field `other` for the second of them. Knowledge never goes back, whatever this machine's clock says. */
async function recordingAt(query: Query, ids: readonly number[], clockNow: number): Promise<number> {
  const records = await readRecords(query, ids);
  for (const [place, one] of ids.entries())
    if (!records.has(one))
      throw new DulyError(
        'not_found',
        `There is no commitment ${one}.`,
        place === 0 ? {} : { field: 'other' },
      );
  return Math.max(clockNow, ...[...records.values()].map(({ knownUntil }) => knownUntil + 1));
}

/** Why one of two cannot say the other again. */
const WHY_APART = {
  series: (one: number, other: number) =>
    `commitments ${one} and ${other} come round in one series: each is due for itself and counts for itself.`,
  whole: (one: number, other: number) =>
    `of commitments ${one} and ${other} one is a part of the other: they count as one already.`,
} as const;

async function assertNew(query: Query, link: Omit<Link, 'id'>): Promise<void> {
  const { fromId, toId, kind } = link;
  if (fromId === toId)
    throw new DulyError('invalid', `other: commitment ${fromId} cannot be linked with itself.`, {
      field: 'other',
    });
  const apart = kind === 'restates' ? await apartByNature(query, fromId, toId) : null;
  if (apart !== null)
    throw new DulyError('invalid', `other: ${WHY_APART[apart](fromId, toId)}`, { field: 'other' });
  const there = await linkBetween(query, link);
  if (there !== null)
    throw new DulyError(
      'conflict',
      `Commitment ${there.fromId} ${kind} ${there.toId} already: link ${there.id}, which \`duly relate --end ${there.id}\` takes back.`,
    );
  if (kind === 'restates' && (await restatesAgain(query, toId, fromId)))
    throw new DulyError(
      'conflict',
      `Commitment ${toId} says again what ${fromId} says, by way of others: the first to say it restates none.`,
    );
}

/** Links them. Throws `invalid`, `not_found` or `conflict`; nothing is changed then. */
export async function relate(ctx: Context, raw: unknown): Promise<Related> {
  const clockNow = ctx.clock.now();
  const input = parse(relateInput, raw);
  const link = { fromId: input.id, toId: input.other, kind: input.kind };
  const { reason, recordedBy } = input;
  return ctx.db.write(async (_tx, query) => {
    await lockLinks(query);
    const recordedAt = await recordingAt(query, [input.id, input.other], clockNow);
    await assertNew(query, link);
    const written = await writeLink(query, { ...link, endsId: null, reason, recordedAt, recordedBy });
    return { ...link, id: written, ended: false };
  });
}

/** Takes a link back; both stay on record. Throws `invalid`, `not_found` or `conflict`; nothing is changed then. */
export async function unrelate(ctx: Context, raw: unknown): Promise<Related> {
  const clockNow = ctx.clock.now();
  const input = parse(unrelateInput, raw);
  const { reason, recordedBy } = input;
  return ctx.db.write(async (_tx, query) => {
    await lockLinks(query);
    const link = await findLink(query, input.end);
    if (link === null) throw new DulyError('not_found', `There is no link ${input.end}.`);
    if (link.ended) throw new DulyError('conflict', `Link ${input.end} has been taken back already.`);
    const recordedAt = await recordingAt(query, [link.fromId, link.toId], clockNow);
    await writeLink(query, { ...link, endsId: link.id, reason, recordedAt, recordedBy });
    return { ...link, ended: true };
  });
}

/** Takes a link back from the page of commitment `id`. Throws as `unrelate`. */
export async function unrelateOne(ctx: Context, raw: unknown): Promise<void> {
  const { id: commitment, ...input } = parse(unrelateOneInput, raw);
  const link = await findLink(ctx.db.query, input.end);
  if (link === null || (link.fromId !== commitment && link.toId !== commitment))
    throw new DulyError('invalid', `end: commitment ${commitment} has no link ${input.end}.`, {
      field: 'end',
    });
  await unrelate(ctx, input);
}
