/** What was sent to an endpoint, with every attempt and its answer. Instants are epoch milliseconds. */
import { ms, type Query } from '../database.ts';

export interface HookDelivery {
  /** Its number in the outbox too. */
  readonly id: number;
  readonly subject: string | null;
  readonly state: string;
  readonly why: string | null;
  readonly createdAt: number;
  readonly nextAttemptAt: number | null;
  readonly sentAt: number | null;
  /** Oldest first. */
  readonly tries: readonly {
    readonly attemptedAt: number;
    readonly outcome: string;
    readonly answer: string;
  }[];
}

/** The latest hundred, newest first. */
export const hookLog = (query: Query, subscriptionId: number): Promise<HookDelivery[]> =>
  query<HookDelivery>(
    `select d.id::float8 as id, d.subject, d.state, d.why, ${ms('d.created_at')} as "createdAt",
       ${ms('d.next_attempt_at')} as "nextAttemptAt", ${ms('d.sent_at')} as "sentAt",
       (select coalesce(json_agg(json_build_object('attemptedAt', ${ms('a.attempted_at')}, 'outcome', a.outcome,
          'answer', a.answer) order by a.id), '[]') from attempt a where a.delivery_id = d.id) as tries
     from delivery d where d.subscription_id = $1::int order by d.id desc limit 100`,
    [subscriptionId],
  );
