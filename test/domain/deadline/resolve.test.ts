import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/domain/civil.ts';
import { resolve } from '../../../src/domain/deadline/resolve.ts';
import type { ResolvedWindow, Said } from '../../../src/domain/deadline/types.ts';
import { isoInZone } from '../../../src/domain/shown.ts';

const TALKS: Said = { saidAt: parseInstant('2025-06-02T15:57+03:00'), zone: 'Europe/Istanbul' };

function window(text: string, said = TALKS): ResolvedWindow {
  const resolution = resolve(text, said);
  if (resolution.outcome !== 'window') throw new Error(resolution.explanation);
  return resolution;
}

function local({ window: { opensAt, closesAt }, zone }: ResolvedWindow): string {
  return `${isoInZone(opensAt, zone).slice(0, 16)} ${isoInZone(closesAt, zone).slice(0, 16)}`;
}

describe('the deadlines of the talks in Istanbul', () => {
  it.each([
    ['next week', '2025-06-09T00:00+03:00', '2025-06-16T00:00+03:00'],
    ['a week', '2025-06-09T00:00+03:00', '2025-06-10T00:00+03:00'],
    ['a week to examine it', '2025-06-09T00:00+03:00', '2025-06-10T00:00+03:00'],
    ['between June 20 and 30', '2025-06-20T00:00+03:00', '2025-07-01T00:00+03:00'],
  ])('%s', (text, opens, closes) => {
    expect(window(text)).toMatchObject({
      window: { opensAt: parseInstant(opens), closesAt: parseInstant(closes) },
      zone: 'Europe/Istanbul',
      basis: 'stated',
      confidence: 'high',
      phrase: text,
      span: { start: 0, end: text.length },
      alternatives: [],
    });
  });

  it('explains itself in one sentence', () => {
    expect(window('next week').explanation).toBe(
      '“next week”, said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00 (rule next-week/1)',
    );
  });

  it('does not depend on the zone in which the phrase is resolved, but on the zone of saying', () => {
    const inTokyo = window('next week', { ...TALKS, zone: 'Asia/Tokyo' });
    expect(local(inTokyo)).toBe('2025-06-09T00:00 2025-06-16T00:00');
    // Ten in the evening of a Sunday in New York is Monday in Istanbul.
    const saidAt = parseInstant('2025-06-08T22:00-04:00');
    expect(local(window('next week', { saidAt, zone: 'America/New_York' }))).toBe(
      '2025-06-09T00:00 2025-06-16T00:00',
    );
    expect(local(window('next week', { saidAt, zone: 'Europe/Istanbul' }))).toBe(
      '2025-06-16T00:00 2025-06-23T00:00',
    );
  });
});

describe('a phrase in a sentence', () => {
  it('is quoted from its place, with less confidence', () => {
    const text = 'Russia will hand over 6,000 bodies next week, he said.';
    const found = window(text);
    expect(found).toMatchObject({ phrase: 'next week', confidence: 'medium' });
    expect(text.slice(found.span.start, found.span.end)).toBe('next week');
  });

  it('takes the clearest, keeps the others, and says that it guessed', () => {
    const found = window('We meet next week and hand over the list by Friday.');
    expect(found).toMatchObject({ rule: 'by-weekday', confidence: 'low' });
    expect(found.alternatives.map((one) => one.explanation)).toEqual([
      '“next week”, said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00 (rule next-week/1)',
    ]);
  });

  it('takes the date that closes last of those that are equally clear', () => {
    const found = window('We will meet by Friday and will hand over the list by 20 June.');
    expect(found).toMatchObject({ rule: 'by-date', confidence: 'low' });
    expect(found.alternatives).toHaveLength(1);
  });

  it('goes before vague words and before an event', () => {
    expect(window('soon, and by 9 June at the latest').rule).toBe('by-date');
    expect(window('within 60 days of signing, but by 9 June').rule).toBe('by-date');
  });

  it('is not made of parts of numbers and compounds', () => {
    for (const text of [
      '1,020 June',
      'by June 9,000 people',
      '2,000 soldiers',
      '6.45 percent',
      'by 5 per cent',
    ]) {
      expect(resolve(text, TALKS), text).toMatchObject({ outcome: 'none', reason: 'no-date' });
    }
  });
});

