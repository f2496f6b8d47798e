import { it } from 'vitest';
import { addProgress } from '../../src/service/progress.ts';
import { closeCommitment, markMet } from '../../src/service/close.ts';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { sweep } from '../../src/service/sweep.ts';
import { tokenFor } from '../../src/service/link.ts';
import { listen } from '../../src/web/listen.ts';
import { createWeb } from '../../src/web/server.ts';
import { follow, record, setup } from '../support/setup.ts';
import { launchChromium } from './chromium.ts';

it('shots', async () => {
  const { ctx, clock } = await setup();
  const run = async () => { await sweep(ctx); await fanOut(ctx); clock.advance(3000); await deliver(ctx); };
  const sub = await follow(ctx, 'reader@example.org');
  await run();
  const id = await record(ctx, { tags: ['bodies', 'humanitarian'], sourceUrl: 'https://example.org/a' });
  const study = await record(ctx, { title: 'Study the memorandum', quote: 'We need a week to study it.', speaker: 'Rustem Umerov', speakerRole: 'head of the Ukrainian delegation', committers: ['Ukraine'], deadline: 'a week', comparator: '', quantity: '', unit: '' });
  await record(ctx, { title: 'Meet again', quote: 'between June 20 and 30', deadline: 'between June 20 and 30', comparator: '', quantity: '', unit: '', modality: 'proposal' });
  await record(ctx, { title: 'Exchange prisoners, all for all, among the severely wounded and soldiers under 25', deadline: '', reviewOn: '2025-06-16', quantity: 1000, unit: 'prisoners', perParty: true, committers: ['Russia', 'Ukraine'] });
  await record(ctx, { title: 'Consider every case on the list of children', closesOn: '2025-07-20', deadline: '', quantity: 339, unit: 'names', comparator: 'about' });
  const third = await record(ctx, { title: 'Set up medical commissions', closesOn: '2025-06-12', deadline: '', comparator: '', quantity: '', unit: '' });
  const w = await record(ctx, { title: 'A ceasefire of two to three days', deadline: '', comparator: '', quantity: '', unit: '' });
  clock.set('2025-06-09T00:00:01+03:00'); await run();
  await addProgress(ctx, { id, amount: 1212, happenedAt: '2025-06-09', note: 'A first transfer', exampleData: true });
  clock.set('2025-06-10T12:00:00+03:00'); await run();
  await moveDeadline(ctx, { id: third, reason: 'said to take longer', deadline: 'by 14 June', saidAt: '2025-06-10T10:00' });
  await closeCommitment(ctx, { id: w, outcome: 'withdrawn', reason: 'No longer offered' });
  clock.set('2025-06-12T12:00:00+03:00'); await run();
  await addProgress(ctx, { id, amount: 2400, happenedAt: '2025-06-11', note: 'A second transfer, confirmed by the other side', evidenceUrl: 'https://example.org/transfers/2', support: 'confirmed', exampleData: true });
  clock.set('2025-06-17T12:00:00+03:00'); await run();
  await markMet(ctx, { id: study, happenedAt: '2025-06-12', note: 'An answer was given.', exampleData: true });
  await run();
  const web = await listen(createWeb(ctx), { host: '127.0.0.1', port: 0 });
  const launched = await launchChromium();
  if ('missing' in launched) throw new Error(launched.missing);
  const { browser } = launched;
  const row = await ctx.db.prisma.subscription.findUniqueOrThrow({ where: { id: sub } });
  const pages: Record<string, string> = { board: '/', commitment: `/commitments/${id}`, moved: `/commitments/${third}`, met: `/commitments/${study}`, review: '/review', item: `/review/${id}`, record: '/record', subscribe: '/subscribe', manage: `/manage/${tokenFor(ctx.secret, 'manage', row)}`, unsubscribe: `/unsubscribe/${tokenFor(ctx.secret, 'unsubscribe', row)}`, outbox: '/outbox', mail: '/outbox/3', mailhtml: '/outbox/3/html', lost: '/lost' };
  const only = process.env.SHOTS?.split(',');
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1200, 360]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, javaScriptEnabled: true });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(pages)) {
        if (only && !only.includes(name)) continue;
        const answer = await page.goto(web.url + path);
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        if (answer?.status() !== 200 || Number(wide) > width) console.log(name, width, answer?.status(), 'scrollWidth', wide);
        await page.screenshot({ path: `/tmp/duly-shots/${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
      await context.close();
    }
  await browser.close();
  await web.close();
}, 120_000);
