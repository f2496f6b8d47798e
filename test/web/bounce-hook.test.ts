import { describe, expect, it } from 'vitest';
import { createWeb } from '../../src/web/server.ts';
import { addresses, pass, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { HERE } from './ask.ts';

const SECRET = 'a-secret-of-the-provider-alone';
const [ONE = '', TWO = ''] = addresses(2);

async function hooked(hookSecret: string | undefined = SECRET) {
  const world = await setup();
  const ctx = { ...world.ctx, embedded: false, hookSecret };
  await record(ctx);
  await readers(ctx, [ONE, TWO]);
  world.clock.set('2025-06-09T00:00:00+03:00');
  await pass(ctx, world.clock);
  const app = createWeb(ctx);
  const post = (body: unknown, headers: Record<string, string> = { authorization: `Bearer ${SECRET}` }) =>
    Promise.resolve(
      app.request(`${HERE}/hooks/bounces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const mails = await world.db.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
  const states = async () =>
    (await world.db.prisma.subscription.findMany({ orderBy: { id: 'asc' } })).map((row) => row.state);
  const count = () => world.db.prisma.feedback.count();
  return { ...world, ctx, post, mails, states, count };
}

describe('POST /hooks/bounces', () => {
  it('takes reports by number, Message-ID and address, each once, without cookie or origin', async () => {
    const { post, mails, states, count } = await hooked();
    const reports = [
      { deliveryId: Number(mails[0]?.id), kind: 'hard', status: '5.1.1', diagnostic: '550 5.1.1 gone' },
      { messageId: mails[1]?.messageId, kind: 'delay' },
      { address: TWO, kind: 'soft', id: 'event-1' },
      { address: 'stranger@example.net', kind: 'complaint' },
    ];
    const first = await post(reports);
    expect(first.status).toBe(200);
    expect(await first.json()).toEqual({ taken: 3, repeated: 0, unmatched: 1 });
    expect(await (await post(reports)).json()).toEqual({ taken: 0, repeated: 3, unmatched: 1 });
    expect(await (await post(reports[0])).json()).toEqual({ taken: 0, repeated: 1, unmatched: 0 });
    expect(await states()).toEqual(['suspended', 'active']);
    expect(await count()).toBe(3); // nothing is kept about strangers
  });

  it('does not believe that a rule that refused a message is a bounce', async () => {
    const { post, mails, states, db } = await hooked();
    await post({ deliveryId: String(mails[0]?.id), kind: 'hard', diagnostic: '550 5.7.1 blocked' });
    expect(await states()).toEqual(['active', 'active']);
    expect(await db.prisma.feedback.findFirst()).toMatchObject({ kind: 'policy', status: '5.7.1' });
  });

  it.each([
    ['none', {}],
    ['another', { authorization: 'Bearer another-secret-another-secret' }],
    ['the right one with more', { authorization: `Bearer ${SECRET}x` }],
    ['the right one in another scheme', { authorization: `Basic ${SECRET}` }],
    ['a cookie', { cookie: `secret=${SECRET}` }],
  ])('refuses whoever has as secret: %s', async (_name, headers) => {
    const { post, mails, count } = await hooked();
    const refused = await post(
      { deliveryId: Number(mails[0]?.id), kind: 'hard' },
      headers as Record<string, string>,
    );
    expect(refused.status).toBe(403);
    expect(await count()).toBe(0);
  });

  it('is not there when no secret is set', async () => {
    const { ctx } = await hooked();
    const app = createWeb({ ...ctx, hookSecret: undefined });
    const headers = { authorization: 'Bearer undefined' };
    expect((await app.request(`${HERE}/hooks/bounces`, { method: 'POST', headers })).status).toBe(404);
  });

  it.each([
    ['no JSON', 'kind=hard'],
    ['a kind there is not', { deliveryId: 1, kind: 'spam' }],
    ['a field there is not', { deliveryId: 1, kind: 'hard', suspend: true }],
    ['nothing it is about', { kind: 'hard' }],
    ['two addresses in one', { address: 'a@example.org,b@example.org', kind: 'hard' }],
    [
      'one wrong among right ones',
      [
        { address: ONE, kind: 'hard' },
        { address: ONE, kind: 7 },
      ],
    ],
    ['a prototype', '{"__proto__":{"kind":"hard"},"deliveryId":1}'],
    ['a number that is none', { deliveryId: '1 or 1=1', kind: 'hard' }],
  ])('refuses %s and takes nothing', async (_name, body) => {
    const { post, count, states } = await hooked();
    expect((await post(body)).status).toBe(400);
    expect(await count()).toBe(0);
    expect(await states()).toEqual(['active', 'active']);
  });

  it('refuses more than it could need', async () => {
    const { post } = await hooked();
    const many = Array.from({ length: 501 }, () => ({ deliveryId: 1, kind: 'delay' }));
    expect((await post(many)).status).toBe(400);
    expect((await post(JSON.stringify({ diagnostic: 'x'.repeat(100_000) }))).status).toBe(413);
  });
});
