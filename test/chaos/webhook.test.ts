/** Webhooks sent by real worker processes: one that dies after the answer, and an endpoint that never answers. */
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../src/clock.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { LEASE_MS } from '../../src/service/lease.ts';
import { addWebhook } from '../../src/service/webhooks.ts';
import { startHooks } from '../support/hooks.ts';
import { readers } from '../support/passes.ts';
import { until } from '../support/until.ts';
import { closingIn, openWorld } from '../support/world.ts';

const TICK_MS = 15_000;
const add = { kinds: 'overdue', recordedBy: 'Ada' };

describe.concurrent('workers that send webhooks', () => {
  it('killed when the endpoint has said 200: the request comes again under the same id', async ({
    onTestFinished: finished,
  }) => {
    const world = await openWorld('postgresql', finished);
    const hooks = await startHooks(undefined, finished);
    await addWebhook(world.ctx, { url: hooks.url, ...add });
    await closingIn(world.ctx, -1);
    const first = world.worker();
    hooks.script((response) => {
      first.signal('SIGKILL');
      response.end('thanks');
    });
    await until(async () => hooks.asked.length === 1, 30_000, 'the first request');
    hooks.script((response) => response.end('thanks'));
    world.worker();
    await until(async () => hooks.asked.length === 2, LEASE_MS + 2 * TICK_MS, 'the second request');
    await until(
      async () => (await world.db.prisma.delivery.findFirstOrThrow()).state === 'sent',
      TICK_MS,
      'the mark',
    );
    expect(new Set(hooks.asked.map(({ signed }) => signed['webhook-id'])).size).toBe(1);
    expect(new Set(hooks.asked.map(({ body }) => body)).size).toBe(1);
  }, 120_000);

  it('sends mail within seconds while endpoints never answer', async ({ onTestFinished: finished }) => {
    const world = await openWorld('postgresql', finished);
    const hooks = await startHooks(() => undefined, finished);
    for (const number of Array.from({ length: 8 }, (_, n) => n))
      await addWebhook(world.ctx, { url: `${hooks.url}/${number}`, ...add });
    world.worker();
    await closingIn(world.ctx, -1, { title: 'Before', quote: 'Before.' });
    await until(async () => hooks.asked.length >= 8, 30_000, 'requests to all endpoints');
    await readers(world.ctx, ['reader@example.org'], { kinds: ['overdue'] });
    const began = monotonicMs();
    await closingIn(world.ctx, -1, { title: 'Now', quote: 'Now.' });
    while ((await fanOut(world.ctx)).more);
    await until(async () => world.smtp.messages.length === 1, TICK_MS, 'the mail');
    expect(monotonicMs() - began).toBeLessThan(TICK_MS);
    const waiting = await world.db.prisma.delivery.count({ where: { channel: 'webhook', state: 'sending' } });
    expect(waiting).toBe(8);
  }, 120_000);
});
