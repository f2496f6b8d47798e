/**
 * The fan-out: occasions become alerts, one per subscription that follows the commitment and wants the kind.
 * Set-based, in keyset chunks, so that one popular commitment and a thousand quiet ones cost the same per alert.
 */
import type { Preferences } from '../domain/rhythm.ts';
import { at, type Query } from './database.ts';
import { isTold, saidWrong } from './told.ts';

/** At most this many alerts are written for one occasion in one statement. */
export const CHUNK = 5_000;

// Whoever confirmed after the occasion arose was not there to be told. A correction asks no preference: it goes to
// the people who were told what was wrong, through whichever of their subscriptions.
const WANTS = `confirmed_at <= o.created_at and o.kind <> 'unattended'
  and (o.kind = 'corrected' or (o.kind = any(kinds) and (o.lead_days is null or o.lead_days = any(lead_days))
    and (min_quantity is null or (o.quantity >= min_quantity and (min_unit is null or min_unit = o.unit)))))
  and (o.corrects = '{}' or (o.kind = 'corrected') = exists (
    select 1 from subscription same join alert a on a.subscription_id = same.id join occasion p on p.id = a.occasion_id
    where same.address = subscription.address and p.commitment_id = o.commitment_id and ${saidWrong('p', 'o')}
      and ${isTold('a')}))`;

const PARTIES = `select party_id from commitment_party where commitment_id = o.commitment_id
     union select s.speaker_id from commitment c join statement s on s.id = c.statement_id where c.id = o.commitment_id`;
const SPOKEN = 'from commitment c join statement s on s.id = c.statement_id where c.id = o.commitment_id';

// Searches are few, and each is asked whether it means this one. Kept as they were typed; `case` because only what
// is asked for may cost anything.
const SEARCHED = `case when search ? 'source' then (search ->> 'source')::int = (select s.source_id ${SPOKEN}) else true end
  and case when search ? 'modality' then search ->> 'modality' =
    (select c.modality from commitment c where c.id = o.commitment_id) else true end
  and case when search ? 'tag' then exists (select 1 from commitment_tag t
    where t.commitment_id = o.commitment_id and t.tag = search ->> 'tag') else true end
  and case when search ? 'speaker' then (select p.id from party p where p.name = search ->> 'speaker') =
    (select s.speaker_id ${SPOKEN}) else true end
  and case when search ? 'party' then (select p.id from party p where p.name = search ->> 'party') in (${PARTIES})
    else true end
  and case when search ? 'q' then exists (select 1 from commitment_words w
    where w.commitment_id = o.commitment_id and w.words @@ words_asked(search ->> 'q')) else true end`;

// Who follows, by index: everybody, a party of it (or its speaker), a tag of it, its source, the commitment itself, or
// a search that means it.
// Each way stops at a chunk of its own: else every chunk would read all followers that are still to come.
const FOLLOWERS = [
  `follows = 'all'`,
  `follows = 'party' and party_id in (${PARTIES})`,
  `follows = 'tag' and tag in (select tag from commitment_tag where commitment_id = o.commitment_id)`,
  `follows = 'commitment' and commitment_id = o.commitment_id`,
  `follows = 'source' and source_id = (select s.source_id ${SPOKEN})`,
  `follows = 'search' and ${SEARCHED}`,
]
  .map(
    (
      way,
    ) => `(select id, next_slot_at, rhythm from subscription where state = 'active' and id > o.cursor and ${way}
      and ${WANTS} order by id limit ${CHUNK})`,
  )
  .join(' union all ');

// An acknowledged item about which nothing was done: told to the next editor by rank after whoever acknowledged it,
// in turn, and to nobody else, whatever anybody follows.
const NEXT_EDITOR = `(select id, null::timestamptz as next_slot_at, 'at_once' as rhythm from subscription
  where o.kind = 'unattended' and state = 'active' and editor_rank is not null
  order by editor_rank > coalesce((select max(e.editor_rank) from subscription e where e.state = 'active'
    and e.editor_rank is not null and lower(btrim(o.actor)) in (lower(e.address), lower(e.editor_name))), 0) desc, editor_rank
  limit 1)`;

