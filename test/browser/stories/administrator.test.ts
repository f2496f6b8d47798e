import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { deliver } from '../../../src/service/deliver.ts';
import { makeFirstLink } from '../../../src/service/sign-in.ts';
import { setup } from '../../support/setup.ts';
import { launchChromium } from '../chromium.ts';
import { serve } from '../site.ts';
import { MODES, openIn, openPost } from './modes.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

const h1 = (page: Page): Promise<string> => page.locator('h1').innerText();

describe.skipIf(browser === null)(`an administrator${why}`, () => {
  it.each(MODES)(
    'comes by the printed link, adds an editor who signs in by mail, and ends their session: $name',
    { timeout: 150_000 },
    async (mode) => {
      const { smtp, mailer } = await openPost();
      const { ctx, url } = await serve(await setup({ mailer, at: new Date().toISOString() }), true);
      const [ada, bea] = [await openIn(browser, mode), await openIn(browser, mode)];
      const steady = async (): Promise<void> => {
        await ada.steady();
        await bea.steady();
      };
      const mail = async (count: number) => {
        await deliver(ctx);
        return (await (await smtp.waitFor(count))[count - 1]?.parsed()) ?? expect.fail('no mail');
      };

      await ada.page.goto((await makeFirstLink(ctx)) ?? '');
      await ada.steady();
      await ada.page.getByLabel('Your name').fill('Ada');
      await ada.page.getByLabel('Your e-mail address').fill('ada@example.org');
      await ada.page.getByRole('button', { name: 'Become the administrator' }).click();
      expect(await h1(ada.page)).toBe('People');
      await ada.steady();

      // What is wrong is said, and what was typed stays.
      const add = async (name: string, address: string) => {
        await ada.page.getByLabel('Name', { exact: true }).fill(name);
        await ada.page.getByLabel('E-mail address').fill(address);
        await ada.page.getByRole('button', { name: 'Add and invite' }).click();
      };
      await add('Bea', 'ada@example.org');
      await ada.page.locator('.fault').first().waitFor();
      expect(await ada.page.getByLabel('Name', { exact: true }).inputValue()).toBe('Bea');
      await ada.steady();
      await add('Bea', 'bea@example.org');
      expect(await ada.page.getByRole('status').innerText()).toContain('Added');
      await ada.steady();

      // The invitation says where; the link to sign in is asked for, and comes by a mail of its own.
      const invited = await mail(1);
      expect([invited.to].flat()[0]?.text).toBe('bea@example.org');
      expect(invited.text).toContain(`${url}/sign-in`);
      await bea.page.goto(`${url}/record`);
      expect(await h1(bea.page)).toBe('Sign in');
      await bea.steady();
      await bea.page.getByLabel('Your e-mail address').fill('bea@example.org');
      await bea.page.getByRole('button', { name: 'Send me a link' }).click();
      expect(await h1(bea.page)).toBe('Please look into your mail');
      await bea.steady();
      const link =
        /\/sign-in\/link\/[\w-]{43}/.exec((await mail(2)).text ?? '')?.[0] ?? expect.fail('no link');
      await bea.page.goto(url + link);
      await bea.steady();
      await bea.page.getByRole('button', { name: 'Sign in' }).click();
      await bea.page.getByRole('heading', { name: 'Record a commitment' }).waitFor();
      // Recorded by whoever is signed in: nobody is asked.
      expect(await bea.page.getByLabel('Recorded by').count()).toBe(0);
      await bea.page.getByRole('link', { name: 'Account: Bea' }).click();
      await bea.page.getByRole('heading', { name: 'Account' }).waitFor();
      await steady();
      expect((await bea.page.goto(`${url}/people`))?.status()).toBe(403);
      await bea.steady();

      // Each page for administrators fits as well; the one of the queues misses the workers.
      for (const path of ['/admin', '/queues', '/work', '/audit', '/settings', '/outbox']) {
        await ada.page.goto(url + path);
        await ada.steady();
      }
      await ada.page.goto(`${url}/queues`);
      expect(await ada.page.locator('main').innerText()).toContain('No worker has ever been seen.');

      await ada.page.goto(`${url}/people`);
      // axe is a script itself.
      for (const { page } of mode.scripts ? [ada, bea] : []) {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      }
      await ada.page.getByRole('button', { name: /^End sessions.*Bea/ }).click();
      expect(await ada.page.getByRole('status').innerText()).toContain('ended');
      await bea.page.goto(`${url}/record`);
      expect(await h1(bea.page)).toBe('Sign in');
      await ada.page.goto(`${url}/audit`);
      expect(await ada.page.locator('main').innerText()).toMatch(/ended (the )?sessions/i);
      await steady();
      // What was refused on purpose is answered with a status that browsers mention.
      const refused = /status of (403|409)/;
      expect([...ada.complaints, ...bea.complaints].filter((one) => !refused.test(one))).toEqual([]);
    },
  );
});
