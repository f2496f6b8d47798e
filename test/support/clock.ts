import type { Clock } from '../../src/clock.ts';
import { parseInstant } from '../../src/domain/civil.ts';

/** A clock that stands still until it is told otherwise. */
export interface TestClock extends Clock {
  set(iso: string): void;
  advance(ms: number): void;
}

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

export function testClock(iso: string): TestClock {
  let instant = parseInstant(iso);
  return {
    now: () => instant,
    realMsUntil: (later) => Math.max(0, later - instant),
    set: (next) => {
      instant = parseInstant(next);
    },
    advance: (ms) => {
      instant += ms;
    },
  };
}
