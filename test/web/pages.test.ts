import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/service/deliver.ts';
import { tokenFor } from '../../src/service/link.ts';
import { addProgress } from '../../src/service/progress.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { sweep } from '../../src/service/sweep.ts';
import { record } from '../support/setup.ts';
import { openWeb } from './ask.ts';

const JSON_ONLY = { headers: { accept: 'application/json' } };

describe('the board', () => {
  it('teaches what to do while nothing is on record', async () => {
    const { text } = await openWeb();
    const here = await text('/');
    expect(here).toContain('Nothing is on record yet');
    expect(here).toContain('href="/record"');
    const away = await text('/', { peer: '203.0.113.9' });
    expect(away).toContain('Nothing is on record yet');
    expect(away).not.toContain('href="/record"');
  });

  it('says what is overdue, since when, and where', async () => {
    const { ctx, clock, text } = await openWeb();
    await record(ctx, { tags: ['humanitarian aid'] });
    clock.set('2025-06-18T12:00+03:00');
    const html = await text('/');
    expect(html).toMatch(
      /closed <time datetime="2025-06-16T00:00:00\+03:00"><b>3 days ago<\/b> · Sun 15 Jun 24:00 Istanbul/,
    );
    expect(html).toContain('href="/parties/named?name=Russia"');
    expect(html).toContain('href="/tags/humanitarian%20aid"');
    expect(await text('/?tag=humanitarian+aid')).toContain('Show everything');
    expect(await text('/?party=Nobody')).toContain('None of these is overdue.');
  });

  it('bounds what it shows and leads to the rest', async () => {
    const { ctx, text } = await openWeb();
    for (let number = 0; number < 26; number += 1) await record(ctx, { title: `Number ${number}` });
    const html = await text('/');
    expect(html.match(/<article/g)).toHaveLength(10);
    expect(html).toContain('href="/?group=upcoming">Show all 26');
    expect((await text('/?group=upcoming')).match(/<article/g)).toHaveLength(26);
  });
});

