import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { readMime } from '../../../src/service/browse/mime.ts';
import { readMail, readOutbox } from '../../../src/service/browse/outbox.ts';
import { deliver } from '../../../src/service/deliver.ts';
import { fanOut } from '../../../src/service/fan-out.ts';
import { subscribe } from '../../../src/service/subscribe.ts';
import { sweep } from '../../../src/service/sweep.ts';
import { pauseChannel } from '../../../src/store/deliveries.ts';
import { follow, record, setup } from '../../support/setup.ts';

async function tell({ ctx, clock }: Awaited<ReturnType<typeof setup>>) {
  await sweep(ctx);
  await fanOut(ctx);
  clock.advance(60_000);
  await deliver(ctx);
}

describe('the outbox', () => {
  it('lists what was told to whom, newest first, by its gravest alert', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    await subscribe(ctx, { address: 'new@example.org' });
    await follow(ctx, 'reader@example.org');
    const id = await record(ctx);
    const other = await record(ctx, { title: 'Meet again', deadline: 'between June 16 and 30' });
    await tell(world);
    clock.set('2025-06-16T00:00+03:00');
    await tell(world);
    const outbox = await readOutbox(ctx);
    expect(outbox.mails.map(({ to, kind, state, commitments }) => [to, kind, state, commitments])).toEqual([
      ['reader@example.org', 'overdue', 'sent', [id, other]],
      ['reader@example.org', 'confirm', 'dropped', []],
      ['new@example.org', 'confirm', 'sent', []],
    ]);
    expect(outbox.mails[0]).toMatchObject({
      kept: true,
      attempts: 1,
      lastAnswer: expect.stringContaining('kept'),
    });
    expect(outbox).toMatchObject({ keptHere: true, pause: null, more: null });
    const first = await readOutbox(ctx, { limit: 2 });
    expect(first.more).toBe(first.mails[1]?.id);
    expect((await readOutbox(ctx, { before: first.more })).mails.map(({ kind }) => kind)).toEqual([
      'confirm',
    ]);
  });

  it('says that sending is paused, and since what answer', async () => {
    const { ctx, clock, db } = await setup();
    const until = clock.now() + 60_000;
    await pauseChannel(db.query, { name: 'smtp', until, why: '535 no', now: clock.now() });
    expect((await readOutbox(ctx)).pause).toEqual({ until, why: '535 no' });
    clock.advance(60_000);
    expect((await readOutbox(ctx)).pause).toBeNull();
  });

  it('reads a kept message back as a mail reader does', async () => {
    const world = await setup();
    const { ctx, clock } = world;
    await follow(ctx, 'reader@example.org');
    await record(ctx, {
      title: 'Передать шесть тысяч тел = 6000 — “ниже” ',
      quote: `${'Слова, которые долго не кончаются, '.repeat(40)}и строка.\nВторая = строка`,
    });
    clock.set('2025-06-09T00:00+03:00');
    await tell(world);
    const mail = await readMail(ctx, 2);
    const parsed = await simpleParser(mail.raw ?? '');
    expect(mail.text?.trimEnd()).toBe(parsed.text?.trimEnd());
    expect(mail.html?.trimEnd()).toBe((parsed.html || '').trimEnd());
    expect(mail.html).toContain('Передать шесть тысяч тел');
    expect(mail.tries.map(({ outcome }) => outcome)).toEqual(['kept']);
    await expect(readMail(ctx, 99)).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([
    '',
    'Subject: x',
    'Content-Type: multipart/mixed; boundary=a\r\n\r\n--a',
    `${'Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n'.repeat(50)}`,
  ])('does not stumble over a message cut short (%#)', (raw) => {
    expect(readMime(raw).html).toBeNull();
  });
});
