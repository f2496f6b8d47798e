/** What people have put on record about a commitment, in the order in which it was written. */
import type { FactTable, Row } from '../../domain/facts.ts';
import { ms, type Query } from '../database.ts';

export interface FactOnRecord {
  /** Number of its event. */
  readonly id: number;
  readonly table: FactTable;
  readonly row: Row;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly by: string;
}

/** The number of the last fact about commitment `id`; 0 when there is none. */
export async function lastFact(query: Query, id: number): Promise<number> {
  const [row] = await query<{ last: number }>(
    `select coalesce(max(id), 0)::float8 as last from event where commitment_id = $1 and kind = 'fact'`,
    [id],
  );
  return row?.last ?? 0;
}

/** The facts about commitment `id` that were written after the one numbered `after`, at most `limit`. */
export async function factsAfter(
  query: Query,
  { id, after, limit }: { readonly id: number; readonly after: number; readonly limit: number },
): Promise<FactOnRecord[]> {
  return query<FactOnRecord>(
    `select id::float8 as id, data->>'table' as "table", data->'row' as row, ${ms('recorded_at')} as "recordedAt",
       actor as by
     from event where commitment_id = $1 and kind = 'fact' and id > $2 order by id limit $3`,
    [id, after, limit],
  );
}

/** Waits for whoever is writing about commitment `id`, and keeps others from it until the transaction ends. */
export const lockCommitment = (query: Query, id: number): Promise<unknown> =>
  query('select from commitment where id = $1 for update', [id]);
