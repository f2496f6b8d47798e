/**
 * Commitment records as the pure core wants them, a batch at a time: four set-based reads, whatever the size; and
 * more of them only for what few commitments have.
 */
import {
  type CommitmentRecord,
  type Comparator,
  type CriterionFact,
  type DeadlineVersion,
  NO_MORE,
  type Outcome,
  type PartsRule,
  type ProgressFact,
  type Support,
  type VerdictFact,
} from '../domain/record.ts';
import { at, ms, type Query } from './database.ts';
import { readMore } from './more-facts.ts';

interface Row {
  id: number;
  comparator: Comparator | null;
  quantity: number | null;
  unit: string | null;
  perParty: boolean;
  partsRule: PartsRule;
  conditional: boolean;
  weighedLater: boolean;
  decides: Support;
  measurable: boolean;
  hasMore: boolean;
  hasParts: boolean;
  graceMs: number;
  seriesId: number | null;
  occurrence: number | null;
  recordedAt: number;
  recordedBy: string;
  knownUntil: number;
}
type Of<T> = T & { commitmentId: number };

/**
 * Whether it is from before conditions were weighed. The log says so for good: what is younger became a fact before
 * anything could happen to it, what is older only when facts came into the log. And only an older condition can have
 * been reported as open first.
 */
const WEIGHED_LATER = `case when c.condition is null or not c.weighed or not c.has_more then false else
    exists (select from event f join event r on r.commitment_id = c.id and r.key = 'recorded' and r.id < f.id
      where f.commitment_id = c.id and f.key = 'fact:commitment:' || c.id)
    or 'open' = (select state from condition_report where commitment_id = c.id order by id limit 1) end`;

const COLUMNS = `c.id, c.comparator, c.quantity::float8 as quantity, c.unit, c.per_party as "perParty",
  c.parts_rule as "partsRule", c.condition is not null and c.weighed as conditional, ${WEIGHED_LATER} as "weighedLater", c.decides, c.measurable,
  c.has_more as "hasMore", c.has_parts as "hasParts", c.grace_ms::float8 as "graceMs", c.series_id as "seriesId", c.occurrence, ${ms('c.recorded_at')} as "recordedAt", c.recorded_by as "recordedBy",
  ${ms('c.known_until')} as "knownUntil"`;

/** Asked of few: a date that somebody stated goes back to nothing else. */
const ORIGIN = `case when cause <> 'stated' then jsonb_build_object('cause', cause, 'rule', rule || '/' || rule_version,
  'anchor', anchor, 'happened', (select coalesce(to_jsonb(happened_on), to_jsonb(${ms('happened_at')}))
    from anchor_event where id = anchor_event_id)) end`;

function group<T extends { commitmentId: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.commitmentId);
    if (group === undefined) groups.set(row.commitmentId, [row]);
    else group.push(row);
  }
  return groups;
}

async function assemble(query: Query, rows: readonly Row[]): Promise<CommitmentRecord[]> {
  if (rows.length === 0) return [];
  const ids = [rows.map((row) => row.id)];
  const deadlines = await query<
    Of<Omit<DeadlineVersion, 'window'>> & { opensAt: number | null; closesAt: number | null }
  >(
    `select commitment_id as "commitmentId", version, ${ms('opens_at')} as "opensAt",
       ${ms('closes_at')} as "closesAt", anchor is not null and opens_at is null as pending, zone,
       ${ms('review_at')} as "reviewAt", ${ORIGIN} as origin, ${ms('recorded_at')} as "recordedAt",
       recorded_by as "recordedBy"
     from deadline where commitment_id = any($1::int[]) order by commitment_id, version`,
    ids,
  );
  const progress = await query<Of<ProgressFact>>(
    `select p.commitment_id as "commitmentId", p.id, p.amount::float8 as amount, p.party_id as "partyId",
       p.claim_id as "claimId", p.claimed_by_id as "claimedById", e.support, e.origin, p.evidence_id as "evidenceId",
       ${ms('p.happened_at')} as "happenedAt", ${ms('p.recorded_at')} as "recordedAt", p.recorded_by as "recordedBy"
     from progress p join evidence e on e.id = p.evidence_id where p.commitment_id = any($1::int[]) order by p.id`,
    ids,
  );
  const verdicts = await query<Of<Omit<VerdictFact, 'outcome'>> & { outcome: Outcome | null }>(
    `select commitment_id as "commitmentId", id, outcome, reverses_id as "reversesId",
       party_id as "partyId", evidence_id as "evidenceId", needs_approval as "needsApproval",
       ${ms('happened_at')} as "happenedAt", ${ms('recorded_at')} as "recordedAt", recorded_by as "recordedBy"
     from verdict where commitment_id = any($1::int[]) order by id`,
    ids,
  );
  const perParty = rows.filter((row) => row.perParty).map((row) => row.id);
  const committers =
    perParty.length === 0
      ? []
      : await query<{ commitmentId: number; partyId: number }>(
          `select commitment_id as "commitmentId", party_id as "partyId" from commitment_party
             where commitment_id = any($1::int[]) and role = 'committer' order by party_id`,
          [perParty],
        );
  const byId = {
    deadlines: group(deadlines),
    progress: group(progress),
    verdicts: group(verdicts),
    committers: group(committers),
  };
  const having = (which: (row: Row) => boolean): number[] => rows.filter(which).map((row) => row.id);
  const more = await readMore(
    query,
    having((row) => row.hasMore),
  );
  const parts = await readParts(
    query,
    having((row) => row.hasParts),
  );
  return rows.map((row) => ({
    id: row.id,
    target:
      row.comparator === null || row.quantity === null || row.unit === null
        ? null
        : { comparator: row.comparator, quantity: row.quantity, unit: row.unit, perParty: row.perParty },
    committers: (byId.committers.get(row.id) ?? []).map((party) => party.partyId),
    partsRule: row.partsRule,
    conditional: row.conditional,
    weighedLater: row.weighedLater,
    criteria: [firstCriterion(row), ...(more.get(row.id)?.criteria ?? [])],
    more: more.get(row.id)?.facts ?? NO_MORE,
    parts: parts.get(row.id) ?? [],
    graceMs: row.graceMs,
    occurrence:
      row.seriesId === null || row.occurrence === null
        ? null
        : { series: row.seriesId, number: row.occurrence },
    recordedAt: row.recordedAt,
    recordedBy: row.recordedBy,
    knownUntil: row.knownUntil,
    deadlines: (byId.deadlines.get(row.id) ?? []).map(({ opensAt, closesAt, ...deadline }) => ({
      ...deadline,
      window: opensAt === null || closesAt === null ? null : { opensAt, closesAt },
    })),
    progress: byId.progress.get(row.id) ?? [],
    verdicts: byId.verdicts.get(row.id) ?? [],
  }));
}

