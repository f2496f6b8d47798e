/** A timeline: 1. which days are asked for, 2. what closes nearest to now in them, 3. how each stands now. */
import { z } from 'zod';
import { addDays, isZone, parseCivilDate, startOfDay } from '../../domain/civil.ts';
import { DulyError } from '../../domain/errors.ts';
import type { Selection } from '../../store/browse/selection.ts';
import { nearestWindows } from '../../store/browse/timeline.ts';
import type { Context } from '../context.ts';
import { line, optional, parse } from '../input.ts';
import { type Brief, readBriefs } from './brief.ts';
import { readSelection } from './selection.ts';

/** How many rows are drawn at most. */
export const MOST_ROWS = 50;

const timelineInput = z.object({
  from: optional(line(20)).describe('First civil day that is drawn'),
  to: optional(line(20)).describe('Last civil day that is drawn'),
});

export interface Timeline {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Ascending by when they open. */
  readonly items: readonly Brief[];
  /** Whether there are more that would have to be drawn. */
  readonly more: boolean;
  /** The zone whose days are drawn: the one in which most of them count. */
  readonly zone: string;
  /** Civil days, both inside; null: all there is. */
  readonly days: { readonly from: string; readonly to: string } | null;
}

/** The zone that most items count their days in; of several the first by name. */
function zoneOfMost(items: readonly Brief[]): string {
  const counts = new Map<string, number>();
  for (const { zone } of items) if (isZone(zone)) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  const [most] = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return most?.[0] ?? 'UTC';
}

/** The civil days asked for; null for all. Throws `DulyError('invalid')`. */
export function daysAsked(raw: unknown): Timeline['days'] {
  const input = parse(timelineInput, raw);
  if (input.from === undefined && input.to === undefined) return null;
  if (input.from === undefined || input.to === undefined)
    throw new DulyError('invalid', 'A part of the timeline needs both ends: from and to, each a day.', {
      field: input.from === undefined ? 'from' : 'to',
    });
  const days = { from: parseCivilDate(input.from, 'from'), to: parseCivilDate(input.to, 'to') };
  if (days.to < days.from)
    throw new DulyError('invalid', 'to is a day before from: exchange them.', { field: 'to' });
  if (days.from < '0002' || days.to >= '9999')
    throw new DulyError('invalid', 'The timeline is drawn for the years 2 to 9998.', { field: 'from' });
  return days;
}

const DAY_MS = 86_400_000;

/** Wide enough for the days of any zone, epoch milliseconds; those of the zone that is drawn are cut out of it. */
export function spanOf(days: Timeline['days']): { from: number | null; to: number | null } {
  if (days === null) return { from: null, to: null };
  return { from: startOfDay(days.from, 'UTC') - DAY_MS, to: startOfDay(days.to, 'UTC') + 2 * DAY_MS };
}

/** At most `most` of those found, which come nearest first; `now` is the instant that they are drawn for. */
export function timelineOf(
  found: readonly Brief[],
  { now, days, most }: { now: number; days: Timeline['days']; most: number },
): Timeline {
  const zone = zoneOfMost(found);
  const bounds =
    days === null ? null : { from: startOfDay(days.from, zone), to: startOfDay(addDays(days.to, 1), zone) };
  const inside = found.filter(
    ({ window }) =>
      bounds === null || (window !== null && window.closesAt > bounds.from && window.opensAt < bounds.to),
  );
  const items = inside
    .slice(0, most)
    .sort((one, other) => (one.window?.opensAt ?? 0) - (other.window?.opensAt ?? 0) || one.id - other.id);
  return { now, items, more: inside.length > most, zone, days };
}

/** Reads it, at most `most` rows. `raw` has `from` and `to`, or neither. Throws `DulyError('invalid')`. */
export async function readTimeline(
  ctx: Context,
  selection: Selection,
  raw: { from?: unknown; to?: unknown },
  most = MOST_ROWS,
): Promise<Timeline> {
  const now = ctx.clock.now();
  const days = daysAsked(raw);
  const ids = await nearestWindows(ctx.db.query, { selection, now, limit: most + 1, ...spanOf(days) });
  const found = await readBriefs(ctx, ids, { now, past: null });
  return timelineOf(found, { now, days, most });
}

/** Above the lists of the board there is room for these; whoever asks for certain days gets more. */
const BOARD_ROWS = 12;

/**
 * The timeline of the board by its filters; null where they name what is not on record: the board says so itself.
 * Throws `DulyError('invalid')`.
 */
export async function readBoardTimeline(
  ctx: Context,
  filters: Record<string, unknown>,
  raw: { from?: unknown; to?: unknown },
): Promise<Timeline | null> {
  const { from, to } = raw;
  try {
    const { selection } = await readSelection(ctx, filters);
    return await readTimeline(ctx, selection, raw, from || to ? MOST_ROWS : BOARD_ROWS);
  } catch (error) {
    if (error instanceof DulyError && error.code === 'not_found') return null;
    throw error;
  }
}
