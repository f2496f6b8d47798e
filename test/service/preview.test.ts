import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/service/context.ts';
import { deliver } from '../../src/service/deliver.ts';
import { previewFor } from '../../src/service/preview.ts';
import { addProgress } from '../../src/service/progress.ts';
import type { TestClock } from '../support/clock.ts';
import { pass } from '../support/passes.ts';
import { fingerprint } from '../support/rows.ts';
import { follow, record, setup } from '../support/setup.ts';

const HOUR = 3_600_000;

/** Three weeks with a worker that looks every hour. */
async function live({ ctx, clock }: { ctx: Context; clock: TestClock }, id: number): Promise<void> {
  for (let hour = 0; hour < 21 * 24; hour += 1) {
    if (hour === 180)
      await addProgress(ctx, { id, amount: 100, note: 'a first hundred', support: 'confirmed' });
    if (hour === 181) await addProgress(ctx, { id, amount: 200, note: 'two more', support: 'confirmed' });
    if (hour === 403) await addProgress(ctx, { id, amount: 5_700, note: 'the rest', support: 'confirmed' });
    await pass(ctx, clock);
    clock.advance(HOUR - 2_000);
    await deliver(ctx);
  }
}

describe('what you would have got last month', () => {
  it.each([
    [{}],
    [{ rhythm: 'daily', hour: '8', zone: 'Europe/Istanbul' }],
    [{ rhythm: 'weekly', weekday: 'wednesday', kinds: 'due,overdue,met,progress' }],
    [{ kinds: 'due_soon,due,progress,overdue,overdue_reminder,met', quietFrom: '22', quietTo: '7' }],
    [{ minQuantity: '7000' }],
  ])('is what %j did get', { timeout: 60_000 }, async (wish) => {
    const world = await setup();
    const { ctx, db } = world;
    await follow(ctx, 'ana@example.org', wish);
    const id = await record(ctx);
    await record(ctx, { title: 'Open the road', quantity: 8000, deadline: 'within two weeks' });
    await live(world, id);
    const before = await fingerprint(db);
    const { messages, cut } = await previewFor(ctx, wish);
    expect(await fingerprint(db)).toEqual(before);
    expect(cut).toBe(false);
    const got = await db.query<{ at: number; kinds: string[] }>(
      `select round(date_part('epoch', d.sent_at) * 1000) as at, array_agg(o.commitment_id || ' ' || o.kind order by o.commitment_id) as kinds
       from delivery d join alert a on a.delivery_id = d.id join occasion o on o.id = a.occasion_id
       where a.state = 'sent' group by d.id order by d.id`,
    );
    const shown = messages.map(({ lines }) =>
      lines.map((line) => `${line.commitmentId} ${line.kind}`).sort(),
    );
    expect(shown).toEqual(got.map(({ kinds }) => kinds));
    // The worker looked every hour.
    messages.forEach(({ at }, index) => {
      expect(Math.abs(at - (got[index]?.at ?? 0))).toBeLessThanOrEqual(HOUR + 2_000);
    });
  });
});
