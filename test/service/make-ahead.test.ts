import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import type { Database } from '../../src/store/database.ts';
import { pass } from '../support/passes.ts';
import { onRecord, reports } from '../support/series.ts';
import { follow, setup } from '../support/setup.ts';

const count = (db: Database): Promise<number> => db.prisma.commitment.count();

describe('a series', () => {
  it('begins with the commitment that was recorded', async () => {
    const { ctx, db, woken } = await setup();
    const id = await reports(ctx);
    expect(await onRecord(db)).toEqual(['1 Report on the exchange (Jun 2025): 2025-05-31T21:00:00.000Z due']);
    expect(await db.prisma.series.findFirstOrThrow()).toMatchObject({
      title: 'Report on the exchange',
      rrule: 'FREQ=MONTHLY;UNTIL=20251231',
      lastsUnit: 'month',
      lastsCount: 1,
      firstOn: new Date('2025-06-01'),
      zone: 'Europe/Istanbul',
      made: 1,
      nextMakeAt: new Date('2025-05-27T00:00+03:00'),
    });
    const event = await db.prisma.event.findFirstOrThrow({ where: { commitmentId: id, kind: 'recorded' } });
    expect(event.data).toEqual({ series: 1, number: 1 });
    expect(woken).toContainEqual({ work: 'make-ahead', at: Date.parse('2025-05-27T00:00+03:00') });
  });

  it('is made ahead: the next when one opens, and what opens within 35 days', async () => {
    const { ctx, clock, db } = await setup();
    await reports(ctx);
    expect(await makeAhead(ctx)).toMatchObject({
      made: 1,
      more: false,
      // 35 days before 1 August.
      nextMakeAt: Date.parse('2025-06-27T00:00+03:00'),
    });
    expect(await makeAhead(ctx)).toMatchObject({ made: 0 });
    clock.set('2025-06-26T23:59:59+03:00');
    expect(await makeAhead(ctx)).toMatchObject({ made: 0 });
    clock.set('2025-06-27T00:00:00+03:00');
    expect(await makeAhead(ctx)).toMatchObject({ made: 1 });
    expect(await onRecord(db)).toEqual([
      '1 Report on the exchange (Jun 2025): 2025-05-31T21:00:00.000Z due',
      '2 Report on the exchange (Jul 2025): 2025-06-30T21:00:00.000Z upcoming',
      '3 Report on the exchange (Aug 2025): 2025-07-31T21:00:00.000Z upcoming',
    ]);
    const yearly = { rrule: 'FREQ=YEARLY', opensOn: '2025-06-02', closesOn: '2025-06-02' };
    await reports(ctx, { ...yearly, title: 'Anniversary' });
    await makeAhead(ctx);
    expect((await onRecord(db)).at(-1)).toMatch(/^2 Anniversary \(Tue 2 Jun 2026\)/);
  });

  // How it is decided was left to the defaults: the same evidence met the first and left the second overdue.
  it('gives every occurrence all that the first has in its own row, but for what is its own', async () => {
    const { ctx, db } = await setup();
    await reports(ctx, {
      ...{ perParty: true, committers: ['Russia', 'Ukraine'], mutual: true, condition: 'if it holds' },
      ...{ decides: 'declared', decidesWhy: 'Nobody else counts.', force: 'soft', polarity: 'refrain' },
      ...{ unmeasurable: true, question: 'Which day counts?', fulfilledWhen: 'Seen', graceDays: 0.25 },
    });
    await makeAhead(ctx);
    const own = [
      ...['id', 'title', 'occurrence', 'recorded_at'],
      // What was announced of it, and is found anew.
      ...['status', 'late', 'next_check_at', 'known_until', 'disputed', 'has_more', 'fault', 'fault_at'],
      // A part that comes again is recorded by whoever wants it as a part.
      ...['parent_id', 'has_parts'],
    ];
    const rows = await db.query<{ row: Record<string, unknown> }>(
      'select to_jsonb(c) as row from commitment c order by id',
    );
    const [one, two] = rows.map(({ row }) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !own.includes(column))),
    );
    expect(two).toEqual(one);
    expect(one).toMatchObject({ decides: 'declared', measurable: false, parts_rule: 'mutual' });
  });

  it('copies everything but title and window, and says which occurrence of which series it is', async () => {
    const { ctx, db } = await setup();
    const id = await reports(ctx, {
      perParty: true,
      committers: ['Russia', 'Ukraine'],
      modality: 'obligation',
    });
    await makeAhead(ctx);
    const all = {
      parties: true,
      tags: true,
      deadlines: true,
      events: { where: { kind: { not: 'fact' } } },
    } as const;
    const [one, two] = await db.prisma.commitment.findMany({ include: all, orderBy: { id: 'asc' } });
    const shared = ({
      parties,
      tags,
      statementId,
      modality,
      comparator,
      unit,
      perParty,
      graceMs,
    }: NonNullable<typeof one>) => ({
      ...{ statementId, modality, comparator, unit, perParty, graceMs },
      parties: parties.map((party) => `${party.role} ${party.partyId}`).sort(),
      tags: tags.map(({ tag }) => tag),
    });
    if (one === undefined || two === undefined) throw new Error('there are two');
    expect(one.id).toBe(id);
    expect(shared(two)).toEqual(shared(one));
    expect(two.quantity?.toNumber()).toBe(one.quantity?.toNumber());
    expect(two.deadlines).toMatchObject([
      {
        version: 1,
        rule: 'series',
        precision: 'day',
        basis: 'assumed',
        explanation:
          'A series from Sun 1 Jun 2025, monthly until Wed 31 Dec 2025: the 2nd → ' +
          'Tue 1 Jul 2025 00:00 to Thu 31 Jul 2025 24:00 (rule series/1)',
      },
    ]);
    expect(two.events).toMatchObject([{ kind: 'recorded', data: { series: 1, number: 2 } }]);
  });

  it('ends where its rule ends, and rests then', async () => {
    const { ctx, clock, db } = await setup();
    await reports(ctx);
    clock.set('2027-01-01T00:00:00+03:00');
    expect(await makeAhead(ctx)).toMatchObject({ made: 6, nextMakeAt: null });
    expect(await count(db)).toBe(7);
    expect((await db.prisma.series.findFirstOrThrow()).nextMakeAt).toBeNull();
  });

  it('judges each occurrence by itself, and tells whoever follows a tag, not whoever follows the first', async () => {
    const { ctx, clock, db } = await setup();
    const first = await reports(ctx, { comparator: undefined, quantity: undefined, unit: undefined });
    await makeAhead(ctx);
    await follow(ctx, 'tag@example.org', { follows: 'tag', tag: 'reports' });
    await follow(ctx, 'first@example.org', { follows: 'commitment', commitment: first });
    await closeCommitment(ctx, { id: first, outcome: 'met', reason: 'published', note: 'published' });
    await pass(ctx, clock);
    clock.set('2025-08-03T12:00:00+03:00');
    await makeAhead(ctx);
    await pass(ctx, clock);
    expect((await onRecord(db)).map((line) => line.split(' ').at(-1))).toEqual([
      'met',
      'overdue',
      'due',
      'upcoming',
    ]);
    const alerts = await db.prisma.alert.findMany({
      include: { subscription: true, occasion: { include: { commitment: true } } },
    });
    const told = alerts.map(
      ({ subscription, occasion }) =>
        `${subscription.address}: ${occasion.kind} ${occasion.commitment.occurrence}`,
    );
    expect(told.sort()).toEqual([
      'first@example.org: met 1',
      'tag@example.org: due 3',
      'tag@example.org: met 1',
      'tag@example.org: overdue 2',
    ]);
  });

  it('catches up after a long outage: all are made, oldest first, in bounded passes, and only what holds is told', async () => {
    const { ctx, clock, db } = await setup();
    await follow(ctx, 'reader@example.org', { kinds: 'due_soon,due,overdue', leads: '7,1' });
    await reports(ctx, {
      rrule: 'FREQ=WEEKLY',
      opensOn: '2025-06-02',
      closesOn: '2025-06-02',
      graceDays: undefined,
    });
    clock.set('2025-12-01T12:00:00+03:00');
    const backAt = new Date(clock.now());
    const bounded = await makeAhead(ctx, 10);
    expect(bounded).toMatchObject({ made: 10, more: true });
    expect((await onRecord(db)).at(-1)).toMatch(/^11 /);
    while ((await makeAhead(ctx, 10)).more);
    // 27 Mondays until 1 December, and five that come within 35 days.
    expect(await count(db)).toBe(27 + 5);
    await pass(ctx, clock);
    const occasions = await db.prisma.occasion.groupBy({
      by: ['kind'],
      where: { createdAt: { gte: backAt } },
      _count: true,
      orderBy: { kind: 'asc' },
    });
    expect(occasions.map((row) => [row.kind, row._count])).toEqual([
      ['due', 1],
      ['overdue', 26],
    ]);
    expect(await db.prisma.delivery.count({ where: { kind: 'alerts' } })).toBe(1);
    const statuses = (await onRecord(db)).map((line) => line.split(' ').at(-1));
    expect(statuses.filter((status) => status === 'overdue')).toHaveLength(26);
    expect(statuses.filter((status) => status === 'upcoming')).toHaveLength(5);
  });

  it('sets a series aside that cannot be expanded; the others go on', async () => {
    const { ctx, db } = await setup();
    await reports(ctx, { title: 'Spoiled' });
    await reports(ctx);
    await db.query('alter table series disable trigger series_only_goes_on');
    await db.query(`update series set zone = 'Nowhere/Else' where id = 1`);
    const done = await makeAhead(ctx);
    expect(done).toMatchObject({ made: 1, faults: 1, more: false });
    expect(await db.prisma.series.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { fault: expect.stringContaining('unknown time zone'), made: 1 },
      { fault: null, made: 2 },
    ]);
    await db.query(
      `update series set zone = 'Europe/Istanbul', next_make_at = now() - interval '3 years' where id = 1`,
    );
    await makeAhead(ctx);
    expect(await db.prisma.series.findUnique({ where: { id: 1 } })).toMatchObject({ fault: null, made: 2 });
  });
});
