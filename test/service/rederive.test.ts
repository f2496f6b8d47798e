import { describe, expect, it } from 'vitest';
import { isoInZone } from '../../src/domain/shown.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { markMet } from '../../src/service/close.ts';
import type { Context } from '../../src/service/context.ts';
import { applyRules, rulesDiff } from '../../src/service/rederive.ts';
import { pass, readers } from '../support/passes.ts';
import { fingerprint } from '../support/rows.ts';
import { record, setup } from '../support/setup.ts';

/** As if an older rule had read the words of these commitments: it closed a day sooner. */
const byOlderRule = async ({ db }: Pick<Context, 'db'>, ...ids: number[]): Promise<void> => {
  await db.query('alter table deadline disable trigger user');
  await db.query(
    `update deadline set rule = 'older-rule', rule_version = 7, closes_at = closes_at - interval '1 day'
     where commitment_id = any($1::int[])`,
    [ids],
  );
  await db.query('alter table deadline enable trigger user');
};
const lastDay = async (ctx: Context, id: number): Promise<string | undefined> => {
  const { window, zone } = await readCommitment(ctx, id);
  return window === null ? undefined : isoInZone(window.closesAt - 1, zone).slice(0, 10);
};

describe('dates that the rules of today would move', () => {
  it('finds none right after they were recorded', async () => {
    const { ctx, db } = await setup();
    await record(ctx);
    await record(ctx, { deadline: 'within 60 days of signing' });
    await record(ctx, { deadline: undefined, closesOn: '2025-06-20', deadlineReason: 'as printed' });
    const before = await fingerprint(db);
    expect(await rulesDiff(ctx)).toEqual({ examined: 2, movers: [] });
    expect(await fingerprint(db)).toEqual(before);
  });

  it('lists what would move and why, and changes nothing', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    await record(ctx, { title: 'Another' });
    await byOlderRule(ctx, id);
    const before = await fingerprint(db);
    const { examined, movers } = await rulesDiff(ctx);
    expect(examined).toBe(2);
    expect(movers).toEqual([
      expect.objectContaining({
        id,
        phrase: 'next week',
        rule: 'older-rule/7',
        window: { opensAt: expect.any(Number), closesAt: Date.parse('2025-06-15T00:00+03:00') },
        newWindow: { opensAt: expect.any(Number), closesAt: Date.parse('2025-06-16T00:00+03:00') },
        reason: expect.stringMatching(/^rule older-rule\/7 → next-week\/\d+$/),
      }),
    ]);
    expect(await fingerprint(db)).toEqual(before);
  });

  it('leaves alone what a person set, chose or settled', async () => {
    const { ctx, db } = await setup();
    const settled = await record(ctx, { title: 'Settled' });
    await markMet(ctx, { id: settled, note: 'done' });
    const byHand = await record(ctx, { closesOn: '2025-06-20', deadlineReason: 'as printed' });
    const chosen = await record(ctx, { title: 'Chosen' });
    await byOlderRule(ctx, settled, chosen);
    await db.query('alter table deadline disable trigger user');
    await db.query('update deadline set chosen = true where commitment_id = $1', [chosen]);
    expect((await rulesDiff(ctx)).movers).toEqual([]);
    const { moved, refused } = await applyRules(ctx, { ids: [settled, byHand, chosen, 999] });
    expect(moved).toEqual([]);
    expect(refused.map(({ id, error }) => [id, error.code])).toEqual([
      [settled, 'conflict'],
      [byHand, 'conflict'],
      [chosen, 'conflict'],
      [999, 'not_found'],
    ]);
  });

  it('moves the named ones alone, as revisions with the rules as reason, and tells who follows', async () => {
    const { ctx, clock, db } = await setup();
    const [one, two] = [await record(ctx), await record(ctx, { title: 'Another' })];
    await byOlderRule(ctx, one, two);
    await readers(ctx, ['reader@example.org']);
    clock.advance(1_000);
    const { moved, refused } = await applyRules(ctx, { ids: String(one), recordedBy: 'anna' });
    expect([moved.map(({ id }) => id), refused]).toEqual([[one], []]);
    expect([await lastDay(ctx, one), await lastDay(ctx, two)]).toEqual(['2025-06-15', '2025-06-14']);
    const view = await readCommitment(ctx, one);
    expect(view.deadlines.at(-1)).toMatchObject({
      version: 2,
      cause: 'rule',
      reason: expect.stringMatching(/^rule older-rule\/7 → next-week\//),
      recordedBy: 'anna',
    });
    expect(view.events.at(-1)).toMatchObject({ kind: 'deadline_moved', data: { cause: 'rule' } });
    expect(view.slips).toBe(0);
    await pass(ctx, clock);
    const [mail] = await db.prisma.delivery.findMany();
    expect(Buffer.from(mail?.raw ?? '', 'base64').toString() + mail?.raw).toMatch(/worked out anew/);
    expect((await rulesDiff(ctx)).movers.map(({ id }) => id)).toEqual([two]);
    await expect(applyRules(ctx, { ids: [one] })).resolves.toMatchObject({
      refused: [{ error: { message: expect.stringContaining('Nothing moves') } }],
    });
  });

  it('reads ever so many dates in pages', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    await db.query(
      `with made as (insert into commitment (statement_id, title, modality, recorded_at, recorded_by, status, known_until)
         select statement_id, 'Copy ' || n, modality, recorded_at, recorded_by, status, known_until
         from commitment, generate_series(1, 20000) n where id = $1 returning id)
       insert into deadline (commitment_id, version, phrase, rule, rule_version, basis, precision, zone, opens_at, closes_at,
         explanation, recorded_at, recorded_by, said_at, said_zone, said_locale)
       select made.id, 1, phrase, rule, rule_version, basis, precision, zone, opens_at, closes_at, explanation, recorded_at,
         recorded_by, said_at, said_zone, said_locale from deadline, made where commitment_id = $1`,
      [id],
    );
    await byOlderRule(ctx, id + 15_000);
    const largest: number[] = [];
    const watched: Context = {
      ...ctx,
      db: {
        ...db,
        query: async (text, values) => {
          const rows = await db.query<never>(text, values);
          largest.push(rows.length);
          return rows;
        },
      },
    };
    const begun = performance.now();
    const { examined, movers } = await rulesDiff(watched);
    // Once each page read and sorted all that was left: a minute and a half for 100,000.
    expect(performance.now() - begun).toBeLessThan(25_000);
    expect(examined).toBe(20_001);
    expect(movers.map((mover) => mover.id)).toEqual([id + 15_000]);
    expect(Math.max(...largest)).toBe(1_000);
  });
});
