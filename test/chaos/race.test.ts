/** Crashes between two steps, and many workers at one thing (F5, F6). */
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/service/context.ts';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { sweep } from '../../src/service/sweep.ts';
import type { Database, Query } from '../../src/store/database.ts';
import { addresses, leasesEnd, pass, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';

const OPENS = '2025-06-09T00:00:00+03:00';
const CLOSED = '2025-06-16T00:00:00+03:00';

/** The database of a process that dies at its `nth` statement, from which on nothing is heard of it; counts them. */
function dyingAt(db: Database, nth: number): { db: Database; statements: () => number } {
  let count = 0;
  const dying =
    (query: Query): Query =>
    async (text, values) => {
      count += 1;
      if (count >= nth) throw new Error('killed here');
      return query(text, values);
    };
  return {
    db: {
      ...db,
      query: dying(db.query),
      inTransaction: (work) => db.inTransaction((query) => work(dying(query))),
    },
    statements: () => count,
  };
}

/** Everything that was announced and sent, without numbers that depend on order. */
async function told(db: Database) {
  const events = await db.prisma.event.findMany({
    where: { kind: { not: 'fact' } },
    orderBy: [{ commitmentId: 'asc' }, { key: 'asc' }],
  });
  const alerts = await db.prisma.alert.findMany({ include: { occasion: true } });
  const mails = await db.prisma.delivery.findMany();
  return {
    events: events.map((event) => [event.commitmentId, event.key, event.occurredAt.toISOString()]),
    alerts: alerts
      .map((row) => [row.occasion.commitmentId, row.occasion.kind, row.subscriptionId, row.state].join(' '))
      .sort(),
    mails: mails.map((mail) => [mail.subscriptionId, mail.subject, mail.state].join(' ')).sort(),
  };
}

async function world() {
  const { ctx, clock, db } = await setup({ poolSize: 10 });
  for (const title of ['One', 'Two', 'Three']) await record(ctx, { title });
  await readers(ctx, addresses(4));
  clock.set(OPENS);
  return { ctx, clock, db };
}

describe('a crash between any two steps', () => {
  it('leaves nothing half-done: the next pass ends where an undisturbed one does', async () => {
    const calm = await world();
    await pass(calm.ctx, calm.clock);
    const expected = await told(calm.db);
    expect(expected.mails).toHaveLength(4);

    const { ctx, clock, db } = await world();
    const steps: Record<string, (ctx: Context) => Promise<unknown>> = {
      sweep: (dying) => sweep(dying),
      fanOut: (dying) => fanOut(dying),
      // Kept mail: what is marked is what was sent.
      deliver: (dying) => deliver(dying),
    };
    for (const [name, step] of Object.entries(steps)) {
      let crashes = 0;
      for (let nth = 1; ; nth += 1) {
        const dying = dyingAt(db, nth);
        const died = await step({ ...ctx, db: dying.db }).then(
          () => false,
          () => true,
        );
        // The lease of the dead ends; alerts have waited for each other by then.
        clock.advance(31_000);
        await leasesEnd(db);
        if (dying.statements() < nth) break;
        expect(died, `${name} at statement ${nth}`).toBe(true);
        crashes += 1;
      }
      expect(crashes, name).toBeGreaterThan(0);
      await step(ctx);
      clock.advance(31_000);
      await leasesEnd(db);
    }
    await deliver(ctx);
    expect(await told(db)).toEqual(expected);
  });
});

describe('eight at once', () => {
  it('sweep, fan out and send: each thing is said and sent once', async () => {
    const calm = await world();
    calm.clock.set(CLOSED);
    await pass(calm.ctx, calm.clock);
    const { ctx, clock, db } = await world();
    clock.set(CLOSED);
    const crew = Array.from({ length: 8 }, (_, n) => ({ ...ctx, workerName: `worker ${n}` }));
    const all = async <T>(work: (one: Context) => Promise<T>): Promise<T[]> => Promise.all(crew.map(work));
    const swept = await all((one) => sweep(one));
    expect(swept.reduce((sum, { examined }) => sum + examined, 0)).toBe(3);
    await all(async (one) => {
      while ((await fanOut(one)).more);
    });
    clock.advance(2_000);
    const sent = await all((one) => deliver(one));
    expect(sent.reduce((sum, one) => sum + one.sent, 0)).toBe(4);
    expect(await told(db)).toEqual(await told(calm.db));
  });
});

describe('more alerts than are sent at once', () => {
  // They were gathered 500 at a time in the order of their commitments, so each reader got a mail for each.
  it('still travel in one message a reader', async () => {
    const { ctx, clock, db } = await setup();
    for (const title of ['One', 'Two', 'Three']) await record(ctx, { title });
    await readers(ctx, addresses(400));
    clock.set(OPENS);
    await sweep(ctx);
    await fanOut(ctx);
    clock.advance(2_000);
    for (let left = true; left; ) left = (await deliver(ctx)).claimed > 0;
    expect(await db.prisma.alert.count({ where: { state: 'sent' } })).toBe(3 * 400);
    expect(await db.prisma.delivery.count()).toBe(400);
  });
});
