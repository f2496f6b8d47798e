/** Whose commitments are counted, and what the counting must know of each besides its record. */
import type { Modality } from '../../domain/record.ts';
import { ms, type Query } from '../database.ts';

/** Whose track record: what a party must do, what a speaker said, what a source or a tag holds. */
export type Subject = 'party' | 'speaker' | 'source' | 'tag';

export interface Counted {
  readonly id: number;
  readonly title: string;
  readonly modality: Modality;
  readonly graceMs: number;
  /** When the words were said, epoch milliseconds. */
  readonly saidAt: number;
  /** The commitment that it is a part of. */
  readonly parentId: number | null;
}

const WHERE = {
  party: `c.id in (select cp.commitment_id from commitment_party cp join party p on p.id = cp.party_id
    where cp.role = 'committer' and p.name = $1)`,
  speaker: `s.speaker_id = (select id from party where name = $1)`,
  source: `s.source_id in (select id from source where title = $1)`,
  tag: `c.id in (select commitment_id from commitment_tag where tag = lower($1))`,
} as const satisfies Record<Subject, string>;

/** Up to `limit` commitments of the subject with ids after `after`, ascending. */
export function countedFor(
  query: Query,
  of: { subject: Subject; name: string; after: number; limit: number },
): Promise<Counted[]> {
  return query<Counted>(
    `select c.id, c.title, c.modality, c.grace_ms::float8 as "graceMs", ${ms('s.said_at')} as "saidAt",
       c.parent_id as "parentId"
     from commitment c join statement s on s.id = c.statement_id
     where ${WHERE[of.subject]} and c.id > $2 order by c.id limit $3`,
    [of.name, of.after, of.limit],
  );
}

/**
 * Every restatement on record, of whomever: an account by somebody else may join two of the subject. They are drawn by
 * hand, so that there are far fewer of them than of anything else. With `knownAt`, epoch milliseconds: as known then.
 */
export function restatements(
  query: Query,
  knownAt: number | null,
): Promise<{ fromId: number; toId: number }[]> {
  const known = (recordedAt: string): string =>
    `($1::float8 is null or ${recordedAt} <= to_timestamp($1::float8 / 1000))`;
  return query(
    `select l.from_id as "fromId", l.to_id as "toId" from commitment_link l
     where l.kind = 'restates' and l.ends_id is null and ${known('l.recorded_at')}
       and not exists (select from commitment_link e where e.ends_id = l.id and ${known('e.recorded_at')})`,
    [knownAt],
  );
}

/** Whether there is anybody or anything of this name. */
export async function subjectKnown(query: Query, subject: Subject, name: string): Promise<boolean> {
  const sql = {
    party: `select from party where name = $1`,
    speaker: `select from party where name = $1`,
    source: `select from source where title = $1`,
    tag: `select from commitment_tag where tag = lower($1)`,
  }[subject];
  const [row] = await query<{ known: boolean }>(`select exists (${sql}) as known`, [name]);
  return row?.known === true;
}

/** The id of the party of this name; null when there is none. */
export async function partyOf(query: Query, name: string): Promise<number | null> {
  const [row] = await query<{ id: number }>(`select id from party where name = $1`, [name]);
  return row?.id ?? null;
}
