/** What a message needs to tell about a commitment, a batch at a time. */
import type { Precision } from '../domain/deadline/types.ts';
import { ms, type Query } from './database.ts';

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
  readonly explanation: string;
  readonly precision: Precision | null;
  /** Whether any evidence is made up for a demonstration. */
  readonly exampleData: boolean;
  /** Why the deadline was last moved; null for a first date. */
  readonly movedWhy: string | null;
}

export async function readStories(query: Query, ids: readonly number[]): Promise<Map<number, Story>> {
  const rows = await query<Story>(
    `select c.id, c.title, s.quote, p.name as speaker, s.speaker_role as "speakerRole", ${ms('s.said_at')} as "saidAt",
       s.zone as "saidZone", src.title as "sourceTitle", src.publisher, src.url as "sourceUrl",
       array(select party.name from commitment_party cp join party on party.id = cp.party_id
         where cp.commitment_id = c.id and cp.role = 'committer' order by party.name) as committers,
       d.explanation, d.precision, case when d.version > 1 then d.reason end as "movedWhy",
       exists (select 1 from evidence e where e.commitment_id = c.id and e.example_data) as "exampleData"
     from commitment c join statement s on s.id = c.statement_id join party p on p.id = s.speaker_id
     join source src on src.id = s.source_id
     join deadline d on d.commitment_id = c.id and d.superseded_at is null
     where c.id = any($1::int[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
