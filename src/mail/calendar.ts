import ICAL from 'ical.js';
import type { AlertKind } from '../domain/alerts.ts';
import { hostOf } from './links.ts';
import type { AlertLine, AlertMessage } from './message.ts';
import { oneLine } from './plain.ts';
import { type DatedEntry, eventOf } from './vevent.ts';

/** Only alerts that announce a date carry it as a calendar entry; the others would put the past in a diary. */
const DATED: ReadonlySet<AlertKind> = new Set(['due_soon', 'due', 'deadline_moved']);

/** Of many dates the first ones are carried, up to this many bytes; the others are a click away in the message. */
const LIMIT = 10_000;

/**
 * One published calendar (RFC 5545) with an event per dated alert, or null when there is none; a moved date replaces
 * the entry that a calendar already has. Stamped with the instant of the told event: the same alert gives the same
 * bytes.
 */
export function calendarOf(message: AlertMessage): string | null {
  const host = hostOf(message.baseUrl);
  const events = message.lines.flatMap((line) => {
    const entry = DATED.has(line.kind) ? entryOf(line) : null;
    return entry === null ? [] : [eventOf(entry, host, message.language)];
  });
  if (events.length === 0) return null;
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue(
    'prodid',
    `-//${oneLine(message.instanceName, 80)}//Commitments//${message.language.toUpperCase()}`,
  );
  calendar.addPropertyWithValue('method', 'PUBLISH');
  let bytes = 0;
  for (const event of events) {
    bytes += Buffer.byteLength(event.toString());
    if (bytes > LIMIT) break;
    calendar.addSubcomponent(event);
  }
  return `${calendar.toString()}\r\n`;
}

function entryOf(line: AlertLine): DatedEntry | null {
  if (line.window === null) return null;
  const { commitmentId, sequence, window, title, quote, explanation, url, exampleData } = line;
  return {
    ...{ commitmentId, sequence, window, title, quote, explanation, url, exampleData },
    stampedAt: line.occurredAt,
    speaker: line.speaker.name,
    // A mail is not fetched again, and what is called off is announced by no such alert.
    status: null,
    calledOff: false,
  };
}
