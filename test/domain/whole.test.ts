import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occasionsSince, stillHolds } from '../../src/domain/alerts.ts';
import { assess } from '../../src/domain/assess.ts';
import { chronicle } from '../../src/domain/chronicle.ts';
import { recordBy } from '../../src/domain/known.ts';
import { type CommitmentRecord, NO_MORE } from '../../src/domain/record.ts';
import { record as anyRecord, edges } from '../support/arbitraries.ts';
import { DAY } from '../support/clock.ts';
import { bodies, dates, decided, handedOver, istanbul, takenBack } from '../support/records.ts';

const on = (record: CommitmentRecord, at: string) => assess(record, istanbul(at));
const undated = [dates(null)];
const by = { recordedBy: 'carla' };

describe('what consists of parts', () => {
  const early = bodies({ id: 2, deadlines: [dates(['2025-06-09', '2025-06-10'])], target: null });
  const later = bodies({ id: 3, deadlines: [dates(['2025-06-20', '2025-06-30'])], target: null });
  const whole = (...parts: CommitmentRecord[]) => bodies({ target: null, deadlines: undated, parts });

  it('opens with the first of them and is overdue with the first that is', () => {
    const record = whole(early, later);
    expect(on(record, '8 Jun 23:59')).toMatchObject({ status: 'upcoming', nextCheckAt: istanbul('9 Jun') });
    expect(on(record, '9 Jun').status).toBe('due');
    expect(on(record, '11 Jun').status).toBe('overdue');
    expect(on(record, '11 Jun').parts).toEqual([
      { id: 2, status: 'overdue' },
      { id: 3, status: 'upcoming' },
    ]);
    expect(on(record, '11 Jun').moments.at(-1)?.key).toBe('overdue:v1:part2');
  });

  // A whole that waits for its event was not looked at again when a part of it became overdue.
  it('without a window of its own is looked at when time moves its parts on', () => {
    const waiting = { ...dates(null), pending: true };
    const moving = { ...early, progress: [handedOver(1, '9 Jun')] };
    const record = bodies({ target: null, deadlines: [waiting], parts: [moving] });
    for (const day of ['8 Jun', '9 Jun', '10 Jun 12:00']) {
      const { nextCheckAt } = on(record, day);
      expect(nextCheckAt ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(istanbul('11 Jun'));
    }
    expect(on(record, '11 Jun').moments.at(-1)?.key).toBe('overdue:v1:part2');
  });

  it('is due again when the part that was overdue is settled, and overdue anew with the next', () => {
    const done = { ...early, verdicts: [decided('met', '10 Jun', '12 Jun')] };
    expect(on(whole(done, later), '12 Jun').status).toBe('upcoming');
    expect(on(whole(done, later), '1 Jul').status).toBe('overdue');
    const overdue = on(whole(done, later), '1 Jul').moments.filter(({ kind }) => kind === 'overdue');
    expect(overdue.map(({ key }) => key)).toEqual(['overdue:v1:part2', 'overdue:v1:part3']);
  });

  // The key was that of the first time, so it was overdue without a word, and its reminders were those of the other.
  it('is overdue anew, with reminders anew, when the part that was overdue is moved and missed again', () => {
    const moved = dates(['2025-06-13', '2025-06-13'], { version: 2, recordedAt: istanbul('11 Jun 12:00') });
    const record = whole({ ...early, deadlines: [...early.deadlines, moved] });
    expect(on(record, '12 Jun').status).toBe('upcoming');
    const told = occasionsSince(record, on(record, '14 Jun'), istanbul('12 Jun'));
    expect(told.map(({ kind, key }) => `${kind} ${key}`)).toContain('overdue overdue:v1:part2v2');
    const later = occasionsSince(record, on(record, '15 Jun 01:00'), istanbul('14 Jun 01:00'));
    expect(later.map(({ key }) => key)).toEqual(['reminder:1:v1:part2v2']);
  });

  it('is overdue by a part that is, though it waits for its own event', () => {
    const record = bodies({ target: null, deadlines: [{ ...dates(null), pending: true }], parts: [early] });
    expect(on(record, '1 Jun').status).toBe('upcoming');
    expect(on(record, '11 Jun').status).toBe('overdue');
  });

  it('fails with the first part that does where the failure of one excuses the others', () => {
    const failed = { ...early, verdicts: [decided('not_met', '12 Jun')] };
    expect(on(whole(failed, later), '13 Jun').status).toBe('upcoming');
    const mutual: CommitmentRecord = { ...whole(failed, later), partsRule: 'mutual' };
    expect(on(mutual, '13 Jun')).toMatchObject({ status: 'not_met', settledBy: 'parts' });
    const void_ = { ...early, verdicts: [decided('void', '12 Jun')] };
    expect(on({ ...whole(void_, later), partsRule: 'mutual' }, '13 Jun').status).toBe('upcoming');
  });

  it('is met with the last of them, met in part when one was not, and forgets the void ones', () => {
    const met = { ...early, verdicts: [decided('met', '10 Jun')] };
    const outcome = (last: 'met' | 'not_met' | 'void') =>
      on(whole(met, { ...later, verdicts: [decided(last, '25 Jun')] }), '26 Jun');
    expect(outcome('met')).toMatchObject({
      status: 'met',
      settledAt: istanbul('25 Jun'),
      settledBy: 'parts',
    });
    expect(outcome('not_met').status).toBe('partly_met');
    expect(outcome('void')).toMatchObject({ status: 'met', settledAt: istanbul('10 Jun') });
  });
});

describe('a condition', () => {
  const reported = (...states: ['met' | 'failed' | 'open', string][]) =>
    bodies({
      conditional: true,
      more: {
        ...NO_MORE,
        conditions: states.map(([state, at], index) => ({
          ...{ id: index + 1, state, happenedAt: istanbul(at), recordedAt: istanbul(at), ...by },
        })),
      },
    });

  it('is waited for, whatever the calendar says', () => {
    expect(on(reported(), '20 Jun').status).toBe('pending');
    expect(on(reported(), '20 Jun').moments.map(({ kind }) => kind)).toEqual(['recorded']);
  });

  it('binds from when it is met, also late', () => {
    expect(on(reported(['met', '5 Jun']), '10 Jun').status).toBe('due');
    const late = on(reported(['met', '20 Jun']), '20 Jun');
    expect(late.status).toBe('overdue');
    expect(late.moments.at(-1)).toMatchObject({ kind: 'overdue', occurredAt: istanbul('20 Jun') });
  });

  it('voids the item when it fails and drops what was queued; undone, it undoes both', () => {
    const record = reported(['met', '5 Jun'], ['failed', '17 Jun'], ['open', '18 Jun'], ['met', '19 Jun']);
    const overdue = occasionsSince(record, on(record, '16 Jun'), istanbul('15 Jun'))[0];
    expect(overdue?.kind).toBe('overdue');
    expect(on(record, '17 Jun')).toMatchObject({ status: 'void', settledBy: 'condition' });
    expect(overdue && stillHolds(overdue, on(record, '17 Jun'))).toBe(false);
    expect(on(record, '18 Jun').status).toBe('pending');
    expect(on(record, '18 Jun').moments.at(-1)).toMatchObject({ kind: 'reopened', corrects: ['closed'] });
    expect(on(record, '19 Jun').status).toBe('overdue');
    // The time that runs anew is told anew.
    expect(occasionsSince(record, on(record, '19 Jun'), istanbul('18 Jun'))[0]?.key).toBe('overdue:v1:c4');
  });

  it('that is taken back or fails corrects what was told of its time, unless it is met again first', () => {
    const again: [state: 'met' | 'failed' | 'open', at: string] = ['met', '18 Jun'];
    const since = (day: string, record: ReturnType<typeof reported>, from: string) =>
      occasionsSince(record, on(record, day), istanbul(from)).map(({ kind, key, corrects }) => [
        kind,
        key,
        corrects,
      ]);
    const wrong = ['overdue', 'overdue_reminder', 'due', 'due_soon'];
    const back = reported(['met', '5 Jun'], ['open', '17 Jun']);
    expect(since('17 Jun', back, '16 Jun')).toEqual([['corrected', 'condition:2', wrong]]);
    const failed = reported(['met', '5 Jun'], ['failed', '17 Jun']);
    expect(since('17 Jun', failed, '16 Jun').map(([kind]) => kind)).toEqual(['corrected', 'closed']);
    const more = reported(['met', '5 Jun'], ['open', '17 Jun'], again);
    // Whoever was told that it is overdue was told so before, and whoever was not is told now.
    expect(since('18 Jun', more, '16 Jun')).toEqual([]);
    const failing = since('18 Jun', reported(['met', '5 Jun'], ['failed', '17 Jun'], again), '16 Jun');
    expect(failing.map(([kind, , what]) => [kind, what])).toEqual([['corrected', ['closed']]]);
    expect(since('18 Jun', more, '15 Jun').map(([kind]) => kind)).toEqual(['overdue', 'overdue']);
    const told = reported(
      ['met', '5 Jun'],
      ['open', '16 Jun 12:00'],
      ['met', '17 Jun'],
      ['open', '17 Jun 12:00'],
      again,
    );
    expect(since('18 Jun', told, '16 Jun 12:00').map(([, key]) => key)).toContain('overdue:v1:c5');
    // Said to be wrong in the same breath, it is said anew.
    const between = decided('not_met', '17 Jun');
    const anew = {
      ...reported(['met', '5 Jun'], ['open', '18 Jun'], ['met', '20 Jun']),
      verdicts: [between, takenBack(between, '19 Jun')],
    };
    expect(since('21 Jun', anew, '16 Jun').map(([kind, key]) => [kind, key])).toEqual([
      ['corrected', `reopened@${istanbul('19 Jun')}`],
      ['overdue', 'overdue:v1:c3'],
    ]);
    // While it was closed nobody was told; opened again it says all that is wrong.
    const verdict = decided('not_met', '17 Jun');
    const closed = {
      ...reported(['met', '5 Jun'], ['open', '18 Jun']),
      verdicts: [verdict, takenBack(verdict, '19 Jun')],
    };
    expect(since('18 Jun', closed, '17 Jun 12:00')).toEqual([]);
    expect(since('19 Jun', closed, '18 Jun 12:00')).toEqual([
      ['corrected', `reopened@${istanbul('19 Jun')}`, ['closed', ...wrong]],
    ]);
    // Of a window that has not opened only leads can have been told: of one that lies far ahead, nothing.
    const ahead = (opens: string, closes: string) => ({
      ...reported(['met', '5 Jun'], ['open', '12 Jun']),
      deadlines: [dates([opens, closes])],
    });
    expect(since('12 Jun', ahead('2025-06-17', '2025-06-18'), '11 Jun').map(([, , what]) => what)).toEqual([
      ['due_soon'],
    ]);
    expect(since('12 Jun', ahead('2025-08-17', '2025-08-18'), '11 Jun')).toEqual([]);
    // Before its window had opened nothing had been said that was wrong; leads reach only whoever was told one.
    const early = reported(['met', '3 Jun'], ['open', '4 Jun']);
    expect(on(early, '20 Jun').moments.map(({ kind }) => kind)).toEqual([
      'recorded',
      'condition',
      'condition',
    ]);
  });
});

describe('reminders that are held', () => {
  const held = (kind: 'acknowledged' | 'snoozed', until: string) =>
    bodies({
      more: {
        ...NO_MORE,
        notices: [
          { id: 1, kind, untilAt: istanbul(until), recordedAt: istanbul('16 Jun 09:00'), recordedBy: 'dora' },
        ],
      },
    });
  const told = (record: CommitmentRecord, since: string, at: string) =>
    occasionsSince(record, on(record, at), istanbul(since)).map(({ key, actor }) => [key, actor]);

  it('are silent until the day, and go on at once then', () => {
    const record = held('snoozed', '21 Jun');
    expect(told(record, '16 Jun 12:00', '20 Jun')).toEqual([]);
    expect(on(record, '20 Jun').nextCheckAt).toBe(istanbul('21 Jun'));
    expect(told(record, '20 Jun', '21 Jun')).toEqual([['reminder:after:1:v1', null]]);
    expect(told(record, '21 Jun', '23 Jun')).toEqual([['reminder:7:v1', null]]);
  });

  it('pass to the next editor when whoever had it in hand has done nothing', () => {
    const record = held('acknowledged', '21 Jun');
    expect(told(record, '20 Jun', '21 Jun')).toEqual([
      ['unattended:1', 'dora'],
      ['reminder:after:1:v1', null],
    ]);
    const deed = { ...handedOver(1, '18 Jun'), recordedBy: 'dora' };
    expect(told({ ...record, progress: [deed] }, '20 Jun', '21 Jun').map(([key]) => key)).toEqual([
      'reminder:after:1:v1',
    ]);
    // Whoever took evidence back, or wrote down what counts, has not left it lying.
    const dora = { recordedAt: istanbul('18 Jun'), recordedBy: 'dora' };
    const withdrawn = { ...record.more, withdrawals: [{ ...dora, evidenceId: 99 }] };
    const revised = { ...dora, version: 2, decides: 'declared' as const, measurable: true };
    for (const more of [{ more: withdrawn }, { criteria: [...record.criteria, revised] }])
      expect(told({ ...record, ...more }, '20 Jun', '21 Jun')).toEqual([['reminder:after:1:v1', null]]);
  });
});

describe('whatever happened', () => {
  const wholes = fc.tuple(anyRecord, fc.array(anyRecord, { maxLength: 3 })).map(
    ([own, parts]): CommitmentRecord => ({
      ...own,
      parts: parts.map((part, index) => ({ ...part, id: index + 2 })),
    }),
  );
  const runs = { numRuns: Number(process.env.RUNS ?? 300) };

  it('what became known by an instant is the same however much was learnt later', () => {
    fc.assert(
      fc.property(wholes, fc.nat(), fc.integer({ min: 0, max: 400 * DAY }), (record, pick, more) => {
        const at = [...edges(record), ...record.parts.flatMap(edges)];
        const then = Math.max(record.recordedAt, at[pick % at.length] ?? 0);
        const later = chronicle(record, then + more).moments.filter(({ knownAt }) => knownAt <= then);
        expect(later).toEqual(chronicle(recordBy(record, then), then).moments);
      }),
      runs,
    );
  });

  it('nothing happens to a whole before its next check', () => {
    fc.assert(
      fc.property(wholes, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (given, pick, share) => {
        const at = [...edges(given), ...given.parts.flatMap(edges)];
        const now = Math.max(given.recordedAt, at[pick % at.length] ?? 0);
        const record = recordBy(given, now);
        const here = assess(record, now);
        const until = (here.nextCheckAt ?? now + 4_000 * DAY) - 1;
        const there = assess(record, now + Math.floor(share * (until - now)));
        expect(there.status).toBe(here.status);
        expect(there.moments).toEqual(here.moments);
      }),
      runs,
    );
  });
});
