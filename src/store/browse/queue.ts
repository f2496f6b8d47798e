/** The queue of what is overdue, the gravest first, and the place of one commitment in it. */
import { at, type Query } from '../database.ts';
import { clock } from './board.ts';
import { FROM_PICKED } from './board-order.ts';

/** Whose items are meant. */
export const WHOSE = ['all', 'mine', 'nobody'] as const;
export type Whose = (typeof WHOSE)[number];

interface Asked {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly whose: Whose;
  /** The name whose items are "mine". */
  readonly me: string;
}

export interface QueueRow {
  readonly id: number;
  /** 0: a firm word that binds; 1: a soft one; 2: what binds nobody. */
  readonly grave: number;
}

// To whom each was handed last, worked out once from what was handed at all, which is little beside what is overdue.
const LATEST = `(select distinct on (commitment_id) commitment_id, to_name from assignment order by commitment_id, id desc)`;

// Each names the parameter, so that PostgreSQL knows its type; a name is always given.
const IN_HANDS: Record<Whose, string> = {
  all: '$2::text is not null',
  mine: `c.id in (select commitment_id from ${LATEST} as latest where to_name = $2::text)`,
  nobody: `not exists (select from ${LATEST} as latest where latest.commitment_id = c.id and to_name is not null)
    and $2::text is not null`,
};

/** Each branch of what is overdue: as it is stored, and (a sweep may be late) what the clock alone has made overdue. */
function branches(each: (branch: { readonly where: string; readonly stored: boolean }) => string): string {
  const { status, moves } = clock(at('$1'));
  const late = `${moves} and c.status <> 'overdue' and ${status} = 'overdue'`;
  return `${each({ where: `c.status = 'overdue'`, stored: true })} union all ${each({ where: late, stored: false })}`;
}

const overdue = (whose: Whose): string =>
  `(${branches(
    ({ where }) => `select c.id, d.closes_at,
      case when c.modality not in ('commitment', 'obligation') then 2 when c.force = 'firm' then 0 else 1 end as grave,
      coalesce(c.has_more and (select n.kind <> 'resumed' and n.until_at > ${at('$1')} from notice n
        where n.commitment_id = c.id order by n.id desc limit 1), false) as held
    ${FROM_PICKED} where ${where} and ${IN_HANDS[whose]}`,
  )}) as overdue`;

/** One page of it, what is held at the end. */
export function queuePage(
  query: Query,
  { now, whose, me, limit, offset }: Asked & { readonly limit: number; readonly offset: number },
): Promise<QueueRow[]> {
  return query<QueueRow>(
    `select id, grave from ${overdue(whose)} order by held, grave, closes_at, id limit $3 offset $4`,
    [now, me, limit, offset],
  );
}

/** How many items there are for each answer to "whose". Neither dates nor an order are needed for it. */
export async function queueCounts(
  query: Query,
  { now, me }: Pick<Asked, 'now' | 'me'>,
): Promise<Record<Whose, number>> {
  const ids = branches(({ where, stored }) =>
    stored ? `select c.id from commitment c where ${where}` : `select c.id ${FROM_PICKED} where ${where}`,
  );
  const [row] = await query<Record<Whose, number>>(
    `with overdue as not materialized (${ids}), handed as (
       select to_name from ${LATEST} as latest join overdue on id = commitment_id where to_name is not null),
     counted as (select (select count(*) from overdue) as every, count(*) as others,
       count(*) filter (where to_name = $2::text) as own from handed)
     select every::int as all, own::int as mine, (every - others)::int as nobody from counted`,
    [now, me],
  );
  return row ?? { all: 0, mine: 0, nobody: 0 };
}

export interface QueueStep {
  /** From 1; null when it does not wait in the queue. */
  readonly place: number | null;
  readonly total: number;
  readonly previous: number | null;
  readonly next: number | null;
  readonly first: number | null;
}

/** Where commitment `id` stands among those that are not held. */
export async function queueStep(
  query: Query,
  { now, whose, me, id }: Asked & { readonly id: number },
): Promise<QueueStep> {
  const [row] = await query<QueueStep>(
    `with queue as (
       select id, row_number() over step as place, lag(id) over step as previous, lead(id) over step as next
       from ${overdue(whose)} where not held
       window step as (order by grave, closes_at, id))
     select place::int, previous, next, (select count(*)::int from queue) as total,
       (select id from queue where place = 1) as first
     from (select $3::int as id) as asked left join queue using (id)`,
    [now, me, id],
  );
  return row ?? { place: null, total: 0, previous: null, next: null, first: null };
}
