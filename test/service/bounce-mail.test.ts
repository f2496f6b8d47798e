import { describe, expect, it } from 'vitest';
import { parseSender } from '../../src/mail/address.ts';
import { returnAddress } from '../../src/mail/verp.ts';
import { openBounceDoor, takeReturnMail } from '../../src/service/bounce-mail.ts';
import { tokenFor } from '../../src/service/link.ts';
import { confirm, lookBehind } from '../../src/service/manage.ts';
import { subscribe } from '../../src/service/subscribe.ts';
import { DAY } from '../support/clock.ts';
import { addresses, pass } from '../support/passes.ts';
import { eml, rawSmtp, sentTo } from '../support/returns.ts';
import { record } from '../support/setup.ts';
import { until } from '../support/until.ts';

const [ONE = '', TWO = ''] = addresses(2);

describe('the sender on the envelope', () => {
  it('is an address of the message’s own, and the one that people see is not changed', async () => {
    const { server, returnTo } = await sentTo([ONE, TWO]);
    expect(returnTo(ONE)).toMatch(/^bounces\+\d+-0\.[0-9a-f]{24}@duly\.example\.org$/);
    expect(returnTo(ONE)).not.toBe(returnTo(TWO));
    const mail = await server.messages[0]?.parsed();
    expect(mail?.from?.value[0]?.address).toBe(parseSender('Duly <duly@example.org>', '').address);
  });
});

describe('a bounce', () => {
  it('for a mailbox that is gone suspends the address at once, counts once, and says why', async () => {
    const { ctx, returnTo, comesBack, feedback, states, db } = await sentTo([ONE, TWO]);
    for (let times = 0; times < 3; times += 1)
      expect(await comesBack(eml('postfix-no-mailbox'), returnTo(ONE))).toMatch(/^250/);
    expect(await feedback()).toMatchObject([
      { address: ONE, kind: 'hard', status: '5.1.1', via: 'smtp', action: 'suspended' },
    ]);
    expect(await states()).toEqual(['suspended', 'active']);
    const row = await db.prisma.subscription.findFirstOrThrow({ where: { address: ONE } });
    const view = await lookBehind(ctx, 'manage', tokenFor(ctx.secret, 'manage', row));
    expect(view.suspendedWhy).toContain('no such mailbox (5.1.1)');
  });

  it('of the same kind from ten connections at once counts once', async () => {
    const { returnTo, comesBack, feedback } = await sentTo([ONE]);
    await Promise.all(Array.from({ length: 10 }, () => comesBack(eml('postfix-no-mailbox'), returnTo(ONE))));
    expect(await feedback()).toHaveLength(1);
  });

  it('by a rule, or a delay, is noted and does nothing to the address', async () => {
    const { returnTo, comesBack, feedback, states } = await sentTo([ONE]);
    await comesBack(eml('postfix-delayed'), returnTo(ONE));
    await comesBack(eml('policy-spam'), returnTo(ONE));
    expect((await feedback()).map((row) => [row.kind, row.action])).toEqual([
      ['delay', 'none'],
      ['policy', 'none'],
    ]);
    expect(await states()).toEqual(['active']);
  });

  it('as “not now” suspends with the fifth message in seven days, and not with five in eight', async () => {
    const { ctx, clock, returnTo, comesBack, states, server } = await sentTo([ONE]);
    const again = async (days: number) => {
      clock.advance(days * DAY);
      const before = server.messages.length;
      await record(ctx, { title: `Another ${clock.now()}`, quote: `Again ${clock.now()}.` });
      await pass(ctx, clock);
      expect(server.messages.length).toBeGreaterThan(before);
      await comesBack(eml('expired-soft'), returnTo(ONE));
    };
    await comesBack(eml('expired-soft'), returnTo(ONE));
    await again(2);
    await again(2);
    await again(2);
    expect(await states()).toEqual(['active']);
    await again(2); // the first is eight days old by now
    expect(await states()).toEqual(['active']);
    await again(0.5);
    expect(await states()).toEqual(['suspended']);
  });

  it('of a message that was sent before its reader confirmed anew does not suspend again', async () => {
    const { ctx, clock, db, server, returnTo, comesBack, states } = await sentTo([ONE]);
    const sent = returnTo(ONE);
    await comesBack(eml('postfix-no-mailbox'), sent);
    clock.advance(DAY);
    // It was answered as ever, and then no mail came: the way back was shut.
    await subscribe(ctx, { address: ONE, rhythm: 'daily' });
    const asked = server.messages.length;
    await pass(ctx, clock);
    expect(server.messages.slice(asked).map(({ to }) => to)).toEqual([[ONE]]);
    expect((await server.messages.at(-1)?.parsed())?.text).toContain('/confirm/');
    const row = await db.prisma.subscription.findFirstOrThrow({ where: { address: ONE } });
    // Whoever asked may be anybody: until its owner confirms, nothing that they chose has changed.
    expect(row).toMatchObject({ state: 'suspended', rhythm: 'at_once' });
    await confirm(ctx, tokenFor(ctx.secret, 'confirm', row));
    expect(await states()).toEqual(['active']);
    await comesBack(eml('expired-soft'), sent);
    await comesBack(eml('arf-abuse'), sent);
    expect(await states()).toEqual(['active']);
  });
});

