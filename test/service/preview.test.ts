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
    const rest = { amount: 5_700, note: 'the rest', support: 'confirmed', happenedAt: 'now' };
    if (hour === 403) await addProgress(ctx, { id, ...rest });
    await pass(ctx, clock);
    clock.advance(HOUR - 2_000);
    await deliver(ctx);
  }
}

const WISHES: readonly Record<string, string>[] = [
  {},
  { rhythm: 'daily', hour: '8', zone: 'Europe/Istanbul' },
  { rhythm: 'weekly', weekday: 'wednesday', kinds: 'due,overdue,met,progress' },
  { kinds: 'due_soon,due,progress,overdue,overdue_reminder,met', quietFrom: '22', quietTo: '7' },
  { minQuantity: '7000' },
];

describe('what you would have got last month', () => {
  // Each wish is another reader's, so that three weeks are lived once.
  it('is what each did get', { timeout: 240_000 }, async () => {
    const world = await setup();
    const { ctx, db } = world;
    for (const [place, wish] of WISHES.entries()) await follow(ctx, `reader${place}@example.org`, wish);
    const id = await record(ctx);
    await record(ctx, { title: 'Open the road', quantity: 8000, deadline: 'within two weeks' });
    await live(world, id);
    const before = await fingerprint(db);
    for (const [place, wish] of WISHES.entries()) {
      const { messages, cut } = await previewFor(ctx, wish);
      expect(cut).toBe(false);
      const got = await db.query<{ at: number; kinds: string[] }>(
        `select round(date_part('epoch', d.sent_at) * 1000) as at,
           array_agg(o.commitment_id || ' ' || o.kind order by o.commitment_id) as kinds
         from delivery d join alert a on a.delivery_id = d.id join occasion o on o.id = a.occasion_id
         join subscription s on s.id = a.subscription_id
         where a.state = 'sent' and s.address = $1 group by d.id order by d.id`,
        [`reader${place}@example.org`],
      );
      expect(got.length, JSON.stringify(wish)).toBeGreaterThan(0);
      const shown = messages.map(({ lines }) =>
        lines.map((line) => `${line.commitmentId} ${line.kind}`).sort(),
      );
      expect(shown, JSON.stringify(wish)).toEqual(got.map(({ kinds }) => kinds));
      // The worker looked every hour.
      messages.forEach(({ at }, index) => {
        expect(Math.abs(at - (got[index]?.at ?? 0)), JSON.stringify(wish)).toBeLessThanOrEqual(HOUR + 2_000);
      });
    }
    expect(await fingerprint(db)).toEqual(before);
  });
});
