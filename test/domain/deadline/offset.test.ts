import { describe, expect, it } from 'vitest';
import { countsForward, describeOffset } from '../../../src/domain/deadline/offset.ts';

describe('the offset of a deadline from its event', () => {
  it.each<[string, boolean, string]>([
    ['P60D', false, '60 days after it'],
    ['P1D', false, '1 day after it'],
    ['-P2W', false, '2 weeks before it'],
    ['P0D', false, 'on that day'],
    ['PT0H', false, 'at that moment'],
    ['PT24H', false, '24 hours after it'],
    ['P1Y6M', false, '1 year and 6 months after it'],
    ['P10D', true, '10 working days after it'],
    ['-P1D', true, '1 working day before it'],
    ['P2W', true, '2 weeks after it'],
  ])('%s (working days: %s) is %s', (offset, working, words) => {
    expect(describeOffset(offset, working)).toBe(words);
  });

  it('lies after the event or does not', () => {
    expect(['P1D', 'PT1H'].map(countsForward)).toEqual([true, true]);
    expect(['P0D', '-P1D', '-PT1H'].map(countsForward)).toEqual([false, false, false]);
  });

  it('is refused where it is none', () => {
    expect(() => describeOffset('60 days', false)).toThrow(/is no offset such as P60D/);
  });
});
