/**
 * The instants at which something about a dated commitment wants saying: lead times before it closes, and
 * reminders after it is overdue. Both are counted in civil days of the commitment's zone, so that a day with a
 * clock change is still one day.
 */
import { civilDate, startOfDay } from './civil.ts';
import { shiftCivilDays } from './days.ts';

/** Lead times a subscription may ask for, days before the window closes; longest first. 0: as its last day begins. */
export const LEAD_DAYS = [30, 14, 7, 3, 1, 0] as const;
export type LeadDays = (typeof LEAD_DAYS)[number];

/** Days after overdue on which a reminder goes out; then every 30 days. */
export const REMINDER_DAYS = [1, 3, 7, 14, 30] as const;
const MONTHLY = 30;
const DAY_MS = 86_400_000;

/**
 * The instant `days` civil days before `closesAt`, at the same local time of day; always before it. For 0 it is the
 * beginning of the last day that is inside.
 */
export function leadAt(closesAt: number, zone: string, days: LeadDays): number {
  if (days === 0) return startOfDay(civilDate(closesAt - 1, zone), zone);
  const lead = shiftCivilDays(closesAt, zone, -days);
  // A day that the zone skipped begins and ends at one instant: the last day that was lived stands in for it.
  return lead < closesAt ? lead : shiftCivilDays(closesAt, zone, -days - 1);
}

/** What a lead may be off its days times 24 hours: its day begins up to a day before, and zones have skipped a day. */
const MOST_OFF_MS = 3 * DAY_MS;

/**
 * The leads after `since` and up to `until`, the earliest first. Which cannot be among them is seen without asking
 * the calendar: this is worked out at every look at every commitment.
 */
export function leadsBetween(
  closesAt: number,
  zone: string,
  since: number,
  until: number,
): { days: LeadDays; at: number }[] {
  return LEAD_DAYS.flatMap((days) => {
    const about = closesAt - days * DAY_MS;
    if (about + MOST_OFF_MS <= since || about - MOST_OFF_MS > until) return [];
    const at = leadAt(closesAt, zone, days);
    return at > since && at <= until ? [{ days, at }] : [];
  });
}

/** The first lead after `now`; infinite when none comes. */
export function nextLeadAt(closesAt: number, zone: string, now: number): number {
  for (const days of LEAD_DAYS) {
    if (closesAt - days * DAY_MS + MOST_OFF_MS <= now) continue;
    const at = leadAt(closesAt, zone, days);
    if (at > now) return at;
  }
  return Number.POSITIVE_INFINITY;
}

/** The day numbers of reminders whose instants lie around `now`: cheap however long an item has been overdue. */
function reminderDaysNear(overdueAt: number, now: number): number[] {
  const elapsed = Math.floor((now - overdueAt) / DAY_MS);
  const months = Math.floor(elapsed / MONTHLY);
  // Civil days may be an hour or two off 24 h each, so look one step to either side.
  const monthly = [months - 1, months, months + 1, months + 2].map((count) => count * MONTHLY);
  return [...REMINDER_DAYS, ...monthly.filter((day) => day > MONTHLY)];
}

/** The latest reminder at or before `now`, or null when none has come yet. */
export function lastReminder(
  overdueAt: number,
  zone: string,
  now: number,
): { day: number; at: number } | null {
  let last: { day: number; at: number } | null = null;
  for (const day of reminderDaysNear(overdueAt, now)) {
    const at = shiftCivilDays(overdueAt, zone, day);
    if (at <= now && (last === null || day > last.day)) last = { day, at };
  }
  return last;
}

/** The first reminder after `now`. */
export function nextReminderAt(overdueAt: number, zone: string, now: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const day of reminderDaysNear(overdueAt, now)) {
    const at = shiftCivilDays(overdueAt, zone, day);
    if (at > now) {
      next = Math.min(next, at);
      break;
    }
  }
  return next;
}
