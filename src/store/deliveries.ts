/**
 * The way of a message: alerts are gathered into deliveries, deliveries are claimed with a lease, attempted and
 * marked. When a lease ends unmarked, somebody has died: the delivery is claimed again, with the same Message-ID.
 * Leases are counted by the clock of the database, the one clock that all workers share: a worker whose own clock
 * is ahead, or leaps, takes nothing away from one that lives.
 */
import type { AlertKind } from '../domain/alerts.ts';
import type { Language } from '../domain/language.ts';
import type { Rhythm } from '../domain/rhythm.ts';
import { at, ms, type Query } from './database.ts';
import { saidWrong, wasSent } from './told.ts';

/** When a lease of so many milliseconds ends, by the clock of the database. */
const leaseEnd = (parameter: string): string =>
  `clock_timestamp() + ${parameter}::float8 * interval '1 millisecond'`;

/** Kinds of mail to people who sign in here. */
export type PersonMail = 'sign_in' | 'invite' | 'handed';

/** A delivery held under a lease. Instants are epoch milliseconds. */
export interface Claimed {
  readonly id: string;
  readonly kind: 'alerts' | 'confirm' | PersonMail;
  /** 0 for a mail to somebody who signs in here. */
  readonly subscriptionId: number;
  readonly personId: number | null;
  readonly messageId: string;
  /** How often it was sent anew by hand. */
  readonly round: number;
  /** Attempts including the one now beginning. */
  readonly attempts: number;
  readonly address: string;
  /** That of the subscription; English for somebody who signs in here. */
  readonly language: Language;
}

/** Claims without an answer after which a message is under suspicion. */
const SUSPECT = 2;

/** A queue of deliveries: of which channel, and whether each address gets one attempt at a time. */
export interface Lane {
  readonly channel: string;
  readonly oneAtATime: boolean;
}

/** That no other attempt for the same subscription is under way, where that matters (a boolean parameter). */
const undisturbed = (matters: string): string => `(not ${matters}::bool or not exists (
  select from delivery o where o.subscription_id = delivery.subscription_id and o.state = 'sending'))`;

/**
 * Claims up to `limit` deliveries of a channel that have come due by `now`, and those whose holder has died, for
 * `leaseMs`. That something was claimed is no attempt yet: only an answer counts as one. What has gone without an answer twice is
 * claimed alone: if it kills its worker, it takes nobody along.
 */
export async function claimDeliveries(
  query: Query,
  input: Lane & { now: number; leaseMs: number; limit: number; by: string },
): Promise<Claimed[]> {
  return query<Claimed>(
    `with suspect as (
       select id from delivery where state = 'sending' and channel = $5 and lease_until < clock_timestamp() and starts >= ${SUSPECT}
       order by lease_until limit 1 for update skip locked),
     held as (
       update delivery set state = 'sending', leased_by = $4, lease_until = ${leaseEnd('$2')}, starts = starts + 1
       where id = any(array(
         select id from suspect
         union all
         select id from (select id from delivery where state = 'sending' and channel = $5 and lease_until < clock_timestamp()
           and starts < ${SUSPECT} and not exists (select 1 from suspect)
           order by lease_until limit $3 for update skip locked) as abandoned
         union all
         select id from (select id from delivery where state = 'queued' and channel = $5 and next_attempt_at <= ${at('$1')}
           and not exists (select 1 from suspect) and ${undisturbed('$6')}
           order by next_attempt_at, id limit $3 for update skip locked) as come_due
         limit $3))
       returning id, kind, subscription_id, person_id, message_id, attempts, round)
     select h.id::text, h.kind, coalesce(h.subscription_id, 0) as "subscriptionId", h.person_id as "personId", h.message_id as "messageId",
       h.attempts + 1 as attempts, h.round, coalesce(s.address, p.address) as address,
       coalesce(s.language, 'en') as language
     from held h left join subscription s on s.id = h.subscription_id left join person p on p.id = h.person_id order by h.id`,
    [input.now, input.leaseMs, input.limit, input.by, input.channel, input.oneAtATime],
  );
}