describe('a complaint', () => {
  it('ends alerts for the address at once, also those that wait', async () => {
    const { ctx, db, returnTo, comesBack, states, feedback } = await sentTo([ONE, TWO]);
    await db.prisma.alert.updateMany({ data: { state: 'queued', deliveryId: null } });
    await comesBack(eml('arf-abuse'), returnTo(ONE));
    expect(await states()).toEqual(['suspended', 'active']);
    const waiting = await db.prisma.alert.findMany({
      where: { state: 'queued' },
      include: { subscription: true },
    });
    expect(new Set(waiting.map((alert) => alert.subscription.address))).toEqual(new Set([TWO]));
    expect(await feedback()).toMatchObject([{ kind: 'complaint', action: 'suspended' }]);
    // Through a feedback loop it comes to the bare address: the original’s sender says which message.
    const quoted = eml('arf-abuse').replaceAll('<bounces@duly.example.org>', `<${returnTo(TWO)}>`);
    await comesBack(quoted, ctx.bounceAddress ?? '');
    expect(await states()).toEqual(['suspended', 'suspended']);
  });
});

describe('what is not taken', () => {
  it.each([
    ['somebody else’s address', () => 'reader@example.org'],
    [
      'an address that was signed elsewhere',
      () => returnAddress('bounces@duly.example.org', 'x'.repeat(40), { deliveryId: '1', round: 0 }),
    ],
    [
      'a message that never was',
      (secret: string) => returnAddress('bounces@duly.example.org', secret, { deliveryId: '999', round: 0 }),
    ],
    [
      'a round that never was',
      (secret: string) => returnAddress('bounces@duly.example.org', secret, { deliveryId: '1', round: 1 }),
    ],
  ])('%s is refused', async (_name, to) => {
    const { ctx, comesBack, feedback, lines } = await sentTo([ONE]);
    await expect(comesBack(eml('postfix-no-mailbox'), to(ctx.secret))).rejects.toThrow(/550/);
    expect(await feedback()).toEqual([]);
    expect(lines.join('')).toContain('was refused');
  });

  it('a message that is too old is refused', async () => {
    const { clock, returnTo, comesBack } = await sentTo([ONE]);
    clock.advance(61 * DAY);
    await expect(comesBack(eml('postfix-no-mailbox'), returnTo(ONE))).rejects.toThrow(/too old/);
  });

  it.each(['vacation', 'reply', 'cut-short', 'delivered'])('%s is taken and does nothing', async (name) => {
    const { returnTo, comesBack, feedback } = await sentTo([ONE]);
    expect(await comesBack(eml(name), returnTo(ONE))).toMatch(/^250/);
    expect(await feedback()).toEqual([]);
  });

  it('a report to the bare address about whatever Message-ID it likes does nothing', async () => {
    const { ctx, db, comesBack, feedback } = await sentTo([ONE]);
    const { messageId } = await db.prisma.delivery.findFirstOrThrow();
    const report = eml('postfix-no-mailbox').replace('<original-1@localhost>', messageId);
    await comesBack(report, ctx.bounceAddress ?? '');
    expect(await feedback()).toEqual([]);
    // From a file that the keeper of the record hands over it counts.
    const file = { raw: Buffer.from(report, 'latin1'), recipients: [], trusted: true, via: 'file' } as const;
    expect(await takeReturnMail(ctx, file)).toMatchObject({ result: 'taken' });
    expect(await takeReturnMail(ctx, file)).toMatchObject({ result: 'repeated' });
  });
});

