/** Which transactions are visible: equal texts mean that every reading gives the same. */
import type { Query } from '../database.ts';

/** A write that is not committed yet stands in it, so its commit changes it too, in whatever order they come. */
export async function visibleNow(query: Query): Promise<string> {
  const [row] = await query<{ visible: string }>('select pg_current_snapshot()::text as visible');
  return row?.visible ?? '';
}
