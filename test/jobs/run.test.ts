import { describe, expect, it } from 'vitest';
import { RUNS } from '../../jobs/run.ts';
import type { Database } from '../../src/store/database.ts';
import { record, setup } from '../support/setup.ts';

/** Makes `count` commitments out of the one on record, with the same window. */
async function crowd(db: Database, count: number): Promise<void> {
  await db.query(
    `insert into commitment (statement_id, title, modality, recorded_at, recorded_by, status, next_check_at, known_until)
     select statement_id, title, modality, recorded_at, recorded_by, status, next_check_at, known_until
     from commitment, generate_series(2, $1::int)`,
    [count],
  );
  await db.query(
    `insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
       explanation, recorded_at, recorded_by)
     select c.id, 1, d.rule, d.rule_version, d.basis, d.precision, d.zone, d.opens_at, d.closes_at, d.explanation,
       d.recorded_at, d.recorded_by from commitment c join deadline d on d.commitment_id = 1 where c.id > 1`,
  );
}

const flagged = (db: Database) => db.prisma.commitment.count({ where: { status: 'due', fault: null } });

describe('the job of the sweep', () => {
  it('flags everything that falls due at once and rings for what comes next', async () => {
    const { ctx, clock, db, woken } = await setup();
    await record(ctx);
    await crowd(db, 3_500);
    clock.set('2025-06-09T00:00:00+03:00');
    woken.length = 0;
    await RUNS.sweep(ctx, new AbortController().signal);
    expect(await flagged(db)).toBe(3_500);
    expect(await db.prisma.event.count({ where: { kind: 'due' } })).toBe(3_500);
    const next = clock.now() + 4 * 86_400_000; // three days before the window closes
    expect(woken.filter(({ work }) => work === 'sweep')).toEqual([{ work: 'sweep', at: next }]);
  });

  it('stops between two passes when it is asked to, and asks for another to go on', async () => {
    const { ctx, clock, db, woken } = await setup();
    await record(ctx);
    await crowd(db, 2_500);
    clock.set('2025-06-09T00:00:00+03:00');
    woken.length = 0;
    const stopping = new AbortController();
    const log = { ...ctx.log, info: () => stopping.abort() } as unknown as typeof ctx.log;
    await RUNS.sweep({ ...ctx, log }, stopping.signal);
    expect(await flagged(db)).toBe(1_000);
    expect(woken).toContainEqual({ work: 'sweep', at: undefined });
  });
});
