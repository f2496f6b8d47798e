import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { follow, record, setup } from '../support/setup.ts';

describe('the main job', () => {
  it('flags the bodies due and overdue at their instants in Istanbul, and tells a follower once each', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    await follow(ctx, 'reader@example.org');
    const run = async () => {
      const swept = await sweep(ctx);
      await fanOut(ctx);
      clock.advance(2_000);
      const delivered = await deliver(ctx);
      return { swept, delivered };
    };
    clock.set('2025-06-08T23:59:59+03:00');
    expect((await run()).swept.events).toBe(0);
    clock.set('2025-06-09T00:00:00+03:00');
    const opened = await run();
    expect(opened.swept.events).toBe(1);
    clock.set('2025-06-15T23:59:00+03:00');
    await run();
    expect((await db.prisma.commitment.findUniqueOrThrow({ where: { id } })).status).toBe('due');
    clock.set('2025-06-16T00:00:00+03:00');
    await run();
    expect((await db.prisma.commitment.findUniqueOrThrow({ where: { id } })).status).toBe('overdue');
    clock.set('2025-06-20T12:00:00+03:00');
    await addProgress(ctx, {
      id,
      amount: 6000,
      happenedAt: '2025-06-14',
      note: 'handed over',
      support: 'confirmed',
    });
    await run();
    const events = await db.prisma.event.findMany({
      where: { kind: { not: 'fact' } },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.kind)).toEqual(['recorded', 'due', 'overdue', 'progress', 'met']);
    const mails = await db.prisma.delivery.findMany({ where: { kind: 'alerts' }, orderBy: { id: 'asc' } });
    expect(mails.map((mail) => [mail.state, mail.subject])).toMatchInlineSnapshot(`
      [
        [
          "sent",
          "Due: Hand over the bodies of the dead",
        ],
        [
          "sent",
          "Due soon: Hand over the bodies of the dead",
        ],
        [
          "sent",
          "Overdue: Hand over the bodies of the dead",
        ],
        [
          "sent",
          "Correction: Hand over the bodies of the dead",
        ],
      ]
    `);
  });
});
