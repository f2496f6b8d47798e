import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { addProgress } from '../../src/service/progress.ts';
import { withdrawEvidence } from '../../src/service/withdraw-evidence.ts';
import { record } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';
import { openPage, openSite } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

describe.skipIf(browser === null)(`what the state rests on, in a browser${why}`, () => {
  it.each(['light', 'dark'] as const)(
    'is entered by forms without scripts, fits a phone, and gives axe nothing to complain about, in %s',
    async (colorScheme) => {
      const { ctx, clock, url } = await openSite();
      const each = { perParty: true, quantity: 1000, committers: ['Russia', 'Ukraine'] };
      const id = await record(ctx, {
        ...each,
        fulfilledWhen: '1,000 received',
        unmeasurable: true,
        question: 'By whom?',
      });
      clock.set('2025-06-14T12:00+03:00');
      const long = 'x'.repeat(120);
      await addProgress(ctx, { id, amount: 10, side: 'Russia', note: long, origin: `TASS ${long}` });
      await addProgress(ctx, { id, amount: 12, side: 'Ukraine', note: 'a list' });
      await withdrawEvidence(ctx, { evidence: 1, reason: `Taken back ${long}` });
      clock.set('2025-06-17T12:00+03:00');
      const { page, complaints } = await openPage(browser, { colorScheme, width: 360 });
      // Axe itself needs scripts; the forms need none.
      const seen = await openPage(browser, { colorScheme, width: 360, scripts: true });
      const form = (name: string) => page.locator(`form[action="/review/${id}/${name}"]`);
      const clean = async (path: string) => {
        await seen.page.goto(url + path);
        const { violations } = await new AxeBuilder({ page: seen.page }).analyze();
        expect([path, violations.map((one) => [one.id, one.nodes[0]?.html])]).toEqual([path, []]);
        const width = await seen.page.evaluate<number>('document.documentElement.scrollWidth');
        expect([path, width]).toEqual([path, 360]);
      };
      await page.goto(`${url}/review/${id}?do=look`);
      await form('look').getByLabel('Where you looked').fill(`TASS ${long}`);
      await form('look').getByLabel('When').fill('last week');
      await form('look').getByRole('button').click();
      expect(await form('look').locator('.fault').innerText()).toContain(
        '"last week" is neither a day nor an instant',
      );
      expect(await form('look').getByLabel('Where you looked').inputValue()).toBe(`TASS ${long}`);
      await form('look').getByLabel('When').fill('2025-06-16');
      await form('look').getByRole('button').click();
      expect(await page.getByRole('status').innerText()).toContain('somebody looked and found nothing');

      await page.goto(`${url}/review/${id}?do=criteria`);
      await form('criteria').getByLabel('How fulfilment would be recognised').fill('Lists of 1,000 names');
      await form('criteria').getByLabel('Why it changes').fill('The text of the deal');
      await form('criteria').getByRole('button').click();
      await page.getByRole('link', { name: 'See it' }).click();
      expect(await page.getByText('(written after the deadline)').count()).toBe(1);

      const decision = {
        id,
        side: 'Russia',
        outcome: 'not_met',
        reason: 'nothing',
        look: 1,
        recordedBy: 'Ann',
      };
      await closeCommitment({ ...ctx, secondPerson: true }, decision);
      await page.goto(`${url}/commitments/${id}`);
      expect(await page.getByText('Waits for a second person').count()).toBeGreaterThan(0);
      for (const path of [`/commitments/${id}`, `/review/${id}`]) await clean(path);
      await page.goto(`${url}/review/${id}?do=approve`);
      await form('approve').getByLabel('Your name').fill('Ben');
      await form('approve').getByRole('button').click();
      await page.getByRole('link', { name: 'See it' }).click();
      expect(await page.getByText('Approved by Ben').count()).toBe(1);
      await page.goto(`${url}/?unmeasurable=1`);
      expect(await page.getByText('By whom?').count()).toBe(1);
      await page.goto(`${url}/evidence/1`);
      for (const path of [`/commitments/${id}`, '/?unmeasurable=1', '/evidence/1']) await clean(path);
      expect([...complaints, ...seen.complaints]).toEqual([]);
    },
    120_000,
  );
});
