import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Known } from '../../src/domain/known.ts';
import type { Comparator, Target, VerdictFact } from '../../src/domain/record.ts';
import { NO_MORE, type ProgressFact } from '../../src/domain/record.ts';
import {
  verdictInForce as inForce,
  settle as settleAll,
  type Tally,
  tally as tallyAll,
} from '../../src/domain/settle.ts';
import { cpuMs } from '../support/cpu.ts';
import { decided, handedOver, istanbul, takenBack } from '../support/records.ts';

const known = (more: Partial<Known>): Known => ({
  target: null,
  committers: [],
  partsRule: 'independent',
  conditional: false,
  decides: 'confirmed',
  progress: [],
  verdicts: [],
  more: NO_MORE,
  parts: [],
  ...more,
});
const settle = (more: Partial<Known>) => settleAll(known(more));
const tally = (of: Target, progress: readonly ProgressFact[], committers: readonly number[]): Tally =>
  tallyAll(known({ target: of, progress, committers })) as Tally;
const verdictInForce = (verdicts: readonly VerdictFact[]) => inForce({ verdicts, more: NO_MORE });

const target = (comparator: Comparator, quantity: number, perParty = false): Target => ({
  comparator,
  quantity,
  unit: 'bodies',
  perParty,
});
const sum = (of: Target, ...amounts: number[]) =>
  tally(
    of,
    amounts.map((amount, index) => handedOver(amount, `${index + 1} Jun`)),
    [],
  );

describe('adding up', () => {
  it('is met when progress adds up to the target, at the entry that reached it', () => {
    expect(sum(target('at_least', 6000), 1212, 4000, 788, 5)).toMatchObject({
      total: 6005,
      reachedAt: istanbul('3 Jun'),
    });
  });

  it('goes by when things happened, not by when we learnt them', () => {
    const entries = [handedOver(5, '8 Jun', '8 Jun'), handedOver(5, '4 Jun', '20 Jun')];
    expect(tally(target('at_least', 10), entries, []).reachedAt).toBe(istanbul('8 Jun'));
    expect(tally(target('at_least', 5), entries, []).reachedAt).toBe(istanbul('4 Jun'));
  });

  it('stays open one short of the target', () => {
    expect(sum(target('at_least', 6000), 5999).reachedAt).toBeNull();
    expect(sum(target('at_least', 1), 0.999999).reachedAt).toBeNull();
  });

  it.each([
    [0.3, [0.1, 0.2]],
    [1, [0.7, 0.1, 0.2]],
    [0.8, [0.1, 0.7]],
    [1.1, Array.from({ length: 11 }, () => 0.1)],
  ])('reaches %d with tenths, which binary fractions do not add up to', (quantity, amounts) => {
    for (const comparator of ['at_least', 'exactly'] as const)
      expect(sum(target(comparator, quantity), ...amounts).reachedAt).not.toBeNull();
  });

  it.each([999_761_080_453, 1_973_970_057_718, 9_999_999_999_999])(
    'keeps large sums exact: %d was lost by scaling to millionths and back',
    (quantity) => {
      expect(sum(target('at_least', quantity), quantity)).toMatchObject({ total: quantity });
      expect(sum(target('exactly', quantity), quantity - 1, 1).reachedAt).toBe(istanbul('2 Jun'));
    },
  );

  it('adds millionths like whole numbers', () => {
    const millionths = fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(millionths, (parts) => {
        const whole = parts.reduce((total, part) => total + part, 0) / 1e6;
        const { total, reachedAt } = tally(
          target('exactly', whole),
          parts.map((part) => handedOver(part / 1e6, '3 Jun')),
          [],
        );
        expect(total).toBe(whole);
        expect(reachedAt).toBe(istanbul('3 Jun'));
      }),
    );
  });
});

describe('a record that many have added to', () => {
  // It was added up exactly, with totals nobody asked for, once for each entry: seconds at some thousand of them.
  it('is judged in a moment at each of 4,000 entries', () => {
    const entries = Array.from({ length: 4_000 }, (_, n) => ({ ...handedOver(1, '4 Jun'), id: n + 1 }));
    const facts = { target: target('at_least', 4_010), committers: [], verdicts: [] };
    const begin = cpuMs();
    const settled = entries.map((_, n) => settle({ ...facts, progress: entries.slice(0, n + 1) }));
    expect(settled.every((one) => one === null)).toBe(true);
    expect(cpuMs() - begin).toBeLessThan(700);
  });
});

describe('comparators', () => {
  it('takes nine tenths for "about"', () => {
    expect(sum(target('about', 1000), 899.999999).reachedAt).toBeNull();
    expect(sum(target('about', 1000), 900).reachedAt).not.toBeNull();
    expect(sum(target('about', 0.7), 0.63).reachedAt).not.toBeNull();
  });

  it('takes "exactly" at its word: more is not what was said', () => {
    expect(sum(target('exactly', 10), 6, 4).reachedAt).toBe(istanbul('2 Jun'));
    expect(sum(target('exactly', 10), 6, 5).reachedAt).toBeNull();
    expect(sum(target('exactly', 10), 6, 4, 1).reachedAt).toBeNull();
  });

  it('never settles "at most" by itself', () => {
    expect(sum(target('at_most', 10), 1).reachedAt).toBeNull();
    expect(sum(target('at_most', 10), 11).reachedAt).toBeNull();
  });
});

describe('from each side', () => {
  const each = target('at_least', 1000, true);

  it('waits for the last side, and is reached when that one reaches it', () => {
    const russia = handedOver(1000, '3 Jun', '3 Jun', 1);
    const ukraine = handedOver(1000, '5 Jun', '5 Jun', 2);
    expect(tally(each, [russia], [1, 2]).reachedAt).toBeNull();
    expect(tally(each, [ukraine, russia], [1, 2]).reachedAt).toBe(istanbul('5 Jun'));
  });

  it('does not let one side make up for the other, nor count what names no side', () => {
    const entries = [handedOver(5000, '3 Jun', '3 Jun', 1), handedOver(5000, '3 Jun')];
    expect(tally(each, entries, [1, 2])).toMatchObject({ total: 10_000, reachedAt: null });
    expect(tally(each, entries, [1, 2]).byParty).toEqual(new Map([[1, 5000]]));
  });
});

describe('what settles', () => {
  const enough = [handedOver(10, '4 Jun')];
  const facts = { target: target('at_least', 10), committers: [], progress: enough, verdicts: [] };

  it('is the verdict before the sum', () => {
    const verdicts = [decided('not_met', '9 Jun')];
    expect(settle({ ...facts, verdicts })).toMatchObject({ outcome: 'not_met', by: 'verdict' });
  });

  it('is the sum again once the verdict has been taken back', () => {
    const verdict = decided('not_met', '9 Jun');
    expect(settle({ ...facts, verdicts: [verdict, takenBack(verdict, '10 Jun')] })).toEqual({
      outcome: 'met',
      by: 'progress',
      at: istanbul('4 Jun'),
    });
  });

  it('is nothing without a target, however much was done', () => {
    expect(settle({ ...facts, target: null })).toBeNull();
  });

  it('is the latest verdict that stands', () => {
    const [first, second] = [decided('void', '3 Jun'), decided('met', '4 Jun')];
    expect(verdictInForce([first, second])).toBe(second);
    expect(verdictInForce([first, second, takenBack(second, '5 Jun')])).toBe(first);
    expect(verdictInForce([])).toBeNull();
  });
});
