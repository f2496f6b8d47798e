import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { FACT_TABLES, type FactTable, factKey, isFactTable } from '../../src/domain/facts.ts';
import { verify } from '../../src/service/verify.ts';
import { openDatabase, type Query } from '../../src/store/database.ts';
import { readMigrations } from '../../src/store/migrate.ts';
import { testClock } from '../support/clock.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { GOOD, type Row } from './good-rows.ts';

const recorded = { recorded_at: '2025-06-02T13:00:00.250Z', recorded_by: 'anna' };
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** One row of each fact table, also of those that lean on the rest. */
const ROWS: Readonly<Record<string, Row>> = {
  ...GOOD,
  verdict: { ...GOOD.verdict, evidence_id: 1, needs_approval: true },
  criterion: {
    commitment_id: 1,
    version: 2,
    measurable: true,
    decides: 'verified',
    reason: 'why',
    ...recorded,
  },
  condition_report: {
    commitment_id: 1,
    state: 'met',
    note: 'seen',
    happened_at: '2025-06-01T13:00Z',
    ...recorded,
  },
  objection: { commitment_id: 1, verdict_id: 1, reason: 'no', answer_by: '2025-07-01T00:00Z', ...recorded },
  objection_answer: { commitment_id: 1, objection_id: 1, outcome: 'rejected', answer: 'yes', ...recorded },
  evidence_withdrawal: { commitment_id: 1, evidence_id: 1, reason: 'forged', ...recorded },
  approval: { commitment_id: 1, verdict_id: 1, approved: true, ...recorded, recorded_by: 'ben' },
  look: { commitment_id: 1, searched: 'the gazette', looked_at: '2025-06-01T13:00Z', ...recorded },
  notice: { commitment_id: 1, kind: 'snoozed', until_at: '2025-07-01T00:00Z', note: 'wait', ...recorded },
  assignment: { commitment_id: 1, to_name: 'Ben', note: 'yours', ...recorded },
  commitment_link: { from_id: 1, to_id: 2, kind: 'restates', reason: 'the same', ...recorded },
  stored_file: {
    sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    media_type: 'text/plain',
    size: 3,
    bytes: Buffer.from('foo'),
    ...recorded,
  },
};

/** What somebody would rewrite in a table that does not say by whom it was recorded. */
const FORGED: Readonly<Partial<Record<FactTable, string>>> = {
  commitment_party: `role = 'beneficiary'`,
  commitment_tag: `tag = 'other'`,
};
/** Tables and columns that were not there before the chain was. */
const CAME_LATER: readonly string[] = ['assignment', 'series_end'];
const SINCE: Readonly<Record<string, readonly string[]>> = { party: ['recorded_at', 'recorded_by'] };
const before = (table: string, row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([column]) => SINCE[table]?.includes(column) !== true));

/** Facts of no one commitment. */
const ALONE: readonly string[] = [
  ...['party', 'source', 'statement', 'stored_file', 'series', 'series_end', 'working_calendar'],
];

let client: pg.Client;
let url: string;
let drop: () => Promise<void>;

/** A row of each, in the order of their references. */
function* filled(): Generator<[string, Row]> {
  for (const [table, row] of Object.entries(ROWS)) {
    if (!isFactTable(table)) continue;
    if (table === 'commitment_link') yield ['commitment', { ...ROWS.commitment, occurrence: 2 }];
    yield [table, row];
  }
}

const own: Query = async <T>(text: string, values: readonly unknown[] = []) =>
  (await client.query(text, [...values])).rows as T[];

const insert = (table: string, row: Row, query = own) => {
  const columns = Object.keys(row);
  const values = columns.map((_, index) => `$${index + 1}`);
  return query(
    `insert into ${table} (${columns.join(', ')}) values (${values.join(', ')})`,
    Object.values(row),
  );
};

beforeAll(async () => {
  const database = await createTestDatabase(inject('adminUrl'), { template: inject('template') });
  ({ url, drop } = database);
  client = new pg.Client({ connectionString: url, ssl: false, options: '-c timezone=Asia/Tokyo' });
  await client.connect();
  for (const [table, row] of filled()) await insert(table, row);
});
afterAll(async () => {
  await client.end();
  await drop();
});

