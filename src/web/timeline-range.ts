/** Which time a timeline shows: all there is, most of it, or so many days around one. Pure. */
import { addDays, civilDate, daysBetween, startOfDay } from '../domain/civil.ts';
import type { Window } from '../domain/deadline/types.ts';

/** Half-open, epoch milliseconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Spanned {
  readonly window: Window | null;
  /** Windows that were replaced by a later statement, oldest first. */
  readonly earlier: readonly Window[];
}

/** The window in force and the replaced ones. */
export const windowsOf = ({ window, earlier }: Spanned): readonly Window[] =>
  window === null ? earlier : [window, ...earlier];

/** From the first to the last instant of all windows, and now. */
const around = (windows: readonly Window[], now: number): Range => ({
  from: Math.min(now, ...windows.map(({ opensAt }) => opensAt)),
  to: Math.max(now + 1, ...windows.map(({ closesAt }) => closesAt)),
});

const lengthOf = ({ from, to }: Range): number => to - from;

/** Whole civil days, with a little room at both ends. */
function roomy({ from, to }: Range, zone: string): Range {
  const first = civilDate(from, zone);
  const last = civilDate(to - 1, zone);
  const room = Math.max(1, Math.ceil(daysBetween(first, last) / 40));
  return { from: startOfDay(shifted(first, -room), zone), to: startOfDay(shifted(last, room + 1), zone) };
}

/** The range of whole civil days in which all windows lie, with now and a little room at both ends. */
export const fitting = (items: readonly Spanned[], now: number, zone: string): Range =>
  roomy(around(items.flatMap(windowsOf), now), zone);

/** What lies far from the rest may make the picture so many times longer; beyond that it is left at the edge. */
const STRETCH = 5;
/** Nothing is far within so many milliseconds: a week. */
const NEAR_MS = 604_800_000;

/** The shortest range with now and two thirds of the windows. */
function coreOf(windows: readonly Window[], now: number): Range {
  const spare = Math.floor(windows.length / 3);
  const byOpening = [...windows].sort((one, other) => one.opensAt - other.opensAt);
  let shortest = around(windows, now);
  for (let early = 0; early <= spare; early += 1) {
    const byClosing = byOpening.slice(early).sort((one, other) => one.closesAt - other.closesAt);
    for (let late = 0; early + late <= spare; late += 1) {
      const kept = around(byClosing.slice(0, byClosing.length - late), now);
      if (lengthOf(kept) < lengthOf(shortest)) shortest = kept;
    }
  }
  return shortest;
}

/**
 * The range of whole civil days with now and most of the windows: all of them, unless a few lie so far off that the
 * rest would be pressed into a corner. 1. The core, which is most of them. 2. Windows outside, and those that were
 * replaced, from the nearest on, as long as the picture does not become `STRETCH` times as long as the core.
 */
export function readable(items: readonly Spanned[], now: number, zone: string): Range {
  const core = coreOf(
    items.flatMap(({ window }) => window ?? []),
    now,
  );
  const most = STRETCH * Math.max(lengthOf(core), NEAR_MS);
  const farOff = ({ opensAt, closesAt }: Window): number => Math.max(core.from - opensAt, closesAt - core.to);
  const outside = items
    .flatMap(windowsOf)
    .filter((window) => farOff(window) > 0)
    .sort((one, other) => farOff(one) - farOff(other));
  const range = outside.reduce((so, { opensAt, closesAt }) => {
    const wider = { from: Math.min(so.from, opensAt), to: Math.max(so.to, closesAt) };
    return lengthOf(wider) <= most ? wider : so;
  }, core);
  return roomy(range, zone);
}

/** The civil days of a range, in its zone. */
export const daysOf = ({ from, to }: Range, zone: string): Days => ({
  from: civilDate(from, zone),
  to: civilDate(to - 1, zone),
});

/** Lengths that can be chosen, in civil days. */
export const LENGTHS = { week: 7, month: 30, quarter: 91, year: 365 } as const;

/** Civil days, both inside. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** A year of room at both ends of the calendar, whatever the zone. */
const FIRST = '0002-01-01';
const LAST = '9998-12-31';
/** Shifted, but not out of the calendar. */
function shifted(day: string, days: number): string {
  const room = days < 0 ? daysBetween(day, FIRST) : daysBetween(day, LAST);
  return addDays(day, days < 0 ? Math.max(days, room) : Math.min(days, room));
}

/** So many days, of which a third lies before `day`. */
export function daysAround(day: string, length: number): Days {
  const from = shifted(day, -Math.floor(length / 3));
  return { from, to: shifted(from, length - 1) };
}

/** As many days again, before (-1) or after (1). */
export function shift({ from, to }: Days, direction: -1 | 1): Days {
  const days = (daysBetween(from, to) + 1) * direction;
  return { from: shifted(from, days), to: shifted(to, days) };
}
