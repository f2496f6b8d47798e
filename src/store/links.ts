/** Links between commitments: said again, or told differently. A link ends by a row of its own. */
import type { LinkKind } from '../domain/links.ts';
import { at, type Query } from './database.ts';

export interface Link {
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  readonly kind: LinkKind;
}

const LIVE = `l.ends_id is null and not exists (select 1 from commitment_link e where e.ends_id = l.id)`;
const COLUMNS = `l.id, l.from_id as "fromId", l.to_id as "toId", l.kind`;

/** Lets nobody else write a link until the transaction ends: a circle may close over rows that nobody has locked. */
export const lockLinks = (query: Query): Promise<unknown> =>
  query(`lock table commitment_link in share row exclusive mode`);

/** The live link of this kind between the two, in either direction. */
export async function linkBetween(query: Query, link: Omit<Link, 'id'>): Promise<Link | null> {
  const rows = await query<Link>(
    `select ${COLUMNS} from commitment_link l where ${LIVE} and l.kind = $3
       and ((l.from_id = $1 and l.to_id = $2) or (l.from_id = $2 and l.to_id = $1)) limit 1`,
    [link.fromId, link.toId, link.kind],
  );
  return rows[0] ?? null;
}

/** Whether `from` says again, over any number of others, what `to` said. */
export async function restatesAgain(query: Query, from: number, to: number): Promise<boolean> {
  const rows = await query<{ found: boolean }>(
    `with recursive reached(id) as (
       select $1::int union select l.to_id from commitment_link l join reached on reached.id = l.from_id
       where l.kind = 'restates' and ${LIVE})
     select exists (select 1 from reached where id = $2) as found`,
    [from, to],
  );
  return rows[0]?.found === true;
}

/** What makes two commitments different things by nature: one series, or the one is a part of the other. */
export async function apartByNature(
  query: Query,
  one: number,
  other: number,
): Promise<'series' | 'whole' | null> {
  const rows = await query<{ series: boolean; whole: boolean }>(
    `with recursive above(id) as (
       select parent_id from commitment where id in ($1::int, $2::int)
       union select c.parent_id from commitment c join above using (id))
     select exists (select from above where id in ($1::int, $2::int)) as whole,
       exists (select from commitment a join commitment b using (series_id)
         where a.id = $1::int and b.id = $2::int) as series`,
    [one, other],
  );
  const [found] = rows;
  return found?.series === true ? 'series' : found?.whole === true ? 'whole' : null;
}

/** The link with this number, and whether it has ended; null when there is none. */
export async function findLink(query: Query, id: number): Promise<(Link & { ended: boolean }) | null> {
  const rows = await query<Link & { ended: boolean }>(
    `select ${COLUMNS}, exists (select 1 from commitment_link e where e.ends_id = l.id) as ended
     from commitment_link l where l.id = $1 and l.ends_id is null`,
    [id],
  );
  return rows[0] ?? null;
}

/** Writes a link, or the end of one, and returns its number. `recordedAt` is in epoch milliseconds. */
export async function writeLink(
  query: Query,
  row: Omit<Link, 'id'> & { endsId: number | null; reason: string; recordedAt: number; recordedBy: string },
): Promise<number> {
  const rows = await query<{ id: number }>(
    `insert into commitment_link (from_id, to_id, kind, ends_id, reason, recorded_at, recorded_by)
     values ($1::int, $2::int, $3, $4::int, $5, ${at('$6')}, $7) returning id`,
    [row.fromId, row.toId, row.kind, row.endsId, row.reason, row.recordedAt, row.recordedBy],
  );
  return rows[0]?.id ?? 0;
}
