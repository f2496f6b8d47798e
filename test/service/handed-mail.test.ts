/** The colleague to whom an item was handed is told by mail, over a real connection. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { readMail, readOutbox } from '../../src/service/browse/outbox.ts';
import { closeCommitment } from '../../src/service/close.ts';
import { deliver } from '../../src/service/deliver.ts';
import { handOver } from '../../src/service/hand-over.ts';
import { addPerson, changeRole, removePerson } from '../../src/service/people.ts';
import { rehearse } from '../../src/service/rehearse.ts';
import { retryDelivery } from '../../src/service/retry.ts';
import { askForLink } from '../../src/service/sign-in.ts';
import { leasesEnd, messageId, quickMailer } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { startSmtp } from '../support/smtp.ts';

const NOTE = 'Asked the ministry.\nIt answers by Friday: please call again.';

/** Anna, Ben and Carla sign in here; two items are overdue; a mail server listens. */
async function desk() {
  const server = await startSmtp();
  const mailer = quickMailer(server.url);
  onTestFinished(async () => {
    await mailer.close(50);
    await server.close();
  });
  const world = await setup({ mailer, poolSize: 10 });
  const { ctx, clock } = world;
  for (const name of ['Anna', 'Ben', 'Carla']) {
    const address = `${name.toLowerCase()}@example.org`;
    const role = name === 'Anna' ? 'administrator' : 'editor';
    await addPerson(ctx, { name, address, role }, { actor: 'test', invite: false });
  }
  const id = await record(ctx, { committers: ['Russia'] });
  const other = await record(ctx, { title: 'Publish the lists' });
  clock.set('2025-06-18T10:00:00+03:00');
  const hand = (to: string, more: Record<string, unknown> = {}) =>
    handOver(ctx, { id, to, note: NOTE, recordedBy: 'Anna', ...more });
  const go = () => {
    clock.advance(5_000);
    return deliver(ctx);
  };
  return { ...world, server, id, other, hand, go };
}

describe('what the colleague gets', () => {
  it('is who handed it over, the note, the quote, how it stands, and the way to it', async () => {
    const { server, id, hand, go, woken } = await desk();
    await hand('Ben');
    expect(woken.at(-1)).toMatchObject({ work: 'deliver' });
    expect(await go()).toMatchObject({ sent: 1 });
    const [mail] = server.messages;
    expect(mail?.to).toEqual(['ben@example.org']);
    const { subject, text = '', html, headers, from } = (await mail?.parsed()) ?? {};
    expect(subject).toBe('Handed to you: Hand over the bodies of the dead');
    expect(from?.text).toBe('"Duly" <duly@example.org>');
    for (const said of [
      `Anna hands it to you:\n${NOTE}`,
      '> We will hand over six thousand bodies next week.',
      'Status: Overdue\n',
      'Progress: 0 of at least 6,000 bodies',
      `http://localhost:8470/review/${id}`,
      'You get this because it was handed to you, and you sign in here.',
    ])
      expect(text).toContain(said);
    expect(html).toContain('It answers by Friday: please call again.');
    expect(html).toContain(`href="http://localhost:8470/review/${id}"`);
    expect(headers?.get('auto-submitted')).toBe('auto-generated');
    expect(headers?.get('x-auto-response-suppress')).toBe('All');
    expect(headers?.get('precedence')).toBe('list');
    // It is no list, and nothing to unsubscribe from.
    expect(headers?.has('list')).toBe(false);
    expect(text).not.toMatch(/unsubscribe/i);
  });

  it('is one message for what is handed over together, and another for what comes later', async () => {
    const { ctx, clock, server, other, hand, go } = await desk();
    await hand('Ben');
    clock.advance(4_000);
    await hand('Ben', { id: other, note: 'This one too', recordedBy: 'Carla' });
    clock.advance(4_000);
    expect(await deliver(ctx)).toMatchObject({ claimed: 0 });
    await go();
    await hand('Ben', { note: 'Once more' });
    await go();
    const [both, later] = await Promise.all(server.messages.map((mail) => mail.parsed()));
    expect(both?.subject).toBe('2 items were handed to you');
    expect(both?.text).toContain('Carla hands it to you:\nThis one too');
    expect(later?.text).toContain('Once more');
    expect(server.messages).toHaveLength(2);
  });

  it('does not wait for ever while more and more is handed over', async () => {
    const { clock, db, hand } = await desk();
    for (let n = 0; n < 20; n += 1) {
      await hand('Ben', { note: `Number ${n}` });
      clock.advance(4_000);
    }
    const mails = await db.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(mails).toHaveLength(2);
    for (const { createdAt, nextAttemptAt } of mails)
      expect(Number(nextAttemptAt) - Number(createdAt)).toBeLessThanOrEqual(65_000);
  });
});

