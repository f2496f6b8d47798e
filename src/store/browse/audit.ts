/** Who did what: beside the record (the audit log), and on it (the log of events). Instants are epoch milliseconds. */
import { ms, type Query } from '../database.ts';

export interface AuditRow {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly what: string;
  readonly about: string | null;
  readonly detail: string | null;
}

export interface AuditFilter {
  /** Only smaller numbers; null: from the newest on. */
  readonly before: number | null;
  /** A name, whatever the case of its letters; null: anybody. */
  readonly who: string | null;
  /** Exactly this deed; null: any. */
  readonly what: string | null;
  readonly limit: number;
}

/** Up to `limit` entries, newest first. `who` did it, or it was done to them. */
export const auditRows = (query: Query, { before, who, what, limit }: AuditFilter): Promise<AuditRow[]> =>
  query<AuditRow>(
    `select id::float8 as id, ${ms('"at"')} as at, actor, what, about, detail from audit
     where ($1::bigint is null or id < $1::bigint)
       and ($2::text is null or lower(actor) = lower($2) or lower(about) = lower($2))
       and ($3::text is null or what = $3)
     order by id desc limit $4::int`,
    [before, who, what, limit],
  );

/** What there is to be asked for. */
export async function auditDeeds(query: Query): Promise<string[]> {
  const rows = await query<{ what: string }>('select distinct what from audit order by what');
  return rows.map(({ what }) => what);
}

export interface EventRow {
  readonly id: number;
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  /** The table of a fact; null of what time or facts brought. */
  readonly table: string | null;
  /** The row of a fact as it was recorded, without its long texts. */
  readonly row: Readonly<Record<string, unknown>> | null;
  readonly commitment: number | null;
  readonly title: string | null;
}

/** Events that are looked at for one page, so that a page costs the same however long the log is. */
const LOOKED_AT = 20_000;

/**
 * Up to `limit` events that somebody brought on record, newest first, among the next that are looked at; `last` is the
 * lowest number that was, null at the end of the log.
 */
export async function eventRows(
  query: Query,
  { before, who, what, limit }: AuditFilter,
): Promise<{ rows: EventRow[]; last: number | null }> {
  const [edge] = await query<{ last: number | null; looked: number }>(
    `select min(id)::float8 as last, count(*)::int as looked
     from (select id from event where $1::bigint is null or id < $1::bigint order by id desc limit ${LOOKED_AT}) as part`,
    [before],
  );
  const rows = await query<EventRow>(
    `select e.id::float8 as id, ${ms('e.recorded_at')} as at, e.actor, e.kind,
       case when e.kind = 'fact' then e.data ->> 'table' end as table, e.commitment_id as commitment, c.title,
       case when e.kind = 'fact' then (e.data -> 'row') - '{text,snapshot,bytes}'::text[] end as row
     from event e left join commitment c on c.id = e.commitment_id
     where ($1::bigint is null or e.id < $1::bigint) and e.id >= $5::bigint
       and ($2::text is null or lower(e.actor) = lower($2))
       and ($3::text is null or (case when e.kind = 'fact' then e.data ->> 'table' else e.kind end) = $3)
     order by e.id desc limit $4::int`,
    [before, who, what, limit, edge?.last ?? 0],
  );
  return { rows, last: (edge?.looked ?? 0) < LOOKED_AT ? null : (edge?.last ?? null) };
}
