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
