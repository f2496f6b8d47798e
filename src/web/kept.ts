/**
 * Pages that many people ask for at once are made once: as long as the database shows the same and within the same
 * second of the clock, everybody who would see the same gets the same text. What is shown is therefore never older
 * than a second, and never older than the last write that had been committed when somebody asked.
 */
import { readMoment } from '../service/browse/moment.ts';
import type { Context } from '../service/context.ts';
import type { Ask } from './env.ts';

/** So many addresses are kept; the one that was made first makes room. */
const MOST = 64;
const POLICY = 'Content-Security-Policy';

interface Kept {
  readonly moment: string;
  /** With what may run in it: a page with a script says so in a header. */
  readonly answer: Promise<{ readonly text: string; readonly policy: string | null }>;
}

/** Wraps a route: answers with what is kept, or makes it. A page for somebody who is signed in is always made. */
export function openKept(ctx: Context): (c: Ask, make: () => Promise<Response>) => Promise<Response> {
  const pages = new Map<string, Kept>();
  return async (c, make) => {
    if (c.get('viewer') !== null) return make();
    const moment = await readMoment(ctx);
    // Whoever sits at the machine itself is shown more.
    const key = `${c.get('language')} ${c.get('machine')} ${c.get('barrier') === null} ${c.req.url}`;
    let page = pages.get(key);
    if (page?.moment !== moment) {
      const answer = make().then(async (made) => ({
        text: await made.text(),
        policy: made.headers.get(POLICY),
      }));
      page = { moment, answer };
      pages.delete(key);
      pages.set(key, page);
      for (const [oldest] of pages) {
        if (pages.size <= MOST) break;
        pages.delete(oldest);
      }
    }
    try {
      const { text, policy } = await page.answer;
      if (policy !== null) c.header(POLICY, policy);
      return c.html(text);
    } catch (error) {
      if (pages.get(key) === page) pages.delete(key);
      throw error;
    }
  };
}
