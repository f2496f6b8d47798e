import { describe, expect, it } from 'vitest';
import { fanOut } from '../../src/service/fan-out.ts';
import { sweep } from '../../src/service/sweep.ts';
import type { Database } from '../../src/store/database.ts';
import { claimDue, nearestCheck } from '../../src/store/records.ts';
import { HOUR } from '../support/clock.ts';
import { follow, record, setup } from '../support/setup.ts';

/** Copies the one commitment on record, with its deadline, so that there are `count` of them. */
async function multiply(db: Database, count: number): Promise<void> {
  await db.query(
    `insert into commitment (statement_id, title, modality, recorded_at, recorded_by, status, next_check_at, known_until)
     select statement_id, title || ' ' || n, modality, recorded_at, recorded_by, status, next_check_at, known_until
     from commitment, generate_series(2, $1::int) n where id = 1`,
    [count],
  );
  await db.query(
    `insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
       explanation, recorded_at, recorded_by)
     select c.id, 1, d.rule, d.rule_version, d.basis, d.precision, d.zone, d.opens_at, d.closes_at, d.explanation,
       d.recorded_at, d.recorded_by from commitment c, deadline d where d.commitment_id = 1 and c.id > 1`,
  );
}

const kinds = (db: Database) =>
  db.query<{ kind: string; n: number; commitments: number }>(
    `select kind, count(*)::int as n, count(distinct commitment_id)::int as commitments from event
     where kind not in ('recorded', 'fact') group by kind order by kind`,
  );

describe('eight sweeps at once', () => {
  it('write exactly one event for each of 3,000 commitments that open in the same second', async () => {
    const { ctx, clock, db } = await setup({ poolSize: 8 });
    await record(ctx);
    await follow(ctx, 'reader@example.org');
    await multiply(db, 3_000);
    clock.set('2025-06-09T00:00:00+03:00');
    const until = async (): Promise<number> => {
      let examined = 0;
      for (;;) {
        const swept = await sweep(ctx, 150);
        examined += swept.examined;
        if (swept.examined === 0) return examined;
      }
    };
    const examined = await Promise.all(Array.from({ length: 8 }, until));
    expect(examined.reduce((sum, one) => sum + one, 0)).toBe(3_000);
    expect(await kinds(db)).toEqual([{ kind: 'due', n: 3_000, commitments: 3_000 }]);
    const [state] = await db.query(
      `select count(*) filter (where status = 'due')::int as due, count(*) filter (where fault is not null)::int as faults,
         (select count(*)::int from occasion where kind = 'due') as occasions from commitment`,
    );
    expect(state).toEqual({ due: 3_000, faults: 0, occasions: 3_000 });
  });

  it('skip what another one holds instead of waiting for it', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx);
    await multiply(db, 10);
    clock.set('2025-06-09T00:00:00+03:00');
    await db.inTransaction(async (query) => {
      expect(await claimDue(query, clock.now(), 4)).toHaveLength(4);
      expect((await sweep(ctx)).examined).toBe(6);
      expect((await sweep(ctx)).examined).toBe(0);
    });
    expect((await sweep(ctx)).examined).toBe(4);
  });

  it('take no more than their limit, the longest waiting first', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx);
    await multiply(db, 5);
    await db.query(`update commitment set next_check_at = '2025-06-03T00:00Z' where id = 4`);
    clock.set('2025-06-09T00:00:00+03:00');
    const first = await db.inTransaction((query) => claimDue(query, clock.now(), 1));
    expect(first.map(({ id }) => id)).toEqual([4]);
    expect(await nearestCheck(db.query)).toBe(Date.parse('2025-06-03T00:00Z'));
  });
});

describe('a row that cannot be judged', () => {
  it.each([
    ['an unknown zone', `update deadline set zone = 'Atlantis/Nowhere' where commitment_id = 2`, /Atlantis/],
    ['no deadline at all', 'delete from deadline where commitment_id = 2', /./],
  ])('for %s is set aside with its error, and the rest goes on', async (_what, damage, error) => {
    const { ctx, clock, db } = await setup();
    await record(ctx);
    await multiply(db, 3);
    await db.query('alter table deadline disable trigger user');
    await db.query(damage);
    await db.query('alter table deadline enable trigger user');
    clock.set('2025-06-09T00:00:00+03:00');
    expect(await sweep(ctx)).toMatchObject({ examined: 3, events: 2, faults: 1 });
    const rows = await db.query<{ id: number; status: string; fault: string | null }>(
      'select id, status, fault from commitment order by id',
    );
    expect(rows).toMatchObject([
      { status: 'due', fault: null },
      { status: 'upcoming', fault: expect.stringMatching(error) },
      { status: 'due', fault: null },
    ]);
    // Not again at once, but after an hour; mended, it goes its way as if nothing had been.
    expect((await sweep(ctx)).examined).toBe(0);
    await db.query('alter table deadline disable trigger user');
    await db.query('delete from deadline where commitment_id = 2');
    await db.query(
      `insert into deadline (commitment_id, version, rule, rule_version, basis, precision, zone, opens_at, closes_at,
         explanation, recorded_at, recorded_by)
       select 2, 1, rule, rule_version, basis, precision, zone, opens_at, closes_at, explanation, recorded_at, recorded_by
       from deadline where commitment_id = 1`,
    );
    clock.advance(HOUR);
    expect(await sweep(ctx)).toMatchObject({ examined: 1, events: 1, faults: 0 });
    const [mended] = await db.query('select status, fault from commitment where id = 2');
    expect(mended).toEqual({ status: 'due', fault: null });
    expect(await kinds(db)).toEqual([{ kind: 'due', n: 3, commitments: 3 }]);
  });

  it('whose news the database refuses is found in its batch, and the others are written', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx);
    await multiply(db, 40);
    await db.query(
      `create function refuse_17() returns trigger language plpgsql as $$
         begin if new.commitment_id = 17 then raise exception 'not this one'; end if; return new; end $$;
       create trigger refuse_17 before insert on event for each row execute function refuse_17()`,
    );
    clock.set('2025-06-09T00:00:00+03:00');
    expect(await sweep(ctx)).toMatchObject({ examined: 40, events: 39, faults: 1 });
    const faulty = await db.query('select id, fault, status from commitment where fault is not null');
    expect(faulty).toEqual([{ id: 17, fault: expect.stringContaining('not this one'), status: 'upcoming' }]);
  });
});

describe('what is at rest', () => {
  it('is not looked at: settled and undated commitments have no next check', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { deadline: undefined });
    await record(ctx);
    await db.query('update commitment set next_check_at = null where id = 2');
    clock.set('2026-01-01T00:00:00Z');
    expect(await sweep(ctx)).toEqual({ examined: 0, events: 0, occasions: 0, faults: 0, nextCheckAt: null });
  });

  it('puts nothing into the outbox that nobody would be told', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx);
    clock.set('2025-06-16T00:00:00+03:00');
    expect(await sweep(ctx)).toMatchObject({ events: 2, occasions: 0 });
    expect(await fanOut(ctx)).toMatchObject({ occasions: 0, alerts: 0 });
    expect(await db.query('select 1 from occasion')).toEqual([]);
  });
});