describe('it goes once', () => {
  it('with two workers at it at once, and when one of them dies after the server took it', async () => {
    const { ctx, clock, db, server, hand } = await desk();
    await hand('Ben');
    clock.advance(5_000);
    const sent = await Promise.all(['one', 'two'].map((workerName) => deliver({ ...ctx, workerName })));
    expect(sent.reduce((sum, one) => sum + one.sent, 0)).toBe(1);
    expect(server.messages).toHaveLength(1);
    // As if its mark had been lost with its worker: the copy has the same name.
    await db.query(
      `update delivery set state = 'sending', sent_at = null, leased_by = 'dead', lease_until = now(), next_attempt_at = now()`,
    );
    await leasesEnd(db);
    await deliver(ctx);
    const ids = server.messages.map(({ raw }) => messageId(raw));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('with two who hand over at once, each item is told once', async () => {
    const { db, server, other, hand, go } = await desk();
    await Promise.all([hand('Ben'), hand('Ben', { id: other }), hand('Ben', { note: 'Again' })]);
    expect(await db.prisma.handedMail.count()).toBe(3);
    await go();
    const texts = (await Promise.all(server.messages.map((mail) => mail.parsed()))).map(({ text }) => text);
    const all = texts.join();
    for (const id of [1, 2]) expect(all.split(`/review/${id}\n`)).toHaveLength(2);
  });

  it('and never for a hand-over that was taken back, as in a rehearsal', async () => {
    const { ctx, db, id } = await desk();
    const seen = Number((await db.prisma.event.findFirstOrThrow({ orderBy: { id: 'desc' } })).id);
    await rehearse(ctx, { id, seen }, (stage) =>
      handOver(stage, { id, to: 'Ben', note: NOTE, recordedBy: 'Anna' }),
    );
    await expect(handOver(ctx, { id, to: 'Ben', note: ' ' })).rejects.toMatchObject({ field: 'note' });
    expect(await db.prisma.delivery.count()).toBe(0);
    expect(await db.prisma.handedMail.count()).toBe(0);
  });
});

describe('between queueing and sending', () => {
  it('what was settled is not told', async () => {
    const { ctx, server, id, hand, go } = await desk();
    await hand('Ben');
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'an error', note: 'seen' });
    expect(await go()).toMatchObject({ dropped: 1, sent: 0 });
    expect(server.messages).toHaveLength(0);
    const { mails } = await readOutbox(ctx, { commitment: id });
    expect(mails).toMatchObject([
      { kind: 'handed', shown: 'dropped', commitments: [id], why: 'no longer holds: the commitment is void' },
    ]);
  });

  it('what was handed on is told to the next one only, and what was given back to nobody', async () => {
    const { server, id, other, hand, go } = await desk();
    await hand('Ben');
    await hand('Ben', { id: other });
    await hand('Carla', { id, recordedBy: 'Ben', note: 'I am away' });
    await hand('Carla', { id: other, recordedBy: 'Ben' });
    await hand('Carla', { id: other, to: undefined, recordedBy: 'Carla' });
    expect(await go()).toMatchObject({ dropped: 1, sent: 1 });
    const [mail] = server.messages;
    expect(mail?.to).toEqual(['carla@example.org']);
    const { text } = (await mail?.parsed()) ?? {};
    expect(text).toContain('Ben hands it to you:\nI am away');
    expect(text).not.toContain(`/review/${other}`);
  });

  it('also when it changes after a worker has claimed it', async () => {
    const { ctx, db, server, id, other, hand, clock } = await desk();
    await hand('Ben');
    await hand('Carla', { id: other });
    clock.advance(5_000);
    // The first of the two is on the wire when the second is settled.
    server.script({
      onDot: async () => {
        await closeCommitment(ctx, { id: other, outcome: 'void', reason: 'an error', note: 'seen' });
        clock.advance(1_000);
      },
    });
    expect(await deliver(ctx)).toMatchObject({ claimed: 2, sent: 1, dropped: 1 });
    expect(server.messages.map(({ to }) => to[0])).toEqual(['ben@example.org']);
    expect(await db.prisma.delivery.count({ where: { state: 'dropped' } })).toBe(1);
    expect(id).toBeLessThan(other);
  });

  it('whoever may no longer decide gets nothing', async () => {
    const { ctx, server, hand, go } = await desk();
    await hand('Ben');
    await changeRole(ctx, 'ben@example.org', 'reader', 'Anna');
    expect(await go()).toMatchObject({ dropped: 1 });
    expect(server.messages).toHaveLength(0);
  });

  it('whoever has left gets nothing', async () => {
    const { ctx, server, hand, go } = await desk();
    await hand('Ben');
    await removePerson(ctx, 'ben@example.org', 'Anna');
    expect(await go()).toMatchObject({ dropped: 1 });
    expect(server.messages).toHaveLength(0);
  });
});

