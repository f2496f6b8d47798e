/** Which commitments a calendar shows: those with a window, the nearest closing first. */
import { at, type Query } from '../database.ts';
import { conditions, parameters, type Selection } from './selection.ts';

/**
 * Up to `limit` of them: first what is still to close, soonest first, then what has closed, latest first. Two walks
 * along one index, of which each stops at the limit.
 */
export async function datedCommitments(
  query: Query,
  { selection, now, limit }: { selection: Selection; now: number; limit: number },
): Promise<number[]> {
  const { values, bind } = parameters();
  const wanted = conditions(selection, now, bind);
  const instant = at(bind(now, 'float8'));
  const most = bind(limit, 'int');
  const walk = (which: string, direction: string, place: number): string =>
    `(select c.id, ${place} as place, row_number() over (order by d.closes_at ${direction}, c.id) as n
      from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null
      where d.opens_at is not null and d.closes_at ${which} ${instant} and ${wanted}
      order by d.closes_at ${direction}, c.id limit ${most})`;
  const rows = await query<{ id: number }>(
    `select id from (${walk('>', 'asc', 0)} union all ${walk('<=', 'desc', 1)}) as dated
     order by place, n limit ${most}`,
    values,
  );
  return rows.map(({ id }) => id);
}
