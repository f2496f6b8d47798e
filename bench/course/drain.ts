import type { JobName } from '../../jobs/queues.ts';
import { RUNS } from '../../jobs/run.ts';
import type { Context } from '../../src/service/context.ts';

/** Runs a job as one worker does, again as long as it rings for itself at once. */
export async function drain(job: JobName, ctx: Context): Promise<void> {
  let again = true;
  const wake: Context['wake'] = (work, at) => {
    if (work === job && at === undefined) again = true;
  };
  while (again) {
    again = false;
    await RUNS[job]({ ...ctx, wake }, new AbortController().signal);
  }
}
