import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/domain/civil.ts';
import { exactly, nearness } from '../../src/web/when.ts';

const ISTANBUL = 'Europe/Istanbul';
const at = (text: string): number => parseInstant(text, ISTANBUL);
const closes = at('2025-06-16T00:00');

describe('how near', () => {
  it.each([
    ['2025-06-12T23:59', 'in 3 days'],
    ['2025-06-14T00:00', 'tomorrow'],
    ['2025-06-15T00:00', 'today'],
    ['2025-06-15T23:59', 'today'],
    ['2025-06-16T00:00', 'yesterday'],
    ['2025-06-18T09:00', '3 days ago'],
    ['2025-03-01T00:00', 'in 3 months'],
    ['2027-08-16T00:00', '2 years ago'],
  ])('a deadline that ends with Sunday 15 June, seen on %s, is %s', (now, words) => {
    expect(nearness(at(now), closes, ISTANBUL, true)).toBe(words);
  });

  it.each([
    ['2025-06-15T16:59:30', 'now'],
    ['2025-06-15T17:00:30', 'just now'],
    ['2025-06-15T16:15', 'in 45 minutes'],
    ['2025-06-15T18:00', '1 hour ago'],
    ['2025-06-14T18:00', 'in 23 hours'],
    ['2025-06-13T12:00', 'in 2 days'],
  ])('a deadline at 5 pm, seen on %s, is %s', (now, words) => {
    expect(nearness(at(now), at('2025-06-15T17:00'), ISTANBUL, true)).toBe(words);
  });

  it('counts the days of the zone, not of the reader', () => {
    const now = parseInstant('2025-06-15T22:30Z');
    expect(nearness(now, closes, ISTANBUL)).toBe('today');
    expect(nearness(now, parseInstant('2025-06-16T00:00Z'), 'UTC')).toBe('tomorrow');
  });

  it('shows a zone that is known no more in UTC', () => {
    expect(exactly(closes, closes, 'Mars/Olympus')).toBe('Sun 15 Jun 21:00');
  });
});

describe('exactly when', () => {
  it('calls midnight the end of the day that is inside, and the year when it is another', () => {
    expect(exactly(at('2025-06-01T00:00'), closes, ISTANBUL, true)).toBe('Sun 15 Jun 24:00');
    expect(exactly(at('2025-06-01T00:00'), closes, ISTANBUL)).toBe('Mon 16 Jun 00:00');
    expect(exactly(at('2026-06-01T00:00'), closes, ISTANBUL, true)).toBe('Sun 15 Jun 2025 24:00');
  });
});
