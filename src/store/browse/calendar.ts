/** Which commitments a calendar shows: those with a window, the nearest closing first. */
import { at, type Query } from '../database.ts';
import { isMeant, parameters, pickFew, type Selection } from './selection.ts';

/**
 * Up to `limit` of them: first what is still to close, soonest first, then what has closed, latest first. Two walks
 * along one index, of which each stops at the limit.
 */
export async function datedCommitments(
  query: Query,
  { selection, now, limit }: { selection: Selection; now: number; limit: number },
): Promise<number[]> {
  const meant = await pickFew(query, selection, now);
  const { values, bind } = parameters();
  const which =
    meant === 'all'
      ? 'true'
      : meant === 'many'
        ? isMeant('dated.commitment_id', selection, { now, bind })
        : `dated.commitment_id = any(${bind(meant, 'int[]')})`;
  const instant = at(bind(now, 'float8'));
  const most = bind(limit, 'int');
  const walk = (closes: string, direction: string, place: number): string =>
    `(select commitment_id as id, ${place} as place,
        row_number() over (order by closes_at ${direction}, commitment_id ${direction}) as n
      from deadline dated where superseded_at is null and opens_at is not null and closes_at ${closes} ${instant}
        and ${which} order by closes_at ${direction}, commitment_id ${direction} limit ${most})`;
  const rows = await query<{ id: number }>(
    `select id from (${walk('>', 'asc', 0)} union all ${walk('<=', 'desc', 1)}) as each order by place, n limit ${most}`,
    values,
  );
  return rows.map(({ id }) => id);
}
