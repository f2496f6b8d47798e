import { describe, expect, it } from 'vitest';
import { closeCommitment, markMet, reopenCommitment } from '../../src/service/close.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { type Replayed, replayLog } from '../../src/service/replay.ts';
import { pass } from '../support/passes.ts';
import { follow, record, setup } from '../support/setup.ts';

const note = 'A note that shows it.';

/** Some weeks of work: one met in time and learnt of late, one moved and reopened, one left alone; and an outage. */
async function weeks() {
  const { ctx, clock, db } = await setup();
  const first = await record(ctx);
  await follow(ctx, 'reader@example.org');
  const second = await record(ctx, {
    title: 'Another',
    quote: 'Another thing, by 20 June.',
    deadline: 'by 20 June',
  });
  const third = await record(ctx, { title: 'A third', quote: 'A third one, next week.' });
  for (const day of ['09', '13', '16', '17']) {
    clock.set(`2025-06-${day}T00:00:01+03:00`);
    await pass(ctx, clock);
  }
  clock.set('2025-06-18T12:00:00+03:00');
  await markMet(ctx, { id: first, note, happenedAt: '2025-06-14' });
  await moveDeadline(ctx, { id: second, deadline: 'by 30 June', reason: 'It was postponed.' });
  await pass(ctx, clock);
  clock.set('2025-07-20T09:00:00+03:00');
  await pass(ctx, clock);
  await closeCommitment(ctx, { id: second, outcome: 'not_met', reason: 'It was not done.', note });
  clock.advance(1_000);
  await reopenCommitment(ctx, { id: second, reason: 'It was an error.' });
  await pass(ctx, clock);
  return { ctx, db, ids: { first, second, third } };
}

describe('replaying the log', () => {
  it('finds the same statuses and the same mails', async () => {
    const { ctx, ids } = await weeks();
    const told: Replayed[] = [];
    const summary = await replayLog(ctx, {}, (one) => told.push(one));
    expect(summary.differences).toEqual([]);
    expect(summary).toMatchObject({ commitments: 3, different: 0, waiting: 0, failed: 0 });
    expect(summary.sent).toBeGreaterThan(5);
    const statuses = (id: number) => told.find((one) => one.id === id)?.held.map(({ status }) => status);
    expect(statuses(ids.first)).toEqual(['upcoming', 'due', 'overdue', 'met']);
    expect(statuses(ids.second)).toEqual(['upcoming', 'due', 'overdue', 'not_met', 'overdue']);
  });

  it('tells a part of the time, and one commitment', async () => {
    const { ctx, ids } = await weeks();
    const june = await replayLog(ctx, {
      from: '2025-06-16',
      to: '2025-06-16',
      zone: 'Europe/Istanbul',
      commitment: ids.third,
    });
    expect(june).toMatchObject({ commitments: 1, events: 1, occasions: 1, different: 0 });
  });

  it('says what the log does not say, and what the code does not', async () => {
    const { ctx, db, ids } = await weeks();
    // What an owner of the database could do.
    await db.query('alter table event disable trigger user');
    await db.query(`delete from event where commitment_id = $1 and key = 'overdue:v1'`, [ids.third]);
    await db.query(
      `update event set occurred_at = occurred_at + interval '1 day' where commitment_id = $1 and key = 'due:v1'`,
      [ids.third],
    );
    await db.query('alter table event enable trigger user');
    const { differences } = await replayLog(ctx, {});
    expect(differences).toEqual(
      expect.arrayContaining([
        { commitment: ids.third, what: 'event overdue:v1', fault: 'missing' },
        { commitment: ids.third, what: 'event due:v1', fault: 'other instant' },
      ]),
    );
  });
});
