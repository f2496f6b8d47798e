import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertKind, type Occasion, occasionsSince, stillHolds } from '../../src/domain/alerts.ts';
import { type Assessment, assess } from '../../src/domain/assess.ts';
import type { CommitmentRecord } from '../../src/domain/record.ts';
import { story } from '../support/arbitraries.ts';
import { DAY } from '../support/clock.ts';
import { live } from '../support/lifetime.ts';
import { bodies, dates, decided, handedOver, istanbul, takenBack } from '../support/records.ts';

/** What a sweep at `at` would say when the one before it ran at `since`. */
const news = (record: CommitmentRecord, since: string, at: string): string[] =>
  occasionsSince(record, assess(record, istanbul(at)), istanbul(since)).map(
    ({ kind, key }) => `${kind} ${key}`,
  );

describe('what is worth telling', () => {
  it('announces leads at midnight of their day in Istanbul, each once', () => {
    expect(news(bodies(), '8 Jun 23:59:59', '9 Jun')).toEqual(['due due:v1', 'due_soon lead:7:v1']);
    expect(news(bodies(), '9 Jun', '12 Jun 23:59:59')).toEqual([]);
    expect(news(bodies(), '12 Jun 23:59:59', '13 Jun')).toEqual(['due_soon lead:3:v1']);
    expect(news(bodies(), '13 Jun', '13 Jun')).toEqual([]);
  });

  it('tells no lead that had passed before the date was recorded', () => {
    // Recorded on 2 June: thirty and fourteen days before 16 June lie behind.
    expect(news(bodies(), '2 Jun 15:00', '2 Jun 16:00')).toEqual([]);
  });

  it('arms leads, due and overdue again for a moved date', () => {
    const moved = dates(['2025-06-23', '2025-06-29'], { version: 2, recordedAt: istanbul('10 Jun') });
    const record = bodies({ deadlines: [...bodies().deadlines, moved] });
    expect(news(record, '9 Jun 12:00', '10 Jun')).toEqual(['deadline_moved moved:v2']);
    expect(news(record, '10 Jun', '20 Jun')).toEqual(['due_soon lead:14:v2']);
    expect(news(record, '20 Jun', '23 Jun')).toEqual(['due due:v2', 'due_soon lead:7:v2']);
    expect(news(record, '29 Jun', '30 Jun')).toEqual(['overdue overdue:v2']);
  });

  it('says the present state once after an outage', () => {
    expect(news(bodies(), '3 Jun', '20 Aug')).toEqual(['overdue overdue:v1']);
    expect(news(bodies(), '17 Jun 12:00', '20 Aug')).toEqual(['overdue_reminder reminder:60:v1']);
  });

  it('does not say that a closed window closes soon, in the time of grace', () => {
    // After an outage until within the grace, every lead that had been missed was told.
    expect(news(bodies({ graceMs: 5 * DAY }), '8 Jun', '17 Jun')).toEqual(['due due:v1']);
  });

  it('says nothing of the recording, and nothing of a verdict that repeats', () => {
    const record = bodies({ progress: [handedOver(6000, '10 Jun')], verdicts: [decided('met', '11 Jun')] });
    expect(news(record, '10 Jun 12:00', '11 Jun')).toEqual([]);
  });

  it('sends a correction beside the news, which goes to those who were not told the wrong thing', () => {
    const record = bodies({ progress: [handedOver(6000, '14 Jun', '20 Jun')] });
    const told = occasionsSince(record, assess(record, istanbul('20 Jun')), istanbul('19 Jun'));
    expect(told.map(({ kind, corrects }) => [kind, corrects])).toEqual([
      ['progress', []],
      ['corrected', ['overdue', 'overdue_reminder']],
      ['met', ['overdue', 'overdue_reminder']],
    ]);
  });

  it('tells of reopening only those who were told that it was closed', () => {
    const verdict = decided('void', '12 Jun');
    const record = bodies({ verdicts: [verdict, takenBack(verdict, '13 Jun 12:00')] });
    const at = istanbul('13 Jun 12:00');
    expect(occasionsSince(record, assess(record, at), at - 1)).toMatchObject([
      { kind: 'corrected', corrects: ['closed'] },
    ]);
  });
});

