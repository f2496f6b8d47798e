import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeAsKnown } from '../../src/domain/as-known.ts';
import { civilDate, instantAt, parseInstant, startOfDay } from '../../src/domain/civil.ts';
import { describeSwitch } from '../../src/domain/criteria.ts';
import { describeRule } from '../../src/domain/deadline/rule-words.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import { describeLook } from '../../src/domain/looks.ts';
import { formatPercent, formatQuantity } from '../../src/domain/numbers.ts';
import { formatDate, formatInstant, formatWindow, monthName } from '../../src/domain/shown.ts';
import { describeSlips, describeStep } from '../../src/domain/slips.ts';
import { describeStatus, describeTallies, describeTarget } from '../../src/domain/words.ts';
import { exactly, happenedNear, nearness } from '../../src/web/when.ts';

const ISTANBUL = 'Europe/Istanbul';
const at = (text: string): number => parseInstant(text, ISTANBUL);
const closes = at('2025-06-16T00:00');
const zone = fc.constantFrom(ISTANBUL, 'UTC', 'America/New_York', 'Africa/Cairo', 'Asia/Kolkata');
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('times in German', () => {
  it.each([
    ['2025-06-12T23:59', 'in 3 Tagen'],
    ['2025-06-14T00:00', 'morgen'],
    ['2025-06-15T23:59', 'heute'],
    ['2025-06-16T00:00', 'gestern'],
    ['2025-06-13T00:00', 'in 2 Tagen'],
    ['2025-08-20T09:00', 'vor 2 Monaten'],
    ['2027-08-16T00:00', 'vor 2 Jahren'],
  ])('a deadline that ends with Sunday 15 June, seen on %s, is %s', (now, words) => {
    expect(nearness(at(now), closes, ISTANBUL, true, 'de')).toBe(words);
  });

  it.each([
    ['2025-06-15T16:59:30', 'jetzt'],
    ['2025-06-15T17:00:30', 'gerade eben'],
    ['2025-06-15T16:15', 'in 45 Minuten'],
    ['2025-06-15T18:00', 'vor 1 Stunde'],
    ['2025-06-15T19:00', 'vor 2 Stunden'],
  ])('a deadline at 5 pm, seen on %s, is %s', (now, words) => {
    expect(nearness(at(now), at('2025-06-15T17:00'), ISTANBUL, true, 'de')).toBe(words);
  });

  it('are exact, and a last day ends at 24:00', () => {
    expect(exactly(at('2025-06-01T00:00'), closes, ISTANBUL, true, 'de')).toBe('So. 15. Juni 24:00');
    expect(exactly(at('2026-06-01T00:00'), closes, ISTANBUL, true, 'de')).toBe('So. 15. Juni 2025 24:00');
    expect(happenedNear(closes, at('2025-06-14T00:00'), ISTANBUL, 'de')).toBe('Sa. 14. Juni');
    expect(formatInstant(closes, ISTANBUL, { language: 'de' })).toBe('Mo. 16. Juni 2025 00:00');
    const window = { opensAt: at('2025-06-09T00:00'), closesAt: closes };
    expect(formatWindow(window, ISTANBUL, { language: 'de' })).toBe(
      'Mo. 9. Juni 00:00 bis So. 15. Juni 24:00',
    );
  });

  it('name a last day and never the day after, whatever the day, the zone and the language', () => {
    fc.assert(
      fc.property(day, zone, fc.constantFrom(...LANGUAGES), (date, where, language) => {
        const end = startOfDay(civilDate(startOfDay(date, where) + 36 * 3_600_000, where), where);
        const last = civilDate(end - 1, where);
        expect(exactly(end, end, where, true, language)).toContain(formatDate(last, false, language));
        expect(exactly(end, end, where, true, language)).toMatch(/24:00$/);
      }),
    );
  });

  it('say the same instant in both languages: day, year and clock', () => {
    fc.assert(
      fc.property(day, fc.nat(1439), zone, (date, minute, where) => {
        const instant = instantAt(date, minute, where);
        const numbers = (text: string): string[] => text.match(/\d+/g) ?? [];
        const [en, de] = LANGUAGES.map((language) => formatInstant(instant, where, { language }));
        expect(numbers(de ?? '')).toEqual(numbers(en ?? ''));
      }),
    );
  });

  it('are as near in both languages', () => {
    const units = { Minute: 'minute', Stunde: 'hour', Tag: 'day', Monat: 'month', Jahr: 'year' };
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000_000, max: 40_000_000 }), zone, (date, minutes, where) => {
        const now = instantAt(date, 600, where);
        const [en, de] = LANGUAGES.map((one) => nearness(now, now + minutes * 60_000, where, false, one));
        const named = /^(in|vor) ([\d.]+) (Minute|Stunde|Tag|Monat|Jahr)(n|en|e)?$/.exec(de ?? '');
        if (named === null) {
          expect(['jetzt', 'gerade eben', 'heute', 'morgen', 'gestern']).toContain(de);
          expect(['now', 'just now', 'today', 'tomorrow', 'yesterday']).toContain(en);
          return;
        }
        const [, direction, number = '', unit = ''] = named;
        expect(en).toMatch(direction === 'in' ? /^in / : / ago$/);
        expect(en?.replace(',', '')).toContain(
          `${number.replace('.', '')} ${units[unit as keyof typeof units]}`,
        );
      }),
    );
  });

  it('abbreviate months as German does', () => {
    const short = new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'short', timeZone: 'UTC' });
    for (let month = 0; month < 12; month += 1)
      expect(`5. ${monthName(month, 'de')}`).toBe(short.format(Date.UTC(2025, month, 5)));
  });
});

