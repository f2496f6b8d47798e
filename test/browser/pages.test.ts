import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { tokenFor } from '../../src/service/link.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { holdReminders } from '../../src/service/notice.ts';
import { raiseObjection } from '../../src/service/object.ts';
import { addProgress } from '../../src/service/progress.ts';
import { relate } from '../../src/service/relate.ts';
import { follow, record } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';
import { openSite, openPage as pageIn } from './site.ts';

const launched = await launchChromium();
const browser = 'browser' in launched ? launched.browser : null;
afterAll(() => browser?.close());
const why = 'missing' in launched ? ` [needs a browser: ${launched.missing}]` : '';

const openPage = (options?: Parameters<typeof pageIn>[1]) => pageIn(browser, options);

const h1 = (page: Page): Promise<string> => page.locator('h1').innerText();

describe.skipIf(browser === null)(`pages in a browser${why}`, () => {
  it('let a visitor subscribe, and confirm through the kept mail, without scripts', async () => {
    const { ctx, url, db } = await openSite();
    const { page, complaints } = await openPage();
    await page.goto(`${url}/`);
    await page.getByRole('link', { name: 'Get alerts', exact: true }).click();
    await page.getByLabel('Your e-mail address').fill('reader@example.org');
    await page.getByLabel('30 days before').check();
    await page.getByLabel('Your time zone').fill('Europe/Berlin');
    await page.getByRole('button', { name: 'Send me the link' }).click();
    expect(await h1(page)).toBe('Please look into your mail');
    await deliver(ctx);
    await page.getByRole('link', { name: 'Outbox' }).click();
    await page.getByRole('link', { name: 'Please confirm your alerts' }).click();
    await page.locator('pre a').click();
    expect(await h1(page)).toBe('Confirm your alerts');
    await page.getByRole('button', { name: 'Yes, send me these alerts' }).click();
    expect(await h1(page)).toBe('Your alerts are confirmed');
    expect(await db.prisma.subscription.findFirstOrThrow()).toMatchObject({
      address: 'reader@example.org',
      state: 'active',
      zone: 'Europe/Berlin',
      leadDays: [0, 1, 7, 30],
    });
    expect(complaints).toEqual([]);
  });

  it('let an editor mark an overdue item fulfilled with evidence, without scripts', async () => {
    const { ctx, clock, url } = await openSite();
    await record(ctx);
    clock.set('2025-06-17T12:00+03:00');
    const { page, complaints } = await openPage({ width: 360 });
    await page.goto(`${url}/review`);
    await page.getByRole('link', { name: /^Mark fulfilled.*Hand over/ }).click();
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Mark fulfilled' }) });
    await form.getByLabel('When it happened').fill('last week');
    await form.getByLabel('What shows it').fill('Both sides said so');
    await form.getByRole('button', { name: 'Mark fulfilled' }).click();
    expect(await form.locator('.fault').innerText()).toContain('"last week" is neither a day nor an instant');
    await form.getByLabel('When it happened').fill('2025-06-14');
    await form.getByRole('button', { name: 'Mark fulfilled' }).click();
    expect(await page.getByRole('status').innerText()).toContain('Marked as fulfilled');
    await page.getByRole('link', { name: 'See it' }).click();
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.locator('.chip').first().innerText()).toContain('Met');
    expect(await page.getByText('Both sides said so').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('show what words mean while they are typed, let a reading be chosen, and save what was chosen', async () => {
    const { url, db } = await openSite();
    const { page, complaints } = await openPage({ scripts: true, width: 360 });
    await page.goto(`${url}/record`);
    const save = page.getByRole('button', { name: 'Put it on record' });
    const shown = page.getByRole('status');
    await page.getByLabel('The words', { exact: true }).fill('We will meet next Friday');
    await page.getByLabel('Who said it').fill('Somebody');
    await page.getByLabel('The date in words').pressSequentially('next Friday');
    await shown.getByText('In which time zone were the words said?').waitFor();
    await page.getByLabel('Time zone there').fill('Europe/Istanbul');
    await page.getByLabel('When', { exact: true }).fill('2025-06-02T15:57');
    await shown.getByText('Fri 13 Jun 2025 00:00 to Fri 13 Jun 2025 24:00').waitFor();
    expect(await shown.getByRole('radio').first().isChecked()).toBe(true);
    // The keyboard does: the arrow takes the next reading.
    await shown.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await shown.getByRole('radio', { name: 'Fri 6 Jun 2025' }).isChecked()).toBe(true);
    await page.getByLabel('In which document').fill('A report');
    await page.getByLabel('In a few words').fill('Meet');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    await save.click();
    expect(await h1(page)).toBe('Meet');
    expect((await db.prisma.deadline.findFirstOrThrow()).closesAt).toEqual(
      new Date('2025-06-07T00:00+03:00'),
    );
    await page.goto(`${url}/record`);
    expect(await save.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  it('let words be moved to another of their readings, without scripts', async () => {
    const { ctx, clock, url } = await openSite();
    const id = await record(ctx, { deadline: 'next Friday' });
    clock.advance(60_000);
    const { page, complaints } = await openPage({ colorScheme: 'dark' });
    await page.goto(`${url}/review/${id}?do=move`);
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Show the date' }) });
    await form.getByLabel('Why it moves, and who said so').fill('The speaker meant the nearest one');
    await form.getByLabel('The new date in words').fill('next Friday');
    await form.getByLabel('When that was said').fill('2025-06-02T15:57');
    await form.getByRole('button', { name: 'Show the date' }).click();
    await form.getByRole('radio', { name: 'Fri 6 Jun 2025' }).check();
    await form.getByRole('button', { name: 'Move the date' }).click();
    expect(await page.getByRole('status').innerText()).toContain('The new date is on record');
    // With the dates, and in the history.
    expect(await page.getByText('The speaker meant the nearest one').count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  it('break no word of a table head on a phone', async () => {
    const { ctx, clock, url, db } = await openSite();
    await follow(ctx, 'reader@example.org');
    await deliver(ctx);
    const { id: deliveryId } = await db.prisma.delivery.findFirstOrThrow();
    const answer = '451 4.7.1 Greylisted, please try again in five minutes';
    const attemptedAt = new Date(clock.now());
    await db.prisma.attempt.create({ data: { deliveryId, attemptedAt, outcome: 'deferred', answer } });
    const { page } = await openPage({ width: 360 });
    await page.goto(`${url}/outbox/${deliveryId}`);
    const lines = await page.evaluate<number[]>(`[...document.querySelectorAll('th')].map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getClientRects().length;
    })`);
    expect(lines).toEqual([1, 1, 1]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  });

  it('run nothing that was smuggled into the record', async () => {
    const { ctx, url } = await openSite();
    const title = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;
    const id = await record(ctx, {
      title,
      quote: `</p>${title}`,
      speaker: title,
      tags: ['<svg onload=alert(3)>'],
    });
    const { page, complaints } = await openPage({ scripts: true });
    for (const path of ['/', `/commitments/${id}`, `/review/${id}`]) {
      await page.goto(url + path);
      expect(await page.getByText('alert(2)').count()).toBeGreaterThan(0);
    }
    expect(complaints).toEqual([]);
  });

  it('take an objection, its answer and a word about reminders from a form, without scripts', async () => {
    const { ctx, clock, url } = await openSite();
    const id = await record(ctx);
    clock.set('2025-06-20T12:00+03:00');
    const { page, complaints } = await openPage();
    const panel = (name: string) => page.getByRole('region', { name, exact: true });
    await page.goto(`${url}/review/${id}`);
    const open = (name: string) => panel(name).locator('summary').click();
    await open('Record an objection');
    const object = panel('Record an objection');
    await object.getByLabel('Who objects').fill('Ukraine');
    await object.getByLabel('What they say is wrong').fill('Only half came.');
    await object.getByLabel('Answer wanted by').fill('2025-06-01');
    await object.getByRole('button').click();
    expect(await panel('Record an objection').getByRole('alert').innerText()).toContain('must lie ahead');
    await panel('Record an objection').getByLabel('Answer wanted by').fill('within 7 days');
    await panel('Record an objection').getByRole('button').click();
    expect(await page.getByRole('status').innerText()).toContain('waits for its answer');
    await page.goto(`${url}/review/${id}`);
    await open('Answer an objection');
    const answer = panel('Answer an objection');
    await answer.getByLabel('Answer', { exact: true }).selectOption('rejected');
    await answer.getByLabel('Why, or where').fill('All were seen.');
    await answer.getByRole('button').click();
    await page.getByRole('link', { name: 'See it' }).click();
    expect(await panel('Objections').innerText()).toContain('Rejected: All were seen.');
    await page.goto(`${url}/review/${id}`);
    await open('Hold the reminders');
    await panel('Hold the reminders').getByLabel('Until', { exact: true }).fill('2025-06-25');
    await panel('Hold the reminders').getByLabel('What is being done').fill('Talks are on.');
    await panel('Hold the reminders').getByRole('button').click();
    await page.getByRole('link', { name: 'Review', exact: true }).click();
    expect(await panel('In hand or put off').innerText()).toContain('Talks are on.');
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'give axe nothing to complain about, and fit a phone, in %s',
    async (colorScheme) => {
      const { ctx, clock, url, db } = await openSite();
      const subscription = await follow(ctx, 'reader@example.org');
      await deliver(ctx);
      const row = await db.prisma.subscription.findUniqueOrThrow({ where: { id: subscription } });
      const link = (purpose: 'confirm' | 'manage' | 'unsubscribe') =>
        `/${purpose}/${tokenFor(ctx.secret, purpose, row)}`;
      const { page } = await openPage({ colorScheme, scripts: true, width: 360 });
      const look = async (path: string, ready?: () => Promise<void>) => {
        await page.goto(url + path);
        await ready?.();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([path, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([path, []]);
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect([path, width]).toEqual([path, 360]);
      };
      await look('/');
      const id = await record(ctx, {
        sourceUrl: 'https://example.org/a',
        tags: ['a-very-long-tag-'.repeat(3)],
      });
      await record(ctx, { title: 'Without a date', deadline: '', reviewOn: '2025-06-16' });
      const again = { closesOn: '2025-08-01', deadline: '', rrule: 'FREQ=MONTHLY' };
      const series = await record(ctx, { title: 'x'.repeat(200), ...again });
      clock.set('2025-06-14T12:00+03:00');
      await addProgress(ctx, {
        id,
        amount: 1212,
        note: 'a part',
        evidenceUrl: `https://example.org/${'x'.repeat(300)}`,
        exampleData: true,
      });
      clock.advance(1000);
      await moveDeadline(ctx, { id, deadline: 'by 15 June', reason: 'said so' });
      clock.set('2025-06-17T12:00+03:00');
      await raiseObjection(ctx, { id, progress: 1, raisedBy: 'Ukraine', reason: `No: ${'x'.repeat(120)}` });
      await relate(ctx, { id, kind: 'restates', other: series, reason: 'the same' });
      const note = `Talks are on ${'x'.repeat(120)}`;
      await holdReminders(ctx, { id, kind: 'snoozed', until: '2025-06-25', note });
      for (const path of [
        '/',
        '/?disputed=on',
        '/?q=bodies&from=2025-06-01&sort=title',
        '/?q=unicorns',
        '/subscribe?q=bodies&follows=search',
        `/commitments/${id}`,
        '/review',
        `/review/${id}`,
        `/commitments/${series}`,
        '/series/1',
        '/record',
        '/subscribe',
        '/outbox',
        '/outbox/1',
      ])
        await look(path);
      for (const purpose of ['confirm', 'manage', 'unsubscribe'] as const) await look(link(purpose));
      await look('/nowhere');
      await look('/subscribe', async () => {
        await page.getByLabel('Your e-mail address').fill('reader@example.org');
        await page.getByLabel('Your time zone').fill('Mars/Olympus');
        await page.getByRole('button', { name: 'Send me the link' }).click();
        await page.waitForSelector('.notice.bad');
      });
      await look('/record', async () => {
        await page.getByLabel('The words', { exact: true }).fill('We will meet next week');
        await page.getByLabel('Who said it').fill('Somebody');
        await page.getByLabel('When', { exact: true }).fill('2025-06-02T15:57');
        await page.getByLabel('Time zone there').fill('Europe/Istanbul');
        await page.getByLabel('In which document').fill('A report');
        await page.getByLabel('In a few words').fill('Meet');
        await page.getByLabel('The date in words').fill('next Friday');
        await page.getByRole('button', { name: 'Show the date' }).click();
        await page.waitForSelector('.preview');
      });
    },
    120_000,
  );
});
