/**
 * Which commitments a feed or a calendar is about, as SQL, in two ways: few are picked by the index of what is asked
 * for; among many the reader walks along an index of its own and checks one after the other, until it has enough.
 */
import type { Modality, Status } from '../../domain/record.ts';
import { at, type Query } from '../database.ts';
import { hasWords, type Stretch, spokenBy, touchingSql, withWords } from './board-filter.ts';

/** Null or false: whichever. */
export interface Selection {
  /** What this party said or has a part in. */
  readonly partyId: number | null;
  /** As it is stored, in small letters. */
  readonly tag: string | null;
  readonly sourceId: number | null;
  /** What the party of this name said. */
  readonly speaker: string | null;
  readonly modality: Modality | null;
  /** Words of its title, its quote or the title of its source. */
  readonly q: string | null;
  /** Windows that lie in it, if only in part. */
  readonly touching: Stretch | null;
  readonly commitmentId: number | null;
  readonly disputed: boolean;
  /** Among these. */
  readonly ids: readonly number[] | null;
  /** Which by the clock have one of these. */
  readonly statuses: readonly Status[] | null;
  /** With a target of at least this; of the same unit, in small letters, where one is given. */
  readonly atLeast: { readonly quantity: number; readonly unit: string | null } | null;
}

export const EVERYTHING: Selection = {
  ...{ partyId: null, tag: null, sourceId: null, commitmentId: null },
  ...{ speaker: null, modality: null, q: null, touching: null },
  ...{ disputed: false, ids: null, statuses: null, atLeast: null },
};

/** Keeps a value among the parameters of a statement and returns its place. */
type Bind = (value: unknown, type: string) => string;

export function parameters() {
  const values: unknown[] = [];
  const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
  return { values, bind };
}

/** How they stand by the clock, where a sweep may be late: only rows whose check has come can have moved. */
function statusAmong(statuses: readonly Status[], now: number, bind: Bind): string {
  const [instant, wanted] = [at(bind(now, 'float8')), bind(statuses, 'text[]')];
  const moves = `c.status in ('upcoming', 'due') and (c.next_check_at <= ${instant} or c.fault is not null)`;
  return `(c.status = any(${wanted}) or ${moves})
    and case when c.status not in ('upcoming', 'due') then c.status
      when d.closes_at + c.grace_ms * interval '1 millisecond' <= ${instant} then 'overdue'
      when d.opens_at <= ${instant} then 'due' else c.status end = any(${wanted})`;
}

/** Of a party or a tag: picked as a set, or checked for the one `c`. */
const OF = {
  party: {
    pick: (
      party: string,
    ) => `c.id in (select commitment_id from commitment_party where party_id = ${party} union all
      select said.id from statement s join commitment said on said.statement_id = s.id where s.speaker_id = ${party})`,
    check: (
      party: string,
    ) => `(exists (select 1 from commitment_party p where p.commitment_id = c.id and p.party_id = ${party})
      or exists (select 1 from statement s where s.id = c.statement_id and s.speaker_id = ${party}))`,
  },
  tag: {
    pick: (tag: string) => `c.id in (select commitment_id from commitment_tag where tag = ${tag})`,
    check: (tag: string) =>
      `exists (select 1 from commitment_tag t where t.commitment_id = c.id and t.tag = ${tag})`,
  },
};

/** The conditions for `commitment c` with its deadline in force `d`; none when everything is meant. */
function conditions(
  selection: Selection,
  { now, how, bind }: { now: number; how: 'pick' | 'check'; bind: Bind },
): string[] {
  const { partyId, tag, sourceId, commitmentId, disputed, ids, statuses, atLeast } = selection;
  const { speaker, modality, q, touching } = selection;
  const all: string[] = [];
  if (commitmentId !== null) all.push(`c.id = ${bind(commitmentId, 'int')}`);
  if (partyId !== null) all.push(OF.party[how](bind(partyId, 'int')));
  if (tag !== null) all.push(OF.tag[how](bind(tag, 'text')));
  if (sourceId !== null)
    all.push(
      `exists (select 1 from statement s where s.id = c.statement_id and s.source_id = ${bind(sourceId, 'int')})`,
    );
  if (speaker !== null) all.push(spokenBy(bind(speaker, 'text')));
  if (modality !== null) all.push(`c.modality = ${bind(modality, 'text')}`);
  if (q !== null) all.push((how === 'pick' ? withWords : hasWords)(bind(q, 'text')));
  if (touching !== null) all.push(touchingSql(touching, bind));
  if (disputed) all.push('c.disputed');
  if (ids !== null) all.push(`c.id = any(${bind(ids, 'int[]')})`);
  if (statuses !== null) all.push(statusAmong(statuses, now, bind));
  if (atLeast !== null) {
    all.push(`c.quantity >= ${bind(atLeast.quantity, 'numeric')}`);
    if (atLeast.unit !== null) all.push(`lower(c.unit) = ${bind(atLeast.unit, 'text')}`);
  }
  return all;
}

/** So many commitments are few. */
const FEW = 1_000;

/** The numbers of those that are meant when they are few; `many` when they are not, `all` when all are. */
export async function pickFew(
  query: Query,
  selection: Selection,
  now: number,
): Promise<readonly number[] | 'many' | 'all'> {
  const { values, bind } = parameters();
  const wanted = conditions(selection, { now, how: 'pick', bind });
  if (wanted.length === 0) return 'all';
  const rows = await query<{ id: number }>(
    `select c.id from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null
     where ${wanted.join(' and ')} limit ${FEW + 1}`,
    values,
  );
  return rows.length > FEW ? 'many' : rows.map(({ id }) => id);
}

/** Whether the commitment whose number is `id` is meant: `offset 0` keeps the planner to asking one by one. */
export function isMeant(
  id: string,
  selection: Selection,
  { now, bind }: { now: number; bind: Bind },
): string {
  return `exists (select 1 from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null
    where c.id = ${id} and ${conditions(selection, { now, how: 'check', bind }).join(' and ')} offset 0)`;
}

/** How many of those that are meant have each status by the clock at `now`. */
export async function countStatuses(
  query: Query,
  selection: Selection,
  now: number,
): Promise<Map<Status, number>> {
  const { values, bind } = parameters();
  const wanted = conditions(selection, { now, how: 'pick', bind });
  const instant = at(bind(now, 'float8'));
  const rows = await query<{ status: Status; count: number }>(
    `select case when c.status not in ('upcoming', 'due') then c.status
        when d.closes_at + c.grace_ms * interval '1 millisecond' <= ${instant} then 'overdue'
        when d.opens_at <= ${instant} then 'due' else c.status end as status, count(*)::int as count
     from commitment c join deadline d on d.commitment_id = c.id and d.superseded_at is null
     where ${['true', ...wanted].join(' and ')} group by 1`,
    values,
  );
  return new Map(rows.map(({ status, count }) => [status, count]));
}
