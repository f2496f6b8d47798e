/**
 * Deadlines in force that follow from words, with what they would be worked out from today, and the queue of those
 * that are to be worked out anew. The queue holds ids only: what counts is on record when a worker gets to it.
 */
import { OUTCOMES, type Status } from '../domain/record.ts';
import { at, ms, type Query } from './database.ts';

/** When an event happens, as it was last reported; neither: the report was an error. Instants in epoch milliseconds. */
export interface ReportedEvent {
  readonly id: number;
  /** Civil date. */
  readonly happenedOn: string | null;
  readonly happenedAt: number | null;
  readonly note: string | null;
}

/** Instants are epoch milliseconds. */
export interface StoredDeadline {
  readonly commitmentId: number;
  readonly title: string;
  readonly status: Status;
  readonly version: number;
  readonly phrase: string;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly zone: string;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  readonly anchor: string | null;
  readonly offset: string | null;
  readonly working: boolean;
  readonly anchorEventId: number | null;
  readonly calendar: string | null;
  readonly calendarId: number | null;
  readonly reviewAt: number | null;
  readonly saidAt: number;
  readonly saidZone: string;
  readonly saidLocale: string | null;
  /** The last report about the event that the words name; null when there is none. */
  readonly event: ReportedEvent | null;
}

type Row = Omit<StoredDeadline, 'event'> & {
  eventId: number | null;
  happenedOn: string | null;
  happenedAt: number | null;
  note: string | null;
};

// The day to look again stays with the words: it counts again when the event turns out to be none.
const REVIEW = `(case when d.anchor_event_id is null then d.review_at else (select v.review_at from deadline v
  where v.commitment_id = d.commitment_id and v.cause = 'stated' order by v.version desc limit 1) end)`;
// Rows older than the columns for it are the first words of their statement; of later ones nobody kept when they
// were said, and all that is left is when they were recorded.
const SELECT = `select d.commitment_id as "commitmentId", c.title, c.status, d.version, d.phrase, d.rule,
  d.rule_version as "ruleVersion", d.zone, ${ms('d.opens_at')} as "opensAt", ${ms('d.closes_at')} as "closesAt",
  d.anchor, d.anchor_offset as "offset", d.working, d.anchor_event_id as "anchorEventId", w.name as calendar,
  d.calendar_id as "calendarId", ${ms(REVIEW)} as "reviewAt",
  ${ms('coalesce(d.said_at, case when d.version = 1 then s.said_at else d.recorded_at end)')} as "saidAt",
  coalesce(d.said_zone, case when d.version = 1 then s.zone else d.zone end) as "saidZone",
  d.said_locale as "saidLocale", e.id as "eventId", e.happened_on::text as "happenedOn",
  ${ms('e.happened_at')} as "happenedAt", e.note
  from deadline d join commitment c on c.id = d.commitment_id join statement s on s.id = c.statement_id
  left join working_calendar w on w.id = d.calendar_id
  left join lateral (select * from anchor_event a where d.anchor is not null and a.commitment_id = d.commitment_id
    and a.anchor = d.anchor order by a.id desc limit 1) e on true
  where d.superseded_at is null and d.phrase is not null`;
// Dates that a person set or chose are no rule's to move; of a series only the first occurrence is what words say.
const BY_RULE = `and d.rule <> 'by-hand' and not d.chosen and (d.said_at is not null or d.version = 1)
  and (c.occurrence is null or c.occurrence = 1)`;
const OPEN = `and c.status <> all('{${OUTCOMES.join(',')}}')`;

const stored = ({ eventId, happenedOn, happenedAt, note, ...row }: Row): StoredDeadline => ({
  ...row,
  event: eventId === null ? null : { id: eventId, happenedOn, happenedAt, note },
});

/** The deadline in force of one commitment; null when it follows from no words. */
export async function storedDeadline(query: Query, commitmentId: number): Promise<StoredDeadline | null> {
  const rows = await query<Row>(`${SELECT} and d.commitment_id = $1`, [commitmentId]);
  return rows[0] === undefined ? null : stored(rows[0]);
}

/** Which deadlines to read; without `calendar` all that follow from words by a rule. */
export interface Page {
  /** Commitments with a greater number. */
  readonly after: number;
  readonly limit: number;
  /** Only what counts by the calendar of this name. */
  readonly calendar?: string | undefined;
}

/**
 * Deadlines in force of open commitments that a rule gave, ascending by commitment, out of the next `limit` that are
 * on record; `last` is where the next page goes on, null after the last one.
 */
export async function deadlinesByRule(
  query: Query,
  { after, limit, calendar }: Page,
): Promise<{ deadlines: StoredDeadline[]; last: number | null }> {
  const counting = calendar === undefined ? 'phrase is not null' : 'calendar_id is not null';
  // The numbers first: joined in one statement the planner may read and sort all that is left for every page.
  const next = await query<{ id: number }>(
    `select commitment_id as id from deadline where superseded_at is null and ${counting} and commitment_id > $1
     order by commitment_id limit $2`,
    [after, limit],
  );
  if (next.length === 0) return { deadlines: [], last: null };
  const ids = next.map(({ id }) => id);
  const named = calendar === undefined ? '' : 'and w.name = $2';
  const rows = await query<Row>(
    `${SELECT} ${BY_RULE} ${OPEN} and d.commitment_id = any($1::int[]) ${named} order by d.commitment_id`,
    calendar === undefined ? [ids] : [ids, calendar],
  );
  return { deadlines: rows.map(stored), last: next.length < limit ? null : (ids.at(-1) ?? null) };
}

/** The same of one commitment, settled or not; null when its date is no rule's to move. */
export async function deadlineByRule(query: Query, commitmentId: number): Promise<StoredDeadline | null> {
  const rows = await query<Row>(`${SELECT} ${BY_RULE} and d.commitment_id = $1`, [commitmentId]);
  return rows[0] === undefined ? null : stored(rows[0]);
}

/**
 * Asks the workers to work out the deadlines of these commitments anew: at once, whatever the clock says of the machine
 * that looks. `now` is epoch milliseconds.
 */
export async function requestDerivations(
  query: Query,
  ids: readonly number[],
  { by, now }: { by: string; now: number },
): Promise<void> {
  await query(
    `insert into derivation (commitment_id, requested_at, requested_by, not_before_at)
     select id, ${at('$2')}, $3, to_timestamp(0) from unnest($1::int[]) as wanted(id)`,
    [ids, now, by],
  );
}

export interface DerivationRequest {
  readonly id: string;
  readonly commitmentId: number;
  readonly requestedBy: string;
}

/** Takes the oldest request that may be worked on, until the transaction ends; requests that others hold are skipped. */
export async function claimDerivation(query: Query, now: number): Promise<DerivationRequest | null> {
  const rows = await query<DerivationRequest>(
    `select id::text, commitment_id as "commitmentId", requested_by as "requestedBy" from derivation
     where not_before_at <= ${at('$1')} order by not_before_at, id limit 1 for update skip locked`,
    [now],
  );
  return rows[0] ?? null;
}

/** The request is done. */
export async function finishDerivation(query: Query, id: string): Promise<void> {
  await query('delete from derivation where id = $1::bigint', [id]);
}

/** The request could not be done: its error is kept, and it comes up again at `notBeforeAt` (epoch milliseconds). */
export async function postponeDerivation(
  query: Query,
  request: { id: string; fault: string; notBeforeAt: number },
): Promise<void> {
  await query(`update derivation set fault = $2, not_before_at = ${at('$3')} where id = $1::bigint`, [
    request.id,
    request.fault.slice(0, 500),
    request.notBeforeAt,
  ]);
}
