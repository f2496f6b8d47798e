/**
 * Which commitments belong on the board, group by group: the stored status picks the candidates by index, the
 * clock corrects it where a sweep is late. Only rows whose next check has come (or that were set aside) can have
 * moved on by themselves, so nothing at rest is read for that.
 */
import type { Group, Sort } from '../../domain/groups.ts';
import { type DeadlineVersion, STATUSES, type Status } from '../../domain/record.ts';
import { at, ms, type Query } from '../database.ts';
import { type BoardFilter, filterSql, MEASURABLE } from './board-filter.ts';
import { FROM, NO_DATE, orderOf } from './board-order.ts';

/** One candidate: `key` is what its group is ordered by, epoch milliseconds; 0 where that is no instant. */
export interface Candidate {
  readonly id: number;
  readonly key: number;
}

/** A statement's parameters: `bind` keeps the value and returns its place. */
function parameters() {
  const values: unknown[] = [];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  return { values, bind, now: (instant: number): string => at(`$${values.push(instant)}`) };
}

const QUESTION = `coalesce((select k.question from criterion k where k.commitment_id = c.id
    order by k.version desc limit 1), c.question)`;

/** What an open row is now by the clock, and which rows the clock can have moved. */
export const clock = (now: string) => ({
  status: `case when d.closes_at + c.grace_ms * interval '1 millisecond' <= ${now} then 'overdue'
    when d.opens_at <= ${now} then 'due' else c.status end`,
  moves: `c.status in ('upcoming', 'due') and (c.next_check_at <= ${now} or c.fault is not null)`,
});

/** Up to `limit` candidates of one group in its order, after `cursor` when one is given. */
export async function boardCandidates(
  query: Query,
  input: {
    group: Group;
    /** Among those of the group; with none there are no candidates. */
    statuses: readonly Status[];
    filter: BoardFilter;
    /** Null: the way of the group. */
    sort: Sort | null;
    now: number;
    limit: number;
    cursor: Candidate | null;
  },
): Promise<Candidate[]> {
  if (input.statuses.length === 0) return [];
  const { values, bind, now: instant } = parameters();
  const { from, column, id: number, direction, undated } = orderOf(input.group, input.sort);
  const limit = bind(input.limit, 'int');
  const filters = filterSql(input.filter, bind);
  const beyond = direction === 'asc' ? '>' : '<';
  // A title would be too long for a cursor: where the last page ended is looked up.
  const place = ({ key, id }: Candidate): string =>
    input.sort === 'title'
      ? `(select lower(last.title), last.id from commitment last where last.id = ${bind(id, 'int')})`
      : `(${instant(key)}, ${bind(id, 'int')})`;
  const after = input.cursor === null ? '' : `${beyond} ${place(input.cursor)}`;
  const page = (where: string, key = column): string =>
    `(select c.id, ${key} as key ${from} where ${where} ${filters} ${after === '' ? '' : `and (${key}, ${number}) ${after}`}
      order by ${key} ${direction}, ${number} ${direction} limit ${limit})`;
  // The statuses stand in the text, so that partial indexes on them serve; they come from a closed list.
  const stored = `c.status in (${input.statuses.map((status) => `'${status}'`).join(', ')})`;
  const pages = [];
  if (undated !== undefined)
    pages.push(page(`${stored} and not ${undated}`), page(`${stored} and ${undated}`, NO_DATE));
  else if (input.group === 'undated' || input.group === 'settled') pages.push(page(stored));
  else {
    const now = instant(input.now);
    const { status, moves } = clock(now);
    const still = { overdue: 'true', due: `${status} = 'due'`, upcoming: `d.opens_at > ${now}` }[input.group];
    pages.push(page(`${stored} and ${still}`));
    if (input.group !== 'upcoming')
      pages.push(page(`${moves} and c.status <> '${input.group}' and ${status} = '${input.group}'`));
  }
  return query<Candidate>(
    `select id, ${input.sort === 'title' ? '0::float8' : ms('key')} as key from (${pages.join(' union all ')}) as candidate
     order by candidate.key ${direction}, id ${direction} limit ${limit}`,
    values,
  );
}

