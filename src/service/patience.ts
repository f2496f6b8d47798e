import { setTimeout as sleep } from 'node:timers/promises';
import { DulyError } from '../domain/errors.ts';

const TRIES = 200;
const PAUSE_MS = 500;

/**
 * Asks again while the database is away, for some minutes: longer than a restart takes. For the middle of a pass,
 * where giving up would send again what was sent.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const away = error instanceof DulyError && error.code === 'unavailable';
      if (!away || attempt === TRIES) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
