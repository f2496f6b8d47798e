/** Who is told, counted; and one address with what it is subscribed to. Instants are epoch milliseconds. */
import { at, ms, type Query } from '../database.ts';

export interface Count {
  readonly what: string;
  readonly state: string;
  readonly count: number;
}

/** Counts of subscriptions by mail, by each of these and by their state. */
export async function subscriberCounts(query: Query): Promise<{
  follows: Count[];
  rhythm: Count[];
  kind: Count[];
  addresses: { state: string; count: number }[];
}> {
  const by = (column: string): Promise<Count[]> =>
    query<Count>(
      `select ${column} as what, state, count(*)::int as count from subscription
       where channel = 'email' group by 1, 2 order by 1, 2`,
    );
  const [follows, rhythm] = [await by('follows'), await by('rhythm')];
  const kind = await query<Count>(
    `select kind as what, state, count(*)::int as count from subscription, unnest(kinds) as kind
     where channel = 'email' group by 1, 2 order by 1, 2`,
  );
  const addresses = await query<{ state: string; count: number }>(
    `select state, count(distinct lower(address))::int as count from subscription where channel = 'email' group by 1`,
  );
  return { follows, rhythm, kind, addresses };
}

export interface SubscriberRow {
  readonly id: number;
  readonly address: string;
  readonly follows: string;
  /** The name of the party, tag, source or commitment that is followed; null for everything. */
  readonly name: string | null;
  readonly rhythm: string;
  readonly state: string;
  /** Why it ended or was suspended; null while it goes on. */
  readonly why: string | null;
  readonly createdAt: number;
  readonly confirmedAt: number | null;
}

const ROW = `select s.id, s.address, s.follows, coalesce(p.name, s.tag, d.title, c.title) as name, s.rhythm, s.state,
    s.ended_why as why, ${ms('s.created_at')} as "createdAt", ${ms('s.confirmed_at')} as "confirmedAt"
  from subscription s left join party p on p.id = s.party_id left join source d on d.id = s.source_id
    left join commitment c on c.id = s.commitment_id`;

/** Up to `limit` subscriptions by mail with smaller numbers than `before`, newest first. */
export const subscriberRows = (
  query: Query,
  { before, state, limit }: { before: number | null; state: string | null; limit: number },
): Promise<SubscriberRow[]> =>
  query<SubscriberRow>(
    `${ROW} where s.channel = 'email' and ($1::int is null or s.id < $1::int) and ($2::text is null or s.state = $2)
     order by s.id desc limit $3::int`,
    [before, state, limit],
  );

/** Everything of the address that this subscription has, newest first; nothing when there is no such one by mail. */
export const besideSubscription = (query: Query, id: number): Promise<SubscriberRow[]> =>
  query<SubscriberRow>(
    `${ROW} where s.channel = 'email' and lower(s.address) =
       (select lower(address) from subscription where id = $1::int and channel = 'email') order by s.id desc`,
    [id],
  );

/** The newest subscription of exactly this address, whatever the case of its letters. */
export async function newestOf(query: Query, address: string): Promise<number | null> {
  const rows = await query<{ id: number }>(
    `select id from subscription where lower(address) = lower($1) and channel = 'email' order by id desc limit 1`,
    [address],
  );
  return rows[0]?.id ?? null;
}

export interface Sent {
  readonly state: string;
  readonly count: number;
  readonly lastAt: number | null;
}

/** What became of the messages to these subscriptions, and what came back. */
export async function sentTo(
  query: Query,
  ids: readonly number[],
): Promise<{ messages: Sent[]; returns: Sent[]; waiting: number }> {
  const messages = await query<Sent>(
    `select state, count(*)::int as count, ${ms('max(coalesce(sent_at, created_at))')} as "lastAt"
     from delivery where subscription_id = any($1::int[]) group by 1 order by 1`,
    [ids],
  );
  const returns = await query<Sent>(
    `select f.kind as state, count(*)::int as count, ${ms('max(f.reported_at)')} as "lastAt"
     from feedback f join delivery d on d.id = f.delivery_id where d.subscription_id = any($1::int[]) group by 1 order by 1`,
    [ids],
  );
  const [row] = await query<{ count: number }>(
    `select count(*)::int as count from alert where subscription_id = any($1::int[]) and state = 'queued'`,
    [ids],
  );
  return { messages, returns, waiting: row?.count ?? 0 };
}

/**
 * Ends or suspends subscriptions by mail that are not in that state yet, and drops what is queued for them. Returns
 * the numbers of those it was.
 */
export async function stopTelling(
  query: Query,
  stop: { id: number; everything: boolean; state: 'ended' | 'suspended'; why: string; now: number },
): Promise<number[]> {
  const { id, everything, state, why, now } = stop;
  const from = state === 'ended' ? ['active', 'unconfirmed', 'suspended'] : ['active', 'unconfirmed'];
  const rows = await query<{ id: number }>(
    `update subscription s set state = $3, ended_why = $4,
       ended_at = case when $3 = 'ended' then ${at('$5')} else s.ended_at end
     where s.channel = 'email' and s.state = any($6::text[]) and (s.id = $1::int or $2 and lower(s.address) =
       (select lower(address) from subscription where id = $1::int and channel = 'email')) returning s.id`,
    [id, everything, state, why, now, from],
  );
  const ids = rows.map((row) => row.id);
  await query(
    `update alert set state = 'dropped', why = $2 where state = 'queued' and subscription_id = any($1::int[])`,
    [ids, why],
  );
  return ids.sort((one, other) => one - other);
}
