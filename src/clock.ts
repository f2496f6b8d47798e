/**
 * The only file that asks the machine for the time.
 *
 * Instants are milliseconds since the Unix epoch (UTC) everywhere inside Duly; they become
 * `timestamptz` in SQL and ISO 8601 text at the borders.
 */
export interface Clock {
  /** The current instant, in epoch milliseconds. */
  now(): number;
  /** How many real milliseconds pass until the clock shows `instant`; 0 when it already does. */
  realMsUntil(instant: number): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  realMsUntil: (instant) => Math.max(0, instant - Date.now()),
};

/** A stopwatch that no clock change can disturb, in milliseconds; for measuring, never for deciding. */
export const monotonicMs = (): number => performance.now();

/** A clock for telling a story: it runs fast, up to an instant, and stands there until it is told to go on. */
export interface LapseClock extends Clock {
  /** Runs up to `instant` and stands there; resolves when it shows it, or at once when it already does. */
  runTo(instant: number): Promise<void>;
  /** From now on it runs as fast as a clock on the wall. */
  goOn(): void;
}

/** A time-lapse clock that stands at `startAt`; `factor` is how many times faster than the wall it runs. */
export function lapseClock(startAt: number, factor: number): LapseClock {
  let from = { shown: startAt, real: performance.now(), speed: 0, until: startAt };
  const now = (): number =>
    Math.min(from.until, Math.floor(from.shown + (performance.now() - from.real) * from.speed));
  const run = (speed: number, until: number): void => {
    from = { shown: now(), real: performance.now(), speed, until };
  };
  return {
    now,
    realMsUntil: (instant) => Math.max(0, (instant - now()) / (from.speed || factor)),
    async runTo(instant) {
      if (instant <= now()) return;
      run(factor, instant);
      while (now() < instant)
        await new Promise((resolve) => setTimeout(resolve, Math.ceil((instant - now()) / factor)));
    },
    goOn: () => run(1, Number.POSITIVE_INFINITY),
  };
}
