/**
 * A feed as Atom (RFC 4287). Written by hand: the package for it leaves `<` in the attributes of a category as it is,
 * and takes an `&amp;` that somebody said for its own.
 */
import { contentOf } from './content.ts';
import {
  clean,
  entryId,
  escapeMarkup,
  type Feed,
  type FeedEntry,
  feedId,
  titleOf,
  updatedAt,
} from './feed.ts';

const iso = (instant: number): string => new Date(instant).toISOString();

/** One element with text in it. */
const element = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes}>${escapeMarkup(text)}</${name}>`;

const category = (term: string, label: string): string =>
  `<category term="${escapeMarkup(clean(term, 100))}" label="${escapeMarkup(clean(label, 100))}"/>`;

const entryOf = (feed: Feed, entry: FeedEntry): string =>
  [
    '<entry>',
    element('id', entryId(feed, entry)),
    element('title', titleOf(entry)),
    `<link rel="alternate" type="text/html" href="${escapeMarkup(entry.url)}"/>`,
    element('published', iso(entry.occurredAt)),
    element('updated', iso(entry.recordedAt)),
    category(entry.kind, entry.headline),
    ...entry.tags.map((tag) => category(tag, tag)),
    element('content', contentOf(entry, feed.language), ' type="html"'),
    '</entry>',
  ].join('\n');

/** The document. The same feed gives the same bytes. */
export function writeAtom(feed: Feed): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">`,
    element('id', feedId(feed)),
    element('title', clean(feed.title, 200)),
    element('subtitle', clean(feed.about, 500)),
    element('updated', iso(updatedAt(feed))),
    `<author>${element('name', clean(feed.instanceName, 80))}</author>`,
    '<generator>Duly</generator>',
    `<link rel="self" type="application/atom+xml" href="${escapeMarkup(feed.selfUrl)}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeMarkup(feed.homeUrl)}"/>`,
    ...feed.entries.map((entry) => entryOf(feed, entry)),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}
