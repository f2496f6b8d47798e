import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { readMigrations } from '../../src/store/migrate.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { AWAITING } from './awaiting-rows.ts';
import { BAD_SUBSCRIPTIONS } from './bad-subscriptions.ts';
import { BAD_CHAIN } from './constraints/chain.ts';
import { BAD_EVIDENCE } from './constraints/evidence.ts';
import { FOREIGN, REWRITES } from './constraints/kept.ts';
import { BAD_TASKS } from './constraints/tasks.ts';
import { BAD_TWO_SIDES, REFUSED } from './constraints/two-sides.ts';
import { BAD_WORKERS } from './constraints/workers.ts';
import { ALSO, GOOD, OTHER, type Row } from './good-rows.ts';
import { BAD_PEOPLE } from './people-rows.ts';
import { RETURNS } from './returns-rows.ts';

const target = { comparator: 'at_least', quantity: 1, unit: 'bodies' };

/** What must be impossible: the constraint that refuses it, its table, and what is wrong with the row. */
const BAD: readonly (readonly [constraint: string, table: string, wrong: Row])[] = [
  ['source_title_said', 'source', { title: '  ' }],
  ['source_url_is_web', 'source', { url: 'javascript:alert(1)' }],
  ['source_text_hashed', 'source', { text: 'words without their hash' }],
  ['party_name_said', 'party', { name: '' }],
  ['party_kind', 'party', { kind: 'animal' }],
  ['party_name_key', 'party', { name: 'Vladimir Medinsky' }],
  ['statement_quote_said', 'statement', { quote: ' ' }],
  ['statement_span', 'statement', { span_start: 5, span_end: 5 }],
  ['statement_span', 'statement', { span_start: -1, span_end: 5 }],
  ['statement_span', 'statement', { span_start: 5 }],
  ['statement_span', 'statement', { span_end: 5 }],
  ['commitment_title_said', 'commitment', { title: '' }],
  ['commitment_modality', 'commitment', { modality: 'forecast' }],
  ['commitment_modality', 'commitment', { modality: 'directive' }],
  ['commitment_modality', 'commitment', { modality: 'deed' }],
  ['commitment_force', 'commitment', { force: 'weak' }],
  ['commitment_polarity', 'commitment', { polarity: 'none' }],
  ['commitment_comparator', 'commitment', { ...target, comparator: 'more_than' }],
  ['commitment_target_whole', 'commitment', { quantity: 1 }],
  ['commitment_target_whole', 'commitment', { ...target, unit: null }],
  ['commitment_quantity_positive', 'commitment', { ...target, quantity: 0 }],
  ['commitment_quantity_positive', 'commitment', { ...target, quantity: -1 }],
  ['commitment_quantity_a_number', 'commitment', { ...target, quantity: 'NaN' }],
  ['commitment_per_party_needs_target', 'commitment', { per_party: true }],
  ['commitment_grace', 'commitment', { grace_ms: -1 }],
  ['commitment_status', 'commitment', { status: 'open' }],
  ['commitment_late_means_met', 'commitment', { status: 'overdue', late: true }],
  ['commitment_occurrence_of_series', 'commitment', { occurrence: null }],
  ['commitment_occurrence_of_series', 'commitment', { series_id: null }],
  ['commitment_occurrence_of_series', 'commitment', { occurrence: 0 }],
  ['commitment_series_id_occurrence_key', 'commitment', { occurrence: 1 }],
  ['series_title_said', 'series', { title: ' ' }],
  ['series_rrule_said', 'series', { rrule: '' }],
  ['series_lasts_unit', 'series', { lasts_unit: 'hour' }],
  ['series_lasts_count', 'series', { lasts_count: 0 }],
  ['series_made', 'series', { made: 0 }],
  ['series_dates_finite', 'series', { first_on: '-infinity' }],
  ['series_dates_finite', 'series', { next_make_at: 'infinity' }],
  ['series_end_has_reason', 'series_end', { reason: ' ' }],
  ['series_end_finite', 'series_end', { ended_on: 'infinity' }],
  ['series_end_series_id_key', 'series_end', { series_id: 1 }],
  ['commitment_party_role', 'commitment_party', { role: 'witness' }],
  ['commitment_tag_form', 'commitment_tag', { tag: 'Bodies' }],
  ['commitment_tag_form', 'commitment_tag', { tag: '' }],
  ['deadline_version', 'deadline', { version: 0 }],
  ['deadline_basis', 'deadline', { basis: 'guessed' }],
  ['deadline_precision', 'deadline', { precision: 'decade' }],
  ['deadline_opens_before_it_closes', 'deadline', { closes_at: '2025-06-09T00:00Z' }],
  ['deadline_opens_before_it_closes', 'deadline', { closes_at: '2025-06-08T00:00Z' }],
  ['deadline_window_finite', 'deadline', { opens_at: '-infinity' }],
  ['deadline_window_finite', 'deadline', { closes_at: 'infinity' }],
  ['deadline_window_whole', 'deadline', { closes_at: null }],
  ['deadline_window_whole', 'deadline', { precision: null }],
  ['deadline_anchor_has_offset', 'deadline', { anchor: 'signing' }],
  ['deadline_none_means_undated', 'deadline', { basis: 'none' }],
  ['deadline_none_means_undated', 'deadline', { opens_at: null, closes_at: null, precision: null }],
  ['deadline_revision_has_reason', 'deadline', { reason: null }],
  ['deadline_in_force_key', 'deadline', { superseded_at: null }],
  ['deadline_commitment_id_version_key', 'deadline', { version: 1 }],
  ['deadline_cause', 'deadline', { cause: 'rumour' }],
  ['deadline_event_needs_anchor', 'deadline', { anchor_event_id: 1 }],
  ['deadline_said_whole', 'deadline', { said_at: '2025-06-02T13:00Z' }],
  ['deadline_said_whole', 'deadline', { said_zone: 'UTC' }],
  ['working_calendar_name_said', 'working_calendar', { name: ' ' }],
  ['working_calendar_version', 'working_calendar', { version: 0 }],
  ['working_calendar_weekend', 'working_calendar', { weekend: [0] }],
  ['working_calendar_weekend', 'working_calendar', { weekend: [1, 2, 3, 4, 5, 6, 7] }],
  ['working_calendar_holidays', 'working_calendar', { holidays: Array(20_001).fill('2025-06-06') }],
  ['working_calendar_name_version_key', 'working_calendar', { version: 1 }],
  ['anchor_event_anchor_said', 'anchor_event', { anchor: ' ' }],
  ['anchor_event_one_time', 'anchor_event', { happened_at: '2025-06-01T13:00Z' }],
  ['anchor_event_withdrawn_says_why', 'anchor_event', { happened_on: null }],
  ['anchor_event_url_is_web', 'anchor_event', { url: 'javascript:alert(1)' }],
  ['anchor_event_finite', 'anchor_event', { happened_on: 'infinity' }],
  ['anchor_event_finite', 'anchor_event', { happened_on: null, happened_at: '-infinity' }],
  ['evidence_kind', 'evidence', { kind: 'rumour' }],
  ['evidence_support', 'evidence', { support: 'strong' }],
  ['evidence_shows_something', 'evidence', { note: null }],
  ['evidence_url_is_web', 'evidence', { url: 'file:///etc/passwd' }],
  ['evidence_after_the_fact', 'evidence', { happened_at: '2025-06-02T13:00:01Z' }],
  ['evidence_happened_finite', 'evidence', { happened_at: '-infinity' }],
  ['progress_happened_finite', 'progress', { happened_at: '-infinity' }],
  ['verdict_happened_finite', 'verdict', { happened_at: '-infinity' }],
  ['progress_amount_a_number', 'progress', { amount: 'NaN' }],
  ['progress_amount_positive', 'progress', { amount: 0 }],
  ['progress_after_the_fact', 'progress', { happened_at: '2025-06-02T13:00:01Z' }],
  ['verdict_outcome', 'verdict', { outcome: 'fine' }],
  ['verdict_or_reversal', 'verdict', { outcome: null }],
  ['verdict_or_reversal', 'verdict', { reverses_id: 1 }],
  ['verdict_has_reason', 'verdict', { reason: ' ' }],
  ['verdict_has_evidence', 'verdict', { outcome: 'not_met', evidence_id: null }],
  ['verdict_after_the_fact', 'verdict', { happened_at: '2025-06-02T13:00:01Z' }],
  ['verdict_reverses_id_key', 'verdict', { outcome: null, reverses_id: 1 }],
  ['event_kind', 'event', { kind: 'rumour' }],
  ['event_commitment_id_key_key', 'event', { key: 'due:v1' }],
  ['occasion_kind', 'occasion', { kind: 'rumour' }],
  ['occasion_commitment_id_kind_key_key', 'occasion', { key: 'due:v1' }],
  ...BAD_SUBSCRIPTIONS,
  ['alert_state', 'alert', { state: 'lost' }],
  ...RETURNS,
  ...BAD_TWO_SIDES,
  ...BAD_EVIDENCE,
  ...BAD_CHAIN,
  ...BAD_PEOPLE,
  ...BAD_TASKS,
  ...BAD_WORKERS,
  ['attempt_outcome', 'attempt', { outcome: 'perhaps' }],
];

