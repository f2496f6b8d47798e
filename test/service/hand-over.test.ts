import { describe, expect, it } from 'vitest';
import { alsoAtWork, atWork } from '../../src/service/at-work.ts';
import { closeCommitment } from '../../src/service/close.ts';
import { handOver } from '../../src/service/hand-over.ts';
import { assignedTo } from '../../src/store/browse/at-work.ts';
import { record, setup } from '../support/setup.ts';

describe('handing an item over', () => {
  it('makes it the colleague’s until it is handed on or given back, and stays on record', async () => {
    const { ctx, db } = await setup();
    const id = await record(ctx);
    await handOver(ctx, { id, to: 'Ben', note: 'The ministry was asked', recordedBy: 'Anna' });
    expect((await assignedTo(db.query, [id])).get(id)).toMatchObject({ to: 'Ben', by: 'Anna' });
    await handOver(ctx, { id, to: 'Carla', note: 'I am away', recordedBy: 'Ben' });
    expect((await assignedTo(db.query, [id])).get(id)).toMatchObject({ to: 'Carla', by: 'Ben' });
    await handOver(ctx, { id, note: 'Nothing more to do here', recordedBy: 'Carla' });
    expect((await assignedTo(db.query, [id])).size).toBe(0);
    expect(await db.prisma.event.count({ where: { key: { startsWith: 'fact:assignment:' } } })).toBe(3);
  });

  it('needs a note, and something that is still open', async () => {
    const { ctx } = await setup();
    const id = await record(ctx);
    await expect(handOver(ctx, { id, to: 'Ben' })).rejects.toMatchObject({ code: 'invalid', field: 'note' });
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'an error', note: 'seen' });
    await expect(handOver(ctx, { id, to: 'Ben', note: 'x' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(handOver(ctx, { id: 99, to: 'Ben', note: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('two editors on one item', () => {
  it('are told of each other while both have it open, and forgotten afterwards', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    expect(await atWork(ctx, { id, name: 'Anna' })).toEqual([]);
    expect(await atWork(ctx, { id, name: 'Ben' })).toEqual(['Anna']);
    expect(await alsoAtWork(ctx, id, 'Anna')).toEqual(['Ben']);
    clock.advance(200_000);
    expect(await alsoAtWork(ctx, id, 'Anna')).toEqual([]);
    clock.advance(3_600_000);
    expect(await atWork(ctx, { id, name: 'Carla' })).toEqual([]);
    expect(await db.prisma.presence.findMany({ select: { name: true } })).toEqual([{ name: 'Carla' }]);
    // Whatever number an address has in it: nothing is kept about what is not there.
    expect(await atWork(ctx, { id: 999, name: 'Anna' })).toEqual([]);
    expect(await db.prisma.presence.count()).toBe(1);
  });
});
