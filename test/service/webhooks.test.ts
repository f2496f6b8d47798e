/** Stories of webhooks, with a real server at the other end (F29, A27). */
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readHealth } from '../../src/service/browse/health.ts';
import { listWebhooks, readWebhook } from '../../src/service/browse/webhooks.ts';
import type { Context } from '../../src/service/context.ts';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { sweep } from '../../src/service/sweep.ts';
import {
  addWebhook,
  disableWebhook,
  enableWebhook,
  removeWebhook,
  rotateWebhook,
  testWebhook,
} from '../../src/service/webhooks.ts';
import { openPoster } from '../../src/webhook/request.ts';
import { DAY, HOUR, type TestClock } from '../support/clock.ts';
import { startHooks } from '../support/hooks.ts';
import { leasesEnd, quickMailer, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { startSmtp } from '../support/smtp.ts';

const add = (ctx: Context, url: string, more = {}) => addWebhook(ctx, { url, recordedBy: 'Ada', ...more });

async function post(ctx: Context, clock: TestClock) {
  await sweep(ctx);
  while ((await fanOut(ctx)).more);
  clock.advance(2_000);
  return deliver(ctx, { channel: 'webhook' });
}

/** A webhook for what is overdue, and the bodies that have just become so. */
async function overdue() {
  const made = await setup();
  const hooks = await startHooks();
  const hook = await add(made.ctx, hooks.url, { kinds: 'overdue' });
  const id = await record(made.ctx);
  made.clock.set('2025-06-16T00:00:00+03:00');
  const one = () => made.db.prisma.delivery.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const state = async () => (await listWebhooks(made.ctx))[0];
  return { ...made, hooks, hook, id, one, state };
}

/** What the receiver's library says at the moment of signing, which lies in 2025. */
function verified(
  { body, signed }: { body: string; signed: Record<string, string> },
  secret: string,
): boolean {
  vi.useFakeTimers({ toFake: ['Date'], now: Number(signed['webhook-timestamp']) * 1000 });
  try {
    new Webhook(secret).verify(body, signed);
    return true;
  } catch {
    return false;
  } finally {
    vi.useRealTimers();
  }
}

describe('a webhook', () => {
  it('is told once that something is overdue, signed, and its log shows the answer', async () => {
    const { ctx, clock, hooks, hook, id, one } = await overdue();
    expect(await post(ctx, clock)).toMatchObject({ claimed: 1, sent: 1 });
    expect(await post(ctx, clock)).toMatchObject({ claimed: 0 });
    expect(hooks.asked).toHaveLength(1);
    const [asked] = hooks.asked;
    if (asked === undefined) throw new Error('unreachable');
    expect(verified(asked, hook.secret)).toBe(true);
    expect(asked.headers['content-type']).toBe('application/json');
    expect(asked.signed['webhook-id']).toBe(`msg_${(await one()).messageId.slice(1).split('@')[0]}`);
    expect(JSON.parse(asked.body)).toMatchObject({
      type: 'commitment.overdue',
      timestamp: '2025-06-15T21:00:00.000Z',
      data: {
        commitment: id,
        url: `http://localhost:8470/commitments/${id}`,
        title: 'Hand over the bodies of the dead',
        status: 'overdue',
        kind: 'overdue',
        reason: { sentence: 'The window has closed and no fulfilment is on record.' },
        zone: 'Europe/Istanbul',
        corrects: [],
      },
    });
    const { log } = await readWebhook(ctx, hook.id);
    expect(log).toMatchObject([
      {
        subject: 'commitment.overdue: Hand over the bodies of the dead',
        state: 'sent',
        tries: [{ outcome: 'sent', answer: '200 OK: thanks' }],
      },
    ]);
  });

  it('gets what belongs together in one request', async () => {
    const { ctx, clock, hooks } = await overdue();
    await record(ctx, { title: 'Another', quote: 'Another.', deadline: '2025-06-10' });
    expect(await post(ctx, clock)).toMatchObject({ sent: 1 });
    expect(hooks.asked.map(({ body }) => JSON.parse(body).type)).toEqual(['commitment.several']);
    expect(JSON.parse(hooks.asked[0]?.body ?? '').data.alerts).toHaveLength(2);
  });

  it('is sent the same id again when the worker died after the 200', async () => {
    const { ctx, clock, db, hooks } = await overdue();
    const dying: Context = {
      ...ctx,
      poster: {
        ...ctx.poster,
        post: async (...call) => {
          await ctx.poster.post(...call);
          return new Promise(() => undefined);
        },
      },
    };
    void post(dying, clock); // never comes back, as a killed process
    while (hooks.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await leasesEnd(db);
    clock.advance(30_000);
    expect(await deliver(ctx, { channel: 'webhook' })).toMatchObject({ sent: 1 });
    const ids = hooks.asked.map(({ signed }) => signed['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(hooks.asked.map(({ signed }) => signed['webhook-timestamp'])).size).toBe(2);
  });

  it('that answers 429 is left alone as long as it asks, and then asked again', async () => {
    const { ctx, clock, hooks, one } = await overdue();
    hooks.script((response) => response.writeHead(429, { 'retry-after': '7200' }).end('slow down'));
    await post(ctx, clock);
    expect((await one()).nextAttemptAt?.getTime()).toBe(clock.now() + 2 * HOUR);
    clock.advance(2 * HOUR - 1_000);
    expect(await deliver(ctx, { channel: 'webhook' })).toMatchObject({ claimed: 0 });
    hooks.script((response) => response.end());
    clock.advance(1_000);
    expect(await deliver(ctx, { channel: 'webhook' })).toMatchObject({ sent: 1 });
  });

  it('that answers 410 is disabled at once, and is told nothing more until it is enabled', async () => {
    const { ctx, clock, hooks, hook, one, state } = await overdue();
    hooks.script((response) => response.writeHead(410).end());
    await post(ctx, clock);
    expect(await one()).toMatchObject({ state: 'failed', why: 'refused by the endpoint (410)' });
    expect(await state()).toMatchObject({ state: 'disabled', disabledWhy: expect.stringContaining('gone') });
    expect((await readHealth(ctx)).checks).toContainEqual(
      expect.objectContaining({
        name: 'webhooks',
        ok: false,
        text: expect.stringContaining(`webhook ${hook.id}`),
      }),
    );
    await record(ctx, { title: 'Meanwhile', deadline: '2025-06-10' });
    expect(await post(ctx, clock)).toMatchObject({ claimed: 0 });
    hooks.script((response) => response.end());
    await enableWebhook(ctx, hook.id);
    await record(ctx, { title: 'After', deadline: '2025-06-11' });
    expect(await post(ctx, clock)).toMatchObject({ sent: 1 });
    expect(JSON.parse(hooks.asked.at(-1)?.body ?? '').data.title).toBe('After');
    expect((await readHealth(ctx)).checks.map(({ name }) => name)).not.toContain('webhooks');
  });

  it('that fails for five days is disabled; one success in between begins the count anew', async () => {
    const { ctx, clock, hooks, hook, one, state } = await overdue();
    hooks.script((response) => response.writeHead(500).end('sorry'));
    await post(ctx, clock);
    expect(await state()).toMatchObject({ state: 'failing' });
    for (let row = await one(); row.state === 'queued'; row = await one()) {
      clock.advance((row.nextAttemptAt?.getTime() ?? 0) - clock.now());
      await deliver(ctx, { channel: 'webhook' });
    }
    expect(await one()).toMatchObject({ state: 'failed', why: 'given up after three days of trying' });
    hooks.script((response) => response.end());
    await testWebhook(ctx, hook.id);
    expect(await state()).toMatchObject({ state: 'active', failingSinceAt: null });
    hooks.script((response) => response.writeHead(500).end('sorry'));
    for (const days of [0, 2, 2, 2]) {
      clock.advance(days * DAY);
      await record(ctx, { title: `After ${days}`, deadline: '2025-06-11' });
      await post(ctx, clock);
    }
    expect(await state()).toMatchObject({
      state: 'disabled',
      disabledWhy: expect.stringContaining('nothing but failures for 5 days'),
    });
  });

  it('signs with both secrets for a day after the secret was replaced', async () => {
    const { ctx, clock, hooks, hook } = await overdue();
    const { secret } = await rotateWebhook(ctx, hook.id);
    await post(ctx, clock);
    const during = hooks.asked[0];
    clock.advance(DAY);
    await testWebhook(ctx, hook.id);
    const after = hooks.asked[1];
    if (during === undefined || after === undefined) throw new Error('two requests were expected');
    expect([hook.secret, secret].map((known) => verified(during, known))).toEqual([true, true]);
    expect([hook.secret, secret].map((known) => verified(after, known))).toEqual([false, true]);
  });

  it('is not added twice, ends for good, and its secret is nowhere in the database', async () => {
    const { ctx, db, hook, hooks } = await overdue();
    await expect(add(ctx, hooks.url)).rejects.toThrow(`webhook ${hook.id} already`);
    const rows = await db.query<{ row: string }>('select e::text as row from endpoint e');
    expect(JSON.stringify(rows)).not.toContain(hook.secret.slice(6, 30));
    await disableWebhook(ctx, hook.id);
    await removeWebhook(ctx, hook.id);
    await expect(testWebhook(ctx, hook.id)).rejects.toThrow('was removed');
    await expect(testWebhook(ctx, 99)).rejects.toThrow('There is no webhook 99');
    expect((await add(ctx, hooks.url)).id).not.toBe(hook.id);
  });
});

describe('a slow endpoint', () => {
  it('holds up neither mail nor another endpoint, and gets one request at a time', async () => {
    const smtp = await startSmtp();
    const mailer = quickMailer(smtp.url);
    onTestFinished(async () => {
      await mailer.close(50);
      await smtp.close();
    });
    const poster = openPoster({ privateNetworks: true, timeoutMs: 8_000 });
    const { ctx, clock, db } = await setup({ mailer, poster });
    let open = 0;
    let most = 0;
    const slow = await startHooks((response) => {
      open += 1;
      most = Math.max(most, open);
      response.on('close', () => {
        open -= 1;
      });
    });
    const quick = await startHooks();
    await add(ctx, slow.url, { kinds: 'overdue' });
    await add(ctx, quick.url, { kinds: 'overdue' });
    await readers(ctx, ['reader@example.org'], { kinds: ['overdue'] });
    for (const deadline of ['2025-06-10', '2025-06-11', '2025-06-12']) {
      await record(ctx, { title: deadline, deadline });
      clock.set(`${deadline}T23:00:00+03:00`);
      clock.advance(2 * HOUR);
      // Each day's alerts are gathered by the sender of mail, and wait for the one of webhooks.
      await sweep(ctx);
      while ((await fanOut(ctx)).more);
      clock.advance(2_000);
      if (deadline !== '2025-06-12') await deliver(ctx);
    }
    const webhooks = deliver(ctx, { channel: 'webhook' });
    while (slow.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await deliver(ctx)).toMatchObject({ sent: 1 });
    expect(smtp.messages).toHaveLength(3);
    while (quick.asked.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    // All others have got theirs while the slow one still thinks about its first.
    expect(open).toBe(1);
    expect(await webhooks).toMatchObject({ claimed: 6, sent: 3, deferred: 3 });
    // After the first failure the others of that endpoint wait without being tried.
    expect([slow.asked.length, most]).toEqual([1, 1]);
    const tries = await db.prisma.attempt.findMany({ where: { outcome: 'unsure' } });
    expect(tries).toHaveLength(1);
  });

  it('that is paused as a channel does not pause mail, nor the other way round', async () => {
    const { ctx, clock, db, hooks } = await overdue();
    await readers(ctx, ['reader@example.org'], { kinds: ['overdue'] });
    const until = new Date(clock.now() + DAY);
    await db.prisma.channel.create({ data: { name: 'webhook', pausedUntil: until, why: 'by hand' } });
    await post(ctx, clock);
    expect(hooks.asked).toHaveLength(0);
    expect(await deliver(ctx)).toMatchObject({ sent: 1 });
    clock.advance(DAY);
    expect(await deliver(ctx, { channel: 'webhook' })).toMatchObject({ sent: 1 });
  });
});
