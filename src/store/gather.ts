/**
 * Gathering: alerts whose time has come, by the address they go to, become one delivery each or wait on. To be run
 * in a transaction; what is decided in between is pure (`domain/company.ts`).
 */
import type { Waiting } from '../domain/company.ts';
import { at, ms, type Query } from './database.ts';
import { isTold } from './told.ts';

/** Whoever gathers, gathers alone: two at once would tear apart what belongs into one message. */
const GATHERING = 7_318_001;

/** Whether it is ours to gather until the transaction ends. */
export async function holdGathering(query: Query): Promise<boolean> {
  const [lock] = await query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1::int) as mine', [
    GATHERING,
  ]);
  return lock?.mine === true;
}

/**
 * Whether the record is behind the clock by more than `behindMs`, as after an outage: checks are overdue, or stages
 * found late have not been told yet. One look at an index each.
 */
export async function isBehind(query: Query, now: number, behindMs: number): Promise<boolean> {
  const [row] = await query<{ behind: boolean }>(
    `select exists (select 1 from commitment where next_check_at <= ${at('$1')})
       or exists (select 1 from occasion where done_at is null and kind in ('due_soon', 'due', 'overdue', 'overdue_reminder', 'review_due')
         and occurred_at <= ${at('$1')}) as behind`,
    [now - behindMs],
  );
  return row?.behind === true;
}

/** An alert that may go, with what decides about it. */
export interface Picked extends Waiting {
  readonly occasionId: string;
  readonly subscriptionId: number;
  readonly address: string;
}

// An address is told of an occasion once, through whichever of its subscriptions comes first.
const PICK = `select a.occasion_id::text as "occasionId", a.subscription_id as "subscriptionId", s.address,
    s.state = 'active' as active, o.kind, s.rhythm, s.local_hour as "localHour", s.weekday, s.zone,
    s.quiet_from as "quietFrom", s.quiet_to as "quietTo", ${ms('s.told_at')} as "toldAt",
    exists (select 1 from subscription t join alert b on b.subscription_id = t.id and b.occasion_id = a.occasion_id
      where t.address = s.address and t.id <> s.id and ${isTold('b')}) as "toldAlready"
  from alert a join subscription s on s.id = a.subscription_id join occasion o on o.id = a.occasion_id`;

/** One in so many of a batch says whose turn it is; the room that is left is for what else waits for these. */
const TURNS = 4;

/**
 * Up to `limit` alerts whose time has come, those of one address together: those who have waited longest, with all
 * that waits for their addresses. Whose turn it is comes from the index, so that a pass need not put in order what
 * later passes will take; else an hour with many readers costs the square of their number.
 */
export async function pickAlerts(query: Query, now: number, limit: number): Promise<Picked[]> {
  const [turn] = await query<{ ids: number[] }>(
    `select array(select distinct t.id from (
         select subscription_id from alert where state = 'queued' and not_before_at <= ${at('$1')}
         order by not_before_at limit $2) a
       join subscription s on s.id = a.subscription_id join subscription t on t.address = s.address) as ids`,
    [now, Math.ceil(limit / TURNS)],
  );
  return query<Picked>(
    `${PICK} where a.state = 'queued' and a.not_before_at <= ${at('$1')} and a.subscription_id = any($3::int[])
     order by s.address collate "C", a.subscription_id limit $2 for update of a skip locked`,
    [now, limit, turn?.ids ?? []],
  );
}

/**
 * What goes along with a message: at these addresses what waits only for company, and of these digests whatever waits
 * for their next hour.
 */
export const pickAlong = (
  query: Query,
  now: number,
  going: { addresses: readonly string[]; digestIds: readonly number[] },
): Promise<Picked[]> =>
  query<Picked>(
    `${PICK} where a.state = 'queued' and a.patient and a.not_before_at > ${at('$1')} and s.id in (
       select id from subscription where address = any($2::text[]) and rhythm = 'at_once' union select unnest($3::int[]))
     for update of a skip locked`,
    [now, going.addresses, going.digestIds],
  );

/** One alert and what was decided about it. */
export interface Decided {
  readonly occasionId: string;
  readonly subscriptionId: number;
}

/** Opens a delivery for each of these subscriptions, which stand for their address; returns its id by theirs. */
export async function openDeliveries(
  query: Query,
  input: { now: number; host: string; subscriptionIds: readonly number[] },
): Promise<Map<number, string>> {
  const made = await query<{ id: string; subscriptionId: number }>(
    `insert into delivery (kind, subscription_id, message_id, state, next_attempt_at, created_at)
     select 'alerts', id, '<' || gen_random_uuid() || '@' || $3 || '>', 'queued', ${at('$1')}, ${at('$1')}
     from unnest($2::int[]) as id order by id returning id::text, subscription_id as "subscriptionId"`,
    [input.now, input.subscriptionIds, input.host],
  );
  // Whoever is just being changed (unsubscribed, say) is not waited for: that would be the wrong way round.
  await query(
    `update subscription set told_at = ${at('$1')} where id in (
       select t.id from unnest($2::int[]) as s(id) join subscription o on o.id = s.id
       join subscription t on t.address = o.address and t.state = 'active' for update of t skip locked)`,
    [input.now, input.subscriptionIds],
  );
  return new Map(made.map((row) => [row.subscriptionId, row.id]));
}

/** Puts alerts into their deliveries; those without one are dropped and say why. */
export async function claimAlerts(
  query: Query,
  alerts: readonly (Decided & { deliveryId: string | null; why: string | null })[],
): Promise<void> {
  if (alerts.length === 0) return;
  await query(
    `update alert a set state = case when g.delivery_id is null then 'dropped' else 'claimed' end,
       delivery_id = g.delivery_id, why = g.why
     from unnest($1::bigint[], $2::int[], $3::bigint[], $4::text[]) as g(occasion_id, subscription_id, delivery_id, why)
     where a.occasion_id = g.occasion_id and a.subscription_id = g.subscription_id`,
    [
      alerts.map((one) => one.occasionId),
      alerts.map((one) => one.subscriptionId),
      alerts.map((one) => one.deliveryId),
      alerts.map((one) => one.why),
    ],
  );
}

/** Lets alerts wait on, until an instant each (epoch milliseconds). */
export async function letWait(
  query: Query,
  alerts: readonly (Decided & { until: number; patient: boolean })[],
): Promise<void> {
  if (alerts.length === 0) return;
  await query(
    `update alert a set not_before_at = to_timestamp(g.until / 1000), patient = g.patient
     from unnest($1::bigint[], $2::int[], $3::float8[], $4::bool[]) as g(occasion_id, subscription_id, until, patient)
     where a.occasion_id = g.occasion_id and a.subscription_id = g.subscription_id`,
    [
      alerts.map((one) => one.occasionId),
      alerts.map((one) => one.subscriptionId),
      alerts.map((one) => one.until),
      alerts.map((one) => one.patient),
    ],
  );
}

/** Lets everything queued for a subscription go from `at` on (epoch milliseconds): its hours have changed. */
export async function retimeAlerts(
  query: Query,
  { id, at: from }: { id: number; at: number },
): Promise<void> {
  await query(
    `update alert set not_before_at = ${at('$2')}, patient = false where state = 'queued' and subscription_id = $1::int`,
    [id, from],
  );
}