async function eventOf(table: FactTable) {
  const key = `fact:${factKey(table, { id: 1, ...ROWS[table] })}`;
  const { rows } = await client.query<{ kind: string; actor: string; about: number | null; data: Row }>(
    'select kind, actor, commitment_id as about, data from event where key = $1',
    [key],
  );
  expect(rows).toHaveLength(1);
  return rows[0];
}

describe('a fact', () => {
  it.each(FACT_TABLES)(
    'of "%s" is an event by whoever recorded it, and cannot be rewritten',
    async (table) => {
      const alone = ALONE.includes(table);
      const actor = table === 'approval' ? 'ben' : 'anna';
      expect(await eventOf(table)).toMatchObject({
        kind: 'fact',
        actor,
        about: alone ? null : 1,
        data: { table },
      });
      for (const attempt of [
        `update ${table} set ${FORGED[table] ?? `recorded_by = 'eve'`}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        await client.query('begin');
        await expect(client.query(attempt), attempt).rejects.toMatchObject({ code: '23000' });
        await client.query('rollback');
      }
    },
  );

  it('is the same read back as it was written, in whatever zone somebody writes', async () => {
    const db = openDatabase(url, { ssl: false, poolSize: 1 });
    const found = await verify({ db, clock: testClock('2025-06-02T16:00:00+03:00') }).finally(() =>
      db.close(),
    );
    expect(found).toMatchObject({ ok: true, differences: [], facts: FACT_TABLES.length + 1 });
  });

  it('keeps a file by its hash, without its bytes', async () => {
    const event = await eventOf('stored_file');
    expect(event?.data).toMatchObject({ row: { size: 3 } });
    expect(JSON.stringify(event)).not.toContain('bytes');
    expect(JSON.stringify(event)).not.toContain(EMPTY);
  });

  it('is left to whoever brings its event along', async () => {
    await client.query(`begin; set local duly.importing = 'on'`);
    const before = await client.query('select count(*)::int as n from event');
    await insert('source', { ...GOOD.source, title: 'Another' });
    expect((await client.query('select count(*)::int as n from event')).rows).toEqual(before.rows);
    await client.query('rollback');
  });

  it('keeps the chain and the name of the instance from being rewritten', async () => {
    await client.query(`insert into link (seq, event_id, hash) values (1, 1, '${EMPTY}')`);
    for (const attempt of [
      ...['event', 'link', 'instance'].map((table) => `delete from ${table}`),
      ...['event', 'link', 'instance'].map((table) => `truncate ${table}`),
      `update event set actor = 'eve'`,
      `update link set hash = hash`,
      `update instance set id = id`,
    ])
      await expect(client.query(attempt), attempt).rejects.toMatchObject({ code: '23000' });
  });
});

describe('migrating', () => {
  it('makes events of the facts that were there before, and later migrations leave them as they are', async () => {
    const old = await createTestDatabase(inject('adminUrl'));
    onTestFinished(() => old.drop());
    const { migrationDirectories } = await readMigrations();
    const db = openDatabase(old.url, { ssl: false, poolSize: 1 });
    onTestFinished(() => db.close());
    const apply = async (from: number, to?: number): Promise<void> => {
      for (const { migrationFile } of migrationDirectories.slice(from, to))
        if (migrationFile.content.tag === 'ok') await db.query(migrationFile.content.value);
    };
    const chain = migrationDirectories.findIndex(({ path }) => path.endsWith('_chain'));
    await apply(0, chain);
    const rows = [...filled()];
    for (const [table, row] of rows)
      if (!CAME_LATER.includes(table)) await insert(table, before(table, row), db.query);
    await apply(chain);
    for (const [table, row] of rows) if (CAME_LATER.includes(table)) await insert(table, row, db.query);
    const clock = testClock('2025-06-02T16:00:00+03:00');
    expect(await verify({ db, clock })).toMatchObject({
      ok: true,
      differences: [],
      facts: FACT_TABLES.length + 1,
      unsealed: { count: FACT_TABLES.length + 1 },
    });
  });
});
