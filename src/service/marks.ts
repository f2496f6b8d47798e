/**
 * Marks deliveries as soon as their answer is known. While one statement is on its way the marks that come in
 * wait for each other and go together in the next, so ten lanes cost one commit and none of them waits long.
 */
import type { Database } from '../store/database.ts';
import { type Mark, markDeliveries } from '../store/deliveries.ts';

export interface Marks {
  /** Resolves when the mark is committed. */
  write(mark: Mark): Promise<void>;
}

export function openMarks(db: Pick<Database, 'query'>, by: string): Marks {
  let waiting: { mark: Mark; done: () => void; failed: (error: unknown) => void }[] = [];
  let running = false;
  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await markDeliveries(
          db.query,
          by,
          batch.map(({ mark }) => mark),
        );
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    running = false;
  };
  return {
    write: (mark) =>
      new Promise((done, failed) => {
        waiting.push({ mark, done, failed });
        if (!running) void run();
      }),
  };
}
