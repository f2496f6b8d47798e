/** People who sign in, what is known of their sessions, links, keys and mails. Instants are epoch milliseconds. */
import type { Role, Scope } from '../domain/roles.ts';
import { at, ms, type Query } from './database.ts';

export interface PersonRow {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly role: Role;
  readonly state: 'active' | 'left';
  /** IANA name of the zone in which pages show times too; null: only that of the place. */
  readonly zone: string | null;
  readonly sessions: number;
  readonly lastSeenAt: number | null;
}

const PERSON = `select p.id, p.name, p.address, p.role, p.state, p.zone,
    (select count(*)::int from session s where s.person_id = p.id) as sessions,
    (select ${ms('max(s.seen_at)')} from session s where s.person_id = p.id) as "lastSeenAt"
  from person p`;

/** Everybody, those who have left at the end. */
export const people = (query: Query): Promise<PersonRow[]> =>
  query<PersonRow>(`${PERSON} order by p.state, lower(p.name)`);

/** One person by number or by address in lower case. */
export async function person(
  query: Query,
  by: { id: number } | { address: string },
): Promise<PersonRow | null> {
  const [where, value] = 'id' in by ? ['p.id = $1::int', by.id] : ['p.address = $1', by.address];
  return (await query<PersonRow>(`${PERSON} where ${where}`, [value]))[0] ?? null;
}

export async function counts(query: Query): Promise<{ people: number; administrators: number }> {
  const [row] = await query<{ people: number; administrators: number }>(
    `select count(*)::int as people,
       (count(*) filter (where role = 'administrator' and state = 'active'))::int as administrators from person`,
  );
  return row ?? { people: 0, administrators: 0 };
}

export async function addPerson(
  query: Query,
  row: { name: string; address: string; role: Role; now: number },
): Promise<number> {
  const rows = await query<{ id: number }>(
    `insert into person (name, address, role, created_at, updated_at)
     values ($1, $2, $3, ${at('$4')}, ${at('$4')}) returning id`,
    [row.name, row.address, row.role, row.now],
  );
  return rows[0]?.id ?? 0;
}

/** Whether one of the two is taken already. */
export async function taken(query: Query, name: string, address: string): Promise<'name' | 'address' | null> {
  const rows = await query<{ which: 'name' | 'address' }>(
    `select case when address = $2 then 'address' else 'name' end as which from person
     where address = $2 or lower(name) = lower($1) order by address = $2 desc limit 1`,
    [name, address],
  );
  return rows[0]?.which ?? null;
}

export async function setPerson(
  query: Query,
  row: { id: number; role: Role; state: 'active' | 'left'; now: number },
): Promise<void> {
  await query(`update person set role = $2, state = $3, updated_at = ${at('$4')} where id = $1::int`, [
    row.id,
    row.role,
    row.state,
    row.now,
  ]);
}

/** Chooses the zone in which somebody is shown times too; null: none. */
export async function setZone(
  query: Query,
  row: { id: number; zone: string | null; now: number },
): Promise<void> {
  await query(`update person set zone = $2, updated_at = ${at('$3')} where id = $1::int`, [
    row.id,
    row.zone,
    row.now,
  ]);
}

/** Notes what was done beside the record; never an address. */
export async function note(
  query: Query,
  row: { now: number; actor: string; what: string; about?: string | null; detail?: string | null },
): Promise<void> {
  await query(`insert into audit (at, actor, what, about, detail) values (${at('$1')}, $2, $3, $4, $5)`, [
    row.now,
    row.actor,
    row.what,
    row.about ?? null,
    row.detail ?? null,
  ]);
}

/** Keeps the digest of a token until `until`; `value` says what it opens. */
export async function keepToken(
  query: Query,
  token: { digest: string; value: string; now: number; until: number },
): Promise<void> {
  await query(
    `insert into sign_in_token (identifier, value, expires_at, created_at, updated_at)
     values ($1, $2, ${at('$4')}, ${at('$3')}, ${at('$3')})`,
    [token.digest, token.value, token.now, token.until],
  );
}

/** Takes a token away, once: who gets its row may use it. */
export async function takeToken(query: Query, digest: string, now: number): Promise<boolean> {
  const rows = await query(
    `delete from sign_in_token where identifier = $1 and expires_at > ${at('$2')} returning id`,
    [digest, now],
  );
  return rows.length > 0;
}

export async function hasToken(query: Query, digest: string, now: number): Promise<boolean> {
  const rows = await query(`select 1 from sign_in_token where identifier = $1 and expires_at > ${at('$2')}`, [
    digest,
    now,
  ]);
  return rows.length > 0;
}

/** Deletes what has expired, and all that begins with `prefix`. */
export async function dropTokens(query: Query, now: number, prefix: string | null = null): Promise<void> {
  await query(
    `delete from sign_in_token where expires_at <= ${at('$1')} or coalesce(starts_with(identifier, $2::text), false)`,
    [now, prefix],
  );
}

/** Ends what somebody could still come in by: sessions, links that were not used, passkeys and keys. */
export async function shutOut(
  query: Query,
  who: { id: number; address: string; now: number },
): Promise<void> {
  await query('delete from session where person_id = $1::int', [who.id]);
  await query(`delete from sign_in_token where value like '{%' and value::jsonb ->> 'email' = $1`, [
    who.address,
  ]);
  await query('delete from passkey where person_id = $1::int', [who.id]);
  await query(
    `update api_key set revoked_at = ${at('$2')} where person_id = $1::int and revoked_at is null`,
    [who.id, who.now],
  );
}

/**
 * Queues a mail with a link for whoever has this address, unless one went within `spacingMs`, or the whole instance
 * has sent `most` within the hour. Whoever asks, the same statements run, and the commit waits for the disk: a
 * transaction that wrote nothing would not, and whoever takes the time would learn who is known here.
 */