describe('numbers in German', () => {
  it('have dots for thousands and a comma for fractions', () => {
    expect(formatQuantity(6000, 'de')).toBe('6.000');
    expect(formatQuantity(1234.5, 'de')).toBe('1.234,5');
    expect(formatPercent(0.536)).toBe('54 %');
  });

  it('are the English ones with dots and commas changed', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const swapped = formatQuantity(value).replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ','));
        expect(formatQuantity(value, 'de')).toBe(swapped);
      }),
    );
  });
});

describe('what comes again, in German', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=FR', 'jeden Freitag'],
    ['FREQ=WEEKLY;BYDAY=MO,WE', 'jeden Montag und Mittwoch'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=10', 'alle 2 Wochen am Freitag, 10-mal'],
    ['FREQ=MONTHLY', 'monatlich'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'monatlich am letzten Freitag'],
    ['FREQ=MONTHLY;BYMONTHDAY=-2', 'monatlich am vorletzten Tag'],
    ['FREQ=YEARLY;BYMONTH=6,9;COUNT=1', 'jährlich im Juni und Sept., einmal'],
    ['FREQ=DAILY;UNTIL=20251231', 'täglich bis Mi. 31. Dez. 2025'],
  ])('%s is %s', (rrule, words) => {
    expect(describeRule({ rrule, zone: ISTANBUL }, 'de')).toBe(words);
  });
});

describe('how things stand, in German', () => {
  const target = { comparator: 'at_least', quantity: 6000, unit: 'Leichname', perParty: true } as const;

  it('is said of targets, statuses and slips', () => {
    expect(describeTarget(target, 'de')).toBe('mindestens 6.000 Leichname von jeder Seite');
    const met = { status: 'met', late: true, daysLate: 1 } as const;
    expect(describeStatus(met, 'de')).toBe('Erfüllt, 1 Tag zu spät');
    expect(describeStatus({ ...met, daysLate: 0 }, 'de')).toBe('Erfüllt, verspätet');
    expect(describeStatus({ ...met, late: false, timing: 'early', over: 1200 }, 'de')).toBe(
      'Erfüllt, vorzeitig, um 1.200 übertroffen',
    );
    expect(describeSlips({ count: 2, totalDays: 35, steps: [] }, 'de')).toBe(
      '2-mal verschoben, insgesamt um 35 Tage',
    );
    expect(describeStep({ version: 2, days: -1 }, 'de')).toBe('1 Tag früher');
  });

  it('is said of tallies, of looks, of criteria and of what was known', () => {
    const levels = { declared: 1212, confirmed: 1200, verified: 0 };
    const tally = { levels, levelsByParty: new Map(), decides: 'confirmed' } as const;
    expect(describeTallies(tally, new Map(), 'de')).toBe(
      'angegeben 1.212, bestätigt 1.200, geprüft 0; 12 angegeben, aber nicht bestätigt (maßgeblich: bestätigt)',
    );
    const look = { lookedAt: closes, by: 'Ann', in: 'TASS' };
    expect(describeLook(look, ISTANBUL, { language: 'de', earlier: true })).toBe(
      'Nachgesehen am Mo. 16. Juni 2025: Ann hat in „TASS“ keinen Beleg gefunden',
    );
    const known = { asOf: at('2025-06-21T00:00') - 1, on: closes - 1 };
    expect(describeAsKnown(known, ISTANBUL, 'de')).toBe(
      'Was am Fr. 20. Juni 2025 bekannt war, zum Stand am So. 15. Juni 2025',
    );
    const version = { decides: 'verified', decidedBefore: 'declared', afterDeadline: true } as const;
    expect(describeSwitch(version, 'de')).toContain('„geprüft“ statt „angegeben“');
  });
});
