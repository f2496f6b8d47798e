/**
 * The fan-out: occasions become alerts, one per subscription that follows the commitment and wants the kind.
 * Set-based, in keyset chunks, so that one popular commitment and a thousand quiet ones cost the same per alert.
 */
import { at, type Query } from './database.ts';

/** At most this many alerts are written for one occasion in one statement. */
export const CHUNK = 5_000;

// Whoever confirmed after the occasion arose was not there to be told.
const WANTS = `confirmed_at <= o.created_at
  and (o.kind = 'corrected' or o.kind = any(kinds)) and (o.lead_days is null or o.lead_days = any(lead_days))
  and (o.corrects = '{}' or (o.kind = 'corrected') = exists (
    select 1 from alert a join occasion p on p.id = a.occasion_id
    where p.commitment_id = o.commitment_id and p.kind = any(o.corrects)
      and a.subscription_id = subscription.id and a.state in ('claimed', 'sent')))`;

// Who follows, by index: everybody, a party of it (or its speaker), a tag of it, or the commitment itself. Each way
// stops at a chunk of its own: else every chunk would read all followers that are still to come.
const FOLLOWERS = [
  `follows = 'all'`,
  `follows = 'party' and party_id in (
     select party_id from commitment_party where commitment_id = o.commitment_id
     union select s.speaker_id from commitment c join statement s on s.id = c.statement_id where c.id = o.commitment_id)`,
  `follows = 'tag' and tag in (select tag from commitment_tag where commitment_id = o.commitment_id)`,
  `follows = 'commitment' and commitment_id = o.commitment_id`,
]
  .map(
    (way) => `(select id from subscription where state = 'active' and id > o.cursor and ${way} and ${WANTS}
      order by id limit ${CHUNK})`,
  )
  .join(' union all ');

const STATEMENT = `with o as materialized (
    select id, commitment_id, kind, lead_days, corrects, created_at, cursor from occasion
    where done_at is null order by id limit $2 for update skip locked),
  follower as materialized (
    select o.id as occasion_id, f.id as subscription_id from o cross join lateral (
      select id from (${FOLLOWERS}) as each order by id limit ${CHUNK}) f),
  told as (
    insert into alert (occasion_id, subscription_id, not_before_at)
    select follower.occasion_id, follower.subscription_id, ${at('$3')} from follower
    on conflict do nothing returning 1),
  reach as (
    select occasion_id, count(*) as n, max(subscription_id) as last from follower group by occasion_id),
  progressed as (
    update occasion set cursor = coalesce(reach.last, occasion.cursor),
      done_at = case when coalesce(reach.n, 0) < ${CHUNK} then ${at('$1')} end
    from o left join reach on reach.occasion_id = o.id where occasion.id = o.id returning occasion.done_at)
  select (select count(*)::int from o) as occasions, (select count(*)::int from told) as alerts,
    (select count(*)::int from progressed where done_at is null) as unfinished`;

/**
 * Expands up to `limit` open occasions by one chunk each. Alerts may be sent from `notBefore` (epoch
 * milliseconds), which lets those that arise together travel together.
 */
export async function fanOutChunk(
  query: Query,
  input: { now: number; notBefore: number; limit: number },
): Promise<{ occasions: number; alerts: number; unfinished: number }> {
  const rows = await query<{ occasions: number; alerts: number; unfinished: number }>(STATEMENT, [
    input.now,
    input.limit,
    input.notBefore,
  ]);
  return rows[0] ?? { occasions: 0, alerts: 0, unfinished: 0 };
}

/** How many subscriptions are active, counted no further than `most`. */
export async function countActive(query: Query, most: number): Promise<number> {
  const rows = await query<{ n: number }>(
    `select count(*)::int as n from (select 1 from subscription where state = 'active' limit $1) as active`,
    [most],
  );
  return rows[0]?.n ?? 0;
}
