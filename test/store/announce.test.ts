import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweep } from '../../src/service/sweep.ts';
import { type Announcement, writeAnnouncements } from '../../src/store/announce.ts';
import { record, setup } from '../support/setup.ts';

describe('writing down a batch', () => {
  it('keeps names and notes to the letter, whatever signs they are made of', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx);
    const at = clock.now();
    const text = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[\\"{},\sNUL]*$/), fc.constant('NULL'))
      .filter((actor) => !actor.includes('\0'));
    const written = fc.uniqueArray(text, { minLength: 1, maxLength: 20 });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(written, async (actors) => {
        round += 1;
        const moments = actors.map((actor, index) => ({
          kind: 'progress' as const,
          key: `progress:${round}:${index}`,
          occurredAt: at,
          knownAt: at,
          actor,
          version: 1,
          data: { note: actor },
          corrects: [],
        }));
        const assessment = {
          status: 'upcoming',
          late: null,
          disputed: false,
          nextCheckAt: null,
          at,
        } as const;
        const batch: Announcement[] = [{ id, assessment, moments, occasions: [] }];
        await db.inTransaction((query) => writeAnnouncements(query, batch, 'refuse'));
        const rows = await db.query<{ actor: string; note: string }>(
          `select actor, data->>'note' as note from event where key like 'progress:' || $1::int || ':%' order by id`,
          [round],
        );
        expect(rows).toEqual(actors.map((actor) => ({ actor, note: actor })));
      }),
      { numRuns: 30 },
    );
  });

  it('skips what is already written and writes the rest of the batch', async () => {
    const { ctx, clock, db } = await setup();
    const [first, second] = [await record(ctx), await record(ctx)];
    clock.set('2025-06-09T00:00:00+03:00');
    await db.query(
      `insert into event (commitment_id, kind, key, occurred_at, recorded_at, actor)
       values ($1::int, 'due', 'due:v1', '2025-06-08T21:00Z', '2025-06-08T21:00Z', 'time')`,
      [first],
    );
    expect(await sweep(ctx)).toMatchObject({ examined: 2, events: 1, faults: 0 });
    const rows = await db.prisma.commitment.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ id, status, fault }) => [id, status, fault])).toEqual([
      [first, 'due', null],
      [second, 'due', null],
    ]);
  });
});
