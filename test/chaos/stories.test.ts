/**
 * What must reach a mailbox, and what must not, when the world changes between deciding, claiming and sending
 * (F25 to F28, F31), told to a real mail server with a clock of our own.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Mailer } from '../../src/mail/mailer.ts';
import { readHealth } from '../../src/service/browse/health.ts';
import { deliver } from '../../src/service/deliver.ts';
import { fanOut } from '../../src/service/fan-out.ts';
import { gather } from '../../src/service/gather.ts';
import { FRESH_MS } from '../../src/service/last-look.ts';
import { LEASE_MS } from '../../src/service/lease.ts';
import { tokenFor } from '../../src/service/link.ts';
import { unsubscribe } from '../../src/service/manage.ts';
import { moveDeadline } from '../../src/service/move.ts';
import { addProgress } from '../../src/service/progress.ts';
import { sweep } from '../../src/service/sweep.ts';
import { claimDeliveries } from '../../src/store/deliveries.ts';
import { addresses, leasesEnd, messageId, pass, quickMailer, readers } from '../support/passes.ts';
import { record, setup } from '../support/setup.ts';
import { type Received, startSmtp } from '../support/smtp.ts';

/** What a look at the database has shown counts for a moment. */
const LONGER_THAN_A_LOOK_MS = FRESH_MS + 50;
const OPENS = '2025-06-09T00:00:00+03:00';
const CLOSED = '2025-06-16T00:00:00+03:00';

/** The bodies are on record at 2 June, and mail goes to a real server. */
async function story(readersOf: readonly string[] = addresses(1)) {
  const server = await startSmtp();
  onTestFinished(() => server.close());
  const mailer = quickMailer(server.url);
  onTestFinished(() => mailer.close(50));
  const { ctx, clock, db } = await setup({ mailer });
  const id = await record(ctx);
  await readers(ctx, readersOf);
  /** Everything received: who, and the subject up to the title. */
  const mails = async () => {
    const parsed = await Promise.all(server.messages.map((message) => message.parsed()));
    return parsed.map((mail, index) => [
      server.messages[index]?.to[0]?.replace(/@.*/, ''),
      mail.subject?.replace(/: Hand over.*/, ''),
    ]);
  };
  const alerts = async (kind: string) =>
    (
      await db.prisma.alert.findMany({ where: { occasion: { kind } }, orderBy: { subscriptionId: 'asc' } })
    ).map(({ state, why }) => [state, why]);
  /** Runs `then` while the first message is being handed over, that is after all of them were claimed. */
  const duringTheFirst = (then: () => Promise<unknown>): void => {
    let first = true;
    const onDot = async (_: Received): Promise<void> => {
      if (!first) return;
      first = false;
      await then();
      await sleep(LONGER_THAN_A_LOOK_MS);
    };
    server.script({ onDot });
  };
  return { ctx, clock, db, id, server, mails, alerts, duringTheFirst };
}

/** Makes the commitment impossible to judge, as a damaged restore or a zone that no longer exists would. */
const damage = (db: Awaited<ReturnType<typeof setup>>['db'], id: number) =>
  db.inTransaction(async (query) => {
    await query('set local session_replication_role = replica');
    await query(`update deadline set zone = 'Nowhere/Land' where commitment_id = $1`, [id]);
  });

