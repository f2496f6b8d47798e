/** What the mail server can do to us (F16 to F20), with a real one, scripted, and a clock of our own. */
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Mailer } from '../../src/mail/mailer.ts';
import type { Context } from '../../src/service/context.ts';
import { deliver } from '../../src/service/deliver.ts';
import { DAY, HOUR } from '../support/clock.ts';
import { addresses, messageId, pass, quickMailer, readers } from '../support/passes.ts';
import { freePort } from '../support/redis.ts';
import { record, setup } from '../support/setup.ts';
import { type Breakage, type SmtpOptions, startBrokenSmtp, startSmtp } from '../support/smtp.ts';

const MINUTE = 60_000;

function kept<T extends { close(): Promise<void> }>(thing: T): T {
  onTestFinished(() => thing.close());
  return thing;
}
const sink = async (options: SmtpOptions = {}) => kept(await startSmtp(options));
const mailerTo = (url: string): Mailer => {
  const mailer = quickMailer(url);
  onTestFinished(() => mailer.close(50));
  return mailer;
};

/** The bodies have just come due, and so many readers wait to be told. */
async function dueFor(mailer: Mailer, readersOf: readonly string[]) {
  const { ctx, clock, db } = await setup({ mailer });
  const alarms: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void alarms.push(line) });
  const loud: Context = { ...ctx, log };
  await record(loud);
  await readers(loud, readersOf);
  clock.set('2025-06-09T00:00:00+03:00');
  const state = async () =>
    (await db.prisma.delivery.findMany({ orderBy: { id: 'asc' } })).map((row) => row.state);
  const one = () => db.prisma.delivery.findFirstOrThrow();
  const tries = () => db.prisma.attempt.findMany({ orderBy: { id: 'asc' } });
  return { ctx: loud, clock, db, alarms, state, one, tries };
}

describe('a mail server that says “later”', () => {
  it.each([421, 450, 451])(
    'with %i is asked again after 1, 5 and 30 minutes, one log line each',
    async (code) => {
      const server = await sink({ recipients: { 'reader001@example.org': code } });
      const { ctx, clock, one, tries } = await dueFor(mailerTo(server.url), addresses(1));
      await pass(ctx, clock);
      for (const [attempts, wait] of [
        [1, MINUTE],
        [2, 5 * MINUTE],
        [3, 30 * MINUTE],
      ] as const) {
        const row = await one();
        expect(row).toMatchObject({ state: 'queued', attempts });
        const waits = (row.nextAttemptAt?.getTime() ?? 0) - clock.now();
        expect(waits).toBeGreaterThanOrEqual(wait);
        expect(waits).toBeLessThanOrEqual(1.2 * wait);
        clock.advance(wait - 1_000);
        expect((await deliver(ctx)).claimed).toBe(0);
        clock.advance(0.2 * wait + 1_000);
        if (attempts === 3) server.script({});
        expect((await deliver(ctx)).claimed).toBe(1);
      }
      expect(await one()).toMatchObject({ state: 'sent', attempts: 4 });
      expect((await tries()).map((attempt) => attempt.outcome)).toEqual([
        ...['deferred', 'deferred', 'deferred', 'sent'],
      ]);
      expect((await tries())[0]?.answer).toContain(String(code));
      expect(server.messages.map(({ raw }) => messageId(raw))).toEqual([(await one()).messageId]);
    },
  );

  it('for more than three days is given up, and says so', async () => {
    const server = await sink({ recipients: { 'reader001@example.org': 450 } });
    const { ctx, clock, one } = await dueFor(mailerTo(server.url), addresses(1));
    await pass(ctx, clock);
    const began = clock.now();
    for (let row = await one(); row.state === 'queued'; row = await one()) {
      clock.advance((row.nextAttemptAt?.getTime() ?? 0) - clock.now());
      await deliver(ctx);
    }
    expect(await one()).toMatchObject({ state: 'failed', why: 'given up after three days of trying' });
    expect(clock.now() - began).toBeGreaterThan(2 * DAY);
    expect(clock.now() - began).toBeLessThan(3.7 * DAY);
  });
});

describe('a mail server that says “no”', () => {
  it('with 550 to one mailbox suspends that address and nobody else', async () => {
    const server = await sink({ recipients: { 'reader002@example.org': 550 } });
    const { ctx, clock, db, state } = await dueFor(mailerTo(server.url), addresses(3));
    await pass(ctx, clock);
    expect(await state()).toEqual(['sent', 'failed', 'sent']);
    const rows = await db.prisma.subscription.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.state)).toEqual(['active', 'suspended', 'active']);
    expect(rows[1]?.endedWhy).toContain('550');
    server.script({});
    clock.set('2025-06-16T00:00:00+03:00');
    await pass(ctx, clock);
    expect(server.messages.map(({ to }) => to[0])).toEqual([
      ...['reader001@example.org', 'reader003@example.org'],
      ...['reader001@example.org', 'reader003@example.org'],
    ]);
  });

  // 550 after DATA is how spam filters refuse a text: the mailbox exists, so it was wrong to suspend it.
  it.each([550, 552, 554])('with %i to the text of a message ends that message only', async (code) => {
    const server = await sink();
    const onDot = ({ to }: { to: readonly string[] }): void =>
      server.script({ onDot, ...(to[0] === 'reader002@example.org' ? { data: code } : {}) });
    server.script({ onDot });
    const { ctx, clock, db, state } = await dueFor(mailerTo(server.url), addresses(3));
    await pass(ctx, clock);
    expect(await state()).toEqual(['sent', 'failed', 'sent']);
    expect(await db.prisma.subscription.count({ where: { state: 'active' } })).toBe(3);
    server.script({});
    clock.set('2025-06-16T00:00:00+03:00');
    await pass(ctx, clock);
    expect(server.messages).toHaveLength(5);
  });
});

