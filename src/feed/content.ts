/** The body of an entry, as the little HTML that every reader shows. */
import type { InBoth, Language } from '../domain/language.ts';
import { formatHappened, formatInstant, isoInZone, shortZone } from '../domain/shown.ts';
import { clean, cleanLines, escapeMarkup, type FeedEntry } from './feed.ts';

const safe = (text: string, limit: number): string => escapeMarkup(clean(text, limit));

const time = (instant: number, zone: string, words: string): string =>
  `<time datetime="${isoInZone(instant, zone)}">${escapeMarkup(words)}</time>`;

/** Pieces of markup go in, and markup comes out. */
interface ContentWords {
  readonly happened: (what: string, when: string, place: string, recorded: string) => string;
  readonly said: (speaker: string, derivation: string) => string;
  readonly status: (status: string) => string;
  readonly example: string;
  readonly all: string;
}

const WORDS: InBoth<ContentWords> = {
  en: {
    happened: (what, when, place, recorded) =>
      `${what}: ${when}, ${place} time; on record since ${recorded}.`,
    said: (speaker, derivation) => `Said by ${speaker}. ${derivation}`,
    status: (status) => `Status then: ${status}.`,
    example: ' Some of its evidence is example data.',
    all: 'All that is on record about it',
  },
  de: {
    happened: (what, when, place, recorded) =>
      `${what}: ${when}, Ortszeit ${place}; verzeichnet seit ${recorded}.`,
    // How the date follows was put into English words when it was recorded.
    said: (speaker, derivation) => `Gesagt von ${speaker}. <span lang="en">${derivation}</span>`,
    status: (status) => `Stand damals: ${status}.`,
    example: ' Manche seiner Belege sind Beispieldaten.',
    all: 'Alles, was dazu verzeichnet ist',
  },
};

/** What happened and when, what was said and by whom, how the date follows, how it stood. */
export function contentOf(entry: FeedEntry, language: Language): string {
  const { occurredAt, recordedAt, zone } = entry;
  const words = WORDS[language];
  const happened = time(occurredAt, zone, formatHappened(occurredAt, zone, { language }));
  const recorded = time(recordedAt, zone, formatInstant(recordedAt, zone, { language }));
  const speaker = `<bdi>${safe(entry.speaker, 200)}</bdi>`;
  const quote = escapeMarkup(cleanLines(entry.quote, 2_000)).replaceAll('\n', '<br>');
  return [
    `<p>${words.happened(`<b>${safe(entry.sentence, 500)}</b>`, happened, escapeMarkup(shortZone(zone)), recorded)}</p>`,
    `<blockquote><p dir="auto">${quote}</p></blockquote>`,
    `<p>${words.said(speaker, safe(entry.derivation, 600))}</p>`,
    `<p>${words.status(safe(entry.status, 200))}${entry.exampleData ? words.example : ''}</p>`,
    `<p><a href="${escapeMarkup(entry.url)}">${words.all}</a></p>`,
  ].join('\n');
}
