import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import { recordBy } from '../../src/domain/known.ts';
import { replay } from '../../src/domain/replay.ts';
import { story } from '../support/arbitraries.ts';
import { DAY } from '../support/clock.ts';
import { live } from '../support/lifetime.ts';
import { bodies, handedOver, istanbul } from '../support/records.ts';

const byTime = (a: { at: number }, b: { at: number }): number => a.at - b.at;

describe('told again', () => {
  it('the log and what was to be told come out as they were lived, after outages and jumps of the clock', () => {
    const wakes = fc.array(fc.integer({ min: 0, max: 200 * DAY }), { maxLength: 12 });
    fc.assert(
      fc.property(story, wakes, fc.boolean(), ({ start, deeds }, offsets, orderly) => {
        const looks = offsets.map((ms) => ({ at: start.recordedAt + ms }));
        const steps = orderly ? [...deeds, ...looks].sort(byTime) : [...deeds, ...looks];
        const lived = live(start, steps, { dueOnly: true });
        // All that the log keeps of the looks: when something was written down.
        const told = replay(lived.record, lived.writtenAt, lived.record.knownUntil);
        const name = ({ kind, key }: { kind: string; key: string }): string => `${kind} ${key}`;
        expect(told.moments.map(name)).toEqual(lived.events.map(name));
        expect(told.occasions.map(name).sort()).toEqual([...new Set(lived.occasions.map(name))].sort());
      }),
      { numRuns: Number(process.env.RUNS ?? 400) },
    );
  });

  it('says which statuses held, and since when', () => {
    const record = bodies({ progress: [handedOver(6000, '14 Jun', '20 Jun')] });
    expect(replay(record, [], istanbul('1 Jul')).held).toEqual([
      { status: 'upcoming', since: istanbul('2 Jun 16:00') },
      { status: 'due', since: istanbul('9 Jun') },
      { status: 'overdue', since: istanbul('16 Jun') },
      { status: 'met', since: istanbul('20 Jun') },
    ]);
  });

  it('ends with the status of the present', () => {
    fc.assert(
      fc.property(story, ({ start, deeds }) => {
        const { record } = live(start, deeds);
        const { held } = replay(record, [], record.knownUntil);
        expect(held.at(-1)?.status).toBe(
          assess(recordBy(record, record.knownUntil), record.knownUntil).status,
        );
      }),
    );
  });
});