export async function queueLink(
  query: Query,
  ask: { address: string; now: number; spacingMs: number; most: number; host: string },
): Promise<void> {
  await query(`select pg_logical_emit_message(true, 'duly', 'asked')::text`);
  await query(
    `insert into delivery (kind, person_id, message_id, state, next_attempt_at, created_at)
     select 'sign_in', p.id, '<' || gen_random_uuid() || '@' || $5 || '>', 'queued', ${at('$2')}, ${at('$2')}
     from person p where p.address = $1 and p.state = 'active'
       and not exists (select from delivery d where d.person_id = p.id and d.kind = 'sign_in'
         and d.created_at > ${at('($2::float8 - $3::float8)')})
       and (select count(*) from delivery d where d.kind in ('sign_in', 'invite') and d.created_at > ${at('($2::float8 - 3600000)')}) < $4::int`,
    [ask.address, ask.now, ask.spacingMs, ask.most, ask.host],
  );
}

export async function queueInvitation(query: Query, id: number, now: number, host: string): Promise<void> {
  await query(
    `insert into delivery (kind, person_id, message_id, state, next_attempt_at, created_at)
     values ('invite', $1::int, '<' || gen_random_uuid() || '@' || $3 || '>', 'queued', ${at('$2')}, ${at('$2')})`,
    [id, now, host],
  );
}

export interface SessionRow {
  readonly id: number;
  readonly browser: string | null;
  readonly createdAt: number;
  readonly seenAt: number;
}

export const sessionsOf = (query: Query, personId: number): Promise<SessionRow[]> =>
  query<SessionRow>(
    `select id, user_agent as browser, ${ms('created_at')} as "createdAt", ${ms('seen_at')} as "seenAt"
     from session where person_id = $1::int order by seen_at desc`,
    [personId],
  );

/** Who is behind a session that is still good, and when it was last used. */
export async function behindSession(
  query: Query,
  id: number,
): Promise<{ id: number; name: string; role: Role; zone: string | null; seenAt: number } | null> {
  const rows = await query<{ id: number; name: string; role: Role; zone: string | null; seenAt: number }>(
    `select p.id, p.name, p.role, p.zone, ${ms('s.seen_at')} as "seenAt" from session s join person p on p.id = s.person_id
     where s.id = $1::int and p.state = 'active'`,
    [id],
  );
  return rows[0] ?? null;
}

/** Notes when and with which browser a session is used; where from is kept nowhere. */
export async function seen(query: Query, id: number, now: number, browser: string): Promise<void> {
  await query(
    `update session set seen_at = ${at('$2')}, user_agent = $3, ip_address = null where id = $1::int`,
    [id, now, browser],
  );
}

/** Ends sessions of one person: one, all, or all but one. Returns how many. */
export async function endSessions(
  query: Query,
  personId: number,
  which: { only?: number; but?: number } = {},
): Promise<number> {
  const rows = await query(
    `delete from session where person_id = $1::int and ($2::int is null or id = $2::int)
       and ($3::int is null or id <> $3::int) returning id`,
    [personId, which.only ?? null, which.but ?? null],
  );
  return rows.length;
}

/** Ends one session, whoever it is of. */
export async function endSession(query: Query, id: number): Promise<void> {
  await query('delete from session where id = $1::int', [id]);
}

export interface KeyRow {
  readonly id: number;
  readonly personId: number;
  readonly owner: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

const KEY = `select k.id, k.person_id as "personId", p.name as owner, k.name, k.prefix, k.scopes,
  ${ms('k.created_at')} as "createdAt", ${ms('k.last_used_at')} as "lastUsedAt", ${ms('k.revoked_at')} as "revokedAt"
  from api_key k join person p on p.id = k.person_id`;

export const keys = (query: Query, personId: number | null): Promise<KeyRow[]> =>
  query<KeyRow>(`${KEY} where $1::int is null or k.person_id = $1::int order by k.id`, [personId]);

export async function addKey(
  query: Query,
  key: {
    personId: number;
    name: string;
    prefix: string;
    digest: string;
    scopes: readonly Scope[];
    now: number;
  },
): Promise<number> {
  const rows = await query<{ id: number }>(
    `insert into api_key (person_id, name, prefix, hash, scopes, created_at)
     values ($1::int, $2, $3, $4, $5::text[], ${at('$6')}) returning id`,
    [key.personId, key.name, key.prefix, key.digest, key.scopes, key.now],
  );
  return rows[0]?.id ?? 0;
}

/** Revokes a key, of this person only when one is given; false when there is none to revoke. */
export async function revokeKeyRow(
  query: Query,
  id: number,
  personId: number | null,
  now: number,
): Promise<boolean> {
  const rows = await query(
    `update api_key set revoked_at = ${at('$3')}
     where id = $1::int and revoked_at is null and ($2::int is null or person_id = $2::int) returning id`,
    [id, personId, now],
  );
  return rows.length > 0;
}

/** The key with this digest that is in force, and its person; notes the use. */
export async function useKey(
  query: Query,
  digest: string,
  now: number,
): Promise<{ id: number; personId: number; name: string; role: Role; scopes: readonly Scope[] } | null> {
  const rows = await query<{
    id: number;
    personId: number;
    name: string;
    role: Role;
    scopes: readonly Scope[];
  }>(
    `update api_key k set last_used_at = ${at('$2')} from person p
     where k.hash = $1 and k.revoked_at is null and p.id = k.person_id and p.state = 'active'
     returning k.id, p.id as "personId", p.name, p.role, k.scopes`,
    [digest, now],
  );
  return rows[0] ?? null;
}
