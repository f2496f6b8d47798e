import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { Moment } from '../../src/domain/chronicle.ts';
import type { CommitmentRecord } from '../../src/domain/record.ts';
import { DAY } from '../support/clock.ts';
import { bodies, dates, dayIn, decided, handedOver, istanbul, takenBack } from '../support/records.ts';

const status = (record: CommitmentRecord, at: string) => assess(record, istanbul(at)).status;
const told = (record: CommitmentRecord, at: string): string[] =>
  assess(record, istanbul(at)).moments.map(({ key }) => key);
const last = (record: CommitmentRecord, at: string): Moment | undefined =>
  assess(record, istanbul(at)).moments.at(-1);
const correctsOverdue = (record: CommitmentRecord, at: string): Moment[] =>
  assess(record, istanbul(at)).moments.filter(({ corrects }) => corrects.includes('overdue'));

describe('what time brings', () => {
  it('opens the window with the first minute of its first day', () => {
    expect(status(bodies(), '8 Jun 23:59:59')).toBe('upcoming');
    expect(status(bodies(), '9 Jun')).toBe('due');
  });

  it('is not overdue on its last day in Istanbul', () => {
    expect(status(bodies(), '15 Jun 23:59:59')).toBe('due');
    expect(status(bodies(), '16 Jun')).toBe('overdue');
  });

  it('happened at its instant, however late somebody looked', () => {
    const { moments } = assess(bodies(), istanbul('1 Aug'));
    expect(moments.map(({ kind, occurredAt, actor }) => [kind, occurredAt, actor])).toEqual([
      ['recorded', istanbul('2 Jun 16:00'), 'anna'],
      ['due', istanbul('9 Jun'), null],
      ['overdue', istanbul('16 Jun'), null],
    ]);
  });

  it('waits for the end of grace before it says overdue', () => {
    const record = bodies({ graceMs: 2 * DAY });
    expect(status(record, '17 Jun 23:59')).toBe('due');
    expect(status(record, '18 Jun')).toBe('overdue');
    expect(assess(record, istanbul('17 Jun')).nextCheckAt).toBe(istanbul('18 Jun'));
  });

  it('says all at once of a window that had closed before it was recorded, with the true instants', () => {
    const at = istanbul('1 Jul');
    const record = bodies({
      recordedAt: at,
      deadlines: [dates(['2025-06-09', '2025-06-15'], { recordedAt: at })],
      knownUntil: at - 1,
    });
    const { moments } = assess(record, at);
    expect(moments.map(({ kind }) => kind)).toEqual(['recorded', 'due', 'overdue']);
    expect(moments.at(-1)).toMatchObject({ occurredAt: istanbul('16 Jun'), knownAt: at });
  });

  it('keeps a commitment without a date undated, and asks for a look on its day', () => {
    const record = bodies({ deadlines: [dates(null, { reviewAt: istanbul('2 Jul') })] });
    expect(status(record, '1 Jul')).toBe('undated');
    expect(assess(record, istanbul('1 Jul')).nextCheckAt).toBe(istanbul('2 Jul'));
    expect(last(record, '5 Jul')).toMatchObject({ kind: 'review_due', occurredAt: istanbul('2 Jul') });
    expect(status(record, '5 Jul')).toBe('undated');
    expect(assess(record, istanbul('5 Jul')).nextCheckAt).toBeNull();
  });

  it('keeps one that waits for its anchor pending for ever', () => {
    const record = bodies({ deadlines: [dates(null, { pending: true })] });
    expect(assess(record, istanbul('1 Dec'))).toMatchObject({ status: 'pending', nextCheckAt: null });
  });

  it('closes with the civil day where the zone skipped one', () => {
    const zone = 'Pacific/Apia';
    const recordedAt = dayIn('2011-12-20', zone);
    const deadline = dates(['2011-12-29', '2011-12-29'], { zone, recordedAt });
    const record = bodies({ recordedAt, knownUntil: recordedAt - 1, deadlines: [deadline] });
    expect(assess(record, dayIn('2011-12-31', zone) - 1).status).toBe('due');
    expect(assess(record, dayIn('2011-12-31', zone)).status).toBe('overdue');
  });
});

