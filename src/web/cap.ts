/** How often one address may ask for something: a fixed window, in memory, bounded however many addresses come. */
import { DulyError } from '../domain/errors.ts';

const WINDOW_MS = 3_600_000;
/** Beyond this many different addresses in one window the rest share one count. */
const MOST_KEYS = 10_000;

/** Whoever has an IPv6 address has a whole network of them: 64 bits of it count as one. */
function keyOf(peer: string): string {
  if (!peer.includes(':') || peer.startsWith('::ffff:')) return peer;
  const [head = '', tail] = peer.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const missing =
    tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter((group) => group !== '').length;
  return [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0')].slice(0, 4).join(':');
}

/**
 * Counts one request of `peer` (an IP address) at `now` (epoch milliseconds); throws `DulyError('too_many')` when
 * there have been more than `most` within the hour.
 */
export function openCap(most: number): (peer: string, now: number) => void {
  const counts = new Map<string, number>();
  let since = Number.NEGATIVE_INFINITY;
  return (peer, now) => {
    if (now - since >= WINDOW_MS || now < since) {
      counts.clear();
      since = now;
    }
    const own = keyOf(peer);
    const key = counts.has(own) || counts.size < MOST_KEYS ? own : 'others';
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > most)
      throw new DulyError(
        'too_many',
        'There were too many requests from your address. Try again in an hour.',
      );
  };
}
