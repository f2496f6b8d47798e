/** A place as it was known at one time about another: how many stood how, and which are drawn on its timeline. */
import type { Status } from '../../domain/record.ts';
import type { Matter } from '../../domain/search.ts';
import type { Past } from '../as-of.ts';
import type { Context } from '../context.ts';
import { readBriefs } from './brief.ts';
import { knownThen } from './known-then.ts';
import { daysAsked, MOST_ROWS, spanOf, type Timeline, timelineOf } from './timeline.ts';

/**
 * Reads it. `raw` has the first and the last day that are drawn, or neither. Throws `DulyError` `invalid`, or
 * `too_large` when more was on record than one answer may judge.
 */
export async function placeThen(
  ctx: Context,
  asked: { readonly matter: Matter; readonly past: Past; readonly raw: { from?: unknown; to?: unknown } },
): Promise<{ counts: Map<Status, number>; timeline: Timeline }> {
  const { past } = asked;
  const days = daysAsked(asked.raw);
  const { from, to } = spanOf(days);
  const counts = new Map<Status, number>();
  const drawn: { id: number; closesAt: number }[] = [];
  for await (const { record, judged } of knownThen(ctx, asked)) {
    const { status, deadline } = judged.assessment;
    counts.set(status, (counts.get(status) ?? 0) + 1);
    const { window } = deadline;
    if (
      window === null ||
      (from !== null && window.closesAt <= from) ||
      (to !== null && window.opensAt >= to)
    )
      continue;
    drawn.push({ id: record.id, closesAt: window.closesAt });
  }
  // Those that closed or close nearest to the day that is asked about, as on the timeline of now.
  const far = ({ closesAt }: { closesAt: number }): number => Math.abs(closesAt - past.on);
  const nearest = drawn.sort((a, b) => far(a) - far(b) || a.id - b.id).slice(0, MOST_ROWS + 1);
  const found = await readBriefs(
    ctx,
    nearest.map(({ id }) => id),
    { now: past.on, past },
  );
  return { counts, timeline: timelineOf(found, { now: past.on, days, most: MOST_ROWS }) };
}
