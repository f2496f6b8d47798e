import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { exportAll } from '../../src/service/export.ts';
import { openLedgerFile } from '../../src/service/ledger-file.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { sweep } from '../../src/service/sweep.ts';
import { verifyLedger } from '../../src/service/verify.ts';
import { withdrawOne } from '../../src/service/withdraw-evidence.ts';
import { exportFile, type Line, sealAll } from '../support/export-file.ts';
import { record, setup } from '../support/setup.ts';

type World = Awaited<ReturnType<typeof setup>>;

async function proof({ ctx }: Pick<World, 'ctx'>, asOf?: string): Promise<Line[]> {
  const parts: string[] = [];
  await exportAll(ctx, { proof: true, asOf }, async (lines) => {
    parts.push(lines);
  });
  const [, ...lines] = parts.join('').trimEnd().split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Line);
}
const rows = (lines: readonly Line[], name: string) => lines.filter(({ table }) => table === name);
const checked = async (lines: readonly Line[]) =>
  verifyLedger(await openLedgerFile(await exportFile(lines)), {});

/** Names came into the chain on 15 June, as they do for a record that was there before the migration. */
async function namedLater() {
  const world = await setup();
  const { ctx, db, clock } = world;
  await record(ctx);
  await db.inTransaction(async (query) => {
    await query('set local session_replication_role = replica');
    await query(`delete from event where key like 'fact:party:%'`);
  });
  await sealAll(ctx);
  clock.set('2025-06-15T12:00:00+03:00');
  await db.query(
    `insert into event (kind, key, occurred_at, recorded_at, actor, data)
     select 'fact', f.key, f.occurred_at, $1::timestamptz, f.actor, f.data
     from party p, event_of_fact('party', to_jsonb(p)) f order by p.id`,
    [new Date(clock.now()).toISOString()],
  );
  await sealAll(ctx);
  clock.set('2025-06-20T12:00:00+03:00');
  await record(ctx, { title: 'Another matter', speaker: 'Somebody new' });
  await sealAll(ctx);
  return world;
}

/** Said and recorded on the 2nd, moved on the 5th, decided on the 20th, and the evidence withdrawn on the 25th. */
async function lived() {
  const world = await setup();
  const { ctx, clock } = world;
  const id = await record(ctx);
  await sealAll(ctx);
  clock.set('2025-06-05T12:00:00+03:00');
  await moveDeadline(ctx, { id, deadline: 'by 18 June', reason: 'more time' });
  clock.set('2025-06-20T12:00:00+03:00');
  await sweep(ctx);
  await closeCommitment(ctx, { id, outcome: 'not_met', reason: 'nothing came', note: 'asked twice' });
  await record(ctx, { title: 'Another matter', speaker: 'Somebody new', committers: ['A new side'] });
  await sealAll(ctx);
  clock.set('2025-06-25T12:00:00+03:00');
  await withdrawOne(ctx, { id, evidence: 1, reason: 'a forgery' });
  return world;
}

describe('a proof of another day', () => {
  it('has what was on record then and nothing that came later, and verifies by itself', async () => {
    const world = await lived();
    const then = await proof(world, '2025-06-10');
    expect(rows(then, 'commitment')).toHaveLength(1);
    expect(rows(then, 'deadline')).toHaveLength(2);
    expect(rows(then, 'verdict')).toEqual([]);
    expect(rows(then, 'party').map(({ row }) => row.name)).not.toContain('A new side');
    expect(JSON.stringify(then)).not.toMatch(/nothing came|forgery|Another matter|Somebody new/);
    // How it stands today is no part of what was known.
    expect(JSON.stringify(rows(then, 'commitment'))).not.toMatch(/status|known_until/);
    expect(await checked(then)).toMatchObject({ ok: true, broken: null, differences: [] });
  });

  it('is a beginning of the chain of every later one', async () => {
    const world = await lived();
    const [then, later, now] = [
      await proof(world, '2025-06-10'),
      await proof(world, '2025-06-20'),
      await proof(world),
    ];
    const links = (lines: readonly Line[]) => rows(lines, 'link').map(({ row }) => row.hash);
    expect(links(then).length).toBeGreaterThan(5);
    expect(links(later).slice(0, links(then).length)).toEqual(links(then));
    expect(links(now).slice(0, links(later).length)).toEqual(links(later));
    expect(rows(later, 'evidence_withdrawal')).toEqual([]);
    expect(await checked(later)).toMatchObject({ ok: true, differences: [] });
  });

  it('of today holds the same facts as one without a day, with what still waits for its link', async () => {
    const world = await lived();
    const facts = (lines: readonly Line[]) =>
      lines.filter(({ table }) => table !== 'commitment' && table !== 'deadline');
    const today = await proof(world, '2025-06-25');
    expect(facts(today)).toEqual(facts(await proof(world)));
    expect(await checked(today)).toMatchObject({ ok: true, differences: [] });
  });

  it('before everything is empty, and of a full export or of tomorrow there is none', async () => {
    const world = await lived();
    const before = await proof(world, '2025-06-01');
    expect(new Set(before.map(({ table }) => table))).toEqual(new Set(['instance']));
    const nowhere = async () => undefined;
    for (const options of [
      { proof: false, asOf: '2025-06-10' },
      { proof: true, asOf: '2025-07-10' },
      { proof: true, asOf: 'yesterday' },
    ])
      await expect(exportAll(world.ctx, options, nowhere)).rejects.toMatchObject({
        code: 'invalid',
        field: 'asOf',
      });
  });

  it('from before names were in the chain has them as it had them then, and still verifies', async () => {
    const { ctx } = await namedLater();
    const named = 'parties_series_and_calendars_are_facts';
    const file = async (asOf?: string) => {
      const parts: string[] = [];
      await exportAll(ctx, { proof: true, asOf }, async (lines) => {
        parts.push(lines);
      });
      const [header = '{}', ...lines] = parts.join('').trimEnd().split('\n').slice(0, -1);
      const { schema } = JSON.parse(header) as { schema: string };
      return { schema, lines: lines.map((line) => JSON.parse(line) as Line) };
    };
    const verified = async ({ schema, lines }: Awaited<ReturnType<typeof file>>) =>
      verifyLedger(await openLedgerFile(await exportFile(lines, { schema })), {});
    const then = await file('2025-06-10');
    expect(rows(then.lines, 'party').map(({ row }) => row.name)).toEqual([
      'Vladimir Medinsky',
      'Russia',
      'Ukraine',
    ]);
    expect(then.schema < `20261130000000_${named}`).toBe(true);
    expect(await verified(then)).toMatchObject({ ok: true, differences: [] });
    // The same file under a schema that has names in the chain would lack their events.
    const { differences } = await verified({ ...then, schema: `20261130000000_${named}` });
    expect(differences.map(({ key, what }) => [key, what])).toContainEqual(['party:1', 'without event']);
    for (const day of ['2025-06-16', undefined]) {
      const later = await file(day);
      expect(later.schema >= `20261130000000_${named}`).toBe(true);
      expect(await verified(later)).toMatchObject({ ok: true, differences: [] });
    }
    // Nobody makes names unproved by saying that the file is older.
    const forged = await verified({ ...(await file()), schema: then.schema });
    expect(forged.differences.map(({ what }) => what)).toContain('deleted');
  });
});
