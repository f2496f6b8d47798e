/**
 * Finds what is about to be recorded among what is on record, so that a file can be given again after part of it was
 * refused. The same is: quote, speaker, instant of saying, title, and the words and dates of the first deadline.
 */
import type { Context } from './context.ts';
import { readRecording } from './record.ts';

/**
 * The number of the commitment that was recorded from the same; null when there is none, apart from `besides`. Throws
 * `DulyError('invalid')` as recording would.
 */
export async function onRecord(
  ctx: Context,
  raw: unknown,
  besides: readonly number[] = [],
): Promise<number | null> {
  const { input, saidAt, deadline, series } = await readRecording(ctx.db.query, raw, ctx.clock.now());
  const { phrase, opensAt, closesAt, anchor } = deadline;
  const found = await ctx.db.prisma.commitment.findFirst({
    where: {
      id: { notIn: [...besides] },
      statement: { quote: input.quote, saidAt: new Date(saidAt), speaker: { name: input.speaker } },
      // Of what comes again the series has the title as it was given.
      ...(series === null
        ? { title: input.title }
        : { occurrence: 1, series: { title: input.title, rrule: series.rrule } }),
      deadlines: { some: { version: 1, phrase, opensAt, closesAt, anchor } },
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return found?.id ?? null;
}
