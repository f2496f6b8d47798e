import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { addProgress } from '../../src/service/progress.ts';
import { record } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';
import { openPage, openSite } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

async function cast() {
  const site = await openSite();
  const id = await record(site.ctx, { condition: 'The list is agreed', tags: ['istanbul-2'] });
  site.clock.set('2025-06-12T12:00+03:00');
  await addProgress(site.ctx, { id, amount: 1212, note: 'counted', support: 'confirmed' });
  site.clock.advance(60_000);
  return { ...site, id };
}

describe.skipIf(browser === null)(`pages in German in a browser${why}`, () => {
  it('are chosen by a link at the foot, without scripts, and stay so until English is chosen', async () => {
    const { url } = await cast();
    const { page, complaints } = await openPage(browser);
    await page.goto(`${url}/?tag=istanbul-2`);
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Öffentliche Zusagen' }).waitFor();
    expect(new URL(page.url()).search).toBe('?tag=istanbul-2&lang=de');
    await page.locator('.items a').first().click();
    await page.getByRole('heading', { name: 'Was gesagt wurde' }).waitFor();
    await page.getByText('1.212 von mindestens 6.000').first().waitFor();
    await page.getByText('in 3 Tagen').first().waitFor();
    await page.getByText('So. 15. Juni 24:00 Istanbul').first().waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What was said' }).waitFor();
    expect(complaints).toEqual([]);
  }, 150_000);

  it('give axe nothing to complain about and fit a phone, all unfolded', async () => {
    const { url, id } = await cast();
    const { page, complaints } = await openPage(browser, { width: 360, scripts: true });
    for (const path of ['/?lang=de', `/commitments/${id}?tz=America/Los_Angeles`, '/subscribe']) {
      await page.goto(url + path);
      await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect([path, violations.map((one) => [one.id, one.nodes[0]?.html])]).toEqual([path, []]);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect([path, width]).toEqual([path, 360]);
    }
    expect(complaints).toEqual([]);
  }, 120_000);
});