describe('what people report', () => {
  it('is met when progress adds up, at the hand-over that reached it', () => {
    const record = bodies({ progress: [handedOver(4000, '9 Jun'), handedOver(2000, '12 Jun')] });
    expect(status(record, '11 Jun')).toBe('due');
    expect(assess(record, istanbul('13 Jun'))).toMatchObject({
      status: 'met',
      late: false,
      daysLate: null,
      settledAt: istanbul('12 Jun'),
      nextCheckAt: null,
    });
  });

  it('is met late with the days counted in civil days of the zone', () => {
    const record = bodies({ progress: [handedOver(6000, '17 Jun 00:30')] });
    expect(assess(record, istanbul('18 Jun'))).toMatchObject({ status: 'met', late: true, daysLate: 2 });
  });

  it('is late from the closing instant on, and in time a millisecond before it', () => {
    const [inTime, late] = [handedOver(6000, '15 Jun 23:59:59'), handedOver(6000, '16 Jun')];
    expect(assess(bodies({ progress: [inTime] }), istanbul('20 Jun')).late).toBe(false);
    expect(assess(bodies({ progress: [late] }), istanbul('20 Jun')).late).toBe(true);
    expect(assess(bodies({ progress: [late], graceMs: 1 }), istanbul('20 Jun')).late).toBe(false);
  });

  it('corrects once what was called overdue, when evidence from inside the window comes late', () => {
    const record = bodies({ progress: [handedOver(6000, '14 Jun', '20 Jun 12:00')] });
    expect(status(record, '19 Jun')).toBe('overdue');
    expect(assess(record, istanbul('21 Jun'))).toMatchObject({ status: 'met', late: false });
    expect(correctsOverdue(record, '1 Aug')).toMatchObject([
      { kind: 'met', occurredAt: istanbul('14 Jun'), knownAt: istanbul('20 Jun 12:00') },
    ]);
  });

  it('corrects nothing when what came late was late', () => {
    const record = bodies({ progress: [handedOver(6000, '17 Jun', '20 Jun')] });
    expect(correctsOverdue(record, '1 Aug')).toEqual([]);
  });

  it('corrects "late" when still later evidence shows that it was in time', () => {
    const late = handedOver(1000, '18 Jun');
    const record = bodies({
      progress: [handedOver(5000, '10 Jun'), late, handedOver(1000, '12 Jun', '25 Jun')],
    });
    expect(assess(record, istanbul('20 Jun')).late).toBe(true);
    expect(last(record, '26 Jun')).toMatchObject({
      kind: 'met',
      corrects: ['met', 'overdue'],
      data: { late: false },
    });
  });

  it('is never overdue when a fact comes at the very instant of closing', () => {
    const record = bodies({ progress: [handedOver(6000, '15 Jun 12:00', '16 Jun')] });
    expect(told(record, '1 Jul').some((key) => key.startsWith('overdue'))).toBe(false);
  });
});

