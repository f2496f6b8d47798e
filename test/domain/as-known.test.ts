import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asKnown } from '../../src/domain/as-known.ts';
import { assess } from '../../src/domain/assess.ts';
import { recordBy } from '../../src/domain/known.ts';
import type { CommitmentRecord } from '../../src/domain/record.ts';
import { record as anyRecord, edges } from '../support/arbitraries.ts';
import { bodies, dates, decided, handedOver, istanbul, takenBack } from '../support/records.ts';

const stood = (record: CommitmentRecord, on: string, asOf: string) => {
  const known = asKnown(record, { asOf: istanbul(asOf), on: istanbul(on) });
  return known === null ? null : assess(known, istanbul(on)).status;
};

describe('what we knew on one day about another', () => {
  const late = bodies({ progress: [handedOver(6000, '14 Jun', '20 Jun')] });

  it('sees a fulfilment on its day only with what was learnt later', () => {
    expect(stood(late, '15 Jun', '15 Jun')).toBe('due');
    expect(stood(late, '15 Jun', '20 Jun')).toBe('met');
    expect(stood(late, '13 Jun', '20 Jun')).toBe('due');
    expect(stood(late, '17 Jun', '17 Jun')).toBe('overdue');
    expect(stood(late, '17 Jun', '20 Jun')).toBe('met');
  });

  it('keeps a date in force until the day on which it was moved', () => {
    const moved = dates(['2025-06-20', '2025-06-30'], { version: 2, recordedAt: istanbul('18 Jun') });
    const record = bodies({ deadlines: [dates(['2025-06-09', '2025-06-15']), moved] });
    expect(stood(record, '17 Jun', '1 Jul')).toBe('overdue');
    expect(stood(record, '18 Jun', '1 Jul')).toBe('upcoming');
  });

  it('shows a decision until it was taken back, to whoever did not know of that', () => {
    const verdict = decided('not_met', '16 Jun');
    const record = bodies({ verdicts: [verdict, takenBack(verdict, '19 Jun')] });
    expect(stood(record, '17 Jun', '18 Jun')).toBe('not_met');
    expect(stood(record, '20 Jun', '18 Jun')).toBe('not_met');
    expect(stood(record, '20 Jun', '20 Jun')).toBe('overdue');
  });

  it('knows nothing of what was not on record', () => {
    expect(stood(bodies(), '15 Jun', '1 Jun')).toBeNull();
  });

  it('of everything, about now, it says what is so now', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const now = Math.max(...edges(record));
        const known = asKnown(record, { asOf: now, on: now });
        const { moments: _, ...told } = assess(record, now);
        const { moments: __, ...then } = assess(known ?? record, now);
        expect(then).toEqual(told);
      }),
      { numRuns: Number(process.env.RUNS ?? 400) },
    );
  });

  it('about the present it says what the present said', () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(), (record, pick) => {
        const at = edges(record);
        const then = Math.max(record.recordedAt, at[pick % at.length] ?? 0);
        const known = asKnown(record, { asOf: then, on: then });
        expect(known && assess(known, then).status).toBe(assess(recordBy(record, then), then).status);
      }),
      { numRuns: Number(process.env.RUNS ?? 400) },
    );
  });
});
