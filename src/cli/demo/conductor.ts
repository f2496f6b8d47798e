/**
 * Conducts the demo: the clock runs up to the next instant at which something happens, and stands there until
 * the real workers have done what is due. So each commitment is flagged at its instant, however fast the days go.
 */
import type { LapseClock } from '../../clock.ts';
import type { Context } from '../../service/context.ts';
import { waiting } from '../../service/waiting.ts';
import type { Step } from './step.ts';

const LOOK_EVERY_MS = 5;
/** A demo whose workers do nothing for this long says so instead of waiting for ever. */
const PATIENCE_MS = 60_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the workers have nothing to do at the present instant; returns what comes next. */
export async function untilQuiet(ctx: Context, signal: AbortSignal): Promise<number | null> {
  for (let waited = 0; !signal.aborted; waited += LOOK_EVERY_MS) {
    const state = await waiting(ctx);
    if (state.now === 0) return state.nextAt;
    if (waited > PATIENCE_MS)
      throw new Error('the workers did not finish what was due; see the log lines above');
    await pause(LOOK_EVERY_MS);
  }
  return null;
}

/** Runs the clock to `endsAt`, doing each step at its time; stops early when `signal` fires. */
export async function conduct(
  ctx: Context,
  clock: LapseClock,
  input: {
    steps: readonly Step[];
    endsAt: number;
    signal: AbortSignal;
    onStep: (step: Step) => void;
    onQuiet: () => Promise<void>;
  },
): Promise<void> {
  const steps = [...input.steps];
  while (!input.signal.aborted) {
    const next = await untilQuiet(ctx, input.signal);
    await input.onQuiet();
    const step = steps[0];
    const at = Math.min(input.endsAt, step?.at ?? Number.POSITIVE_INFINITY, next ?? Number.POSITIVE_INFINITY);
    await clock.runTo(at);
    if (step !== undefined && step.at <= clock.now()) {
      steps.shift();
      await step.act(ctx);
      input.onStep(step);
    } else if (clock.now() >= input.endsAt) {
      await untilQuiet(ctx, input.signal);
      return;
    } else {
      ctx.wake('make-ahead');
      ctx.wake('sweep');
      ctx.wake('deliver');
    }
  }
}