describe('a moved date', () => {
  const moved = (to: readonly [string, string], at: string) =>
    bodies({ deadlines: [...bodies().deadlines, dates(to, { version: 2, recordedAt: istanbul(at) })] });

  it('before closing means never overdue for the first date', () => {
    const record = moved(['2025-06-16', '2025-06-22'], '15 Jun 23:59:59');
    expect(told(record, '22 Jun')).toEqual(['recorded', 'due:v1', 'moved:v2', 'due:v2']);
    expect(told(record, '23 Jun').at(-1)).toBe('overdue:v2');
  });

  it('after closing keeps the overdue event, and arms the new date', () => {
    const record = moved(['2025-06-23', '2025-06-29'], '18 Jun');
    expect(status(record, '20 Jun')).toBe('upcoming');
    expect(told(record, '1 Jul')).toEqual([
      'recorded',
      'due:v1',
      'overdue:v1',
      'moved:v2',
      'due:v2',
      'overdue:v2',
    ]);
  });

  it('does not open a window again that stays open, neither at once nor at the next fact', () => {
    // A hand-over after the move used to open the second window with an event of its own.
    const record = {
      ...moved(['2025-06-09', '2025-06-22'], '12 Jun'),
      progress: [handedOver(10, '13 Jun'), handedOver(10, '14 Jun')],
    };
    expect(told(record, '20 Jun').filter((key) => key.startsWith('due'))).toEqual(['due:v1']);
    expect(status(record, '20 Jun')).toBe('due');
  });

  it('is met in time by the new date, and what was said of the old one stays said', () => {
    const record = {
      ...moved(['2025-06-23', '2025-06-29'], '18 Jun'),
      progress: [handedOver(6000, '24 Jun')],
    };
    expect(assess(record, istanbul('25 Jun'))).toMatchObject({ status: 'met', late: false });
    expect(correctsOverdue(record, '1 Aug')).toEqual([]);
  });

  it('is corrected when it turns out that the first date had been kept', () => {
    // "Overdue" was told for the first date; forgetting it at the move left the wrong message uncorrected.
    const record = {
      ...moved(['2025-06-23', '2025-06-29'], '18 Jun'),
      progress: [handedOver(6000, '14 Jun', '24 Jun')],
    };
    expect(correctsOverdue(record, '1 Aug')).toHaveLength(1);
  });

  it('is corrected only as far as it was wrong: late by the new date is late', () => {
    const record = {
      ...moved(['2025-06-23', '2025-06-29'], '18 Jun'),
      progress: [handedOver(6000, '30 Jun', '2 Jul')],
    };
    expect(assess(record, istanbul('3 Jul')).late).toBe(true);
    expect(correctsOverdue(record, '1 Aug')).toEqual([]);
  });

  it('goes back to undated when the new words name no date', () => {
    const deadline = dates(null, { version: 2, recordedAt: istanbul('12 Jun') });
    const record = bodies({ deadlines: [...bodies().deadlines, deadline] });
    expect(status(record, '1 Aug')).toBe('undated');
    expect(told(record, '1 Aug')).toEqual(['recorded', 'due:v1', 'moved:v2']);
  });
});

describe('a decision', () => {
  it('closes an open item when it was decided, and time brings nothing more', () => {
    const record = bodies({ verdicts: [decided('withdrawn', '12 Jun')] });
    expect(status(record, '1 Aug')).toBe('withdrawn');
    expect(told(record, '1 Aug')).toEqual(['recorded', 'due:v1', `closed@${istanbul('12 Jun')}`]);
  });

  it('taken back reopens, corrects, and says overdue once at the instant it fell', () => {
    const verdict = decided('met', '12 Jun');
    const record = bodies({ verdicts: [verdict, takenBack(verdict, '20 Jun')] });
    expect(status(record, '19 Jun')).toBe('met');
    expect(status(record, '21 Jun')).toBe('overdue');
    const [reopened, overdue] = assess(record, istanbul('21 Jun')).moments.slice(-2);
    expect(reopened).toMatchObject({ kind: 'reopened', corrects: ['met'], actor: 'carla' });
    expect(overdue).toMatchObject({
      kind: 'overdue',
      occurredAt: istanbul('16 Jun'),
      knownAt: istanbul('20 Jun'),
    });
  });

  it('made and taken back again and again announces every turn once and overdue once', () => {
    const [first, second] = [decided('met', '17 Jun'), decided('void', '19 Jun')];
    const verdicts = [first, takenBack(first, '18 Jun'), second, takenBack(second, '20 Jun')];
    const keys = told(bodies({ verdicts }), '1 Aug');
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => key.startsWith('overdue'))).toEqual(['overdue:v1']);
    expect(keys.filter((key) => key.includes('@'))).toHaveLength(4);
  });

  it('that repeats what the sum says already stands in the log and is no news', () => {
    const record = bodies({ progress: [handedOver(6000, '10 Jun')], verdicts: [decided('met', '11 Jun')] });
    expect(last(record, '12 Jun')).toMatchObject({ kind: 'met', data: { repeats: true }, corrects: [] });
  });

  it('against the sum corrects what was told of the sum', () => {
    const record = bodies({
      progress: [handedOver(6000, '10 Jun')],
      verdicts: [decided('not_met', '20 Jun')],
    });
    expect(last(record, '21 Jun')).toMatchObject({ kind: 'closed', corrects: ['met'] });
  });
});
