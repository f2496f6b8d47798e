/**
 * How much one asker may have of something: a fixed window, in the memory of this process, bounded however many
 * addresses come. Several web processes count each for themselves, so that what holds is the limit times their number;
 * a restart begins anew. What must hold for a mailbox, whoever asks, is counted in the database instead.
 */
import { createHash, randomBytes } from 'node:crypto';
import { DulyError } from '../domain/errors.ts';

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
/** Beyond this many different askers in one window the rest share counts, those of one neighbourhood the same one. */
const MOST_KEYS = 10_000;
const SHARED = 1_024;
/** Not to be foreseen: else whoever fills the table could choose whose count to use up. */
const SALT = randomBytes(16);

/** Whoever has an IPv6 address has a whole network of them: 64 bits of it count as one. */
function keyOf(asker: string): string {
  if (!asker.includes(':') || asker.startsWith('::ffff:')) return asker;
  const [head = '', tail] = asker.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const missing =
    tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0')].slice(0, 4).join(':');
}

/** Which count a newcomer shares: one network that has 65,536 of 64 bits (a /48, in IPv4 a /24) uses up one of them. */
function sharedKey(own: string): string {
  const near = own.split(/[.:]/).slice(0, 3).join(':');
  return `shared ${createHash('sha256').update(SALT).update(near).digest().readUInt32BE() % SHARED}`;
}

/** Seconds in words. */
export const waitWords = (seconds: number): string =>
  seconds > 120 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;

/** Counts `cost` for `asker` at `now` (epoch milliseconds); the seconds to wait when that is too much, else null. */
export type Count = (asker: string, now: number, cost?: number) => number | null;

/** Opens a limit of `most` for each asker within a window of `windowMs`. What is refused counts too. */
export function openCount(most: number, windowMs: number): Count {
  const counts = new Map<string, number>();
  let since = Number.NEGATIVE_INFINITY;
  return (asker, now, cost = 1) => {
    if (now - since >= windowMs || now < since) {
      counts.clear();
      since = now;
    }
    const own = keyOf(asker);
    const key = counts.has(own) || counts.size < MOST_KEYS ? own : sharedKey(own);
    const count = (counts.get(key) ?? 0) + cost;
    counts.set(key, count);
    return count > most ? Math.ceil((since + windowMs - now) / 1_000) : null;
  };
}

/**
 * Counts one request of `client` (an IP address) at `now` (epoch milliseconds); throws `DulyError('too_many')` when
 * there have been more than `most` within the hour.
 */
export function openCap(most: number): (client: string, now: number) => void {
  const count = openCount(most, HOUR_MS);
  return (client, now) => {
    const waitSeconds = count(client, now);
    if (waitSeconds !== null)
      throw new DulyError(
        'too_many',
        `There were too many requests from your address. Try again in ${waitWords(waitSeconds)}.`,
        { waitSeconds },
      );
  };
}
