import { monotonicMs } from '../../clock.ts';
import { DulyError } from '../../domain/errors.ts';
import { withLock } from './lock.ts';
import type { Place } from './place.ts';
import type { Revive } from './presence.ts';
import { runningServer, type Settings, startServer } from './server.ts';

/** A fault that lasts is told again after this long, not at every try. */
const REPEAT_MS = 600_000;

/**
 * Brings the server back to a process that has lost it (killed, out of memory, stopped by somebody).
 *
 * 1. Under the folder's lock: if no server runs on the cluster, start one on the port that the pools of this
 *    process, and of others on the same folder, know. If one runs, another Duly was faster, or it recovers.
 * 2. Still under the lock: hold the presence again, so that whoever leaves next sees that it is in use.
 *
 * Two at once: the second finds the server of the first. A server on another port is left alone, because
 * somebody may be working with it; this process cannot follow it there.
 *
 * Each attempt either succeeds or throws its fault, which is logged; when to try again is the caller's matter.
 */
export function reviver(input: {
  place: Place;
  lock: string;
  /** The port to which the connections of this process go. */
  port: number;
  settings: Settings;
  warn: (line: string) => void;
}): Revive {
  const { place, lock, port, settings, warn } = input;
  const complain = sparingly(warn);
  return async (enter, leaving) => {
    try {
      await withLock(lock, async () => {
        if (leaving.aborted) return;
        const found = await runningServer(place);
        if (found === undefined) await startServer(place, settings, { only: port });
        else if (found.port > 0 && found.port !== port) throw movedAway(place, found.port, port);
        await enter();
        if (leaving.aborted) return;
        warn(
          found === undefined
            ? `PostgreSQL had ended: it was started again on port ${port}`
            : `PostgreSQL is back on port ${port}`,
        );
      });
    } catch (error) {
      complain(
        `PostgreSQL is away, and this Duly keeps trying to bring it back: ${(error as Error).message}`,
      );
      throw error;
    }
  };
}

/** Lets a line through once, and again when it was silent for long; numbers in it do not make it another. */
function sparingly(say: (line: string) => void): (line: string) => void {
  const told = new Map<string, number>();
  return (line) => {
    const [first = ''] = line.split('\n');
    const key = first.replaceAll(/\d+/g, '0');
    const now = monotonicMs();
    const last = told.get(key);
    if (last !== undefined && now - last < REPEAT_MS) return;
    told.set(key, now);
    say(line);
  };
}

const movedAway = (place: Place, found: number, wanted: number): DulyError =>
  new DulyError(
    'unavailable',
    `the server of ${place.cluster} was started on port ${found} by somebody else, and this Duly keeps to port ` +
      `${wanted}: restart this Duly, which then finds it`,
  );