/** How many commitments have each status now: the stored counts, corrected by what the clock has moved since. */
export async function boardCounts(
  query: Query,
  filter: BoardFilter,
  now: number,
): Promise<Map<Status, number>> {
  const { values, bind, now: instant } = parameters();
  const { status, moves } = clock(instant(now));
  const filters = filterSql(filter, bind);
  // Without dates the counts come from the index of statuses alone; unless anything is asked for, status by status.
  const from = filter.touching === null ? 'from commitment c' : FROM;
  const counted =
    filters.trim() === ''
      ? `select status, (select count(*) from commitment c where c.status = each.status) as count
         from unnest(${bind(STATUSES, 'text[]')}) as each(status)`
      : `select c.status, count(*) as count ${from} where true ${filters} group by c.status`;
  const rows = await query<{ status: Status; count: number }>(
    `with moved as (
       select c.status as before, ${status} as now, count(*) as count ${FROM} where ${moves} ${filters} group by 1, 2)
     select status, sum(count)::int as count from (
       ${counted}
       union all select before, -count from moved union all select now, count from moved) as counted
     group by status having sum(count) <> 0`,
    values,
  );
  return new Map(rows.map((row) => [row.status, row.count]));
}

/** What the board says about a commitment beside how it stands. */
export interface BoardFacts {
  readonly id: number;
  readonly title: string;
  readonly speaker: string;
  readonly committers: string[];
  /** In the order of the names. */
  readonly committerIds: number[];
  readonly tags: string[];
  readonly explanation: string;
  /** The words that name the event without which there is no date; null when none is waited for. */
  readonly waitsFor: string | null;
  /** The status last announced. */
  readonly announced: Status;
  /** Why a sweep set it aside; null when it did not. */
  readonly fault: string | null;
  readonly exampleData: boolean;
  /** When somebody last looked for evidence and found none, in epoch milliseconds. */
  readonly look: { readonly lookedAt: number; readonly by: string; readonly in: string } | null;
  /** What has to be asked before it can be decided; null when it can be. */
  readonly question: string | null;
  /** The commitment that it is a part of. */
  readonly wholeId: number | null;
  /** The latest word about its reminders; `untilAt` is in epoch milliseconds. */
  readonly notice: {
    readonly kind: 'acknowledged' | 'snoozed' | 'resumed';
    readonly untilAt: number | null;
    readonly note: string;
    readonly recordedBy: string;
  } | null;
}

export async function boardFacts(query: Query, ids: readonly number[]): Promise<Map<number, BoardFacts>> {
  const rows = await query<BoardFacts>(
    `select c.id, c.title, p.name as speaker, c.status as announced, c.fault, d.explanation,
       case when d.opens_at is null then d.anchor end as "waitsFor",
       array(select party.name from commitment_party cp join party on party.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer' order by party.name) as committers,
       array(select party.id from commitment_party cp join party on party.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer' order by party.name) as "committerIds",
       array(select tag from commitment_tag t where t.commitment_id = c.id order by tag) as tags,
       exists (select 1 from evidence e where e.commitment_id = c.id and e.example_data) as "exampleData",
       case when not ${MEASURABLE} then ${QUESTION} end as question,
       (select jsonb_build_object('lookedAt', ${ms('l.looked_at')}, 'by', l.recorded_by, 'in', l.searched)
         from look l where l.commitment_id = c.id order by l.looked_at desc, l.id desc limit 1) as look,
       c.parent_id as "wholeId",
       case when c.has_more then (select jsonb_build_object('kind', n.kind, 'untilAt', ${ms('n.until_at')}, 'note', n.note,
         'recordedBy', n.recorded_by) from notice n where n.commitment_id = c.id order by n.id desc limit 1) end as notice
     ${FROM} join statement s on s.id = c.statement_id join party p on p.id = s.speaker_id
     where c.id = any($1::int[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A version of a deadline that was moved, as slips are counted by. */
export type MovedVersion = Pick<DeadlineVersion, 'version' | 'window' | 'zone' | 'origin'>;

/** Every version of every deadline for which somebody stated a later one, by commitment, ascending by version. */
export async function movedDeadlines(query: Query): Promise<Map<number, MovedVersion[]>> {
  const rows = await query<{
    id: number;
    version: number;
    zone: string;
    opensAt: number | null;
    closesAt: number | null;
    stated: boolean;
  }>(
    `select commitment_id as id, version, zone, ${ms('opens_at')} as "opensAt", ${ms('closes_at')} as "closesAt",
       cause = 'stated' as stated
     from deadline where commitment_id in (select commitment_id from deadline where version > 1 and cause = 'stated')
     order by commitment_id, version`,
  );
  const moved = new Map<number, MovedVersion[]>();
  for (const { id, version, zone, opensAt, closesAt, stated } of rows) {
    const window = opensAt === null || closesAt === null ? null : { opensAt, closesAt };
    // What a date goes back to does not matter here, only that it goes back to something.
    const origin = stated ? null : { cause: 'anchor' as const, rule: '', anchor: null, happened: null };
    moved.set(id, [...(moved.get(id) ?? []), { version, window, zone, origin }]);
  }
  return moved;
}
