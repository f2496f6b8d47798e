import { describe, expect, it } from 'vitest';
import { beginsOnItsRule } from '../../../src/domain/deadline/series.ts';
import { days, series, some } from '../../support/occurrences.ts';

describe('the days of a series', () => {
  // What RFC 5545 gives as examples (3.8.5.3), and what calendars get wrong.
  it.each<[rrule: string, firstOn: string, ...string[]]>([
    ['FREQ=DAILY;COUNT=3', '1997-09-02', '1997-09-02', '1997-09-03', '1997-09-04'],
    ['FREQ=DAILY;INTERVAL=10', '1997-12-20', '1997-12-20', '1997-12-30', '1998-01-09'],
    ['FREQ=WEEKLY', '2025-07-01', '2025-07-01', '2025-07-08', '2025-07-15'],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
      '1997-08-05',
      '1997-08-05',
      '1997-08-10',
      '1997-08-19',
      '1997-08-24',
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
      '1997-08-05',
      '1997-08-05',
      '1997-08-17',
      '1997-08-19',
      '1997-08-31',
    ],
    ['FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1', '2025-06-06', '2025-06-06', '2025-06-13', '2025-06-20'],
    ['FREQ=MONTHLY', '2025-01-31', '2025-01-31', '2025-03-31', '2025-05-31', '2025-07-31', '2025-08-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2025-01-31', '2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30'],
    ['FREQ=MONTHLY;BYDAY=1FR', '1997-09-05', '1997-09-05', '1997-10-03', '1997-11-07'],
    ['FREQ=MONTHLY;BYDAY=-2MO', '1997-09-22', '1997-09-22', '1997-10-20', '1997-11-17'],
    [
      'FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU',
      '1997-09-07',
      '1997-09-07',
      '1997-09-28',
      '1997-11-02',
      '1997-11-30',
    ],
    [
      'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
      '1998-02-13',
      '1998-02-13',
      '1998-03-13',
      '1998-11-13',
      '1999-08-13',
    ],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29', '1997-09-29', '1997-10-30', '1997-11-27'],
    ['FREQ=MONTHLY;BYDAY=5MO', '2025-06-30', '2025-06-30', '2025-09-29', '2025-12-29'],
    ['FREQ=YEARLY', '2024-02-29', '2024-02-29', '2028-02-29', '2032-02-29'],
    ['FREQ=YEARLY;BYMONTH=6,7', '1997-06-10', '1997-06-10', '1997-07-10', '1998-06-10'],
    ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', '1997-05-19', '1998-05-18', '1999-05-17'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1FR', '2025-03-28', '2025-03-28', '2026-03-27', '2027-03-26'],
    ['FREQ=YEARLY;BYDAY=MO;BYSETPOS=2', '2025-01-13', '2025-01-13', '2026-01-12', '2027-01-11'],
    [
      'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
      '1996-11-05',
      '1996-11-05',
      '2000-11-07',
      '2004-11-02',
    ],
    ['RRULE:freq=monthly;until=20250815', '2025-06-01', '2025-06-01', '2025-07-01', '2025-08-01'],
  ])('%s from %s', (rrule, firstOn, ...expected) => {
    expect(days(rrule, firstOn, expected.length)).toEqual(expected);
    expect(beginsOnItsRule(series(rrule, firstOn))).toBe(true);
  });

  it('ends with its count, and on the day named by UNTIL or that has begun by then in its zone', () => {
    expect(days('FREQ=WEEKLY;COUNT=3', '2025-06-06', 9)).toEqual(['2025-06-06', '2025-06-13', '2025-06-20']);
    expect(days('FREQ=DAILY;UNTIL=20250603', '2025-06-01', 9)).toHaveLength(3);
    // 21:00 UTC is midnight in Istanbul: 4 June has begun, and one second earlier it has not.
    expect(days('FREQ=DAILY;UNTIL=20250603T210000Z', '2025-06-01', 9)).toHaveLength(4);
    expect(days('FREQ=DAILY;UNTIL=20250603T205959Z', '2025-06-01', 9)).toHaveLength(3);
    expect(days('FREQ=DAILY;UNTIL=20250501', '2025-06-01', 9)).toEqual(['2025-06-01']);
  });

  it('begins on its first day also when the rule does not name it, and counts it', () => {
    const reports = series('FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3', '2025-06-15');
    expect(some(reports, 9).map((one) => one.firstOn)).toEqual(['2025-06-15', '2025-07-01', '2025-08-01']);
    expect(beginsOnItsRule(reports)).toBe(false);
  });

  it('is over when no day comes any more, soon and whatever the rule', () => {
    for (const never of ['DAILY', 'MONTHLY', 'YEARLY'])
      expect(days(`FREQ=${never};BYMONTH=2;BYMONTHDAY=30`, '2025-06-01')).toEqual(['2025-06-01']);
    expect(days('FREQ=YEARLY;INTERVAL=999', '2025-06-01')).toEqual(['2025-06-01']);
    expect(days('FREQ=YEARLY', '9899-06-01')).toEqual(['9899-06-01']);
  });

  it.each([
    ['', 'write it like FREQ=MONTHLY'],
    ['every month', 'write it like FREQ=MONTHLY'],
    ['INTERVAL=2', 'FREQ must be one of DAILY'],
    ['FREQ=HOURLY', 'FREQ must be one of DAILY'],
    ['FREQ=DAILY;BYHOUR=3', 'BYHOUR is none of'],
    ['FREQ=DAILY;__PROTO__=1', 'write it like'],
    ['FREQ=DAILY;FREQ=DAILY', 'FREQ stands there twice'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20250701', 'exclude each other'],
    ['FREQ=DAILY;COUNT=0', 'COUNT takes whole numbers'],
    ['FREQ=DAILY;COUNT=999999999', 'COUNT takes whole numbers from 1 to 9999'],
    ['FREQ=DAILY;INTERVAL=2,3', 'INTERVAL takes one number'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL takes whole numbers'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'only in months and years'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY takes weekdays'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'a week has no BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'from -31 to 31'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'another BY part'],
    ['FREQ=DAILY;UNTIL=20250230', 'Feb 2025 has 28 days'],
    ['FREQ=DAILY;UNTIL=20250601T120000', 'UNTIL takes a date'],
    ['FREQ=DAILY;UNTIL=20250601T996060Z', 'no clock time'],
    [`FREQ=MONTHLY;BYMONTHDAY=${'1,'.repeat(200)}1`, 'more than 300 characters'],
  ])('refuses “%s”', (rrule, told) => {
    const refused = () => days(rrule, '2025-06-01');
    expect(refused).toThrow(told);
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid', field: 'rrule' }));
  });
});