describe('after three days asleep', () => {
  it('the stages that were missed collapse into the present one, with its honest time', async () => {
    const { ctx, clock, db, server, mails } = await story();
    clock.set('2025-06-13T12:00:00+03:00');
    await pass(ctx, clock);
    // Slept through: due soon (15 June) and overdue (16 June).
    clock.set('2025-06-16T12:00:00+03:00');
    await pass(ctx, clock);
    expect(await mails()).toEqual([
      ['reader001', 'Due'],
      ['reader001', 'Overdue'],
    ]);
    expect((await server.messages[1]?.parsed())?.text).toContain('to Sun 15 Jun 2025 24:00');
    const overdue = await db.prisma.event.findFirstOrThrow({ where: { kind: 'overdue' } });
    expect(overdue.occurredAt).toEqual(new Date(CLOSED));
    // Slept through: reminders of day 1 (17 June) and day 3 (19 June).
    clock.set('2025-06-19T12:00:00+03:00');
    await pass(ctx, clock);
    expect(await mails()).toHaveLength(3);
    await pass(ctx, clock);
    expect(await mails()).toHaveLength(3);
  });

  it('the sender alone: what was queued and no longer holds is dropped, with the reason', async () => {
    const { ctx, clock, mails, alerts } = await story();
    clock.set(OPENS);
    await sweep(ctx);
    await fanOut(ctx);
    clock.set('2025-06-16T12:00:00+03:00');
    await pass(ctx, clock);
    expect(await mails()).toEqual([['reader001', 'Overdue']]);
    expect(await alerts('due')).toEqual([['dropped', 'no longer holds: the commitment is overdue']]);
  });
});

describe('between claim and send', () => {
  it('a deadline is moved: who has not been told the old stage is told the new date only', async () => {
    const { ctx, clock, id, mails, alerts, duringTheFirst } = await story(addresses(3));
    duringTheFirst(() =>
      moveDeadline(ctx, { id, reason: 'both sides agreed', opensOn: '2025-06-20', closesOn: '2025-06-30' }),
    );
    clock.set(OPENS);
    await pass(ctx, clock);
    expect(await mails()).toEqual([['reader001', 'Due']]);
    expect((await alerts('due')).map(([state]) => state)).toEqual(['sent', 'dropped', 'dropped']);
    await pass(ctx, clock);
    // The first was written to just now: what is not urgent waits two hours for company. The others were not.
    expect((await mails()).slice(1).map(([to]) => to)).toEqual(['reader002', 'reader003']);
    clock.advance(2 * 3_600_000);
    await pass(ctx, clock);
    expect((await mails()).slice(3).map(([to]) => to)).toEqual(['reader001']);
    expect((await alerts('deadline_moved')).map(([state]) => state)).toEqual(['sent', 'sent', 'sent']);
  });

  it('a reader unsubscribes, and is not written to', async () => {
    const { ctx, clock, db, mails, alerts, duringTheFirst } = await story(addresses(3));
    const second = await db.prisma.subscription.findFirstOrThrow({
      where: { address: 'reader002@example.org' },
    });
    duringTheFirst(() => unsubscribe(ctx, tokenFor(ctx.secret, 'unsubscribe', second)));
    clock.set(OPENS);
    await pass(ctx, clock);
    expect((await mails()).map(([to]) => to)).toEqual(['reader001', 'reader003']);
    expect((await alerts('due'))[1]).toEqual(['dropped', 'the subscription is no longer active']);
  });

  it('time goes on: a stage that ends meanwhile is not told as the present', async () => {
    const { ctx, clock, mails, duringTheFirst } = await story(addresses(2));
    duringTheFirst(async () => clock.set(CLOSED));
    clock.set('2025-06-15T23:59:50+03:00');
    await pass(ctx, clock);
    expect((await mails()).filter(([to]) => to === 'reader002')).toEqual([]);
    await pass(ctx, clock);
    expect((await mails()).slice(-2)).toEqual([
      ['reader001', 'Overdue'],
      ['reader002', 'Overdue'],
    ]);
  });

  // Leases were once counted by the clock of whoever claims.
  it('a worker whose clock leaps ahead takes nothing away from one that is still sending', async () => {
    const { ctx, clock, mails } = await story(addresses(3));
    let leapt = false;
    const slow: Mailer = {
      ...(ctx.mailer as Mailer),
      send: async (mail) => {
        if (!leapt) {
          leapt = true;
          const ahead = { ...clock, now: () => clock.now() + 120_000 };
          expect(await deliver({ ...ctx, clock: ahead, workerName: 'ahead' })).toMatchObject({ claimed: 0 });
        }
        return (ctx.mailer as Mailer).send(mail);
      },
    };
    clock.set(OPENS);
    await pass({ ...ctx, mailer: slow }, clock);
    expect(leapt).toBe(true);
    expect((await mails()).map(([to]) => to)).toEqual(addresses(3).map((to) => to.slice(0, 9)));
  });

  // Each claim once counted as an attempt, so a few dead workers used up three days of trying.
  it('the claims of workers that died are no attempts', async () => {
    const { ctx, clock, db } = await story(addresses(1));
    clock.set(OPENS);
    await sweep(ctx);
    await fanOut(ctx);
    clock.advance(2_000);
    await gather(db.query, { now: clock.now(), limit: 10, host: 'localhost' });
    for (let death = 0; death < 12; death += 1) {
      const lease = {
        channel: 'email',
        oneAtATime: false,
        now: clock.now(),
        leaseMs: LEASE_MS,
        limit: 10,
        by: `worker ${death}`,
      };
      expect(await claimDeliveries(db.query, lease)).toMatchObject([{ attempts: 1 }]);
      expect(await claimDeliveries(db.query, { ...lease, by: 'another' })).toEqual([]);
      await leasesEnd(db);
    }
  });

  it('a pass that was frozen until its lease had ended sends nothing that another has taken over', async () => {
    const { ctx, clock, db, server, mails } = await story(addresses(5));
    const other = { ...ctx, workerName: 'other' };
    let frozen = false;
    const freezing: Mailer = {
      ...(ctx.mailer as Mailer),
      send: async (mail) => {
        const outcome = await (ctx.mailer as Mailer).send(mail);
        if (frozen) return outcome;
        frozen = true;
        // The process stands still for longer than its lease; somebody else does the work; then it goes on, and
        // the timer that renews the lease is the first thing that runs.
        await leasesEnd(db);
        expect((await deliver(other)).sent).toBe(5);
        await sleep(LONGER_THAN_A_LOOK_MS);
        return outcome;
      },
    };
    clock.set(OPENS);
    await pass({ ...ctx, mailer: freezing }, clock);
    // The one in flight went out twice, with one Message-ID; nothing else did.
    expect((await mails()).map(([to]) => to)).toEqual([
      'reader001',
      ...addresses(5).map((to) => to.slice(0, 9)),
    ]);
    const [once, again] = server.messages.map(({ raw }) => messageId(raw));
    expect(again).toBe(once);
  });
});

