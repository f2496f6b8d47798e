/** What is on record in nearly the same words. */
import type { Query } from '../database.ts';

export interface Similar {
  readonly id: number;
  readonly title: string;
  readonly speaker: string;
  /** Epoch milliseconds. */
  readonly saidAt: number;
  readonly sourceTitle: string;
  /** The share of all words of both that both have, from 0 to 1. */
  readonly share: number;
  /** Whether the quote is the same, word for word. */
  readonly sameQuote: boolean;
}

/** So many of those that have most words in common are compared word by word. */
const COMPARED = 50;

/**
 * The commitments whose title and quote share at least `share` of their words with those given, the nearest first,
 * at most `limit`. English stems count as the same word. Left out is `besides`, and all that it is one of: its series,
 * and the tree of wholes and parts that it stands in.
 */
export async function similarTo(
  query: Query,
  given: {
    readonly title: string;
    readonly quote: string;
    readonly share: number;
    readonly limit: number;
    readonly besides: number | null;
  },
): Promise<Similar[]> {
  return query<Similar>(
    `with recursive asked as (
       select tsvector_to_array(to_tsvector('pg_catalog.english', $1 || ' ' || $2)) as words
     ), above(id) as (
       select $5::int union select c.parent_id from commitment c join above using (id) where c.parent_id is not null
     ), tree(id) as (
       select id from above union select c.id from commitment c join tree on c.parent_id = tree.id
     ), kin as (
       select id from tree union
       select o.id from commitment c join commitment o on o.series_id = c.series_id where c.id = $5::int
     ), near as (
       select w.commitment_id as id from commitment_words w, asked
       where w.words @@ (select string_agg(quote_literal(word), ' | ') from unnest(asked.words) word)::tsquery
         and not exists (select from kin where kin.id = w.commitment_id)
       order by ts_rank(w.words, (select string_agg(quote_literal(word), ' | ') from unnest(asked.words) word)::tsquery)
         desc, w.commitment_id desc limit ${COMPARED}
     ), compared as (
       select c.id, c.title, p.name as speaker, date_part('epoch', s.said_at) * 1000 as "saidAt",
         o.title as "sourceTitle", s.quote = $2 as "sameQuote",
         tsvector_to_array(to_tsvector('pg_catalog.english', c.title || ' ' || s.quote)) as words
       from near join commitment c using (id) join statement s on s.id = c.statement_id
         join party p on p.id = s.speaker_id join source o on o.id = s.source_id
     ), counted as (
       select k.*, (select count(*) from unnest(k.words) word where word = any(asked.words))::float8 as shared,
         greatest(1, cardinality(k.words) + cardinality(asked.words))::float8 as together
       from compared k, asked
     )
     select id, title, speaker, "saidAt", "sourceTitle", "sameQuote", shared / greatest(1, together - shared) as share
     from counted where shared / greatest(1, together - shared) >= $3 or "sameQuote"
     order by "sameQuote" desc, share desc, id desc limit $4`,
    [given.title, given.quote, given.share, given.limit, given.besides],
  );
}
