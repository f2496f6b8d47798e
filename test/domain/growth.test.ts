import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthOf } from '../../src/domain/growth.ts';
import { atLast } from '../../src/domain/known.ts';
import { SUPPORTS } from '../../src/domain/record.ts';
import { tally } from '../../src/domain/settle.ts';
import { record } from '../support/arbitraries.ts';
import { bodies, handedOver, istanbul } from '../support/records.ts';

describe('how the tallies grew', () => {
  it('goes by when bodies were handed over, not by when it was learnt', () => {
    const late = handedOver(1000, '9 Jun', '20 Jun');
    const known = bodies({ progress: [handedOver(200, '12 Jun'), late] });
    const [whole] = growthOf(atLast(known));
    expect(whole?.levels.confirmed).toEqual([
      { at: istanbul('9 Jun'), total: 1000 },
      { at: istanbul('12 Jun'), total: 1200 },
    ]);
    expect(whole?.levels.verified).toEqual([]);
  });

  it('is told for each side where the target holds for each, and for nobody without a target', () => {
    const target = { comparator: 'at_least', quantity: 1000, unit: 'prisoners', perParty: true } as const;
    const progress = [handedOver(390, '9 Jun', '9 Jun', 1), handedOver(270, '9 Jun', '9 Jun', 2)];
    const sides = growthOf(atLast(bodies({ target, committers: [1, 2], progress })));
    expect(sides.map(({ partyId, levels }) => [partyId, levels.declared.at(-1)?.total])).toEqual([
      [1, 390],
      [2, 270],
    ]);
    expect(growthOf(atLast(bodies({ target: null })))).toEqual([]);
  });

  it('ends in every story where the tallies that decide stand, and never goes back in time', () => {
    fc.assert(
      fc.property(record, (made) => {
        const known = atLast(made);
        const sums = tally(known);
        for (const { partyId, levels } of growthOf(known))
          for (const support of SUPPORTS) {
            const steps = levels[support];
            for (const [index, step] of steps.entries())
              expect(step.at).toBeGreaterThan(steps[index - 1]?.at ?? Number.NEGATIVE_INFINITY);
            if (partyId === null) expect(steps.at(-1)?.total ?? 0).toBe(sums?.levels[support]);
            else if (support === sums?.decides)
              expect(steps.at(-1)?.total ?? 0).toBe(sums.byParty.get(partyId) ?? 0);
          }
      }),
    );
  });
});