describe('nobody is told', () => {
  it('who hands to themself, or has no account here', async () => {
    const { ctx, db, id, hand } = await desk();
    await hand('Anna');
    await hand('Ben', { recordedBy: ' ben ' });
    expect(await db.prisma.delivery.count()).toBe(0);
    const alone = await setup();
    const mine = await record(alone.ctx);
    await handOver(alone.ctx, { id: mine, to: 'Ben', note: NOTE, recordedBy: 'Anna' });
    expect(await alone.db.prisma.delivery.count()).toBe(0);
    expect((await readOutbox(ctx, { commitment: id })).mails).toEqual([]);
  });
});

describe('however much is handed over', () => {
  it('whoever wants to sign in gets their link', async () => {
    const { ctx, db } = await desk();
    await db.query(
      `insert into delivery (kind, person_id, message_id, state, created_at)
       select 'handed', 2, '<' || n || '@localhost>', 'sent', $1::timestamptz from generate_series(1, 1000) n`,
      [new Date(ctx.clock.now())],
    );
    await askForLink(ctx, 'ben@example.org');
    expect(await db.prisma.delivery.count({ where: { kind: 'sign_in' } })).toBe(1);
  });
});

describe('the delivery log', () => {
  it('keeps it where there is no mail server, and has the answers where there is', async () => {
    const { ctx, clock, db } = await setup();
    await addPerson(ctx, { name: 'Ben', address: 'ben@example.org' }, { actor: 'test', invite: false });
    const id = await record(ctx);
    await handOver(ctx, { id, to: 'Ben', note: NOTE, recordedBy: 'Anna' });
    clock.advance(5_000);
    await deliver(ctx);
    const mail = await readMail(ctx, String((await db.prisma.delivery.findFirstOrThrow()).id));
    expect(mail).toMatchObject({ kind: 'handed', shown: 'sent', kept: true, commitments: [id] });
    expect(mail.text).toContain(`/review/${id}`);
  });

  it('lets it be sent again by hand while it holds', async () => {
    const { ctx, db, server, id, hand, go } = await desk();
    server.script({ data: 554 });
    await hand('Ben');
    expect(await go()).toMatchObject({ failed: 1 });
    server.script({});
    const { id: mail } = await db.prisma.delivery.findFirstOrThrow();
    expect(await retryDelivery(ctx, { id: Number(mail) })).toMatchObject({ was: 'failed' });
    expect(await deliver(ctx)).toMatchObject({ sent: 1 });
    await db.query(`update delivery set state = 'failed', why = 'refused', sent_at = null`);
    await closeCommitment(ctx, { id, outcome: 'void', reason: 'an error', note: 'seen' });
    await expect(retryDelivery(ctx, { id: Number(mail) })).rejects.toThrow(/no longer holds/);
    expect(server.messages).toHaveLength(1);
  });
});
