/**
 * Temporal, loaded when the first zone is asked for. It takes half as long to load as the whole resolver, and pages and
 * commands that import the resolver often resolve nothing. This is the only file of the domain that knows of modules.
 */
import { createRequire } from 'node:module';

type Temporal = typeof import('temporal-polyfill').Temporal;

let loaded: Temporal | undefined;

/** The Temporal API: the engine's own where it has one, else the polyfill. */
export function temporal(): Temporal {
  loaded ??= (createRequire(import.meta.url)('temporal-polyfill') as { Temporal: Temporal }).Temporal;
  return loaded;
}
