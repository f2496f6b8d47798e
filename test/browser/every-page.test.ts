import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readingOf, routesOf } from '../web/shield/filled.ts';
import { keepOpen } from '../web/shield/kept.ts';
import { launchChromium } from './chromium.ts';
import { openFilledSite, openLookers } from './filled-site.ts';
import { isPiece, PAGES } from './table.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

const kept = keepOpen();
let site: Awaited<ReturnType<typeof openFilledSite>>;
beforeAll(async () => {
  site = await openFilledSite(kept, (field) =>
    `Words of ${field} ${field === 'title' ? 'x'.repeat(90) : ''}`.trim(),
  );
}, 120_000);

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

it('every route that answers with a page has a row in test/browser/table.ts', async () => {
  const rows = new Set(PAGES.map(({ pattern }) => pattern));
  const missing: string[] = [];
  for (const { pattern, path } of readingOf(routesOf(site.app, site.values))) {
    const type = (await site.ask(path, {}, site.as('administrator'))).headers.get('content-type') ?? '';
    if (type.startsWith('text/html') && !rows.has(pattern)) missing.push(pattern);
  }
  expect(missing).toEqual([]);
});

describe.skipIf(browser === null)(`every page in a browser${why}`, () => {
  it.each(['light', 'dark'] as const)(
    'gives axe nothing to complain about, WCAG 2.2 AA contrast among it, and fits a phone, in %s',
    { timeout: 240_000 },
    async (colorScheme) => {
      if (browser === null) throw new Error('no browser');
      const { addresses, complaints, close } = await openLookers(browser, site, { colorScheme, width: 360 });
      const found: unknown[] = [];
      for (const { path, page } of addresses.filter((one) => !isPiece(one.path))) {
        await page.goto(site.url + path);
        // What is folded is looked at too.
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        // A mail forbids all scripts, also those that look at it: its look has tests of its own.
        if (path.endsWith('/html')) continue;
        // What is named and nested is the same in the dark; the colours are not.
        const axe = new AxeBuilder({ page });
        const { violations } = await (colorScheme === 'dark'
          ? axe.withRules('color-contrast')
          : axe.withTags(WCAG)
        ).analyze();
        for (const { id, nodes } of violations) found.push([path, id, nodes[0]?.html.slice(0, 200)]);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        if (width > 360) found.push([path, 'is wider than the phone', width]);
      }
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it('stands in one column with text at twice its size, and nothing of it is cut off', {
    timeout: 120_000,
  }, async () => {
    if (browser === null) throw new Error('no browser');
    const { addresses, close } = await openLookers(browser, site, { width: 640 });
    const found: unknown[] = [];
    for (const { path, page } of addresses.filter(
      (one) => !isPiece(one.path) && !one.path.endsWith('/html'),
    )) {
      await page.goto(site.url + path);
      await page.evaluate('document.documentElement.style.fontSize = "200%"');
      const [width, cut] = await page.evaluate<[number, string[]]>(`[
        document.documentElement.scrollWidth,
        [...document.querySelectorAll('main *, nav *')].filter((one) => {
          const style = getComputedStyle(one);
          const hidden = style.overflowX === 'hidden' || style.overflowY === 'hidden' || style.overflowX === 'clip';
          return hidden && !one.closest('svg, .unseen, select, textarea') &&
            (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
        }).map((one) => one.outerHTML.slice(0, 120)),
      ]`);
      if (width > 640) found.push([path, 'needs scrolling to the side', width]);
      for (const one of cut) found.push([path, 'is cut off', one]);
    }
    expect(found).toEqual([]);
    await close();
  });

  it.each(['/', '/commitments/1', '/review', '/review/1', '/record'])(
    'is walked by keyboard in the order of reading, and shows where one is: %s',
    { timeout: 150_000 },
    async (path) => {
      if (browser === null) throw new Error('no browser');
      const { pages, close } = await openLookers(browser, site, { width: 1200 });
      const page = pages.editor;
      await page.goto(site.url + path);
      const count = await page.evaluate<number>(
        `[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
          .filter((one) => one.checkVisibility() && !one.disabled).length`,
      );
      expect(count).toBeGreaterThan(5);
      const order: number[] = [];
      const dim: string[] = [];
      for (let step = 0; step < Math.min(count, 60); step += 1) {
        await page.keyboard.press('Tab');
        const seen = await page.evaluate<{ at: number; shown: boolean; html: string }>(`(() => {
          const one = document.activeElement;
          const style = getComputedStyle(one);
          const all = [...document.querySelectorAll('*')];
          const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          const box = one.getBoundingClientRect();
          return { at: all.indexOf(one), shown: ring && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
            html: one.outerHTML.slice(0, 120) };
        })()`);
        // The parts of a date are the browser's own, with its own marks: the field as a whole is what we mark.
        if (!seen.shown && order.at(-1) !== seen.at) dim.push(seen.html);
        order.push(seen.at);
        if (step === 0) expect(seen.html).toContain('Skip to the content');
      }
      expect(dim).toEqual([]);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      // The first key leads past the menu.
      await page.goto(site.url + path);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('content');
      await close();
    },
  );
});
