/** Instants for people: how near, and exactly when, in the zone in which the deadline counts. Pure. */
import { civilDate, daysBetween, isZone, startOfDay, yearOf } from '../domain/civil.ts';
import { type InBoth, type Language, LOCALES } from '../domain/language.ts';
import { formatDate, formatHappened, formatInstant, isoInZone, shortZone } from '../domain/shown.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A stored zone may have left the tables since; a page still has to be shown. */
export const knownZone = (zone: string): string => (isZone(zone) ? zone : 'UTC');

const WORDS: InBoth<Record<'now' | 'justNow' | 'today' | 'tomorrow' | 'yesterday', string>> = {
  en: { now: 'now', justNow: 'just now', today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' },
  de: { now: 'jetzt', justNow: 'gerade eben', today: 'heute', tomorrow: 'morgen', yesterday: 'gestern' },
};

/** `in 3 days`, `2 months ago`; never `the day after tomorrow`, which is longer and says no more. */
const RELATIVE: InBoth<Intl.RelativeTimeFormat> = {
  en: new Intl.RelativeTimeFormat(LOCALES.en, { numeric: 'always', style: 'long' }),
  de: new Intl.RelativeTimeFormat(LOCALES.de, { numeric: 'always', style: 'long' }),
};

/** Less than zero: ago. */
function distance(days: number, language: Language): string {
  const apart = Math.abs(days);
  const say = (number: number, unit: 'day' | 'month' | 'year'): string =>
    RELATIVE[language].format(Math.sign(days) * Math.round(number), unit);
  if (apart < 60) return say(apart, 'day');
  if (apart < 730) return say(apart / 30.44, 'month');
  return say(apart / 365.25, 'year');
}

/**
 * How near `instant` is: `in 20 minutes`, `in 5 hours`, `today`, `tomorrow`, `in 3 days`, `2 months ago`; in
 * German `in 3 Tagen`, `vor 2 Monaten`. Days are civil days of `zone`. With `end`, an instant at midnight stands for
 * the day that it ends.
 */
export function nearness(
  now: number,
  instant: number,
  zone: string,
  end = false,
  language: Language = 'en',
): string {
  const words = WORDS[language];
  const there = knownZone(zone);
  const midnight = instant === startOfDay(civilDate(instant, there), there);
  const day = civilDate(end && midnight ? instant - 1 : instant, there);
  const days = daysBetween(civilDate(now, there), day);
  const apart = Math.abs(instant - now);
  if (!midnight && apart < 24 * HOUR_MS) {
    if (apart < MINUTE_MS) return instant > now ? words.now : words.justNow;
    const direction = instant > now ? 1 : -1;
    return apart < HOUR_MS
      ? RELATIVE[language].format(direction * Math.floor(apart / MINUTE_MS), 'minute')
      : RELATIVE[language].format(direction * Math.floor(apart / HOUR_MS), 'hour');
  }
  // What closed with the last day closed today only in name.
  if (days === 0) return end && midnight && instant <= now ? words.justNow : words.today;
  if (days === 1) return words.tomorrow;
  if (days === -1) return words.yesterday;
  return distance(days, language);
}

/**
 * Exactly: `Sun 15 Jun 24:00`, in German `So. 15. Juni 24:00`; with the year when it is not the year of `now`. With
 * `end`, midnight is 24:00 of the day before, because that day is inside.
 */
export function exactly(
  now: number,
  instant: number,
  zone: string,
  end = false,
  language: Language = 'en',
): string {
  const there = knownZone(zone);
  const midnight = instant === startOfDay(civilDate(instant, there), there);
  const shown = end && midnight ? instant - 1 : instant;
  const year = yearOf(civilDate(shown, there)) !== yearOf(civilDate(now, there));
  if (end && midnight) return `${formatDate(civilDate(shown, there), year, language)} 24:00`;
  return formatInstant(instant, there, { year, language });
}

/** When something happened, in full: `Sat 14 Jun 2025` when it was given as a day, otherwise with the time. */
export const happenedOn = (instant: number, zone: string, language: Language = 'en'): string =>
  formatHappened(instant, knownZone(zone), { language });

/** The same as short as `exactly`: without the year of `now`. */
export function happenedNear(now: number, instant: number, zone: string, language: Language = 'en'): string {
  const there = knownZone(zone);
  const year = yearOf(civilDate(instant, there)) !== yearOf(civilDate(now, there));
  return formatHappened(instant, there, { year, language });
}

/** For the `datetime` of a `<time>`. */
export const machineTime = (instant: number, zone: string): string => isoInZone(instant, knownZone(zone));

export const placeOf = (zone: string): string => shortZone(knownZone(zone));
