import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { record } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';
import { openPage, openSite } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

const QUOTE = 'سنسلم ستة آلاف جثة الأسبوع المقبل';

describe.skipIf(browser === null)(`places in a browser${why}`, () => {
  it.each(['light', 'dark'] as const)(
    'give axe nothing to complain about, fit a phone, and are walked by keyboard, in %s',
    async (colorScheme) => {
      const { ctx, clock, url } = await openSite();
      const long = `${'x'.repeat(120)} ${'سلام '.repeat(12)}`;
      const tags = ['a-very-long-tag-'.repeat(3)];
      const sourceText = `${'نص '.repeat(60)} ${QUOTE}. ${'x'.repeat(200)}`;
      const arabic = { quote: QUOTE, sourceText, language: 'ar', tags };
      const id = await record(ctx, {
        ...arabic,
        title: long.trim(),
        sourceUrl: `https://example.org/${'y'.repeat(200)}`,
      });
      await record(ctx, { ...arabic, title: 'Without a date', deadline: '', quote: 'nowhere in it' });
      await record(ctx, { title: 'Without a text', tags, deadline: 'in August' });
      clock.set('2025-06-14T12:00+03:00');
      await addProgress(ctx, { id, amount: 1212, note: 'a part', exampleData: true });
      clock.advance(1000);
      await moveDeadline(ctx, { id, deadline: 'by 30 June', reason: 'said so' });
      const { page, complaints } = await openPage(browser, { colorScheme, width: 360, scripts: true });
      const party = await ctx.db.prisma.party.findUniqueOrThrow({ where: { name: 'Russia' } });
      const tag = `/tags/${tags[0]}`;
      for (const path of [
        '/',
        '/parties',
        '/parties?q=nothing',
        '/sources',
        '/tags',
        '/sources/1',
        '/sources/2',
        `/parties/${party.id}`,
        `/parties/${party.id}?role=committer`,
        tag,
        `${tag}?from=2025-06-10&to=2025-06-12`,
        `${tag}?from=2030-06-10&to=2030-06-12`,
        `/commitments/${id}`,
      ]) {
        await page.goto(url + path);
        for (const one of await page.locator('summary').all()) await one.click();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([path, violations.map((one) => [one.id, one.nodes[0]?.html])]).toEqual([path, []]);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect([path, width]).toEqual([path, 360]);
      }
      // A bar is reached by the keyboard, says its whole title, and leads to its commitment.
      await page.goto(url + tag);
      const bar = page.locator('svg.timeline a').first();
      await bar.focus();
      expect(await bar.getAttribute('aria-label')).toContain(long.trim());
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/commitments/${id}`);
      expect(complaints).toEqual([]);
    },
    120_000,
  );
});
