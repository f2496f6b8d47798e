import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { CommitmentRecord } from '../../src/domain/record.ts';
import { CLASSES, classOf, rateOf, trackRecord } from '../../src/domain/track-record.ts';
import { bodies, decided, handedOver, istanbul } from '../support/records.ts';

const counted = (record: CommitmentRecord, at: string, party: number | null = null) =>
  classOf(assess(record, istanbul(at)), record.graceMs, party);

describe('where a commitment counts', () => {
  it('is not yet due until its window has closed, and overdue from then on', () => {
    expect(counted(bodies(), '15 Jun 23:59')).toBe('not_yet_due');
    expect(counted(bodies(), '16 Jun')).toBe('overdue');
  });

  it('tells on time from late, in part from not at all', () => {
    expect(counted(bodies({ progress: [handedOver(6000, '15 Jun 23:59')] }), '17 Jun')).toBe('kept_on_time');
    expect(counted(bodies({ progress: [handedOver(6000, '16 Jun')] }), '17 Jun')).toBe('kept_late');
    expect(counted(bodies({ verdicts: [decided('partly_met', '16 Jun')] }), '17 Jun')).toBe('in_part');
    expect(counted(bodies({ verdicts: [decided('not_met', '16 Jun')] }), '17 Jun')).toBe('not_kept');
  });

  it('keeps what cannot be decided out of every rate, however it ended', () => {
    const unmeasurable = bodies({
      criteria: [{ ...bodies().criteria[0], measurable: false } as CommitmentRecord['criteria'][number]],
      verdicts: [decided('not_met', '16 Jun')],
    });
    expect(counted(unmeasurable, '17 Jun')).toBe('unratable');
    expect(counted(bodies({ verdicts: [decided('void', '16 Jun')] }), '17 Jun')).toBe('unratable');
  });

  it('counts each side of a target by what that side did', () => {
    const sides = bodies({
      target: { comparator: 'at_least', quantity: 1000, unit: 'people', perParty: true },
      committers: [1, 2],
      progress: [handedOver(1000, '10 Jun', '10 Jun', 1)],
      verdicts: [decided('not_met', '20 Jun', '20 Jun', { partyId: 2 })],
    });
    expect(counted(sides, '20 Jun', 1)).toBe('kept_on_time');
    expect(counted(sides, '20 Jun', 2)).toBe('not_kept');
    expect(counted(sides, '20 Jun')).toBe('in_part');
  });
});

describe('a rate', () => {
  it('is not given on fewer than five settled, and never counts what is not yet due', () => {
    const four = ['kept_on_time', 'kept_on_time', 'not_kept', 'in_part', 'not_yet_due', 'overdue'] as const;
    expect(trackRecord(four).onTime).toBeNull();
    expect(trackRecord([...four, 'kept_late'])).toMatchObject({
      onTime: { kept: 2, settled: 5 },
      kept: { kept: 3, settled: 5 },
    });
  });

  it('lies in its interval, as Wilson gives it', () => {
    // Computed apart, from the formula in Wilson (1927): 8 of 10 gives 0.4902 to 0.9433.
    expect(rateOf(8, 10)?.from).toBeCloseTo(0.4902, 4);
    expect(rateOf(8, 10)?.to).toBeCloseTo(0.9433, 4);
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, part) => {
          const rate = rateOf(Math.floor(n * part), n);
          expect(rate).not.toBeNull();
          if (rate === null) return;
          expect(0 <= rate.from && rate.from <= rate.share && rate.share <= rate.to && rate.to <= 1).toBe(
            true,
          );
        },
      ),
    );
  });

  it('counts each commitment in exactly one class', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CLASSES)), (classes) => {
        const sum = Object.values(trackRecord(classes).counts).reduce((a, b) => a + b, 0);
        expect(sum).toBe(classes.length);
      }),
    );
  });
});
