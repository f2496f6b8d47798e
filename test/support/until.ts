import { monotonicMs } from '../../src/clock.ts';

/** Waits until `condition` gives something true, looking every few milliseconds, at most `withinMs`. */
export async function until<T>(
  condition: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  withinMs = 45_000,
  what = 'the condition',
): Promise<T> {
  const end = monotonicMs() + withinMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (monotonicMs() > end) throw new Error(`${what} did not come true within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
