/**
 * One commitment as a calendar entry (RFC 5545), the same in the calendar part of a mail and in a calendar that is
 * subscribed to: by one UID and one sequence, a client knows them as one entry.
 */
import ICAL from 'ical.js';
import { civilDate, isZone, startOfDay } from '../domain/civil.ts';
import type { Window } from '../domain/deadline/types.ts';
import type { InBoth, Language } from '../domain/language.ts';
import { safeUrl } from './links.ts';
import { oneLine, paragraphs } from './plain.ts';

/** What an entry says. Instants are epoch milliseconds. */
export interface DatedEntry {
  readonly commitmentId: string;
  /** Raised whenever a calendar must take this one for the one that it has. */
  readonly sequence: number;
  /** When what it says became known; the same record gives the same bytes. */
  readonly stampedAt: number;
  readonly window: Window & { readonly zone: string };
  /** How it stands, in words; null where the entry will not be fetched again and would go on saying it. */
  readonly status: string | null;
  /** Withdrawn, superseded or void: calendars strike it out. */
  readonly calledOff: boolean;
  readonly title: string;
  readonly quote: string;
  readonly speaker: string;
  /** How the date follows from the words, in one sentence. */
  readonly explanation: string;
  readonly url: string;
  readonly exampleData: boolean;
}

interface EntryWords {
  readonly quoted: (quote: string) => string;
  readonly status: (status: string) => string;
  readonly example: string;
}

const WORDS: InBoth<EntryWords> = {
  en: {
    quoted: (quote) => `“${quote}”`,
    status: (status) => `Status: ${status}`,
    example: 'Some of its evidence is example data.',
  },
  de: {
    quoted: (quote) => `„${quote}“`,
    status: (status) => `Stand: ${status}`,
    example: 'Manche seiner Belege sind Beispieldaten.',
  },
};

/** The entry, for a calendar of the installation at `host`. */
export function eventOf(entry: DatedEntry, host: string, language: Language): ICAL.Component {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', `${entry.commitmentId}@${host}`);
  event.addPropertyWithValue('sequence', entry.sequence);
  event.addPropertyWithValue('dtstamp', utc(entry.stampedAt));
  event.addPropertyWithValue('last-modified', utc(entry.stampedAt));
  const { start, end } = boundsOf(entry.window);
  event.addPropertyWithValue('dtstart', start);
  // Equal once the milliseconds are gone: an entry without an end is over as it begins.
  if (end.compare(start) > 0) event.addPropertyWithValue('dtend', end);
  event.addPropertyWithValue('summary', oneLine(entry.title, 200));
  event.addPropertyWithValue('description', descriptionOf(entry, language));
  const url = safeUrl(entry.url);
  if (url !== null) event.addPropertyWithValue('url', url);
  if (entry.calledOff) event.addPropertyWithValue('status', 'CANCELLED');
  // A deadline of a week must not make its reader look busy for a week.
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  return event;
}

/** The quote, who said it, how the date follows, how it stands, and where there is more. */
function descriptionOf(entry: DatedEntry, language: Language): string {
  const { quote, speaker, explanation, status, exampleData, url } = entry;
  const words = WORDS[language];
  const said = `${words.quoted(paragraphs(quote, 700))}\n${oneLine(speaker, 200)}`;
  const stands = status === null ? [] : [words.status(oneLine(status, 100))];
  const example = exampleData ? [words.example] : [];
  return [said, oneLine(explanation, 400), ...stands, ...example, safeUrl(url) ?? ''].join('\n\n').trim();
}

/** Whole civil days where the window is such, the last one outside; otherwise instants. */
function boundsOf({ opensAt, closesAt, zone }: DatedEntry['window']): { start: ICAL.Time; end: ICAL.Time } {
  const instants = { start: utc(opensAt), end: utc(closesAt) };
  if (!isZone(zone)) return instants;
  const [first, after] = [civilDate(opensAt, zone), civilDate(closesAt, zone)];
  const whole = opensAt === startOfDay(first, zone) && closesAt === startOfDay(after, zone) && first < after;
  return whole ? { start: ICAL.Time.fromDateString(first), end: ICAL.Time.fromDateString(after) } : instants;
}

function utc(at: number): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(at), true);
}