/** What is asked of every decision, and what was asked before of success: a row that breaks the second breaks both. */
const [STRICTER, SHADOWED] = ['verdict_has_evidence', 'verdict_met_has_evidence'];

/** Every constraint and trigger that a row above is refused by, and those that refuse nothing. */
const TRIED = new Set<string>([
  ...[...BAD, ...REWRITES, ...FOREIGN, ...REFUSED].map(([name]) => name),
  ...[SHADOWED, ...AWAITING],
]);

let client: pg.Client;
let drop: () => Promise<void>;

const insert = (table: string, row: Row) => {
  const columns = Object.keys(row);
  const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
  return client.query(text, Object.values(row));
};

/** Does it and takes it back; returns the error, or null when it was taken. */
async function attempt(work: () => Promise<unknown>): Promise<pg.DatabaseError | null> {
  await client.query('begin');
  try {
    await work();
    // References and deferred checks also have their say.
    await client.query('set constraints all immediate');
    return null;
  } catch (error) {
    return error as pg.DatabaseError;
  } finally {
    await client.query('rollback');
  }
}

beforeAll(async () => {
  const database = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
  drop = database.drop;
  client = new pg.Client({ connectionString: database.url, ssl: false });
  await client.connect();
  for (const [table, row] of Object.entries(GOOD))
    for (const also of [{}, ...(ALSO[table] ?? [])]) await insert(table, { ...row, ...also });
});
afterAll(async () => {
  await client.end();
  await drop();
});

