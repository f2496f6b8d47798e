/** Endpoints of webhooks: where they are, how they fare. Instants are epoch milliseconds. */
import { at, ms, type Query } from './database.ts';

export interface EndpointRow {
  readonly id: number;
  readonly url: string;
  readonly salt: string;
  /** Signs too, until then, while its secret is being replaced. */
  readonly previousSalt: string | null;
  readonly previousUntil: number | null;
  readonly failingSince: number | null;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly subscriptionId: number;
  /** `active`, `suspended` (disabled) or `ended` (removed); the subscription's, so that there is one truth. */
  readonly state: string;
  /** Why it is disabled or removed. */
  readonly why: string | null;
  readonly follows: string;
  /** Its name, or the search as JSON; null for everything. */
  readonly followed: string | null;
  readonly kinds: string[];
  readonly leads: number[];
  /** The last request that got through; null when none has. */
  readonly lastSentAt: number | null;
  readonly waiting: number;
}

const ROWS = `select e.id, e.url, e.salt, e.previous_salt as "previousSalt", ${ms('e.previous_until')} as "previousUntil",
    ${ms('e.failing_since')} as "failingSince", ${ms('e.created_at')} as "createdAt", e.created_by as "createdBy",
    s.id as "subscriptionId", s.state, s.ended_why as why, s.follows, coalesce(p.name, s.tag, c.title, src.title, s.search::text) as followed,
    s.kinds, s.lead_days as leads,
    (select ${ms('max(d.sent_at)')} from delivery d where d.subscription_id = s.id) as "lastSentAt",
    (select count(*)::int from delivery d where d.subscription_id = s.id and d.state in ('queued', 'sending')) as waiting
  from endpoint e join subscription s on s.endpoint_id = e.id
  left join party p on p.id = s.party_id left join commitment c on c.id = s.commitment_id
  left join source src on src.id = s.source_id`;

/** All that have not been removed, in the order in which they were added. */
export const endpointRows = (query: Query): Promise<EndpointRow[]> =>
  query<EndpointRow>(`${ROWS} where s.state <> 'ended' order by e.id limit 1000`);

export async function endpointRow(query: Query, id: number): Promise<EndpointRow | null> {
  const [row] = await query<EndpointRow>(`${ROWS} where e.id = $1::int`, [id]);
  return row ?? null;
}

/** The endpoint to which an address of the form `webhook:ID` belongs; null when there is none. */
export async function endpointAt(
  query: Query,
  address: string,
): Promise<Pick<EndpointRow, 'id' | 'url' | 'salt' | 'previousSalt' | 'previousUntil'> | null> {
  const [row] = await query<Pick<EndpointRow, 'id' | 'url' | 'salt' | 'previousSalt' | 'previousUntil'>>(
    `select id, url, salt, previous_salt as "previousSalt", ${ms('previous_until')} as "previousUntil"
     from endpoint where id = substring($1 from '^webhook:(\\d+)$')::int`,
    [address],
  );
  return row ?? null;
}

/** A request got through: whatever failed before is over. */
export async function endpointWorks(query: Query, id: number): Promise<void> {
  await query('update endpoint set failing_since = null where id = $1::int and failing_since is not null', [
    id,
  ]);
}

/** A request failed at `now`; since when nothing has got through. */
export async function endpointFails(query: Query, id: number, now: number): Promise<number> {
  const [row] = await query<{ since: number }>(
    `update endpoint set failing_since = coalesce(failing_since, ${at('$2')}) where id = $1::int
     returning ${ms('failing_since')} as since`,
    [id, now],
  );
  return row?.since ?? now;
}
