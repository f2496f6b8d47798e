/**
 * A deadline that hangs on an event ("within 60 days of signing"), once the event is on record. Counting starts on
 * the day after it and the last day is whole; hours and minutes run from the instant.
 */
import { addDays, addMonths, civilDate, instantAt, MINUTE_MS, startOfDay, windowOfDays } from '../civil.ts';
import { formatDate, formatInstant, formatWindow } from '../shown.ts';
import { addWorkingDays, EVERY_WEEKDAY } from '../working-days.ts';
import { quotedSaying } from './explain.ts';
import { readOffset } from './offset.ts';
import type { ResolvedWindow, Said, Window } from './types.ts';

/** What the words wait for, as the resolver read them and the record keeps them. */
export interface Wait {
  readonly phrase: string;
  readonly rule: string;
  readonly ruleVersion: number;
  /** The words that name the event, e.g. "signing". */
  readonly anchor: string;
  /** Signed ISO 8601 duration from the event, e.g. `P60D`, `-P2W`, `PT24H`, `P0D`. */
  readonly offset: string;
  /** The days of the offset are working days. */
  readonly working?: boolean | undefined;
}

/** When the event happens: a civil day in the zone of the deadline, or an instant in epoch milliseconds. */
export type AnchorTime = { readonly on: string } | { readonly at: number };

/** Whether the event still lies ahead at `now`: then it is planned and has not happened. */
export const isAhead = (event: AnchorTime, now: number, zone: string): boolean =>
  'at' in event ? event.at > now : event.on > civilDate(now, zone);

/** The event in words: `signing happened on Mon 9 Jun 2025`, `summit is set for Tue 15 Jul 2025 10:00`. */
export function describeAnchor(anchor: string, event: AnchorTime, now: number, zone: string): string {
  const when = 'at' in event ? formatInstant(event.at, zone) : formatDate(event.on);
  return `${anchor.replaceAll(/\s+/g, ' ').trim()} ${isAhead(event, now, zone) ? 'is set for' : 'happened on'} ${when}`;
}

/**
 * The window that the event gives the words, in the zone of `said`, as known at `now` (epoch milliseconds). An
 * offset of days has its closing day as its window; one of hours runs from the instant of the event and closes at the
 * minute, and when only the day of the event is known it runs from the end of that day. Throws `DulyError('invalid')` for an offset that is none
 * or leaves the years 1 to 9999.
 */
export function anchored(wait: Wait, event: AnchorTime, said: Said, now: number): ResolvedWindow {
  const { phrase, rule, ruleVersion } = wait;
  const { zone, calendar = EVERY_WEEKDAY } = said;
  const offset = readOffset(wait.offset);
  const anchorDay = 'at' in event ? civilDate(event.at, zone) : event.on;
  const month = addMonths(anchorDay, offset.sign * offset.months);
  const days = offset.sign * offset.days;
  const day = wait.working === true ? addWorkingDays(month, days, calendar) : addDays(month, days);
  const window =
    offset.minutes === null
      ? windowOfDays(day, day, zone)
      : runningFrom(event, { anchorDay, day, minutes: offset.sign * offset.minutes, zone });
  const counted = wait.working === true ? `, working days: ${calendar.name}` : '';
  const happened = describeAnchor(wait.anchor, event, now, zone);
  const shown = formatWindow(window, zone, { saidAt: said.saidAt });
  return {
    outcome: 'window',
    window,
    precision: offset.minutes === null ? 'day' : 'minute',
    basis: 'derived',
    zone,
    rule,
    ruleVersion,
    phrase,
    span: { start: 0, end: phrase.length },
    confidence: 'high',
    explanation: `${quotedSaying(phrase, said)}; ${happened} → ${shown} (rule ${rule}/${ruleVersion}${counted})`,
    alternatives: [],
  };
}

/**
 * A window that closes so many minutes after the event, whole minutes. It opens with the event where its instant is
 * known and it comes first; otherwise with its closing day.
 */
function runningFrom(
  event: AnchorTime,
  { anchorDay, day, minutes, zone }: { anchorDay: string; day: string; minutes: number; zone: string },
): Window {
  // Whole days before the hours move the date; the clock time of the event stays.
  const from = 'at' in event ? event.at : instantAt(anchorDay, 1440, zone);
  const moved = day === anchorDay ? from : from + startOfDay(day, zone) - startOfDay(anchorDay, zone);
  const closesAt = Math.ceil((moved + minutes * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
  const begun = Math.floor(from / MINUTE_MS) * MINUTE_MS;
  if ('at' in event && begun < closesAt) return { opensAt: begun, closesAt };
  const opensOn = startOfDay(civilDate(closesAt - 1, zone), zone);
  return { opensAt: begun > opensOn && begun < closesAt ? begun : opensOn, closesAt };
}
