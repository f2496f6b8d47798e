/**
 * The geometry of a timeline: windows as bars, earlier windows as ghosts, ticks and now. Pure. Across, everything is in
 * per cent of the picture, so that it fits any width without making words smaller; down, in pixels.
 */
import { addDays, addMonths, civilDate, daysBetween, startOfDay, yearOf } from '../domain/civil.ts';
import type { Window } from '../domain/deadline/types.ts';
import type { Language } from '../domain/language.ts';
import { monthName } from '../domain/shown.ts';
import { type Range, type Spanned, windowsOf } from './timeline-range.ts';

/** Part of a row, in per cent of the width; `before` and `after`: it goes on beyond that edge. */
export interface Bar {
  readonly x: number;
  readonly width: number;
  readonly before: boolean;
  readonly after: boolean;
}

export interface Row<Item> {
  readonly item: Item;
  /** Upper edge in pixels. */
  readonly y: number;
  /** Null when it has no window, or one outside of the range. */
  readonly bar: Bar | null;
  readonly ghosts: readonly Bar[];
  /** Whether a window of it, in force or replaced, begins before the range, or ends after it. */
  readonly before: boolean;
  readonly after: boolean;
}

export interface Tick {
  readonly x: number;
  readonly label: string;
}

export interface Picture<Item> {
  readonly rows: readonly Row<Item>[];
  readonly ticks: readonly Tick[];
  /** Where now is; null when it is outside. */
  readonly now: number | null;
  /** How many windows in force lie wholly before the range, and how many after it. */
  readonly earlier: number;
  readonly later: number;
  /** Pixels. */
  readonly height: number;
}

/** Pixels down: the head with the ticks, and each row with its words above its bar. */
export const HEAD = 24;
export const ROW = 38;
/** No window is so short that it is not seen, in per cent. */
const LEAST = 0.8;

/** Beyond this the name of a tick would be cut, in per cent. */
const ROOM = 90;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Where an instant lies, in per cent of the range. */
const place = (instant: number, { from, to }: Range): number => ((instant - from) / (to - from)) * 100;

/** The part of a window that is in the range; null when none of it is. */
export function barOf({ opensAt, closesAt }: Window, range: Range): Bar | null {
  if (closesAt <= range.from || opensAt >= range.to) return null;
  const start = Math.max(0, place(opensAt, range));
  const end = Math.min(100, place(closesAt, range));
  const width = Math.max(LEAST, end - start);
  return {
    x: rounded(Math.min(start, 100 - width)),
    width: rounded(width),
    before: opensAt < range.from,
    after: closesAt > range.to,
  };
}

type Unit = { readonly unit: 'day' | 'month' | 'year'; readonly step: number };

/** From fine to coarse, with the civil days that a range may have at most. */
const UNITS: readonly (Unit & { readonly days: number })[] = [
  { unit: 'day', step: 1, days: 10 },
  { unit: 'day', step: 7, days: 49 },
  { unit: 'month', step: 1, days: 220 },
  { unit: 'month', step: 3, days: 700 },
  { unit: 'year', step: 1, days: 2_600 },
  { unit: 'year', step: 5, days: 11_000 },
  { unit: 'year', step: 50, days: 110_000 },
  { unit: 'year', step: 500, days: Number.POSITIVE_INFINITY },
];

const pad = (year: number): string => String(year).padStart(4, '0');

/** The first day at or before `day` on which a tick may stand. */
function tickBefore(day: string, { unit, step }: Unit): string {
  const year = yearOf(day);
  if (unit === 'year') return `${pad(Math.max(2, year - (year % step)))}-01-01`;
  if (unit === 'day') return day;
  const month = Number(day.slice(5, 7)) - 1;
  return `${pad(year)}-${String(month - (month % step) + 1).padStart(2, '0')}-01`;
}

function labelOf(day: string, { unit }: Unit, language: Language): string {
  const number = Number(day.slice(5, 7));
  const month = monthName(number - 1, language);
  if (unit === 'year') return String(yearOf(day));
  if (unit === 'day') return `${Number(day.slice(8))}${language === 'de' ? '.' : ''} ${month}`;
  return number === 1 ? String(yearOf(day)) : month;
}

function ticksOf(range: Range, zone: string, language: Language): Tick[] {
  const first = civilDate(range.from, zone);
  const last = civilDate(range.to - 1, zone);
  const days = daysBetween(first, last) + 1;
  const unit = UNITS.find((one) => days <= one.days);
  if (unit === undefined) return [];
  const years = unit.unit === 'year' ? unit.step : 1;
  /** Null at the end of the calendar. */
  const next = (day: string): string | null => {
    if (yearOf(day) + years > 9999) return null;
    return unit.unit === 'day'
      ? addDays(day, unit.step)
      : addMonths(day, unit.step * (years === 1 && unit.unit !== 'year' ? 1 : 12));
  };
  const ticks: Tick[] = [];
  for (let day: string | null = tickBefore(first, unit); day !== null && day <= last; day = next(day)) {
    const at = startOfDay(day, zone);
    const x = rounded(place(at, range));
    if (at >= range.from && x <= ROOM) ticks.push({ x, label: labelOf(day, unit, language) });
  }
  return ticks;
}

/** Lays `items` out, one below the other in their order, in the civil days of `zone`. `now` in epoch milliseconds. */
export function layOut<Item extends Spanned>(
  items: readonly Item[],
  { range, now, zone, language = 'en' }: { range: Range; now: number; zone: string; language?: Language },
): Picture<Item> {
  return {
    rows: items.map((item, index) => {
      const all = windowsOf(item);
      return {
        item,
        y: HEAD + index * ROW,
        bar: item.window === null ? null : barOf(item.window, range),
        ghosts: item.earlier.flatMap((window) => barOf(window, range) ?? []),
        before: all.some(({ opensAt }) => opensAt < range.from),
        after: all.some(({ closesAt }) => closesAt > range.to),
      };
    }),
    earlier: items.filter(({ window }) => window !== null && window.closesAt <= range.from).length,
    later: items.filter(({ window }) => window !== null && window.opensAt >= range.to).length,
    ticks: ticksOf(range, zone, language),
    now: now < range.from || now >= range.to ? null : rounded(place(now, range)),
    height: HEAD + items.length * ROW,
  };
}
