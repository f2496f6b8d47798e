/** Runs a measurement on a PostgreSQL of its own. */
import { type Options, runAlone } from './program.ts';
import type { Finding } from './report.ts';
import { openWorld, type World } from './world.ts';

export function run(measure: (world: World, options: Options) => Promise<Finding[]>): Promise<void> {
  return runAlone(async (options) => {
    const world = await openWorld();
    try {
      return await measure(world, options);
    } finally {
      await world.close();
    }
  });
}
