/** Parties, sources and tags as places: what they are, what belongs to them, and lists in which they are found. */
import { at, ms, type Query } from '../database.ts';

export interface PartyFacts {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
}

/** A source without its text. Instants are epoch milliseconds, `publishedOn` a civil date. */
export interface SourceFacts {
  readonly id: number;
  readonly title: string;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly publishedOn: string | null;
  readonly language: string;
  readonly sha256: string | null;
  readonly retrievedAt: number | null;
  readonly recordedAt: number;
  readonly recordedBy: string;
}

/** What was said in a source, with its place in the text in UTF-16 units. */
export interface StatementFacts {
  readonly id: number;
  readonly quote: string;
  readonly spanStart: number | null;
  readonly spanEnd: number | null;
}

export async function partyById(query: Query, id: number): Promise<PartyFacts | null> {
  const [row] = await query<PartyFacts>(
    `select id, name, kind, ${ms('recorded_at')} as "recordedAt" from party where id = $1`,
    [id],
  );
  return row ?? null;
}

/** The number of the party of exactly this name; null when there is none. */
export async function partyNamed(query: Query, name: string): Promise<number | null> {
  const [row] = await query<{ id: number }>(`select id from party where name = $1`, [name]);
  return row?.id ?? null;
}

const SOURCE = `id, title, url, publisher, to_char(published_on, 'YYYY-MM-DD') as "publishedOn", language,
  text_sha256 as sha256, ${ms('retrieved_at')} as "retrievedAt", ${ms('recorded_at')} as "recordedAt",
  recorded_by as "recordedBy"`;

export async function sourceById(
  query: Query,
  id: number,
): Promise<(SourceFacts & { text: string | null }) | null> {
  const [row] = await query<SourceFacts & { text: string | null }>(
    `select ${SOURCE}, text from source where id = $1`,
    [id],
  );
  return row ?? null;
}

/** Whether a row was on record by the parameter, epoch milliseconds; without one, all were. */
const onRecord = (row: string, asOf: string): string =>
  `(${asOf}::float8 is null or ${row}.recorded_at <= ${at(asOf)})`;

/** Up to `limit` statements of a source, in the order in which they stand in it; by `asOf`, unless that is null. */
export function statementsOf(
  query: Query,
  input: { source: number; asOf: number | null; limit: number },
): Promise<StatementFacts[]> {
  return query<StatementFacts>(
    `select id, quote, span_start as "spanStart", span_end as "spanEnd" from statement
     where source_id = $1 and ${onRecord('statement', '$3')} order by span_start nulls last, id limit $2`,
    [input.source, input.limit, input.asOf],
  );
}

/** How commitments belong to a place. */
export type Belonging = 'committer' | 'speaker' | 'beneficiary' | 'source' | 'tag';

const inRole = (role: string): string =>
  `select commitment_id as id from commitment_party where party_id = $1::int and role = '${role}'`;
const BELONGING = {
  committer: inRole('committer'),
  beneficiary: inRole('beneficiary'),
  speaker: `select c.id from commitment c join statement s on s.id = c.statement_id where s.speaker_id = $1::int`,
  source: `select c.id from commitment c join statement s on s.id = c.statement_id where s.source_id = $1::int`,
  tag: `select commitment_id as id from commitment_tag where tag = $1::text`,
} as const satisfies Record<Belonging, string>;

/** Up to `limit` numbers of what belongs to `of`, the latest first, before number `before`; by `asOf`, unless that is null. */
export async function belongingTo(
  query: Query,
  input: { how: Belonging; of: number | string; before: number | null; asOf: number | null; limit: number },
): Promise<number[]> {
  const rows = await query<{ id: number }>(
    `select own.id from (${BELONGING[input.how]}) as own where own.id < coalesce($2::int, 2147483647)
       and ($4::float8 is null or exists (
         select 1 from commitment c where c.id = own.id and ${onRecord('c', '$4')} offset 0))
     order by own.id desc limit $3`,
    [input.of, input.before, input.limit, input.asOf],
  );
  return rows.map(({ id }) => id);
}

/** A line in a list of places. */
export interface PlaceLine {
  /** A number, or the tag itself. */
  readonly key: string;
  readonly name: string;
  /** What it is, or who published it. */
  readonly about: string | null;
  /** Civil date on which it was published; null where it was not, or when is not known. */
  readonly publishedOn: string | null;
  /** How many commitments belong to it. */
  readonly count: number;
}

export type PlaceKind = 'parties' | 'sources' | 'tags';

/** What the lists look at: all there is, or what was on record by the fourth parameter. */
interface Known {
  /** Whether a row was on record. */
  readonly row: (alias: string) => string;
  /** The commitment `c` of a row that names it, where its time is asked for. */
  readonly commitmentOf: (alias: string) => string;
}
const NOW: Known = { row: () => 'true', commitmentOf: () => '' };
const THEN: Known = {
  row: (alias) => `${alias}.recorded_at <= ${at('$4')}`,
  commitmentOf: (alias) =>
    `join commitment c on c.id = ${alias}.commitment_id and c.recorded_at <= ${at('$4')}`,
};

const LISTS = {
  parties: ({ row, commitmentOf }) => `select id::text as key, name, kind as about, null as "publishedOn",
      (select count(distinct id)::int from (
        select p.commitment_id as id from commitment_party p ${commitmentOf('p')}
          where p.party_id = party.id union all
        select c.id from commitment c join statement s on s.id = c.statement_id
          where s.speaker_id = party.id and ${row('c')}) as own) as count
    from party where ${row('party')} and ($1::text = '' or strpos(lower(name), lower($1::text)) > 0)
      and ($2::text is null or name > $2::text) order by name limit $3`,
  sources: ({ row }) => `select id::text as key, title as name,
      publisher as about, to_char(published_on, 'YYYY-MM-DD') as "publishedOn",
      (select count(*)::int from commitment c join statement s on s.id = c.statement_id
        where s.source_id = source.id and ${row('c')}) as count
    from source where ${row('source')}
      and ($1::text = '' or strpos(lower(title || ' ' || coalesce(publisher, '')), lower($1::text)) > 0)
      and ($2::text is null or id < $2::int) order by id desc limit $3`,
  tags: ({ commitmentOf }) => `select tag as key, tag as name, null as about, null as "publishedOn",
      count(*)::int as count
    from commitment_tag t ${commitmentOf('t')}
    where ($1::text = '' or strpos(tag, lower($1::text)) > 0) and ($2::text is null or tag > $2::text)
    group by tag order by tag limit $3`,
} as const satisfies Record<PlaceKind, (known: Known) => string>;

/**
 * Up to `limit` of them whose name has `search` in it as plain text, after the one that `after` names; those on record by
 * `asOf`, unless that is null, with what belonged to them then.
 */
export const placeLines = (
  query: Query,
  input: { kind: PlaceKind; search: string; after: string | null; asOf: number | null; limit: number },
): Promise<PlaceLine[]> => {
  const { kind, search, after, asOf, limit } = input;
  const asked = [search, after, limit];
  return asOf === null
    ? query<PlaceLine>(LISTS[kind](NOW), asked)
    : query<PlaceLine>(LISTS[kind](THEN), [...asked, asOf]);
};

/** Whether any commitment carries the tag, as it is stored. */
export async function tagKnown(query: Query, tag: string): Promise<boolean> {
  const rows = await query(`select 1 from commitment_tag where tag = $1 limit 1`, [tag]);
  return rows.length > 0;
}
