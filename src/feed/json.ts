/** A feed as JSON Feed 1.1. What programs want beside the words is under `_duly`, as the format allows. */
import { contentOf } from './content.ts';
import { clean, cleanLines, entryId, type Feed, type FeedEntry, titleOf } from './feed.ts';

const iso = (instant: number): string => new Date(instant).toISOString();

const itemOf = (feed: Feed, entry: FeedEntry) => ({
  id: entryId(feed, entry),
  url: entry.url,
  title: titleOf(entry),
  content_html: contentOf(entry, feed.language),
  date_published: iso(entry.occurredAt),
  date_modified: iso(entry.recordedAt),
  tags: entry.tags.map((tag) => clean(tag, 100)),
  _duly: {
    event: entry.kind,
    commitment: entry.commitmentId,
    status: clean(entry.status, 200),
    quote: cleanLines(entry.quote, 2_000),
    speaker: clean(entry.speaker, 200),
    derivation: clean(entry.derivation, 600),
    occurredAt: iso(entry.occurredAt),
    recordedAt: iso(entry.recordedAt),
    exampleData: entry.exampleData,
  },
});

/** The document. The same feed gives the same bytes. */
export function writeJsonFeed(feed: Feed): string {
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: clean(feed.title, 200),
    description: clean(feed.about, 500),
    home_page_url: feed.homeUrl,
    feed_url: feed.selfUrl,
    language: feed.language,
    authors: [{ name: clean(feed.instanceName, 80) }],
    items: feed.entries.map((entry) => itemOf(feed, entry)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
