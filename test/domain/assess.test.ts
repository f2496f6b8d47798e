import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occasionsSince } from '../../src/domain/alerts.ts';
import { assess } from '../../src/domain/assess.ts';
import { recordBy } from '../../src/domain/known.ts';
import type { Status } from '../../src/domain/record.ts';
import { edges, recordAndInstant, story } from '../support/arbitraries.ts';
import { DAY } from '../support/clock.ts';
import { eventsOf, live } from '../support/lifetime.ts';

const runs = { numRuns: Number(process.env.RUNS ?? 400) };

const ORDER: readonly Status[] = ['upcoming', 'due', 'overdue'];

describe('time alone', () => {
  it('moves a status only from upcoming to due to overdue', () => {
    fc.assert(
      fc.property(recordAndInstant, fc.array(fc.integer({ min: 0, max: 60 * DAY })), (given, gaps) => {
        const record = recordBy(given.record, Math.max(given.now, given.record.recordedAt));
        let at = Math.max(given.now, record.recordedAt);
        let before = assess(record, at).status;
        for (const gap of gaps) {
          at += gap;
          const { status } = assess(record, at);
          if (ORDER.includes(before))
            expect(ORDER.indexOf(status)).toBeGreaterThanOrEqual(ORDER.indexOf(before));
          else expect(status).toBe(before);
          before = status;
        }
      }),
      runs,
    );
  });

  it('changes nothing and says nothing before the next check, and does something at it', () => {
    fc.assert(
      fc.property(recordAndInstant, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const record = recordBy(given.record, Math.max(given.now, given.record.recordedAt));
        const here = assess(record, given.now);
        const news = (at: number) => {
          const there = assess(record, at);
          return {
            status: there.status,
            moments: there.moments.length - here.moments.length,
            occasions: occasionsSince(record, there, here.at).length,
          };
        };
        const quiet = { status: here.status, moments: 0, occasions: 0 };
        const next = here.nextCheckAt;
        if (next === null) {
          for (const edge of edges(record)) expect(news(Math.max(edge, here.at))).toEqual(quiet);
          expect(news(here.at + Math.round(share * 4_000 * DAY))).toEqual(quiet);
          return;
        }
        expect(next).toBeGreaterThan(here.at);
        expect(news(next - 1)).toEqual(quiet);
        expect(news(here.at + Math.floor(share * (next - 1 - here.at)))).toEqual(quiet);
        expect(news(next)).not.toEqual(quiet);
      }),
      runs,
    );
  });
});

const YEAR = 365 * DAY;
const sweeps = fc.array(fc.integer({ min: 0, max: YEAR }), { maxLength: 12 });
const byTime = (a: { at: number }, b: { at: number }): number => a.at - b.at;

describe('how often and how late sweeps run', () => {
  it('changes neither the end state nor any event, also with a clock that is set back', () => {
    fc.assert(
      fc.property(story, sweeps, fc.boolean(), ({ start, deeds }, offsets, orderly) => {
        const wakes = offsets.map((ms) => ({ at: start.recordedAt + ms }));
        // Out of order: the machine that sweeps or records has a clock that jumps.
        const steps = orderly ? [...deeds, ...wakes].sort(byTime) : [...deeds, ...wakes];
        const end = start.recordedAt + 3 * YEAR;
        const lived = live(start, [...steps, { at: end }]);
        expect(lived.events).toEqual(eventsOf(lived.record, end));
        const unwatched = { ...lived.record, knownUntil: start.recordedAt - 1 };
        expect(assess(lived.record, end)).toEqual(assess(unwatched, end));
      }),
      runs,
    );
  });

  it('leaves the same log whether somebody looked at many instants or once at the end', () => {
    fc.assert(
      fc.property(story, sweeps, ({ start, deeds }, offsets) => {
        const end = start.recordedAt + YEAR;
        // Apart, so that neither a fact nor a sweep at the very same instant lifts a fact by a millisecond.
        const facts = deeds.map((deed, index) => ({ ...deed, at: deed.at + index }));
        const taken = new Set(facts.map((fact) => fact.at));
        const wakes = offsets
          .map((ms) => ({ at: start.recordedAt + ms }))
          .filter((wake) => !taken.has(wake.at));
        const watched = live(start, [...facts, ...wakes, { at: end }].sort(byTime));
        const late = live(start, [...facts, { at: end }].sort(byTime));
        expect(watched.events).toEqual(late.events);
        expect(assess(watched.record, end)).toEqual(assess(late.record, end));
      }),
      runs,
    );
  });

  it('makes nobody hear the same thing twice', () => {
    fc.assert(
      fc.property(story, sweeps, ({ start, deeds }, offsets) => {
        const wakes = offsets.map((ms) => ({ at: start.recordedAt + ms }));
        const { occasions } = live(start, [...deeds, ...wakes].sort(byTime));
        const names = occasions.map(({ kind, key }) => `${kind} ${key}`);
        expect(new Set(names).size).toBe(names.length);
      }),
      runs,
    );
  });
});

describe('a clock set back', () => {
  it('changes nothing of what has been announced', () => {
    fc.assert(
      fc.property(recordAndInstant, fc.integer({ min: 0, max: YEAR }), ({ record, now }, back) => {
        const before = assess({ ...record, knownUntil: record.recordedAt - 1 }, now);
        const after = assess({ ...record, knownUntil: before.at }, now - back);
        expect(after).toEqual(before);
      }),
      runs,
    );
  });
});

describe('a record', () => {
  it('names every moment once, and no moment is known before it could be', () => {
    fc.assert(
      fc.property(recordAndInstant, ({ record, now }) => {
        const { moments, at } = assess(record, now);
        expect(new Set(moments.map(({ key }) => key)).size).toBe(moments.length);
        for (const { knownAt, occurredAt } of moments) {
          expect(knownAt).toBeLessThanOrEqual(at);
          expect(occurredAt).toBeLessThanOrEqual(knownAt);
        }
        expect(moments.map(({ knownAt }) => knownAt)).toEqual(
          moments.map(({ knownAt }) => knownAt).sort((a, b) => a - b),
        );
      }),
      runs,
    );
  });

  it('is never overdue for a date that was moved away before it closed', () => {
    fc.assert(
      fc.property(recordAndInstant, ({ record, now }) => {
        const overdue = assess(record, now).moments.filter(({ kind }) => kind === 'overdue');
        for (const moment of overdue) {
          const next = record.deadlines.find(({ version }) => version > moment.version);
          expect(moment.knownAt).toBeLessThan(next?.recordedAt ?? Number.POSITIVE_INFINITY);
        }
      }),
      runs,
    );
  });

  it('is late exactly when it was met at or after closing and grace, whenever we learnt it', () => {
    fc.assert(
      fc.property(recordAndInstant, ({ record, now }) => {
        const { status, late, settledAt, deadline, daysLate } = assess(record, now);
        const closes = deadline.window === null ? null : deadline.window.closesAt + record.graceMs;
        const expected =
          status !== 'met' || closes === null || settledAt === null ? null : settledAt >= closes;
        expect(late).toBe(expected);
        expect(daysLate === null).toBe(expected !== true);
      }),
      runs,
    );
  });
});
