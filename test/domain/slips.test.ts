import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, civilDate, daysBetween, windowOfDays } from '../../src/domain/civil.ts';
import type { Origin } from '../../src/domain/record.ts';
import { describeSlips, describeStep, slipsOf } from '../../src/domain/slips.ts';
import { place } from '../support/arbitraries.ts';

const ZONE = 'Europe/Istanbul';
const FROM_EVENT: Origin = { cause: 'anchor', rule: 'from-event/1', anchor: 'signing', happened: null };
const dates = (...days: (string | null | { event: string })[]) =>
  days.map((day, index) => {
    const closes = typeof day === 'object' && day !== null ? day.event : day;
    return {
      version: index + 1,
      zone: ZONE,
      window: closes === null ? null : windowOfDays(closes, closes, ZONE),
      origin: typeof day === 'object' && day !== null ? FROM_EVENT : null,
    };
  });

describe('slips', () => {
  it('counts each later date and adds up the days between closing days', () => {
    const slips = slipsOf(dates('2025-06-15', '2025-06-29', '2025-07-20'));
    expect(slips).toEqual({
      count: 2,
      totalDays: 35,
      steps: [
        { version: 2, days: 14 },
        { version: 3, days: 21 },
      ],
    });
    expect(describeSlips(slips)).toBe('slipped 2 times, 35 days in all');
  });

  it('lets an earlier date count against a later one', () => {
    const back = slipsOf(dates('2025-06-15', '2025-06-29', '2025-06-15'));
    expect([back.count, back.totalDays, describeSlips(back)]).toEqual([
      2,
      0,
      'moved 2 times, back to the first closing day',
    ]);
    expect(describeSlips(slipsOf(dates('2025-06-15', '2025-06-14')))).toBe(
      'moved once, 1 day earlier in all',
    );
  });

  it('takes a first date, and one without a date, for no slip', () => {
    expect(slipsOf(dates(null, '2025-06-15')).count).toBe(0);
    expect(slipsOf(dates('2025-06-15', null, '2025-06-20'))).toMatchObject({ count: 1, totalDays: 5 });
    expect(describeSlips(slipsOf(dates('2025-06-15')))).toBeNull();
  });

  it('blames nobody for what an event or a calendar brought', () => {
    expect(slipsOf(dates(null, { event: '2025-06-15' }, { event: '2025-06-20' })).count).toBe(0);
    expect(slipsOf(dates('2025-06-15', { event: '2025-06-20' }, '2025-06-23'))).toMatchObject({
      count: 1,
      totalDays: 3,
    });
  });

  it('counts new words for an event once the event dates them', () => {
    const waiting = dates(null, { event: '2025-08-08' }, null);
    expect(slipsOf(waiting).count).toBe(0);
    expect(slipsOf(dates(null, { event: '2025-08-08' }, null, { event: '2025-09-08' }))).toEqual({
      count: 1,
      totalDays: 31,
      steps: [{ version: 3, days: 31 }],
    });
  });

  it('does not count a version that closes on the same day', () => {
    const slips = slipsOf(dates('2025-06-15', '2025-06-15'));
    expect([slips.count, slips.steps.map((step) => describeStep(step))]).toEqual([
      0,
      ['the same closing day'],
    ]);
  });

  it('holds in every zone: stated dates slip by the days between the first and the last closing day', () => {
    fc.assert(
      fc.property(
        place,
        fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 1, maxLength: 8 }),
        ({ zone, day }, offsets) => {
          const closing = offsets.map((days) => addDays(day, days));
          const versions = closing.map((one, index) => ({
            version: index + 1,
            zone,
            window: windowOfDays(one, one, zone),
            origin: null,
          }));
          const inside = versions.map(({ window }) => civilDate(window.closesAt - 1, zone));
          const slips = slipsOf(versions);
          expect(slips.totalDays).toBe(daysBetween(inside[0] ?? '', inside.at(-1) ?? ''));
          expect(slips.steps).toHaveLength(versions.length - 1);
          expect(slips.count).toBe(slips.steps.filter(({ days }) => days !== 0).length);
          // The record is only ever added to: what was counted stays counted.
          const before = slipsOf(versions.slice(0, -1));
          expect(slips.steps.slice(0, -1)).toEqual(before.steps);
        },
      ),
    );
  });
});
