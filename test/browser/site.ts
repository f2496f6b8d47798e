/** A site on a fresh database, and pages of a browser that keep every complaint. */
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { listen } from '../../src/web/listen.ts';
import { createWeb } from '../../src/web/server.ts';
import { setup } from '../support/setup.ts';

type World = Awaited<ReturnType<typeof setup>>;

/** Serves a world at an address of its own. `own`: whether the site knows that address, which a passkey is for. */
export async function serve(world: World, own = false) {
  let app: ReturnType<typeof createWeb> | undefined;
  const web = await listen(
    {
      fetch: (request, bindings) => (app as ReturnType<typeof createWeb>).fetch(request, bindings as object),
    },
    { host: '127.0.0.1', port: 0 },
  );
  onTestFinished(() => web.close());
  const ctx = own ? { ...world.ctx, baseUrl: web.url } : world.ctx;
  app = createWeb(ctx);
  return { ...world, ctx, url: web.url };
}

/** `at`: where its clock stands, ISO 8601; signing in needs the present. */
export const openSite = async (options: { at?: string } = {}) =>
  serve(await setup(options), options.at !== undefined);

/** A page whose every complaint (a blocked style, a script, a failed request) is kept. */
export async function openPage(
  browser: Browser | null,
  options: { colorScheme?: 'light' | 'dark'; width?: number; scripts?: boolean } = {},
) {
  if (browser === null) throw new Error('no browser');
  const context = await browser.newContext({
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 1200, height: 800 },
    javaScriptEnabled: options.scripts ?? false,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refused form is answered with 400, which browsers mention.
    if (!message.text().includes('status of 400')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  return { page, complaints };
}
