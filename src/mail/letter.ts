import type { AlertKind } from '../domain/alerts.ts';
import { formatHappened, formatInstant, formatWindow, shortZone } from '../domain/shown.ts';
import { safeUrl } from './links.ts';
import type { AlertLine, AlertMessage, ShownEvidence } from './message.ts';
import { oneLine, paragraphs } from './plain.ts';

/** How strongly something asks for attention; the HTML gives each a colour, the word always stands beside. */
export type Tone = 'alert' | 'now' | 'ahead' | 'good' | 'quiet';

/** One row per alert kind: the word that opens subject and headline, and its tone. */
const KINDS = {
  due_soon: { word: 'Due soon', tone: 'ahead' },
  due: { word: 'Due', tone: 'now' },
  overdue: { word: 'Overdue', tone: 'alert' },
  overdue_reminder: { word: 'Still overdue', tone: 'alert' },
  progress: { word: 'Progress', tone: 'ahead' },
  met: { word: 'Met', tone: 'good' },
  closed: { word: 'Closed', tone: 'quiet' },
  deadline_moved: { word: 'Date moved', tone: 'now' },
  corrected: { word: 'Correction', tone: 'quiet' },
  disputed: { word: 'Disputed', tone: 'now' },
  unattended: { word: 'Unattended', tone: 'alert' },
  review_due: { word: 'Review due', tone: 'quiet' },
} satisfies Record<AlertKind, { word: string; tone: Tone }>;

/** A labelled row below the quote; `href` is a checked link or null. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly href: string | null;
}

/** One alert, ready to be set in text or HTML. */
export interface Entry {
  readonly word: string;
  readonly tone: Tone;
  readonly title: string;
  readonly reason: string;
  readonly quote: string;
  readonly attribution: string;
  readonly facts: readonly Fact[];
  /** Share of the target between 0 and 1, for a bar. */
  readonly fraction: number | null;
  readonly notice: string | null;
  readonly url: string | null;
}

/** A whole message: some entries in full, the rest as one line each, and how many only the site shows. */
export interface Letter {
  readonly subject: string;
  readonly full: readonly Entry[];
  readonly brief: readonly Entry[];
  readonly hidden: number;
  readonly why: string;
  readonly instanceName: string;
  readonly baseUrl: string;
  readonly language: string;
}

const TITLE = 200;

/** Sets out a message with at most `shown` of its alerts, so many of them in full and the others in brief. Pure. */
export function arrange(message: AlertMessage, { full, shown }: { full: number; shown: number }): Letter {
  const { lines } = message;
  const entries = lines.slice(0, shown).map((line) => entryOf(line, message.readerZone));
  return {
    subject: subjectOf(lines),
    full: entries.slice(0, full),
    brief: entries.slice(full),
    hidden: lines.length - entries.length,
    why: oneLine(message.why, TITLE),
    instanceName: oneLine(message.instanceName, 80),
    baseUrl: message.baseUrl,
    language: message.language,
  };
}

/** "Overdue: title" for one alert; "3 updates: 2 overdue, 1 met late" for several. */
export function subjectOf(lines: readonly AlertLine[]): string {
  const [first] = lines;
  if (first === undefined) throw new Error('a message needs at least one alert');
  if (lines.length === 1) return `${wordOf(first)}: ${oneLine(first.title, 120)}`;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const word = wordOf(line).toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const tally = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
  return oneLine(`${lines.length} updates: ${tally}`, 160);
}

/** A closing is named by its verdict ("Withdrawn"), a late fulfilment by its lateness, a first date is none that moved. */
function wordOf(line: AlertLine): string {
  if (line.kind === 'met' && line.late !== undefined) return 'Met late';
  if (line.kind === 'closed') return oneLine(line.status, 40);
  if (line.kind === 'deadline_moved' && line.window === null) return 'Date open again';
  if (line.kind === 'deadline_moved' && line.before === null) return 'Date set';
  return KINDS[line.kind].word;
}

function entryOf(line: AlertLine, readerZone: string): Entry {
  const role = line.speaker.role === null ? '' : `, ${line.speaker.role}`;
  return {
    word: wordOf(line),
    tone: KINDS[line.kind].tone,
    title: oneLine(line.title, TITLE),
    reason: oneLine(line.reason, 300),
    quote: paragraphs(line.quote, 700),
    attribution: oneLine(
      `${line.speaker.name}${role}, ${formatInstant(line.saidAt, line.saidZone)} (${line.saidZone})`,
      300,
    ),
    facts: factsOf(line, readerZone),
    // A bar that is not full beside "Met" would gainsay the decision.
    fraction: line.progress?.decided ? null : (line.progress?.fraction ?? null),
    notice: line.exampleData ? 'The evidence shown here is example data, made up for a demonstration.' : null,
    url: safeUrl(line.url),
  };
}

/** Rows in the order a reader asks: who, by when, how do you know, how far, says who. */
function factsOf(line: AlertLine, readerZone: string): Fact[] {
  const facts: Fact[] = [];
  const add = (label: string, text: string, href: string | null = null): void => {
    const shown = oneLine(text, 400);
    if (shown !== '') facts.push({ label, text: shown, href });
  };
  add('Status', statusOf(line));
  add('Who committed', line.committers.join(', '));
  if (line.window === null) {
    add('Deadline', 'No date set');
  } else {
    const { zone } = line.window;
    add('Deadline', `${formatWindow(line.window, zone, { year: true })} (${zone})`);
    if (zone !== readerZone) {
      add('In your time', `${formatWindow(line.window, readerZone, { year: true })} (${readerZone})`);
    }
  }
  if (line.before != null) {
    const zone = line.window?.zone ?? readerZone;
    add('Before', `${formatWindow(line.before, zone, { year: true })} (${zone})`);
  }
  add('How the date follows', line.explanation);
  if (line.eventUrl != null) add('Event', 'What shows it', safeUrl(line.eventUrl));
  if (line.progress?.decided) add('Progress on record', `${line.progress.text}; met by an editor's decision`);
  else if (line.progress !== null) add('Progress', line.progress.text);
  if (line.decidedWhy !== undefined) add('Why it was decided', line.decidedWhy);
  for (const evidence of line.evidence ?? []) add('Evidence', wordsOf(evidence), safeUrl(evidence.url));
  for (const { label, text, href } of line.also ?? []) add(label, text, safeUrl(href));
  const publisher = line.source.publisher === null ? '' : ` (${line.source.publisher})`;
  add('Source', `${line.source.title}${publisher}`, safeUrl(line.source.url));
  return facts;
}

/** What shows it and who says so; an address that must not become a link stays text. */
function wordsOf({ note, url, support, recordedBy, happenedAt, zone }: ShownEvidence): string {
  const plain = safeUrl(url) === null ? url : null;
  const shown = [note, plain].filter((part) => part !== null).map((part) => oneLine(part, 200));
  const what = shown.length === 0 ? 'A link' : shown.join(' ');
  const when = `${formatHappened(happenedAt, zone)} (${shortZone(zone)})`;
  return `${what} — ${when}; ${support}, recorded by ${oneLine(recordedBy, 60)}`;
}

function statusOf(line: AlertLine): string {
  if (line.late === undefined) return line.status;
  // Late by minutes or hours: counting days would say "0 days late".
  if (line.late.days === 0) return `${line.status} late, on the last day itself`;
  return `${line.status}, ${line.late.days} ${line.late.days === 1 ? 'day' : 'days'} late`;
}
