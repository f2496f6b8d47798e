/**
 * One event of an iCalendar file (RFC 5545). The library only splits the text into lines and values, and here is what
 * it may be given: such files come from anywhere, and it looks for the end of a line anew at each of its parameters.
 */
import ICAL from 'ical.js';
import { daysBetween, parseCivilDate } from '../domain/civil.ts';
import { DulyError } from '../domain/errors.ts';

const MOST_CHARACTERS = 1_000_000;
const MOST_ON_A_LINE = 50_000;
const MOST_EVENTS = 5_000;
const LONGEST_SPAN = 366;

/** A property as the library gives it: name, parameters, type, values. */
type Property = readonly [name: string, parameters: unknown, type: string, ...values: unknown[]];
type Component = readonly [name: string, properties: readonly Property[], children: readonly Component[]];

/** A fault of the file. */
export const invalid = (message: string, cause?: unknown): DulyError =>
  new DulyError('invalid', message, { cause, field: 'file' });
/** A file that asks for more than is done for one. */
export const tooLarge = (message: string): DulyError =>
  new DulyError('too_large', message, { field: 'file' });

/** Its properties at hand. Every reading throws `DulyError('invalid')` that names the event. */
export class Event {
  readonly #properties = new Map<string, Property[]>();
  constructor([, properties]: Component) {
    for (const property of properties) {
      const same = this.#properties.get(property[0]);
      if (same === undefined) this.#properties.set(property[0], [property]);
      else same.push(property);
    }
  }
  all(name: string): readonly Property[] {
    return this.#properties.get(name) ?? [];
  }
  text(name: string): string | undefined {
    const value = this.all(name)[0]?.[3];
    return value === undefined ? undefined : String(value);
  }
  /** For messages. */
  get title(): string {
    const title = (this.text('summary') ?? this.text('uid') ?? 'without a name').slice(0, 200);
    return `“${title.replaceAll(/\s+/g, ' ').slice(0, 80)}”`;
  }
  /** Its first day, a civil date. */
  get first(): string {
    const start = this.text('dtstart');
    if (start === undefined) throw invalid(`The event ${this.title} has no day (DTSTART).`);
    return this.day(start);
  }
  day(text: string): string {
    try {
      return parseCivilDate(text.slice(0, 10));
    } catch (cause) {
      throw invalid(`The event ${this.title}: ${(cause as Error).message}.`, cause);
    }
  }
  days(name: string): string[] {
    return this.all(name).flatMap(([, , , ...values]) => values.map((value) => this.day(String(value))));
  }
  /** How many days it lasts. */
  get length(): number {
    const [end, duration] = [this.text('dtend'), this.text('duration')];
    const length = end === undefined ? this.#counted(duration ?? 'P1D') : this.#until(this.day(end));
    if (length <= LONGEST_SPAN) return length;
    throw invalid(`The event ${this.title} lasts ${length} days: that is no holiday.`);
  }
  #until(end: string): number {
    const length = daysBetween(this.first, end);
    if (length < 0) throw invalid(`The event ${this.title} ends before it begins, on ${end}.`);
    // The end is outside; some programs end a day on itself.
    return Math.max(1, length);
  }
  #counted(duration: string): number {
    const form = /^\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:0+M)?(?:0+S)?)?$/;
    const [whole, weeks = '0', days = '0', hours = '0'] = form.exec(duration.slice(0, 100)) ?? [];
    const counted = 7 * Number(weeks) + Number(days) + Number(hours) / 24;
    if (whole !== undefined && Number.isInteger(counted)) return Math.max(1, counted);
    const given = duration.replaceAll(/\s+/g, ' ').slice(0, 20);
    throw invalid(
      `The event ${this.title} lasts DURATION:${given}: whole days are read, such as P2D or P1W, up to ${LONGEST_SPAN}.`,
    );
  }
}

function assertShortLines(ics: string): void {
  let length = 0;
  for (const line of ics.split('\n')) {
    // What begins with a space goes on with the line before.
    length = (/^[ \t]/.test(line) ? length : 0) + line.length;
    if (length > MOST_ON_A_LINE)
      throw tooLarge(`A line of the calendar has more than ${MOST_ON_A_LINE} characters.`);
  }
}

function split(ics: string): unknown {
  try {
    return ICAL.parse(ics);
  } catch (cause) {
    // The library trips over lines that stand outside BEGIN and END.
    const why =
      cause instanceof TypeError
        ? 'its lines do not stand between BEGIN:VCALENDAR and END:VCALENDAR'
        : (cause as Error).message.replaceAll(/\s+/g, ' ').slice(0, 200);
    throw invalid(`This is no iCalendar file (.ics): ${why}.`, cause);
  }
}

/** The events of a file. Throws `DulyError` `invalid` and `too_large`. */
export function eventsOf(file: string): readonly Event[] {
  if (file.length > MOST_CHARACTERS)
    throw tooLarge(`The calendar file has more than ${MOST_CHARACTERS / 1e6} MB.`);
  // Programs of Windows put a byte order mark in front.
  const ics = file.replace(/^\uFEFF/, '');
  assertShortLines(ics);
  const parsed = split(ics);
  const list = (Array.isArray(parsed) && typeof parsed[0] === 'string' ? [parsed] : parsed) as Component[];
  const calendars = list.filter(([name]) => name === 'vcalendar');
  if (calendars.length === 0) throw invalid('This is no iCalendar file (.ics): it has no VCALENDAR.');
  const events = calendars.flatMap(([, , children]) => children.filter(([name]) => name === 'vevent'));
  if (events.length > MOST_EVENTS)
    throw tooLarge(`The calendar has ${events.length} events; at most ${MOST_EVENTS} are read.`);
  return events.map((component) => new Event(component));
}