describe('the listener', () => {
  it('passes nothing on and knows no login', async () => {
    const { door } = await sentTo([ONE]);
    const { say } = await rawSmtp(door.port);
    expect(await say('EHLO me')).not.toMatch(/AUTH|STARTTLS/);
    expect(await say('AUTH LOGIN')).toMatch(/^5/);
    expect(await say('MAIL FROM:<me@example.org>')).toMatch(/^250/);
    expect(await say('RCPT TO:<anybody@example.net>')).toMatch(/^550/);
    expect(await say('DATA')).toMatch(/^5/);
  });

  it('takes nothing of a mail that is broken off, and the same mail when it comes again', async () => {
    const { door, returnTo, comesBack, feedback } = await sentTo([ONE]);
    const { say, socket } = await rawSmtp(door.port);
    await say('EHLO me');
    await say('MAIL FROM:<>');
    await say(`RCPT TO:<${returnTo(ONE)}>`);
    expect(await say('DATA')).toMatch(/^354/);
    socket.write(eml('postfix-no-mailbox').replaceAll('\n', '\r\n'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await feedback()).toEqual([]);
    await comesBack(eml('postfix-no-mailbox'), returnTo(ONE));
    expect(await feedback()).toHaveLength(1);
  });

  it('that is closed in the middle of a mail has not said that it took it', async () => {
    const { door, returnTo, feedback } = await sentTo([ONE]);
    const { say, socket } = await rawSmtp(door.port);
    await say('EHLO me');
    await say('MAIL FROM:<>');
    await say(`RCPT TO:<${returnTo(ONE)}>`);
    await say('DATA');
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    socket.write('Subject: half');
    await door.close();
    await until(() => socket.destroyed || socket.readableEnded);
    expect(heard).not.toContain('250');
    expect(await feedback()).toEqual([]);
  });

  it('refuses more than ten megabytes, and keeps no more than one of them', async () => {
    const { returnTo, comesBack, feedback } = await sentTo([ONE]);
    const padded = eml('postfix-no-mailbox').replace(
      'The text.',
      'x'.repeat(70).concat('\n').repeat(100_000),
    );
    expect(await comesBack(padded, returnTo(ONE))).toMatch(/^250/); // seven megabytes, the report in front
    expect(await feedback()).toHaveLength(1);
    await expect(comesBack(padded + padded, returnTo(ONE))).rejects.toThrow(/552/);
  });

  it('answers “come again” while the database is away, and goes on afterwards', async () => {
    const { ctx, returnTo, feedback, comesBack } = await sentTo([ONE]);
    let away = true;
    const flaky = {
      ...ctx,
      db: {
        ...ctx.db,
        inTransaction: (work: never) => {
          if (away) throw new Error('the database is away');
          return ctx.db.inTransaction(work);
        },
      },
    } as typeof ctx;
    const door = await openBounceDoor(flaky, { host: '127.0.0.1', port: 0 });
    const { say } = await rawSmtp(door.port);
    await say('EHLO me');
    await say('MAIL FROM:<>');
    await say(`RCPT TO:<${returnTo(ONE)}>`);
    await say('DATA');
    expect(await say(`${eml('postfix-no-mailbox').replaceAll('\n', '\r\n')}\r\n.`)).toMatch(/^451/);
    away = false;
    await door.close();
    await comesBack(eml('postfix-no-mailbox'), returnTo(ONE));
    expect(await feedback()).toHaveLength(1);
  });

  it('says what is wrong when its port is taken', async () => {
    const { ctx, door } = await sentTo([ONE]);
    await expect(openBounceDoor(ctx, { host: '127.0.0.1', port: door.port })).rejects.toMatchObject({
      code: 'config',
      field: 'BOUNCE_LISTEN',
    });
  });
});
