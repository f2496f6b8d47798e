/** The mail to a colleague about what was handed to them: queueing it, and what it has to tell. Instants are epoch milliseconds. */
import { at, ms, type Query } from './database.ts';

/**
 * Queues word of hand-over `assignmentId`, to be run in its transaction; returns when the message may go, or null when
 * nobody is to be told: nobody of that name signs in here, or it is who did it. What is handed to one person within
 * `waitMs` of the last, and within `mostMs` of the first, shares one message.
 */
export async function queueHanded(
  query: Query,
  of: {
    assignmentId: number;
    to: string;
    by: string;
    now: number;
    host: string;
    waitMs: number;
    mostMs: number;
  },
): Promise<number | null> {
  const rows = await query<{ at: number }>(
    // Whoever is just sending the open one is waited for: it is then no longer open, and another is begun.
    `with whom as (
       select id from person where name = $2 and state = 'active' and lower(name) <> lower(btrim($3))),
     open as (
       select d.id from delivery d join whom on whom.id = d.person_id
       where d.kind = 'handed' and d.state = 'queued' and d.attempts = 0 and d.round = 0
         and d.created_at > ${at('($4::float8 - $7::float8)')}
       order by d.id desc limit 1 for update of d),
     waits as (
       update delivery set next_attempt_at = ${at('($4::float8 + $6::float8)')} where id in (select id from open)
       returning id, next_attempt_at),
     begun as (
       insert into delivery (kind, person_id, message_id, state, next_attempt_at, created_at)
       select 'handed', id, '<' || gen_random_uuid() || '@' || $5 || '>', 'queued',
         ${at('($4::float8 + $6::float8)')}, ${at('$4')}
       from whom where not exists (select from open) returning id, next_attempt_at),
     mail as (select * from waits union all select * from begun),
     told as (insert into handed_mail (assignment_id, delivery_id) select $1::int, id from mail)
     select ${ms('next_attempt_at')} as at from mail`,
    [of.assignmentId, of.to, of.by, of.now, of.host, of.waitMs, of.mostMs],
  );
  return rows[0]?.at ?? null;
}

/** One hand-over that a message is about. */
export interface Handed {
  readonly commitmentId: number;
  readonly by: string;
  readonly note: string;
  /** Whether it has been handed on, handed over again or given back since. */
  readonly handedOn: boolean;
}

/** What message `deliveryId` is about, in the order in which it was handed over. */
export const handedIn = (query: Query, deliveryId: string | number): Promise<Handed[]> =>
  query<Handed>(
    `select a.commitment_id as "commitmentId", a.recorded_by as by, a.note,
       exists (select from assignment later where later.commitment_id = a.commitment_id and later.id > a.id) as "handedOn"
     from handed_mail h join assignment a on a.id = h.assignment_id where h.delivery_id = $1::bigint order by a.id`,
    [deliveryId],
  );

/** Who has been or will be told of hand-overs of commitment `id`, one name for each, the oldest first. */
export async function toldOfHandOvers(query: Query, id: number): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select p.name from assignment a join handed_mail h on h.assignment_id = a.id
       join delivery d on d.id = h.delivery_id join person p on p.id = d.person_id
     where a.commitment_id = $1::int order by a.id`,
    [id],
  );
  return rows.map(({ name }) => name);
}
