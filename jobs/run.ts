/**
 * A job runs one use case until nothing is due, a bounded number of times, and rings for what comes next. It
 * decides nothing about commitments.
 */
import { CHANNELS, type ChannelName } from '../src/service/channels.ts';
import type { Context } from '../src/service/context.ts';
import { deliver } from '../src/service/deliver.ts';
import { derive } from '../src/service/derive.ts';
import { fanOut } from '../src/service/fan-out.ts';
import { housekeep } from '../src/service/housekeep.ts';
import { makeAhead } from '../src/service/make-ahead.ts';
import { runTask } from '../src/service/run-task.ts';
import { seal } from '../src/service/seal.ts';
import { sweep } from '../src/service/sweep.ts';
import type { JobName } from './queues.ts';

const BATCH = 1_000;
/** Passes in one job; when there is still more the job rings for itself, so that others get their turn. */
const PASSES = 20;
/** Dates worked out in one pass, each in a transaction of its own. */
const DERIVATIONS = 200;
/** Sweeps of one job, and how many of them side by side when one is not enough. */
const SWEEPS = 60;
const LANES = 2;

type Run = (ctx: Context, signal: AbortSignal) => Promise<void>;

/**
 * Nearly always one pass is enough. When much falls due at once, several go side by side: while the database
 * writes one batch, the next is read and judged.
 */
async function runSweep(ctx: Context, signal: AbortSignal): Promise<void> {
  let left = SWEEPS;
  const more = (): boolean => left > 0 && !signal.aborted;
  const pass = () => {
    left -= 1;
    return sweep(ctx, BATCH);
  };
  const lane = async (): Promise<void> => {
    while (more() && (await pass()).examined === BATCH);
  };
  while (more()) {
    const { examined, nextCheckAt } = await pass();
    if (examined === BATCH) await Promise.all(Array.from({ length: LANES }, lane));
    else {
      if (nextCheckAt !== null) ctx.wake('sweep', nextCheckAt);
      return;
    }
  }
  ctx.wake('sweep');
}

async function runMakeAhead(ctx: Context, signal: AbortSignal): Promise<void> {
  for (let pass = 0; pass < PASSES && !signal.aborted; pass += 1) {
    const { more, nextMakeAt } = await makeAhead(ctx);
    if (more) continue;
    // What is due and was not found is another worker's just now.
    if (nextMakeAt !== null && nextMakeAt > ctx.clock.now()) ctx.wake('make-ahead', nextMakeAt);
    return;
  }
  ctx.wake('make-ahead');
}

async function runDerive(ctx: Context, signal: AbortSignal): Promise<void> {
  for (let pass = 0; pass < PASSES && !signal.aborted; pass += 1)
    if ((await derive(ctx, DERIVATIONS)).taken < DERIVATIONS) return;
  ctx.wake('derive');
}

async function runFanOut(ctx: Context, signal: AbortSignal): Promise<void> {
  for (let pass = 0; pass < PASSES && !signal.aborted; pass += 1) if (!(await fanOut(ctx)).more) return;
  ctx.wake('fan-out');
}

const deliverBy =
  (channel: ChannelName): Run =>
  async (ctx, signal) => {
    const { work } = CHANNELS[channel];
    for (let pass = 0; pass < PASSES && !signal.aborted; pass += 1) {
      const { claimed, nextAt } = await deliver(ctx, { channel, signal });
      if (claimed > 0 && nextAt !== null && nextAt <= ctx.clock.now()) continue;
      if (nextAt !== null) ctx.wake(work, nextAt);
      return;
    }
    ctx.wake(work);
  };

async function runSeal(ctx: Context, signal: AbortSignal): Promise<void> {
  for (let pass = 0; pass < PASSES && !signal.aborted; pass += 1) if (!(await seal(ctx)).more) return;
  ctx.wake('seal');
}

async function runTasks(ctx: Context, signal: AbortSignal): Promise<void> {
  for (let pass = 0; pass < PASSES && !signal.aborted; pass += 1)
    if (!(await runTask(ctx, signal)).ran) return;
}

export const RUNS: Record<JobName, Run> = {
  sweep: runSweep,
  derive: runDerive,
  'make-ahead': runMakeAhead,
  'fan-out': runFanOut,
  deliver: deliverBy('email'),
  'deliver-webhook': deliverBy('webhook'),
  seal: runSeal,
  task: runTasks,
  housekeep: async (ctx) => {
    await housekeep(ctx);
  },
};
