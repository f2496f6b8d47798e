/**
 * Limits for reading what costs more than a page of the present: tables, the past, searches and feeds. Each has its
 * price, and each asker an allowance a minute; visitors have one together too, so that many addresses cannot do what one
 * may not. Who edits is counted by name and far above what a person clicks, and never against the visitors.
 */
import type { MiddlewareHandler } from 'hono';
import { DulyError } from '../domain/errors.ts';
import type { Context } from '../service/context.ts';
import { MINUTE_MS, openCount, waitWords } from './cap.ts';
import type { Ask, WebEnv } from './env.ts';

/** In units of a search. A table is up to 10,000 rows; the past is worked out from the log. */
const BY_PATH: readonly (readonly [path: RegExp, price: number])[] = [
  [/^\/board\.csv$/, 20],
  [/^\/audit(\/record)?\.csv$/, 20],
  [/\.(atom|json|ics)$/, 1],
  [/^\/similar$/, 1],
];
const BY_PARAMETER: Readonly<Record<string, number>> = { asOf: 5, on: 5, q: 1 };

/** Units in a minute. */
export interface ReadingLimits {
  /** For one visitor's connection. */
  readonly each: number;
  /** For all visitors of this process together. */
  readonly all: number;
  /** For one who edits. */
  readonly editor: number;
}

export const READING: ReadingLimits = { each: 120, all: 600, editor: 1_200 };

/** The price of what is asked for; 0 for what is not counted. `path` as routes are found by: `%2E` in it is a dot. */
export function priceOf(path: string, query: URLSearchParams): number {
  const table = BY_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? 0;
  const asked = Object.entries(BY_PARAMETER).filter(([name]) => query.get(name));
  return table + Math.max(0, ...asked.map(([, price]) => price));
}

const ADVICE =
  'The board and every commitment as they stand now can still be opened. A program should keep what it has, ask with If-None-Match, and heed Retry-After.';

const refusal = (why: string, waitSeconds: number): DulyError =>
  new DulyError('too_many', `${why} Try again in ${waitWords(waitSeconds)}. ${ADVICE}`, { waitSeconds });

/** Refuses with `too_many` what goes beyond `limits`. Stands after the guard, which says who asks. */
export function limitReading(ctx: Pick<Context, 'clock'>, limits: ReadingLimits): MiddlewareHandler<WebEnv> {
  const countEach = openCount(limits.each, MINUTE_MS);
  const countAll = openCount(limits.all, MINUTE_MS);
  const countEditor = openCount(limits.editor, MINUTE_MS);
  const spend = (c: Ask, price: number): void => {
    const now = ctx.clock.now();
    const much = 'Tables, searches, feeds and pages of the past cost much to make';
    // Without a barrier: somebody who edits, or the machine itself.
    if (c.get('barrier') === null) {
      const wait = countEditor(`person ${c.get('viewer')?.id ?? 'here'}`, now, price);
      if (wait !== null) throw refusal(`${much}, and you have asked for very many of them.`, wait);
      return;
    }
    const wait = countEach(c.get('client'), now, price);
    if (wait !== null) throw refusal(`${much}, and your connection has asked for many of them.`, wait);
    const waitAll = countAll('all', now, price);
    if (waitAll !== null) throw refusal(`${much}, and many people are asking for them just now.`, waitAll);
  };
  return (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') {
      const price = priceOf(c.req.path, new URL(c.req.url).searchParams);
      if (price > 0) spend(c, price);
    }
    return next();
  };
}