describe('the page of a commitment', () => {
  it('shows the words, the date and how it follows, the evidence with both its times, and what happened', async () => {
    const { ctx, clock, text } = await openWeb();
    const id = await record(ctx, {
      sourceUrl: 'https://example.org/report',
      fulfilledWhen: 'all are received',
    });
    clock.set('2025-06-16T08:00+03:00');
    await sweep(ctx);
    clock.set('2025-06-20T12:00+03:00');
    await addProgress(ctx, {
      id,
      amount: 6000,
      happenedAt: '2025-06-14',
      note: 'handed over',
      exampleData: true,
    });
    const html = await text(`/commitments/${id}`);
    for (const words of [
      'We will hand over six thousand bodies next week.',
      'head of the Russian delegation',
      'Mon 2 Jun 2025 15:57 Istanbul',
      'href="https://example.org/report" rel="noopener noreferrer nofollow"',
      '“next week”, said on Mon 2 Jun 2025 in Istanbul → Mon 9 Jun 00:00 to Sun 15 Jun 24:00 (rule next-week/1)',
      '6,000 of at least 6,000 bodies',
      'example data',
      'Sat 14 Jun 2025 Istanbul',
      'Fri 20 Jun 2025 12:00 Istanbul',
      'The window closed without a fulfilment on record',
      'Fulfilled: in time',
      'all are received',
    ])
      expect(html).toContain(words);
    // Given as a day, shown as a day; the hour at which the window closed is one.
    expect(html).not.toContain('14 Jun 2025 00:00');
    expect(html).toContain('Mon 16 Jun 2025 00:00 Istanbul');
    expect(await text('/')).toMatch(/settled <time[^>]*><b>6 days ago<\/b> · Sat 14 Jun Istanbul/);
    expect(await text(`/review/${id}`)).toMatch(/<\/b> · Sat 14 Jun Istanbul/);
  });

  it('says the window once', async () => {
    const { ctx, text } = await openWeb();
    const id = await record(ctx, { deadline: 'by 9 June' });
    const html = await text(`/commitments/${id}`);
    expect(html.match(/Mon 9 Jun[ 0-9]* 00:00 to/g)).toHaveLength(1);
    expect(html).not.toContain('Open from');
  });

  it('is not found for a number that nothing has, nor for what is no number', async () => {
    const { ask } = await openWeb();
    for (const path of [
      '/commitments/1',
      '/commitments/x',
      '/commitments/1e3',
      '/commitments/99999999999999',
      '/commitments/1/2',
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
  });
});

describe('the outbox', () => {
  it('shows a kept message with its links, and its layout in a document of its own', async () => {
    const { ctx, ask, text, db } = await openWeb();
    expect(await text('/outbox')).toContain('Nothing was sent yet');
    await subscribe(ctx, { address: 'reader@example.org' });
    await deliver(ctx);
    const row = await db.prisma.subscription.findFirstOrThrow();
    const list = await text('/outbox');
    expect(list).toContain('Please confirm your alerts from Duly');
    expect(list).toContain('reader@example.org');
    const mail = await text('/outbox/1');
    expect(mail).toContain(`href="/confirm/${tokenFor(ctx.secret, 'confirm', row)}"`);
    const layout = await ask('/outbox/1/html');
    expect(layout.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(layout.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await layout.text()).toContain('Look at it and confirm');
    expect((await ask('/outbox/2')).status).toBe(404);
    expect((await ask('/outbox?before=x')).status).toBe(400);
  });
});

describe('the outbox from elsewhere', () => {
  it.each([
    [
      'through a proxy',
      { headers: { 'x-forwarded-for': '203.0.113.9' } },
      /shown only in a browser on the machine/,
    ],
    ['from another machine', { peer: '203.0.113.9' }, /shown only in a browser on the machine/],
  ])('says why it stays closed %s', async (_, from, why) => {
    const { ask } = await openWeb();
    const answer = await ask('/outbox', {}, from);
    expect(answer.status).toBe(403);
    const html = await answer.text();
    expect(html).toContain('holds addresses');
    expect(html).toMatch(why);
  });
});

describe('answers that are not pages', () => {
  it('tells programs what is wrong as problem documents', async () => {
    const { ask } = await openWeb();
    for (const [path, status, code] of [
      ['/commitments/9', 404, 'not_found'],
      ['/nowhere', 404, 'not_found'],
      ['/?group=x', 400, 'invalid'],
    ] as const) {
      const answer = await ask(path, {}, JSON_ONLY);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({
        status,
        code,
        requestId: answer.headers.get('x-request-id'),
      });
    }
    const browser = await ask('/nowhere', {}, { headers: { accept: 'text/html,application/json' } });
    expect(browser.headers.get('content-type')).toContain('text/html');
  });

  it('is alive and ready, and says more to the machine itself than to others', async () => {
    const { ask } = await openWeb();
    expect(await (await ask('/healthz')).json()).toEqual({ status: 'ok' });
    const here = (await (await ask('/readyz')).json()) as { checks: { text?: string }[] };
    expect(here.checks[0]?.text).toBe('The database answers.');
    const away = await ask('/readyz', {}, { peer: '203.0.113.9' });
    expect(away.status).toBe(200);
    expect(await away.text()).not.toContain('"text"');
  });

  it('is not ready while a passed deadline waits for a worker, and is again afterwards', async () => {
    const { ctx, clock, ask } = await openWeb();
    await record(ctx);
    clock.set('2025-06-09T00:01+03:00');
    await sweep(ctx);
    clock.set('2025-06-16T00:05+03:00');
    const answer = await ask('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(((await answer.json()) as { detail: string }).detail).toContain('sweep');
    await sweep(ctx);
    expect((await ask('/readyz')).status).toBe(200);
  });

  it('says that the database is away, on pages, forms and probes, and loses nothing that was typed', async () => {
    const { ctx, ask, post } = await openWeb();
    const id = await record(ctx);
    const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    ctx.db.pool.query = (() => Promise.reject(away)) as unknown as typeof ctx.db.pool.query;
    ctx.db.pool.connect = (() => Promise.reject(away)) as unknown as typeof ctx.db.pool.connect;
    for (const path of [
      '/',
      `/commitments/${id}`,
      '/review',
      '/outbox',
      '/readyz',
      '/manage/1.'.padEnd(53, 'a'),
    ]) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.text()).not.toContain('5432');
    }
    expect((await post('/subscribe', { address: 'a@example.org' })).status).toBe(503);
    expect((await ask('/healthz')).status).toBe(200);
  });

  it('keeps what went wrong inside to itself, with a number to find it by', async () => {
    const { ctx, ask } = await openWeb();
    const lines: unknown[] = [];
    ctx.log.error = ((...line: unknown[]) => lines.push(line)) as typeof ctx.log.error;
    // Fails like a bug would, not like an outage.
    (ctx.db as { query: unknown }).query = () =>
      Promise.reject(new Error('syntax error at or near "secret_table"'));
    const answer = await ask('/');
    expect(answer.status).toBe(500);
    const html = await answer.text();
    expect(html).toContain(answer.headers.get('x-request-id'));
    expect(html).not.toMatch(/secret_table|at .*\.ts|node_modules/);
    expect(JSON.stringify(lines)).toContain(answer.headers.get('x-request-id'));
    const problem = await (await ask('/', {}, JSON_ONLY)).text();
    expect(problem).not.toContain('secret_table');
  });

  it('keeps tokens out of the log when a page behind a link fails', async () => {
    const { ctx, ask } = await openWeb();
    const lines: unknown[] = [];
    for (const level of ['error', 'warn', 'info'] as const)
      ctx.log[level] = ((...line: unknown[]) => lines.push(line)) as typeof ctx.log.error;
    const token = `1.${'canary'.padEnd(43, 'x')}`;
    ctx.db.prisma.subscription.findMany = (() => Promise.reject(new Error('broken'))) as never;
    expect((await ask(`/manage/${token}`)).status).toBe(500);
    expect(lines).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('canary');
  });

  it('takes odd parameters as text or refuses them, and never breaks', async () => {
    const { ctx, ask } = await openWeb();
    await record(ctx, { rrule: 'FREQ=WEEKLY' });
    const odd = ["' or 1=1--", '%', '_', '%00', '\u0000', '..%2f', '<script>', 'ü'.repeat(500), '__proto__'];
    for (const value of odd)
      for (const name of ['party', 'tag', 'group', 'cursor', 'done', 'before', 'commitment', 'upTo']) {
        for (const path of ['/', '/review', '/subscribe', '/commitments/1', '/series/1', '/outbox']) {
          const answer = await ask(`${path}?${name}=${encodeURIComponent(value)}`);
          expect([path, name, value, answer.status < 500]).toEqual([path, name, value, true]);
        }
      }
    expect((await ask('/%E0%A4%A')).status).toBeLessThan(500);
  });
});

describe('a form', () => {
  it('says “optional” of no choice that is always made', async () => {
    const { text } = await openWeb();
    const html = await text('/record');
    const label = (name: string) => new RegExp(`<label for="f-${name}">.*?</label>`).exec(html)?.[0];
    expect(label('modality')).toBe('<label for="f-modality">Kind</label>');
    expect(label('comparator')).toContain('optional');
  });
});
