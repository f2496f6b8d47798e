/**
 * What only a database can tell about itself beside its chain: marks that are derived from facts and stand beside them,
 * and facts that say of themselves to be older than what had been announced when they were written.
 */
import type { Query } from './database.ts';

/** The tables whose rows a commitment is marked for, so that they are looked for. */
const MORE = [
  ...['criterion', 'condition_report', 'objection', 'objection_answer', 'evidence_withdrawal', 'approval'],
  'notice',
];

/** A mark of a commitment that its facts do not bear out. */
export interface WrongMark {
  readonly commitmentId: number;
  readonly mark: string;
}

/**
 * Up to `limit` marks that hide facts, and deadlines that are not superseded by the one after them when that was
 * recorded. A mark too many hides nothing.
 */
export function wrongMarks(query: Query, limit: number): Promise<WrongMark[]> {
  const more = MORE.map((table) => `select commitment_id as id from ${table}`).join(' union ');
  return query<WrongMark>(
    `select id as "commitmentId", mark from (
       select c.id, 'has_more' as mark from (${more}) f join commitment c using (id) where not c.has_more
       union all
       select c.id, 'has_parts' from commitment c
         where not c.has_parts and exists (select from commitment p where p.parent_id = c.id)
       union all
       select c.id, 'weighed' from commitment c
         where not c.weighed and exists (select from condition_report r where r.commitment_id = c.id)
       union all
       select d.commitment_id, 'superseded_at of deadline ' || d.id from deadline d
         left join deadline n on n.commitment_id = d.commitment_id and n.version = d.version + 1
         where d.superseded_at is distinct from n.recorded_at
     ) wrong order by id, mark limit $1::int`,
    [limit],
  );
}

/** A fact that was written after what it claims to be older than. */
export interface Backdated {
  readonly commitmentId: number;
  /** As `verdict:12`. */
  readonly key: string;
}

/** Commitments looked at in one statement, so that neither memory nor the time that it takes grows with the record. */
const PAGE = 2_000;

/**
 * Up to `limit` facts that stand in the log behind an announcement of their commitment, and were recorded more than a
 * day before it as they say. Whoever records a fact comes after what was last announced, whatever the clock says
 * (`change`); transactions that run side by side may stand the other way round, and a day covers clocks that differ
 * then. What the log was filled with when it began, from an older record, is no such fact: its commitment itself came
 * no earlier.
 */
export async function backdatedFacts(query: Query, limit: number): Promise<Backdated[]> {
  const found: Backdated[] = [];
  const [row] = await query<{ last: number | null }>(`select max(id) as last from commitment`);
  for (let after = 0; after < (row?.last ?? 0) && found.length < limit; after += PAGE)
    found.push(
      ...(await query<Backdated>(
        `with logged as (
           select e.id, e.commitment_id, e.kind, e.key, e.recorded_at, e.data, l.seq,
             bool_or(e.key = 'fact:commitment:' || e.commitment_id) over w as known
           from event e left join link l on l.event_id = e.id
           where e.commitment_id > $1::int and e.commitment_id <= $2::int
           window w as (partition by e.commitment_id order by l.seq nulls last, e.id)
         ), told as (
           select *, max(recorded_at) filter (where kind <> 'fact' and known)
             over (partition by commitment_id order by seq nulls last, id) as told
           from logged
         )
         select commitment_id as "commitmentId", (data->>'table') || ':' || (data->'row'->>'id') as key from told
         where kind = 'fact' and recorded_at < told - interval '1 day' and data->>'table' not in ('commitment_party', 'commitment_tag')
         order by commitment_id, seq nulls last, id limit $3::int`,
        [after, after + PAGE, limit - found.length],
      )),
    );
  return found;
}
