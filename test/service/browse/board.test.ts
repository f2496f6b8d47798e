import { describe, expect, it } from 'vitest';
import { readBoard } from '../../../src/service/browse/board.ts';
import { closeCommitment } from '../../../src/service/close.ts';
import { moveDeadline } from '../../../src/service/move.ts';
import { addProgress } from '../../../src/service/progress.ts';
import { sweep } from '../../../src/service/sweep.ts';
import { record, setup } from '../../support/setup.ts';

const undated = { deadline: undefined, reviewOn: '2025-06-16' };

describe('the board', () => {
  it('is empty on an empty database', async () => {
    const { ctx } = await setup();
    const board = await readBoard(ctx);
    expect(board.total).toBe(0);
    expect(Object.values(board.groups).flat()).toEqual([]);
  });

  it('puts each commitment where it stands now, also when no worker has run since', async () => {
    const { ctx, clock } = await setup();
    const bodies = await record(ctx);
    const meeting = await record(ctx, { title: 'Meet again', deadline: 'between June 20 and 30' });
    const exchange = await record(ctx, { title: 'Exchange', ...undated });
    const study = await record(ctx, {
      title: 'Study',
      deadline: 'a week',
      quantity: '',
      unit: '',
      comparator: '',
    });
    const at = async (iso: string) => {
      clock.set(iso);
      const { groups, counts } = await readBoard(ctx);
      for (const [group, items] of Object.entries(groups))
        expect(counts[group as keyof typeof counts]).toBe(items.length);
      return Object.fromEntries(
        Object.entries(groups).map(([group, items]) => [group, items.map(({ id }) => id)]),
      );
    };
    const none = { overdue: [], due: [], settled: [] };
    expect(await at('2025-06-03T12:00+03:00')).toEqual({
      ...none,
      upcoming: [bodies, study, meeting],
      undated: [exchange],
    });
    // Both windows open with 9 June; the week to study closes first.
    expect(await at('2025-06-09T00:00+03:00')).toEqual({
      ...none,
      due: [study, bodies],
      upcoming: [meeting],
      undated: [exchange],
    });
    expect(await at('2025-06-16T00:00+03:00')).toEqual({
      ...none,
      overdue: [study, bodies],
      upcoming: [meeting],
      undated: [exchange],
    });
    await sweep(ctx);
    expect((await at('2025-06-21T00:00+03:00')).overdue).toEqual([study, bodies]);
    await addProgress(ctx, { id: bodies, amount: 6000, happenedAt: '2025-06-14', note: 'handed over' });
    clock.advance(1000);
    await closeCommitment(ctx, { id: study, outcome: 'withdrawn', reason: 'taken back', note: 'seen' });
    const board = await readBoard(ctx);
    expect(board.groups.settled.map((item) => [item.id, item.statusText])).toEqual([
      [study, 'Withdrawn'],
      [bodies, 'Met'],
    ]);
    expect(board.groups.settled[1]?.progress).toEqual({
      text: '6,000 of at least 6,000 bodies',
      fraction: 1,
    });
    expect(board.groups.due.map(({ id }) => id)).toEqual([meeting]);
    expect(board.total).toBe(4);
  });

  it('counts grace before it says overdue', async () => {
    const { ctx, clock } = await setup();
    await record(ctx, { graceDays: 2 });
    clock.set('2025-06-17T12:00+03:00');
    expect((await readBoard(ctx)).counts).toMatchObject({ due: 1, overdue: 0 });
    clock.set('2025-06-18T00:00+03:00');
    expect((await readBoard(ctx)).counts).toMatchObject({ due: 0, overdue: 1 });
  });

  it('shows what was moved under its new date', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx);
    clock.set('2025-06-10T12:00+03:00');
    await moveDeadline(ctx, { id, closesOn: '2025-06-30', reason: 'said so' });
    clock.set('2025-06-16T12:00+03:00');
    const { groups } = await readBoard(ctx);
    expect(groups.overdue).toEqual([]);
    expect(groups.upcoming[0]?.explanation).toContain('30 Jun');
  });

  it('keeps to a status, a party and a tag', async () => {
    const { ctx, clock } = await setup();
    const one = await record(ctx, { tags: ['Bodies'] });
    const two = await record(ctx, { speaker: 'Rustem Umerov', committers: ['Ukraine'], ...undated });
    const ids = async (input: Record<string, unknown>) =>
      Object.values((await readBoard(ctx, input)).groups).flatMap((items) => items.map(({ id }) => id));
    expect(await ids({ tag: 'BODIES' })).toEqual([one]);
    expect(await ids({ party: 'Russia' })).toEqual([one]);
    expect(await ids({ party: 'Rustem Umerov' })).toEqual([two]);
    expect(await ids({ party: "x' or '1'='1" })).toEqual([]);
    expect(await ids({ status: 'undated' })).toEqual([two]);
    expect(await ids({ status: 'open' })).toEqual([one, two]);
    clock.set('2025-07-01T00:00+03:00');
    expect(await ids({ status: 'overdue' })).toEqual([one]);
    expect(await ids({ status: 'upcoming' })).toEqual([]);
    await expect(readBoard(ctx, { status: 'late' })).rejects.toThrow(/status must be one of/);
  });

  it('shows a bounded number and goes on from there, in the same order, without gaps or repeats', async () => {
    const { ctx } = await setup();
    const ids: number[] = [];
    for (let day = 10; day < 17; day += 1)
      ids.push(await record(ctx, { title: `By ${day}`, closesOn: `2025-06-${day}`, deadline: '' }));
    const first = await readBoard(ctx, { limit: 3 });
    expect(first.counts.upcoming).toBe(7);
    const seen = first.groups.upcoming.map(({ id }) => id);
    for (let cursor = first.more.upcoming; cursor !== null; ) {
      const next = await readBoard(ctx, { group: 'upcoming', limit: 3, cursor });
      seen.push(...next.groups.upcoming.map(({ id }) => id));
      cursor = next.more.upcoming;
    }
    expect(seen).toEqual(ids);
    await expect(readBoard(ctx, { cursor: '1.2' })).rejects.toThrow(/needs the group/);
    await expect(readBoard(ctx, { group: 'due', cursor: "1' --" })).rejects.toThrow(/cursor/);
  });

  it('shows a commitment that cannot be judged, with its fault, and all the others', async () => {
    const { ctx, clock, db } = await setup();
    const broken = await record(ctx, { title: 'Broken' });
    const fine = await record(ctx);
    await db.query(`alter table deadline disable trigger all`);
    await db.query(`update deadline set zone = 'Mars/Olympus' where commitment_id = $1`, [broken]);
    clock.set('2025-06-17T00:00+03:00');
    await sweep(ctx);
    const { groups } = await readBoard(ctx);
    const shown = Object.values(groups).flat();
    expect(shown.map(({ id }) => id).sort()).toEqual([broken, fine]);
    expect(shown.find(({ id }) => id === broken)?.fault).toMatch(/Mars\/Olympus/);
  });
});