/** One alert inside a claimed delivery. */
export interface ClaimedAlert {
  readonly deliveryId: string;
  readonly occasionId: string;
  readonly subscriptionId: number;
  readonly commitmentId: number;
  readonly kind: AlertKind;
  readonly key: string;
  readonly version: number;
  readonly leadDays: number | null;
  readonly corrects: AlertKind[];
  readonly occurredAt: number;
  /** For a correction: whether the wrong alert has really been sent to this address. */
  readonly wasTold: boolean;
  /** Whether its address has been told since how it ended, or that it did not. */
  readonly toldSince: boolean;
  /** Whether nothing about the commitment has been sent to this address before. */
  readonly isFirst: boolean;
  /** Of the subscription that it is for: several of one address can be behind one delivery. */
  readonly follows: 'all' | 'party' | 'tag' | 'commitment' | 'source' | 'search';
  /** Its name, or the search as JSON; null for everything. */
  readonly followed: string | null;
  readonly rhythm: Rhythm;
  readonly zone: string;
  readonly language: Language;
}

export function alertsOf(query: Query, deliveryIds: readonly string[]): Promise<ClaimedAlert[]> {
  return query<ClaimedAlert>(
    `select a.delivery_id::text as "deliveryId", o.id::text as "occasionId", a.subscription_id as "subscriptionId",
       o.commitment_id as "commitmentId", o.kind, o.key, o.version, o.lead_days as "leadDays",
       case when o.kind = 'corrected' then coalesce((
         select array_agg(distinct said.kind) from (
           select case when p.kind <> 'corrected' then p.kind when p.key like 'reopened@%' then 'overdue'
             else split_part(p.key, '@', 1) end as kind
           from subscription t join alert b on b.subscription_id = t.id join occasion p on p.id = b.occasion_id
           where t.address = s.address and p.commitment_id = o.commitment_id and ${saidWrong('p', 'o')}
             and ${wasSent('b')}) as said where said.kind = any(o.corrects)), o.corrects) else o.corrects end as corrects,
       ${ms('o.occurred_at')} as "occurredAt",
       o.kind = 'corrected' and exists (
         select 1 from subscription t join alert b on b.subscription_id = t.id join occasion p on p.id = b.occasion_id
         where t.address = s.address and p.commitment_id = o.commitment_id and ${saidWrong('p', 'o')}
           and ${wasSent('b')}) as "wasTold",
       o.kind = 'corrected' and exists (
         select 1 from subscription t join alert b on b.subscription_id = t.id join occasion p on p.id = b.occasion_id
         where t.address = s.address and p.commitment_id = o.commitment_id and p.id > o.id
           and p.kind in ('corrected', 'met', 'closed') and ${wasSent('b')}) as "toldSince",
       not exists (
         select 1 from subscription t join alert b on b.subscription_id = t.id join occasion p on p.id = b.occasion_id
         where t.address = s.address and p.commitment_id = o.commitment_id and b.state = 'sent') as "isFirst",
       s.follows, coalesce(party.name, s.tag, c.title, src.title, s.search::text) as followed, s.rhythm, s.zone, s.language
     from alert a join occasion o on o.id = a.occasion_id join subscription s on s.id = a.subscription_id
     left join party on party.id = s.party_id left join commitment c on c.id = s.commitment_id
     left join source src on src.id = s.source_id
     where a.delivery_id = any($1::bigint[]) and a.state = 'claimed' order by o.id, a.subscription_id`,
    [deliveryIds],
  );
}

/** An alert of a delivery that its message did not tell, and why. */
export interface Untold {
  readonly occasionId: string;
  readonly subscriptionId: number;
  readonly why: string;
}

/** What became of a delivery. */
export interface Mark {
  readonly id: string;
  readonly state: 'sent' | 'queued' | 'failed' | 'dropped';
  readonly at: number;
  readonly nextAttemptAt: number | null;
  readonly why: string | null;
  readonly subject: string | null;
  /** Null when nothing was attempted. */
  readonly outcome: string | null;
  readonly answer: string;
  /** The whole message, when there is no mail server to take it. */
  readonly raw: string | null;
  /** Whether the attempt was no fault of the message and does not count. */
  readonly uncounted: boolean;
  /** What the message left out; written together with what it told. */
  readonly untold: readonly Untold[];
}

