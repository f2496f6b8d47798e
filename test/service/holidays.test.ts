import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DulyError } from '../../src/domain/errors.ts';
import { readHolidays } from '../../src/service/holidays.ts';
import { ics } from '../support/ics.ts';

const days = (...events: string[]) => readHolidays(ics(...events), 2025).days;
const on = (...years: number[]) => years.map(String);
const yearsOf = (dates: readonly string[]) => dates.map((date) => date.slice(0, 4));

describe('holidays from an iCalendar file', () => {
  it('takes all-day events, of one day and of several; the end is outside', () => {
    expect(days('DTSTART;VALUE=DATE:20250715')).toEqual(['2025-07-15']);
    expect(days('DTSTART;VALUE=DATE:20250606\nDTEND;VALUE=DATE:20250610')).toEqual([
      '2025-06-06',
      '2025-06-07',
      '2025-06-08',
      '2025-06-09',
    ]);
    expect(days('DTSTART;VALUE=DATE:20250606\nDURATION:P2D')).toEqual(['2025-06-06', '2025-06-07']);
    expect(days('DTSTART;VALUE=DATE:20250606\nDTEND;VALUE=DATE:20250606')).toEqual(['2025-06-06']);
  });

  it('writes out what comes every year, within the years it says', () => {
    const { days, repeated } = readHolidays(ics('DTSTART;VALUE=DATE:20101225\nRRULE:FREQ=YEARLY'), 2025);
    expect(repeated).toEqual({ from: 1975, to: 2055 });
    expect([days[0], days.at(-1), days.length]).toEqual(['2010-12-25', '2055-12-25', 46]);
  });

  it.each<[string, string, string[]]>([
    [
      'the fourth Thursday of November',
      '20241128\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20261231',
      ['2024-11-28', '2025-11-27', '2026-11-26'],
    ],
    [
      'the last Monday of May',
      '20250526\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=3',
      ['2025-05-26', '2026-05-25', '2027-05-31'],
    ],
    [
      'the Tuesday after the first Monday',
      '20241105\nRRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=2',
      ['2024-11-05', '2028-11-07'],
    ],
    [
      'a leap day, which some years lack',
      '20240229\nRRULE:FREQ=YEARLY;UNTIL=20330101',
      ['2024-02-29', '2028-02-29', '2032-02-29'],
    ],
    [
      'the last day of the year',
      '20251231\nRRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;COUNT=2',
      ['2025-12-31', '2026-12-31'],
    ],
    [
      'one that is left out and one that is added',
      '20250101\nRRULE:FREQ=YEARLY;COUNT=3\nEXDATE;VALUE=DATE:20260101\nRDATE;VALUE=DATE:20260102',
      ['2025-01-01', '2026-01-02', '2027-01-01'],
    ],
  ])('reads %s', (_, event, expected) => {
    expect(days(`DTSTART;VALUE=DATE:${event}`)).toEqual(expected);
  });

  it('lets one changed time take the place of the one that its series would give', () => {
    const series = 'UID:a\nDTSTART;VALUE=DATE:20250501\nRRULE:FREQ=YEARLY;COUNT=2';
    const changed = 'UID:a\nRECURRENCE-ID;VALUE=DATE:20260501\nDTSTART;VALUE=DATE:20260504';
    expect(days(series, changed)).toEqual(['2025-05-01', '2026-05-04']);
  });

  it('leaves out what has a clock time or is cancelled, and says so', () => {
    const read = readHolidays(
      ics(
        'DTSTART;VALUE=DATE:20250715',
        'SUMMARY:Half a day\nDTSTART:20250605T130000',
        'SUMMARY:Called off\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20250801',
      ),
      2025,
    );
    expect(read).toMatchObject({ days: ['2025-07-15'], events: 1 });
    expect(read.leftOut).toEqual([
      { event: '“Half a day”', why: 'has a clock time' },
      { event: '“Called off”', why: 'is cancelled' },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['text', 'hello', /no iCalendar file.*hello/],
    ['nothing', '', /no VCALENDAR/],
    ['a page', '<!doctype html><html><body>404</body></html>', /no iCalendar file/],
    ['half a file', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\n', /no iCalendar file/],
    ['no events', ics(), /no all-day event/],
    ['no day', ics('SUMMARY:Feast'), /“Feast” has no day/],
    ['a day that is none', ics('SUMMARY:Feast\nDTSTART;VALUE=DATE:20250631'), /“Feast”: .*30 days/],
    [
      'a length beyond all measure',
      ics('DTSTART;VALUE=DATE:20250101\nDURATION:P9999999999D'),
      /P9999999999D.*up to 366/,
    ],
    ['a length backwards', ics('DTSTART;VALUE=DATE:20250101\nDURATION:-P5D'), /DURATION:-P5D.*such as P2D/],
    ['half a day', ics('DTSTART;VALUE=DATE:20250101\nDURATION:PT12H'), /whole days/],
    [
      'an end before the beginning',
      ics('DTSTART;VALUE=DATE:20250106\nDTEND;VALUE=DATE:20250101'),
      /ends before/,
    ],
    ['a rule for what is left out', ics('DTSTART;VALUE=DATE:20250101\nEXRULE:FREQ=YEARLY'), /EXRULE.*EXDATE/],
    ['lines outside a calendar', 'X:1\nBEGIN:VCALENDAR\nEND:VCALENDAR\n', /between BEGIN:VCALENDAR/],
    ['so many times', ics('DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;COUNT=999999999'), /1 to 10000/],
    ['a life', ics('DTSTART;VALUE=DATE:20250101\nDTEND;VALUE=DATE:20990101'), /lasts 27028 days/],
    ['every week', ics('DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=WEEKLY'), /FREQ=WEEKLY/],
    ['every second', ics('DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=SECONDLY'), /FREQ=SECONDLY/],
    [
      'a rule for days of the year',
      ics('DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;BYYEARDAY=100'),
      /BYYEARDAY/,
    ],
    ['a rule without a month', ics('DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;BYDAY=MO'), /BYMONTH/],
  ])('refuses %s and says what is wrong', (_, text, message) => {
    expect(() => readHolidays(text, 2025)).toThrow(message);
    expect(() => readHolidays(text, 2025)).toThrow(
      expect.objectContaining({ code: 'invalid', field: 'file' }),
    );
  });

  it.each<[string, string]>([
    ['too large a file', `${ics('DTSTART;VALUE=DATE:20250101')}${'\n'.repeat(1_000_001)}`],
    ['too many events', ics(...Array(5_001).fill('DTSTART;VALUE=DATE:20250101'))],
    ['too many that repeat', ics(...Array(301).fill('DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY'))],
    [
      'too many days',
      ics(
        ...on(...Array.from({ length: 60 }, (_, n) => 2000 + n)).map(
          (year) => `DTSTART;VALUE=DATE:${year}0101\nDURATION:P366D`,
        ),
      ),
    ],
  ])('refuses %s', (_, text) => {
    expect(() => readHolidays(text, 2025)).toThrow(expect.objectContaining({ code: 'too_large' }));
  });

  it('takes a file with a byte order mark in front, and lengths as Outlook writes them', () => {
    const event = 'DTSTART;VALUE=DATE:20250715\nDURATION:P1DT0H0M0S';
    expect(readHolidays(`\uFEFF${ics(event)}`, 2025).days).toEqual(['2025-07-15']);
    expect(days('DTSTART;VALUE=DATE:20250715\nDURATION:PT48H')).toEqual(['2025-07-15', '2025-07-16']);
    expect(days('DTSTART;VALUE=DATE:20250715\nDURATION:P1W')).toHaveLength(7);
  });

  // Once the last of these took two minutes: only different days were counted, and only after each event.
  const always = 'RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU';
  const never =
    'RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=-1,1,2,3,30,31;BYDAY=3MO,3TU,3WE,3TH,3FR,3SA,3SU';
  const feast = 'DTSTART;VALUE=DATE:20250101';
  const parameters = ';A=1'.repeat(12_000);
  it.each<[string, string]>([
    ['spans of a year', ics(...Array(5_000).fill(`${feast}\nDURATION:P366D`))],
    ['long spans all the time', ics(...Array(300).fill(`${feast}\nDURATION:P300D\n${always}`))],
    ['rules that no day keeps', ics(...Array(300).fill(`${feast}\n${never}`))],
    ['days left out', ics(`${feast}\n${'EXDATE;VALUE=DATE:20250102\n'.repeat(34_000)}X-END:1`)],
    [
      'days added',
      ics(`${feast}\n${`RDATE;VALUE=DATE:${'20250102,'.repeat(5_000)}20250103\n`.repeat(21)}X-END:1`),
    ],
    ['changed times', ics(...Array(5_000).fill(`UID:a\n${feast}\nRECURRENCE-ID;VALUE=DATE:20250101`))],
    ['parameters', ics(`${feast}\n${`X${parameters}:1\n`.repeat(20)}X-END:1`)],
    ['parameters on one line', ics(`${feast}\nX${';A=1'.repeat(240_000)}:1`)],
    ['parameters on one folded line', ics(`${feast}\nX${';A=1\n '.repeat(130_000)}:1`)],
    ['400 rules', ics(`${feast}\n${`${always}\n`.repeat(400)}X-END:1`)],
    ['4,000 rules', ics(`${feast}\n${`${always}\n`.repeat(4_000)}X-END:1`)],
  ])('is done within seconds, also on a busy machine, with a file of %s', (_, text) => {
    expect(text.length).toBeLessThan(1_000_000);
    const begun = performance.now();
    try {
      expect(readHolidays(text, 2025).days.length).toBeGreaterThan(0);
    } catch (error) {
      expect(error).toMatchObject({ code: 'too_large', field: 'file' });
    }
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  it('comes to an end with a rule that no day keeps', () => {
    const event = 'DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31';
    const begun = performance.now();
    expect(days(...Array(300).fill(event))).toEqual(['2025-01-01']);
    expect(performance.now() - begun).toBeLessThan(8_000);
  });

  it('either reads or refuses whatever it is given, and never anything else', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'BEGIN:VEVENT',
        'END:VEVENT',
        'BEGIN:VCALENDAR',
        'END:VCALENDAR',
        'RRULE:FREQ=YEARLY',
        ' folded',
      ),
      fc
        .tuple(
          fc.constantFrom('DTSTART', 'DTEND', 'RRULE', 'EXDATE', 'UID', 'DURATION', '__proto__'),
          fc.string(),
        )
        .map(([name, value]) => `${name}:${value}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        try {
          const text = lines.join('\n');
          expect(yearsOf(readHolidays(text, 2025).days).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(DulyError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
