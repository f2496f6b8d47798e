import ICAL from 'ical.js';
import type { AlertKind } from '../domain/alerts.ts';
import { hostOf, safeUrl } from './links.ts';
import type { AlertLine, AlertMessage } from './message.ts';
import { oneLine, paragraphs } from './plain.ts';

/** Only alerts that announce a date carry it as a calendar entry; the others would put the past in a diary. */
const DATED: ReadonlySet<AlertKind> = new Set(['due_soon', 'due', 'deadline_moved']);

/** Of many dates the first ones are carried, up to this many bytes; the others are a click away in the message. */
const LIMIT = 10_000;

/**
 * One published calendar (RFC 5545) with an event per dated alert, or null when there is none. The UID is
 * the commitment's and the sequence its deadline version, so a moved date replaces the entry that a
 * calendar already has. Stamped with the instant of the told event: the same alert gives the same bytes.
 */
export function calendarOf(message: AlertMessage): string | null {
  const host = hostOf(message.baseUrl);
  const events = message.lines.flatMap((line) => {
    const event = DATED.has(line.kind) ? eventOf(line, host) : null;
    return event === null ? [] : [event];
  });
  if (events.length === 0) return null;
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', `-//${oneLine(message.instanceName, 80)}//Commitments//EN`);
  calendar.addPropertyWithValue('method', 'PUBLISH');
  let bytes = 0;
  for (const event of events) {
    bytes += Buffer.byteLength(event.toString());
    if (bytes > LIMIT) break;
    calendar.addSubcomponent(event);
  }
  return `${calendar.toString()}\r\n`;
}

function eventOf(line: AlertLine, host: string): ICAL.Component | null {
  if (line.window === null) return null;
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', `${line.commitmentId}@${host}`);
  event.addPropertyWithValue('sequence', line.deadlineVersion);
  event.addPropertyWithValue('dtstamp', utc(line.occurredAt));
  event.addPropertyWithValue('dtstart', utc(line.window.opensAt));
  event.addPropertyWithValue('dtend', utc(line.window.closesAt));
  event.addPropertyWithValue('summary', oneLine(line.title, 200));
  const quote = paragraphs(line.quote, 700);
  event.addPropertyWithValue(
    'description',
    `“${quote}”\n${oneLine(line.speaker.name, 200)}\n\n${oneLine(line.explanation, 400)}`,
  );
  const url = safeUrl(line.url);
  if (url !== null) event.addPropertyWithValue('url', url);
  // A deadline of a week must not make its reader look busy for a week.
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  return event;
}

function utc(at: number): ICAL.Time {
  return ICAL.Time.fromJSDate(new Date(at), true);
}
