/** The stylesheet, the icon and the script, under names that change with their content, so that they may be kept for ever. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { WebEnv } from './env.ts';
import { alike } from './views/alike-live.ts';
import { live } from './views/live.ts';
import { passkey } from './views/passkey.ts';
import { queue } from './views/queue.ts';
import { css } from './views/style.ts';
import { moreCss } from './views/style-more.ts';
import { watch } from './views/watch.ts';

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#23407a"/><path d="M9 16.5l5 5L23.5 11" fill="none" stroke="#fff" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

function asset(name: string, type: string, content: string) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const [stem, ending] = name.split('.');
  return { path: `/assets/${stem}-${hash}.${ending}`, type, content };
}

/** Without the spaces that only its authors need. */
const tight = (sheet: string): string => sheet.trim().replace(/\s*([{}])\s*|([;:,])\s+/g, '$1$2');

export const STYLE = asset('style.css', 'text/css; charset=utf-8', tight(css));
export const MORE_STYLE = asset('more.css', 'text/css; charset=utf-8', tight(moreCss));
export const ICON = asset('icon.svg', 'image/svg+xml', svg);
export const PASSKEY = asset('passkey.js', 'text/javascript; charset=utf-8', passkey);
export const QUEUE = asset('queue.js', 'text/javascript; charset=utf-8', queue);
export const LIVE = asset('live.js', 'text/javascript; charset=utf-8', live);
export const ALIKE = asset('alike.js', 'text/javascript; charset=utf-8', alike);

export const WATCH = asset('watch.js', 'text/javascript; charset=utf-8', watch);

export function assetRoutes(): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  for (const { path, type, content } of [STYLE, MORE_STYLE, ICON, LIVE, ALIKE, PASSKEY, QUEUE, WATCH])
    routes.get(path, (c) =>
      c.body(content, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' }),
    );
  return routes;
}
