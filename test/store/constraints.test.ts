import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { readMigrations } from '../../src/store/migrate.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { AWAITING } from './awaiting-rows.ts';
import { BAD_SUBSCRIPTIONS } from './bad-subscriptions.ts';
import { GOOD, OTHER, type Row } from './good-rows.ts';
import { RETURNS, RETURNS_KEPT } from './returns-rows.ts';

const target = { comparator: 'at_least', quantity: 1, unit: 'bodies' };

const ended = {
  ended_on: '2025-07-01',
  ended_at: '2025-06-02T13:00Z',
  ended_by: 'anna',
  ended_why: 'taken over',
};

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
  ['series_end_whole', 'series', { ended_on: '2025-07-01' }],
  ['series_end_whole', 'series', { ...ended, ended_by: null }],
  ['series_end_has_reason', 'series', { ...ended, ended_why: ' ' }],
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
  ['attempt_outcome', 'attempt', { outcome: 'perhaps' }],
];

const APPEND_ONLY = 'never changed or deleted';
const REVISION = 'record a revision';
const SERIES = 'end it and record another';
const END = `update series set ended_on = '2025-07-01', ended_at = now(), ended_by = 'anna', ended_why = 'over'`;

const SECOND = `insert into commitment (statement_id, title, modality, status, known_until, recorded_at, recorded_by)
  select statement_id, 'Another', modality, status, known_until, recorded_at, recorded_by from commitment`;
const PLACE = 'in its series is never changed';

/** What must not be rewritten: the trigger, the attempt, and what it is told. */
const REWRITES: readonly (readonly [trigger: string, attempt: string, told: string])[] = [
  ...['event', 'statement', 'evidence', 'progress', 'verdict', 'anchor_event', 'working_calendar'].flatMap(
    (table) =>
      [
        `update ${table} set recorded_at = now()`,
        `delete from ${table}`,
        `delete from ${table} where false`,
        `truncate ${table} cascade`,
      ].map((attempt) => [`${table}_append_only`, attempt, APPEND_ONLY] as const),
  ),
  ['deadline_not_deleted', 'delete from deadline', APPEND_ONLY],
  ['deadline_not_deleted', 'truncate deadline', APPEND_ONLY],
  ['deadline_only_superseded', `update deadline set closes_at = closes_at + interval '1 day'`, REVISION],
  ['deadline_only_superseded', `update deadline set superseded_at = now(), reason = 'x'`, REVISION],
  [
    'deadline_only_superseded',
    'update deadline set superseded_at = now(); update deadline set superseded_at = now()',
    REVISION,
  ],
  [
    'deadline_only_superseded',
    'update deadline set superseded_at = now(); update deadline set superseded_at = null',
    REVISION,
  ],
  ['series_not_deleted', 'delete from series', APPEND_ONLY],
  ['series_not_deleted', 'truncate series cascade', APPEND_ONLY],
  ['series_only_goes_on', `update series set rrule = 'FREQ=DAILY'`, SERIES],
  ['series_only_goes_on', `update series set recorded_by = 'ben'`, SERIES],
  ['series_only_goes_on', 'update series set made = 2; update series set made = 1', SERIES],
  ['series_only_goes_on', `${END}; update series set ended_on = '2026-01-01'`, SERIES],
  [
    'series_only_goes_on',
    `${END}; update series set ended_on = null, ended_at = null, ended_by = null, ended_why = null`,
    SERIES,
  ],
  ['deadline_has_successor', 'update deadline set superseded_at = now()', 'gives way only to a later one'],
  ...[
    'series_id = null, occurrence = null',
    'occurrence = occurrence + 100000 where series_id = 1',
    'series_id = 2 where series_id = 1',
    'series_id = 1, occurrence = 7 where series_id is null',
  ].map((set) => ['commitment_keeps_its_place', `${SECOND}; update commitment set ${set}`, PLACE] as const),
  ...RETURNS_KEPT,
];

const VERDICT =
  'insert into verdict (commitment_id, outcome, reverses_id, reason, evidence_id, happened_at, recorded_at, recorded_by)';
const OF = `'2025-06-01T13:00Z', '2025-06-02T13:00Z', 'anna' from commitment where title`;

/** Facts about one commitment that lean on those of another: the trigger, the attempt, and what it is told. */
const FOREIGN: typeof REWRITES = [
  [
    'progress_own_evidence',
    `${SECOND}; insert into progress (amount, commitment_id, evidence_id, happened_at, recorded_at, recorded_by)
     select 1, id, 1, ${OF} = 'Another'`,
    'evidence belongs to another',
  ],
  [
    'verdict_own_evidence',
    `${SECOND}; ${VERDICT} select id, 'met', null::int, 'seen', 1, ${OF} = 'Another'`,
    'evidence belongs to another',
  ],
  [
    'deadline_own_event',
    `${SECOND}; insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
       anchor, anchor_offset, anchor_event_id, explanation, recorded_at, recorded_by)
     select c.id, 1, rule, rule_version, 'derived', precision, d.zone, opens_at, closes_at, 'signing', 'P60D', 1, 'why',
       d.recorded_at, 'anna' from deadline d, commitment c where c.title = 'Another'`,
    'reported for another commitment',
  ],
  [
    'verdict_own_reversal',
    `${SECOND}; ${VERDICT} select id, 'void', null::int, 'a mistake', (select min(id) from evidence), ${OF} = 'Bodies';
     ${VERDICT} select id, null, currval('verdict_id_seq')::int, 'wrong', null::int, ${OF} = 'Another'`,
    'only a decision about the same commitment',
  ],
  [
    'verdict_own_reversal',
    `${VERDICT} select id, null, 2, 'wrong', null::int, ${OF} = 'Bodies'`,
    'only a decision about the same commitment',
  ],
];

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
  for (const [table, row] of Object.entries(GOOD)) await insert(table, row);
  await insert('occasion', { ...GOOD.occasion, kind: 'overdue' });
  await insert('verdict', { ...GOOD.verdict, outcome: null, reverses_id: 1 });
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
    const tried = new Set([...[...BAD, ...REWRITES, ...FOREIGN].map(([name]) => name), ...AWAITING]);
    expect(rows.map(({ name }) => name).sort()).toEqual([...tried].sort());
  });

  it('has a row for every constraint that a migration names', async () => {
    const { migrationDirectories } = await readMigrations();
    const tried = new Set([...[...BAD, ...REWRITES, ...FOREIGN].map(([name]) => name), ...AWAITING]);
    for (const { path: name } of migrationDirectories) {
      const sql = await readFile(path.join(packageRoot, 'prisma/migrations', name, 'migration.sql'), 'utf8');
      const named = [...sql.matchAll(/ADD CONSTRAINT "(\w+)" CHECK|UNIQUE INDEX "(\w+)"|TRIGGER "(\w+)"/g)];
      for (const [, check, unique, trigger] of named) expect(tried).toContain(check ?? unique ?? trigger);
    }
  });
});
