/** What somebody follows and what moved lately, for showing what they would have been told. */
import type { Matter } from '../domain/search.ts';
import { matterSql } from './browse/board-filter.ts';
import { at, type Query } from './database.ts';

/** What a subscription follows, as its row says it. */
export interface Followed {
  readonly follows: string;
  readonly partyId: number | null;
  readonly tag: string | null;
  readonly commitmentId: number | null;
  readonly sourceId: number | null;
  /** Null when no search is followed. */
  readonly search: Matter | null;
}

/**
 * Commitments that are followed and of which something was to tell since `since` (epoch milliseconds): what is open,
 * and what had an event. The newest first, at most `limit`.
 */
export const followedLately = (
  query: Query,
  followed: Followed,
  { since, limit }: { since: number; limit: number },
): Promise<{ id: number; title: string }[]> => {
  const values: unknown[] = [
    followed.follows,
    followed.partyId,
    followed.tag,
    followed.commitmentId,
    followed.sourceId,
    since,
    limit,
  ];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  return query(
    `select c.id, c.title from commitment c join statement s on s.id = c.statement_id
     where case $1::text
         when 'all' then true
         when 'party' then s.speaker_id = $2::int
           or exists (select 1 from commitment_party p where p.commitment_id = c.id and p.party_id = $2::int)
         when 'tag' then exists (select 1 from commitment_tag t where t.commitment_id = c.id and t.tag = $3::text)
         when 'commitment' then c.id = $4::int
         when 'source' then s.source_id = $5::int
         when 'search' then true end
       ${followed.search === null ? '' : matterSql(followed.search, bind)}
       and (c.status in ('undated', 'pending', 'upcoming', 'due', 'overdue')
         or exists (select 1 from event e where e.commitment_id = c.id and e.recorded_at > ${at('$6')}))
     order by c.id desc limit $7::int`,
    values,
  );
};
