/** Asking a page from another process, and the bare SQL of that page beside it. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Context } from '../../src/service/context.ts';
import type { Query } from '../../src/store/database.ts';
import { type Stretch, stretch } from './measure.ts';

/** Connections that ask at once. */
export const LANES = 10;
const caller = fileURLToPath(new URL('caller.js', import.meta.url));

export type Statements = readonly (readonly [text: string, values: readonly unknown[]])[];

/** The world that notes which statements it runs. */
export function noting(ctx: Context): { ctx: Context; statements: [string, readonly unknown[]][] } {
  const statements: [string, readonly unknown[]][] = [];
  const query: Query = (text, values = []) => {
    statements.push([text, values]);
    return ctx.db.query(text, values);
  };
  return { ctx: { ...ctx, db: { ...ctx.db, query } }, statements };
}

/** Asks `url` `count` times from another process; `COUNT` in it stands for the number of the request. */
export const asked = (url: string, count: number) => async (): Promise<Stretch> => {
  let ms = 0;
  const watched = await stretch(async () => {
    const args = [caller, url, String(count), String(LANES)];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    ms = (JSON.parse(stdout) as { ms: number }).ms;
  });
  // Starting the other process is not part of it.
  return { ...watched, ms };
};

/** Runs the statements of a page `count` times, on as many connections. */
export const bare = (query: Query, statements: Statements, count: number) => (): Promise<Stretch> => {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      for (const [text, values] of statements) await query(text, values);
    }
  };
  return stretch(() => Promise.all(Array.from({ length: LANES }, lane)));
};
