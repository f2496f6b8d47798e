import { describe, expect, it } from 'vitest';
import { isoInZone } from '../../src/domain/shown.ts';
import { recordAnchor } from '../../src/service/anchor.ts';
import { readCommitment } from '../../src/service/browse/commitment.ts';
import { closeCommitment, markMet, reopenCommitment } from '../../src/service/close.ts';
import type { Context } from '../../src/service/context.ts';
import { derive } from '../../src/service/derive.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { pass, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';

const DAY = 86_400_000;
const waiting = { deadline: 'within 60 days of signing' };
const closes = async (ctx: Context, id: number): Promise<string | null> => {
  const { window, zone } = await readCommitment(ctx, id);
  return window === null ? null : isoInZone(window.closesAt, zone).slice(0, 10);
};
const kinds = async (ctx: Context, id: number) =>
  (await readCommitment(ctx, id)).events.map(({ kind }) => kind);

describe('the event that a deadline waits for', () => {
  it('dates the deadline once a worker has seen that it happened, and says from what', async () => {
    const { ctx, clock, woken } = await setup();
    const id = await record(ctx, waiting);
    expect((await readCommitment(ctx, id)).status).toBe('pending');
    clock.advance(10 * DAY);
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09', url: 'https://example.org/signed' });
    expect(woken.at(-1)?.work).toBe('derive');
    // Recorded and not dated yet: that is the worker's.
    expect(await closes(ctx, id)).toBeNull();
    expect(await derive(ctx)).toEqual({ taken: 1, moved: 1, faults: 0 });
    expect(await closes(ctx, id)).toBe('2025-08-09');
    const view = await readCommitment(ctx, id);
    expect(view.status).toBe('upcoming');
    expect(view.slips).toBe(0);
    expect(view.explanation).toContain('signing happened on Mon 9 Jun 2025 → Fri 8 Aug');
    expect(view.deadlines.at(-1)).toMatchObject({
      cause: 'anchor',
      reason: 'signing happened on Mon 9 Jun 2025',
      basis: 'derived',
    });
    expect(view.events.at(-1)).toMatchObject({
      kind: 'deadline_moved',
      data: {
        from: null,
        to: { closesAt: Date.parse('2025-08-09T00:00+03:00') },
        ...{
          cause: 'anchor',
          rule: expect.stringMatching(/^from-event\/\d$/),
          anchor: 'signing',
          happened: '2025-06-09',
        },
      },
    });
    expect(await derive(ctx)).toEqual({ taken: 0, moved: 0, faults: 0 });
  });

  it('moves the date when it is corrected, and lets it wait again when it was an error; every report stays', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx, waiting);
    const steps: [object, string | null][] = [
      [{ happenedOn: '2025-06-09' }, '2025-08-09'],
      [{ happenedOn: '2025-06-11' }, '2025-08-11'],
      [{ withdraw: true, note: 'Only initialled.' }, null],
      [{ happenedAt: '2025-06-12T22:30Z' }, '2025-08-13'],
    ];
    clock.advance(15 * DAY);
    for (const [report, expected] of steps) {
      await recordAnchor(ctx, { ids: [id], ...report });
      await derive(ctx);
      expect(await closes(ctx, id)).toBe(expected);
      clock.advance(DAY);
    }
    expect(await db.prisma.anchorEvent.count()).toBe(4);
    const view = await readCommitment(ctx, id);
    expect(view.anchorEvents.map((event) => event.happenedOn)).toEqual([
      '2025-06-09',
      '2025-06-11',
      null,
      null,
    ]);
    expect(view.deadlines.map(({ version, reason }) => [version, reason])).toEqual([
      [1, null],
      [2, 'signing happened on Mon 9 Jun 2025'],
      [3, 'signing happened on Wed 11 Jun 2025'],
      [4, 'signing was recorded in error: Only initialled.'],
      [5, 'signing happened on Fri 13 Jun 2025 01:30'],
    ]);
    expect(view.status).toBe('upcoming');
  });

  it('arms the alerts anew, as a move does', async () => {
    const { ctx, clock, db } = await setup();
    const id = await record(ctx, { deadline: 'within 3 days of signing' });
    await readers(ctx, ['reader@example.org']);
    clock.set('2025-06-10T12:00:00+03:00');
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
    await derive(ctx);
    await pass(ctx, clock);
    clock.set('2025-06-13T00:00:01+03:00');
    await pass(ctx, clock);
    expect(await kinds(ctx, id)).toEqual(['recorded', 'deadline_moved', 'due', 'overdue']);
    clock.set('2025-06-14T12:00:00+03:00');
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-13' });
    await derive(ctx);
    clock.set('2025-06-17T00:00:01+03:00');
    await pass(ctx, clock);
    expect((await kinds(ctx, id)).slice(4)).toEqual(['deadline_moved', 'due', 'overdue']);
    const told = await db.prisma.occasion.findMany({ where: { kind: 'overdue' }, select: { version: true } });
    expect(told.map(({ version }) => version)).toEqual([2, 3]);
  });

  it('asks to look again on the day that was given, once the event turns out to be none', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { ...waiting, reviewOn: '2025-09-01' });
    clock.advance(8 * DAY);
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
    await derive(ctx);
    expect((await readCommitment(ctx, id)).reviewAt).toBeNull();
    await recordAnchor(ctx, { ids: id, withdraw: true, note: 'not yet' });
    await derive(ctx);
    const view = await readCommitment(ctx, id);
    expect([view.status, view.reviewAt]).toEqual(['pending', Date.parse('2025-09-01T00:00+03:00')]);
  });

  it('takes several commitments at once, all or none', async () => {
    const { ctx, clock, db } = await setup();
    const [one, two] = [await record(ctx, waiting), await record(ctx, { deadline: 'a week after signing' })];
    const dated = await record(ctx);
    clock.advance(8 * DAY);
    const event = { happenedOn: '2025-06-09' };
    await expect(recordAnchor(ctx, { ids: [one, two, dated], ...event })).rejects.toMatchObject({
      code: 'conflict',
      message: `The deadline of commitment ${dated} waits for no event.`,
    });
    await expect(recordAnchor(ctx, { ids: [one, 999], ...event })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await db.prisma.anchorEvent.count()).toBe(0);
    expect(await db.prisma.derivation.count()).toBe(0);
    const reports = await recordAnchor(ctx, { ids: `${two}, ${one}, ${one}`, ...event });
    expect(reports.map(({ id }) => id)).toEqual([one, two]);
    await derive(ctx);
    expect([await closes(ctx, one), await closes(ctx, two)]).toEqual(['2025-08-09', '2025-06-17']);
  });

  it('takes a planned day for what counts back from it', async () => {
    const { ctx } = await setup();
    const id = await record(ctx, { deadline: 'two weeks before the summit' });
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-07-15' });
    await derive(ctx);
    expect(await closes(ctx, id)).toBe('2025-07-02');
    expect((await readCommitment(ctx, id)).explanation).toContain('summit is set for Tue 15 Jul 2025');
  });

  it('dates new words for the same event at once, and lets words for another one wait', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, waiting);
    clock.advance(8 * DAY);
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
    await derive(ctx);
    await moveDeadline(ctx, { id, deadline: 'within 90 days of signing', reason: 'Both sides agreed.' });
    await derive(ctx);
    expect(await closes(ctx, id)).toBe('2025-09-08');
    await moveDeadline(ctx, { id, deadline: 'within 10 days of ratification', reason: 'Agreed again.' });
    await derive(ctx);
    expect(await closes(ctx, id)).toBeNull();
    // The event dated the new words a month later than the first; what waits for another event has no date yet.
    expect(await readCommitment(ctx, id)).toMatchObject({ slips: 1, slipDays: 30 });
  });

  it('leaves a date alone that was set by hand before the worker came', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, waiting);
    clock.advance(8 * DAY);
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
    await moveDeadline(ctx, { id, closesOn: '2025-07-01', reason: 'The court said so.' });
    expect(await derive(ctx)).toEqual({ taken: 1, moved: 0, faults: 0 });
    expect(await closes(ctx, id)).toBe('2025-07-02');
  });

  it('says of what was fulfilled before whether it was late', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { deadline: 'within 3 days of signing' });
    clock.set('2025-06-20T12:00:00+03:00');
    await markMet(ctx, { id, note: 'seen', happenedAt: '2025-06-15' });
    expect((await readCommitment(ctx, id)).late).toBeNull();
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
    await derive(ctx);
    expect(await readCommitment(ctx, id)).toMatchObject({ status: 'met', late: true, daysLate: 3 });
  });

  it.each(['met', 'partly_met', 'not_met'])('dates also what was decided %s', async (outcome) => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, waiting);
    clock.advance(20 * DAY);
    await closeCommitment(ctx, { id, outcome, reason: 'as seen', note: 'seen' });
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
    expect((await derive(ctx)).moved).toBe(1);
  });

  it.each(['void', 'withdrawn', 'superseded'])(
    'moves no date of what is %s, and tells nobody; once reopened, it does',
    async (outcome) => {
      const { ctx, clock, db, woken } = await setup();
      const id = await record(ctx, waiting);
      await readers(ctx, ['reader@example.org']);
      clock.advance(20 * DAY);
      await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
      await derive(ctx);
      await closeCommitment(ctx, { id, outcome, reason: 'the talks were broken off', note: 'seen' });
      await pass(ctx, clock);
      const sent = await db.prisma.delivery.count();
      clock.advance(DAY);
      await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-11' });
      expect(await derive(ctx)).toEqual({ taken: 1, moved: 0, faults: 0 });
      await pass(ctx, clock);
      expect((await kinds(ctx, id)).at(-1)).toBe('closed');
      expect(await db.prisma.delivery.count()).toBe(sent);
      expect(await closes(ctx, id)).toBe('2025-08-09');
      await reopenCommitment(ctx, { id, reason: 'they go on' });
      expect(woken.at(-1)?.work).toBe('derive');
      await derive(ctx);
      expect(await closes(ctx, id)).toBe('2025-08-11');
      expect((await kinds(ctx, id)).at(-1)).toBe('deadline_moved');
    },
  );

  it('is applied once by two workers at once, whatever happens to one of them', async () => {
    const { ctx, clock, db } = await setup({ poolSize: 10 });
    const ids: number[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await record(ctx, { ...waiting, title: `Number ${n}` }));
    clock.advance(8 * DAY);
    await recordAnchor(ctx, { ids, happenedOn: '2025-06-09' });
    // Asked for twice, as after a correction that came back.
    await db.query(
      `insert into derivation (commitment_id, requested_at, requested_by, not_before_at)
       select commitment_id, requested_at, requested_by, not_before_at from derivation`,
    );
    const failing: Context = {
      ...ctx,
      db: {
        ...db,
        write: async (work) =>
          db.write(async (tx, query) => {
            await work(tx, query);
            throw new Error('power cut');
          }),
      },
    };
    await expect(derive(failing, 1)).resolves.toMatchObject({ moved: 0, faults: 1 });
    clock.advance(DAY);
    await Promise.all([derive(ctx), derive(ctx), derive(ctx)]);
    expect(await db.prisma.derivation.count()).toBe(0);
    expect(await db.prisma.deadline.count()).toBe(24);
    expect(await db.prisma.event.count({ where: { kind: 'deadline_moved' } })).toBe(12);
  });

  it('sets aside a date that cannot be worked out, tells why, and goes on with the others', async () => {
    const { ctx, clock, db } = await setup();
    const bad = await record(ctx, { ...waiting, title: 'Bad' });
    const good = await record(ctx, { ...waiting, title: 'Good' });
    await db.query('alter table deadline disable trigger user');
    await db.query(`update deadline set anchor_offset = 'soon' where commitment_id = $1`, [bad]);
    clock.advance(8 * DAY);
    for (const ids of [bad, good])
      await db.prisma.anchorEvent
        .create({
          data: {
            ...{
              commitmentId: ids,
              anchor: 'signing',
              happenedOn: new Date('2025-06-09'),
              recordedBy: 'anna',
            },
            recordedAt: new Date(clock.now()),
          },
        })
        .then(() =>
          db.query(
            `insert into derivation (commitment_id, requested_at, requested_by, not_before_at)
             values ($1, to_timestamp($2), 'anna', to_timestamp($2))`,
            [ids, clock.now() / 1000],
          ),
        );
    expect(await derive(ctx)).toEqual({ taken: 2, moved: 1, faults: 1 });
    expect(await closes(ctx, good)).toBe('2025-08-09');
    expect((await readCommitment(ctx, bad)).derivation).toMatchObject({
      fault: expect.stringContaining('is no offset'),
    });
    expect(await derive(ctx)).toEqual({ taken: 0, moved: 0, faults: 0 });
    clock.advance(3_600_000);
    expect((await derive(ctx)).faults).toBe(1);
  });

  it('keeps the record in order when the clock of the one who reports is behind', async () => {
    const { ctx, clock } = await setup();
    const id = await record(ctx, { deadline: 'within 60 days of signing' });
    clock.set('2025-06-20T12:00:00+03:00');
    await pass(ctx, clock);
    await closeCommitment(ctx, { id, outcome: 'partly_met', reason: 'half of it', note: 'seen' });
    clock.set('2025-06-19T12:00:00+03:00');
    await recordAnchor(ctx, { ids: id, happenedOn: '2025-06-09' });
    await derive(ctx);
    const view = await readCommitment(ctx, id);
    const times = view.deadlines.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(view.deadlines).toHaveLength(2);
  });
});
