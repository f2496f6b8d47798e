/**
 * The days that are not worked, from an iCalendar file (RFC 5545) as governments and calendar programs give it out:
 * all-day events, one day or a span, single or yearly. Every date that is written out is counted, also one that
 * is written twice: the work is bounded, whatever the file says.
 */
import { addDays, yearOf } from '../domain/civil.ts';
import { type Event, eventsOf, invalid, tooLarge } from './holiday-event.ts';
import { inYear, readYearly } from './holiday-rule.ts';

const MOST_RULES = 300;
const MOST_RULES_OF_ONE = 10;
const MOST_DAYS = 20_000;
/** Yearly days of several events fall on one another, so more are written than there are in the end. */
const MOST_WRITTEN = 60_000;
/** Years around today for which yearly events are written out. */
export const YEARS_BACK = 50;
export const YEARS_AHEAD = 30;

export interface Holidays {
  /** Civil dates, ascending. */
  readonly days: readonly string[];
  /** Events that gave at least one day. */
  readonly events: number;
  /** What was left out, and why. */
  readonly leftOut: readonly { readonly event: string; readonly why: string }[];
  /** Yearly events are written out from the first to the last of these years. */
  readonly repeated: { readonly from: number; readonly to: number };
}

/** Counts one date that is written; throws when there are too many. */
type Count = () => void;

function counter(): Count {
  let written = 0;
  return () => {
    written += 1;
    if (written > MOST_WRITTEN)
      throw tooLarge(`The calendar writes out more than ${MOST_WRITTEN} days, some of them several times.`);
  };
}

/** The first days of each time it falls, the given first day among them. */
function startsOf(event: Event, { from, to }: Holidays['repeated'], count: Count): Set<string> {
  const { first } = event;
  const starts = new Set([first]);
  for (const day of event.days('rdate')) {
    count();
    starts.add(day);
  }
  for (const [, , , value] of event.all('rrule')) {
    const rule = readYearly(event, value, from);
    const begins = yearOf(first);
    let left = rule.count - 1;
    const skipped = Math.ceil(Math.max(0, from - begins) / rule.interval);
    for (let year = begins + skipped * rule.interval; year <= to && left > 0; year += rule.interval)
      for (const day of inYear(year, rule)) {
        count();
        if (day <= first || left <= 0 || (rule.until !== null && day > rule.until)) continue;
        starts.add(day);
        left -= 1;
      }
  }
  for (const day of event.days('exdate')) starts.delete(day);
  return starts;
}

/** Why an event is no holiday; null when it is one. */
function whyLeftOut(event: Event): string | null {
  if (event.text('status')?.toUpperCase() === 'CANCELLED') return 'is cancelled';
  // Midnight to midnight is how some programs write a day, but it is no day in any zone but theirs.
  return event.all('dtstart')[0]?.[2] === 'date-time' ? 'has a clock time' : null;
}

function assertFewRules(events: readonly Event[]): void {
  let rules = 0;
  for (const event of events) {
    const own = event.all('rrule').length;
    rules += own;
    if (event.all('exrule').length > 0)
      throw invalid(
        `The event ${event.title} has an EXRULE, which is not read: name the days that are left out (EXDATE).`,
      );
    if (own > MOST_RULES_OF_ONE)
      throw tooLarge(
        `The event ${event.title} repeats by ${own} rules (RRULE); at most ${MOST_RULES_OF_ONE} are read.`,
      );
  }
  if (rules > MOST_RULES)
    throw tooLarge(`The calendar has ${rules} rules (RRULE); at most ${MOST_RULES} are read.`);
}

/** Of each series the times that were changed: a single event replaces the one that the series would give. */
function changedTimes(events: readonly Event[]): Map<string, Set<string>> {
  const changed = new Map<string, Set<string>>();
  for (const event of events) {
    const days = event.days('recurrence-id');
    if (days.length === 0) continue;
    const uid = event.text('uid') ?? '';
    const gone = changed.get(uid) ?? new Set();
    for (const day of days) gone.add(day);
    changed.set(uid, gone);
  }
  return changed;
}

/**
 * Reads `ics`. Yearly events are written out for the years around `year`, the present one. Throws
 * `DulyError('invalid')` that names the event at fault, and `too_large`.
 */
export function readHolidays(ics: string, year: number): Holidays {
  const repeated = { from: Math.max(1, year - YEARS_BACK), to: Math.min(9_998, year + YEARS_AHEAD) };
  const events = eventsOf(ics);
  assertFewRules(events);
  const changed = changedTimes(events);
  const count = counter();
  const days = new Set<string>();
  const leftOut: { event: string; why: string }[] = [];
  for (const event of events) {
    const why = whyLeftOut(event);
    if (why !== null) {
      leftOut.push({ event: event.title, why });
      continue;
    }
    const { length } = event;
    const gone = event.all('recurrence-id').length > 0 ? undefined : changed.get(event.text('uid') ?? '');
    for (const start of startsOf(event, repeated, count)) {
      if (gone?.has(start)) continue;
      for (let day = 0; day < length; day += 1) {
        count();
        days.add(addDays(start, day));
        if (days.size > MOST_DAYS) throw tooLarge(`The calendar has more than ${MOST_DAYS} holidays.`);
      }
    }
  }
  if (days.size === 0) throw invalid('The calendar has no all-day event, so it names no holiday.');
  return { days: [...days].sort(), events: events.length - leftOut.length, leftOut, repeated };
}
