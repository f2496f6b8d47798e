/** What a feed says, before it is written as Atom or JSON. Instants are epoch milliseconds, addresses are absolute. */
import type { Language } from '../domain/language.ts';
import { oneLine, paragraphs } from '../mail/plain.ts';

/** One thing that happened. */
export interface FeedEntry {
  /** Number of the event in the log: the same for ever. */
  readonly event: string;
  readonly kind: string;
  readonly commitmentId: number;
  readonly url: string;
  /** What happened, in a word or two: "Overdue". */
  readonly headline: string;
  /** The same in a sentence, without its full stop. */
  readonly sentence: string;
  readonly title: string;
  readonly quote: string;
  readonly speaker: string;
  /** How the date that was in force follows from the words. */
  readonly derivation: string;
  /** How it stood then, in words. */
  readonly status: string;
  readonly tags: readonly string[];
  /** Whether any of its evidence is made up for a demonstration. */
  readonly exampleData: boolean;
  readonly occurredAt: number;
  readonly recordedAt: number;
  /** In which its days are counted. */
  readonly zone: string;
}

export interface Feed {
  readonly instanceName: string;
  /** Host of the installation, for identifiers. */
  readonly host: string;
  /** Of what we say; what is on record keeps its own words. */
  readonly language: Language;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  /** Path and filters without the ending of a format: names the feed in both. */
  readonly name: string;
  readonly selfUrl: string;
  /** The page that shows the same. */
  readonly homeUrl: string;
  /** Newest first. */
  readonly entries: readonly FeedEntry[];
}

/** RFC 4151: what is named so keeps its name, whatever becomes of addresses. The year is the one of the scheme. */
const tagOf = (host: string, rest: string): string => `tag:${host},2025:${rest}`;
export const feedId = ({ host, name }: Feed): string => tagOf(host, `feed${name}`);
/** In another language it is another entry: a reader that has both feeds must not show one text for both. */
export const entryId = ({ host, language }: Feed, { event }: FeedEntry): string =>
  tagOf(host, `event/${event}${language === 'en' ? '' : `/${language}`}`);

/** When anything in it last changed; one that is still empty has always been so. */
export const updatedAt = ({ entries }: Feed): number =>
  entries.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0);

// No document of XML 1.0 may have these in it, however they are written.
const NO_CHARACTER = /[\ufffe\uffff]/g;

/** Words from outside as one line of plain text. */
export const clean = (text: string, limit: number): string => oneLine(text.replace(NO_CHARACTER, ' '), limit);
/** Words from outside as several lines. */
export const cleanLines = (text: string, limit: number): string =>
  paragraphs(text.replace(NO_CHARACTER, ' '), limit);

/** Markup as text, for XML and HTML alike. */
export const escapeMarkup = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

export const titleOf = ({ headline, title }: FeedEntry): string => clean(`${headline}: ${title}`, 300);
