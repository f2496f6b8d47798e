import type { AlertKind } from '../domain/alerts.ts';
import type { Language } from '../domain/language.ts';
import { formatHappened, formatInstant, formatWindow, shortZone } from '../domain/shown.ts';
import { safeUrl } from './links.ts';
import type { AlertLine, AlertMessage, ShownEvidence, Told } from './message.ts';
import { oneLine, paragraphs } from './plain.ts';
import { MAIL_WORDS, type MailWords } from './words.ts';

/** How strongly something asks for attention; the HTML gives each a colour, the word always stands beside. */
export type Tone = 'alert' | 'now' | 'ahead' | 'good' | 'quiet';

const TONES = {
  due_soon: 'ahead',
  due: 'now',
  overdue: 'alert',
  overdue_reminder: 'alert',
  progress: 'ahead',
  met: 'good',
  closed: 'quiet',
  deadline_moved: 'now',
  corrected: 'quiet',
  disputed: 'now',
  unattended: 'alert',
  review_due: 'quiet',
} satisfies Record<AlertKind, Tone>;

/** A labelled row below the quote; `href` is a checked link or null. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly href: string | null;
}

/** One alert, ready to be set in text or HTML. */
export interface Entry {
  /** The name of the deal, above the first of several items of it. */
  readonly deal: string | null;
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
  readonly language: Language;
  readonly words: MailWords;
}

const TITLE = 200;

/** How many of its items a message shows at most, and how many of them in full; the others are in brief. */
export interface Size {
  readonly full: number;
  readonly shown: number;
}

/** Sets out a message of at most this size. Pure. */
export function arrange(message: AlertMessage, { full, shown }: Size): Letter {
  const words = MAIL_WORDS[message.language];
  const lines = byDeal(message.lines);
  const entries = lines
    .slice(0, shown)
    .map(({ line, deal }) => ({ ...entryOf(line, message.readerZone, words), deal: dealOf(deal, words) }));
  return {
    subject: subjectOf(
      lines.map(({ line }) => line),
      words,
    ),
    full: entries.slice(0, full),
    brief: entries.slice(full),
    hidden: lines.length - entries.length,
    why: oneLine(message.why, TITLE),
    instanceName: oneLine(message.instanceName, 80),
    baseUrl: message.baseUrl,
    language: message.language,
    words,
  };
}

interface Placed {
  readonly line: AlertLine;
  /** What the first of several items of one deal stands below. */
  readonly deal: { readonly source: string; readonly count: number } | null;
}

/** Items of one deal (of one document) stand together, where the first of them would; each deal is named once. */
function byDeal(lines: readonly AlertLine[]): Placed[] {
  const deals = new Map<string, AlertLine[]>();
  for (const line of lines) {
    const { title, publisher, url } = line.source;
    const key = JSON.stringify([title, publisher, url]);
    deals.set(key, [...(deals.get(key) ?? []), line]);
  }
  // With one deal only there is nothing to tell apart, but what belongs together still has its name.
  return [...deals.values()].flatMap((deal) =>
    deal.map((line, index) => ({
      line,
      deal: index === 0 && deal.length > 1 ? { source: line.source.title, count: deal.length } : null,
    })),
  );
}

const dealOf = (deal: Placed['deal'], words: MailWords): string | null =>
  deal === null ? null : words.deal(oneLine(deal.source, 120), deal.count);