/**
 * Writes down what became of a set of deliveries, their alerts and the server's answers, in one statement. That
 * something was sent is written in any case; everything else only by whoever still holds the lease.
 */
export async function markDeliveries(query: Query, by: string, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const untold = marks.flatMap((mark) => mark.untold.map((one) => ({ ...one, id: mark.id })));
  await query(
    `with m as materialized (
       select * from unnest($1::bigint[], $2::text[], $3::float8[], $4::float8[], $5::text[], $6::text[], $7::text[],
         $8::text[], $9::text[], $10::bool[]) as m(id, state, at, next_at, why, subject, outcome, answer, raw, uncounted)),
     marked as (
       update delivery d set state = m.state, why = m.why, subject = coalesce(m.subject, d.subject),
         next_attempt_at = to_timestamp(m.next_at / 1000), leased_by = null, lease_until = null, starts = 0, raw = coalesce(m.raw, d.raw),
         attempts = d.attempts + case when m.outcome is null or m.uncounted then 0 else 1 end,
         sent_at = case when m.state = 'sent' then to_timestamp(m.at / 1000) end
       from m where d.id = m.id and d.state <> 'sent' and (m.state = 'sent' or d.leased_by = $11) returning d.id),
     told as (
       update alert a set
         (state, why) = (select case when count(u.why) = 0 then m.state else 'dropped' end, coalesce(max(u.why), m.why)
           from unnest($12::bigint[], $13::bigint[], $14::text[], $15::int[]) as u(delivery_id, occasion_id, why, subscription_id)
           where u.delivery_id = m.id and u.occasion_id = a.occasion_id and u.subscription_id = a.subscription_id)
       from m join marked on marked.id = m.id
       -- The ids once more as a list: it can only be looked up in the index, whatever the statistics say.
       where a.delivery_id = any($1::bigint[]) and a.delivery_id = m.id and a.state = 'claimed'
         and m.state in ('sent', 'failed', 'dropped'))
     insert into attempt (delivery_id, attempted_at, outcome, answer)
     -- A delivery that is gone (its address was deleted meanwhile) must not keep the others from being marked.
     select m.id, to_timestamp(m.at / 1000), m.outcome, m.answer from m
     where m.outcome is not null and exists (select 1 from delivery d where d.id = m.id)`,
    [
      marks.map((mark) => mark.id),
      marks.map((mark) => mark.state),
      marks.map((mark) => mark.at),
      marks.map((mark) => mark.nextAttemptAt),
      marks.map((mark) => mark.why),
      marks.map((mark) => mark.subject),
      marks.map((mark) => mark.outcome),
      marks.map((mark) => mark.answer),
      marks.map((mark) => mark.raw),
      marks.map((mark) => mark.uncounted),
      by,
      untold.map((one) => one.id),
      untold.map((one) => one.occasionId),
      untold.map((one) => one.why),
      untold.map((one) => one.subscriptionId),
    ],
  );
  const dropped = marks.filter((mark) => mark.state === 'dropped').map((mark) => mark.id);
  if (dropped.length > 0) await forgetMessages(query, dropped);
}

/**
 * Lets nobody wait for company after a message that was put together and never sent: an address was told last when
 * its latest message that did or will go was put together. Whoever is just being changed is not waited for.
 */
const forgetMessages = (query: Query, deliveryIds: readonly string[]): Promise<unknown> =>
  query(
    `update subscription t set told_at = (
       select max(o.created_at) from delivery o join subscription s on s.id = o.subscription_id
       where s.address = t.address and o.kind = 'alerts' and o.state in ('queued', 'sending', 'sent'))
     where t.id in (
       select r.id from delivery d join subscription s on s.id = d.subscription_id
         join subscription r on r.address = s.address and r.told_at = d.created_at
       where d.id = any($1::bigint[]) and d.state = 'dropped' for update of r skip locked)`,
    [deliveryIds],
  );

