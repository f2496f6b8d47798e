/**
 * Writing down what a batch of assessments says: statuses, events and the outbox in one statement. Unique keys
 * have the last word, so what is already written is never written twice.
 */
import type { Occasion } from '../domain/alerts.ts';
import type { Assessment } from '../domain/assess.ts';
import type { Moment } from '../domain/chronicle.ts';
import type { Query } from './database.ts';

/** One commitment to write down. */
export interface Announcement {
  readonly id: number;
  readonly assessment: Pick<Assessment, 'status' | 'late' | 'nextCheckAt' | 'at' | 'disputed'>;
  readonly moments: readonly Moment[];
  readonly occasions: readonly Occasion[];
}

const CHANGED = `changed as (
  update commitment c set status = n.status, late = n.late, next_check_at = to_timestamp(n.next_check::float8 / 1000),
    known_until = to_timestamp(n.at::float8 / 1000), disputed = n.disputed, fault = null, fault_at = null
  from unnest($1::int[], $2::text[], $3::bool[], $4::float8[], $5::float8[], $6::bool[])
    as n(id, status, late, next_check, at, disputed)
  where c.id = n.id returning 1)`;
const LOGGED = `
  insert into event (commitment_id, kind, key, occurred_at, recorded_at, actor, data)
  select e.id, e.kind, e.key, to_timestamp(e.occurred / 1000), to_timestamp(e.recorded / 1000), e.actor, e.data::jsonb
  from unnest($7::int[], $8::text[], $9::text[], $10::float8[], $11::float8[], $12::text[], $13::text[])
    as e(id, kind, key, occurred, recorded, actor, data)`;
// Nobody to tell, nothing to put in the outbox: an occasion only reaches who was there when it arose.
const TOLD = `
  insert into occasion (commitment_id, kind, key, version, lead_days, corrects, occurred_at, created_at, actor)
  select o.id, o.kind, o.key, o.version, o.lead, string_to_array(o.corrects, ','),
    to_timestamp(o.occurred / 1000), to_timestamp(o.created / 1000), o.actor
  from unnest($14::int[], $15::text[], $16::text[], $17::int[], $18::int[], $19::text[], $20::float8[], $21::float8[], $22::text[])
    as o(id, kind, key, version, lead, corrects, occurred, created, actor)
  where exists (select 1 from subscription where state = 'active')`;
/** What to do about an event or an occasion that is already written. */
type Repeated = 'skip' | 'refuse';
const SKIP = {
  logged: 'on conflict (commitment_id, key) do nothing',
  told: 'on conflict (commitment_id, kind, key) do nothing',
};
const REFUSE = { logged: '', told: '' };
const statement = (repeated: typeof SKIP): string => `with ${CHANGED},
  logged as (${LOGGED} ${repeated.logged} returning 1), told as (${TOLD} ${repeated.told} returning 1)
  select (select count(*)::int from changed) as changed, (select count(*)::int from logged) as events,
    (select count(*)::int from told) as occasions`;
const STATEMENTS: Record<Repeated, string> = { skip: statement(SKIP), refuse: statement(REFUSE) };

/** Who is named as actor of what time alone brought. */
export const TIME = 'time';

type Field = string | number | boolean | null;

function element(field: Field): string {
  if (typeof field !== 'string') return field === null ? 'NULL' : String(field);
  return /["\\]/.test(field) ? `"${field.replaceAll(/["\\]/g, '\\$&')}"` : `"${field}"`;
}

/**
 * Rows turned into one PostgreSQL array a column, for `unnest`. Written here as text, because the driver builds
 * its arrays out of so many small strings that collecting them costs as much as judging the batch.
 */
function arrays(fields: number, rows: readonly (readonly Field[])[]): string[] {
  return Array.from(
    { length: fields },
    (_, field) => `{${rows.map((row) => element(row[field] ?? null)).join(',')}}`,
  );
}

/**
 * Writes the batch and returns how many rows of each kind were new. Nothing is ever written twice: what is there
 * already is skipped, or makes the database refuse the whole batch, which is cheaper while nothing is.
 */
export async function writeAnnouncements(
  query: Query,
  batch: readonly Announcement[],
  repeated: Repeated,
): Promise<{ changed: number; events: number; occasions: number }> {
  const statuses: Field[][] = [];
  const events: Field[][] = [];
  const outbox: Field[][] = [];
  for (const { id, assessment, moments, occasions } of batch) {
    const { status, late, nextCheckAt, at, disputed } = assessment;
    statuses.push([id, status, late, nextCheckAt, at, disputed]);
    for (const { kind, key, occurredAt, knownAt, actor, data } of moments) {
      // What people report was recorded when they reported it; what time brings, when it was noticed.
      const recordedAt = actor === null ? at : knownAt;
      events.push([id, kind, key, occurredAt, recordedAt, actor ?? TIME, JSON.stringify(data)]);
    }
    for (const { kind, key, version, leadDays, corrects, occurredAt, actor } of occasions)
      outbox.push([id, kind, key, version, leadDays, corrects.join(','), occurredAt, at, actor]);
  }
  const rows = await query<{ changed: number; events: number; occasions: number }>(STATEMENTS[repeated], [
    ...arrays(6, statuses),
    ...arrays(7, events),
    ...arrays(9, outbox),
  ]);
  return rows[0] ?? { changed: 0, events: 0, occasions: 0 };
}

/** Sets a row aside that could not be judged: its error is kept and it is looked at again at `retryAt`. */
export async function setAside(
  query: Query,
  row: { id: number; fault: string; now: number; retryAt: number },
): Promise<void> {
  await query(
    `update commitment set fault = $2, fault_at = to_timestamp($3::float8 / 1000),
       next_check_at = to_timestamp($4::float8 / 1000) where id = $1`,
    [row.id, row.fault.slice(0, 500), row.now, row.retryAt],
  );
}
