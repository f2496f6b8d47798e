/** Names that are on record. */
import type { Query } from '../database.ts';

/** The first tags in alphabetical order: the index is entered once for each, however many carry it. */
export async function firstTags(query: Query, limit: number): Promise<string[]> {
  const rows = await query<{ tag: string }>(
    `with recursive each as (
       (select tag from commitment_tag order by tag limit 1)
       union all
       select (select t.tag from commitment_tag t where t.tag > each.tag order by t.tag limit 1) from each
       where each.tag is not null)
     select tag from each where tag is not null limit $1::int`,
    [limit],
  );
  return rows.map(({ tag }) => tag);
}
