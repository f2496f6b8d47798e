/**
 * When a reader wants to be told: at once, in a digest at a local hour, and never in their quiet hours. Pure; every
 * hour is one of the clocks in the reader's zone, every instant epoch milliseconds.
 *
 * An hour that the clocks skip is told at the first instant after the gap; of one that comes twice only the first
 * counts, so that a digest goes once a day. Quiet hours that begin in such an hour begin with its first instant and
 * end with its last: when in doubt it is quiet.
 */
import { addDays, civilDate, instantAt, offsetAt, weekdayOf } from './civil.ts';

export const RHYTHMS = ['at_once', 'daily', 'weekly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** The part of a subscription that says when. */
export interface Preferences {
  readonly rhythm: Rhythm;
  /** 0 to 23; null only for `at_once`. */
  readonly localHour: number | null;
  /** ISO weekday, Monday is 1; given only for `weekly`. */
  readonly weekday: number | null;
  /** Whole hours 0 to 23, both or neither, never equal; `22` to `7` goes over midnight. */
  readonly quietFrom: number | null;
  readonly quietTo: number | null;
  readonly zone: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks have been set back by up to a day (crossing the date line); by far most by an hour or less. */
const LONGEST_FOLD_MS = 3 * HOUR_MS;

/** The first instant at which clocks in `zone` show the hour on that date, or the first one after a gap over it. */
function firstAt(date: string, hour: number, zone: string): number {
  const late = instantAt(date, hour * 60, zone);
  // `instantAt` moves a skipped time on by the length of the gap; the gap ends earlier than that.
  const shown = (late + offsetAt(late, zone)) % DAY_MS;
  const overshoot = (shown - hour * HOUR_MS + DAY_MS) % DAY_MS;
  if (overshoot > 0) return changeBetween(late - overshoot, late, zone);
  // Of a time that comes twice it gives the later one.
  const fold = offsetAt(late - LONGEST_FOLD_MS, zone) - offsetAt(late, zone);
  if (fold <= 0) return late;
  const early = late - fold;
  return early + offsetAt(early, zone) === late + offsetAt(late, zone) ? early : late;
}

/** The instant after `from` (exclusive) and at or before `until` at which the offset of the zone changes. */
function changeBetween(from: number, until: number, zone: string): number {
  let [low, high] = [from - 1, until];
  const after = offsetAt(high, zone);
  if (offsetAt(low, zone) === after) return until;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** The first digest after `now`; null for whoever is told at once. A slot inside the quiet hours waits for their end. */
export function nextSlot(preferences: Preferences, now: number): number | null {
  const { rhythm, localHour, weekday, zone } = preferences;
  if (rhythm === 'at_once' || localHour === null) return null;
  const today = civilDate(now, zone);
  // From two days back: a slot held by quiet hours may lie a day later than its date, and clocks may leap a day.
  for (let ahead = -2; ; ahead += 1) {
    const date = addDays(today, ahead);
    if (rhythm === 'weekly' && weekday !== null && weekdayOf(date) !== weekday) continue;
    const slot = quietEnd(preferences, firstAt(date, localHour, zone));
    if (slot > now) return slot;
  }
}

/** `at` itself, or when the quiet hours it lies in are over. */
export function quietEnd(
  preferences: Omit<Preferences, 'rhythm' | 'localHour' | 'weekday'>,
  at: number,
): number {
  const { quietFrom, quietTo, zone } = preferences;
  if (quietFrom === null || quietTo === null) return at;
  const overMidnight = quietFrom > quietTo;
  const today = civilDate(at, zone);
  for (const date of [addDays(today, -1), today]) {
    const from = firstAt(date, quietFrom, zone);
    const to = instantAt(overMidnight ? addDays(date, 1) : date, quietTo * 60, zone);
    if (at >= from && at < to) return to;
  }
  return at;
}

/** The earliest instant at which something that arises at `now` may be told to this reader. */
export const notBefore = (preferences: Preferences, now: number): number =>
  nextSlot(preferences, now) ?? quietEnd(preferences, now);
