/**
 * The newest events for a feed, in the order in which they became known: the log is walked backwards. Where few
 * commitments are asked for, theirs are looked up instead, so that a rare one is not searched for in all the log.
 */
import type { EventKind, Status } from '../../domain/record.ts';
import { ms, type Query } from '../database.ts';
import { isMeant, parameters, pickFew, type Selection } from './selection.ts';

/** Instants are epoch milliseconds. */
export interface FeedEvent {
  readonly id: string;
  readonly commitmentId: number;
  readonly kind: EventKind;
  readonly key: string;
  readonly data: unknown;
  readonly occurredAt: number;
  readonly recordedAt: number;
}

// That nobody attended to what was in hand is told to the next editor, not to who follows.
const NEWS = `e.commitment_id is not null and e.kind not in ('fact', 'erased', 'unattended')`;
const COLUMNS = `e.id::text as id, e.commitment_id as "commitmentId", e.kind, e.key, e.data,
  ${ms('e.occurred_at')} as "occurredAt", ${ms('e.recorded_at')} as "recordedAt"`;

/** Up to `limit` of them, the newest first; `kind`: only these. `now` says which group what is open belongs to. */
export async function newestEvents(
  query: Query,
  input: { selection: Selection; kind: 'overdue' | null; now: number; limit: number },
): Promise<FeedEvent[]> {
  const { selection, now } = input;
  const meant = await pickFew(query, selection, now);
  const { values, bind } = parameters();
  // The kind stands in the text, so that its partial index serves; it comes from a closed list.
  const news = input.kind === null ? NEWS : `e.commitment_id is not null and e.kind = '${input.kind}'`;
  const [from, which] =
    meant === 'all'
      ? ['event e', '']
      : meant === 'many'
        ? ['event e', `and ${isMeant('e.commitment_id', selection, { now, bind })}`]
        : [`unnest(${bind(meant, 'int[]')}) as meant(id) join event e on e.commitment_id = meant.id`, ''];
  return query<FeedEvent>(
    `select ${COLUMNS} from ${from} where ${news} ${which} order by e.id desc limit ${bind(input.limit, 'int')}`,
    values,
  );
}

/** What is said about a commitment beside what happened. */
export interface FeedFacts {
  readonly id: number;
  readonly title: string;
  readonly quote: string;
  readonly speaker: string;
  readonly unit: string | null;
  /** The status last announced. */
  readonly announced: Status;
  readonly tags: string[];
  /** How each version of its date follows from the words, ascending by version. */
  readonly explanations: string[];
  readonly exampleData: boolean;
}

export async function feedFacts(query: Query, ids: readonly number[]): Promise<Map<number, FeedFacts>> {
  const rows = await query<FeedFacts>(
    `select c.id, c.title, s.quote, p.name as speaker, c.unit, c.status as announced,
       array(select tag from commitment_tag t where t.commitment_id = c.id order by tag) as tags,
       array(select d.explanation from deadline d where d.commitment_id = c.id order by d.version) as explanations,
       exists (select 1 from evidence e where e.commitment_id = c.id and e.example_data) as "exampleData"
     from commitment c join statement s on s.id = c.statement_id join party p on p.id = s.speaker_id
     where c.id = any($1::int[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
