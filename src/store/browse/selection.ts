/** Which commitments a feed or a calendar is about, as SQL: each filter picks by its own index. */
import type { Status } from '../../domain/record.ts';
import { at } from '../database.ts';

/** Null, false or absent: whichever. */
export interface Selection {
  /** What this party said or must do. */
  readonly partyId: number | null;
  /** As it is stored, in small letters. */
  readonly tag: string | null;
  readonly sourceId: number | null;
  readonly commitmentId: number | null;
  readonly disputed: boolean;
  /** Among these. */
  readonly ids: readonly number[] | null;
  /** Which by the clock have one of these. */
  readonly statuses: readonly Status[] | null;
  /** With a target above this; of the same unit, in small letters, where one is given. */
  readonly above: { readonly quantity: number; readonly unit: string | null } | null;
}

export const EVERYTHING: Selection = {
  ...{ partyId: null, tag: null, sourceId: null, commitmentId: null },
  ...{ disputed: false, ids: null, statuses: null, above: null },
};

/** How an open row stands by the clock, where a sweep may be late; settled and undated ones stay what they are. */
const statusAt = (now: string): string => `case when c.status not in ('upcoming', 'due') then c.status
  when d.closes_at + c.grace_ms * interval '1 millisecond' <= ${now} then 'overdue'
  when d.opens_at <= ${now} then 'due' else c.status end`;

/**
 * The conditions for `commitment c` with its deadline in force `d`, `true` when there are none. `bind` keeps a value
 * and returns its place; `now` is in epoch milliseconds.
 */
export function conditions(
  selection: Selection,
  now: number,
  bind: (value: unknown, type: string) => string,
): string {
  const { partyId, tag, sourceId, commitmentId, disputed, ids, statuses, above } = selection;
  const all: string[] = [];
  if (commitmentId !== null) all.push(`c.id = ${bind(commitmentId, 'int')}`);
  if (partyId !== null) {
    const party = bind(partyId, 'int');
    all.push(`c.id in (select commitment_id from commitment_party where party_id = ${party} union all
      select said.id from statement s join commitment said on said.statement_id = s.id where s.speaker_id = ${party})`);
  }
  if (tag !== null)
    all.push(`c.id in (select commitment_id from commitment_tag where tag = ${bind(tag, 'text')})`);
  if (sourceId !== null)
    all.push(`c.statement_id in (select id from statement where source_id = ${bind(sourceId, 'int')})`);
  if (disputed) all.push('c.disputed');
  if (ids !== null) all.push(`c.id = any(${bind(ids, 'int[]')})`);
  if (statuses !== null) all.push(`${statusAt(at(bind(now, 'float8')))} = any(${bind(statuses, 'text[]')})`);
  if (above !== null) {
    all.push(`c.quantity > ${bind(above.quantity, 'numeric')}`);
    if (above.unit !== null) all.push(`lower(c.unit) = ${bind(above.unit, 'text')}`);
  }
  return all.length === 0 ? 'true' : all.join(' and ');
}

/** A statement's parameters: `bind` keeps the value and returns its place. */
export function parameters() {
  const values: unknown[] = [];
  return { values, bind: (value: unknown, type: string): string => `$${values.push(value)}::${type}` };
}
