import { describe, expect, it } from 'vitest';
import { closeCommitment } from '../../src/service/close.ts';
import { endSeries } from '../../src/service/end-series.ts';
import { makeAhead } from '../../src/service/make-ahead.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const EVERY = {
  title: 'Report',
  deadline: undefined,
  opensOn: '2025-06-01',
  closesOn: '2025-06-30',
  deadlineReason: 'said so',
  rrule: 'FREQ=MONTHLY;UNTIL=20251231',
};

describe('the pages of a series', () => {
  it('lead from one time to the others, and say what following one brings', async () => {
    const { ctx, clock, text } = await openWeb();
    await record(ctx, EVERY);
    clock.set('2025-07-05T12:00+03:00');
    await makeAhead(ctx);
    const html = await text('/commitments/2');
    expect(html).toContain('2nd of a series: monthly until Wed 31 Dec 2025');
    for (const [href, label] of [
      ['/commitments/1', 'previous'],
      ['/commitments/3', 'next'],
      ['/series/1', 'all'],
    ])
      expect(html).toContain(`<a href="${href}">${label}</a>`);
    expect(html).toContain('Following this commitment keeps to this time');
    expect(html).toContain('Put on record: time 2 of series 1');
    expect(await text('/commitments/1')).not.toContain('>previous<');
  });

  it('show how each time stands and how many were kept, and why it was ended', async () => {
    const { ctx, clock, text, ask } = await openWeb();
    await record(ctx, { ...EVERY, title: '<b>Report</b>' });
    clock.set('2025-07-05T12:00+03:00');
    await makeAhead(ctx);
    await closeCommitment(ctx, {
      id: 1,
      outcome: 'met',
      reason: 'read',
      note: 'read',
      happenedAt: '2025-06-20',
    });
    await endSeries(ctx, { id: 1, on: '2025-07-31', reason: '<i>over</i>' });
    const html = await text('/series/1');
    expect(html).toContain('<b>Kept 1 of 1 settled</b>.');
    expect(html).toContain('ended on Thu 31 Jul 2025 by editor: &lt;i&gt;over&lt;/i&gt;');
    expect(html).toContain('&lt;b&gt;Report&lt;/b&gt;');
    expect([...html.matchAll(/class="chip (\w+)"/g)].map(([, status]) => status)).toEqual([
      'void',
      'due',
      'met',
    ]);
    expect(await text('/series/1?upTo=1')).not.toContain('Jul 2025 00:00');
    expect((await ask('/series/9')).status).toBe(404);
    expect((await ask('/series/1?upTo=x')).status).toBe(400);
    expect((await ask('/series/x')).status).toBe(404);
  });

  it('count what is overdue, also while nothing is settled', async () => {
    const { ctx, clock, text } = await openWeb();
    await record(ctx, EVERY);
    clock.set('2025-07-05T12:00+03:00');
    await makeAhead(ctx);
    expect(await text('/series/1')).toContain('<b>None settled yet, 1 overdue</b>.');
  });

  it('list no more than 200 times at once and lead to the earlier ones', async () => {
    const { ctx, clock, text } = await openWeb();
    await record(ctx, { ...EVERY, closesOn: '2025-06-01', rrule: 'FREQ=DAILY' });
    clock.set('2025-12-31T12:00+03:00');
    while ((await makeAhead(ctx)).more);
    const html = await text('/series/1');
    expect(html.match(/class="chip/g)).toHaveLength(200);
    const earlier = /href="(\/series\/1\?upTo=\d+)"/.exec(html)?.[1] ?? '';
    expect(await text(earlier)).toMatch(/<td>\s*1\. <a/);
  });
});

describe('recording what comes again by form', () => {
  const FORM = {
    quote: 'We will report every month.',
    speaker: 'Jane Doe',
    saidAt: '2025-06-02T12:00',
    zone: 'Europe/Istanbul',
    sourceTitle: 'Press conference',
    title: 'Report',
    modality: 'commitment',
  };

  it('shows the rule and the first times before it is saved, and asks again when the rule has changed since', async () => {
    const { post, db } = await openWeb();
    const form = {
      ...FORM,
      opensOn: '2025-06-01',
      closesOn: '2025-06-30',
      deadlineReason: 'said so',
      rrule: EVERY.rrule,
    };
    const looked = await (await post('/record', { ...form, step: 'preview' })).text();
    expect(looked).toContain('monthly until Wed 31 Dec 2025');
    const seen = /name="seen" value="([^"]*)"/.exec(looked)?.[1] ?? '';
    const other = await post('/record', { ...form, rrule: 'FREQ=YEARLY', step: 'save', seen });
    expect(await other.text()).toContain('look at it again');
    expect(await db.prisma.series.count()).toBe(0);
    expect((await post('/record', { ...form, step: 'save', seen })).status).toBe(303);
    expect(await db.prisma.series.findMany()).toMatchObject([{ rrule: EVERY.rrule }]);
  });

  it('puts a rule that cannot be read beside its field', async () => {
    const { post } = await openWeb();
    const form = {
      ...FORM,
      opensOn: '2025-06-01',
      closesOn: '2025-06-30',
      deadlineReason: 'said so',
      rrule: 'monthly',
    };
    const refused = await post('/record', { ...form, step: 'preview' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(
      /id="f-rrule-fault">The rule of the series cannot be read: write it like/,
    );
  });
});
