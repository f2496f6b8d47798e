/** A site on a fresh database, and pages of a browser that keep every complaint. */
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { listen } from '../../src/web/listen.ts';
import { createWeb } from '../../src/web/server.ts';
import { setup } from '../support/setup.ts';

export async function openSite() {
  const world = await setup();
  const web = await listen(createWeb(world.ctx), { host: '127.0.0.1', port: 0 });
  onTestFinished(() => web.close());
  return { ...world, url: web.url };
}

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
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // A refused form is answered with 400, which browsers mention.
    if (!message.text().includes('status of 400')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  return { page, complaints };
}
