/**
 * In which order the board shows each group, and along which index it is walked: the settled ones are the many, so none
 * of their orders may cost more than what is shown; of the open ones as many are sorted as there are.
 */
import type { Group, Sort } from '../../domain/groups.ts';

export const FROM = `from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null`;
/**
 * The same, one look into the index for each row that its status picked (`offset 0` keeps the planner to it): the
 * price depends on the group, not on how many settled ones lie beside it.
 */
export const FROM_PICKED = `from commitment c cross join lateral (select opens_at, closes_at, review_at from deadline
    where commitment_id = c.id and superseded_at is null offset 0) d`;

export interface Order {
  readonly from: string;
  readonly column: string;
  /** The number of the commitment, as the index has it. */
  readonly id: string;
  readonly direction: 'asc' | 'desc';
  /** Those that have no place in the index come last, by their number; null: all have one. */
  readonly undated?: string;
}

const picked = (column: string, direction: Order['direction']): Order => ({
  ...{ from: FROM_PICKED, column, id: 'c.id', direction },
});
const walked = (column: string, direction: Order['direction']): Order => ({
  ...{ from: FROM, column, id: 'c.id', direction },
});
/** By a date, which not all have. */
const dated = (column: string): Order => ({
  ...{ from: FROM, column, id: 'd.commitment_id', direction: 'asc', undated: `${column} is null` },
});

/** What stands for a date where there is none. */
export const NO_DATE = `timestamptz '9999-01-01'`;

/** The order of each group; the undated without a day to look again come last. */
const ORDER: Record<Group, Order> = {
  overdue: picked('d.closes_at', 'asc'),
  due: picked('d.closes_at', 'asc'),
  upcoming: walked('d.opens_at', 'asc'),
  undated: picked(`coalesce(d.review_at, ${NO_DATE})`, 'asc'),
  settled: walked('c.known_until', 'desc'),
};

/** What can be asked for instead; what has no date comes last. */
const OPEN: Record<Sort, Order> = {
  closing: picked(`coalesce(d.closes_at, ${NO_DATE})`, 'asc'),
  opening: picked(`coalesce(d.opens_at, ${NO_DATE})`, 'asc'),
  recorded: picked('c.recorded_at', 'desc'),
  said: picked('(select s.said_at from statement s where s.id = c.statement_id)', 'desc'),
  title: picked('lower(c.title)', 'asc'),
};

/** The same of the settled ones, each along an index of its own. */
const SETTLED: Record<Sort, Order> = {
  closing: dated('d.closes_at'),
  opening: dated('d.opens_at'),
  recorded: walked('c.recorded_at', 'desc'),
  said: {
    ...walked('said.said_at', 'desc'),
    from: `${FROM} join statement said on said.id = c.statement_id`,
  },
  title: walked('lower(c.title)', 'asc'),
};

/** How `group` is put in order; `sort` null: in its own way. */
export function orderOf(group: Group, sort: Sort | null): Order {
  if (sort === null) return ORDER[group];
  return (group === 'settled' ? SETTLED : OPEN)[sort];
}
