import { describe, expect, it } from 'vitest';
import { windowOfDays } from '../../src/domain/civil.ts';
import type { ResolvedWindow } from '../../src/domain/deadline/types.ts';
import { deadlineFrom } from '../../src/service/deadline-input.ts';
import { chosenReading, likelyReading, readingsOf } from '../../src/service/readings.ts';

const ZONE = 'Europe/Istanbul';
const day = (date: string) => windowOfDays(date, date, ZONE);
const APRIL = '2025-04-03T00:00:00+03:00/2025-04-04T00:00:00+03:00';
const MARCH = '2025-03-04T00:00:00+03:00/2025-03-05T00:00:00+03:00';

/** Words that mean 3 April or 4 March. */
const words = (more: Partial<ResolvedWindow> = {}): ResolvedWindow => ({
  outcome: 'window',
  window: day('2025-04-03'),
  precision: 'day',
  basis: 'derived',
  zone: ZONE,
  rule: 'on-date',
  ruleVersion: 2,
  phrase: '3/4/2025',
  span: { start: 0, end: 8 },
  confidence: 'low',
  explanation: 'the third of April',
  alternatives: [{ window: day('2025-03-04'), explanation: 'the fourth of March' }],
  ...more,
});
const asking = words({ question: '3 April or 4 March?' });

describe('the readings of words', () => {
  it('begin with the one taken, each named by its window', () => {
    expect(readingsOf(asking).map(({ key, explanation }) => [key, explanation])).toEqual([
      [APRIL, 'the third of April'],
      [MARCH, 'the fourth of March'],
    ]);
  });

  it.each([
    ['its number', '2'],
    ['its window', MARCH],
    ['the same instants otherwise written', '2025-03-03T21:00Z/2025-03-04T21:00Z'],
    ['local times where it was said', '2025-03-04T00:00/2025-03-05T00:00'],
  ])('are chosen by %s, and then stated', (_, choice) => {
    expect(chosenReading(asking, choice)).toMatchObject({
      window: day('2025-03-04'),
      explanation: 'the fourth of March',
      basis: 'stated',
      rule: 'on-date',
      ruleVersion: 2,
    });
  });

  it('leave the one taken as it is when that is the choice', () => {
    for (const choice of ['1', APRIL]) expect(chosenReading(asking, choice)).toBe(asking);
  });

  it('need no choice while nothing is asked', () => {
    expect(chosenReading(words(), undefined).window).toEqual(day('2025-04-03'));
  });

  it('of which there is but one are confirmed when something is asked', () => {
    const alone = words({ question: 'Is 3 April meant?', alternatives: [] });
    expect(() => chosenReading(alone, undefined)).toThrow(
      expect.objectContaining({
        code: 'invalid',
        field: 'reading',
        message: [
          '“3/4/2025” leaves a question. Is 3 April meant? If it is, confirm it: give reading 1. Otherwise give the right words or dates.',
          `  1  Thu 3 Apr 2025 00:00 to Thu 3 Apr 2025 24:00 Europe/Istanbul   ${APRIL}`,
        ].join('\n'),
      }),
    );
    expect(chosenReading(alone, '1')).toBe(alone);
    expect(() => chosenReading(alone, '2')).toThrow('“2” is no reading');
  });

  it('are listed with how to choose while something is asked', () => {
    expect(() => chosenReading(asking, undefined)).toThrow(
      expect.objectContaining({
        code: 'invalid',
        field: 'reading',
        message: [
          '“3/4/2025” can be read in several ways. 3 April or 4 March? To choose one, give reading (its number, or the interval at the end of its line):',
          `  1  Thu 3 Apr 2025 00:00 to Thu 3 Apr 2025 24:00 Europe/Istanbul   ${APRIL}`,
          `  2  Tue 4 Mar 2025 00:00 to Tue 4 Mar 2025 24:00 Europe/Istanbul   ${MARCH}`,
        ].join('\n'),
      }),
    );
  });

  it.each(['0', '3', 'March', '2025-03-04T00:00+03:00/2025-03-06T00:00+03:00', `${APRIL}/2`])(
    'are listed when %s is none of them',
    (choice) => {
      expect(() => chosenReading(words(), choice)).toThrow(
        /is no reading of “3\/4\/2025”.*\n {2}1 .*\n {2}2 /,
      );
    },
  );

  it('are refused with an instant that is none', () => {
    expect(() => chosenReading(asking, '2025-02-30T00:00/2025-03-05T00:00')).toThrow(
      expect.objectContaining({ field: 'reading', message: expect.stringContaining('Feb 2025 has 28 days') }),
    );
  });

  it('may be looked at before anybody has chosen', () => {
    expect(likelyReading(asking, undefined)).toBe(asking);
    expect(likelyReading(asking, '7')).toBe(asking);
    expect(likelyReading(asking, '2').window).toEqual(day('2025-03-04'));
  });
});

describe('a deadline from words', () => {
  const said = { saidAt: Date.parse('2025-06-02T12:57:00Z'), zone: ZONE };

  it('counts as chosen only where somebody did choose: today’s rules may still move the others', () => {
    const chosen = (deadline: string, reading?: string) => deadlineFrom({ deadline, reading }, said).chosen;
    expect(chosen('next Friday')).toBe(false);
    // What a form sends along untouched.
    expect(chosen('next Friday', '1')).toBe(false);
    expect(chosen('next Friday', '2')).toBe(true);
    expect(chosen('by 3/4/2026', '1')).toBe(true);
    expect(chosen('by 1 May 2025', '1')).toBe(true);
  });
});