describe('poison', () => {
  it('a commitment that cannot be judged is set aside by the sweep, visibly, and the others flow', async () => {
    const { ctx, clock, db, id, mails } = await story();
    const poison = await record(ctx, { title: 'Poison' });
    await damage(db, poison);
    clock.set(OPENS);
    await pass(ctx, clock);
    expect(await mails()).toEqual([['reader001', 'Due']]);
    expect((await db.prisma.commitment.findUniqueOrThrow({ where: { id: poison } })).fault).toBeTruthy();
    expect((await db.prisma.commitment.findUniqueOrThrow({ where: { id } })).fault).toBeNull();
    const check = (await readHealth(ctx)).checks.find(({ name }) => name === 'set-aside');
    expect(check).toMatchObject({ ok: false });
  });

  // One unreadable commitment among 500 claimed messages failed the whole pass, again and again.
  it('one that cannot be judged any more when its message is due holds up nobody else', async () => {
    const { ctx, clock, db, mails } = await story();
    const poison = await record(ctx, { title: 'Poison', sourceTitle: 'Another', quote: 'Poison.' });
    await readers(ctx, ['only-poison@example.org'], { follows: 'commitment', commitmentId: poison });
    clock.set(OPENS);
    await sweep(ctx);
    await fanOut(ctx);
    await damage(db, poison);
    await pass(ctx, clock);
    expect(await mails()).toEqual([['reader001', 'Due']]);
    const rows = await db.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.state)).toEqual(['sent', 'failed']);
    expect(rows[1]?.why).toContain(`could not be composed: commitment ${poison} cannot be judged`);
    // Parked: it is not tried again.
    clock.advance(86_400_000);
    expect((await deliver(ctx)).failed).toBe(0);
  });

  it('an address that no mail can be sent to is parked, and the others get theirs', async () => {
    const { ctx, clock, db, mails } = await story(['reader001@example.org', 'x@-', 'reader002@example.org']);
    clock.set(OPENS);
    await pass(ctx, clock);
    expect((await mails()).map(([to]) => to)).toEqual(['reader001', 'reader002']);
    const rows = await db.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.state)).toEqual(['sent', 'failed', 'sent']);
    expect(rows[1]?.why).toContain('could not be');
  });
});

