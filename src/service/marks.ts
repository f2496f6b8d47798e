/**
 * Marks deliveries as soon as their answer is known. What the mail server has taken must be written down, or it
 * is sent again; so a database that is away is waited for.
 */
import type { Database } from '../store/database.ts';
import { type Mark, markDeliveries } from '../store/deliveries.ts';
import { patiently } from './patience.ts';
import { together } from './together.ts';

export interface Marks {
  /** Resolves when the mark is committed. */
  write(mark: Mark): Promise<void>;
}

export function openMarks(db: Pick<Database, 'query'>, by: string): Marks {
  return {
    write: together<Mark, void>(async (marks) => {
      await patiently(() => markDeliveries(db.query, by, marks));
      return [];
    }),
  };
}
