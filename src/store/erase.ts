/** Deleting what is known of a person's address; the log of events holds none. */
import type { Query } from './database.ts';

/** How many rows of each kind were deleted, or had the address taken out. */
export interface Erased {
  readonly subscriptions: number;
  readonly alerts: number;
  readonly deliveries: number;
  readonly attempts: number;
  /** Bounces and complaints about it, also those of no message known here. */
  readonly feedback: number;
  /** Texts of others that quoted the address: it is taken out of them, the rest stays. */
  readonly quoted: number;
}

/** What stands where the address stood. */
export const GONE = '(erased)';

/** Every text of the outbox that may quote an address, such as an answer of a mail server: table and column. */
const TEXTS = [
  ['attempt', 'answer'],
  ['delivery', 'why'],
  ['delivery', 'subject'],
  ['delivery', 'raw'],
  ['alert', 'why'],
  ['channel', 'why'],
  ['subscription', 'ended_why'],
  ['commitment', 'fault'],
  ['series', 'fault'],
  ['derivation', 'fault'],
] as const;

/** As a pattern of PostgreSQL that means exactly this text; the boundaries keep `ann@b.org` out of `joann@b.org`. */
const patternOf = (address: string): string =>
  `(?<![A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-])${address.replaceAll(/[^A-Za-z0-9@]/g, '\\$&')}(?![A-Za-z0-9-]|\\.[A-Za-z0-9])`;

/** Deletes every subscription of the address, with its alerts and messages, and takes it out of other texts. */
export async function eraseAddress(query: Query, address: string): Promise<Erased> {
  const subscriptions = await query<{ id: number }>(
    'select id from subscription where lower(address) = lower($1) order by id for update',
    [address],
  );
  const ids = subscriptions.map(({ id }) => id);
  const [counts] = await query<{ attempts: number }>(
    `select count(*)::int as attempts from attempt a join delivery d on d.id = a.delivery_id
     where d.subscription_id = any($1::int[])`,
    [ids],
  );
  // What came back is never changed, so that what quotes the address goes whole.
  const feedback = await query(
    `delete from feedback where lower(address) = lower($1) or diagnostic ~* $2 or key ~* $2
       or delivery_id in (select id from delivery where subscription_id = any($3::int[])) returning 1`,
    [address, patternOf(address), ids],
  );
  const alerts = await query('delete from alert where subscription_id = any($1::int[]) returning 1', [ids]);
  const deliveries = await query('delete from delivery where subscription_id = any($1::int[]) returning 1', [
    ids,
  ]);
  await query('delete from subscription where id = any($1::int[])', [ids]);
  let quoted = 0;
  for (const [table, column] of TEXTS) {
    const rows = await query(
      `update ${table} set ${column} = regexp_replace(${column}, $1, '${GONE}', 'gi') where ${column} ~* $1 returning 1`,
      [patternOf(address)],
    );
    quoted += rows.length;
  }
  return {
    subscriptions: ids.length,
    alerts: alerts.length,
    deliveries: deliveries.length,
    attempts: counts?.attempts ?? 0,
    feedback: feedback.length,
    quoted,
  };
}

/** How many facts and events speak of the address in their words; they are never changed. */
export async function eventsThatName(query: Query, address: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    `select count(*)::int as count from event where actor ~* $1 or data::text ~* $1`,
    [patternOf(address)],
  );
  return row?.count ?? 0;
}

/** The addresses with subscriptions that count as one mailbox by this key, in alphabetical order. */
export async function otherSpellings(query: Query, key: string): Promise<string[]> {
  const rows = await query<{ address: string }>(
    'select distinct address from subscription where cap_key = $1 order by address',
    [key],
  );
  return rows.map(({ address }) => address);
}

/** Puts on record that an address was erased, how much of it, by whom and why; never which. */
export async function writeErasure(
  query: Query,
  { now, actor, data }: { now: number; actor: string; data: Erased & { reason: string } },
): Promise<void> {
  await query(
    `insert into event (kind, key, occurred_at, recorded_at, actor, data)
     select 'erased', 'erased:' || gen_random_uuid(), t.at, t.at, $2, $3::text::jsonb
     from (select to_timestamp($1::float8 / 1000) as at) t`,
    [now, actor, JSON.stringify(data)],
  );
}
