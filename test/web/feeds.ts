/** Feeds read back, by parsers that forgive nothing: the database's own for XML. */
import type { Database } from '../../src/store/database.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly published: string;
  readonly updated: string;
  readonly url: string;
  readonly content: string;
}

/** The entries of an Atom document; throws when it is not well-formed. */
export const entriesOf = (db: Database, document: string): Promise<Entry[]> =>
  db.query<Entry>(
    `select id, title, published, updated, url, content from xmltable(
       xmlnamespaces('http://www.w3.org/2005/Atom' as a), '/a:feed/a:entry' passing xmlparse(document $1::text)
       columns id text path 'a:id', title text path 'a:title', published text path 'a:published',
         updated text path 'a:updated', url text path 'a:link/@href', content text path 'a:content')`,
    [document],
  );

export interface JsonFeed {
  readonly version: string;
  readonly title: string;
  readonly feed_url: string;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly content_html: string;
    readonly _duly: Record<string, unknown>;
  }[];
}
