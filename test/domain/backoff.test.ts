import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAttemptAt } from '../../src/domain/backoff.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('nextAttemptAt', () => {
  it('waits 1 m, 5 m, 30 m, 2 h, 6 h, then 12 h, and gives up within three days', () => {
    const waits = Array.from({ length: 11 }, (_, index) => nextAttemptAt(index + 1, 0, 0));
    const half = 12 * HOUR;
    expect(waits).toEqual([
      MINUTE,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      6 * HOUR,
      half,
      half,
      half,
      half,
      half,
      null,
    ]);
  });

  it('never retries early and spreads by at most a fifth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 0, max: 4e12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, now, jitter) => {
          const nominal = nextAttemptAt(attempts, 0, 0);
          const at = nextAttemptAt(attempts, now, jitter);
          if (nominal === null || at === null)
            throw new Error('the first ten attempts are followed by another');
          expect(at - now).toBeGreaterThanOrEqual(nominal);
          expect(at - now).toBeLessThanOrEqual(nominal * 1.2 + 1);
        },
      ),
    );
  });
});
