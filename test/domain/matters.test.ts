import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, oneOfEach } from '../../src/domain/matters.ts';

const account = (id: number, more: Partial<Account> = {}): Account => ({
  ...{ id, saidAt: id, parentId: null },
  ...more,
});
const says = (fromId: number, toId: number) => ({ fromId, toId });
const counts = (accounts: readonly Account[], links: readonly ReturnType<typeof says>[]) =>
  [...oneOfEach(accounts, links)].sort((a, b) => a - b);

describe('one of each matter', () => {
  it('is the first said, over any number of accounts by others', () => {
    // 2 is by somebody else, and joins 1 and 3.
    expect(counts([account(1), account(3)], [says(2, 1), says(3, 2)])).toEqual([1]);
    expect(counts([account(1), account(3)], [says(3, 2), says(3, 1)])).toEqual([1]);
    expect(counts([account(1, { saidAt: 9 }), account(3)], [says(3, 1)])).toEqual([3]);
    expect(counts([account(1), account(3)], [])).toEqual([1, 3]);
  });

  it('is the whole for its parts where it is looked at, and each part where it is not', () => {
    const parts = [account(2, { parentId: 1 }), account(3, { parentId: 1 })];
    expect(counts([account(1), ...parts], [])).toEqual([1]);
    expect(counts(parts, [])).toEqual([2, 3]);
  });

  it('is never nothing, whatever has been linked with what', () => {
    const part = account(1, { parentId: 2 });
    expect(counts([part, account(2)], [says(2, 1)])).toEqual([2]);
    // Each of two wholes says again a part of the other.
    const crossed = [account(1), account(2), account(3, { parentId: 1 }), account(4, { parentId: 2 })];
    const early = crossed.map((one) => (one.parentId === null ? one : { ...one, saidAt: 0 }));
    expect(counts(early, [says(1, 4), says(2, 3)])).toEqual([3]);
  });
});

/** Commitments of two speakers, restating earlier or later ones, some of them parts of others before them. */
const worlds = fc
  .array(
    fc.record({
      mine: fc.boolean(),
      saidAt: fc.integer({ min: 0, max: 5 }),
      restates: fc.array(fc.nat({ max: 11 }), { maxLength: 2 }),
      whole: fc.option(fc.nat({ max: 11 }), { nil: null, freq: 2 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) => {
    const links = list.flatMap(({ restates }, id) =>
      restates.filter((to) => to < list.length && to !== id).map((to) => says(id, to)),
    );
    const accounts = list.flatMap(({ mine, saidAt, whole }, id) =>
      mine ? [{ id, saidAt, parentId: whole !== null && whole < id ? whole : null }] : [],
    );
    return { accounts, links };
  });

/** All that can be reached from `id` over the pairs, in either direction, found by walking until nothing is new. */
function reached(id: number, pairs: readonly (readonly [number, number])[]): Set<number> {
  const there = new Set([id]);
  for (let before = 0; before !== there.size; ) {
    before = there.size;
    for (const [one, other] of pairs)
      if (there.has(one) || there.has(other)) {
        there.add(one);
        there.add(other);
      }
  }
  return there;
}
const pairsOf = (links: readonly ReturnType<typeof says>[]) =>
  links.map(({ fromId, toId }) => [fromId, toId] as const);

describe('whatever was linked', () => {
  it('counts without parts exactly the first said of all that hang together', () => {
    fc.assert(
      fc.property(worlds, ({ accounts, links }) => {
        const flat = accounts.map((one) => ({ ...one, parentId: null }));
        const expected = flat
          .filter(({ id, saidAt }) => {
            const matter = reached(id, pairsOf(links));
            return flat.every(
              (other) =>
                !matter.has(other.id) || other.saidAt > saidAt || (other.saidAt === saidAt && other.id >= id),
            );
          })
          .map(({ id }) => id);
        expect(counts(flat, links)).toEqual(expected);
      }),
    );
  });

  it('counts at most one of a matter, something of all that hangs together, and in any order the same', () => {
    fc.assert(
      fc.property(worlds, ({ accounts, links }) => {
        const counted = counts(accounts, links);
        const ids = new Set(accounts.map(({ id }) => id));
        const wholes = accounts.flatMap(({ id, parentId }) =>
          parentId !== null && ids.has(parentId) ? [[id, parentId] as const] : [],
        );
        for (const { id, parentId } of accounts) {
          const matter = reached(id, pairsOf(links));
          expect(counted.filter((one) => matter.has(one)).length).toBeLessThanOrEqual(1);
          const all = reached(id, [...pairsOf(links), ...wholes]);
          expect(counted.some((one) => all.has(one))).toBe(true);
          if (matter.size === 1 && (parentId === null || !ids.has(parentId))) expect(counted).toContain(id);
        }
        expect(counts([...accounts].reverse(), [...links].reverse())).toEqual(counted);
      }),
    );
  });
});
