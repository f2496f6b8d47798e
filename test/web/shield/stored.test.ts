import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../../browser/chromium.ts';
import { openFilledSite, openLookers } from '../../browser/filled-site.ts';
import { keepOpen } from './kept.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

/** Each begins with a word of its own, says when it runs, and brings an element or an attribute when it does not. */
const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2) data-brought=1>',
  "' onmouseover='alert(3)' data-brought='1",
  '</title></textarea></script><svg onload=alert(4) data-brought=1>',
  '<iframe srcdoc="<script>parent.alert(5)</script>" data-brought=1>',
  '<style data-brought=1>*{display:none}</style><base href=//evil.example data-brought=1>',
  '<a href=javascript:alert(6) data-brought=1>x</a><form action=//evil.example data-brought=1>',
  ']]><x data-brought=1>&lt;script&gt;{{alert(7)}}#{alert(8)}',
];

const kept = keepOpen();
let site: Awaited<ReturnType<typeof openFilledSite>>;
beforeAll(async () => {
  let count = 0;
  // Field by field another of them; every one stands in several fields.
  site = await openFilledSite(kept, (field) => {
    count += 1;
    return `${field} ${PAYLOADS[count % PAYLOADS.length]}`;
  });
}, 120_000);

describe.skipIf(browser === null)(`what is stored, rendered by Chromium${why}`, () => {
  it('A12: is text on every page and in every mail: no dialog, no report, no element of its own', {
    timeout: 240_000,
  }, async () => {
    if (browser === null) throw new Error('no browser');
    const { addresses, complaints, close } = await openLookers(browser, site, { width: 800 });
    let shown = 0;
    for (const { path, page } of addresses) {
      await page.goto(site.url + path);
      const [brought, told, foreign] = await page
        .locator('html')
        .evaluate(
          (html) =>
            [
              html.querySelectorAll('[data-brought], iframe, base, [onerror], [onload], [onmouseover]')
                .length,
              html.textContent?.includes('data-brought') === true ||
                html.textContent?.includes('alert(1)') === true,
              [...html.querySelectorAll('[href], [src], [action]')]
                .map(
                  (one) =>
                    one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action') ?? '',
                )
                .filter((address) => /^\s*(javascript|data|vbscript|\/\/)/i.test(address)),
            ] as const,
        );
      expect([path, brought, foreign]).toEqual([path, 0, []]);
      if (told) shown += 1;
    }
    expect(complaints).toEqual([]);
    // The texts are there, or nothing was tried.
    expect(shown).toBeGreaterThan(20);
    await close();
  });

  it('A13: is text in the badge, which is a document of its own when it is opened', {
    timeout: 150_000,
  }, async () => {
    if (browser === null) throw new Error('no browser');
    const { pages, complaints, close } = await openLookers(browser, site);
    await pages.visitor.goto(`${site.url}/commitments/1/badge.svg`);
    expect(await pages.visitor.evaluate('document.documentElement.tagName')).toBe('svg');
    expect(await pages.visitor.evaluate('document.querySelectorAll("[data-brought]").length')).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('A13: is well-formed in the feed, as a browser reads XML', { timeout: 150_000 }, async () => {
    if (browser === null) throw new Error('no browser');
    const { pages, close } = await openLookers(browser, site);
    await pages.visitor.goto(`${site.url}/subscribe`);
    const atom = await site.text('/feed.atom');
    expect(atom).toContain('alert');
    const found = await pages.visitor.evaluate(
      `(() => { const read = new DOMParser().parseFromString(${JSON.stringify(atom)}, 'application/xml');
        return [read.querySelector('parsererror')?.textContent ?? null, read.querySelectorAll('entry').length > 0,
          read.querySelectorAll('x, script, iframe, img').length]; })()`,
    );
    expect(found).toEqual([null, true, 0]);
    await close();
  });
});
