import { afterAll, describe, expect, it } from 'vitest';
import { deliver } from '../../../src/service/deliver.ts';
import { fanOut } from '../../../src/service/fan-out.ts';
import { sweep } from '../../../src/service/sweep.ts';
import { record, setup } from '../../support/setup.ts';
import { launchChromium } from '../chromium.ts';
import { serve } from '../site.ts';
import { MODES, openIn, openPost } from './modes.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

describe.skipIf(browser === null)(`a visitor${why}`, () => {
  it.each(MODES)(
    'follows a party, confirms, is told, and leaves by one click: $name',
    { timeout: 90_000 },
    async (mode) => {
      const { smtp, mailer } = await openPost();
      const { ctx, clock, url, db } = await serve(await setup({ mailer }));
      await record(ctx);
      const { page, complaints, steady } = await openIn(browser, mode);
      const mail = async (count: number) => {
        await deliver(ctx);
        return (await (await smtp.waitFor(count))[count - 1]?.parsed()) ?? expect.fail('no mail');
      };
      const linkIn = (text: string | undefined, purpose: string): string =>
        new RegExp(`/${purpose}/[\\w.-]+`).exec(text ?? '')?.[0] ??
        expect.fail(`no link to ${purpose} in: ${text}`);

      // From the board to the party, and from the party to its alerts.
      await page.goto(`${url}/`);
      await steady();
      await page.getByRole('link', { name: 'Parties' }).click();
      await page.locator('main').getByRole('link', { name: 'Russia', exact: true }).click();
      expect(await page.locator('h1').innerText()).toBe('Russia');
      await steady();
      await page.locator('main a[href^="/subscribe?party="]').first().click();
      await page.getByLabel('Your e-mail address').fill('reader@example.org');
      await steady();
      await page.getByRole('button', { name: 'Send me the link' }).click();
      expect(await page.locator('h1').innerText()).toBe('Please look into your mail');

      const asked = await mail(1);
      expect(asked.subject).toBe('Please confirm your alerts from Duly');
      await page.goto(url + linkIn(asked.text, 'confirm'));
      await steady();
      expect((await db.prisma.subscription.findFirstOrThrow()).state).toBe('unconfirmed');
      await page.getByRole('button', { name: 'Yes, send me these alerts' }).click();
      expect(await page.locator('h1').innerText()).toBe('Your alerts are confirmed');
      await steady();

      // The window closes with 15 June; the mail says so, and why it came.
      clock.set('2025-06-16T00:01+03:00');
      await sweep(ctx);
      await fanOut(ctx);
      // What belongs together waits a minute for each other.
      clock.advance(60_000);
      const told = await mail(2);
      expect(told.subject).toBe('Overdue: Hand over the bodies of the dead');
      expect(told.text).toContain('We will hand over six thousand bodies next week.');
      expect(told.text).toMatch(/you follow “?Russia/);
      const raw = (smtp.messages[1]?.raw.toString() ?? '').replace(/\r\n[ \t]+/g, ' ');
      expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);

      // The mail program posts by itself, without cookie or page; nothing more is sent.
      const end = url + linkIn(/^List-Unsubscribe: (.*)$/m.exec(raw)?.[1], 'unsubscribe');
      const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
      expect((await fetch(end, { method: 'POST', body, redirect: 'manual' })).status).toBe(200);
      await page.goto(end);
      await steady();
      expect(await page.locator('main').innerText()).toMatch(/ended|no longer|unsubscribed/i);
      clock.set('2025-06-20T12:00+03:00');
      await sweep(ctx);
      await fanOut(ctx);
      await deliver(ctx);
      expect(smtp.messages).toHaveLength(2);
      expect(complaints).toEqual([]);
    },
  );
});
