/** What the board of the past is made of: which commitments were on record, and what was said about each by then. */
import type { Matter } from '../../domain/search.ts';
import { at, ms, type Query } from '../database.ts';
import type { BoardFacts } from './board.ts';
import { matterSql } from './board-filter.ts';

/** What was on record, with what it can be put in order by. `saidAt` is in epoch milliseconds. */
export interface OnRecord {
  readonly id: number;
  readonly title: string;
  readonly saidAt: number;
}

/** Up to `limit` of them after `after`, ascending by number, of what was on record by `asOf` (epoch milliseconds). */
export function onRecordBy(
  query: Query,
  input: { matter: Matter; asOf: number; after: number; limit: number },
): Promise<OnRecord[]> {
  const values: unknown[] = [input.after, input.asOf, input.limit];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  return query<OnRecord>(
    `select c.id, c.title, ${ms('said.said_at')} as "saidAt"
     from commitment c join statement said on said.id = c.statement_id
     where c.id > $1::int and c.recorded_at <= ${at('$2')} ${matterSql(input.matter, bind)}
     order by c.id limit $3::int`,
    values,
  );
}

/** Which versions were in force then. */
export interface VersionsThen {
  readonly id: number;
  readonly deadline: number;
  readonly criterion: number;
}

/**
 * What the board says about each beside how it stood: with the versions that were in force, and what was known by
 * `asOf` of what had happened by `on` (both epoch milliseconds).
 */
export async function boardFactsThen(
  query: Query,
  versions: readonly VersionsThen[],
  { asOf, on }: { asOf: number; on: number },
): Promise<Map<number, BoardFacts>> {
  const [known, about] = [at('$4'), at('$5')];
  const inForce = `recorded_at <= least(${known}, ${about})`;
  const rows = await query<BoardFacts>(
    `select c.id, c.title, p.name as speaker, c.status as announced, null as fault, d.explanation,
       case when d.opens_at is null then d.anchor end as "waitsFor",
       array(select party.name from commitment_party cp join party on party.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer' order by party.name) as committers,
       array(select party.id from commitment_party cp join party on party.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer' order by party.name) as "committerIds",
       array(select tag from commitment_tag t where t.commitment_id = c.id order by tag) as tags,
       exists (select 1 from evidence e where e.commitment_id = c.id and e.example_data
         and e.recorded_at <= ${known} and e.happened_at <= ${about}) as "exampleData",
       case when not coalesce(k.measurable, c.measurable) then case when k.id is null then c.question else k.question end
         end as question,
       (select jsonb_build_object('lookedAt', ${ms('l.looked_at')}, 'by', l.recorded_by, 'in', l.searched)
         from look l where l.commitment_id = c.id and l.recorded_at <= ${known} and l.looked_at <= ${about}
         order by l.looked_at desc, l.id desc limit 1) as look,
       c.parent_id as "wholeId",
       case when c.has_more then (select jsonb_build_object('kind', n.kind, 'untilAt', ${ms('n.until_at')}, 'note', n.note,
         'recordedBy', n.recorded_by) from notice n where n.commitment_id = c.id and n.${inForce}
         order by n.id desc limit 1) end as notice
     from unnest($1::int[], $2::int[], $3::int[]) as v (id, deadline, criterion)
       join commitment c on c.id = v.id join deadline d on d.commitment_id = c.id and d.version = v.deadline
       left join criterion k on k.commitment_id = c.id and k.version = v.criterion
       join statement s on s.id = c.statement_id join party p on p.id = s.speaker_id`,
    [
      versions.map(({ id }) => id),
      versions.map(({ deadline }) => deadline),
      versions.map(({ criterion }) => criterion),
      asOf,
      on,
    ],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
