import { describe, expect, it } from 'vitest';
import { describeRule, ordinal } from '../../../src/domain/deadline/rule-words.ts';

const zone = 'Europe/Istanbul';

describe('a rule in words', () => {
  it.each([
    ['FREQ=MONTHLY;UNTIL=20251231', 'monthly until Wed 31 Dec 2025'],
    ['FREQ=DAILY;COUNT=10', 'daily, 10 times'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'every 2 weeks on Friday'],
    ['FREQ=WEEKLY;BYDAY=FR;UNTIL=20270131', 'every Friday until Sun 31 Jan 2027'],
    ['FREQ=WEEKLY', 'weekly'],
    ['FREQ=WEEKLY;BYDAY=MO,WE,FR', 'every Monday, Wednesday and Friday'],
    ['FREQ=MONTHLY;BYDAY=1MO,-1FR', 'monthly on the 1st Monday and the last Friday'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,-1', 'monthly on the 15th and the last day'],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'monthly on Monday, Tuesday, Wednesday, Thursday and Friday (the last of them)',
    ],
    ['FREQ=YEARLY;BYMONTH=3,9;COUNT=1', 'yearly in Mar and Sep, once'],
  ])('%s: %s', (rrule, words) => {
    expect(describeRule({ rrule, zone })).toBe(words);
  });

  it('counts as people do', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 113].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th 113th',
    );
  });
});
