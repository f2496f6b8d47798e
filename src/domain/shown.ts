/** Instants, civil dates and windows as text: ISO 8601 for machines, and for people in the zone that counts. */
import { civilDate, civilDay, dayStart, MONTHS, msOf, offsetAt, startOfDay } from './civil.ts';
import type { Window } from './deadline/types.ts';
import type { InBoth, Language } from './language.ts';

interface DayWords {
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  readonly day: (weekday: string, day: number, month: string) => string;
  readonly to: string;
  readonly by: string;
}

/** Words of our own: those of `Intl` change with its version, and what is on record must not. */
const DAY_WORDS: InBoth<DayWords> = {
  en: {
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    months: MONTHS,
    day: (weekday, day, month) => `${weekday} ${day} ${month}`,
    to: 'to',
    by: 'by',
  },
  de: {
    weekdays: ['Mo.', 'Di.', 'Mi.', 'Do.', 'Fr.', 'Sa.', 'So.'],
    months: [
      ...['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni'],
      ...['Juli', 'Aug.', 'Sept.', 'Okt.', 'Nov.', 'Dez.'],
    ],
    day: (weekday, day, month) => `${weekday} ${day}. ${month}`,
    to: 'bis',
    by: 'bis',
  },
};

/** The short name of a month (0: January). */
export const monthName = (month: number, language: Language = 'en'): string =>
  DAY_WORDS[language].months[month] ?? '';

/** The instant as ISO 8601 with the zone's offset, such as `2025-06-09T00:00:00+03:00`. */
export function isoInZone(instant: number, zone: string): string {
  const offset = offsetAt(instant, zone);
  const local = new Date(instant + offset).toISOString();
  return local.slice(0, local.endsWith('.000Z') ? 19 : 23) + offsetText(offset);
}

const offsetTexts = new Map<number, string>();

function offsetText(offset: number): string {
  const known = offsetTexts.get(offset);
  if (known !== undefined) return known;
  const seconds = Math.abs(offset) / 1000;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  // Offsets before standard time have seconds; leaving them out would name another instant.
  if (seconds % 60 !== 0) parts.push(seconds % 60);
  const text = `${offset < 0 ? '-' : '+'}${parts.map(twoDigits).join(':')}`;
  offsetTexts.set(offset, text);
  return text;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** The place that a zone is named after, for people: `Istanbul`, `Buenos Aires`, `UTC`. */
export function shortZone(zone: string): string {
  // Etc/GMT+3 lies three hours *behind* UTC: cut short it would mislead.
  if (zone.startsWith('Etc/') && /\d/.test(zone)) return zone;
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

export interface InstantFormat {
  /** Show the year; default true. */
  readonly year?: boolean;
  /** Show the clock time; default true. */
  readonly time?: boolean;
  /** Default English. */
  readonly language?: Language;
}

/** What calendars and clocks in `zone` show at the instant, in the UTC fields of a date. */
const shownAt = (instant: number, zone: string): Date => new Date(instant + offsetAt(instant, zone));

const dayText = (shown: Date, year: boolean, language: Language = 'en'): string => {
  const words = DAY_WORDS[language];
  const weekday = words.weekdays[(shown.getUTCDay() + 6) % 7] ?? '';
  const day = words.day(weekday, shown.getUTCDate(), monthName(shown.getUTCMonth(), language));
  return year ? `${day} ${shown.getUTCFullYear()}` : day;
};

const clockText = (shown: Date): string =>
  `${twoDigits(shown.getUTCHours())}:${twoDigits(shown.getUTCMinutes())}`;

/** The instant for people, in `zone`: `Mon 9 Jun 2025 00:00`, in German `Mo. 9. Juni 2025 00:00`. */
export function formatInstant(instant: number, zone: string, format: InstantFormat = {}): string {
  const shown = shownAt(instant, zone);
  const day = dayText(shown, format.year ?? true, format.language);
  return (format.time ?? true) ? `${day} ${clockText(shown)}` : day;
}

/**
 * When something happened, for people: what lies exactly at the start of a civil day was given as a day, and is
 * shown as one. Claiming an hour that nobody stated would be false.
 */
export function formatHappened(instant: number, zone: string, format: InstantFormat = {}): string {
  const dayOnly = instant === startOfDay(civilDate(instant, zone), zone);
  return formatInstant(instant, zone, dayOnly ? { ...format, time: false } : format);
}

/** A civil date for people: `Mon 9 Jun 2025`, or `Mon 9 Jun`. */
export const formatDate = (date: string, year = true, language: Language = 'en'): string =>
  dayText(new Date(msOf(date)), year, language);

/** A civil date without its weekday: `9 Jun 2025`, in German `9. Juni 2025`. */
export function formatDay(date: string, language: Language = 'en'): string {
  const shown = formatDate(date, true, language);
  return shown.slice(shown.indexOf(' ') + 1);
}

export interface WindowFormat {
  /** The instant of saying: an end in another year than this one shows its year. */
  readonly saidAt?: number;
  /** Show the years in any case. */
  readonly year?: boolean;
  /** Show the end alone, `by Fri 6 Jun 17:00`, where nobody said when it opens: see `namesOnlyItsEnd`. */
  readonly by?: boolean;
  /** Default English. */
  readonly language?: Language;
}

/**
 * A window for people, in `zone`: `Mon 9 Jun 00:00 to Sun 15 Jun 24:00`. An end at midnight is 24:00 of the day
 * before, because that day is inside. Years show when asked for, when the ends lie in different years, and when
 * one is not the year of saying.
 */
export function formatWindow(window: Window, zone: string, format: WindowFormat = {}): string {
  const [opens, last] = [shownAt(window.opensAt, zone), shownAt(window.closesAt - 1, zone)];
  const saidIn = format.saidAt === undefined ? undefined : shownAt(format.saidAt, zone).getUTCFullYear();
  const opensIn = opens.getUTCFullYear();
  const sameYear = opensIn === last.getUTCFullYear() && (saidIn === undefined || saidIn === opensIn);
  const year = format.year === true || !sameYear;
  const { language = 'en' } = format;
  const closes = formatClosing(window.closesAt, zone, { year, language });
  if (format.by === true) return `${DAY_WORDS[language].by} ${closes}`;
  const from = `${dayText(opens, year, language)} ${clockText(opens)}`;
  return `${from} ${DAY_WORDS[language].to} ${closes}`;
}

/** The instant at which a window closes, for people: midnight is 24:00 of the day before, because that day is inside. */
export function formatClosing(
  closesAt: number,
  zone: string,
  { year = true, language = 'en' }: InstantFormat = {},
): string {
  if (closesAt !== dayStart(civilDay(closesAt, zone), zone))
    return formatInstant(closesAt, zone, { year, language });
  return `${dayText(shownAt(closesAt - 1, zone), year, language)} 24:00`;
}
