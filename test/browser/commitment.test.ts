import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { moveDeadline } from '../../src/service/move.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sealAll } from '../support/export-file.ts';
import { bodies, record } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';
import { openPage, openSite } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

const QUOTE = bodies().quote as string;

async function everythingOnIt() {
  const site = await openSite();
  const { ctx, clock } = site;
  const id = await record(ctx, {
    sourceText: `The dead came first. ${QUOTE} ${'x'.repeat(200)} Then they left.`,
    quantity: 1000,
    perParty: true,
    committers: 'Russia, Ukraine',
    fulfilledWhen: 'The Red Cross says so',
    tags: 'istanbul',
  });
  clock.set('2025-06-12T12:00+03:00');
  for (const [index, side] of [
    'Russia',
    'Ukraine',
    'Russia',
    'Ukraine',
    'Russia',
    'Ukraine',
    'Russia',
  ].entries()) {
    clock.advance(60_000);
    await addProgress(ctx, { id, side, amount: 100 + index, note: 'counted', support: 'confirmed' });
  }
  clock.advance(60_000);
  await raiseObjection(ctx, { id, reason: 'It was fewer', raisedBy: 'Ukraine' });
  clock.advance(60_000);
  await moveDeadline(ctx, { id, deadline: 'by 30 June', reason: 'said so' });
  await sealAll(ctx);
  clock.advance(60_000);
  return { ...site, id };
}

describe.skipIf(browser === null)(`the page of a commitment in a browser${why}`, () => {
  it.each(['light', 'dark'] as const)(
    'gives axe nothing to complain about and fits a phone, all unfolded, now and then, in %s',
    async (colorScheme) => {
      const { url, id } = await everythingOnIt();
      const { page, complaints } = await openPage(browser, { colorScheme, width: 360, scripts: true });
      for (const path of [
        `/commitments/${id}?tz=America/Los_Angeles`,
        `/commitments/${id}?asOf=2025-06-13`,
        '/record',
      ]) {
        await page.goto(url + path);
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([path, violations.map((one) => [one.id, one.nodes[0]?.html])]).toEqual([path, []]);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect([path, width]).toEqual([path, 360]);
      }
      expect(complaints).toEqual([]);
    },
    120_000,
  );

  it('is followed, read on both clocks and looked at as it was, by keyboard and without scripts', async () => {
    const { url, id, db } = await everythingOnIt();
    const { page, complaints } = await openPage(browser);
    await page.goto(`${url}/commitments/${id}`);
    await page.getByLabel('Show times also in').selectOption('Europe/Berlin');
    await page.getByRole('button', { name: 'Show', exact: true }).first().press('Enter');
    await page.getByText('Berlin time (yours)').waitFor();
    await page.getByText(/^All \d+ events$/).click();
    await page.getByRole('link', { name: 'as it stood then' }).first().click();
    await page.getByRole('status').getByText('As it was known on Mon 2 Jun 2025').waitFor();
    await page.getByRole('link', { name: 'Back to now' }).click();
    // The zone is remembered; the address of the follower goes with it.
    await page.getByText('Berlin time (yours)').waitFor();
    await page.getByLabel('Your e-mail address').fill('reader@example.org');
    await page.getByLabel('Your e-mail address').press('Enter');
    await page.getByRole('heading', { name: 'Please look into your mail' }).waitFor();
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({ zone: 'Europe/Berlin' });
    expect(complaints).toEqual([]);
  }, 150_000);

  it('shows while a title is typed that the matter is on record, and keeps what was typed', async () => {
    const { ctx, url } = await openSite();
    await record(ctx);
    const { page, complaints } = await openPage(browser, { scripts: true });
    await page.goto(`${url}/record`);
    await page.getByLabel('The words', { exact: true }).fill(QUOTE);
    await page.getByLabel('In a few words').fill('Hand over the bodies');
    await page.getByText('This may be on record already').waitFor();
    expect(await page.getByLabel('In a few words').inputValue()).toBe('Hand over the bodies');
    expect(complaints).toEqual([]);
  }, 150_000);
});
