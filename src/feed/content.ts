/** The body of an entry, as the little HTML that every reader shows. */
import { formatHappened, formatInstant, isoInZone, shortZone } from '../domain/shown.ts';
import { clean, cleanLines, escapeMarkup, type FeedEntry } from './feed.ts';

const safe = (text: string, limit: number): string => escapeMarkup(clean(text, limit));

const time = (instant: number, zone: string, words: string): string =>
  `<time datetime="${isoInZone(instant, zone)}">${escapeMarkup(words)}</time>`;

/** What happened and when, what was said and by whom, how the date follows, how it stood. */
export function contentOf(entry: FeedEntry): string {
  const { occurredAt, recordedAt, zone } = entry;
  const happened = time(occurredAt, zone, formatHappened(occurredAt, zone));
  const recorded = time(recordedAt, zone, formatInstant(recordedAt, zone));
  const quote = escapeMarkup(cleanLines(entry.quote, 2_000)).replaceAll('\n', '<br>');
  return [
    `<p><b>${safe(entry.sentence, 500)}</b>: ${happened}, ${escapeMarkup(shortZone(zone))} time; on record since ${recorded}.</p>`,
    `<blockquote><p dir="auto">${quote}</p></blockquote>`,
    `<p>Said by <bdi>${safe(entry.speaker, 200)}</bdi>. ${safe(entry.derivation, 600)}</p>`,
    `<p>Status then: ${safe(entry.status, 200)}.${entry.exampleData ? ' Some of its evidence is example data.' : ''}</p>`,
    `<p><a href="${escapeMarkup(entry.url)}">All that is on record about it</a></p>`,
  ].join('\n');
}
