import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/mail/address.ts';
import { readReturnAddress, returnAddress } from '../../src/mail/verp.ts';

const SECRET = 'test-secret-test-secret-test-secret-test';
const HOME = 'bounces@duly.example.org';
const one = { deliveryId: '12', round: 1 };

describe('a return address', () => {
  it('is a plain address that says which message it was, also when its case was changed', () => {
    const address = returnAddress(HOME, SECRET, one);
    expect(address).toMatch(/^bounces\+12-1\.[0-9a-f]{24}@duly\.example\.org$/);
    expect(parseAddress(address)).toBe(address);
    expect(readReturnAddress(address.toUpperCase(), HOME, SECRET)).toEqual(one);
  });

  it('fits where an address fits, for the largest number and the longest name', () => {
    const address = returnAddress('sixteen.letters.@example.org', SECRET, {
      deliveryId: '999999999999999',
      round: 9_999,
    });
    expect(address.indexOf('@')).toBeLessThanOrEqual(64);
  });

  it('is forged when any letter of it is another, or it was signed elsewhere', () => {
    const address = returnAddress(HOME, SECRET, one);
    for (let at = 'bounces+'.length; at < address.indexOf('@'); at += 1) {
      const other = address[at] === '1' ? '2' : '1';
      const changed = address.slice(0, at) + other + address.slice(at + 1);
      expect(['forged', null]).toContain(readReturnAddress(changed, HOME, SECRET));
    }
    expect(readReturnAddress(returnAddress(HOME, `${SECRET}!`, one), HOME, SECRET)).toBe('forged');
    expect(readReturnAddress(address.replace('12-1', '12-0'), HOME, SECRET)).toBe('forged');
  });

  it.each(['bounces@duly.example.org', 'reader@example.org', '', 'bounces+x@duly.example.org'])(
    'is not ours: %j',
    (text) => {
      expect(readReturnAddress(text, HOME, SECRET)).toBeNull();
    },
  );

  it('is not ours at another domain', () => {
    const address = returnAddress('bounces@other.example', SECRET, one);
    expect(readReturnAddress(address, HOME, SECRET)).toBeNull();
  });
});
