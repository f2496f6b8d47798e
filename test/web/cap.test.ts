import { describe, expect, it } from 'vitest';
import { HOUR_MS, openCount } from '../../src/web/cap.ts';

describe('A32: a count for each asker', () => {
  it('cannot be used up for everybody else by one who has a network of very many addresses', () => {
    const count = openCount(60, HOUR_MS);
    // A /48: each of its 65,536 networks of 64 bits counts as one asker.
    for (let n = 0; n < 30_000; n += 1) count(`2001:db8:1:${n.toString(16)}::1`, 0);
    expect(count('2001:db8:1:ffff::1', 0)).not.toBeNull();
    const owners = Array.from({ length: 200 }, (_, n) => [`198.51.${n}.7`, `2001:db8:${n + 2}:1::1`]).flat();
    const refused = owners.filter((owner) => count(owner, 1_000) !== null);
    // One count of 1,024 is used up; more than five of 400 in it has a chance below one in 10,000.
    expect(refused.length).toBeLessThanOrEqual(5);
  });

  it('is bounded in what it remembers, and still an end to what one of many may have', () => {
    const count = openCount(60, HOUR_MS);
    for (let n = 0; n < 10_000; n += 1) count(`10.${n >> 8}.${n & 255}.1`, 0);
    const waits = Array.from({ length: 61 }, () => count('203.0.113.9', 0));
    expect(waits.slice(0, 60)).toEqual(Array(60).fill(null));
    expect(waits.at(-1)).toBe(3_600);
  });
});
