/** What a message needs to tell about a commitment, a batch at a time. */
import type { Precision } from '../domain/deadline/types.ts';
import type { Support } from '../domain/record.ts';
import { type Beside, readBeside } from './beside.ts';
import { ms, type Query } from './database.ts';

/** What shows that something happened. */
export interface StoryEvidence {
  readonly note: string | null;
  readonly url: string | null;
  readonly support: Support;
  readonly recordedBy: string;
  readonly happenedAt: number;
}
/** The newest pieces of evidence that a message names; the page has them all. */
const EVIDENCE_TOLD = 3;

/** The words around a commitment. Instants are epoch milliseconds. */
export interface Story {
  readonly id: number;
  readonly title: string;
  readonly quote: string;
  readonly speaker: string;
  readonly speakerRole: string | null;
  readonly saidAt: number;
  readonly saidZone: string;
  readonly sourceTitle: string;
  readonly publisher: string | null;
  readonly sourceUrl: string | null;
  readonly committers: string[];
  /** In the order of the names. */
  readonly committerIds: number[];
  readonly explanation: string;
  readonly rule: string;
  readonly precision: Precision | null;
  /** Whether any evidence is made up for a demonstration. */
  readonly exampleData: boolean;
  /** Why the deadline was last moved; null for a first date. */
  readonly movedWhy: string | null;
  /** Link to what shows the event that the deadline follows from; null without one. */
  readonly eventUrl: string | null;
  /** The reason of the decision in force, about the whole or else about a side; null when none is. */
  readonly decidedWhy: string | null;
  /** Why the latest decision that was taken back was, and when that was recorded; null when none was. */
  readonly takenBackWhy: string | null;
  readonly takenBackAt: number | null;
  /** Latest recorded first, without what was withdrawn and what shows nothing but a decision or an amount that counts no more. */
  readonly evidence: readonly StoryEvidence[];
  /** Parts, what it is a part of, objections; null for nearly all. */
  readonly beside: Beside | null;
}

const overruled = (about: string): string => `exists (select 1 from objection o
  join objection_answer a on a.objection_id = o.id and a.outcome = 'upheld' where ${about})`;
const withdrawn = (evidence: string): string =>
  `exists (select 1 from evidence_withdrawal w where w.evidence_id = ${evidence})`;

/** Whether decision `v` counts: not taken back, not overruled, approved where it has to be, and nothing under it withdrawn. */
const counts = (v: string): string => `${v}.outcome is not null
  and not exists (select 1 from verdict back where back.reverses_id = ${v}.id)
  and not ${overruled(`o.verdict_id = ${v}.id`)} and not ${withdrawn(`${v}.evidence_id`)}
  and (not ${v}.needs_approval or exists (select 1 from approval p where p.verdict_id = ${v}.id and p.approved))`;

/** Whether `e` shows anything: not withdrawn, and not only beside a decision or an amount that does not count. */
const shows = (e: string): string => `not ${withdrawn(`${e}.id`)}
  and not exists (select 1 from verdict v where v.commitment_id = ${e}.commitment_id and v.evidence_id = ${e}.id
    and not (${counts('v')}))
  and not exists (select 1 from progress n where n.commitment_id = ${e}.commitment_id and n.evidence_id = ${e}.id
    and ${overruled('o.progress_id = n.id')})`;

async function readEvidence(query: Query, ids: readonly number[]): Promise<Map<number, StoryEvidence[]>> {
  const rows = await query<StoryEvidence & { commitmentId: number }>(
    `select wanted.id as "commitmentId", e.note, e.url, e.support, e.recorded_by as "recordedBy",
       ${ms('e.happened_at')} as "happenedAt"
     from unnest($1::int[]) as wanted(id) cross join lateral (
       select * from evidence where commitment_id = wanted.id and ${shows('evidence')}
       order by recorded_at desc, id desc limit $2::int) e
     order by wanted.id, e.recorded_at desc, e.id desc`,
    [ids, EVIDENCE_TOLD],
  );
  const byCommitment = new Map<number, StoryEvidence[]>();
  for (const { commitmentId, ...evidence } of rows) {
    const known = byCommitment.get(commitmentId);
    if (known === undefined) byCommitment.set(commitmentId, [evidence]);
    else known.push(evidence);
  }
  return byCommitment;
}

export async function readStories(query: Query, ids: readonly number[]): Promise<Map<number, Story>> {
  const rows = await query<Omit<Story, 'evidence' | 'beside'>>(
    `select c.id, c.title, s.quote, p.name as speaker, s.speaker_role as "speakerRole", ${ms('s.said_at')} as "saidAt",
       s.zone as "saidZone", src.title as "sourceTitle", src.publisher, src.url as "sourceUrl",
       array(select party.name from commitment_party cp join party on party.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer' order by party.name) as committers,
       array(select party.id from commitment_party cp join party on party.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer' order by party.name) as "committerIds",
       d.explanation, d.rule, d.precision, case when d.version > 1 then d.reason end as "movedWhy",
       (select a.url from anchor_event a where a.id = d.anchor_event_id) as "eventUrl",
       (select v.reason from verdict v where v.commitment_id = c.id and ${counts('v')}
         order by v.party_id is null desc, v.id desc limit 1) as "decidedWhy",
       back.reason as "takenBackWhy", ${ms('back.recorded_at')} as "takenBackAt",
       exists (select 1 from evidence e where e.commitment_id = c.id and e.example_data) as "exampleData"
     from commitment c join statement s on s.id = c.statement_id join party p on p.id = s.speaker_id
     join source src on src.id = s.source_id
     join deadline d on d.commitment_id = c.id and d.superseded_at is null
     left join lateral (select v.reason, v.recorded_at from verdict v
       where v.commitment_id = c.id and v.reverses_id is not null order by v.id desc limit 1) back on true
     where c.id = any($1::int[])`,
    [ids],
  );
  const evidence = await readEvidence(query, ids);
  const beside = await readBeside(query, ids);
  return new Map(
    rows.map((row) => [
      row.id,
      { ...row, evidence: evidence.get(row.id) ?? [], beside: beside.get(row.id) ?? null },
    ]),
  );
}
