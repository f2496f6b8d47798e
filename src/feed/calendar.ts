/** A calendar to subscribe to (RFC 5545, RFC 7986): an entry for each commitment, as mails carry them too. */
import ICAL from 'ical.js';
import type { Language } from '../domain/language.ts';
import { type DatedEntry, eventOf } from '../mail/vevent.ts';
import { clean } from './feed.ts';

export interface Calendar {
  readonly instanceName: string;
  /** Host of the installation, for identifiers. */
  readonly host: string;
  /** Of what we say; what is on record keeps its own words. */
  readonly language: Language;
  readonly title: string;
  readonly about: string;
  readonly entries: readonly DatedEntry[];
}

/** How often it is worth asking again. */
const REFRESH = 'PT1H';

/** Properties that the package does not know are written as they are, so their text is escaped here. */
const escapeText = (text: string): string => text.replace(/[\\;,]/g, '\\$&');

/** The document. The same calendar gives the same bytes. */
export function writeCalendar(of: Calendar): string {
  const { instanceName, host, language, title, about, entries } = of;
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue(
    'prodid',
    `-//${clean(instanceName, 80)}//Commitments//${language.toUpperCase()}`,
  );
  calendar.addPropertyWithValue('method', 'PUBLISH');
  const [name, description] = [clean(title, 200), clean(about, 500)];
  calendar.addPropertyWithValue('name', escapeText(name));
  calendar.addPropertyWithValue('description', description);
  calendar.addPropertyWithValue('x-wr-calname', escapeText(name));
  calendar.addPropertyWithValue('x-wr-caldesc', escapeText(description));
  const refresh = new ICAL.Property('refresh-interval');
  refresh.resetType('duration');
  refresh.setValue(ICAL.Duration.fromString(REFRESH));
  calendar.addProperty(refresh);
  calendar.addPropertyWithValue('x-published-ttl', REFRESH);
  for (const entry of entries) calendar.addSubcomponent(eventOf(entry, host, language));
  return `${calendar.toString()}\r\n`;
}
