/** A limit on how many messages this process hands over in a second, for relays that punish bursts. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from '../clock.ts';

/** Each call resolves when the next message may go, evenly spaced; at once without a limit or when `signal` fires. */
export function openPace(perSecond: number | undefined, signal?: AbortSignal): () => Promise<void> {
  if (perSecond === undefined) return async () => undefined;
  const gap = 1_000 / perSecond;
  let next = monotonicMs();
  return async () => {
    const now = monotonicMs();
    const at = Math.max(now, next);
    next = at + gap;
    if (at <= now || signal?.aborted === true) return;
    await sleep(at - now, undefined, signal === undefined ? {} : { signal }).catch(() => undefined); // asked to stop
  };
}