describe('doubt', () => {
  it('offers the nearest Friday beside next Friday', () => {
    const found = window('next Friday');
    expect(found.confidence).toBe('medium');
    expect(found.alternatives.map((one) => isoInZone(one.window.opensAt, found.zone).slice(0, 10))).toEqual([
      '2025-06-06',
    ]);
    // On a Sunday both readings are the same day.
    const onSunday = window('next Friday', { ...TALKS, saidAt: parseInstant('2025-06-08T10:00+03:00') });
    expect(onSunday).toMatchObject({ confidence: 'high', alternatives: [] });
  });

  it('offers the next Monday beside a Monday said on a Monday', () => {
    const found = window('on Monday');
    expect(local(found)).toBe('2025-06-02T00:00 2025-06-03T00:00');
    expect(found.alternatives.map((one) => isoInZone(one.window.opensAt, found.zone).slice(0, 10))).toEqual([
      '2025-06-09',
    ]);
  });

  it('keeps a date that its weekday contradicts, and says so', () => {
    const found = window('on Friday, 9 June');
    expect(local(found)).toBe('2025-06-09T00:00 2025-06-10T00:00');
    expect(found.confidence).toBe('low');
    expect(found.alternatives.map((one) => isoInZone(one.window.opensAt, found.zone).slice(0, 10))).toEqual([
      '2025-06-06',
      '2025-06-13',
    ]);
    expect(found.question).toMatch(/which is meant/);
  });

  it('asks which of day and month comes first where nobody knows', () => {
    const found = window('by 3/4/2026');
    expect(local(found)).toBe('2026-04-03T00:00 2026-04-04T00:00');
    expect(found.question).toContain('2026-03-04');
    expect(local(window('by 3/4/2026', { ...TALKS, locale: 'en-US' }))).toBe(
      '2026-03-04T00:00 2026-03-05T00:00',
    );
    expect(window('by 3/4/2026', { ...TALKS, locale: 'en-GB' }).question).toBeUndefined();
  });

  it('marks a date that was counted from another date as derived', () => {
    expect(window('within 10 days of 9 June').basis).toBe('derived');
  });
});

describe('the precision', () => {
  it.each([
    ['by 5 pm', 'minute'],
    ['by 9 June', 'day'],
    ['June 20-30', 'day'],
    ['this week', 'week'],
    ['in July', 'month'],
    ['Q3 2025', 'quarter'],
    ['next year', 'year'],
    ['by July', 'month'],
    ['by the end of July', 'day'],
    ['early July', 'part'],
    ['H2 2026', 'half'],
    ['fall 2027', 'season'],
    ['this evening', 'hour'],
  ])('of “%s” is the %s', (text, precision) => {
    expect(window(text).precision).toBe(precision);
  });
});

describe('clock times', () => {
  it('open at the minute of saying on the same day', () => {
    const found = window('by 5 pm', { ...TALKS, saidAt: TALKS.saidAt + 42_123 });
    expect(local(found)).toBe('2025-06-02T15:57 2025-06-02T17:00');
    expect(found.window.opensAt).toBe(TALKS.saidAt);
  });

  it('that have passed on the day named keep that day', () => {
    expect(local(window('by 10:00 today'))).toBe('2025-06-02T00:00 2025-06-02T10:00');
  });

  it('of another zone close there', () => {
    for (const [text, closes] of [
      ['by 17:00 GMT', '20:00'],
      ['by 5 pm (CET)', '19:00'],
      ['by 17:00 Moscow time', '17:00'],
      ['by 17:00+02:00', '18:00'],
      ['by 5 pm UTC+1', '19:00'],
    ] as const) {
      expect(local(window(text)), text).toBe(`2025-06-02T15:57 2025-06-02T${closes}`);
    }
    expect(local(window('by 17:00 local time'))).toBe('2025-06-02T15:57 2025-06-02T17:00');
  });
});

describe('no window', () => {
  it('says that there is no date', () => {
    expect(resolve('the sides agreed to exchange bodies', TALKS)).toEqual({
      outcome: 'none',
      reason: 'no-date',
      explanation:
        '“the sides agreed to exchange bodies”, said on Mon 2 Jun 2025 in Istanbul → no deadline in it',
    });
    expect(resolve(' ', TALKS)).toMatchObject({
      reason: 'no-date',
      explanation: 'No words → no deadline in it',
    });
    expect(resolve('by 30 February', TALKS)).toMatchObject({ reason: 'no-date' });
  });

  it('asks to look again after vague words', () => {
    expect(resolve('in the coming days', TALKS)).toMatchObject({
      reason: 'vague',
      reviewAt: parseInstant('2025-06-16T00:00+03:00'),
      explanation:
        '“in the coming days”, said on Mon 2 Jun 2025 in Istanbul → no date; look again on Mon 16 Jun (rule coming-days/1)',
    });
  });

  it('waits for an event', () => {
    expect(resolve('within 60 days of the signing of the agreement, they said', TALKS)).toMatchObject({
      reason: 'event',
      anchor: 'signing of the agreement',
      offset: 'P60D',
      explanation:
        '“within 60 days of the signing of the agreement”, said on Mon 2 Jun 2025 in Istanbul → waits for “signing of the agreement”, then 60 days after it (rule from-event/2)',
    });
  });

  it('refuses a zone that is none, and an instant that is none', () => {
    for (const zone of ['', 'Istanbul', '+03:00']) {
      expect(() => resolve('next week', { ...TALKS, zone })).toThrow(
        expect.objectContaining({ name: 'DulyError', code: 'invalid', field: 'zone' }),
      );
    }
    for (const saidAt of [Number.NaN, 8.64e15, parseInstant('9500-01-01T00:00Z')]) {
      expect(() => resolve('next week', { ...TALKS, saidAt })).toThrow(
        expect.objectContaining({ code: 'invalid' }),
      );
    }
  });
});