const second = (table: string): Row => ({ ...GOOD[table], ...OTHER[table] });

describe('the database', () => {
  it.each(Object.keys(GOOD))('takes a good row of "%s"', async (table) => {
    expect(await attempt(() => insert(table, second(table)))).toBeNull();
  });

  it.each(BAD)('%s: refuses a row of "%s" with %o', async (constraint, table, wrong) => {
    const error = await attempt(() => insert(table, { ...second(table), ...wrong }));
    expect(error?.constraint ?? error?.message).toBe(constraint);
  });

  it.each([...REWRITES, ...FOREIGN])('%s: refuses "%s"', async (_trigger, sql, told) => {
    const error = await attempt(() => client.query(sql));
    expect(error?.message).toContain(told);
    expect(error?.code).toBe('23000');
  });

  it.each(REFUSED)('%s: refuses a row of "%s" with %o', async (trigger, table, wrong, told) => {
    const row = { ...second(table), ...wrong };
    const error = await attempt(() => insert(table, row));
    expect(error?.message).toContain(told);
    expect(error?.code).toBe('23000');
    // Several triggers say the same: without this one nothing is said.
    const without = await attempt(async () => {
      await client.query(`alter table ${table} disable trigger ${trigger}`);
      await insert(table, row);
    });
    expect(without).toBeNull();
  });

  it('still asks evidence of success where the stricter rule for all decisions is gone', async () => {
    const error = await attempt(async () => {
      await client.query(`alter table verdict drop constraint ${STRICTER}`);
      await insert('verdict', { ...second('verdict'), outcome: 'met', evidence_id: null });
    });
    expect(error?.constraint).toBe(SHADOWED);
  });

  it('lets a deadline be superseded once, and an ended subscription begin again', async () => {
    const moved = await attempt(async () => {
      await client.query('update deadline set superseded_at = now()');
      await insert('deadline', { ...second('deadline'), superseded_at: null });
    });
    expect(moved).toBeNull();
    const again = await attempt(async () => {
      await client.query(`update subscription set state = 'ended', ended_at = now()`);
      await insert('subscription', GOOD.subscription ?? {});
    });
    expect(again).toBeNull();
  });

  it('refuses whatever refers to nothing', async () => {
    const { rows } = await client.query<{ name: string; table: string; column: string }>(
      `select c.conname as name, c.conrelid::regclass::text as table, a.attname as column from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype = 'f' order by 1`,
    );
    expect(rows.length).toBeGreaterThan(20);
    // What else the row needs so that nothing but the reference is wrong.
    const along: Record<string, Row> = {
      subscription_party_id_fkey: { follows: 'party' },
      subscription_commitment_id_fkey: { follows: 'commitment' },
      subscription_source_id_fkey: { follows: 'source' },
      subscription_endpoint_id_fkey: { channel: 'webhook', address: 'webhook:999999' },
      verdict_reverses_id_fkey: { outcome: null, evidence_id: null },
      commitment_series_id_fkey: { occurrence: 1 },
      commitment_parent_id_fkey: { id: 1_000_000 },
      delivery_person_id_fkey: { kind: 'sign_in', subscription_id: null },
      evidence_file_sha256_fkey: { file_name: 'a.pdf' },
      deadline_anchor_event_id_fkey: { anchor: 'signing', anchor_offset: 'P60D' },
    };
    for (const { name, table, column } of rows.filter((one) => GOOD[one.table] !== undefined)) {
      const row = { ...second(table), ...along[name], [column]: 999_999 };
      const error = await attempt(() => insert(table, row));
      expect(error?.constraint ?? error?.message).toBe(name);
    }
  });
});

describe('this table', () => {
  it('has a row for every check, unique key and trigger that is in the database', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select conname as name from pg_constraint where contype in ('c', 'u', 'x') and connamespace = 'public'::regnamespace
       union select indexrelid::regclass::text from pg_index i join pg_class t on t.oid = i.indrelid
         where indisunique and not indisprimary and t.relnamespace = 'public'::regnamespace
       union select tgname from pg_trigger where not tgisinternal`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...TRIED].sort());
  });

  it('has a row for every constraint that a migration names and none drops again', async () => {
    const { migrationDirectories } = await readMigrations();
    const named = new Set<string>();
    for (const { path: name } of migrationDirectories) {
      const sql = await readFile(path.join(packageRoot, 'prisma/migrations', name, 'migration.sql'), 'utf8');
      const said = /DROP CONSTRAINT "(\w+)"|(?:ADD CONSTRAINT(?= "\w+" CHECK)|UNIQUE INDEX|TRIGGER) "(\w+)"/g;
      for (const [, dropped, made] of sql.matchAll(said))
        if (made === undefined) named.delete(dropped ?? '');
        else named.add(made);
    }
    expect(named.size).toBeGreaterThan(100);
    for (const name of named) expect(TRIED).toContain(name);
  });
});
