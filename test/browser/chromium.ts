import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A browser, or the reason why none can be started on this machine. */
export type Launched = { readonly browser: Browser } | { readonly missing: string };

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts the browser that comes with the packages (Linux x64), or an installed one elsewhere. */
export async function launchChromium(): Promise<Launched> {
  const faults: string[] = [];
  const attempts = [
    ...(process.platform === 'linux' && process.arch === 'x64' ? [() => sparticuz.executablePath()] : []),
    ...INSTALLED.filter(existsSync).map((path) => async () => path),
  ];
  for (const find of attempts) {
    try {
      const executablePath = await find();
      // Not the arguments that the package suggests: they run all in one process and without web security.
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'], headless: true });
      return { browser };
    } catch (error) {
      faults.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  }
  return { missing: faults.at(-1) ?? 'no Chromium is installed' };
}
