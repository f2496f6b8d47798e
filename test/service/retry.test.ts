import { describe, expect, it } from 'vitest';
import { readMail, readOutbox } from '../../src/service/browse/outbox.ts';
import { markMet } from '../../src/service/close.ts';
import { deliver } from '../../src/service/deliver.ts';
import { retryDelivery } from '../../src/service/retry.ts';
import { addresses, messageId } from '../support/passes.ts';
import { eml, sentTo } from '../support/returns.ts';

const [ONE = '', TWO = ''] = addresses(2);

async function bouncedTo(report: string) {
  const world = await sentTo([ONE]);
  const first = world.returnTo(ONE);
  await world.comesBack(eml(report), first);
  const { id } = await world.db.prisma.delivery.findFirstOrThrow();
  const shown = async () => (await readMail(world.ctx, Number(id))).shown;
  return { ...world, id: Number(id), first, shown };
}

describe('sending again by hand', () => {
  it('goes out once more under the same Message-ID, and the log says who asked', async () => {
    const { ctx, id, server, shown, clock, first, returnTo, comesBack, feedback } =
      await bouncedTo('policy-spam');
    expect(await shown()).toBe('bounced');
    expect((await readOutbox(ctx, { state: 'bounced' })).mails.map((mail) => mail.id)).toEqual([id]);
    clock.advance(60_000);
    await retryDelivery(ctx, { id, recordedBy: 'Jane Doe' });
    expect(await shown()).toBe('queued');
    expect((await readOutbox(ctx, { state: 'bounced' })).mails).toEqual([]);
    expect(await deliver(ctx)).toMatchObject({ sent: 1 });
    const ids = server.messages.map(({ raw }) => messageId(raw));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    const mail = await readMail(ctx, id);
    expect(mail).toMatchObject({ shown: 'sent', retries: [{ askedBy: 'Jane Doe', was: 'bounced' }] });
    expect(mail.came).toHaveLength(1);
    // The old report once more is known; one for what was sent now is news.
    expect(returnTo(ONE)).not.toBe(first);
    await comesBack(eml('policy-spam'), first);
    expect(await shown()).toBe('sent');
    await comesBack(eml('policy-spam'), returnTo(ONE));
    expect(await shown()).toBe('bounced');
    expect((await feedback()).map((row) => row.round)).toEqual([0, 1]);
  });

  it('is asked for twice at once and happens once', async () => {
    const { ctx, id, server } = await bouncedTo('policy-spam');
    const asked = await Promise.allSettled([1, 2].map(() => retryDelivery(ctx, { id })));
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await deliver(ctx);
    await deliver(ctx);
    expect(server.messages).toHaveLength(2);
  });

  it('brings a failed message and its alerts back', async () => {
    const { ctx, db, server, returnTo } = await sentTo([ONE]);
    expect(returnTo(ONE)).toContain('bounces+');
    await db.query(`update delivery set state = 'failed', why = 'refused', sent_at = null`);
    await db.query(`update alert set state = 'failed' where state = 'sent'`);
    const { id } = await db.prisma.delivery.findFirstOrThrow();
    expect(await retryDelivery(ctx, { id: Number(id) })).toEqual({ id: Number(id), was: 'failed' });
    await deliver(ctx);
    expect(server.messages).toHaveLength(2);
    expect(await db.prisma.alert.count({ where: { state: { in: ['failed', 'claimed'] } } })).toBe(0);
  });
});

describe('is refused', () => {
  it('when the address is suspended', async () => {
    const { ctx, id } = await bouncedTo('postfix-no-mailbox');
    await expect(retryDelivery(ctx, { id })).rejects.toThrow(/suspended \(.*no such mailbox/);
  });

  it('when the reader has unsubscribed', async () => {
    const { ctx, id, db } = await bouncedTo('policy-spam');
    await db.query(`update subscription set state = 'ended', ended_at = now(), ended_why = 'unsubscribed'`);
    await expect(retryDelivery(ctx, { id })).rejects.toThrow(/subscription is ended/);
  });

  it('when what it says no longer holds', async () => {
    const { ctx, id, commitment, clock } = await bouncedTo('policy-spam');
    clock.advance(1_000);
    await markMet(ctx, { id: commitment, evidenceUrl: 'https://example.org/handed-over' });
    await expect(retryDelivery(ctx, { id })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('no longer holds'),
    });
  });

  it('while the reader’s server still tries', async () => {
    const { ctx, id, shown } = await bouncedTo('postfix-delayed');
    expect(await shown()).toBe('deferred');
    await expect(retryDelivery(ctx, { id })).rejects.toThrow(/still tries/);
  });

  it('when it arrived, and when there is no such message', async () => {
    const { ctx, db } = await sentTo([TWO]);
    const { id } = await db.prisma.delivery.findFirstOrThrow();
    await expect(retryDelivery(ctx, { id: Number(id) })).rejects.toThrow(/it is sent/);
    await expect(retryDelivery(ctx, { id: 999 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(retryDelivery(ctx, { id: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });
});
