import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { addPerson } from '../../src/service/people.ts';
import { runTask } from '../../src/service/run-task.ts';
import { makeLink } from '../../src/service/sign-in.ts';
import { askTask } from '../../src/service/tasks.ts';
import { readers } from '../support/passes.ts';
import { follow, record } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';
import { openPage, openSite } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

/** An administrator who is signed in, on a site with a little of everything that these pages show. */
async function asAdministrator(options: Parameters<typeof openPage>[1]) {
  const site = await openSite({ at: new Date().toISOString() });
  const { ctx, db, url } = site;
  const long = 'x'.repeat(150);
  await record(ctx, { title: long, recordedBy: 'Ada', saidAt: new Date(ctx.clock.now()).toISOString() });
  const id = await follow(ctx, `${'long-local-part.'.repeat(3)}a@${'sub.'.repeat(20)}example.org`);
  await readers(ctx, ['gone@example.net'], { state: 'suspended', endedWhy: `550 5.1.1 ${long}` });
  await addPerson(
    ctx,
    { name: 'Ada', address: 'ada@example.org', role: 'administrator' },
    { actor: long, invite: true },
  );
  await askTask(ctx, 'proof', 'Ada');
  await runTask(ctx);
  await askTask(ctx, 'verify', 'Ada');
  await db.query(`update task set state = 'running', starts = 1, done = 30, total = 100, leased_by = 'one',
    lease_until = clock_timestamp() + interval '1 hour' where kind = 'verify'`);
  const opened = await openPage(browser, options);
  await opened.page.goto(await makeLink(ctx, 'ada@example.org'));
  await opened.page.getByRole('button', { name: 'Sign in' }).click();
  await opened.page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
  return { ...site, ...opened, subscription: id, url };
}

const PICTURES = process.env.DULY_TEST_PICTURES;

describe.skipIf(browser === null)(`pages for administrators in a browser${why}`, () => {
  it.each(['light', 'dark'] as const)(
    'give axe nothing to complain about and fit a phone, in %s',
    async (colorScheme) => {
      const { page, complaints, url, db, subscription } = await asAdministrator({
        colorScheme,
        width: 360,
        scripts: true,
      });
      await db.query('alter table deadline disable trigger user');
      await db.query(`update deadline set opens_at = opens_at - interval '1 day'`);
      for (const path of [
        '/admin',
        '/subscribers',
        '/subscribers?state=ended',
        `/subscribers/${subscription}`,
        '/rules',
        '/rules?name=next-week',
        '/rules/diff',
        '/queues',
        '/audit',
        '/audit/record',
        '/settings',
        '/work',
        '/outbox',
        '/webhooks',
      ]) {
        await page.goto(url + path);
        for (const one of await page.locator('summary').all()) await one.click();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([path, violations.map((one) => [one.id, one.nodes[0]?.html])]).toEqual([path, []]);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect([path, width]).toEqual([path, 360]);
        if (PICTURES !== undefined)
          await page.screenshot({
            path: `${PICTURES}/${path.replaceAll(/\W+/g, '-')}-${colorScheme}.png`,
            fullPage: true,
          });
      }
      await page.goto(`${url}/rules/diff`);
      await page.locator('input[type=checkbox]').check();
      await page.getByRole('button', { name: 'Look at what would happen' }).click();
      await page.getByRole('heading', { name: 'Move 1 date?' }).waitFor();
      await page.goto(`${url}/subscribers/${subscription}`);
      await page.locator('#end-reason').fill('Asked by letter');
      await page.getByRole('button', { name: 'End all of this address', exact: true }).click();
      await page.getByRole('status').getByText('Ended.').waitFor();
      expect(complaints).toEqual([]);
    },
    180_000,
  );

  it('show with a script that the work has ended, without being loaded again', async () => {
    const { page, complaints, url, db } = await asAdministrator({ scripts: true });
    await page.goto(`${url}/work`);
    await page.getByText('Under way, 30 %').waitFor();
    await page.evaluate('window.stays = true');
    await db.query(`update task set state = 'done', ended_at = now(), leased_by = null, lease_until = null,
      result = '{"ok": true, "says": ["Nothing was rewritten."], "bytes": null}' where kind = 'verify'`);
    await page.getByText('Nothing was rewritten.').waitFor();
    expect(await page.evaluate('window.stays')).toBe(true);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toMatch(/^duly-proof-.*\.ndjson$/);
    expect(complaints).toEqual([]);
  }, 120_000);
});
