/** A site at the present with a full record and people of each role, and pages signed in as one of them. */
import type { Browser } from 'playwright-core';
import { listen } from '../../src/web/listen.ts';
import { createWeb } from '../../src/web/server.ts';
import { openWebWithPeople } from '../web/people.ts';
import { fill } from '../web/shield/filled.ts';
import type { keepOpen } from '../web/shield/kept.ts';
import { PAGES } from './table.ts';

/** `say` gives the text of each field that is on record. */
export async function openFilledSite(
  { finished }: ReturnType<typeof keepOpen>,
  say: (field: string) => string,
) {
  const world = await openWebWithPeople({ finished });
  const values = await fill(world, say);
  const app = createWeb(world.ctx);
  const web = await listen(app, { host: '127.0.0.1', port: 0 });
  finished(() => web.close());
  return { ...world, values, app, url: web.url };
}

type Site = Awaited<ReturnType<typeof openFilledSite>>;

/** A page for each of those who look, whose every complaint is kept in one list. */
export async function openLookers(
  browser: Browser,
  site: Site,
  options: { colorScheme?: 'light' | 'dark'; width?: number; scripts?: boolean } = {},
) {
  const complaints: string[] = [];
  const open = async (role: 'visitor' | 'reader' | 'editor' | 'administrator') => {
    const context = await browser.newContext({
      colorScheme: options.colorScheme ?? 'light',
      viewport: { width: options.width ?? 1200, height: 800 },
      javaScriptEnabled: options.scripts ?? true,
    });
    if (role !== 'visitor')
      await context.addCookies(
        site.cookies[role].split('; ').map((one) => {
          const [name = '', ...value] = one.split('=');
          return { name, value: value.join('='), url: site.url };
        }),
      );
    const page = await context.newPage();
    page.on('console', (message) => {
      if (!/status of 4\d\d/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('dialog', (dialog) => {
      complaints.push(`${page.url()}: a dialog says ${dialog.message()}`);
      void dialog.dismiss();
    });
    return page;
  };
  const pages = {
    visitor: await open('visitor'),
    reader: await open('reader'),
    editor: await open('editor'),
    administrator: await open('administrator'),
  };
  const close = () => Promise.all(Object.values(pages).map((page) => page.context().close()));
  /** Every address of the table with the page of who looks at it. */
  const addresses = PAGES.flatMap(({ paths, as }) =>
    paths(site.values).map((path) => ({ path, page: pages[as] })),
  );
  return { pages, complaints, addresses, close };
}
