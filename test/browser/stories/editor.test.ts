import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { deliver } from '../../../src/service/deliver.ts';
import { addPerson } from '../../../src/service/people.ts';
import { launchChromium } from '../chromium.ts';
import { openSite } from '../site.ts';
import { MODES, openIn } from './modes.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

const form = (page: Page, action: string) => page.locator(`form[action$="/${action}"]`);
/** Opens whatever is folded, as somebody does who wants to see it all. */
const unfold = (page: Page) =>
  page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);

describe.skipIf(browser === null)(`an editor${why}`, () => {
  it.each(MODES)(
    'signs in, records words, adds what both sides say, marks it fulfilled, and corrects it: $name',
    { timeout: 150_000 },
    async (mode) => {
      const { ctx, url, db } = await openSite({ at: new Date().toISOString() });
      const person = { name: 'Bea', address: 'bea@example.org', role: 'editor' };
      await addPerson(
        ctx,
        { ...person, name: 'Ada', address: 'ada@example.org', role: 'administrator' },
        { actor: 'test', invite: false },
      );
      await addPerson(ctx, person, { actor: 'test', invite: false });
      const { page, complaints, steady } = await openIn(browser, mode);

      // The link comes by mail, and a button uses it.
      await page.goto(`${url}/record`);
      await page.getByLabel('Your e-mail address').fill('bea@example.org');
      await page.getByRole('button', { name: 'Send me a link' }).click();
      await deliver(ctx);
      const [mail] = await db.query<{ raw: string }>(
        `select raw from delivery where raw is not null limit 1`,
      );
      const path =
        /\/sign-in\/link\/[\w-]{43}/.exec((mail?.raw ?? '').replace(/=\r?\n/g, ''))?.[0] ??
        expect.fail('no link');
      await page.goto(url + path);
      await page.getByRole('button', { name: 'Sign in' }).click({ timeout: 60_000 });
      expect(await page.locator('h1').innerText()).toBe('Record a commitment');
      await steady();

      await unfold(page);
      // In words: the date follows from them and is seen before it is saved.
      await page.getByLabel('The words', { exact: true }).fill('We will hand over 1,000 bodies next week.');
      await page.getByLabel('Who said it').fill('Vladimir Medinsky');
      await page.getByLabel('When', { exact: true }).fill('2025-06-02T15:57');
      await page.getByLabel('Time zone there').fill('Europe/Istanbul');
      await page.getByLabel('In which document').fill('Second round in Istanbul');
      await page.getByLabel('In a few words').fill('Hand over the bodies');
      await page.locator('[name=committers]').fill('Russia');
      await page.locator('[name=beneficiaries]').fill('Ukraine');
      await page.getByLabel('Counted').selectOption('at_least');
      await page.getByLabel('How many').fill('1000');
      await page.getByLabel('Of what').fill('bodies');
      await page.getByLabel('The date in words').fill('next week');
      const show = page.getByRole('button', { name: 'Show the date' });
      if (!mode.scripts) await show.click();
      await page.getByText('Sun 15 Jun 2025 24:00').first().waitFor();
      await steady();
      await page.getByRole('button', { name: 'Put it on record' }).click();
      await page.waitForURL(/\/commitments\/\d+/);
      expect(await page.locator('h1').innerText()).toContain('Hand over the bodies');
      await steady();

      // What either side says, each for itself.
      const item = page.url().replace(/.*\/commitments\/(\d+).*/, `${url}/review/$1`);
      const shown = item.replace('/review/', '/commitments/');
      for (const [support, amount, note] of [
        ['declared', '1000', 'Russia says so'],
        ['confirmed', '900', 'Ukraine has counted'],
      ] as const) {
        await page.goto(item);
        await unfold(page);
        await form(page, 'progress').locator('[name=amount]').fill(amount);
        await form(page, 'progress').locator('[name=note]').fill(note);
        await form(page, 'progress').locator('[name=support]').selectOption(support);
        await form(page, 'progress').locator('[name=happenedAt]').fill('2025-06-13');
        await form(page, 'progress').getByRole('button').last().click();
        await page.waitForURL(/done=progress/);
        await page.goto(shown);
        await unfold(page);
        expect(await page.locator('main').innerText()).toContain(note);
        await steady();
      }

      // Fulfilled, with what shows it; then taken back, with a reason, and both stay on record.
      await page.goto(item);
      await unfold(page);
      await form(page, 'met').locator('[name=happenedAt]').fill('2025-06-14');
      await form(page, 'met').locator('[name=note]').fill('A joint statement');
      await form(page, 'met').locator('[name=reason]').fill('Both sides call it complete');
      await form(page, 'met').getByRole('button').last().click();
      await page.waitForURL(/done=met/);
      await page.goto(shown);
      expect(await page.locator('.chip').first().innerText()).toContain('Met');
      await page.goto(item);
      await steady();
      await unfold(page);
      await form(page, 'reopen').locator('[name=reason]').fill('The statement was about another exchange');
      await form(page, 'reopen').getByRole('button').last().click();
      await page.waitForURL(/\/commitments\/\d+\?done=/);
      expect(await page.locator('.chip').first().innerText()).not.toContain('Met');
      await unfold(page);
      const told = await page.locator('main').innerText();
      for (const words of ['A joint statement', 'The statement was about another exchange', 'Bea'])
        expect(told).toContain(words);
      expect(await db.prisma.verdict.findFirstOrThrow()).toMatchObject({ recordedBy: 'Bea' });
      await steady();
      expect(complaints).toEqual([]);
    },
  );
});