describe('what is learnt late', () => {
  const late = { amount: 6_000, happenedAt: '2025-06-14', note: 'handed over, as the Red Cross reports' };

  it('corrects exactly those who were told overdue; the others hear that it is met', async () => {
    const { ctx, clock, id, mails } = await story(['told@example.org']);
    await readers(ctx, ['untold@example.org'], { kinds: ['met'] });
    clock.set(CLOSED);
    await pass(ctx, clock);
    clock.set('2025-06-20T12:00:00+03:00');
    await addProgress(ctx, { id, ...late });
    await pass(ctx, clock);
    await pass(ctx, clock);
    expect(await mails()).toEqual([
      ['told', 'Overdue'],
      ['told', 'Correction'],
      ['untold', 'Met'],
    ]);
  });

  it('while overdue is still queued: overdue is dropped and only the good news goes out', async () => {
    const { ctx, clock, id, mails, alerts } = await story(addresses(2));
    clock.set(CLOSED);
    await sweep(ctx);
    await fanOut(ctx);
    await addProgress(ctx, { id, ...late });
    await pass(ctx, clock);
    await pass(ctx, clock);
    expect(await mails()).toEqual([
      ['reader001', 'Met'],
      ['reader002', 'Met'],
    ]);
    expect((await alerts('overdue')).map(([state]) => state)).toEqual(['dropped', 'dropped']);
  });

  it('while overdue is claimed but could not be handed over: the same', async () => {
    const { ctx, clock, id, server, mails } = await story();
    server.script({ data: 451 });
    clock.set(CLOSED);
    await pass(ctx, clock);
    server.script({});
    await addProgress(ctx, { id, ...late });
    await pass(ctx, clock);
    clock.advance(3_600_000);
    await pass(ctx, clock);
    expect(await mails()).toEqual([['reader001', 'Met']]);
  });
});

describe('what comes at one moment', () => {
  it('travels in one message, with a line for each', async () => {
    const { ctx, clock, server } = await story();
    await record(ctx, { title: 'Return the wounded', quote: 'The wounded too, next week.' });
    clock.set(OPENS);
    await pass(ctx, clock);
    await pass(ctx, clock);
    expect(server.messages).toHaveLength(1);
    const text = (await server.messages[0]?.parsed())?.text ?? '';
    expect(text).toContain('Hand over the bodies of the dead');
    expect(text).toContain('Return the wounded');
  });

  it('about one commitment is one line: due now and due within a week are said as due', async () => {
    const { ctx, clock, server, mails, alerts } = await story();
    clock.set(OPENS); // seven days before it closes, to the second
    await pass(ctx, clock);
    expect(await mails()).toEqual([['reader001', 'Due']]);
    expect(await alerts('due_soon')).toEqual([['dropped', 'told together with due']]);
    const text = (await server.messages[0]?.parsed())?.text ?? '';
    expect(text.match(/Hand over the bodies of the dead/g)).toHaveLength(1);
  });
});
