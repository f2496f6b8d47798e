import { describe, expect, it } from 'vitest';
import { reportCondition } from '../../src/service/condition.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { verify } from '../../src/service/verify.ts';
import { faultsOf } from '../../src/service/verify-words.ts';
import { sealAll } from '../support/export-file.ts';
import { record, setup } from '../support/setup.ts';

/** Changes rows as somebody would who may do anything in this database. */
const forge = (db: Awaited<ReturnType<typeof setup>>['db'], statement: string): Promise<unknown> =>
  db.inTransaction(async (query) => {
    await query('set local session_replication_role = replica');
    await query(statement);
  });

describe('verifying what stands beside the facts of a database', () => {
  it.each([
    ['that there is more to it', 'update commitment set has_more = false', 'has_more'],
    ['that it has parts', 'update commitment set has_parts = false where id = 1', 'has_parts'],
    ['that its condition is weighed', 'update commitment set weighed = false where id = 1', 'weighed'],
    [
      'which date was replaced',
      `do $$ begin update deadline set superseded_at = now() where version = 2;
        update deadline set superseded_at = null where version = 1 and commitment_id = 1; end $$`,
      'superseded_at of deadline 1',
    ],
    [
      'when a date was replaced',
      `update deadline set superseded_at = superseded_at + interval '1 day'`,
      'superseded_at of deadline 1',
    ],
    ['that any date is in force', 'update deadline set superseded_at = now() where id = 2', 'deadline 2'],
  ])('finds %s touched, though it stands beside the facts', async (_, statement, mark) => {
    const { ctx, db, clock } = await setup();
    const id = await record(ctx, { condition: 'If the wounded come first' });
    await record(ctx, { title: 'Part', partOf: id });
    await reportCondition(ctx, { id, state: 'met', note: 'They came.' });
    clock.advance(1000);
    await moveDeadline(ctx, { id, deadline: 'by 20 June', reason: 'said so' });
    await sealAll(ctx);
    expect((await verify(ctx)).ok).toBe(true);
    await forge(db, statement);
    const found = await verify(ctx);
    expect(found).toMatchObject({ ok: false, broken: null });
    expect(found.differences).toContainEqual({
      key: expect.stringMatching(/^commitment:\d+$/),
      what: 'marked wrongly',
      columns: [expect.stringContaining(mark)],
    });
    expect(faultsOf(found, null).join()).toContain('has a mark that its facts do not bear out');
  });

  it('finds a decision that was put in behind what had been announced, sealed or not', async () => {
    const { ctx, db, clock } = await setup();
    await record(ctx, { comparator: undefined, quantity: undefined, unit: undefined });
    clock.set('2025-07-01T12:00:00+03:00');
    await sweep(ctx);
    await sealAll(ctx);
    expect((await verify(ctx)).ok).toBe(true);
    // What a role may do that may only add.
    await db.query(`insert into evidence (commitment_id, kind, note, happened_at, recorded_at, recorded_by, support)
      values (1, 'note', 'It was there.', '2025-06-05Z', '2025-06-05Z', 'Anna', 'declared')`);
    await db.query(`insert into verdict (commitment_id, outcome, evidence_id, reason, happened_at, recorded_at,
      recorded_by, needs_approval) values (1, 'met', 1, 'Done.', '2025-06-05Z', '2025-06-05Z', 'Anna', false)`);
    const differences = ['evidence:1', 'verdict:1'].map((key) => ({
      ...{ key, what: 'backdated', columns: ['commitment 1'] },
    }));
    expect(await verify(ctx)).toMatchObject({ ok: false, broken: null, differences });
    await sealAll(ctx);
    expect(await verify(ctx)).toMatchObject({ ok: false, differences });
    expect(faultsOf(await verify(ctx), null)[1]).toBe(
      'verdict:1 was put in later than it says: commitment 1 had been announced after that already.',
    );
  });

  it('minds no clock that was ahead and was set back, and nothing that was there before the chain', async () => {
    const { ctx, db, clock } = await setup();
    const id = await record(ctx);
    clock.set('2025-07-01T12:00:00+03:00');
    await sweep(ctx);
    clock.set('2025-06-10T12:00:00+03:00');
    await addProgress(ctx, { id, amount: 5, happenedAt: '2025-06-10', note: 'Five.' });
    await record(ctx, { title: 'Another', quote: 'Another one.' });
    await sealAll(ctx);
    expect((await verify(ctx)).ok).toBe(true);
    // As if its facts had become events only after it had been announced.
    await forge(db, `update event set id = id + 1000, xid = pg_current_xact_id() where kind = 'fact'`);
    await forge(db, `delete from link`);
    await sealAll(ctx);
    expect(await verify(ctx)).toMatchObject({ ok: true, differences: [] });
  });
});
