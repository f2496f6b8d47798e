/**
 * Random people with random subscriptions, random news at random times, several gatherers at once: nobody is told
 * the same occasion twice, nothing in quiet hours, nothing is lost.
 */
import fc from 'fast-check';
import { describe, expect, it, type onTestFinished } from 'vitest';
import { quietEnd, type Rhythm } from '../../src/domain/rhythm.ts';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { gather } from '../../src/service/gather.ts';
import { preferencesInput, preferencesOf } from '../../src/service/preferences.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { addresses, pass, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { toldOccasions } from '../support/told.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const hours = fc.integer({ min: 0, max: 23 });

const subscription = fc.record({
  who: fc.integer({ min: 0, max: 2 }),
  follows: fc.constantFrom('all', 'tag', 'commitment'),
  rhythm: fc.constantFrom<Rhythm>('at_once', 'at_once', 'daily', 'weekly'),
  hour: hours,
  quiet: fc.option(fc.tuple(hours, hours).filter(([from, to]) => from !== to)),
  zone: fc.constantFrom('UTC', 'Europe/Istanbul', 'America/St_Johns'),
});
const story = fc.record({
  subscriptions: fc.uniqueArray(subscription, {
    minLength: 2,
    maxLength: 7,
    selector: ({ who, follows }) => `${who} ${follows}`,
  }),
  steps: fc.array(
    fc.record({
      minutes: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 3 * 24 * 60 })),
      news: fc.boolean(),
      gatherers: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 3, maxLength: 10 },
  ),
});

describe('whoever follows what, whenever it happens', () => {
  it('nobody is told an occasion twice or in quiet hours, and nothing is lost', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ subscriptions, steps }) => {
        const ends: (() => Promise<void>)[] = [];
        const finished = ((end: () => Promise<void>) => ends.push(end)) as unknown as typeof onTestFinished;
        const { ctx, clock, db } = await setup({ finished });
        try {
          const id = await record(ctx, { tags: ['istanbul-2'] });
          await record(ctx, { title: 'Open the road', tags: ['istanbul-2'] });
          const people = addresses(3);
          const kinds = 'due_soon,due,overdue,overdue_reminder,progress,met,corrected';
          for (const { who, follows, rhythm, hour, quiet, zone } of subscriptions) {
            const wish = preferencesInput.parse({
              kinds,
              rhythm,
              hour,
              zone,
              ...(quiet === null ? {} : { quietFrom: quiet[0], quietTo: quiet[1] }),
            });
            await readers(ctx, [people[who] ?? ''], {
              ...preferencesOf(wish, clock.now()),
              follows,
              tag: follows === 'tag' ? 'istanbul-2' : null,
              commitmentId: follows === 'commitment' ? id : null,
            });
          }
          for (const { minutes, news, gatherers } of steps) {
            clock.advance(minutes * MINUTE);
            if (news) await addProgress(ctx, { id, amount: 10, note: 'ten more' });
            await sweep(ctx);
            while ((await fanOut(ctx)).more);
            clock.advance(2_000);
            await Promise.all(Array.from({ length: gatherers }, () => deliver(ctx)));
          }
          // Long enough for every digest and the end of every quiet hour.
          for (let half = 0; half < 18; half += 1) {
            clock.advance(DAY / 2);
            await pass(ctx, clock);
          }
          for (const told of await toldOccasions(db)) expect(told).toMatchObject({ messages: 1 });
          const sent = await db.query<{ at: number; quietFrom: number; quietTo: number; zone: string }>(
            `select distinct round(date_part('epoch', d.created_at) * 1000) as at, s.quiet_from as "quietFrom",
               s.quiet_to as "quietTo", s.zone
             from alert a join delivery d on d.id = a.delivery_id join subscription s on s.id = a.subscription_id
             where a.state = 'sent'`,
          );
          for (const { at, ...hush } of sent) expect(quietEnd(hush, at)).toBe(at);
          expect(
            await db.query(
              `select state, why from alert where state not in ('sent', 'dropped') and not_before_at <= to_timestamp($1::float8 / 1000)`,
              [clock.now() - DAY],
            ),
          ).toEqual([]);
          // What a person was not told was told together with something, told by way of another, or no longer held.
          const lost = await db.query(
            `select why from alert where state = 'dropped' and why !~ '^(told |no longer holds)'`,
          );
          expect(lost).toEqual([]);
        } finally {
          for (const end of ends) await end();
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('two gatherers at once', () => {
  it('make one message for each person, not two', async () => {
    const { ctx, clock, db } = await setup();
    await record(ctx, { tags: ['istanbul-2'] });
    const people = addresses(30);
    await readers(ctx, people);
    await readers(ctx, people, { follows: 'tag', tag: 'istanbul-2' });
    clock.set('2025-06-09T00:00+03:00');
    await sweep(ctx);
    await fanOut(ctx);
    const input = { now: clock.now() + 2_000, limit: 25, host: 'localhost' };
    for (let round = 0; round < 6; round += 1)
      await Promise.all([1, 2, 3].map(() => db.inTransaction((query) => gather(query, input))));
    expect(
      await db.query(
        `select count(*)::int as messages, count(distinct s.address)::int as people
         from delivery d join subscription s on s.id = d.subscription_id`,
      ),
    ).toEqual([{ messages: 30, people: 30 }]);
  });
});
