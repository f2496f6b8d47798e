/**
 * Marks deliveries as soon as their answer is known.
 *
 * What the mail server has taken must be written down, or it is sent again: while the database is away the mark
 * is tried again for some minutes, longer than a restart takes.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DulyError } from '../domain/errors.ts';
import type { Database } from '../store/database.ts';
import { type Mark, markDeliveries } from '../store/deliveries.ts';
import { together } from './together.ts';

export interface Marks {
  /** Resolves when the mark is committed. */
  write(mark: Mark): Promise<void>;
}

const TRIES = 200;
const PAUSE_MS = 500;

async function patiently(work: () => Promise<void>): Promise<void> {
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

export function openMarks(db: Pick<Database, 'query'>, by: string): Marks {
  return {
    write: together<Mark, void>(async (marks) => {
      await patiently(() => markDeliveries(db.query, by, marks));
      return [];
    }),
  };
}
