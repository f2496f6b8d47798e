/** Whose an item is, and who has it open. Instants are epoch milliseconds. */
import { at, ms, type Query } from '../database.ts';

export interface Assigned {
  readonly to: string;
  readonly note: string;
  readonly by: string;
  readonly recordedAt: number;
}

/** To whom each of the commitments was handed last, by `asOf` if given; those that were given back are left out. */
export async function assignedTo(
  query: Query,
  ids: readonly number[],
  asOf: number | null = null,
): Promise<Map<number, Assigned>> {
  const rows = await query<Omit<Assigned, 'to'> & { id: number; to: string | null }>(
    `select distinct on (commitment_id) commitment_id as id, to_name as "to", note, recorded_by as by,
       ${ms('recorded_at')} as "recordedAt"
     from assignment where commitment_id = any($1::int[]) and ($2::float8 is null or recorded_at <= ${at('$2')})
     order by commitment_id, assignment.id desc`,
    [ids, asOf],
  );
  return new Map(rows.flatMap(({ id, to, ...rest }) => (to === null ? [] : [[id, { to, ...rest }]])));
}

/** Everything that is in somebody's hands, or was at `asOf`, and in whose. */
export const handedOver = (query: Query, asOf: number | null): Promise<{ id: number; to: string }[]> =>
  query(
    `select id, "to" from (
       select distinct on (commitment_id) commitment_id as id, to_name as "to" from assignment
       where $1::float8 is null or recorded_at <= ${at('$1')} order by commitment_id, assignment.id desc) as latest
     where "to" is not null`,
    [asOf],
  );

/** Notes that `name` has commitment `id` open, and forgets whoever was last heard of before `since`. */
export async function notePresence(
  query: Query,
  { id, name, now, since }: { id: number; name: string; now: number; since: number },
): Promise<void> {
  await query(`delete from presence where seen_at < ${at('$1')}`, [since]);
  await query(
    `insert into presence (commitment_id, name, seen_at) select id, $2, ${at('$3')} from commitment where id = $1
     on conflict (commitment_id, name) do update set seen_at = greatest(presence.seen_at, excluded.seen_at)`,
    [id, name, now],
  );
}

/** Who else than `name` has had commitment `id` open since then, in alphabetical order. */
export async function othersPresent(
  query: Query,
  { id, name, since }: { id: number; name: string; since: number },
): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select name from presence where commitment_id = $1 and name <> $2 and seen_at >= ${at('$3')}
     order by name limit 10`,
    [id, name, since],
  );
  return rows.map((row) => row.name);
}