describe('a mail server that breaks off', () => {
  it.each<[Breakage, string]>([
    ['no-greeting', 'unreachable'],
    ['hangs-up', 'unreachable'],
    ['drip', 'unreachable'],
    ['drop-in-data', 'unsure'],
    ['stall-after-data', 'unsure'],
    ['drop-after-dot', 'unsure'],
  ])('(%s) leaves the message “%s”, and the same Message-ID is offered again', async (breakage, outcome) => {
    const broken = kept(await startBrokenSmtp(breakage));
    const { ctx, clock, one, tries } = await dueFor(mailerTo(broken.url), addresses(1));
    await pass(ctx, clock);
    expect(await one()).toMatchObject({ state: 'queued', attempts: 1 });
    expect((await tries()).map((attempt) => attempt.outcome)).toEqual([outcome]);
    const server = await sink();
    clock.advance(1.2 * MINUTE);
    await deliver({ ...ctx, mailer: mailerTo(server.url) });
    expect(server.messages.map(({ raw }) => messageId(raw))).toEqual([(await one()).messageId]);
    expect(await one()).toMatchObject({ state: 'sent', attempts: 2 });
  });
});

describe('a mail server that refuses this installation', () => {
  const LOGIN = { user: 'duly', pass: 'right' };
  it.each<[string, SmtpOptions, string]>([
    ['login', { auth: LOGIN }, 'duly:wrong@'],
    ['certificate', { tls: 'starttls' }, ''],
  ])('for its %s pauses the channel: one alarm, nothing failed, no storm', async (_, options, login) => {
    const server = await sink(options);
    const wrong = mailerTo(server.url.replace('//', `//${login}`));
    const { ctx, clock, db, alarms, state, tries } = await dueFor(wrong, addresses(20));
    await pass(ctx, clock);
    for (let minute = 0; minute < 20; minute += 1) {
      clock.advance(MINUTE);
      await deliver(ctx);
    }
    expect(new Set(await state())).toEqual(new Set(['queued']));
    expect(alarms.filter((line) => line.includes('paused'))).toHaveLength(1);
    // One try every five minutes finds out, whatever waits behind it.
    expect(await tries()).toHaveLength(4 + 1);
    expect((await db.prisma.channel.findUniqueOrThrow({ where: { name: 'smtp' } })).why).toBeTruthy();

    const mended = await sink(login === '' ? {} : options);
    const right = mailerTo(mended.url.replace('//', login === '' ? '//' : '//duly:right@'));
    clock.advance(5 * MINUTE);
    await deliver({ ...ctx, mailer: right });
    expect(new Set(await state())).toEqual(new Set(['sent']));
    expect(new Set(mended.messages.map(({ to }) => to[0])).size).toBe(20);
    expect(mended.messages).toHaveLength(20);
    expect((await db.prisma.channel.findUniqueOrThrow({ where: { name: 'smtp' } })).pausedUntil).toBeNull();
    const healthy = await db.prisma.delivery.findMany();
    expect(new Set(healthy.map((row) => row.attempts))).toEqual(new Set([1]));
  });
});

describe('a mail server that is down for six hours', () => {
  it('gets all 200 that came due meanwhile, each once', async () => {
    const port = await freePort();
    const { ctx, clock, state, tries } = await dueFor(mailerTo(`smtp://127.0.0.1:${port}`), addresses(200));
    await pass(ctx, clock);
    const step = async (hours: number) => {
      for (let minutes = 0; minutes < hours * 60; minutes += 20) {
        clock.advance(20 * MINUTE);
        await deliver(ctx);
      }
    };
    await step(6);
    expect(new Set(await state())).toEqual(new Set(['queued']));
    // Refused connections are no storm: a handful of tries for each message in all that time.
    expect((await tries()).length).toBeLessThanOrEqual(200 * 5);
    const server = await sink();
    const back: Context = { ...ctx, mailer: mailerTo(server.url) };
    const until = clock.now() + 8 * HOUR;
    while (clock.now() < until) {
      clock.advance(20 * MINUTE);
      await deliver(back);
    }
    expect(new Set(await state())).toEqual(new Set(['sent']));
    expect(server.messages).toHaveLength(200);
    expect(new Set(server.messages.map(({ to }) => to[0])).size).toBe(200);
  });
});
