/** Instants for people: how near, and exactly when, in the zone in which the deadline counts. Pure. */
import { civilDate, daysBetween, isZone, startOfDay, yearOf } from '../domain/civil.ts';
import { formatDate, formatHappened, formatInstant, isoInZone, shortZone } from '../domain/shown.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A stored zone may have left the tables since; a page still has to be shown. */
export const knownZone = (zone: string): string => (isZone(zone) ? zone : 'UTC');

const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;

function distance(days: number): string {
  if (days < 60) return count(days, 'day');
  if (days < 730) return count(Math.round(days / 30.44), 'month');
  return count(Math.round(days / 365.25), 'year');
}

const directed = (text: string, ahead: boolean): string => (ahead ? `in ${text}` : `${text} ago`);

/**
 * How near `instant` is: `in 20 minutes`, `in 5 hours`, `today`, `tomorrow`, `in 3 days`, `2 months ago`. Days are
 * civil days of `zone`. With `end`, an instant at midnight stands for the day that it ends.
 */
export function nearness(now: number, instant: number, zone: string, end = false): string {
  const there = knownZone(zone);
  const midnight = instant === startOfDay(civilDate(instant, there), there);
  const day = civilDate(end && midnight ? instant - 1 : instant, there);
  const days = daysBetween(civilDate(now, there), day);
  const apart = Math.abs(instant - now);
  if (!midnight && apart < 24 * HOUR_MS) {
    if (apart < MINUTE_MS) return 'now';
    const text =
      apart < HOUR_MS
        ? count(Math.floor(apart / MINUTE_MS), 'minute')
        : count(Math.floor(apart / HOUR_MS), 'hour');
    return directed(text, instant > now);
  }
  // What closed with the last day closed today only in name.
  if (days === 0) return end && midnight && instant <= now ? 'just now' : 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return directed(distance(Math.abs(days)), days > 0);
}

/**
 * Exactly: `Sun 15 Jun 24:00`, with the year when it is not the year of `now`. With `end`, midnight is 24:00 of
 * the day before, because that day is inside.
 */
export function exactly(now: number, instant: number, zone: string, end = false): string {
  const there = knownZone(zone);
  const midnight = instant === startOfDay(civilDate(instant, there), there);
  const shown = end && midnight ? instant - 1 : instant;
  const year = yearOf(civilDate(shown, there)) !== yearOf(civilDate(now, there));
  if (end && midnight) return `${formatDate(civilDate(shown, there), year)} 24:00`;
  return formatInstant(instant, there, { year });
}

/** When something happened, in full: `Sat 14 Jun 2025` when it was given as a day, otherwise with the time. */
export const happenedOn = (instant: number, zone: string): string => formatHappened(instant, knownZone(zone));

/** The same as short as `exactly`: without the year of `now`. */
export function happenedNear(now: number, instant: number, zone: string): string {
  const there = knownZone(zone);
  const year = yearOf(civilDate(instant, there)) !== yearOf(civilDate(now, there));
  return formatHappened(instant, there, { year });
}

/** For the `datetime` of a `<time>`. */
export const machineTime = (instant: number, zone: string): string => isoInZone(instant, knownZone(zone));

export const placeOf = (zone: string): string => shortZone(knownZone(zone));
