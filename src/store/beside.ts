/** What stands beside a commitment in a message: its parts, what it is a part of, and who objects to it. */
import { ms, type Query } from './database.ts';

/** Another commitment by its name. */
interface Named {
  readonly id: number;
  readonly title: string;
}

/** An objection with its answer; both outcome and answer are null while it has none. */
export interface StoryObjection {
  readonly by: string;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly answerBy: number;
  readonly outcome: 'upheld' | 'rejected' | 'withdrawn' | null;
  readonly answer: string | null;
}

export interface Beside {
  readonly parts: readonly Named[];
  readonly whole: Named | null;
  /** The latest ones, oldest first. */
  readonly objections: readonly StoryObjection[];
}

/** Objections that a message names at most; the page has them all. */
const OBJECTIONS_TOLD = 3;

/** Reads it for those of `ids` that have any of it, which are few. */
export async function readBeside(query: Query, ids: readonly number[]): Promise<Map<number, Beside>> {
  const rows = await query<Beside & { id: number }>(
    `select c.id,
       coalesce((select jsonb_agg(jsonb_build_object('id', part.id, 'title', part.title) order by part.id)
         from commitment part where part.parent_id = c.id), '[]') as parts,
       (select jsonb_build_object('id', whole.id, 'title', whole.title)
         from commitment whole where whole.id = c.parent_id) as whole,
       coalesce((select jsonb_agg(jsonb_build_object('by', coalesce(p.name, o.recorded_by), 'reason', o.reason,
           'answerBy', ${ms('o.answer_by')}, 'outcome', a.outcome, 'answer', a.answer) order by o.id)
         from (select * from objection where commitment_id = c.id order by id desc limit $2::int) o
         left join party p on p.id = o.raised_by_id
         left join objection_answer a on a.objection_id = o.id), '[]') as objections
     from commitment c where c.id = any($1::int[]) and (c.has_more or c.has_parts or c.parent_id is not null)`,
    [ids, OBJECTIONS_TOLD],
  );
  return new Map(rows.map(({ id, ...beside }) => [id, beside]));
}
