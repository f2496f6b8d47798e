import { describe, expect, it } from 'vitest';
import { civilDate, MINUTE_MS, parseInstant, startOfDay } from '../../../src/domain/civil.ts';
import { resolve } from '../../../src/domain/deadline/resolve.ts';
import { RULES } from '../../../src/domain/deadline/rules.ts';
import { namesOnlyItsEnd } from '../../../src/domain/deadline/windows.ts';
import { formatWindow } from '../../../src/domain/shown.ts';

const ISTANBUL = 'Europe/Istanbul';
const saidAt = parseInstant('2025-06-02T15:57+03:00');

/** As a reader is shown the window of the words, in the language of the words. */
function shown(text: string, language: 'en' | 'de' = 'en', zone = ISTANBUL): string {
  const found = resolve(text, { saidAt, zone: ISTANBUL, locale: language });
  if (found.outcome !== 'window') throw new Error(`“${text}” has no window`);
  return formatWindow(found.window, zone, { language, by: namesOnlyItsEnd(found.window, found) });
}

describe('a clock time by which', () => {
  it.each([
    ['by Friday 17:00', 'by Fri 6 Jun 17:00'],
    ['no later than noon on 9 June', 'by Mon 9 Jun 12:00'],
    ['by midnight on Friday', 'by Fri 6 Jun 24:00'],
    ['by close of business on Friday', 'by Fri 6 Jun 17:00'],
    // Said at 15:57 of the same day.
    ['by 17:00', 'by Mon 2 Jun 17:00'],
  ])('is shown as its end: “%s”', (text, words) => {
    expect(shown(text)).toBe(words);
  });

  it('is so in German too, and on the clocks of a reader elsewhere', () => {
    expect(shown('bis Freitag 17 Uhr', 'de')).toBe('bis Fr. 6. Juni 17:00');
    expect(shown('spätestens am 9. Juni um 12 Uhr', 'de')).toBe('bis Mo. 9. Juni 12:00');
    expect(shown('by Friday 17:00', 'en', 'Asia/Tokyo')).toBe('by Fri 6 Jun 23:00');
  });

  it.each([
    ['on Friday at noon', 'Fri 6 Jun 00:00 to Fri 6 Jun 12:00'],
    ['by Friday afternoon', 'Fri 6 Jun 12:00 to Fri 6 Jun 18:00'],
    ['by 9 June', 'Mon 9 Jun 00:00 to Mon 9 Jun 24:00'],
    ['by June', 'Sun 1 Jun 00:00 to Mon 30 Jun 24:00'],
    ['within 24 hours', 'Mon 2 Jun 15:57 to Tue 3 Jun 15:57'],
    ['next week', 'Mon 9 Jun 00:00 to Sun 15 Jun 24:00'],
  ])('other words keep both ends: “%s”', (text, words) => {
    expect(shown(text)).toBe(words);
  });

  it('hides no opening that somebody named, in any example of any rule', () => {
    let seen = 0;
    for (const { language, examples } of RULES)
      for (const { text, said } of examples) {
        const at = parseInstant(said.at);
        const found = resolve(text, { saidAt: at, zone: said.zone, locale: language });
        if (found.outcome !== 'window' || !namesOnlyItsEnd(found.window, found)) continue;
        seen += 1;
        const { opensAt, closesAt } = found.window;
        const dayOpens = startOfDay(civilDate(closesAt - 1, said.zone), said.zone);
        expect([dayOpens, Math.floor(at / MINUTE_MS) * MINUTE_MS], text).toContain(opensAt);
      }
    expect(seen).toBeGreaterThan(10);
  });

  it('is not taken from dates set by hand, nor from a window over several days', () => {
    const window = { opensAt: saidAt, closesAt: saidAt + 3_600_000 };
    const named = { rule: 'by-clock', precision: 'minute', zone: ISTANBUL };
    expect(namesOnlyItsEnd(window, named)).toBe(true);
    expect(namesOnlyItsEnd(window, { ...named, rule: 'by-hand' })).toBe(false);
    expect(namesOnlyItsEnd(window, { ...named, precision: null })).toBe(false);
    expect(namesOnlyItsEnd({ ...window, closesAt: saidAt + 90_000_000 }, named)).toBe(false);
  });
});
