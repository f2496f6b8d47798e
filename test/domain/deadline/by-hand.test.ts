import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/domain/civil.ts';
import { byHand } from '../../../src/domain/deadline/by-hand.ts';
import { isoInZone } from '../../../src/domain/shown.ts';

const zone = 'Europe/Istanbul';
const reason = 'the ministry named the dates';
const at = (text: string) => parseInstant(text, zone);

describe('a deadline set by hand', () => {
  it('has both civil days inside and names the reason', () => {
    const deadline = byHand({
      opensOn: '2025-06-09',
      closesOn: '2025-06-15',
      zone,
      reason,
      phrase: 'the week after',
    });
    expect(deadline).toMatchObject({
      outcome: 'window',
      window: { opensAt: at('2025-06-09T00:00'), closesAt: at('2025-06-16T00:00') },
      basis: 'assumed',
      precision: 'day',
      rule: 'by-hand',
      ruleVersion: 1,
      phrase: 'the week after',
      zone,
    });
    expect(deadline.explanation).toBe(
      '“the week after”, set by hand in Istanbul because “the ministry named the dates” → Mon 9 Jun 2025 00:00 to Sun 15 Jun 2025 24:00 (rule by-hand/1)',
    );
  });

  it('needs no words, and no opening: the closing day is the window', () => {
    const deadline = byHand({ closesOn: '2025-06-15', zone, reason, basis: 'stated' });
    expect(deadline.window).toEqual({ opensAt: at('2025-06-15T00:00'), closesAt: at('2025-06-16T00:00') });
    expect(deadline).toMatchObject({
      basis: 'stated',
      confidence: 'high',
      phrase: '',
      span: { start: 0, end: 0 },
    });
    expect(deadline.explanation).toMatch(/^Set by hand in Istanbul because/);
  });

  it('takes instants', () => {
    const deadline = byHand({
      opensAt: at('2025-06-09T08:00'),
      closesAt: at('2025-06-09T17:00'),
      zone,
      reason,
    });
    expect(deadline.precision).toBe('minute');
    expect(deadline.explanation).toContain('→ Mon 9 Jun 2025 08:00 to Mon 9 Jun 2025 17:00');
    // An end at midnight closes the day before.
    const midnight = byHand({ closesAt: at('2025-06-10T00:00'), zone, reason });
    expect(isoInZone(midnight.window.opensAt, zone)).toBe('2025-06-09T00:00:00+03:00');
  });

  it('keeps days whole where the clocks jump over midnight and where a day was skipped', () => {
    const gap = byHand({ opensOn: '2018-11-04', closesOn: '2018-11-04', zone: 'America/Sao_Paulo', reason });
    expect(isoInZone(gap.window.opensAt, gap.zone)).toBe('2018-11-04T01:00:00-02:00');
    expect(gap.precision).toBe('day');
    const skipped = byHand({ opensOn: '2011-12-30', closesOn: '2011-12-30', zone: 'Pacific/Apia', reason });
    expect(isoInZone(skipped.window.closesAt, skipped.zone)).toBe('2012-01-01T00:00:00+14:00');
  });

  it('refuses a window that closes before it opens, and names both ends', () => {
    const refusal = (input: Partial<Parameters<typeof byHand>[0]>) => () =>
      byHand({ zone, reason, ...input });
    expect(refusal({ opensOn: '2025-06-16', closesOn: '2025-06-15' })).toThrow(
      expect.objectContaining({ code: 'invalid', message: expect.stringMatching(/2025-06-15.*2025-06-16/) }),
    );
    const instant = at('2025-06-09T17:00');
    expect(refusal({ opensAt: instant, closesAt: instant })).toThrow(
      /closes when it opens \(2025-06-09T17:00:00\+03:00\)/,
    );
  });

  it.each([
    ['an impossible date', { closesOn: '2025-02-30' }, 'closesOn'],
    ['no closing', { opensOn: '2025-06-09' }, 'closesOn'],
    ['two closings', { closesOn: '2025-06-09', closesAt: 0 }, 'closesAt'],
    ['two openings', { closesOn: '2025-06-09', opensOn: '2025-06-09', opensAt: 0 }, 'opensAt'],
    ['no reason', { closesOn: '2025-06-09', reason: ' ' }, 'reason'],
    ['an unknown zone', { closesOn: '2025-06-09', zone: 'Istanbul' }, 'zone'],
  ])('refuses %s and names the field', (_what, input, field) => {
    expect(() => byHand({ zone, reason, ...input })).toThrow(
      expect.objectContaining({ code: 'invalid', field }),
    );
  });
});