describe('the windows of a series', () => {
  it('are whole civil days of its zone, also where a clock is changed', () => {
    const [march, april] = some(
      series('FREQ=MONTHLY', '2025-03-01', { lasts: { unit: 'month', count: 1 }, zone: 'Europe/Berlin' }),
      2,
    );
    expect(march).toMatchObject({
      number: 1,
      lastOn: '2025-03-31',
      window: {
        opensAt: Date.parse('2025-03-01T00:00+01:00'),
        closesAt: Date.parse('2025-04-01T00:00+02:00'),
      },
    });
    expect(april).toMatchObject({ number: 2, firstOn: '2025-04-01', lastOn: '2025-04-30' });
  });

  it.each([
    [{ unit: 'day', count: 3 }, '2025-06-04'],
    [{ unit: 'week', count: 1 }, '2025-06-08'],
    [{ unit: 'month', count: 3 }, '2025-09-01'],
    [{ unit: 'year', count: 1 }, '2026-06-01'],
  ] as const)('last %o', (lasts, lastOn) => {
    expect(some(series('FREQ=YEARLY', '2025-06-02', { lasts }), 1)[0]?.lastOn).toBe(lastOn);
  });

  it('want to be on record 35 days ahead, and the next always when one opens', () => {
    const at = (day: string) => Date.parse(`${day}T00:00+03:00`);
    const weekly = some(series('FREQ=WEEKLY', '2025-06-02'), 3);
    expect(weekly.map((one) => one.makeAt)).toEqual([at('2025-04-28'), at('2025-05-05'), at('2025-05-12')]);
    const yearly = some(series('FREQ=YEARLY', '2025-06-02'), 3);
    expect(yearly.map((one) => one.makeAt)).toEqual([at('2025-04-28'), at('2025-06-02'), at('2026-06-02')]);
  });
});
