/** Meanings in civil days and clock times into windows of instants, in the zone of saying or in the one that was named. */
import { addDays, civilDate, dayWindow, instantAt, MINUTE_MS, startOfDay } from '../civil.ts';
import { type Days, isoDate } from './grammar/day.ts';
import type { Clock, Meaning, SaidOn } from './rule.ts';
import type { Precision, Window } from './types.ts';

export type DatedMeaning = Extract<Meaning, { kind: 'days' | 'clock' | 'after' }>;

/** The window that a meaning names. */
export function windowOf(meaning: DatedMeaning, said: SaidOn): Window {
  switch (meaning.kind) {
    case 'days':
      return daysWindow(meaning, said.zone);
    case 'after': {
      const closesAt = said.saidAt + meaning.minutes * MINUTE_MS;
      // Up to the full minute: a deadline of minutes shows none of its seconds, and is never early.
      return { opensAt: minuteOf(said.saidAt), closesAt: Math.ceil(closesAt / MINUTE_MS) * MINUTE_MS };
    }
    case 'clock': {
      const window = clockWindow(meaning.clock, meaning.day, meaning.clock.minuteOfDay, said);
      const later = meaning.others?.find(({ last }) => meaning.day !== undefined && last > meaning.day);
      // "Friday afternoon" said on a Friday evening can only be the next one.
      if (window.closesAt > said.saidAt || later === undefined) return window;
      return clockWindow(meaning.clock, later.last, meaning.clock.minuteOfDay, said);
    }
  }
}

/** The other windows that the words may fairly mean. */
export function otherWindows(meaning: DatedMeaning, said: SaidOn): Window[] {
  if (meaning.kind === 'after') return [];
  if (meaning.kind === 'days') return (meaning.others ?? []).map((days) => daysWindow(days, said.zone));
  const { clock, day } = meaning;
  const others = (meaning.others ?? []).map(({ last }) => clockWindow(clock, last, clock.minuteOfDay, said));
  if (clock.otherMinute !== undefined) others.push(clockWindow(clock, day, clock.otherMinute, said));
  return others;
}

export function precisionOf(meaning: DatedMeaning): Precision {
  if (meaning.kind === 'days') return meaning.precision;
  if (meaning.kind === 'after' || meaning.clock.opensMinute === undefined) return 'minute';
  return (meaning.clock.opensMinute + meaning.clock.minuteOfDay) % 60 === 0 ? 'hour' : 'minute';
}

/**
 * Whether the words named a clock time by which and nothing more: “by Friday 17:00”, “bis Freitag 17 Uhr”. Its window
 * opens with that day, or when it was said, because a window has to open somewhere; for people it is the end alone.
 * The record tells so by the rule (“at Friday noon” is `at-clock`) and the precision (“by Friday afternoon” has both
 * ends). A day or more named as a whole is its window: “by June” may be done early, and that is before 1 June.
 */
export function namesOnlyItsEnd(
  window: Window,
  {
    rule,
    precision,
    zone,
  }: { readonly rule: string; readonly precision: string | null; readonly zone: string },
): boolean {
  if (rule !== 'by-clock' || precision !== 'minute') return false;
  // A commitment of several parts has a window from the first of them on.
  return civilDate(window.opensAt, zone) === civilDate(window.closesAt - 1, zone);
}

const daysWindow = ({ first, last }: Days, zone: string): Window => dayWindow(first, last, zone);

const minuteOf = (instant: number): number => Math.floor(instant / MINUTE_MS) * MINUTE_MS;

function clockWindow(clock: Clock, day: number | undefined, minuteOfDay: number, said: SaidOn): Window {
  const { saidAt, zone } = said;
  let date = isoDate(day ?? said.on);
  let closesAt = clockInstant(date, minuteOfDay, clock.zone ?? zone);
  if (day === undefined && closesAt <= saidAt) {
    date = addDays(date, 1);
    closesAt = clockInstant(date, minuteOfDay, clock.zone ?? zone);
  }
  if (clock.opensMinute !== undefined) {
    return { opensAt: clockInstant(date, clock.opensMinute, clock.zone ?? zone), closesAt };
  }
  const dayOpensAt = startOfDay(civilDate(closesAt - 1, zone), zone);
  const saidMinute = minuteOf(saidAt);
  // On the day of saying nothing can be done before it; a time that had passed keeps the whole day.
  return { opensAt: saidMinute < closesAt ? Math.max(dayOpensAt, saidMinute) : dayOpensAt, closesAt };
}

function clockInstant(date: string, minuteOfDay: number, zone: string | number): number {
  if (typeof zone === 'string') return instantAt(date, minuteOfDay, zone);
  return Date.parse(`${date}T00:00:00Z`) + (minuteOfDay - zone) * MINUTE_MS;
}