/** What counts as fulfilled as it was recorded with the commitment. */
const firstCriterion = ({ decides, measurable, recordedAt, recordedBy }: Row): CriterionFact => ({
  ...{ version: 1, decides, measurable, recordedAt, recordedBy },
});

/** The records of what these commitments consist of, by the id of the whole. */
async function readParts(query: Query, ids: readonly number[]): Promise<Map<number, CommitmentRecord[]>> {
  const parts = new Map<number, CommitmentRecord[]>();
  if (ids.length === 0) return parts;
  const rows = await query<Row & { parentId: number }>(
    `select ${COLUMNS}, c.parent_id as "parentId" from commitment c where c.parent_id = any($1::int[]) order by c.id`,
    [ids],
  );
  const records = await assemble(query, rows);
  records.forEach((record, index) => {
    const whole = rows[index]?.parentId ?? 0;
    parts.set(whole, [...(parts.get(whole) ?? []), record]);
  });
  return parts;
}

/** Something that has parts, and how far it has been announced (epoch milliseconds). */
export interface Whole {
  readonly id: number;
  readonly knownUntil: number;
}

/** Locks commitment `id` and all that it is a part of, from the nearest upwards. */
export async function lockUpwards(query: Query, id: number | null): Promise<Whole[]> {
  const wholes: Whole[] = [];
  for (let next = id; next !== null; ) {
    const [whole] = await query<Whole & { parentId: number | null }>(
      `select id, parent_id as "parentId", ${ms('known_until')} as "knownUntil" from commitment
       where id = $1 for update`,
      [next],
    );
    if (whole === undefined) return wholes;
    wholes.push({ id: whole.id, knownUntil: whole.knownUntil });
    next = whole.parentId;
  }
  return wholes;
}

/** Locks all that commitment `id` is a part of, from the nearest whole upwards. */
export async function lockWholes(query: Query, id: number): Promise<Whole[]> {
  const [part] = await query<{ parentId: number | null }>(
    `select parent_id as "parentId" from commitment where id = $1`,
    [id],
  );
  return lockUpwards(query, part?.parentId ?? null);
}

/**
 * Claims up to `limit` commitments whose next check has come by `now` and returns their records. The rows stay
 * locked until the transaction ends; rows that another sweep holds are skipped.
 */
export async function claimDue(query: Query, now: number, limit: number): Promise<CommitmentRecord[]> {
  const rows = await query<Row>(
    `select ${COLUMNS} from commitment c where c.id = any(array(
       select id from commitment where next_check_at <= ${at('$1')}
       order by next_check_at, id limit $2 for update skip locked))`,
    [now, limit],
  );
  return assemble(query, rows);
}

/** Locks one commitment and returns its record, or null when there is none. */
export async function lockRecord(query: Query, id: number): Promise<CommitmentRecord | null> {
  const rows = await query<Row>(`select ${COLUMNS} from commitment c where c.id = $1 for update`, [id]);
  return (await assemble(query, rows))[0] ?? null;
}

/** Records for reading, unlocked, in no particular order. */
export async function readRecords(
  query: Query,
  ids: readonly number[],
): Promise<Map<number, CommitmentRecord>> {
  const rows = await query<Row>(`select ${COLUMNS} from commitment c where c.id = any($1::int[])`, [ids]);
  return new Map((await assemble(query, rows)).map((record) => [record.id, record]));
}

/** The nearest instant at which a sweep has something to do, epoch milliseconds; null when nothing is scheduled. */
export async function nearestCheck(query: Query): Promise<number | null> {
  const rows = await query<{ at: number | null }>(
    `select ${ms('min(next_check_at)')} as at from commitment where next_check_at is not null`,
  );
  return rows[0]?.at ?? null;
}
