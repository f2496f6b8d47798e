/** What a whole file of tests shares is closed after its last test, in reverse order. */
import { afterAll, type onTestFinished } from 'vitest';

/** Call it at the top of a file; hand `finished` to whatever is opened in its `beforeAll`. */
export function keepOpen() {
  const closing: (() => unknown)[] = [];
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });
  const finished = (close: () => unknown): void => void closing.push(close);
  return { finished: finished as typeof onTestFinished };
}