/** "Overdue: title" for one alert; "3 updates: 2 overdue, 1 met late" for several. */
export function subjectOf(lines: readonly AlertLine[], words: MailWords = MAIL_WORDS.en): string {
  const [first] = lines;
  if (first === undefined) throw new Error('a message needs at least one alert');
  if (lines.length === 1) return `${wordOf(first, words)}: ${oneLine(first.title, 120)}`;
  const counts = new Map<string, number>();
  for (const line of lines) {
    const word = wordOf(line, words).toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const tally = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
  return oneLine(`${words.updates(lines.length)}: ${tally}`, 160);
}

/** A closing is named by its verdict ("Withdrawn"), a late fulfilment by its lateness, a first date is none that moved. */
function wordOf(line: AlertLine, words: MailWords): string {
  if (line.kind === 'met' && line.late !== undefined) return words.metLate;
  if (line.kind === 'closed') return oneLine(line.status, 40);
  if (line.kind === 'deadline_moved' && line.window === null) return words.dateOpen;
  if (line.kind === 'deadline_moved' && line.before === null) return words.dateSet;
  if (line.kind === 'disputed' && line.settled === true) return words.disputeSettled;
  return words.kinds[line.kind];
}

const entryOf = (line: AlertLine, readerZone: string, words: MailWords): Omit<Entry, 'deal'> => ({
  ...entryFrom(line, readerZone, words),
  word: wordOf(line, words),
  tone: TONES[line.kind],
  reason: oneLine(line.reason, 300),
});

/** What an entry says of the commitment itself. */
export function entryFrom(
  line: Told,
  readerZone: string,
  words: MailWords,
): Omit<Entry, 'deal' | 'word' | 'tone' | 'reason'> {
  const role = line.speaker.role === null ? '' : `, ${line.speaker.role}`;
  return {
    title: oneLine(line.title, TITLE),
    quote: paragraphs(line.quote, 700),
    attribution: oneLine(
      `${line.speaker.name}${role}, ${formatInstant(line.saidAt, line.saidZone, { language: words.language })} (${line.saidZone})`,
      300,
    ),
    facts: factsOf(line, readerZone, words),
    // A bar that is not full beside "Met" would gainsay the decision.
    fraction: line.progress?.decided ? null : (line.progress?.fraction ?? null),
    notice: line.exampleData ? words.example : null,
    url: safeUrl(line.url),
  };
}

/** Rows in the order a reader asks: who, by when, how do you know, how far, says who. */
function factsOf(line: Told, readerZone: string, words: MailWords): Fact[] {
  const { labels } = words;
  const facts: Fact[] = [];
  const add = (label: string, text: string, href: string | null = null): void => {
    const shown = oneLine(text, 400);
    if (shown !== '') facts.push({ label, text: shown, href });
  };
  add(labels.status, statusOf(line, words));
  add(labels.who, line.committers.join(', '));
  if (line.window === null) {
    add(labels.deadline, words.noDate);
  } else {
    const { zone, by = false } = line.window;
    const format = { year: true, language: words.language, by };
    add(labels.deadline, `${formatWindow(line.window, zone, format)} (${zone})`);
    if (zone !== readerZone) {
      add(labels.inYourTime, `${formatWindow(line.window, readerZone, format)} (${readerZone})`);
    }
  }
  if (line.before != null) {
    const zone = line.window?.zone ?? readerZone;
    add(
      labels.before,
      `${formatWindow(line.before, zone, { year: true, language: words.language })} (${zone})`,
    );
  }
  add(labels.derivation, line.explanation);
  if (line.eventUrl != null) add(labels.event, words.whatShows, safeUrl(line.eventUrl));
  if (line.progress?.decided) add(labels.onRecord, words.decision(line.progress.text));
  else if (line.progress !== null) add(labels.progress, line.progress.text);
  if (line.decidedWhy !== undefined) add(labels.decided, line.decidedWhy);
  if (line.takenBackWhy !== undefined) add(labels.takenBack, line.takenBackWhy);
  for (const evidence of line.evidence ?? []) add(labels.evidence, shownAs(evidence), safeUrl(evidence.url));
  for (const { label, text, href } of line.also ?? []) add(label, text, safeUrl(href));
  const publisher = line.source.publisher === null ? '' : ` (${line.source.publisher})`;
  add(labels.source, `${line.source.title}${publisher}`, safeUrl(line.source.url));
  if (line.sentAs !== undefined)
    add(labels.why, `${words.sentAs[line.sentAs]}${line.because === undefined ? '' : `; ${line.because}`}`);
  return facts;
}

/** What shows it and who says so; an address that must not become a link stays text. */
function shownAs({ note, url, support, recordedBy, happenedAt, zone }: ShownEvidence): string {
  const plain = safeUrl(url) === null ? url : null;
  const shown = [note, plain].filter((part) => part !== null).map((part) => oneLine(part, 200));
  const what = shown.length === 0 ? 'A link' : shown.join(' ');
  const when = `${formatHappened(happenedAt, zone)} (${shortZone(zone)})`;
  return `${what} — ${when}; ${support}, recorded by ${oneLine(recordedBy, 60)}`;
}

function statusOf(line: Told, words: MailWords): string {
  return line.late === undefined ? line.status : words.late(line.status, line.late.days);
}
