/** The ways in which each story is told: with and without scripts, on a phone, in the dark, with text of twice its size. */
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { openMailer } from '../../../src/mail/mailer.ts';
import { startSmtp } from '../../support/smtp.ts';
import { openPage } from '../site.ts';

export const MODES = [
  { name: 'with scripts, on a desk', scripts: true, width: 1200, colorScheme: 'light', large: false },
  {
    name: 'without scripts, on a phone of 360 px',
    scripts: false,
    width: 360,
    colorScheme: 'light',
    large: false,
  },
  { name: 'in the dark, with text at 200 %', scripts: true, width: 640, colorScheme: 'dark', large: true },
] as const;

type Mode = (typeof MODES)[number];

/** A page in a mode; `steady` says that what is there fits, and is called after each step. */
export async function openIn(browser: Browser | null, mode: Mode) {
  const { page, complaints } = await openPage(browser, mode);
  // As a reader does who has set a larger font in the browser: everything is measured by the size of the root.
  if (mode.large)
    await page.route('**/assets/style-*.css', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        body: `${await answer.text()}\nhtml { font-size: 200%; } body { font-size: 1rem; }`,
      });
    });
  return { page, complaints, steady: () => fits(page, mode.width) };
}

/** No scrolling to the side, also with large text. */
async function fits(page: Page, width: number): Promise<void> {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect([page.url(), wide <= width || wide]).toEqual([page.url(), true]);
}

/** A mail server that takes everything, and a sender that speaks to it, until the test ends. */
export async function openPost() {
  const smtp = await startSmtp();
  onTestFinished(() => smtp.close());
  const log = { info: () => undefined };
  const mailer = openMailer({ smtpUrl: smtp.url, mailFrom: 'Duly <duly@example.org>', log });
  onTestFinished(() => mailer.close());
  return { smtp, mailer };
}