/** A delivery that is still held: the state of its own subscription, and which of those behind its alerts are active. */
export interface Held {
  readonly state: string;
  readonly active: ReadonlySet<number>;
}

/**
 * How things are at this moment, in one look: of these deliveries those that `by` still holds; and of these
 * commitments how far each has been announced (epoch milliseconds), which grows with every change.
 */
export async function lookAgain(
  query: Query,
  input: { by: string; deliveryIds: readonly string[]; commitmentIds: readonly number[] },
): Promise<{ held: Map<string, Held>; knownUntil: Map<number, number> }> {
  const rows = await query<
    { delivery: string; state: string; active: number[] } | { delivery: null; commitment: number; at: number }
  >(
    `select d.id::text as delivery, coalesce(s.state, p.state) as state, array(
       select distinct a.subscription_id from alert a join subscription t on t.id = a.subscription_id
       where a.delivery_id = d.id and t.state = 'active') as active, null::int as commitment, null::float8 as at
     from delivery d left join subscription s on s.id = d.subscription_id left join person p on p.id = d.person_id
     where d.id = any($1::bigint[]) and d.state = 'sending' and d.leased_by = $2
     union all
     select null, null, null, id, ${ms('known_until')} from commitment where id = any($3::int[])`,
    [input.deliveryIds, input.by, input.commitmentIds],
  );
  const held = new Map<string, Held>();
  const knownUntil = new Map<number, number>();
  for (const row of rows)
    if (row.delivery === null) knownUntil.set(row.commitment, row.at);
    else held.set(row.delivery, { state: row.state, active: new Set(row.active) });
  return { held, knownUntil };
}

/** Holds what `by` has claimed and not yet marked for another `leaseMs`. */
export async function renewLease(query: Query, by: string, leaseMs: number): Promise<void> {
  await query(
    `update delivery set lease_until = ${leaseEnd('$2')} where leased_by = $1 and state = 'sending'`,
    [by, leaseMs],
  );
}

/** The nearest instant at which the sender of a channel has something to do; null when nothing waits. */
export async function nearestDelivery(query: Query, lane: Lane): Promise<number | null> {
  const rows = await query<{ at: number | null }>(
    `select least(
       (select ${ms('min(not_before_at)')} from alert where state = 'queued'),
       (select ${ms('min(next_attempt_at)')} from delivery where state = 'queued' and channel = $1
         and ${undisturbed('$2')})) as at`,
    [lane.channel, lane.oneAtATime],
  );
  return rows[0]?.at ?? null;
}

/** Until when a channel is paused; null when it is open at `now`. */
export async function channelPause(query: Query, name: string, now: number): Promise<number | null> {
  const rows = await query<{ until: number }>(
    `select ${ms('paused_until')} as until from channel where name = $1 and paused_until > ${at('$2')}`,
    [name, now],
  );
  return rows[0]?.until ?? null;
}

/** Pauses a channel; returns whether it was open before, so that one alarm is raised and not one a message. */
export async function pauseChannel(
  query: Query,
  pause: { name: string; until: number; why: string; now: number },
) {
  const rows = await query<{ fresh: boolean }>(
    `with before as (select paused_until from channel where name = $1)
     insert into channel (name, paused_until, why) values ($1, ${at('$2')}, $3)
     on conflict (name) do update set paused_until = excluded.paused_until, why = excluded.why
     returning not exists (select 1 from before where paused_until is not null) as fresh`,
    [pause.name, pause.until, pause.why],
  );
  return rows[0]?.fresh ?? true;
}

/** Opens a channel again after a message has gone through. */
export async function reopenChannel(query: Query, name: string): Promise<void> {
  await query(
    `update channel set paused_until = null, why = null where name = $1 and paused_until is not null`,
    [name],
  );
}

/** Suspends every subscription of an address that the server says does not exist; its open mail is dropped. */
export async function suspendAddress(query: Query, address: string, why: string): Promise<void> {
  await query(
    `update subscription set state = 'suspended', ended_why = $2 where address = $1 and state in ('active', 'unconfirmed')`,
    [address, why],
  );
}
