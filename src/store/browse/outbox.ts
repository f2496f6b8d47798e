/** The outbox for reading: deliveries newest first, and one with its attempts. Instants are epoch milliseconds. */
import { ALERT_KINDS, type AlertKind } from '../../domain/alerts.ts';
import type { FeedbackKind, SendingState } from '../../domain/delivery-state.ts';
import { ms, type Query } from '../database.ts';
import type { PersonMail } from '../deliveries.ts';
import { saidWrong, wasSent } from '../told.ts';

export interface OutboxRow {
  readonly id: number;
  readonly to: string;
  /** The kind of its gravest alert; `confirm` asks whether the address agrees, the others are for who signs in here. */
  readonly kind: AlertKind | 'confirm' | PersonMail;
  /** Numbers of the commitments it tells about. */
  readonly commitments: number[];
  readonly subject: string | null;
  readonly state: SendingState;
  /** What came back since it was last sent. */
  readonly feedback: FeedbackKind[];
  /** Why it was dropped or failed. */
  readonly why: string | null;
  readonly attempts: number;
  readonly createdAt: number;
  readonly nextAttemptAt: number | null;
  readonly sentAt: number | null;
  readonly messageId: string;
  /** The last answer of the mail server; null before the first attempt. */
  readonly lastAnswer: string | null;
  /** Whether the whole message is kept here. */
  readonly kept: boolean;
}

// An alert that was dropped was not told; only of a message that was dropped whole they are all there is.
// A correction of what was never sent is told as plain news, as the message does.
const ROWS = `select d.id::float8 as id, coalesce(s.address, p.address) as to, coalesce(told.kind, d.kind) as kind,
    coalesce(told.commitments, array(select distinct g.commitment_id from handed_mail h
      join assignment g on g.id = h.assignment_id where h.delivery_id = d.id order by 1)) as commitments, d.subject, d.state, d.why, d.attempts,
    array(select f.kind from feedback f where f.delivery_id = d.id and f.round = d.round order by f.id) as feedback,
    ${ms('d.created_at')} as "createdAt", ${ms('d.next_attempt_at')} as "nextAttemptAt", ${ms('d.sent_at')} as "sentAt",
    d.message_id as "messageId", d.raw is not null as kept,
    (select answer from attempt a where a.delivery_id = d.id order by a.id desc limit 1) as "lastAnswer"
  from delivery d left join subscription s on s.id = d.subscription_id left join person p on p.id = d.person_id
  left join lateral (
    select (array_agg(spoken.kind order by array_position($1::text[], spoken.kind)))[1] as kind,
      array_agg(distinct spoken.commitment_id order by spoken.commitment_id) as commitments
    from (
      select o.commitment_id, case when o.kind = 'corrected' and split_part(o.key, '@', 1) in ('met', 'closed') and not exists (
          select 1 from alert b join occasion p on p.id = b.occasion_id where b.subscription_id = a.subscription_id
            and p.commitment_id = o.commitment_id and ${saidWrong('p', 'o')} and ${wasSent('b')})
        then split_part(o.key, '@', 1) else o.kind end as kind
      from alert a join occasion o on o.id = a.occasion_id
      where a.delivery_id = d.id and (a.state <> 'dropped' or d.state = 'dropped')) as spoken
  ) as told on d.kind = 'alerts'`;

export interface OutboxFilter {
  readonly limit: number;
  /** Only smaller numbers; null: from the newest on. */
  readonly before: number | null;
  /** Among these sending states; null: any. */
  readonly states: readonly SendingState[] | null;
  readonly address: string | null;
  readonly commitment: number | null;
}

/** Up to `limit` deliveries, newest first. */
export function outboxRows(query: Query, filter: OutboxFilter): Promise<OutboxRow[]> {
  const { limit, before, states, address, commitment } = filter;
  return query<OutboxRow>(
    `${ROWS} where ($2::bigint is null or d.id < $2::bigint) and ($4::text[] is null or d.state = any($4::text[]))
       and ($5::text is null or lower(coalesce(s.address, p.address)) = lower($5::text))
       and ($6::int is null or exists (select 1 from alert a join occasion o on o.id = a.occasion_id
         where a.delivery_id = d.id and o.commitment_id = $6::int)
         or exists (select 1 from handed_mail h join assignment g on g.id = h.assignment_id
         where h.delivery_id = d.id and g.commitment_id = $6::int))
     order by d.id desc limit $3`,
    [ALERT_KINDS, before, limit, states, address, commitment],
  );
}

export interface AttemptRow {
  readonly attemptedAt: number;
  readonly outcome: string;
  readonly answer: string;
}

/** One delivery with its attempts, oldest first, and the message as it was composed, when it is kept. */
export async function outboxRow(
  query: Query,
  id: number,
): Promise<(OutboxRow & { raw: string | null; tries: AttemptRow[] }) | null> {
  const [row] = await query<OutboxRow>(`${ROWS} where d.id = $2::bigint`, [ALERT_KINDS, id]);
  if (row === undefined) return null;
  const [kept] = await query<{ raw: string | null }>('select raw from delivery where id = $1::bigint', [id]);
  const tries = await query<AttemptRow>(
    `select ${ms('attempted_at')} as "attemptedAt", outcome, answer from attempt
     where delivery_id = $1::bigint order by id limit 200`,
    [id],
  );
  return { ...row, raw: kept?.raw ?? null, tries };
}

/** The channel as it is: paused until when and why, or null when mail may go out. */
export async function channelState(
  query: Query,
  name: string,
): Promise<{ until: number; why: string } | null> {
  const rows = await query<{ until: number; why: string | null }>(
    `select ${ms('paused_until')} as until, why from channel where name = $1 and paused_until is not null`,
    [name],
  );
  const [row] = rows;
  return row === undefined ? null : { until: row.until, why: row.why ?? '' };
}
