/**
 * Counting in the civil days of a zone, on top of `civil`: a day with a clock change is still one day.
 */
import { addDays, civilDate, daysBetween, instantAt, isSteady, startOfDay } from './civil.ts';
import { isoInZone } from './shown.ts';

const DAY_MS = 86_400_000;

/** The instant `days` civil days after `instant` in `zone` (before it when negative), at the same local time. */
export function shiftCivilDays(instant: number, zone: string, days: number): number {
  // Where no clock is changed in between, a civil day is 24 hours: the common case, and a hundred times cheaper.
  const plain = instant + days * DAY_MS;
  if (isSteady(instant, plain, zone)) return plain;
  const date = civilDate(instant, zone);
  const there = addDays(date, days);
  if (instant === startOfDay(date, zone)) return startOfDay(there, zone);
  const [hours, minutes] = isoInZone(instant, zone).slice(11, 16).split(':').map(Number);
  const withinMinute = ((instant % 60_000) + 60_000) % 60_000;
  return instantAt(there, (hours ?? 0) * 60 + (minutes ?? 0), zone) + withinMinute;
}

/**
 * How many civil days `at` lies after the last day of a window that closed at `closesAt`: 0 on that last day
 * itself (a deadline with a clock time can be missed by hours), 1 on the next.
 */
export function daysLate(at: number, closesAt: number, zone: string): number {
  return Math.max(0, daysBetween(civilDate(closesAt - 1, zone), civilDate(at, zone)));
}
