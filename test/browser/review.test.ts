import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { handOver } from '../../src/service/hand-over.ts';
import { recordLook } from '../../src/service/look.ts';
import { holdReminders } from '../../src/service/notice.ts';
import { record } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';
import { openPage, openSite } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

/** Three overdue items, the gravest first: the bodies, the road, the list. */
async function openQueue() {
  const site = await openSite();
  const { ctx, clock } = site;
  const bodies = await record(ctx, { deadline: 'by 9 June' });
  const road = await record(ctx, { title: 'Open the road', deadline: 'by 10 June' });
  const list = await record(ctx, { title: 'Publish the list', deadline: 'by 11 June' });
  clock.set('2025-06-20T12:00:00+03:00');
  return { ...site, bodies, road, list };
}
const h1 = (page: Page): Promise<string> => page.locator('h1').innerText();
const statuses = async ({ ctx }: Awaited<ReturnType<typeof openSite>>) =>
  (await ctx.db.prisma.commitment.findMany({ orderBy: { id: 'asc' } })).map(({ status }) => status);

describe.skipIf(browser === null)(`the overdue review in a browser${why}`, () => {
  it('is worked through by keyboard alone: met with evidence, moved by words, not met with a look', {
    timeout: 120_000,
  }, async () => {
    const site = await openQueue();
    const { ctx, url } = site;
    const { page, complaints } = await openPage(browser, { scripts: true });
    const { keyboard } = page;
    const title = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();
    await page.goto(`${url}/review`);
    await keyboard.press('j');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Hand over the bodies');
    // In the list, a key opens the form of the item that has the focus, and Enter the item.
    await keyboard.press('j');
    await keyboard.press('n');
    await title('Open the road');
    expect(await page.evaluate('document.activeElement.id')).toBe('close-outcome');
    expect(await page.getByLabel('Outcome').inputValue()).toBe('not_met');
    await page.goBack();
    await page.getByRole('link', { name: 'Publish the list', exact: true }).focus();
    await keyboard.press('Enter');
    await title('Publish the list');
    // Inside an open form letters are the form's own, on its buttons and selects as well.
    await keyboard.press('l');
    await page.locator('#fold-look button').focus();
    await keyboard.press('m');
    await keyboard.press('k');
    expect(await page.locator('.fold details[open]').count()).toBe(1);
    expect(await h1(page)).toBe('Publish the list');
    await keyboard.press('Escape');
    expect(await page.locator('.fold details[open]').count()).toBe(0);
    await keyboard.press('q');
    await page.getByRole('link', { name: 'Work through them one by one' }).waitFor();
    await page.getByRole('link', { name: 'Work through them one by one' }).focus();
    await keyboard.press('Enter');
    await title('Hand over the bodies of the dead');
    expect(await page.getByRole('navigation', { name: 'Queue' }).innerText()).toContain('1 of 3');

    await keyboard.press('m');
    expect(await page.evaluate('document.activeElement.name')).toBe('evidenceUrl');
    await keyboard.type('https://example.org/jm?a=n');
    await keyboard.press('Tab');
    await keyboard.type('Seen by the Red Cross');
    // Closed and opened again, what was typed is still there.
    await keyboard.press('Escape');
    expect(await page.getByLabel('What shows it').first().isVisible()).toBe(false);
    await keyboard.press('m');
    expect(await page.evaluate('document.activeElement.value')).toBe('https://example.org/jm?a=n');
    // The window has closed: the browser asks for the day, on which it hangs whether that was in time.
    await keyboard.press('Control+Enter');
    expect(await page.evaluate('document.activeElement.name')).toBe('happenedAt');
    await keyboard.type('2025-06-09');
    await keyboard.press('Enter');
    await title('Open the road');
    expect(await page.getByRole('status').first().innerText()).toContain('It now stands as “Met”.');

    await keyboard.press('d');
    await keyboard.type('The ministry said so');
    await keyboard.press('Tab');
    await keyboard.type('by 30 June');
    await page.getByText('Mon 30 Jun', { exact: false }).first().waitFor();
    await keyboard.press('Control+Enter');
    await title('Publish the list');

    await keyboard.press('l');
    await keyboard.type('TASS, the site of the ministry');
    await keyboard.press('Enter');
    await page.getByText('It is on record that somebody looked').waitFor();
    await keyboard.press('u');
    await title('Publish the list');
    await keyboard.press('n');
    expect(await page.evaluate('document.activeElement.name')).toBe('reason');
    await keyboard.type('Nothing was published');
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await keyboard.press('Control+Enter');
    await page.getByText('Nothing is overdue').waitFor();
    expect(await page.getByRole('status').innerText()).toContain('Publish the list: Closed, with its reason');
    expect(await statuses(site)).toEqual(['met', 'upcoming', 'not_met']);
    expect(await ctx.db.prisma.look.count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('tells two editors of each other, and turns its keys off for whoever wants none', async () => {
    const { ctx, url, bodies } = await openQueue();
    const { page, complaints } = await openPage(browser, { scripts: true });
    await page.goto(`${url}/review/${bodies}`);
    await ctx.db.prisma.presence.create({
      data: { commitmentId: bodies, name: 'Ben', seenAt: new Date(ctx.clock.now()) },
    });
    await page.reload();
    await page.getByText('Ben also has this open.').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Turn the keys off' }).click();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('m');
    expect(await h1(page)).toBe('Hand over the bodies of the dead');
    expect(await page.locator('.fold details[open]').count()).toBe(0);
    await page.getByRole('button', { name: 'Turn the keys on' }).click();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('m');
    expect(await page.locator('.fold details[open]').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('is worked through by links without scripts, one by one and several together', {
    timeout: 90_000,
  }, async () => {
    const site = await openQueue();
    const { page, complaints } = await openPage(browser, { width: 360 });
    await page.goto(`${site.url}/review`);
    await page.getByRole('link', { name: 'Work through them one by one' }).click();
    await page.getByRole('link', { name: 'Next', exact: true }).click();
    expect(await h1(page)).toBe('Open the road');
    await page.getByRole('link', { name: 'Close with a reason: partly met' }).click();
    expect(await page.getByLabel('Outcome').inputValue()).toBe('partly_met');
    await page.getByRole('textbox', { name: 'Reason' }).fill('One lane only');
    await page.locator('#close-note').fill('Photographs');
    await page.locator('#close-happenedAt').fill('yesterday');
    await page.getByRole('button', { name: 'Close with a reason', exact: true }).click();
    expect(await h1(page)).toBe('Publish the list');
    await page.getByRole('link', { name: 'Overdue review' }).click();
    for (const tick of await page.getByRole('checkbox').all()) await tick.check();
    await page.getByLabel('What to do').selectOption('close');
    await page.getByRole('button', { name: 'Go on with those' }).click();
    await page.getByLabel('Outcome').selectOption('withdrawn');
    await page.getByRole('textbox', { name: 'Reason' }).fill('The talks were called off');
    await page.getByLabel('What shows it').fill('The statement of 19 June');
    await page.getByRole('button', { name: 'Show the summary' }).click();
    expect(await page.locator('.lead').innerText()).toContain('Nothing has happened yet');
    expect(await statuses(site)).not.toContain('withdrawn');
    await page.getByRole('button', { name: 'Do it to 2 items' }).click();
    expect(await page.getByRole('status').innerText()).toBe('Done to 2 items.');
    expect(await statuses(site)).toEqual(['withdrawn', 'partly_met', 'withdrawn']);
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'gives axe nothing to complain about and fits a phone, in %s',
    { timeout: 120_000 },
    async (colorScheme) => {
      const { ctx, url, bodies, road, list } = await openQueue();
      await handOver(ctx, { id: bodies, to: 'Ben', note: 'The ministry was asked', recordedBy: 'Anna' });
      await recordLook(ctx, { id: bodies, in: 'TASS', recordedBy: 'Anna' });
      await holdReminders(ctx, { id: list, kind: 'snoozed', until: '2025-06-25', note: 'Talks are on.' });
      const { page, complaints } = await openPage(browser, { colorScheme, width: 360, scripts: true });
      const look = async (what: string): Promise<void> => {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([what, violations.map((one) => [one.id, one.nodes[0]?.html])]).toEqual([what, []]);
        expect([what, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([what, 360]);
      };
      for (const path of [
        '/review',
        '/review?whose=nobody',
        `/review/${bodies}`,
        `/review/${road}?do=n`,
        `/review/${road}?do=met&done=handed&from=${bodies}`,
        `/review/bulk?do=close&item=${bodies}&item=${road}`,
      ]) {
        await page.goto(url + path);
        if (path.startsWith('/review?') || path === '/review') await page.keyboard.press('?');
        await look(path);
      }
      await page.getByRole('textbox', { name: 'Reason' }).fill('x'.repeat(300));
      await page.getByLabel('What shows it').fill('The minutes');
      await page.getByRole('button', { name: 'Show the summary' }).click();
      await look('summary');
      await page.getByRole('button', { name: 'Do it to 2 items' }).click();
      await look('result');
      expect(complaints).toEqual([]);
    },
  );
});
