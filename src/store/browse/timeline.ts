/** Which commitments a timeline draws, and what it and the lists of a place say about each beside how it stands. */
import type { Status } from '../../domain/record.ts';
import { at, type Query } from '../database.ts';
import { isMeant, parameters, pickFew, type Selection } from './selection.ts';

/**
 * Up to `limit` commitments whose window meets [from, to), those first that close nearest to `now`: two walks along
 * one index, of which each stops at the limit. Instants are epoch milliseconds; null: without a bound.
 */
export async function nearestWindows(
  query: Query,
  input: { selection: Selection; now: number; limit: number; from: number | null; to: number | null },
): Promise<number[]> {
  const { selection, now } = input;
  const meant = await pickFew(query, selection, now);
  const { values, bind } = parameters();
  const which =
    meant === 'all'
      ? 'true'
      : meant === 'many'
        ? isMeant('dated.commitment_id', selection, { now, bind })
        : `dated.commitment_id = any(${bind(meant, 'int[]')})`;
  const instant = at(bind(now, 'float8'));
  const most = bind(input.limit, 'int');
  const after = input.from === null ? '' : `and closes_at > ${at(bind(input.from, 'float8'))}`;
  const before = input.to === null ? '' : `and opens_at < ${at(bind(input.to, 'float8'))}`;
  const walk = (closes: string, direction: string): string =>
    `(select commitment_id as id, closes_at from deadline dated
      where superseded_at is null and opens_at is not null and closes_at ${closes} ${instant} ${after} ${before}
        and ${which} order by closes_at ${direction}, commitment_id ${direction} limit ${most})`;
  const rows = await query<{ id: number }>(
    `select id from (${walk('>', 'asc')} union all ${walk('<=', 'desc')}) as each
     order by abs(date_part('epoch', closes_at - ${instant})), id limit ${most}`,
    values,
  );
  return rows.map(({ id }) => id);
}

/** What a line about a commitment says beside how it stands. */
export interface BriefFacts {
  readonly id: number;
  readonly title: string;
  /** The status last announced. */
  readonly announced: Status;
  readonly statementId: number;
  readonly speaker: { readonly id: number; readonly name: string };
  /** In the order of their names. */
  readonly committers: readonly { readonly id: number; readonly name: string }[];
  readonly exampleData: boolean;
  /** By version of the deadline: the words that name the event on which it hangs, where it hangs on one. */
  readonly anchors: Readonly<Record<number, string>>;
}

/** `asOf` (epoch milliseconds): only what was on record by then says something; null: all of it. */
export function briefFacts(query: Query, ids: readonly number[], asOf: number | null): Promise<BriefFacts[]> {
  return query<BriefFacts>(
    `select c.id, c.title, c.status as announced, c.statement_id as "statementId",
       jsonb_build_object('id', p.id, 'name', p.name) as speaker,
       coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name) order by b.name)
         from commitment_party cp join party b on b.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer'), '[]'::jsonb) as committers,
       exists (select 1 from evidence e where e.commitment_id = c.id and e.example_data
         and ($2::float8 is null or e.recorded_at <= ${at('$2')})) as "exampleData",
       coalesce((select jsonb_object_agg(d.version, d.anchor) from deadline d
         where d.commitment_id = c.id and d.anchor is not null), '{}'::jsonb) as anchors
     from commitment c join statement s on s.id = c.statement_id join party p on p.id = s.speaker_id
     where c.id = any($1::int[])`,
    [ids, asOf],
  );
}
