/** How a long-running command ends: the first signal asks it to finish, a second one ends it at once. */
import { setTimeout as sleep } from 'node:timers/promises';

// SIGHUP: the terminal was closed.
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Closing takes at most this long; what is still in flight then is taken up again by whoever runs next. */
const CLOSE_WITHIN_MS = 9_000;

export interface Stopping {
  /** Resolves with the first SIGINT, SIGTERM or SIGHUP. */
  readonly asked: Promise<void>;
  /** Runs `close` within the bound; from here on nothing waits for a signal any more when it is done. */
  finish(close: () => Promise<void>, overrun: () => void): Promise<void>;
}

/** Begins to listen for signals. */
export function listenForStop(): Stopping {
  let ask: () => void = () => undefined;
  let count = 0;
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const onSignal = (): void => {
    count += 1;
    // Whoever asks twice does not want to wait; what is lost then is only time.
    if (count > 1) process.exit(130);
    ask();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    asked,
    finish: async (close, overrun) => {
      const bound = new AbortController();
      const limit = sleep(CLOSE_WITHIN_MS, undefined, { signal: bound.signal }).then(
        () => {
          overrun();
          process.exit(0);
        },
        () => undefined, // closed in time
      );
      try {
        await close();
      } finally {
        bound.abort();
        await limit;
        for (const signal of SIGNALS) process.off(signal, onSignal);
      }
    },
  };
}
