/**
 * `npm run pictures`: plays the demo, looks at six of its pages and keeps what it sees beside this file. The demo ends
 * on 5 July 2025 and its story is always the same, so the pictures change only when the pages do.
 */
import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const MOST_BYTES = 150_000;

/** Where the browser is: from the packages on Linux, otherwise an installed one. */
async function findBrowser() {
  if (process.platform === 'linux' && process.arch === 'x64') return sparticuz.executablePath();
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
  if (installed === undefined) throw new Error('No Chromium was found.');
  return installed;
}

/** Plays the demo on any free port; resolves with its address when the story is told. */
function playDemo() {
  const demo = spawn(process.execPath, [join(here, '../../bin/duly.mjs'), 'demo', '--speed', '40'], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk) => {
      said += chunk;
      const told = /The story is told\. Look at (http:\S+?)\/? and/.exec(said);
      if (told !== null) resolve(told[1]);
    };
    demo.stdout.on('data', read);
    demo.stderr.on('data', read);
    demo.on('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${said.slice(-2_000)}`)));
  });
  return { demo, url };
}

/** The address of the first link on a page that has these words; it may be drawn in the timeline. */
async function linkTo(page, address, words) {
  await page.goto(address);
  const href = await page.locator('main a', { hasText: words }).first().getAttribute('href');
  return new URL(href, address).href;
}

const { demo, url: told } = playDemo();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: ['--no-sandbox'] });
try {
  const url = await told;
  const open = async (colorScheme) =>
    (await browser.newContext({ colorScheme, viewport: { width: 1000, height: 760 } })).newPage();
  const light = await open('light');
  const dark = await open('dark');
  const bodies = await linkTo(light, url, 'Hand over the bodies');
  const letter = await linkTo(light, `${url}/outbox`, 'Correction: Hand over the bodies');
  const pictures = [
    ['board', light, `${url}/`],
    ['board-dark', dark, `${url}/`],
    ['commitment', light, bodies],
    ['timeline', light, `${url}/tags/istanbul-2`],
    ['party', dark, `${url}/parties/named?name=Russia`],
    ['mail', light, `${letter}/html`],
  ];
  for (const [name, page, address] of pictures) {
    await page.goto(address);
    const path = join(here, `${name}.png`);
    await page.screenshot({ path });
    const { size } = statSync(path);
    process.stdout.write(`${name}.png ${Math.round(size / 1_000)} kB\n`);
    if (size > MOST_BYTES) throw new Error(`${name}.png is larger than ${MOST_BYTES / 1_000} kB`);
  }
} finally {
  await browser.close();
  demo.removeAllListeners('exit');
  demo.kill('SIGTERM');
}