describe('what still holds when it is sent', () => {
  const holds = (kind: AlertKind, key: string, record: CommitmentRecord, at: string, version = 1): boolean =>
    stillHolds({ kind, key, version }, assess(record, istanbul(at)));

  it('drops what was queued for a date that has moved', () => {
    const moved = dates(['2025-06-23', '2025-06-29'], { version: 2, recordedAt: istanbul('18 Jun') });
    const record = bodies({ deadlines: [...bodies().deadlines, moved] });
    expect(holds('overdue', 'overdue:v1', record, '17 Jun')).toBe(true);
    expect(holds('overdue', 'overdue:v1', record, '18 Jun')).toBe(false);
    expect(holds('deadline_moved', 'moved:v2', record, '18 Jun', 2)).toBe(true);
  });

  it('drops "due" once it is overdue, and "overdue" once it is met', () => {
    const record = bodies({ progress: [handedOver(6000, '17 Jun')] });
    expect(holds('due', 'due:v1', record, '15 Jun')).toBe(true);
    expect(holds('due', 'due:v1', record, '16 Jun')).toBe(false);
    expect(holds('overdue', 'overdue:v1', record, '17 Jun')).toBe(false);
  });

  it('drops "met" that was taken back, also when it has been met again since', () => {
    // Both would have been true by status alone, and the first would have named the wrong day.
    const [wrong, right] = [decided('met', '10 Jun'), decided('met', '12 Jun')];
    const record = bodies({ verdicts: [wrong, takenBack(wrong, '11 Jun'), right] });
    expect(holds('met', `met@${istanbul('10 Jun')}`, record, '10 Jun 12:00')).toBe(true);
    expect(holds('met', `met@${istanbul('10 Jun')}`, record, '13 Jun')).toBe(false);
    expect(holds('corrected', `reopened@${istanbul('11 Jun')}`, record, '13 Jun')).toBe(false);
    expect(holds('met', `met@${istanbul('12 Jun')}`, record, '13 Jun')).toBe(true);
  });
});

const OPEN = ['undated', 'pending', 'upcoming', 'due', 'overdue'];

/** Whether the sentence that a reader would see is true, decided without the code under test. */
function isTrue(told: Occasion, now: Assessment, graceMs: number): boolean {
  const { window } = now.deadline;
  const open = OPEN.includes(now.status);
  switch (told.kind) {
    case 'due_soon':
      return open && window !== null && now.at < window.closesAt;
    case 'due':
      return open && window !== null && window.opensAt <= now.at && now.at < window.closesAt + graceMs;
    case 'overdue':
    case 'overdue_reminder':
      return open && window !== null && now.at >= window.closesAt + graceMs;
    case 'review_due':
      return open && window === null && (now.deadline.reviewAt ?? Infinity) <= now.at;
    case 'met':
      return now.status === 'met';
    case 'closed':
      return !open && now.status !== 'met';
    case 'corrected':
      if (told.key.startsWith('condition:')) return now.status === 'pending';
      // Nobody is bound by what waits for its condition or has lost it: its time was told wrongly.
      if (told.corrects.includes('overdue') && now.status !== 'pending' && now.settledBy !== 'condition')
        return now.status === 'met' && now.late !== true;
      return told.key.startsWith('reopened') ? open : !open;
    default:
      return told.version <= now.deadline.version;
  }
}

describe('whatever happened, whenever the sweep ran', () => {
  const byTime = (a: { at: number }, b: { at: number }): number => a.at - b.at;
  const lives = fc
    .tuple(story, fc.array(fc.integer({ min: 0, max: 200 * DAY }), { maxLength: 12 }))
    .map(([{ start, deeds }, wakes]) => ({
      start,
      steps: [...deeds, ...wakes.map((ms) => ({ at: start.recordedAt + ms }))].sort(byTime),
    }));
  const runs = { numRuns: Number(process.env.RUNS ?? 400) };

  it('only what is true is told, and only what is still true is sent later', () => {
    fc.assert(
      fc.property(lives, fc.nat(), ({ start, steps }, cut) => {
        const some = live(start, steps.slice(0, cut % (steps.length + 1)));
        const all = live(start, steps);
        for (const { record, occasions } of [some, all]) {
          const present = assess(record, record.knownUntil);
          const held = occasions.filter((occasion) => stillHolds(occasion, present));
          for (const occasion of held)
            expect([occasion, isTrue(occasion, present, start.graceMs)]).toEqual([occasion, true]);
        }
        // What was told of the shorter life, sent at the end of the longer one.
        const end = assess(all.record, all.record.knownUntil);
        for (const occasion of some.occasions.filter((one) => stillHolds(one, end)))
          expect([occasion, isTrue(occasion, end, start.graceMs)]).toEqual([occasion, true]);
      }),
      runs,
    );
  });

  it('the state at the end has been told: nothing is lost', () => {
    const tells: Partial<Record<Assessment['status'], readonly AlertKind[]>> = {
      due: ['due', 'deadline_moved', 'corrected'],
      overdue: ['overdue', 'corrected'],
      met: ['met'],
    };
    fc.assert(
      fc.property(lives, ({ start, steps }) => {
        const { record, occasions } = live(start, steps);
        const present = assess(record, record.knownUntil);
        const kinds = tells[present.status] ?? (OPEN.includes(present.status) ? null : ['closed']);
        if (kinds === null) return;
        const held = occasions.filter((occasion) => stillHolds(occasion, present)).map(({ kind }) => kind);
        expect(held.some((kind) => kinds.includes(kind)) ? kinds : held).toEqual(kinds);
      }),
      runs,
    );
  });
});
