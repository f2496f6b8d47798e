const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Waits after the first, second, ... failed attempt; later ones wait the last length again. */
const WAITS = [1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR] as const;
const LAST_WAIT = 12 * HOUR;
const GIVE_UP_AFTER = 72 * HOUR;
/** Spreads retries that failed together; a retry is never earlier than its nominal time. */
const SPREAD = 0.2;

/**
 * When to try again after `attempts` failed attempts (1 or more), or null when three days of trying are
 * over. `now` and the answer are epoch milliseconds; `jitter` is a random number from 0 to 1 and lengthens
 * the wait by up to a fifth.
 */
export function nextAttemptAt(attempts: number, now: number, jitter: number): number | null {
  let wait = 0;
  let waited = 0;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    wait = WAITS[attempt - 1] ?? LAST_WAIT;
    waited += wait;
    if (waited > GIVE_UP_AFTER) return null;
  }
  return now + Math.round(wait * (1 + SPREAD * jitter));
}