// What should have been in a digest that has passed, and was found late, is caught up with at once. A day may have
// 25 hours.
const SLOT = `case when o.timed and o.occurred_at <= f.next_slot_at
    - case f.rhythm when 'weekly' then interval '169 hours' else interval '25 hours' end
  then null else f.next_slot_at end`;

const STATEMENT = `with o as materialized (
    select occasion.id, commitment_id, kind, lead_days, corrects, occasion.actor, occurred_at, created_at, cursor, c.quantity,
      lower(c.unit) as unit, kind in ('due_soon', 'due', 'overdue', 'overdue_reminder', 'review_due') as timed
    from occasion join commitment c on c.id = commitment_id
    where done_at is null order by occasion.id limit $2 for update of occasion skip locked),
  follower as materialized (
    select o.id as occasion_id, f.id as subscription_id, greatest(${at('$3')}, ${SLOT}) as not_before_at,
      f.next_slot_at is not null as patient
    from o cross join lateral (
      select id, next_slot_at, rhythm from (${FOLLOWERS} union all ${NEXT_EDITOR}) as each order by id limit ${CHUNK}) f),
  told as (
    insert into alert (occasion_id, subscription_id, not_before_at, patient)
    select occasion_id, subscription_id, not_before_at, patient from follower
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
 * milliseconds), which lets those that arise together travel together, or from the next slot of a digest.
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

/**
 * Which subscriptions would be told of what has arisen about commitment `id` after the occasion numbered `after`; of
 * each way of following at most a chunk. It tells nobody.
 */
export async function wouldBeTold(
  query: Query,
  { id, after }: { readonly id: number; readonly after: number },
): Promise<number[]> {
  const rows = await query<{ id: number }>(
    `with o as materialized (
       select occasion.id, commitment_id, kind, lead_days, corrects, occasion.actor, created_at, cursor, c.quantity,
         lower(c.unit) as unit
       from occasion join commitment c on c.id = commitment_id where commitment_id = $1 and occasion.id > $2)
     select distinct f.id from o cross join lateral (${FOLLOWERS} union all ${NEXT_EDITOR}) f`,
    [id, after],
  );
  return rows.map((row) => row.id);
}

/** The number of the latest occasion about commitment `id`; 0 when there is none. */
export async function lastOccasion(query: Query, id: number): Promise<number> {
  const [row] = await query<{ last: number }>(
    'select coalesce(max(id), 0)::float8 as last from occasion where commitment_id = $1',
    [id],
  );
  return row?.last ?? 0;
}

/** How many subscriptions are active, counted no further than `most`. */
export async function countActive(query: Query, most: number): Promise<number> {
  const rows = await query<{ n: number }>(
    `select count(*)::int as n from (select 1 from subscription where state = 'active' limit $1) as active`,
    [most],
  );
  return rows[0]?.n ?? 0;
}

/** The different wishes of those whose digest has passed at `now`: few, however many readers share them. */
export const passedSlots = (query: Query, now: number): Promise<Preferences[]> =>
  query<Preferences>(
    `select distinct rhythm, local_hour as "localHour", weekday, quiet_from as "quietFrom", quiet_to as "quietTo", zone
     from subscription where state = 'active' and next_slot_at <= ${at('$1')}`,
    [now],
  );

/** Moves the slots that have passed at `now` on to `nextAt` (epoch milliseconds), for all who wish the same. */
export async function moveSlots(
  query: Query,
  now: number,
  moves: readonly (Preferences & { nextAt: number })[],
): Promise<void> {
  if (moves.length === 0) return;
  await query(
    `update subscription s set next_slot_at = to_timestamp(m.next_at / 1000)
     from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::text[], $8::float8[])
       as m(rhythm, local_hour, weekday, quiet_from, quiet_to, zone, next_at)
     where s.state = 'active' and s.next_slot_at <= ${at('$1')} and s.rhythm = m.rhythm and s.local_hour = m.local_hour
       and s.zone = m.zone and s.weekday is not distinct from m.weekday
       and s.quiet_from is not distinct from m.quiet_from and s.quiet_to is not distinct from m.quiet_to`,
    [
      now,
      moves.map((move) => move.rhythm),
      moves.map((move) => move.localHour),
      moves.map((move) => move.weekday),
      moves.map((move) => move.quietFrom),
      moves.map((move) => move.quietTo),
      moves.map((move) => move.zone),
      moves.map((move) => move.nextAt),
    ],
  );
}
